"""The passes together: what seeds of real damage become, and what always holds."""

from __future__ import annotations

import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.draft import make_draft
from kb_ext.core.repair.account import find_unaccounted
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.core.repair.finding import Finding, Lines
from kb_ext.core.repair.origin import trace_lines
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.pipeline import PASSES, repair_text
from kb_ext.core.repair.step import Step
from tests.core.repair.account import list_complaints

PARAGRAPH = "生成AIの進化は速く、開発の現場では道具の選び方そのものが問われるようになっています。" * 3
ANOTHER = "一方で、運用と保守の負担は軽くならず、担当者の学習にかかる時間も見込んでおく必要があります。" * 3
WHOLE = f"""---
layout: post
title: "量子化: 仕組みと効果"
date: 2026-02-24 22:15:51 +0900
tags: ["LLM", "量子化"]
author: "編集部"
description: |
  二行の
  説明
unknown: {{a: [1, 2]}}
---

## はじめに

{PARAGRAPH}

- 項目**一**
- 項目`二`

| a | b |
|---|---|
| 1 | 2 |

```python
# 注釈 {{: .x}} [a](/b)
print("---END---")
```

### 課題

{ANOTHER}
---

- [他の記事](/2026/02/21/other/)

[見る](/?utm=a)
{{: .cta}}

---END---

### 課題

{ANOTHER}

---END---

---

もしご希望であれば、図を作成できます。
"""
NORMAL_HEAD = """---
title: "量子化: 仕組みと効果"
date: 2026-02-24T22:15:51+09:00
tags: [LLM, 量子化]
authors: [編集部]
excerpt: |-
  二行の
  説明
layout: post
extra:
  unknown:
    a: [1, 2]
---
"""
SOURCES = [
    WHOLE,
    "# 題\n\n本文\n",
    '+++\ntitle = "題"\n+++\n\n本文\n',
    "---\ntitle: 題\n---\n\n段落\n\n| a | b\n",
    '---\ntitle: "性能競争の激\ufffd"\n---\n# **性能競争の激化**と今\n\n本文\n',
]
MARKS = "---|\n---\n|+++|```|\n```\n|\"|'|: |#|[|]|{: .x}|\t|\r\n|\x00|\x85|\u2028|\ufeff|\ufffd|- |> "
WORDS = "\n\n|---END---|\n===\n|$$|`|<|&a |*a|!!int |{{x}}|title: |date: 2020-13-99\n|\n...\n"
SCRAPS = st.sampled_from([*MARKS.split("|"), *WORDS.split("|"), "|", "か\u3099", "<<: *a\n", "? x\n", "。"])


def test_a_document_with_many_faults_is_repaired_and_each_is_told_with_its_line() -> None:
    draft = make_draft(WHOLE.encode(), Context(name="x"))
    body = WHOLE[WHOLE.index("\n## はじめに") :]
    tail = f"[見る](/?utm=a)\n{{: .cta}}\n\n---END---\n\n### 課題\n\n{ANOTHER}\n\n---END---\n\n---\n"
    clean = body.replace(f"{ANOTHER}\n---\n", f"{ANOTHER}\n\n---\n").replace(tail, "見る\n")
    assert draft.text == NORMAL_HEAD + clean.replace("[他の記事](/2026/02/21/other/)", "他の記事")
    lines = WHOLE.split("\n")
    told = {(repair.finding, repair.line) for repair in draft.repairs}
    assert (Finding.RULE, lines.index("---", 11) + 1) in told
    assert (Finding.ATTRIBUTE_LIST, lines.index("{: .cta}") + 1) in told
    assert (Finding.END_MARK, lines.index("---END---") + 1) in told
    assert (Finding.RESIDUE, lines.index("もしご希望であれば、図を作成できます。") + 1) in told
    first = lines.index("### 課題") + 1
    second = lines.index("### 課題", first) + 1
    repeated = next(repair for repair in draft.repairs if repair.finding is Finding.REPEATED)
    assert repeated.line == second
    places = f"Line {second}-{second + 6} repeats line {first}-{first + 3}"
    assert repeated.describe() == f"{places} word for word and is dropped."


@pytest.mark.parametrize("source", SOURCES)
def test_an_import_is_settled_and_accounted_for(source: str) -> None:
    assert list_complaints(source.encode(), "x") == []


def test_passes_and_steps_are_the_same_in_the_same_order() -> None:
    assert list(dict.fromkeys(step for step, _ in PASSES)) == [
        step for step in Step if step is not Step.DECODING
    ]


def test_a_flattened_document_has_its_lines_and_places_in_them() -> None:
    flat = (
        '--- layout: post title: "題" author: "甲" --- # 見出し 本文です。 ## 次 '
        + "次の本文です。 " * 3
        + "| a | b"
    )
    draft = make_draft(flat.encode(), Context(name="x"))
    assert draft.text.startswith(
        "---\ntitle: 題\nauthors: [甲]\nlayout: post\n---\n\n# 見出し\n\n本文です。\n\n## 次\n"
    )
    stump = [repair for repair in draft.repairs if repair.finding is Finding.TABLE_STUMP]
    assert all(repair.line > 1 for repair in stump)


def test_what_is_dropped_can_be_found_in_the_report() -> None:
    draft = make_draft(WHOLE.encode(), Context(name="x"))
    assert find_unaccounted(draft) == {}
    assert any(ANOTHER in repair.removed for repair in draft.repairs)


def test_lines_are_traced_through_changes() -> None:
    before, after = "a\nb\n\nb\n\nc\nd", "x\na\nb\n\nc!\nd"
    assert trace_lines(before, after, range(11, 18), frozenset({4, 5})) == (11, 11, 12, 13, 16, 17)


def test_a_run_of_lines_is_told_in_one_word_or_two() -> None:
    assert (str(Lines(first=3, last=3)), str(Lines(first=3, last=5))) == ("3", "3-5")


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Cut, flip, join, double and sprinkle one of the sources."""
    data = draw(st.sampled_from(SOURCES)).encode()
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.sampled_from(["cut", "flip", "join", "double", "sprinkle", "drop", "indent"]))
        if kind == "cut":
            data = data[:at]
        elif kind == "flip":
            data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
        elif kind == "join":
            data = data[:at] + data[at:].replace(b"\n", b" ", draw(st.integers(1, 99)))
        elif kind == "double":
            data = data[:at] + data[at // 2 :]
        elif kind == "drop":
            data = data[:at] + data[at + draw(st.integers(1, 30)) :]
        elif kind == "indent":
            data = data.replace(b"\n", b"\n ", draw(st.integers(1, 9)))
        else:
            data = data[:at] + draw(SCRAPS).encode() + data[at:]
    return data


@settings(max_examples=300, deadline=None)
@given(damaged(), st.booleans())
def test_whatever_is_broken_an_import_settles_on_readable_text(data: bytes, drop: bool) -> None:
    context = Context(name="2025-01-31-x", original="元の名前", renamed=True, drop_chat_residue=drop)
    try:
        draft = make_draft(data, context)
    except NotTextError:
        return
    assert draft.text.encode().decode() == draft.text
    front_matter = yaml.safe_load(open_page(draft.text).raw)
    assert isinstance(front_matter, dict)
    assert front_matter["title"]
    again = make_draft(
        draft.text.encode(), Context(name="2025-01-31-x", original="x", drop_chat_residue=drop)
    )
    assert (again.text, again.repaired) == (draft.text, 0)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_can_be_imported(text: str) -> None:
    repaired, _ = repair_text(text, Context())
    again, repairs = repair_text(repaired, Context())
    assert again == repaired
    assert not [repair for repair in repairs if repair.kind.value == "repaired"]


def test_half_a_megabyte_takes_seconds() -> None:
    generator = random.Random(1)
    sections = [f"### 節{number}\n\n{PARAGRAPH}{number}。\n\n{ANOTHER}{number}。\n" for number in range(40)]
    body = "\n".join(generator.choice(sections) for _ in range(500))
    text, repairs = repair_text(f"---\ntitle: 題\n---\n\n{body}", Context())
    assert len(text) < len(body) // 4
    assert sum(repair.finding is Finding.REPEATED for repair in repairs) > 100

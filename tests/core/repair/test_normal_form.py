from __future__ import annotations

import pytest
import yaml

from kb_ext.core.repair.normal_form import normalise_front_matter
from kb_ext.core.repair.page import open_page
from tests.core.repair.conftest import Run, run_pass


def normalise(block: str) -> Run:
    return run_pass(normalise_front_matter, f"---\n{block}---\n\n本文\n")


def read(run: Run) -> str:
    return open_page(run.text).raw


def test_fields_stand_in_one_order_and_one_form() -> None:
    run = normalise(
        'layout: post\ntitle: "AIの話"\nauthor: "編集部"\ndate: 2026-02-24 22:15:51 +0900\n'
        'categories: ["AI"]\ntags:\n  - LLM\n  - "C#"\n'
    )
    assert read(run) == (
        "title: AIの話\ndate: 2026-02-24T22:15:51+09:00\ncategories: [AI]\ntags: [LLM, C#]\n"
        "authors: [編集部]\nlayout: post\n"
    )
    assert run.places == [("DATE_FORM", 5, 7), ("SYNONYM", 4, 1)]


def test_normal_form_is_not_worth_a_word() -> None:
    text = "---\ntitle: 題\ndate: 2025-08\ntags: []\nimage: null\nextra:\n  a: [1, true]\n---\n\n本文\n"
    run = run_pass(normalise_front_matter, text)
    assert (run.text, run.names) == (text, [])


def test_another_form_of_the_same_is_reported_once() -> None:
    assert normalise("tags:\n- a\ntitle: '題'\n").names == ["FORM"]


def test_unknown_keys_go_below_extra_with_their_types() -> None:
    run = normalise("title: 題\naudio: false\nnested:\n  a: 1\nextra:\n  old: x\n")
    assert read(run) == "title: 題\nextra:\n  old: x\n  audio: false\n  nested:\n    a: 1\n"
    assert run.places == [("UNKNOWN_KEY", 3, 1), ("UNKNOWN_KEY", 5, 1)]


def test_the_second_of_two_synonyms_is_kept_aside() -> None:
    run = normalise("title: 題\nexcerpt: 短い\ndescription: 長い\n")
    assert read(run) == "title: 題\nexcerpt: 短い\nextra:\n  description: 長い\n"
    assert run.names == ["SURPLUS_KEY"]


def test_the_last_of_two_equal_keys_counts_and_the_first_is_kept_aside() -> None:
    run = normalise("title: 一\ntitle: 二\ntags: [a]\ntags: [a]\n")
    assert read(run) == "title: 二\ntags: [a]\nextra:\n  title: 一\n"
    assert run.places == [("DUPLICATE", 2, 1), ("DUPLICATE_ALIKE", 4, 1)]


def test_comments_stay_with_their_keys() -> None:
    run = normalise('# 公開日\ndate: 2025-01-31\ntitle: 題 # 仮\ntags: ["#a"]\n# 終\n')
    assert read(run) == '# 仮\ntitle: 題\n# 公開日\ndate: 2025-01-31\ntags: ["#a"]\n# 終\n'
    assert run.messages == ["The comment '# 仮' stands above its key now."]


@pytest.mark.parametrize(
    ("line", "written", "names"),
    [
        ("date: 2025/4/22", "date: 2025-04-22", ["DATE_FORM"]),
        ("date: 2025年4月", "date: 2025-04", ["DATE_FORM"]),
        ("date: 2025-05-00", 'date: "2025-05-00"', ["DATE_ODD"]),
        ("date: (記事の作成日)", "date: (記事の作成日)", ["DATE_ODD"]),
        ("date:", "date: null", []),
        ("tags: LLM、RAG", "tags: [LLM, RAG]", ["VALUE_FORM"]),
        ("tags: [on, 2025, null, '']", 'tags: ["on", "2025", "null"]', []),
        ("source: https://example.com/?a,b", 'source: ["https://example.com/?a,b"]', []),
        ("authors:\n- name: 甲\n  url: x", "authors:\n  - name: 甲\n    url: x", []),
        ("draft: yes", "draft: true", ["VALUE_FORM"]),
        ("draft: maybe", "extra:\n  draft: maybe", ["SHAPE"]),
        ("reading_time: 8 min", "reading_time: 8 min", []),
        ("image: false", "image: null", ["VALUE_FORM"]),
        ("image: true", "extra:\n  image: true", ["SHAPE"]),
        (
            "image:\n  path: a.png\n  alt: 図",
            "image: a.png\nextra:\n  image:\n    path: a.png\n    alt: 図",
            ["SHAPE"],
        ),
        ("extra: 1", "extra:\n  extra: 1", []),
    ],
)
def test_values_have_the_form_of_their_field(line: str, written: str, names: list[str]) -> None:
    run = normalise(f"title: 題\n{line}\n")
    assert read(run) == f"title: 題\n{written}\n"
    assert run.names == (names or ["FORM"] if read(run) != f"title: 題\n{line}\n" else names)


@pytest.mark.parametrize(
    ("block", "written", "names"),
    [
        ("title: 基礎: 実践\ntags: [a]\n", 'title: "基礎: 実践"\ntags: [a]\n', []),
        (
            "title: 題\n author: 甲\n # 注\n date: 2025-01-31\n",
            "title: 題\n# 注\ndate: 2025-01-31\nauthors: [甲]\n",
            ["SYNONYM"],
        ),
        (" layout: post\ntitle: 題\n", "title: 題\nlayout: post\n", []),
        ("title: 題。\ntags: [a, b]。\n", "title: 題\ntags: [a, b]\n", []),
        ('title: 題\ntopics: ["a",`b`]\n', "title: 題\ntags: [a, b]\n", ["VALUE_FORM", "SYNONYM"]),
        ("title: 題\ntags: [a][b]\n", "title: 題\ntags: [a, b]\n", ["VALUE_FORM"]),
        ("title: 題\n\t: %\n???\n", "title: 題\n# : %\n# ???\n", ["UNREAD_LINE", "UNREAD_LINE"]),
    ],
)
def test_broken_yaml_is_mended_or_salvaged(block: str, written: str, names: list[str]) -> None:
    run = normalise(block)
    assert read(run) == written
    assert run.names == ["YAML_SYNTAX", *names]


def test_what_yaml_takes_for_a_comment_behind_a_quote_is_kept() -> None:
    run = normalise('title: "一つ"#二つ目\ntags: [C#, "a#b"]\n')
    assert read(run) == '#二つ目\ntitle: 一つ\ntags: [C#, "a#b"]\n'.replace('"a#b"', "a#b")


def test_a_line_that_only_looks_like_a_comment_is_kept() -> None:
    run = normalise('title: "一\n# 二"{{x}}\ntags: [a]\n')
    assert read(run) == 'title: 一\ntags: [a]\n# # 二"{{x}}\n'


def test_keys_behind_an_indented_first_key_are_not_lost() -> None:
    run = normalise("  layout: post\ntitle: 題\ntags: [a]\n")
    assert yaml.safe_load(read(run)) == {"title": "題", "tags": ["a"], "layout": "post"}


def test_aliases_are_written_out() -> None:
    assert read(normalise("title: &a 題\nexcerpt: *a\n")) == "title: 題\nexcerpt: 題\n"


def test_body_keeps_its_text_less_blank_lines_at_its_ends() -> None:
    run = run_pass(normalise_front_matter, "---\ntitle: 題\n---\n\n\n    code\n\nb  \nc\n\n \n")
    assert run.text == "---\ntitle: 題\n---\n\n    code\n\nb  \nc\n"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Jul 08 2025", "2025-07-08"),
        ("'July 8, 2025'", "2025-07-08"),
        ("8th Sept. 2025", "2025-09-08"),
        ("Foo 08 2025", "Foo 08 2025"),
    ],
)
def test_english_months_are_written_in_figures(written: str, date: str) -> None:
    run = run_pass(normalise_front_matter, f"---\ntitle: 題\ndate: {written}\n---\n\n語\n")
    assert f"\ndate: {date}\n" in run.text

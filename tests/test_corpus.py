"""What holds for every post, however it is damaged: no traceback, nothing lost, the same result again."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_ext.check.file import check_bytes
from kb_ext.check.record import Kind, Task
from kb_ext.cli.importer import Plan, import_posts
from kb_ext.core.draft import Draft, make_draft
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.problem import ignore_problem
from kb_ext.core.repair.account import find_unaccounted
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.core.repair.page import open_page
from tests.corpus import SHORT, list_posts

POSTS = list_posts()
EXAMPLES = int(os.environ.get("KB_EXAMPLES", "100"))
LONGEST = 20_000
FRAGMENTS = (
    b"---\n",
    b"+++\n",
    b"```\n",
    b"| a |",
    b"{% x %}",
    b"{{< x >}}",
    b"**",
    b"<div>",
    b"](",
    b"[^1]",
    b"{: #x}",
    b":::",
    b"$$",
    b"\xff",
    b"\x00",
    b"- ",
    b": ",
    b"\r",
    "「".encode(),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def damage_post(draw: st.DrawFn) -> bytes:
    """Cut a real post, flip its bytes, join its lines, give it other keys, and throw markup in."""
    whole = draw(st.sampled_from(SHORT) | st.sampled_from(POSTS).map(Path.read_bytes))
    start = draw(st.just(0) | st.integers(0, min(len(whole), LONGEST)))
    content = bytearray(whole[start : start + draw(st.integers(0, LONGEST))])
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(content)))
        content[place : place + draw(st.integers(0, 3))] = draw(
            st.sampled_from(FRAGMENTS) | st.binary(max_size=4)
        )
    if draw(st.booleans()):
        content = content.replace(b"\n", b" ", draw(st.integers(1, 40)))
    if draw(st.booleans()):
        keys = draw(st.dictionaries(st.sampled_from(("title", "date", "tags", "image", "x y", "kb")), VALUES))
        lines = "".join(f"{key}: {value!r}\n" for key, value in keys.items())
        content = bytearray(f"---\n{lines}---\n".encode("utf-8", "replace")) + content
    return bytes(content)


def check(data: bytes) -> None:
    task = Task(path=Path("/none/a.md"), shown="a.md", root=Path("/none"), docname="a", kind=Kind.POST)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for problem in check_bytes(task, data).problems:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(damage_post())
def test_damaged_post_is_checked_and_imported_the_same_way_twice(data: bytes) -> None:
    check(data)
    try:
        draft = make_draft(data, Context())
    except NotTextError:
        return
    written = draft.text.encode("utf-8")
    check(written)
    assert make_draft(written, Context()).text == draft.text


@pytest.fixture(name="drafts", scope="module")
def import_all(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Draft]]:
    folder = tmp_path_factory.mktemp("corpus")
    short = [folder / f"short-{number}.md" for number in range(len(SHORT))]
    for path, data in zip(short, SHORT, strict=True):
        path.write_bytes(data)
    outcomes = import_posts(Plan(sources=(*POSTS, *short), into=folder / "posts"))
    return [(outcome.source, outcome.draft) for outcome in outcomes if outcome.draft]


def test_no_character_is_lost_that_the_report_does_not_name(drafts: list[tuple[Path, Draft]]) -> None:
    assert len(drafts) >= len(SHORT)
    assert {path: lost for path, draft in drafts if (lost := find_unaccounted(draft))} == {}


def test_words_of_a_body_without_repairs_are_the_same(drafts: list[tuple[Path, Draft]]) -> None:
    compared = 0
    for path, draft in drafts:
        if any(repair.removed or repair.added for repair in draft.repairs):
            continue
        before = read_front_matter(draft.source.replace("\r\n", "\n"), ignore_problem).body
        if before.strip() and draft.source.startswith("---\n"):
            compared += 1
            assert count_words(open_page(draft.text).body) == count_words(before), path
    assert compared


def count_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))

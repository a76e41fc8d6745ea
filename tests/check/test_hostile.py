"""Whatever damage a post comes with, checking it ends with findings that lie inside the file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.check.file import check_bytes
from kb_ext.check.source import list_tasks

POSTS = sorted((Path(__file__).parent.parent.parent / "docs" / "posts").glob("*.md"))
FRAGMENTS = [
    b"---\n",
    b"```\n",
    b"| a |",
    b"{% x %}",
    b"**",
    b"<div>",
    b"](",
    b":::",
    b"\xff",
    b"\x00",
    b"- ",
    b": ",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Cut a real post, flip bytes, join lines, and throw markup in."""
    content = bytearray(draw(st.sampled_from(POSTS)).read_bytes()[: draw(st.integers(0, 6000))])
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(content)))
        content[place:place] = draw(st.sampled_from(FRAGMENTS) | st.binary(max_size=4))
    if draw(st.booleans()):
        content = content.replace(b"\n", b" ", draw(st.integers(1, 40)))
    return bytes(content)


@settings(deadline=None, max_examples=150)
@given(damaged())
def test_damaged_post_is_checked_with_findings_inside_it(content: bytes) -> None:
    (task,) = list_tasks([POSTS[0]])
    checked = check_bytes(task, content)
    lines = content.count(b"\n") + content.count(b"\r") + 2
    assert all(1 <= problem.line <= lines for problem in checked.problems)
    assert all(problem.column >= 1 for problem in checked.problems)

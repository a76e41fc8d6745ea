"""Work grows with the size of a text, whatever is in it: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from kb_ext.check.record import Checked
from kb_ext.core.draft import make_draft
from kb_ext.core.repair.context import Context

UNITS = {
    "brackets": "[",
    "pictures": "![",
    "links left open": "[a](",
    "strong beside brackets": "**「",
    "quotes": "> > a\n",
    "bars": "|",
    "tags": "<b>",
    "fences": "```\n",
    "containers": ":::message\n",
    "headings": "## 見出し\n\n",
    "rows": "| 1 | 2 |\n",
    "dead roles": "{kb:term}`語` ",
    "dead links": "[a](#b) ",
    "shortcodes": "{{< tip >}}\n",
    "attribute lists": "a\n{: #k}\n",
    "footnotes": "[^a]: b\n\n",
    "blank lines": "\n",
    "japanese": "日本語の文章です。",
}
SMALL = 300
GROWTH = 4


def count_calls(run: Callable[[], object]) -> int:
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_work_grows_with_the_size(unit: str, check: Callable[..., Checked]) -> None:
    def read(times: int) -> int:
        text = f"---\ntitle: 題\n---\n\n{unit * times}\n"
        return count_calls(lambda: (check(text), make_draft(text.encode(), Context())))

    read(1)
    assert read(SMALL * GROWTH) < read(SMALL) * GROWTH * 1.5

"""kramdown's attribute lists: `{: .class key="value"}` below a block or behind a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note
from kb_ext.core.repair.page import Places, open_page
from kb_ext.core.repair.prose import iterate_prose

_ATTRIBUTE: Final = r"(?:[.#][\w-]+|[\w:.-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}]+))"
_LIST: Final = re.compile(rf"\{{:[ \t]*(?:{_ATTRIBUTE}[ \t]*)+\}}")
_HAS_ID: Final = re.compile(r"(?:[{:\s]|^)#[\w-]|\bid=")
_OWNERS: Final = frozenset(")*_`]~\x00")
"""What an attribute list may stand behind: the end of a link, of emphasis or of code."""


def remove_attribute_lists(text: str, context: Context, note: Note) -> str:
    """Remove attribute lists; one that gives an id stays, as links may lead to it."""
    if "{:" not in text:
        return text
    page = open_page(text)
    places = Places(page)
    edits = []
    for start, end, alone in _find_lists(page.body):
        line, column = places.locate(start)
        source = page.body[start:end]
        if _HAS_ID.search(source):
            note(Finding.ATTRIBUTE_ID, line=line, column=column, text=source)
            continue
        note(Finding.ATTRIBUTE_LIST, line=line, column=column, removed=source, text=source)
        first, last = _widen(page.body, start, end) if alone else (start, end)
        edits.append(Edit(start=first, end=last))
    return page.head + apply_edits(page.body, edits)


def _find_lists(body: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where attribute lists stand in a body, and whether they have a line of their own."""
    for prose in iterate_prose(body):
        for match in _LIST.finditer(prose.masked):
            start, end = match.span()
            alone = _is_whole_line(prose.text, start, end)
            if alone or (start and prose.masked[start - 1] in _OWNERS):
                yield prose.start + start, prose.start + end, alone


def _is_whole_line(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _widen(body: str, start: int, end: int) -> tuple[int, int]:
    """Take the whole line with one of its line ends."""
    first = body.rfind("\n", 0, start) + 1
    last = body.find("\n", end)
    return (first, last + 1) if last >= 0 else (max(first - 1, 0), len(body))

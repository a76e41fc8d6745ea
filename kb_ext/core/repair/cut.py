"""A text that breaks off: what its last block tells."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.block import Block, parse_blocks
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import open_page

_ROW: Final = re.compile(r"[ \t]*\|")
_CLOSED_ROW: Final = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_OPEN_END: Final = re.compile("[、，,（(「『【［\\[・\ufffd—–][ \\t]*$")


def find_cut_end(text: str, context: Context, note: Note) -> str:
    """Report a document that ends in the middle of a table, a code block or a sentence; it stays as it is."""
    page = open_page(text)
    blocks = parse_blocks(page.body)
    if not blocks:
        return text
    last = blocks[-1]
    lines = last.text.split("\n")
    line = page.body_line + last.first + len(lines) - 1
    if last.kind == "fence" and not _is_closed(last, lines):
        note(Finding.OPEN_CODE, line=page.body_line + last.first)
    elif last.kind in {"table", "paragraph"} and _is_stump(last, lines):
        note(Finding.TABLE_STUMP, line=line, text=shorten(lines[-1]))
    elif last.kind in {"paragraph", "heading", "bullet_list", "ordered_list"} and _OPEN_END.search(lines[-1]):
        note(Finding.OPEN_SENTENCE, line=line, text=shorten(lines[-1][-40:]))
    return text


def _is_closed(block: Block, lines: list[str]) -> bool:
    closing = lines[-1].strip()
    return len(lines) > 1 and len(closing) >= len(block.markup) and set(closing) == set(block.markup)


def _is_stump(block: Block, lines: list[str]) -> bool:
    """Tell whether the last row is not closed while a table is under way."""
    if block.kind == "paragraph":
        return all(_ROW.match(line) for line in lines)
    others_closed = all(_CLOSED_ROW.match(line) for line in lines[:-1])
    return others_closed and not _CLOSED_ROW.match(lines[-1])

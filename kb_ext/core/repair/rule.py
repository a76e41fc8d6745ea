"""Underlined headings: those that are none, because a rule was meant, and those that are."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.block import Block, find_prose_lines, parse_blocks
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import open_page

_RULE: Final = 3
"""Hyphens that authors write for a rule; more are an underline if the text above may be a heading."""
_MAX_HEADING: Final = 60
_NO_HEADING: Final = re.compile(
    r"[。．.!！?？:：、,」）)]$|^[!<|{]|^\[[^\]]*\]\([^)]*\)$|^(?:\*\*|__)?\d+\.$"
)


def part_rules(text: str, context: Context, note: Note) -> str:
    """Put a blank line between a paragraph and the rule below it; write underlined headings with `#`."""
    page = open_page(text)
    lines = page.body.split("\n")
    prose = frozenset(find_prose_lines(page.body))
    parted: dict[int, list[str]] = {}
    for block in parse_blocks(page.body):
        if block.kind != "heading" or block.markup not in {"-", "="} or not _is_prose(block, prose):
            continue
        underline = block.end - 1
        if _is_heading(block, lines[underline].strip()):
            heading = lines[block.first].strip()
            sign = "#" if block.markup == "=" else "##"
            parted[block.first] = [f"{sign} {heading}"]
            parted[underline] = []
            removed = lines[underline].strip()
            note(
                Finding.UNDERLINE,
                line=page.body_line + block.first,
                removed=removed,
                added=sign,
                heading=shorten(heading),
            )
        elif block.markup == "-" and len(lines[underline].strip()) >= _RULE:
            parted[underline] = ["", lines[underline]]
            note(Finding.RULE, line=page.body_line + underline)
    out = (new for number, line in enumerate(lines) for new in parted.get(number, [line]))
    return page.head + "\n".join(out)


def _is_prose(block: Block, prose: frozenset[tuple[int, int]]) -> bool:
    """Tell apart display mathematics, whose `=` lines look like underlines."""
    return not prose.isdisjoint({(block.first, block.end - 1), (block.first, block.end)})


def _is_heading(block: Block, underline: str) -> bool:
    if block.end - block.first != 2 or len(underline) < _RULE:
        return False
    text = block.text.split("\n")[0].strip()
    if block.markup == "=":
        return True
    return len(underline) > _RULE and len(text) <= _MAX_HEADING and not _NO_HEADING.search(text)

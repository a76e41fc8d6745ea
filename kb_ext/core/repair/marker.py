"""End marks that text generators leave between the parts of an answer."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.block import find_prose_lines, parse_blocks
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Lines, Note
from kb_ext.core.repair.page import open_page

_MARK: Final = re.compile(
    r"[ \t]*(?:-{2,} ?END(?: OF (?:ARTICLE|DOCUMENT|FILE|TEXT|POST))?(?: ?-{1,})?"
    r"|<\|(?:endoftext|end_of_text|im_start|im_end|eot_id|end)\|>)[ \t]*$"
)
_HALF_SENTENCE: Final = re.compile(r"[、，,][ \t]*$")
_UNDERLINE: Final = re.compile(r"[ \t]*={3,}[ \t]*$")
_PLAIN_START: Final = re.compile(r"[^\s#>|`*+\-:0-9=<\[.…]")


def remove_markers(text: str, context: Context, note: Note) -> str:
    """Remove lines that hold nothing but an end mark, and join the sentence that one cuts in two."""
    page = open_page(text)
    lines = page.body.split("\n")
    found = _find_marks(page.body, lines)
    if not found:
        return text
    for number in sorted(found):
        mark = lines[number].strip()
        note(Finding.END_MARK, line=page.body_line + number, removed=mark, mark=mark)
    whole = {block.text for block in parse_blocks(page.body)}
    return page.head + "\n".join(_close_up(lines, found, whole, page.body_line, note))


def _find_marks(body: str, lines: list[str]) -> set[int]:
    """Return the lines (from 0) of the marks, with a line of `=` directly below one."""
    if not any(_MARK.match(line) for line in lines):
        return set()
    found: set[int] = set()
    for first, end in find_prose_lines(body):
        for number in range(first, min(end + 1, len(lines))):
            below = number - 1 in found and _UNDERLINE.match(lines[number])
            if below or (number < end and _MARK.match(lines[number])):
                found.add(number)
    return found


def _close_up(lines: list[str], marks: set[int], whole: set[str], first_line: int, note: Note) -> list[str]:
    """Return the lines without the marks; what stood around them is parted by one blank line."""
    kept: list[str] = []
    origin: list[int] = []
    seam = False
    for number, line in enumerate(lines):
        if number in marks or (seam and not line.strip()):
            seam = True
            continue
        if seam:
            while kept and not kept[-1].strip():
                kept.pop()
                origin.pop()
            seam = False
            if kept and _continues(kept, line, lines, number, whole):
                note(
                    Finding.SENTENCE_JOINED,
                    line=first_line + origin[-1],
                    line_range=_one(first_line + number),
                )
                kept[-1] = kept[-1].rstrip() + line.lstrip()
                continue
            if kept:
                kept.append("")
                origin.append(number)
        kept.append(line)
        origin.append(number)
    while seam and kept and not kept[-1].strip():
        kept.pop()
    return [*kept, ""] if seam else kept


def _one(line: int) -> Lines:
    return Lines(first=line, last=line)


def _continues(kept: list[str], line: str, lines: list[str], number: int, whole: set[str]) -> bool:
    """Tell whether a line goes on with the sentence that the last kept line breaks off.

    It does where both together stand elsewhere in the document as one paragraph, and where the first part
    ends at a comma.
    """
    alone = (len(kept) < 2 or not kept[-2].strip()) and (
        number + 1 >= len(lines) or not lines[number + 1].strip()
    )
    if not _PLAIN_START.match(line) or not alone:
        return False
    return kept[-1].rstrip() + line.rstrip() in whole or _HALF_SENTENCE.search(kept[-1]) is not None

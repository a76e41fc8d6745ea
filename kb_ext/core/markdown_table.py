"""A Markdown table as its author typed it: cells with their places, surplus ones included.

A Markdown parser pads short rows and drops what stands behind the last column, and tells of neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kb_ext.core.repair.prose import read_plain_text

_PREFIX: Final = re.compile(r"[ \t>]*")
_DELIMITER: Final = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE: Final = re.compile(r"(?:`{3,}|~{3,}|:{3,})")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_STAND_IN: Final = "\ufff9"
_BREAK: Final = re.compile(r"(`+).+?\1|<br\s*/?>", re.IGNORECASE)
"""A code span, in which a tag is no tag, or a line break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell: its Markdown, what it says, and the column of its line that it begins in."""

    markup: str
    text: str
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row; `line` counts from 0 among the lines that were searched."""

    cells: tuple[TableCell, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownTable:
    """A header row, and the rows below the row of hyphens."""

    head: TableRow
    rows: tuple[TableRow, ...]


def find_table(lines: Sequence[str], *, most: int | None = None) -> MarkdownTable | None:
    """Return the first table among lines; `most` is how many rows a Markdown parser found in it."""
    fence = ""
    for number in range(len(lines) - 1):
        line = _PREFIX.sub("", lines[number], count=1)
        mark = _FENCE.match(line)
        if mark and (not fence or line.startswith(fence)):
            fence = "" if fence else mark[0]
        elif not fence and "|" in line and _DELIMITER.match(_PREFIX.sub("", lines[number + 1], count=1)):
            return _read_table(lines, number, most)
    return None


def _read_table(lines: Sequence[str], start: int, most: int | None) -> MarkdownTable:
    end = start + 2
    while end < len(lines) and lines[end].strip(" \t>") and (most is None or end - start - 2 < most):
        end += 1
    rows = tuple(_read_row(lines[number], number) for number in range(start + 2, end))
    return MarkdownTable(head=_read_row(lines[start], start), rows=rows)


def _read_row(line: str, number: int) -> TableRow:
    prefix = _PREFIX.match(line)
    start = prefix.end() if prefix else 0
    cells = [_make_cell(part, offset) for part, offset in _split(line.rstrip(), start)]
    if len(cells) > 1 and line[start : start + 1] == "|":
        cells.pop(0)
    if len(cells) > 1 and not cells[-1].markup:
        cells.pop()
    return TableRow(cells=tuple(cells), line=number)


def _split(line: str, start: int) -> list[tuple[str, int]]:
    """Cut a line at the bars that no backslash stands before; bars in code cut it, too."""
    parts, begin = [], start
    for position in range(start, len(line) + 1):
        if position == len(line) or (line[position] == "|" and line[position - 1 : position] != "\\"):
            parts.append((line[begin:position], begin))
            begin = position + 1
    return parts


def _make_cell(part: str, offset: int) -> TableCell:
    markup = part.strip().replace("\\|", "|")
    return TableCell(
        markup=markup, text=_read_text(markup), column=offset + len(part) - len(part.lstrip()) + 1
    )


def _read_text(markup: str) -> str:
    """Return what a cell says; a sign behind a backslash is no mark."""
    escaped = _ESCAPE.findall(markup)
    text = read_plain_text(_BREAK.sub(_write_break, _ESCAPE.sub(_STAND_IN, markup)))
    for sign in escaped:
        text = text.replace(_STAND_IN, sign, 1)
    return text


def _write_break(match: re.Match[str]) -> str:
    return match[0] if match[1] else " "

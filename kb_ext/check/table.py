"""Tables whose rows differ in length, and rows that belong to no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from kb_ext.check.document import Document
from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Problem, Report
from kb_ext.core.repair.finding import shorten
from kb_ext.markdown.reader import Passage

_HEAD: Final = 2
"""Lines of a table above its rows."""
_ROW: Final = re.compile(r"\|(?:[^|]*\|){2,}$")
_DELIMITER: Final = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?$")


def check_tables(document: Document, report: Report) -> None:
    """Report ragged rows, tables without rows, and lines that look like rows and are shown as text."""
    for passage in document.reading.passages:
        for token in passage.tokens:
            if token.type == "table_open":
                _check_rows(document, passage, token, report)
            elif token.type == "paragraph_open":
                _check_paragraph(document, passage, token, report)


def drop_doubles(problems: Sequence[Problem], lines: Sequence[str]) -> Iterator[Problem]:
    """Leave out what is said of a broken table once more: of a row, or of the block of lines it stands in."""
    ragged = {problem.line for problem in problems if problem.code is BodyCode.RAGGED_TABLE}
    told: set[int] = set()
    for problem in problems:
        if problem.code is BodyCode.TABLE_STUMP:
            block = _find_top(lines, problem.line)
            if problem.line in ragged or block in told:
                continue
            told.add(block)
        yield problem


def _find_top(lines: Sequence[str], number: int) -> int:
    """Return the first line of the block of lines without a blank one that a line belongs to."""
    while number > 1 and lines[number - 2].strip():
        number -= 1
    return number


def _check_rows(document: Document, passage: Passage, table: Token, report: Report) -> None:
    start, end = document.find_range(passage, table)
    expected = len(_split_row(_read_row(document, start)))
    if end - start <= _HEAD:
        report(BodyCode.TABLE_STUMP, line=start, text=shorten(document.get_line(start)))
    for number in range(start + _HEAD, end):
        row = _read_row(document, number)
        found = len(_split_row(row))
        if row and found != expected:
            report(BodyCode.RAGGED_TABLE, line=number, found=str(found), expected=str(expected))


def _read_row(document: Document, number: int) -> str:
    line = document.get_line(number)
    position = line.find("|")
    is_item = position > 0 and re.fullmatch(r"(?:[-*+]|\d+[.)])[ \t]+", line[:position])
    return line[position:] if is_item else line


def _split_row(line: str) -> list[str]:
    """Return the cells of a row as GitHub's Markdown parts them; a bar in code parts them, too."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def _check_paragraph(document: Document, passage: Passage, paragraph: Token, report: Report) -> None:
    start, end = document.find_range(passage, paragraph)
    lines = [document.get_line(number) for number in range(start, end)]
    for number in _find_rows(lines):
        report(BodyCode.TABLE_STUMP, line=start + number, text=shorten(lines[number]))
        return


def _find_rows(lines: list[str]) -> Iterator[int]:
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if "|" in line and (_DELIMITER.match(below) or (_ROW.match(line) and not _DELIMITER.match(line))):
            yield number

"""Tables and fenced code inside a flattened line: cut out before the words of the rest are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

_DELIMITER: Final = re.compile(r"\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+|\|(?:[ \t]*(?::-+:?|-+:)[ \t]*\|)+")
_FENCE: Final = re.compile(r"(?<!\S)(?P<mark>`{3,}|~{3,})(?P<info>[^\s`]*)(?!\S)")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_ROW_START: Final = re.compile(r"[ \t\r\n]*\|")
_ROW_FOLLOWS: Final = re.compile(r"[ \t\r\n]*(?:\||\Z)")
_BLANK: Final = " \t\r\n"


class SpanKind(Enum):
    """What a span of a flattened line is."""

    TEXT = auto()
    TABLE = auto()
    FENCE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the line; a table's rows, or a fence's lines, or the text as one."""

    kind: SpanKind
    lines: tuple[str, ...]


def split_spans(line: str) -> tuple[Span, ...]:
    """Cut a line into text, tables and fences, in order. Nothing but blanks between them is dropped."""
    spans: list[Span] = []
    position = 0
    for opening, closing in _pair_fences(line):
        spans.extend(_split_tables(line[position : opening.start()]))
        code = line[opening.end() : closing.start()].strip(_BLANK)
        lines = (opening[0], *([code] if code else []), closing[0])
        spans.append(Span(kind=SpanKind.FENCE, lines=lines))
        position = closing.end()
    spans.extend(_split_tables(line[position:]))
    return tuple(spans)


def _pair_fences(line: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Pair each fence with the one that closes it: of the same mark, and without a language."""
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(line):
        if opening is None:
            opening = fence
        elif fence[0] == opening["mark"]:
            yield opening, fence
            opening = None


def _split_tables(text: str) -> Iterator[Span]:
    """Cut text at its tables, each found by its delimiter row `| --- | --- |`."""
    position = 0
    while found := _DELIMITER.search(text, position):
        width = len(_PIPE.findall(found[0])) - 1
        start = _find_header(text[position : found.start()], width)
        if start is None:
            yield from _as_text(text[position : found.end()])
            position = found.end()
            continue
        yield from _as_text(text[position : position + start])
        header = text[position + start : found.start()].strip(_BLANK)
        rows, position = _read_rows(text, found.end(), width)
        yield Span(kind=SpanKind.TABLE, lines=(header, found[0], *rows))
    yield from _as_text(text[position:])


def _as_text(text: str) -> Iterator[Span]:
    """Yield a span of text unless it is blank."""
    if text.strip(_BLANK):
        yield Span(kind=SpanKind.TEXT, lines=(text,))


def _find_header(before: str, width: int) -> int | None:
    """Find where the header row of so many cells begins that ends right before the delimiter row."""
    pipes = [pipe.start() for pipe in _PIPE.finditer(before)]
    if len(pipes) <= width or before[pipes[-1] + 1 :].strip(_BLANK):
        return None
    return pipes[-1 - width]


def _read_rows(text: str, position: int, width: int) -> tuple[tuple[str, ...], int]:
    """Read the rows from here on, each of so many cells; return them and where the table ends."""
    rows: list[str] = []
    while row := _ROW_START.match(text, position):
        position = _find_row_end(text, row.end() - 1, width)
        rows.append(text[row.end() - 1 : position].strip(_BLANK))
    return tuple(rows), position


def _find_row_end(text: str, start: int, width: int) -> int:
    """Find the end of the row that begins here: its last pipe, or the line's end where it is cut off."""
    pipes: list[int] = []
    for pipe in _PIPE.finditer(text, start):
        pipes.append(pipe.start())
        if len(pipes) == width + 1:
            break
    if len(pipes) <= width:
        return pipes[-1] + 1 if _ends_early(text, pipes) else len(text)
    goes_on = _ROW_FOLLOWS.match(text, pipes[-1] + 1)
    is_short = width > 1 and not text[pipes[-2] + 1 : pipes[-1]].strip(_BLANK) and not goes_on
    return (pipes[-2] if is_short else pipes[-1]) + 1


def _ends_early(text: str, pipes: list[int]) -> bool:
    """Tell whether a row with too few cells is followed by other text rather than cut off."""
    rest = text[pipes[-1] + 1 :]
    return len(pipes) > 1 and re.search(r"\s#{1,6}\s|。\s", rest) is not None

"""The prose of a Markdown source, for the benchmark of the glossary: each character knows its place.

What a build never links is left out: code, headings, links, formulas, HTML, and header rows of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kb_ext.core.front_matter import split_source
from kb_ext.core.repair.prose import iterate_prose

_STAND_IN: Final = "\ufffc"
_OPAQUE: Final = re.compile(
    r"\x00+|!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]+\]\[[^\[\]\n]*\]"
    r"|https?://[^\s<>）)」、。]+|\{[:%{][^{}\n]*\}+|^\s*:::.*$|^\s*\[[^\]\n]+\]:.*$|^@\[.*$"
)
_DROPPED: Final = re.compile(r"\*+|~~|(?<!\w)__?|__?(?!\w)|\\(?=[!-/:-@\[-`{-~])")
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s|\s*(?:=+|-+)\s*$")
_DELIMITER: Final = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CELL: Final = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Run:
    """Text as a build searches it, from one line of a source."""

    line: int
    """Counted from 1."""
    text: str
    columns: tuple[int, ...]
    """The column of each character, counted from 1."""


def iterate_source(source: str) -> Iterator[Run]:
    """Yield the runs of a source in order."""
    parts = split_source(source)
    for prose in iterate_prose(parts.body):
        lines = prose.masked.split("\n")
        for number, line in enumerate(lines):
            after = lines[number + 1] if number + 1 < len(lines) else ""
            if not _HEADING.match(line) and not (_DELIMITER.match(after) and "|" in after and "|" in line):
                yield from _cut_cells(parts.body_line + prose.line + number, line)


def _cut_cells(number: int, line: str) -> Iterator[Run]:
    """Yield the cells of a row, or the whole of another line."""
    borders = [match.start() for match in _CELL.finditer(line)] if line.lstrip().startswith("|") else []
    starts = [0, *(border + 1 for border in borders)]
    for start, end in zip(starts, [*borders, len(line)], strict=True):
        run = _read_run(number, line[start:end], start)
        if run.text.strip():
            yield run


def _read_run(number: int, text: str, offset: int) -> Run:
    """Put one strange character in the place of each opaque part, and drop marks."""
    characters: list[str] = []
    columns: list[int] = []
    position = 0
    spans = [(match.span(), _STAND_IN) for match in _OPAQUE.finditer(text)]
    covered = {place for (start, end), _ in spans for place in range(start, end)}
    spans += [(match.span(), "") for match in _DROPPED.finditer(text) if match.start() not in covered]
    for (start, end), stand_in in sorted(spans):
        for place in range(position, start):
            characters.append(text[place])
            columns.append(offset + place + 1)
        if stand_in:
            characters.append(stand_in)
            columns.append(offset + start + 1)
        position = max(position, end)
    for place in range(position, len(text)):
        characters.append(text[place])
        columns.append(offset + place + 1)
    return Run(number, "".join(characters), tuple(columns))

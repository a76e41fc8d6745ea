"""The Markdown tables of a text, as cells, with the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kb_ext.core.repair.block import parse_tokens
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import read_plain_text

_BAR: Final = re.compile(r"(?<!\\)\|")
_TITLE: Final = re.compile(r"^title:[ \t]*(.*)$", re.MULTILINE)
_ATTRIBUTES: Final = "{:"
"""What a line of kramdown attributes begins with; it belongs to the table above, and is no row of it."""
_MAX_CELL: Final = 200
"""How much of a cell is looked at, in characters."""
_MAX_ABOVE: Final = 160
"""How much of a paragraph above a table introduces it: its end, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table; its cells are plain texts, without marks, and cut where they are very long."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int
    """The line of the file on which its header row stands, counted from 1."""
    end: int
    """The line behind its last one."""
    source: tuple[tuple[str, ...], ...]
    """The cells of the rows as their author wrote them, the header row first."""
    heading: str = ""
    """The heading it stands below."""
    outline: tuple[str, ...] = ()
    """The headings above that one, the outermost first."""
    title: str = ""
    above: str = ""
    """The end of the paragraph above it."""
    is_nested: bool = False
    """Whether it stands in a list or a quotation."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The first cell of every row."""
        return tuple(row[0] for row in self.rows)

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cells below each heading but the first."""
        return tuple(zip(*(row[1:] for row in self.rows), strict=True))


@dataclass(slots=True)
class _Place:
    """Where a walk through a text is."""

    headings: dict[int, str] = field(default_factory=dict)
    above: str = ""

    def enter(self, level: int, text: str) -> None:
        self.headings = {depth: told for depth, told in self.headings.items() if depth < level}
        self.headings[level] = text
        self.above = ""


def find_tables(text: str) -> tuple[Table, ...]:
    """Return the tables outside code and directives, in order; lines end with line feeds alone."""
    if "|" not in text:
        return ()
    page = open_page(text.replace("\r", " "))
    match = _TITLE.search(page.head)
    title = match[1][:_MAX_CELL].strip().strip("\"'") if match else ""
    return tuple(_walk(page.body, page.body_line, title))


def _walk(body: str, first_line: int, title: str) -> Iterator[Table]:
    lines = body.split("\n")
    place = _Place()
    tokens = parse_tokens(body)
    for number, token in enumerate(tokens):
        first, end = token.map or (0, 0)
        if token.type == "heading_open" and token.markup.startswith("#"):
            place.enter(int(token.tag[1]), read_plain_text(tokens[number + 1].content[:_MAX_CELL]))
        elif token.type in {"paragraph_open", "heading_open"}:
            place.above = read_plain_text(tokens[number + 1].content[-2 * _MAX_ABOVE :])[-_MAX_ABOVE:]
        elif token.type == "fence":
            place.above = ""
        elif token.type == "table_open":
            while lines[end - 1].lstrip().startswith(_ATTRIBUTES):
                end -= 1
            yield _read_table(lines[first:end], first_line + first, place, title, is_nested=token.level > 0)
            place.above = ""


def _read_table(lines: Sequence[str], line: int, place: _Place, title: str, *, is_nested: bool) -> Table:
    head = split_row(lines[0])
    source = (head, *(_fit(split_row(row), len(head)) for row in lines[2:]))
    plain = [tuple(read_plain_text(cell[:_MAX_CELL]) for cell in row) for row in source]
    *outline, heading = list(place.headings.values()) or [""]
    return Table(
        head=plain[0],
        rows=tuple(plain[1:]),
        line=line,
        end=line + len(lines),
        source=tuple(source),
        heading=heading,
        outline=tuple(outline),
        title=title,
        above=place.above,
        is_nested=is_nested,
    )


def split_row(line: str) -> tuple[str, ...]:
    """Return the cells of a row without the space around them; an escaped bar parts none."""
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return tuple(cell.strip() for cell in _BAR.split(row))


def _fit(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row, *("",) * width)[:width]

"""What the search knows of a page: a record of its own, since pages of every kind are found alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CHUNK: Final = 4000
"""Characters of text that are fetched at once for an excerpt."""


class Kind(StrEnum):
    """What a page is; the value is what filters and results say."""

    POST = "post"
    TERM = "term"
    COMPARISON = "comparison"
    GUIDE = "guide"
    """Every other page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with the blocks of text below it; what stands above the first heading has none."""

    heading: str = ""
    anchor: str = ""
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that can be found."""

    docname: str
    url: str
    """Seen from the top of the site."""
    title: str
    kind: Kind = Kind.GUIDE
    names: tuple[str, ...] = ()
    """Other names that mean the page: aliases, English, abbreviation."""
    reading: str = ""
    day: str = ""
    """`2025-08-31`, `2025-08`, or nothing."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


def cut_chunks(sections: tuple[Section, ...]) -> list[tuple[Section, ...]]:
    """Cut the text of a page into chunks of whole blocks; a section that is cut keeps its heading in each."""
    chunks: list[list[Section]] = [[]]
    size = 0
    for section in sections:
        for part in _cut_section(section):
            length = sum(map(len, part.blocks))
            if size and size + length > CHUNK:
                chunks.append([])
                size = 0
            chunks[-1].append(part)
            size += length
    return [tuple(chunk) for chunk in chunks]


def _cut_section(section: Section) -> Iterator[Section]:
    """Yield a section, in parts where it is longer than a chunk."""
    held: list[str] = []
    size = 0
    for block in _cut_blocks(section.blocks):
        if held and size + len(block) > CHUNK:
            yield Section(heading=section.heading, anchor=section.anchor, blocks=tuple(held))
            held, size = [], 0
        held.append(block)
        size += len(block)
    yield Section(heading=section.heading, anchor=section.anchor, blocks=tuple(held))


def _cut_blocks(blocks: tuple[str, ...]) -> Iterator[str]:
    for block in blocks:
        for start in range(0, len(block), CHUNK):
            yield block[start : start + CHUNK]

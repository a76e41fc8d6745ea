"""Shows where a page answers a query: the best sections, and the text around the best place, marked.

The twin of `kb-search-excerpt.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kb_ext.core.search.query import Part
from kb_ext.core.search.rank import Found
from kb_ext.core.search.token import Token, locate_tokens

LENGTH: Final = 120
"""Characters of an excerpt."""
LEAD: Final = 30
"""Characters before the first mark."""
MAX_SECTIONS: Final = 3
_SENTENCE_END: Final = re.compile(r"[。．！？!?\n]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that stand for a group of the query, or for a part of one."""

    start: int
    end: int
    group: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, marked or not."""

    text: str
    mark: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A section that answers a query."""

    heading: str
    anchor: str
    excerpt: tuple[Piece, ...]


def find_marks(text: str, groups: Sequence[Found]) -> list[Mark]:
    """Return what of a text stands for a query, in order."""
    tokens = locate_tokens(text)
    at = {token.position: token for token in tokens}
    marks: list[Mark] = []
    for order, found in enumerate(groups):
        ends = ((token.start, _match_group(at, token.position, found)) for token in tokens)
        whole = [Mark(start, end, order, True) for start, end in ends if end]
        # What stands word for word elsewhere on the page is not worth pieces of it.
        marks += whole if whole or found.starts else _mark_terms(tokens, found, order)
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _match_group(at: Mapping[int, Token], position: int, found: Found) -> int:
    """Return where a group ends that begins at a position; 0 where none does."""
    end = 0
    for part in found.group:
        token = at.get(position + part.at)
        if token is None or not _match_term(token.term, part, found):
            return 0
        end = token.start + 1 if part.single else token.end
    return end


def _match_term(term: str, part: Part, found: Found) -> bool:
    if term == part.term or term in found.expanded.get(part.term, ()):
        return True
    return part is found.group[-1] and part.single and term.startswith(part.term)


def _mark_terms(tokens: Sequence[Token], found: Found, order: int) -> list[Mark]:
    """Mark every term of a group, but for grammar where there is more."""
    parts = [part for part in found.group if not part.weak] or list(found.group)
    return [
        Mark(token.start, token.end, order, False)
        for token in tokens
        if any(_match_term(token.term, part, found) for part in parts)
    ]


def split_text(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """Return a part of a text in pieces."""
    return _join_pieces(_iterate_pieces(text, marks, start, len(text) if end is None else end))


def _iterate_pieces(text: str, marks: Sequence[Mark], at: int, end: int) -> Iterator[Piece]:
    for mark in marks:
        if mark.end <= at or mark.start >= end:
            continue
        if mark.start > at:
            yield Piece(text[at : mark.start], False)
            at = mark.start
        yield Piece(text[at : min(mark.end, end)], True)
        at = min(mark.end, end)
    if at < end:
        yield Piece(text[at:end], False)


def _join_pieces(pieces: Iterator[Piece]) -> list[Piece]:
    """Join neighbours that are alike."""
    joined = (
        (mark, "".join(piece.text for piece in some)) for mark, some in groupby(pieces, lambda p: p.mark)
    )
    return [Piece(text, mark) for mark, text in joined if text]


def _cut_excerpt(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut the text around its best mark, from the beginning of a sentence where that is near."""
    focus = next((mark for mark in marks if mark.whole), marks[0] if marks else None)
    start = 0
    if focus is not None and focus.end > LENGTH:
        start = max(0, focus.start - LEAD)
        ends = list(_SENTENCE_END.finditer(text, start, focus.start))
        start = ends[-1].end() if ends else start
    end = min(len(text), start + LENGTH)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    pieces = (Piece(before, False), *split_text(text, marks, start, end), Piece(after, False))
    return tuple(_join_pieces(iter(pieces)))


def find_places(
    sections: Sequence[tuple[str, str, Sequence[str]]], groups: Sequence[Found]
) -> tuple[Place, ...]:
    """Return the sections of a chunk that answer a query, best first; else the first that has text."""
    scored = [(_score_section(*section, groups), order) for order, section in enumerate(sections)]
    matched = sorted((one for one in scored if one[0] > 0), key=lambda one: (-one[0], one[1]))
    chosen = [order for _, order in matched[:MAX_SECTIONS]]
    chosen = chosen or [order for order, section in enumerate(sections) if any(section[2])][:1]
    return tuple(_make_place(*sections[order], groups) for order in chosen)


def _make_place(heading: str, anchor: str, blocks: Sequence[str], groups: Sequence[Found]) -> Place:
    text = "\n".join(blocks)
    return Place(heading, anchor, _cut_excerpt(text, find_marks(text, groups)))


def _score_section(heading: str, _anchor: str, blocks: Sequence[str], groups: Sequence[Found]) -> int:
    in_heading = [mark for mark in find_marks(heading, groups) if mark.whole]
    return _score_marks(find_marks("\n".join(blocks), groups)) + 3 * _score_marks(in_heading)


def _score_marks(marks: Sequence[Mark]) -> int:
    whole = {mark.group for mark in marks if mark.whole}
    some = {mark.group for mark in marks}
    return 100 * len(whole) + 10 * len(some) + min(len(marks), 9)

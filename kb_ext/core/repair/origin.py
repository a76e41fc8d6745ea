"""Which line of the original file a line of the text at hand was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

_LOOKAHEAD: Final = 8
"""Lines that are searched for one that a pass left out without saying so."""


def trace_lines(before: str, after: str, origin: Sequence[int], gone: frozenset[int]) -> tuple[int, ...]:
    """Return the original line of every line of `after`, given those of `before` and the dropped lines.

    `gone` counts from 1. Lines that stand once in either text are matched first, in order; between two such
    matches the lines are paired one by one. It is linear, and exact where a pass says which lines it drops.
    """
    lines = [
        (text, place)
        for number, (text, place) in enumerate(zip(before.split("\n"), origin, strict=True), 1)
        if number not in gone
    ]
    old, places = [text for text, _ in lines], [place for _, place in lines]
    new = after.split("\n")
    if not old:
        return (origin[0],) * len(new)
    traced: list[int] = []
    old_at = new_at = 0
    for next_old, next_new in (*_match_unique(old, new), (len(old), len(new))):
        traced += (
            places[number]
            for number in _pair_lines(old[old_at:next_old], new[new_at:next_new], old_at, len(old))
        )
        old_at, new_at = next_old, next_new
    return tuple(traced)


def _pair_lines(old: Sequence[str], new: Sequence[str], start: int, total: int) -> Iterator[int]:
    """Yield for each line of `new` the line of the old text, counted from 0, that it was or stands at.

    Lines that both end with are paired from below, as a changed front matter says nothing about the body.
    """
    tail = 0
    while tail < min(len(old), len(new)) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    position = 0
    for line in new[: len(new) - tail]:
        if line.strip():
            position = _seek(old, line, position)
        yield min(start + position, total - 1)
        if line.strip() or (position < len(old) and not old[position].strip()):
            position = min(position + 1, len(old))
    yield from range(start + len(old) - tail, start + len(old))


def _seek(old: Sequence[str], line: str, position: int) -> int:
    """Return where a filled line stands from `position` on; where it is new, the next filled line."""
    first = -1
    for number in range(position, min(position + _LOOKAHEAD, len(old))):
        if old[number] == line:
            return number
        if first < 0 and old[number].strip():
            first = number
    return max(first, position)


def _match_unique(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of lines that are alike and unique, in rising order on both sides."""
    once_old, once_new = _index_unique(old), _index_unique(new)
    pairs: list[tuple[int, int]] = []
    for text, number in once_new.items():
        match = once_old.get(text)
        if match is not None and text.strip() and (not pairs or match > pairs[-1][0]):
            pairs.append((match, number))
    return pairs


def _index_unique(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: number for number, line in enumerate(lines) if counts[line] == 1}

"""How deep the items of a flattened list stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kb_ext.core.repair.line_break_block import Block, Kind
from kb_ext.core.repair.line_break_unit import BULLETS

_LEAD: Final = re.compile(r"\*\*(?!\*)[^*]+\*\*")
# Deeper lists than these six levels are a misreading, and would be read as code.
_DEPTH_MAX: Final = 5
_OPENING: Final = re.compile(r"[:：][*\s]*\Z|\A\*\*[^*]+\*\*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """What an item shows: its marker, its number (0 for a bullet), a bold lead-in, and a colon at its end.

    The last item of each open level stands for the level.
    """

    marker: str
    number: int
    is_bold: bool
    is_opening: bool


def nest_items(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return the depth of each list item of the blocks, 0 for the outermost, in order.

    Indentation is lost, so that the evidence is: an item that ends in a colon has the next one below it, and
    so has a numbered item followed by a bullet; a number that goes on leads back to its list; an item that
    looks like those of an outer level (a bold lead-in, a colon at its end) and unlike its neighbours leads
    back there.
    """
    depths: list[int] = []
    levels: list[_Item] = []
    for above, block in zip([None, *blocks], blocks, strict=False):
        if block.kind is not Kind.ITEM:
            continue
        if above is None or above.kind is not Kind.ITEM:
            levels = []
        item = _read_item(block)
        depth = min(_find_depth(item, levels), _DEPTH_MAX)
        levels = [*levels[:depth], item]
        depths.append(depth)
    return tuple(depths)


def _read_item(block: Block) -> _Item:
    """Read the signs of an item."""
    return _Item(
        marker=block.marker[-1],
        number=0 if block.marker in BULLETS else int(block.marker[:-1]),
        is_bold=_LEAD.match(block.text) is not None,
        is_opening=_OPENING.search(block.text) is not None,
    )


def _find_depth(item: _Item, levels: Sequence[_Item]) -> int:
    """Find the level an item belongs to; one more than there are means that it opens a new one."""
    candidates = list(_matching_levels(item, levels))
    if item.number > 1 and candidates:
        return candidates[0]
    if not levels or levels[-1].is_opening:
        return len(levels)
    if not candidates:
        return _find_numbered(levels) if item.number else len(levels)
    if not item.number and levels[-1].number and not _is_return(item, levels[candidates[0]]):
        return len(levels)
    return next((index for index in candidates if _is_alike(item, levels[index])), candidates[0])


def _matching_levels(item: _Item, levels: Sequence[_Item]) -> Iterator[int]:
    """Yield, innermost first, the levels whose marker fits: the same bullet, or the next number."""
    for index in range(len(levels) - 1, -1, -1):
        level = levels[index]
        if item.marker == level.marker and (not item.number or item.number == level.number + 1):
            yield index


def _find_numbered(levels: Sequence[_Item]) -> int:
    """Find the level where a numbered list begins anew: that of an earlier one, or else the last."""
    return next((index for index, level in enumerate(levels) if level.number), len(levels) - 1)


def _is_return(item: _Item, level: _Item) -> bool:
    """Tell whether a bullet behind a numbered list goes back to the bullets outside of it."""
    return _is_alike(item, level) and item.is_bold


def _is_alike(item: _Item, level: _Item) -> bool:
    """Tell whether an item looks like the last one of a level."""
    return item.is_bold == level.is_bold and item.is_opening == level.is_opening

"""Orders pages. The twin of the second part of `kb-search-rank.js`.

Pages in which every group of a query stands word for word are ranked as BM25 does, with the frequency of
whole groups in the place of that of terms; names and headings count more than text. Pages that hold only
parts are ranked by how much of the query they hold, and how much of that in one place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kb_ext.core.search.query import Group
from kb_ext.core.search.reader import BODY, HEADINGS, NAMES, Index

SATURATION: Final = 1.2
LENGTH_SHARE: Final = 0.1
"""How far long pages are held back: little, since they are not cut into sections here."""
LEAD_BONUS: Final = 0.5
"""What the beginning of a text counts more than the rest: there a page says what it is about."""
LEAD_REACH: Final = 50
"""After how many positions half of that is left."""
NAME_WEIGHT: Final = 4
NAME_BASE: Final = 0.5
"""What a name counts at least; the rest is the share of the title that a group is."""
HEADING_WEIGHT: Final = 2
ADJACENT_BONUS: Final = 0.5
NEAR_BONUS: Final = 0.2
COVERAGE: Final = 0.4
"""Share of the best page's coverage that a page needs to be worth showing."""
UNIT_BITS: Final = 8
TEXT_TIER: Final = 8
"""Behind the tiers of names, which are 0 to 2."""
WIDER_TIER: Final = 9


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers a query: its score, the chunk to show, and whether its names hold the query."""

    page: int
    score: float
    chunk: int
    named: bool = False
    tier: int = TEXT_TIER


@dataclass(frozen=True, slots=True)
class Place:
    """Positions of something that stands at a distance from the start of a group."""

    at: int
    positions: Sequence[int]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A group with the positions at which it begins word for word."""

    group: Group
    starts: Sequence[int]
    expanded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Terms that stand for a term of the group which stands nowhere."""
    places: Sequence[Place] = ()
    """Of its terms, where the group as a whole stands nowhere."""

    @property
    def length(self) -> int:
        """How many positions the group takes."""
        return self.group[-1].at + 1


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that partial ranking counts."""

    positions: Sequence[int]
    weight: float


@dataclass(slots=True)
class _Counts:
    """How often a group stands in the fields of a page."""

    names: int = 0
    headings: int = 0
    body: int = 0
    first: int = 0
    """Position within the text of the first one."""
    chunks: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Sum:
    """What a page holds of the features of a query."""

    weight: float = 0.0
    count: float = 0.0
    seen: int = -1
    units: dict[int, float] = field(default_factory=dict)


def find_starts(places: Sequence[Place]) -> list[int]:
    """Return where a group begins word for word, from the positions of its terms."""
    rarest, *others = sorted(places, key=lambda place: len(place.positions))
    starts = [position - rarest.at for position in rarest.positions]
    for place in others:
        if not starts:
            break
        there = set(place.positions)
        starts = [start for start in starts if start + place.at in there]
    return starts


def weigh(index: Index, pages: int) -> float:
    """Return how much it says that a page holds what `pages` of them hold."""
    return math.log(1 + (index.count - pages + 0.5) / (pages + 0.5))


def weigh_positions(index: Index, positions: Sequence[int]) -> float:
    """Return how much it says that a page holds one of the positions."""
    return weigh(index, len({index.units[position >> UNIT_BITS][0] for position in positions}))


def rank_verbatim(index: Index, groups: Sequence[Found]) -> list[Hit]:
    """Rank the pages in which every group stands word for word."""
    counted = [_count_pages(index, found.starts) for found in groups]
    weights = [weigh(index, len(pages)) for pages in counted]
    adjacent = _find_adjacent(index, groups)
    near = _find_near(index, groups)
    hits: list[Hit] = []
    for page in counted[0]:
        if not all(page in pages for pages in counted):
            continue
        here = [pages[page] for pages in counted]
        score = 0.0
        for weight, counts, found in zip(weights, here, groups, strict=True):
            score += weight * _score_frequency(index, page, counts, found.length)
        if page in adjacent:
            score *= 1 + ADJACENT_BONUS
        elif page in near:
            score *= 1 + NEAR_BONUS
        named = all(counts.names > 0 for counts in here)
        hits.append(Hit(page, score, _choose_chunk(here), named))
    return hits


def _count_pages(index: Index, starts: Sequence[int]) -> dict[int, _Counts]:
    pages: dict[int, _Counts] = {}
    for start in starts:
        page, where = index.units[start >> UNIT_BITS]
        counts = pages.setdefault(page, _Counts())
        if where == NAMES:
            counts.names += 1
        elif where == HEADINGS:
            counts.headings += 1
        else:
            if not counts.body:
                counts.first = start - (index.texts[page] << UNIT_BITS)
            counts.body += 1
            counts.chunks[where - BODY] = counts.chunks.get(where - BODY, 0) + 1
    return pages


def _score_frequency(index: Index, page: int, counts: _Counts, size: int) -> float:
    """Return the saturating frequency.

    What stands early counts more, and a name by how much of the title the group is.
    """
    share = min(1.0, size / index.pages["title"][page])
    named = NAME_WEIGHT * (NAME_BASE + share) if counts.names else 0
    lead = 1 + LEAD_BONUS / (1 + counts.first / LEAD_REACH)
    frequency = counts.body * lead + HEADING_WEIGHT * counts.headings + named
    length = index.pages["length"][page] / index.mean_length
    held = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length)
    return (frequency * (SATURATION + 1)) / (frequency + held)


def _find_adjacent(index: Index, groups: Sequence[Found]) -> set[int]:
    """Return the pages on which all groups stand side by side, as they were typed."""
    if len(groups) < 2:
        return set()
    places: list[Place] = []
    at = 0
    for found in groups:
        places.append(Place(at, found.starts))
        at += found.length
    return {index.units[start >> UNIT_BITS][0] for start in find_starts(places)}


def _find_near(index: Index, groups: Sequence[Found]) -> set[int]:
    """Return the pages on which all groups stand within one unit."""
    if len(groups) < 2:
        return set()
    units = [{start >> UNIT_BITS for start in found.starts} for found in groups]
    return {index.units[unit][0] for unit in units[0].intersection(*units[1:])}


def _choose_chunk(here: Sequence[_Counts]) -> int:
    """Return the chunk in which most groups stand, and they most often."""
    totals: dict[int, int] = {}
    for counts in here:
        for chunk, count in counts.chunks.items():
            totals[chunk] = totals.get(chunk, 0) + 100 + min(count, 50)
    return min(totals, key=lambda chunk: (-totals[chunk], chunk), default=0)


def rank_partial(index: Index, features: Sequence[Feature]) -> list[Hit]:
    """Rank the pages that hold parts of a query."""
    pages: dict[int, _Sum] = {}
    for order, feature in enumerate(features):
        units: dict[int, int] = {}
        for position in feature.positions:
            unit = position >> UNIT_BITS
            units[unit] = units.get(unit, 0) + 1
        for unit, count in units.items():
            total = pages.setdefault(index.units[unit][0], _Sum())
            if total.seen != order:
                total.weight += feature.weight
            total.seen = order
            total.count += min(count, 10) * feature.weight
            total.units[unit] = total.units.get(unit, 0.0) + feature.weight
    best = max((total.weight for total in pages.values()), default=0.0)
    return [
        _make_partial_hit(index, page, total)
        for page, total in pages.items()
        if total.weight >= COVERAGE * best
    ]


def _make_partial_hit(index: Index, page: int, total: _Sum) -> Hit:
    densest = max(total.units.values())
    bodies = [unit for unit in total.units if index.units[unit][1] >= BODY]
    where = min(bodies, key=lambda unit: (-total.units[unit], unit), default=-1)
    chunk = index.units[where][1] - BODY if where >= 0 else 0
    score = total.weight + densest + total.count / (total.count + 10 * total.weight)
    return Hit(page, score, chunk)

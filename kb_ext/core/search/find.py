"""From a query to ranked pages. The twin of `kb-search-find.js`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from kb_ext.core.search.page import Kind
from kb_ext.core.search.query import Group, Part, choose_cover, parse_query
from kb_ext.core.search.rank import (
    TEXT_TIER,
    WIDER_TIER,
    Feature,
    Found,
    Hit,
    Place,
    find_starts,
    rank_partial,
    rank_verbatim,
    weigh_positions,
)
from kb_ext.core.search.reader import Index
from kb_ext.core.search.token import is_dense, make_key

MAX_EXPANSIONS: Final = 30
MIN_PREFIX: Final = 2
MIN_INFIX: Final = 3
ENOUGH: Final = 10
"""Hits with which no further ones are looked for."""
WEAK: Final = 0.3
"""What grammar weighs, as a share of other terms."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Pages that answer a query, best first; `whole` is false where only parts of the query were found."""

    hits: tuple[Hit, ...] = ()
    groups: tuple[Found, ...] = ()
    whole: bool = True


def find_hits(index: Index, query: str) -> Answer:
    """Return the pages called so, then those in which all of it stands word for word.

    Where there is none, the pages that hold parts of it.
    """
    groups = parse_query(query)
    if not groups:
        return Answer()
    named = _find_named(index, query)
    shown = [_find_group(index, group) for group in groups]
    hits = rank_verbatim(index, shown) if all(found.starts for found in shown) else []
    whole = bool(hits or named)
    if not whole:
        shown = [_relax_group(index, found) for found in shown]
        hits = rank_verbatim(index, shown) if all(found.starts for found in shown) else []
        if not hits:
            hits = rank_partial(index, [one for found in shown for one in _list_features(index, found)])
    elif len(hits) < ENOUGH and any(_is_word(found) for found in shown):
        shown = [_widen_group(index, found) for found in shown]
        hits = _add_wider(hits, rank_verbatim(index, shown))
    return Answer(_order(index, _add_named(hits, named)), tuple(shown), whole)


def _find_named(index: Index, query: str) -> dict[int, int]:
    """Map pages to how well a name of theirs is the query: 0 its title, 1 another name, 2 its reading."""
    key = make_key(query)
    named: dict[int, int] = {}
    for name in index.list_names(key) if key else ():
        if name.key == key:
            named[name.page] = min(name.rank, named.get(name.page, name.rank))
    return named


def _add_named(hits: Sequence[Hit], named: Mapping[int, int]) -> list[Hit]:
    known = {hit.page for hit in hits}
    ranked = [replace(hit, tier=named.get(hit.page, hit.tier)) for hit in hits]
    return ranked + [Hit(page, 0.0, 0, True, tier) for page, tier in named.items() if page not in known]


def _order(index: Index, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Sort: names before text, terms before other pages of that name, then by score, then by docname."""
    term = index.manifest["kinds"].index(Kind.TERM)

    def make_key(hit: Hit) -> tuple[float, int, int]:
        is_term = hit.tier < TEXT_TIER and index.pages["kind"][hit.page] == term
        return hit.tier - 0.5 * is_term, -math.floor(hit.score * 1e6 + 0.5), hit.page

    return tuple(sorted(hits, key=make_key))


def _find_group(index: Index, group: Group) -> Found:
    places = [Place(part.at, _find_term(index, group, part)) for part in choose_cover(group)]
    return Found(group, find_starts(places))


def _find_term(index: Index, group: Group, part: Part) -> Sequence[int]:
    """Return positions; a single character at the end stands for all that begins with it."""
    if part.single and part is group[-1]:
        return _merge_positions(index, index.list_terms(part.term))
    return index.find_positions(part.term)


def _merge_positions(index: Index, terms: Sequence[str]) -> list[int]:
    return sorted({position for term in terms for position in index.find_positions(term)})


def _is_word(found: Found) -> bool:
    """Tell whether a group is one word of an alphabet."""
    term = found.group[0].term
    return len(found.group) == 1 and not is_dense(term) and len(term) >= MIN_INFIX


def _widen_group(index: Index, found: Found) -> Found:
    """Let a word stand for those that hold it, too."""
    if not _is_word(found):
        return found
    term = found.group[0].term
    words = list(dict.fromkeys((term, *_list_holders(index, term))))
    return replace(found, starts=_merge_positions(index, words), expanded={term: words})


def _list_holders(index: Index, word: str) -> list[str]:
    words = index.list_spellings()["words"]
    return [other for other in words if word in other][:MAX_EXPANSIONS]


def _add_wider(hits: Sequence[Hit], wider: Sequence[Hit]) -> list[Hit]:
    known = {hit.page for hit in hits}
    return [*hits, *(replace(hit, tier=WIDER_TIER) for hit in wider if hit.page not in known)]


def _relax_group(index: Index, found: Found) -> Found:
    """Try what a word that stands nowhere may be: the beginning or a part of one, or two written together."""
    if found.starts:
        return found
    places: list[Place] = []
    expanded: dict[str, Sequence[str]] = {}
    for part in found.group:
        positions = _find_term(index, found.group, part)
        if not positions and not is_dense(part.term):
            words = _expand_word(index, part.term)
            expanded[part.term] = words
            positions = _merge_positions(index, words)
        places.append(Place(part.at, positions, part.weak))
    return replace(found, starts=find_starts(places), expanded=expanded, places=places)


def _expand_word(index: Index, word: str) -> list[str]:
    if len(word) >= MIN_PREFIX:
        longer = [term for term in index.list_terms(word) if not is_dense(term)]
        if longer:
            return longer[:MAX_EXPANSIONS]
    if len(word) < MIN_INFIX:
        return []
    holders = _list_holders(index, word)
    if holders:
        return holders
    known = set(index.list_spellings()["words"])
    splits = ([make_key(word[:at]), make_key(word[at:])] for at in range(len(word) - 1, 0, -1))
    return next((split for split in splits if known.issuperset(split)), [])


def _list_features(index: Index, found: Found) -> list[Feature]:
    """List what partial ranking counts.

    That is a group that is found whole, or its terms, and each two of them that stand side by side.
    """

    def make(positions: Sequence[int], weak: bool) -> Feature:
        return Feature(positions, (WEAK if weak else 1) * weigh_positions(index, positions))

    if found.starts:
        return [make(found.starts, False)] * 2
    places = found.places
    features = [make(place.positions, place.weak) for place in places]
    for first, second in pairwise(places):
        if second.at == first.at + 1:
            features.append(make(find_starts([first, second]), first.weak or second.weak))
    return [feature for feature in features if feature.positions]

"""How terms are related: what one of two terms says of the other holds for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kb_ext.core.gojuon import sort_key
from kb_ext.core.record import Term

KINDS: Final = ("broader", "narrower", "related")
"""In the order in which they are shown."""
_INVERSE: Final = {"broader": "narrower", "narrower": "broader", "related": "related"}

Relations = dict[str, tuple[str, ...]]
"""Kind of relation to the slugs of the terms so related; kinds without terms are left out."""


def build_relations(terms: Mapping[str, Term], resolve: Callable[[str], str | None]) -> dict[str, Relations]:
    """Map the slug of every term to its relations, as it names them itself, then those that others name.

    `resolve` finds the slug that a name means. A broader or narrower term is not listed as related, too.
    """
    named: dict[str, dict[str, list[str]]] = {slug: {kind: [] for kind in KINDS} for slug in terms}
    said = [
        (slug, kind, target)
        for slug in sorted(terms, key=lambda slug: sort_key(terms[slug].reading, terms[slug].name))
        for kind in KINDS
        for target in _resolve_all(_get_targets(terms[slug], kind), terms, resolve)
        if target != slug
    ]
    for slug, kind, target in said:
        named[slug][kind].append(target)
    for slug, kind, target in said:
        named[target][_INVERSE[kind]].append(slug)
    return {slug: _tidy(kinds) for slug, kinds in sorted(named.items())}


def _get_targets(term: Term, kind: str) -> tuple[str, ...]:
    return {"broader": term.broader, "narrower": term.narrower, "related": term.related}[kind]


def _resolve_all(
    targets: tuple[str, ...], terms: Mapping[str, Term], resolve: Callable[[str], str | None]
) -> list[str]:
    found = (target if target in terms else resolve(target) for target in targets)
    return [slug for slug in found if slug]


def _tidy(kinds: dict[str, list[str]]) -> Relations:
    seen: set[str] = set()
    tidied: Relations = {}
    for kind in KINDS:
        slugs = tuple(slug for slug in dict.fromkeys(kinds[kind]) if slug not in seen)
        seen.update(slugs)
        if slugs:
            tidied[kind] = slugs
    return tidied

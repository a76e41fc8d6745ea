"""Results as readers see them: what `engine.search` of `kb-search-engine.js` gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from kb_ext.core.search.correct import answer_query
from kb_ext.core.search.excerpt import Piece, Place, find_places
from kb_ext.core.search.rank import Found, Hit
from kb_ext.core.search.reader import Index

FACETS: Final = ("kind", "category", "tag", "year")
Sort = Literal["relevance", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One page; its places are sections, best first, and the excerpt is that of the best."""

    url: str
    title: str
    kind: str
    date: str
    category: tuple[str, ...]
    tags: tuple[str, ...]
    heading: str
    places: tuple[Place, ...]
    excerpt: tuple[Piece, ...]

    def locate(self, place: Place) -> str:
        """Return the address of a section."""
        return f"{self.url}#{quote(place.anchor)}" if place.anchor else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All that is said about a query."""

    total: int
    whole: bool
    corrections: tuple[str, ...]
    corrected: str
    filters: dict[str, dict[str, int]]
    """For each facet how many hits there are of each value, under the filters of the other facets."""
    results: tuple[Result, ...]


def search_index(
    index: Index,
    query: str,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: Sort = "relevance",
    offset: int = 0,
    limit: int = 10,
) -> Results:
    """Answer a query."""
    reply = answer_query(index, query)
    hits, wanted = reply.answer.hits, filters or {}
    kept = [hit for hit in hits if all(_passes(index, hit, facet, wanted) for facet in FACETS)]
    if sort == "date":
        kept.sort(key=lambda hit: -index.pages["day"][hit.page])
    return Results(
        total=len(kept),
        whole=reply.answer.whole,
        corrections=reply.corrections,
        corrected=reply.corrected,
        filters={facet: _count_values(index, hits, facet, wanted) for facet in FACETS},
        results=tuple(_describe(index, hit, reply.answer.groups) for hit in kept[offset : offset + limit]),
    )


def _list_values(index: Index, page: int, facet: str) -> list[str]:
    manifest, pages = index.manifest, index.pages
    if facet == "kind":
        return [manifest["kinds"][pages["kind"][page]]]
    if facet == "year":
        return [str(pages["day"][page])[:4]] if pages["day"][page] else []
    if facet == "category":
        return [manifest["categories"][number] for number in pages["category"][page]]
    return [manifest["tags"][number] for number in pages["tag"][page]]


def _passes(index: Index, hit: Hit, facet: str, filters: Mapping[str, Sequence[str]]) -> bool:
    wanted = filters.get(facet, ())
    return not wanted or any(value in wanted for value in _list_values(index, hit.page, facet))


def _count_values(
    index: Index, hits: Sequence[Hit], facet: str, filters: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for hit in hits:
        if all(_passes(index, hit, other, filters) for other in FACETS if other != facet):
            for value in _list_values(index, hit.page, facet):
                counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda count: (-count[1], count[0])))


def _describe(index: Index, hit: Hit, groups: Sequence[Found]) -> Result:
    text = index.read_text(hit.page, hit.chunk)
    places = find_places(text["sections"], groups)
    return Result(
        url=text["url"],
        title=text["title"],
        kind=text["kind"],
        date=text["date"],
        category=tuple(text["category"]),
        tags=tuple(text["tags"]),
        heading=places[0].heading if places else "",
        places=tuple(place for place in places if place.heading),
        excerpt=places[0].excerpt if places else (),
    )

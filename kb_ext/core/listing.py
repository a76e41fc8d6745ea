"""The pages that list posts and labels: pure records, drawn by whoever renders them.

A listing of many posts is cut into pages that fill from the oldest post on, so that a new post changes the
first page only: with pages of 50, page-1 holds the 50 oldest for ever, and the listing's own address shows
the newest 50 to 99.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kb_ext.core.card import Card, build_card
from kb_ext.core.facet import FacetIndex, Label
from kb_ext.core.link import Link
from kb_ext.core.record import Facet, Post, Term
from kb_ext.core.term_index import TermIndex
from kb_ext.core.view import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A comparison in the index of all."""

    link: Link
    items: int
    criteria: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page that lists posts or labels."""

    pagename: str
    label: Label | None = None
    """What the posts have in common; None for the list of all."""
    facet: Facet | None = None
    """For an index of labels, which ones."""
    cards: tuple[Card, ...] = ()
    counts: tuple[tuple[Label, int], ...] = ()
    """Labels with their number of posts."""
    index: TermIndex | None = None
    """For the page of all terms, its rows."""
    comparisons: tuple[Summary, ...] = ()
    """For the index of comparisons, what each is."""
    table: Table | None = None
    """For the page of a comparison, its table."""
    total: int = 0
    page: int = 0
    """0 for the listing's own address, else the number of the page counted from the oldest."""
    newer: str = ""
    older: str = ""
    term: Term | None = None
    """The term that the label names."""


def build_listings(
    posts: tuple[Post, ...], facets: FacetIndex, terms: dict[Label, Term], *, page_size: int, folder: str
) -> tuple[Listing, ...]:
    """Build every list of posts and labels; `posts` are newest first, `terms` what labels name."""
    cards = {post.docname: build_card(post, facets) for post in posts}
    listings = [*_cut(f"{folder}/index", [cards[post.docname] for post in posts], page_size)]
    for facet in Facet:
        labels = facets.list_facet(facet)
        counts = tuple((label, len(facets.posts[label])) for label in labels)
        listings.append(Listing(pagename=f"{facet}/index", facet=facet, counts=counts, total=len(counts)))
        for label in labels:
            members = [cards[post.docname] for post in facets.posts[label]]
            listings += _cut(label.pagename, members, page_size, label=label, term=terms.get(label))
    return tuple(listings)


def _cut(
    pagename: str,
    cards: list[Card],
    page_size: int,
    *,
    label: Label | None = None,
    term: Term | None = None,
) -> Iterator[Listing]:
    full = max(len(cards) // page_size - 1, 0)
    newest = len(cards) - full * page_size
    for page in range(full, -1, -1):
        number = 0 if page == full else page + 1
        end = len(cards) - page * page_size
        shown = cards[:newest] if number == 0 else cards[end - page_size : end]
        yield Listing(
            pagename=_page_address(pagename, number, full),
            label=label,
            cards=tuple(shown),
            total=len(cards),
            page=number,
            newer=_page_address(pagename, page + 2, full) if number else "",
            older=_page_address(pagename, page, full) if page else "",
            term=term,
        )


def _page_address(pagename: str, number: int, full: int) -> str:
    """Return the address of page `number`; 0 and whatever lies past the full pages is the listing itself."""
    if number == 0 or number > full:
        return pagename
    return f"{pagename.removesuffix('/index')}/page-{number}"


def build_glossary_listing(index: TermIndex, folder: str) -> Listing:
    """Make the page of all terms."""
    return Listing(pagename=f"{folder}/index", index=index, total=index.total)


def build_comparison_index(tables: Iterable[Table], folder: str) -> Listing:
    """Build the index of all comparisons."""
    ordered = sorted((table.comparison for table in tables), key=lambda comparison: comparison.key)
    summaries = tuple(
        Summary(
            link=Link(docname=comparison.docname, title=comparison.caption, day=comparison.as_of),
            items=len(comparison.lines),
            criteria=len(comparison.columns),
        )
        for comparison in ordered
    )
    return Listing(pagename=f"{folder}/index", comparisons=summaries, total=len(summaries))


def build_comparison_pages(tables: Iterable[Table], docnames: Collection[str]) -> tuple[Listing, ...]:
    """Build the pages of the comparisons that no author has written one for."""
    wanted = [table for table in tables if table.comparison.docname not in docnames]
    ordered = sorted(wanted, key=lambda table: table.comparison.key)
    return tuple(
        Listing(pagename=table.comparison.docname, table=table, total=len(table.comparison.lines))
        for table in ordered
    )

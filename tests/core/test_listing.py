"""Listings: what is on which page, and which pages a new post changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.card import Card, build_card
from kb_ext.core.comparison import Column, Comparison, Line
from kb_ext.core.facet import Label, build_facets
from kb_ext.core.link import Link
from kb_ext.core.listing import (
    Listing,
    Summary,
    build_comparison_index,
    build_comparison_pages,
    build_listings,
)
from kb_ext.core.measure import Measure
from kb_ext.core.record import Criterion, Facet, Post, Term
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.timeline import sort_newest_first
from kb_ext.core.value import ValueType
from kb_ext.core.view import Table

SIZES = st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=12)


def make_posts(number: int, *, tags: tuple[str, ...] = ("LLM",)) -> list[Post]:
    stamps = [parse_stamp(f"{2000 + day // 28}-01-{day % 28 + 1:02}")[0] for day in range(number)]
    return [
        Post(docname=f"posts/p{day:03}", title=f"記事{day}", date=stamp, tags=tags)
        for day, stamp in enumerate(stamps)
    ]


def list_posts(posts: list[Post], page_size: int, terms: dict[Label, Term] | None = None) -> list[Listing]:
    ordered = sort_newest_first(posts)
    facets = build_facets(ordered)
    return list(build_listings(ordered, facets, terms or {}, page_size=page_size, folder="posts"))


def list_pages(posts: list[Post], page_size: int) -> list[Listing]:
    """Return the pages of the list of all posts, newest first."""
    return [listing for listing in list_posts(posts, page_size) if listing.pagename.startswith("posts/")]


def get_docnames(listing: Listing) -> list[str]:
    return [card.docname for card in listing.cards]


def test_card_shows_categories_and_tags_but_no_archive() -> None:
    post = Post(
        docname="posts/a",
        title="題",
        date=parse_stamp("2025-08-31 02:20:58 +0900")[0],
        categories=("技術",),
        tags=("LLM",),
        authors=("編集部",),
        summary="要点。",
    )
    assert build_card(post, build_facets([post])) == Card(
        docname="posts/a",
        title="題",
        day="2025-08-31",
        summary="要点。",
        labels=(
            Label(facet=Facet.CATEGORY, name="技術", slug="技術"),
            Label(facet=Facet.TAG, name="LLM", slug="llm"),
        ),
    )


def test_card_of_a_post_without_date_has_no_day() -> None:
    assert build_card(Post(docname="a", title="a"), build_facets([])).day == ""


def test_few_posts_are_one_page_at_its_own_address() -> None:
    (page,) = list_pages(make_posts(5), 50)
    assert page.pagename == "posts/index"
    assert get_docnames(page) == ["posts/p004", "posts/p003", "posts/p002", "posts/p001", "posts/p000"]
    assert (page.total, page.page, page.newer, page.older) == (5, 0, "", "")


def test_no_posts_are_one_empty_page() -> None:
    (page,) = list_pages([], 50)
    assert (page.pagename, page.cards, page.total) == ("posts/index", (), 0)


def test_pages_fill_from_the_oldest_post() -> None:
    pages = list_pages(make_posts(25), 10)
    assert [(page.pagename, len(page.cards), page.page) for page in pages] == [
        ("posts/index", 15, 0),
        ("posts/page-1", 10, 1),
    ]
    assert get_docnames(pages[1])[-1] == "posts/p000"


def test_pages_lead_to_their_neighbours() -> None:
    pages = list_pages(make_posts(35), 10)
    assert [(page.newer, page.pagename, page.older) for page in pages] == [
        ("", "posts/index", "posts/page-2"),
        ("posts/index", "posts/page-2", "posts/page-1"),
        ("posts/page-2", "posts/page-1", ""),
    ]


def test_pages_of_a_label_stand_below_its_address() -> None:
    pages = [page for page in list_posts(make_posts(25), 10) if page.label and page.label.facet is Facet.TAG]
    assert [page.pagename for page in pages] == ["tags/llm", "tags/llm/page-1"]


@settings(deadline=None)
@given(*SIZES)
def test_pages_hold_every_post_once_newest_first(number: int, page_size: int) -> None:
    posts = make_posts(number)
    shown = [docname for page in list_pages(posts, page_size) for docname in get_docnames(page)]
    assert shown == [post.docname for post in reversed(posts)]


@settings(deadline=None)
@given(*SIZES)
def test_pages_are_as_full_as_they_say(number: int, page_size: int) -> None:
    first, *older = list_pages(make_posts(number), page_size)
    assert len(first.cards) < 2 * page_size
    assert {len(page.cards) for page in older} <= {page_size}
    assert {page.total for page in (first, *older)} == {number}


@settings(deadline=None)
@given(*SIZES)
def test_way_from_newest_to_oldest_and_back_meets_every_page(number: int, page_size: int) -> None:
    pages = {page.pagename: page for page in list_pages(make_posts(number), page_size)}
    way, name = [], "posts/index"
    while name:
        way.append(name)
        name = pages[name].older
    assert way == list(pages)
    assert [pages[name].newer for name in way[1:]] == way[:-1]


@settings(deadline=None)
@given(*SIZES)
def test_new_post_changes_the_cards_of_no_older_page(number: int, page_size: int) -> None:
    before = {page.page: page.cards for page in list_pages(make_posts(number), page_size) if page.page}
    after = {page.page: page.cards for page in list_pages(make_posts(number + 1), page_size) if page.page}
    assert {page: after[page] for page in before} == before


def test_index_of_a_facet_counts_the_posts_of_its_labels() -> None:
    posts = make_posts(3, tags=("LLM", "RAG"))
    (index,) = [page for page in list_posts(posts, 50) if page.pagename == "tags/index"]
    assert index.facet is Facet.TAG
    assert [(label.name, count) for label, count in index.counts] == [("LLM", 3), ("RAG", 3)]
    assert index.total == 2


def test_every_facet_has_an_index_even_without_labels() -> None:
    assert [page.pagename for page in list_posts([], 50)] == [
        "posts/index",
        "categories/index",
        "tags/index",
        "authors/index",
        "archive/index",
    ]


def test_label_that_names_a_term_carries_it() -> None:
    posts = make_posts(1)
    term = Term(slug="llm", docname="terms/llm", name="LLM")
    label = Label(facet=Facet.TAG, name="LLM", slug="llm")
    listed = list_posts(posts, 50, {label: term})
    assert [(page.pagename, page.term) for page in listed if page.term] == [("tags/llm", term)]


def make_table(key: str) -> Table:
    column = Column(criterion=Criterion(key="a", label="a"), type=ValueType.TEXT, measure=Measure())
    comparison = Comparison(
        key=key,
        docname=f"comparisons/{key}",
        caption=key.upper(),
        columns=(column,),
        lines=(Line(key="x", label="x"), Line(key="y", label="y")),
        as_of="2025",
    )
    return Table(comparison=comparison)


def test_comparisons_are_indexed_by_key_with_their_sizes() -> None:
    index = build_comparison_index([make_table("b"), make_table("a")], "comparisons")
    assert index.comparisons == (
        Summary(link=Link(docname="comparisons/a", title="A", day="2025"), items=2, criteria=1),
        Summary(link=Link(docname="comparisons/b", title="B", day="2025"), items=2, criteria=1),
    )
    assert (index.pagename, index.total) == ("comparisons/index", 2)


def test_comparison_without_a_page_gets_one() -> None:
    tables = [make_table("b"), make_table("a"), make_table("c")]
    pages = build_comparison_pages(tables, {"comparisons/b", "index"})
    assert [(page.pagename, page.table) for page in pages] == [
        ("comparisons/a", tables[1]),
        ("comparisons/c", tables[2]),
    ]

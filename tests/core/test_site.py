"""Everything that is derived from the facts of all documents."""

from __future__ import annotations

from dataclasses import replace

from kb_ext.core.glossary import build_glossary
from kb_ext.core.record import Contribution, Facts, Post, Term
from kb_ext.core.site import Layout, Site, build_site
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.view import View

LLM = Term(slug="llm", docname="terms/llm", name="LLM", aliases=("大規模言語モデル",))
FACTS = Facts(
    posts={
        f"posts/{day}": Post(
            docname=f"posts/{day}",
            title=f"題{day}",
            date=parse_stamp(f"2025-01-0{day}")[0],
            tags=("大規模言語ﾓﾃﾞﾙ",) if day == 1 else ("AI",),
            draft=day == 3,
        )
        for day in (1, 2, 3)
    },
    terms={"llm": LLM},
    contributions={"posts/1": (Contribution(key="families", docname="posts/1", caption="系統"),)},
    shown={},
    mentions={"posts/2": ("llm",)},
    references={},
    queries={},
    titles={},
    outlines={},
)
PUBLISHED = replace(FACTS, posts={name: post for name, post in FACTS.posts.items() if not post.draft})


def build(layout: Layout | None = None) -> Site:
    return build_site(PUBLISHED, build_glossary(PUBLISHED.terms), layout or Layout())


def test_site_lists_posts_labels_terms_and_comparisons() -> None:
    assert [listing.pagename for listing in build().listings] == [
        "posts/index",
        "categories/index",
        "tags/index",
        "tags/ai",
        "tags/大規模言語モデル",
        "authors/index",
        "archive/index",
        "archive/2025",
        "archive/2025/01",
        "terms/index",
        "comparisons/index",
        "comparisons/families",
    ]


def test_page_that_an_author_wrote_for_a_comparison_is_its_own() -> None:
    facts = replace(PUBLISHED, titles={"comparisons/Families": "系統", "comparisons/index": "入口"})
    site = build_site(facts, build_glossary(facts.terms), Layout())
    assert site.tables["families"].comparison.docname == "comparisons/Families"
    assert "comparisons/families" not in {listing.pagename for listing in site.listings}


def test_hubs_are_the_indexes() -> None:
    assert [hub.pagename for hub in build().iterate_hubs()] == [
        "posts/index",
        "categories/index",
        "tags/index",
        "authors/index",
        "archive/index",
        "terms/index",
        "comparisons/index",
    ]


def test_folders_follow_the_layout() -> None:
    layout = Layout(posts="blog", terms="yougo", comparisons="hikaku", page_size=1)
    names = [listing.pagename for listing in build(layout).listings]
    assert {"blog/index", "blog/page-1", "yougo/index", "hikaku/index"} <= set(names)


def test_tag_that_names_a_term_is_that_term() -> None:
    assert {listing.pagename: listing.term for listing in build().listings if listing.term} == {
        "tags/大規模言語モデル": LLM
    }


def test_every_address_is_used_once() -> None:
    names = [listing.pagename for listing in build().listings]
    assert sorted(set(names)) == sorted(names)


def test_unknown_document_has_an_empty_view() -> None:
    assert build().get_view("guide/nowhere") == View()


def test_view_of_a_document_is_found_by_its_docname() -> None:
    site = build()
    assert [tip.slug for tip in site.get_view("posts/2").tips] == ["llm"]
    assert site.get_view("posts/2") is site.views["posts/2"]


def test_site_before_its_first_build_is_empty() -> None:
    site = Site()
    assert (site.listings, site.views, list(site.glossary.find("LLM"))) == ((), {}, [])


def test_number_of_related_posts_follows_the_layout() -> None:
    tagged = {name: replace(post, tags=("LLM",)) for name, post in PUBLISHED.posts.items()}
    tagged["posts/9"] = Post(docname="posts/9", title="題9")
    facts = replace(PUBLISHED, posts=tagged)
    for related, expected in ((0, 0), (5, 1)):
        site = build_site(facts, build_glossary(facts.terms), Layout(related=related))
        assert len(site.get_view("posts/1").related) == expected


def test_draft_is_in_no_listing() -> None:
    listed = {card.docname for listing in build().listings for card in listing.cards}
    assert listed == {"posts/1", "posts/2"}

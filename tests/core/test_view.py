"""What a page takes from other pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb_ext.core.comparison import Cell, merge_contributions
from kb_ext.core.facet import build_facets
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.link import Link, Tip
from kb_ext.core.record import Contribution, Criterion, Facet, Facts, Item, Post, Query, Statement, Term
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.timeline import sort_newest_first
from kb_ext.core.value import Value
from kb_ext.core.view import Row, Table, View, build_table, build_views, digest_of

CRITERION = Criterion(key="長所", label="長所")
LLM = Term(
    slug="llm",
    docname="terms/llm",
    name="LLM",
    reading="えるえるえむ",
    english="Large Language Model",
    aliases=("大規模言語モデル",),
    definition="言語モデル。",
    narrower=("GPT", "未知"),
)
GPT = Term(slug="gpt", docname="terms/gpt", name="GPT", broader=("llm",))
LLM_TIP = Tip(
    slug="llm",
    docname="terms/llm",
    name="LLM",
    reading="えるえるえむ",
    english="Large Language Model",
    definition="言語モデル。",
)
GPT_TIP = Tip(slug="gpt", docname="terms/gpt", name="GPT", reading="", english="", definition="")
TABLE = Contribution(
    key="families",
    docname="comparisons/families",
    caption="系統の比較",
    criteria=(CRITERION,),
    items=(
        Item(label="OpenAI (GPT)", statements=(Statement(text="高性能"),)),
        Item(label="その他", statements=(None,)),
    ),
    as_of="2025-08-31",
    source="posts/new",
)


def make_post(name: str, date: str = "", **fields: object) -> Post:
    post = Post(docname=f"posts/{name}", title=f"題{name}", date=parse_stamp(date)[0])
    return replace(post, **fields)  # type: ignore[arg-type] # a test names fields of many types


def build(
    *posts: Post,
    terms: tuple[Term, ...] = (),
    comparisons: tuple[Contribution, ...] = (),
    shown: dict[str, tuple[str, ...]] | None = None,
    mentions: dict[str, tuple[str, ...]] | None = None,
    references: dict[str, tuple[str, ...]] | None = None,
    queries: dict[str, tuple[Query, ...]] | None = None,
    titles: dict[str, str] | None = None,
    related: int = 5,
) -> dict[str, View]:
    facts = Facts(
        posts={post.docname: post for post in posts},
        terms={term.slug: term for term in terms},
        contributions={one.docname: (one,) for one in comparisons},
        shown=shown or {},
        mentions=mentions or {},
        references=references or {},
        queries=queries or {},
        titles=titles or {},
        outlines={},
    )
    facets = build_facets(sort_newest_first(posts))
    glossary = build_glossary(facts.terms)
    tables = dict(_build_table(one, facts, glossary) for one in comparisons)
    return build_views(facts, glossary, facets, related=related, tables=tables)


def _build_table(contribution: Contribution, facts: Facts, glossary: Glossary) -> tuple[str, Table]:
    comparison, _ = merge_contributions(
        (contribution,),
        f"comparisons/{contribution.key}",
        lambda item: glossary.resolve_item(item.label),
    )
    return contribution.key, build_table(comparison, facts)


def list_docnames(links: tuple[Link, ...]) -> list[str]:
    return [link.docname for link in links]


def test_neighbours_are_the_next_older_and_newer_post() -> None:
    views = build(make_post("a", "2024-01-01"), make_post("b", "2025-01-01"), make_post("c", "2026-01-01"))
    assert views["posts/b"].previous == Link(docname="posts/a", title="題a", day="2024-01-01")
    assert views["posts/b"].next == Link(docname="posts/c", title="題c", day="2026-01-01")
    assert views["posts/a"].previous is None
    assert views["posts/c"].next is None


def test_post_without_date_has_no_neighbours_and_is_none() -> None:
    views = build(make_post("a", "2024-01-01"), make_post("none"), make_post("c", "2026-01-01"))
    assert (views["posts/none"].previous, views["posts/none"].next) == (None, None)
    assert views["posts/a"].next == Link(docname="posts/c", title="題c", day="2026-01-01")


def test_labels_of_a_post_are_those_of_its_front_matter() -> None:
    views = build(make_post("a", "2025-08-31", tags=("ＬＬＭ",)), make_post("b", tags=("LLM",)))
    assert [label.pagename for label in views["posts/a"].labels] == [
        "tags/llm",
        "archive/2025",
        "archive/2025/08",
    ]


def test_mentioned_terms_become_tips_in_order_of_appearance() -> None:
    views = build(make_post("a"), terms=(LLM, GPT), mentions={"posts/a": ("gpt", "llm", "gone")})
    assert views["posts/a"].tips == (GPT_TIP, LLM_TIP)


def test_items_of_a_comparison_on_the_page_become_tips() -> None:
    views = build(
        terms=(LLM, GPT),
        comparisons=(TABLE,),
        shown={"comparisons/families": ("families", "unknown")},
        mentions={"comparisons/families": ("llm",)},
    )
    assert views["comparisons/families"].tips == (LLM_TIP, GPT_TIP)


def test_references_make_backlinks() -> None:
    views = build(
        make_post("a", "2024-01-01"),
        make_post("b"),
        references={"posts/b": ("posts/a", "guide"), "posts/a": ()},
        titles={"guide": "手引き"},
    )
    assert list_docnames(views["posts/b"].references) == ["posts/a", "guide"]
    assert views["posts/a"].backlinks == (Link(docname="posts/b", title="題b"),)
    assert views["guide"].backlinks == (Link(docname="posts/b", title="題b"),)


def test_page_without_title_is_linked_by_its_docname() -> None:
    views = build(make_post("a"), references={"posts/a": ("guide",)})
    assert views["posts/a"].references == (Link(docname="guide", title="guide"),)


def test_related_posts_named_by_the_author_come_first() -> None:
    posts = [make_post(name, f"2025-01-0{day}", tags=("LLM",)) for day, name in enumerate("abc", 1)]
    named = make_post("d", "2025-01-09", tags=("LLM",), related=("other", "/posts/sub/e.md", "gone"))
    others = (make_post("other"), make_post("sub/e"))
    views = build(*posts, named, *others, related=2)
    assert list_docnames(views["posts/d"].related) == ["posts/other", "posts/sub/e"]


def test_related_posts_are_filled_up_with_the_best_ranked() -> None:
    posts = [make_post(name, f"2025-01-0{day}", tags=("LLM",)) for day, name in enumerate("abc", 1)]
    named = make_post("d", "2025-01-09", tags=("LLM",), related=("other",))
    views = build(*posts, named, make_post("other"), related=3)
    assert list_docnames(views["posts/d"].related) == ["posts/other", "posts/c", "posts/b"]


def test_term_collects_the_rows_about_it() -> None:
    views = build(terms=(LLM, GPT), comparisons=(TABLE,))
    assert views["terms/gpt"].rows == (
        Row(
            comparison=Link(docname="comparisons/families", title="系統の比較"),
            anchor="comparison-families",
            item="OpenAI (GPT)",
            cells=(
                (
                    CRITERION,
                    Cell(text="高性能", value=Value(), source="posts/new", as_of="2025-08-31"),
                ),
            ),
            as_of="2025-08-31",
            source="posts/new",
        ),
    )
    assert views["terms/llm"].rows == ()


@pytest.mark.parametrize(
    ("sources", "usual", "as_of"),
    [(("x", "y", "y"), "y", "2025"), (("y", "", "y"), "y", ""), (("", "", ""), "index", "")],
)
def test_row_says_once_where_most_of_its_cells_are_from(
    sources: tuple[str, ...], usual: str, as_of: str
) -> None:
    statements = tuple(Statement(text="値", source=source, as_of=source and "2025") for source in sources)
    table = replace(
        TABLE,
        criteria=tuple(Criterion(key=key, label=key) for key in "abc"),
        items=(Item(label="GPT", statements=statements),),
        source="",
        as_of="",
        docname="index",
    )
    (row,) = build(terms=(GPT,), comparisons=(table,))["terms/gpt"].rows
    assert (row.source, row.as_of) == (usual, as_of)


def test_post_links_the_comparisons_drawn_from_it() -> None:
    views = build(make_post("new"), comparisons=(TABLE,))
    assert views["posts/new"].comparisons == (Link(docname="comparisons/families", title="系統の比較"),)


def test_post_links_the_comparisons_that_it_contributes_to() -> None:
    own = replace(TABLE, docname="posts/other", source="")
    views = build(make_post("other"), comparisons=(own,))
    assert list_docnames(views["posts/other"].comparisons) == ["comparisons/families"]


def test_own_page_of_a_comparison_does_not_link_it() -> None:
    views = build(comparisons=(TABLE,), shown={"comparisons/families": ("families",)})
    assert views["comparisons/families"].comparisons == ()


def test_view_holds_what_the_tables_of_a_page_show_of_others() -> None:
    post = make_post("new", "2025-01-01")
    views = build(post, terms=(GPT,), comparisons=(TABLE,), shown={"index": ("families", "families")})
    (table,) = views["index"].tables
    assert table.sources == (("posts/new", Link(docname="posts/new", title="題new", day="2025-01-01")),)
    assert table.tips == (GPT_TIP,)


@pytest.mark.parametrize(
    ("query", "docnames"),
    [
        (Query(limit=2), ["posts/a", "posts/b"]),
        (Query(limit=9), ["posts/a", "posts/b", "posts/c"]),
        (Query(limit=9, facet=Facet.TAG, name="ｌｌｍ"), ["posts/a", "posts/c"]),
        (Query(limit=1, facet=Facet.TAG, name="LLM"), ["posts/a"]),
        (Query(limit=9, facet=Facet.TAG, name="未知"), []),
        (Query(limit=9, facet=Facet.CATEGORY, name="LLM"), []),
    ],
)
def test_query_is_answered_by_the_newest_posts_of_its_label(query: Query, docnames: list[str]) -> None:
    posts = (
        make_post("a", "2026-01-01", tags=("LLM",)),
        make_post("b", "2025-01-01"),
        make_post("c", "2024-01-01", tags=("LLM",)),
    )
    (cards,) = build(*posts, queries={"index": (query,)})["index"].cards
    assert [card.docname for card in cards] == docnames


def test_digest_changes_with_what_a_page_shows_only() -> None:
    posts = (
        make_post("a", "2024-01-01", tags=("LLM",)),
        make_post("b", "2025-01-01"),
        make_post("c", "2026-01-01"),
    )
    before = build(*posts)
    after = build(replace(posts[0], title="新しい題"), *posts[1:])
    changed = [docname for docname in before if before[docname].digest != after[docname].digest]
    assert changed == ["posts/b"]


def test_digest_takes_any_text() -> None:
    assert digest_of("\ud800") != digest_of("\ud801")
    assert digest_of(("a", "b")) != digest_of(("ab",))


def test_views_do_not_depend_on_the_order_of_files() -> None:
    posts = [make_post(name, "2025-01-01", tags=("LLM",)) for name in "abcd"]
    mentions: dict[str, tuple[str, ...]] = {"posts/a": ("llm",), "posts/d": ("llm",)}
    views = build(*posts, terms=(LLM, GPT), mentions=mentions)
    assert build(*reversed(posts), terms=(GPT, LLM), mentions=dict(reversed(mentions.items()))) == views


def test_empty_site_has_no_views() -> None:
    assert build() == {}


def test_draft_that_is_built_has_a_view() -> None:
    views = build(make_post("draft", "2026-01-01", draft=True), make_post("a", "2025-01-01"))
    assert (views["posts/draft"].previous, views["posts/draft"].related) == (None, ())

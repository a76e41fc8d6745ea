"""Which posts belong together."""

from __future__ import annotations

import pytest

from kb_ext.core.record import Facts, Post
from kb_ext.core.related import MAX_FEATURES, MAX_SHARERS, rank_related
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.timeline import sort_newest_first


def make_post(docname: str, *, tags: str = "", categories: str = "", date: str = "2025-01-01") -> Post:
    return Post(
        docname=docname,
        title=docname,
        date=parse_stamp(date)[0],
        tags=tuple(tags.split()),
        categories=tuple(categories.split()),
    )


def rank(
    *posts: Post, mentions: dict[str, tuple[str, ...]] | None = None, limit: int = 5
) -> dict[str, tuple[str, ...]]:
    facts = Facts(
        posts={post.docname: post for post in posts},
        terms={},
        contributions={},
        shown={},
        mentions=mentions or {},
        references={},
        queries={},
        titles={},
        outlines={},
    )
    return dict(rank_related(facts, sort_newest_first(posts), limit))


def test_posts_that_share_nothing_are_not_related() -> None:
    assert rank(make_post("a", tags="LLM"), make_post("b", tags="RAG")) == {"a": (), "b": ()}


def test_what_all_posts_share_tells_nothing() -> None:
    assert rank(make_post("a", tags="AI"), make_post("b", tags="AI")) == {"a": (), "b": ()}


def test_relation_goes_both_ways_and_never_to_itself() -> None:
    posts = (make_post("a", tags="LLM"), make_post("b", tags="LLM"), make_post("c"))
    assert rank(*posts) == {"a": ("b",), "b": ("a",), "c": ()}


def test_spellings_of_a_tag_are_shared() -> None:
    posts = (make_post("a", tags="LLM"), make_post("b", tags="ＬＬＭ"), make_post("c"))
    assert rank(*posts)["a"] == ("b",)


def test_tag_written_twice_counts_once() -> None:
    posts = (
        make_post("a", tags="LLM ＬＬＭ RAG"),
        make_post("b", tags="LLM"),
        make_post("c", tags="RAG"),
        make_post("d", tags="RAG"),
        make_post("e"),
    )
    assert rank(*posts)["a"] == ("b", "d", "c")


def test_rare_tag_counts_more_than_a_common_one() -> None:
    posts = (
        make_post("a", tags="AI 量子化"),
        make_post("b", tags="AI"),
        make_post("c", tags="AI"),
        make_post("d", tags="量子化"),
        make_post("e"),
    )
    assert rank(*posts)["a"][0] == "d"


@pytest.mark.parametrize(
    ("better", "worse"), [("tags", "categories"), ("tags", "mentions"), ("mentions", "categories")]
)
def test_tag_counts_more_than_term_and_term_more_than_category(better: str, worse: str) -> None:
    def share(kind: str, docname: str, name: str) -> tuple[Post, tuple[str, ...]]:
        if kind == "mentions":
            return make_post(docname), (name,)
        return (make_post(docname, tags=name) if kind == "tags" else make_post(docname, categories=name)), ()

    one, its_terms = share(better, "one", "x")
    other, other_terms = share(worse, "other", "y")
    center = Post(
        docname="center",
        title="",
        tags=(*one.tags, *other.tags),
        categories=(*one.categories, *other.categories),
    )
    mentions = {"one": its_terms, "other": other_terms, "center": its_terms + other_terms}
    assert rank(center, one, other, make_post("last"), mentions=mentions)["center"] == ("one", "other")


def test_posts_of_equal_score_are_ordered_newest_first() -> None:
    posts = [make_post(f"p{day}", tags="LLM", date=f"2025-01-0{day}") for day in range(1, 5)]
    assert rank(*posts, make_post("other", date="2024-01-01"))["p2"] == ("p4", "p3", "p1")


def test_no_more_than_the_limit_are_named() -> None:
    posts = [make_post(f"p{day}", tags="LLM", date=f"2025-01-0{day}") for day in range(1, 9)]
    assert {len(names) for names in rank(*posts, make_post("x", tags="Y"), limit=3).values()} == {0, 3}
    assert {len(names) for names in rank(*posts, limit=0).values()} == {0}


def test_order_of_files_does_not_matter() -> None:
    posts = [make_post(f"p{number}", tags="LLM RAG", categories="技術") for number in range(5)]
    posts += [make_post("q", tags="RAG"), make_post("r", categories="技術")]
    assert rank(*posts) == rank(*reversed(posts))


def test_only_the_newest_sharers_are_looked_at() -> None:
    posts = [
        make_post(f"p{number:03}", tags="LLM", date=f"{2000 + number // 28}-01-{number % 28 + 1:02}")
        for number in range(MAX_SHARERS + 50)
    ]
    ranked = rank(*posts, make_post("other", date="1999-01-01"), limit=1000)
    assert len(ranked["p000"]) == MAX_SHARERS
    assert "p000" not in ranked[f"p{MAX_SHARERS + 49}"]


def test_only_the_rarest_features_are_looked_at() -> None:
    rare = " ".join(f"r{number}" for number in range(MAX_FEATURES))
    posts = [make_post("a", tags=f"common {rare}"), make_post("b", tags=rare)]
    posts += [make_post("c", tags="common"), make_post("d", tags="common"), make_post("e")]
    assert rank(*posts)["a"] == ("b",)


def test_no_posts_have_no_relations() -> None:
    assert rank() == {}

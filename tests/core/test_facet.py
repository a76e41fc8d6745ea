"""Grouping posts by category, tag, author, year and month."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.facet import FacetIndex, Label, build_facets, iterate_names
from kb_ext.core.fold import fold_name
from kb_ext.core.record import Facet, Post
from kb_ext.core.stamp import parse_stamp

TAGS = st.lists(
    st.sampled_from(["LLM", "ＬＬＭ", "llm", "CI/CD", "CI-CD", "生成AI", "C#", "🙂", "."]), max_size=4
)


def make_post(
    docname: str, *tags: str, date: str = "", draft: bool = False, categories: tuple[str, ...] = ()
) -> Post:
    return Post(
        docname=docname,
        title=docname,
        date=parse_stamp(date)[0],
        tags=tags,
        categories=categories,
        draft=draft,
    )


def list_names(index: FacetIndex, facet: Facet) -> list[str]:
    return [label.name for label in index.list_facet(facet)]


def test_label_knows_its_address() -> None:
    assert Label(facet=Facet.CATEGORY, name="生成AI", slug="生成ai").pagename == "categories/生成ai"


def test_post_is_listed_under_everything_that_it_names() -> None:
    post = Post(
        docname="a",
        title="a",
        date=parse_stamp("2025-08-31 02:20:58 +0900")[0],
        categories=("技術",),
        tags=("LLM", "RAG"),
        authors=("編集部",),
    )
    assert list(iterate_names(post)) == [
        (Facet.CATEGORY, "技術"),
        (Facet.TAG, "LLM"),
        (Facet.TAG, "RAG"),
        (Facet.AUTHOR, "編集部"),
        (Facet.ARCHIVE, "2025"),
        (Facet.ARCHIVE, "2025/08"),
    ]
    assert [label.pagename for label in build_facets([post]).get_labels(post)] == [
        "categories/技術",
        "tags/llm",
        "tags/rag",
        "authors/編集部",
        "archive/2025",
        "archive/2025/08",
    ]


def test_post_without_date_is_in_no_archive() -> None:
    assert list_names(build_facets([make_post("a", "LLM")]), Facet.ARCHIVE) == []


def test_spellings_that_fold_alike_are_one_label_shown_as_most_spell_it() -> None:
    posts = [make_post("a", "ＬＬＭ"), make_post("b", "LLM"), make_post("c", "LLM"), make_post("d", "llm")]
    index = build_facets(posts)
    label = index.get_label(Facet.TAG, "ｌｌｍ")
    assert label == Label(facet=Facet.TAG, name="LLM", slug="llm")
    assert [post.docname for post in index.posts[label]] == ["d", "c", "b", "a"]


def test_of_equally_common_spellings_the_alphabetically_first_is_shown() -> None:
    posts = [make_post("a", "llm"), make_post("b", "LLM")]
    assert list_names(build_facets(posts), Facet.TAG) == ["LLM"]
    assert list_names(build_facets(posts[::-1]), Facet.TAG) == ["LLM"]


def test_post_that_spells_a_tag_twice_is_listed_once() -> None:
    post = make_post("a", "LLM", "ＬＬＭ")
    index = build_facets([post, make_post("b", "RAG")])
    assert [len(members) for members in index.posts.values()] == [1, 1]
    assert len(index.get_labels(post)) == 1


def test_names_that_want_one_slug_get_different_addresses() -> None:
    index = build_facets([make_post("a", "CI/CD", "CI・CD", "ci-cd")])
    assert len({label.pagename for label in index.posts}) == 3


def test_facets_do_not_share_labels() -> None:
    index = build_facets([make_post("a", "LLM", categories=("LLM",))])
    assert [label.pagename for label in index.posts] == ["categories/llm", "tags/llm"]


def test_labels_are_listed_by_number_of_posts_then_name() -> None:
    posts = [make_post("a", "B", "C"), make_post("b", "C", "A")]
    assert list_names(build_facets(posts), Facet.TAG) == ["C", "A", "B"]


def test_archives_are_listed_newest_first_each_year_above_its_months() -> None:
    posts = [
        make_post("a", date="2024-12-26"),
        make_post("b", date="2025-08-31"),
        make_post("c", date="2025-05-00"),
    ]
    assert list_names(build_facets(posts), Facet.ARCHIVE) == ["2025", "2025/08", "2025/05", "2024", "2024/12"]


def test_posts_of_a_label_are_newest_first_and_no_drafts() -> None:
    posts = [
        make_post("a", "LLM", date="2024-01-01"),
        make_post("b", "LLM", date="2025-01-01"),
        make_post("c", "LLM", "未公開", date="2025-06-01", draft=True),
    ]
    index = build_facets(posts)
    assert list_names(index, Facet.TAG) == ["LLM"]
    assert [
        [post.docname for post in members] for label, members in index.posts.items() if label.name == "LLM"
    ] == [["b", "a"]]


def test_unknown_label_is_none() -> None:
    assert build_facets([]).get_label(Facet.TAG, "LLM") is None


@settings(deadline=None)
@given(st.lists(TAGS, max_size=6))
def test_every_post_is_under_each_of_its_tags_and_no_address_is_shared(tags: list[list[str]]) -> None:
    posts = [make_post(f"p{number}", *own, date="2025-01-01") for number, own in enumerate(tags)]
    index = build_facets(posts)
    assert len({label.pagename for label in index.posts}) == len(index.posts)
    for post in posts:
        labels = [label for label in index.posts if label.facet is Facet.TAG and post in index.posts[label]]
        assert {fold_name(label.name) for label in labels} == {fold_name(tag) for tag in post.tags}


@settings(deadline=None)
@given(st.lists(TAGS, max_size=6))
def test_index_does_not_depend_on_the_order_of_files(tags: list[list[str]]) -> None:
    posts = [make_post(f"p{number}", *own) for number, own in enumerate(tags)]
    assert build_facets(posts) == build_facets(reversed(posts))


@pytest.mark.parametrize("name", ["index", "Index", "ＩＮＤＥＸ"])
def test_label_named_index_does_not_take_the_address_of_its_facet(name: str) -> None:
    assert "tags/index" not in {label.pagename for label in build_facets([make_post("a", name)]).posts}

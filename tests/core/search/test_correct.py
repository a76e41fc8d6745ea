"""What a query that was not found may have meant."""

from __future__ import annotations

import pytest

from kb_ext.core.search.correct import measure_distance
from kb_ext.core.search.page import Kind
from kb_ext.core.search.result import search_index
from tests.core.search.sample import make_index, make_page

INDEX = make_index(
    make_page("terms/t", "トランスフォーマー", "手法。", kind=Kind.TERM, names=("Transformer",)),
    make_page("posts/a", "話", "Kubernetes and containers. The container is small."),
    make_page("posts/b", "別の話", "Contained text."),
)


@pytest.mark.parametrize(
    ("query", "correction"),
    [
        ("tranformer", "Transformer"),
        ("トランスホーマー", "トランスフォーマー"),
        ("kuberentes", "kubernetes"),
        ("contaimer", "container"),
        ("kuberentes 話", "kubernetes 話"),
    ],
)
def test_misspelt_word_or_term_is_corrected(query: str, correction: str) -> None:
    assert search_index(INDEX, query).corrections[:1] == (correction,)


def test_pages_of_the_correction_are_shown_where_there_are_no_others() -> None:
    results = search_index(INDEX, "kuberentes")
    assert (results.corrected, results.whole) == ("kubernetes", False)
    assert [result.url for result in results.results] == ["posts/a.html"]


@pytest.mark.parametrize("query", ["Kubernetes", "手法", "zz", "xxxxxxxxxx", "12345"])
def test_what_is_found_or_near_nothing_is_not_corrected(query: str) -> None:
    assert search_index(INDEX, query).corrections == ()


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ("abc", "abc", 0),
        ("abc", "abd", 1),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abcd", "dcba", -1),
        ("", "abc", -1),
    ],
)
def test_distance_counts_edits_up_to_two(first: str, second: str, distance: int) -> None:
    assert measure_distance(first, second, 2) == distance

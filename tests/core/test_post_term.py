"""Terms that a post defines in its front matter."""

from __future__ import annotations

import pytest

from kb_ext.core.code import SourceCode, TermCode
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.post_term import is_slug, make_term_slug, parse_post_terms
from kb_ext.core.record import Term
from tests.core.test_problem import Recorder


@pytest.fixture(name="report")
def make_report() -> Recorder:
    return Recorder()


def parse(block: str, report: Recorder) -> tuple[Term, ...]:
    front_matter = read_front_matter(f"---\n{block}\n---\n", report)
    return parse_post_terms("posts/a", front_matter, "terms", report)


def test_list_of_mappings_is_read_with_the_place_of_each_name(report: Recorder) -> None:
    block = """terms:
  - term: 量子化
    reading: リョウシカ
    english: Quantization
    aliases: [量子化手法]
    definition: >
      重みを
      粗く表すこと。
  - {slug: rag, term: 検索拡張生成, reading: けんさく, definition: 文書を引くこと。}"""
    first, second = parse(block, report)
    assert first == Term(
        slug="quantization",
        docname="terms/quantization",
        origin="posts/a",
        name="量子化",
        reading="りょうしか",
        english="Quantization",
        aliases=("量子化手法",),
        definition="重みを 粗く表すこと。",
    )
    assert (first.line, first.column, second.line) == (3, 11, 10)
    assert (second.slug, second.docname) == ("rag", "terms/rag")
    assert report.lines == []


def test_mapping_from_slug_is_read(report: Recorder) -> None:
    (term,) = parse("terms:\n  moe: {term: 混合専門家, reading: こんごう, definition: 語。}", report)
    assert (term.slug, term.name) == ("moe", "混合専門家")
    assert report.lines == []


def test_list_of_names_is_read_and_asks_for_definitions(report: Recorder) -> None:
    assert [(term.slug, term.name) for term in parse("terms: [RAG, vLLM]", report)] == [
        ("rag", "RAG"),
        ("vllm", "vLLM"),
    ]
    assert report.places == [
        (TermCode.TERM_WITHOUT_DEFINITION, 2, 9),
        (TermCode.TERM_WITHOUT_DEFINITION, 2, 14),
    ]


@pytest.mark.parametrize("block", ["terms:", "terms: []", "terms: {}", "title: x"])
def test_nothing_defines_nothing(block: str, report: Recorder) -> None:
    assert parse(block, report) == ()
    assert report.lines == []


@pytest.mark.parametrize(
    ("block", "place"),
    [("terms: RAG", (2, 8)), ("terms: [[RAG]]", (2, 9)), ("terms: [{english: RAG}]", (2, 9))],
)
def test_what_names_no_term_is_reported(block: str, place: tuple[int, int], report: Recorder) -> None:
    assert parse(block, report) == ()
    assert report.places == [(SourceCode.WRONG_TYPE, *place)]


def test_bad_slug_is_reported_and_replaced(report: Recorder) -> None:
    (term,) = parse("terms: [{slug: ../x, term: RAG, definition: 語。}]", report)
    assert term.docname == "terms/rag"
    assert report.places == [(TermCode.BAD_SLUG, 2, 16)]


def test_second_term_of_one_slug_is_reported(report: Recorder) -> None:
    (term,) = parse("terms:\n- {term: RAG, definition: 一。}\n- {term: rag, definition: 二。}", report)
    assert term.definition == "一。"
    assert report.places == [(TermCode.DUPLICATE_TERM, 4, 10)]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (("RAG", "Retrieval-Augmented Generation", "", ""), "rag"),
        (("検索拡張生成", "Retrieval-Augmented Generation", "RAG", ""), "retrieval-augmented-generation"),
        (("検索拡張生成", "", "RAG", ""), "rag"),
        (("量子化", "", "", "りょうしか"), "ryoushika"),
        (("トークン", "", "", ""), "tokun"),
        (("量子化", "", "", ""), "term-b2964ec3"),
        (("index", "", "", ""), "term-e540cdd1"),
        (("C++", "", "", ""), "c-plus-plus"),
    ],
)
def test_slug_is_made_of_what_is_known(words: tuple[str, str, str, str], slug: str) -> None:
    made = make_term_slug(*words)
    assert is_slug(made)
    assert made == slug

"""From front matter to a term."""

from __future__ import annotations

import pytest

from kb_ext.core.code import SourceCode, TermCode
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.record import Autolink, Match, Term
from kb_ext.core.term import fold_reading, parse_term
from tests.core.test_problem import Recorder


@pytest.fixture(name="report")
def make_report() -> Recorder:
    return Recorder()


def parse(block: str, report: Recorder, *, body: str = "", docname: str = "terms/ai/rag") -> Term:
    return parse_term(docname, read_front_matter(f"---\n{block}\n---\n{body}", report), report)


def test_term_is_read_whole_and_its_slug_is_the_name_of_its_file(report: Recorder) -> None:
    block = """term: 検索拡張生成
reading: ケンサクかくちょうせいせい
english: Retrieval-Augmented Generation
abbreviation: RAG
aliases: [検索拡張, 'RAG手法']
category: 手法
related: [vector-database]
broader: [生成AI]
narrower: [GraphRAG]
source: https://example.com"""
    assert parse(block, report) == Term(
        slug="rag",
        docname="terms/ai/rag",
        name="検索拡張生成",
        reading="けんさくかくちょうせいせい",
        english="Retrieval-Augmented Generation",
        abbreviation="RAG",
        aliases=("検索拡張", "RAG手法"),
        category="手法",
        related=("vector-database",),
        broader=("生成AI",),
        narrower=("GraphRAG",),
        sources=("https://example.com",),
    )
    assert report.lines == []


def test_names_list_every_name_once_the_display_name_first(report: Recorder) -> None:
    term = parse("term: RAG\nabbreviation: RAG\nenglish: Retrieval\naliases: [検索, Retrieval]", report)
    assert term.names == ("RAG", "Retrieval", "検索")


def test_title_names_a_term_without_a_term_key(report: Recorder) -> None:
    assert parse("title: RAG", report).name == "RAG"
    assert report.lines == []


def test_name_falls_back_on_the_heading_then_the_file(report: Recorder) -> None:
    assert parse("english: x", report, body="# 蒸留\n").name == "蒸留"
    assert parse("english: x", report, body="本文\n").name == "rag"
    assert [code for code, _, _ in report.places if code is not TermCode.TERM_WITHOUT_READING] == [
        SourceCode.MISSING_TITLE,
        SourceCode.MISSING_TITLE,
    ]


@pytest.mark.parametrize("name", ["量子化", "LLM推論", "々", "𠮷野"])
def test_name_with_kanji_needs_a_reading(name: str, report: Recorder) -> None:
    assert parse(f"term: {name}", report).reading == ""
    assert report.places == [(TermCode.TERM_WITHOUT_READING, 2, 7)]
    assert [value["name"] for value in report.values] == [name]


@pytest.mark.parametrize("name", ["LLM", "トークン", "ひらがな", "F1スコア", "🙂"])
def test_name_without_kanji_needs_none(name: str, report: Recorder) -> None:
    assert parse(f"term: {name}", report).reading == ""
    assert report.lines == []


@pytest.mark.parametrize(
    "reading", ["りょうしか", "リョウシカ", "ディープ・ラーニング", "ふぁいん ちゅーにんぐ"]
)
def test_reading_may_be_in_either_kana(reading: str, report: Recorder) -> None:
    parse(f"term: 語\nreading: {reading}", report)
    assert report.lines == []


@pytest.mark.parametrize("reading", ["量子化", "ryoushika", "りょうしか1", "ﾘｮｳｼｶ"])
def test_reading_in_other_characters_is_reported_at_its_value(reading: str, report: Recorder) -> None:
    parse(f"term: 語\nreading: {reading}", report)
    assert report.places == [(TermCode.BAD_READING, 3, 10)]
    assert report.values == [{"value": reading}]


def test_katakana_of_a_reading_becomes_hiragana() -> None:
    assert fold_reading("ヴァイブ・コーディングヶ") == "ゔぁいぶ・こーでぃんぐゖ"


@pytest.mark.parametrize(
    ("written", "autolink"),
    [
        ("never", Autolink.NEVER),
        ("false", Autolink.NEVER),
        ("no", Autolink.NEVER),
        ("off", Autolink.NEVER),
        ("first", Autolink.FIRST),
        ("true", Autolink.FIRST),
        ("Always", Autolink.ALWAYS),
        ("''", Autolink.AUTO),
    ],
)
def test_term_says_when_words_link_to_it(written: str, autolink: Autolink, report: Recorder) -> None:
    assert parse(f"term: RAG\nautolink: {written}", report).autolink is autolink
    assert report.lines == []


def test_term_says_what_may_stand_around_its_names(report: Recorder) -> None:
    assert parse("term: RAG\nmatch: strict", report).match is Match.STRICT
    assert parse("term: RAG\nmatch: loose", report).match is Match.LOOSE
    assert parse("term: RAG", report).match is Match.AUTO
    assert report.lines == []


@pytest.mark.parametrize(("line", "column"), [("autolink: often", 11), ("match: [strict]", 8)])
def test_unknown_word_is_reported_at_its_value(line: str, column: int, report: Recorder) -> None:
    term = parse(f"term: RAG\n{line}", report)
    assert (term.autolink, term.match) == (Autolink.AUTO, Match.AUTO)
    assert report.places == [(SourceCode.WRONG_TYPE, 3, column)]


def test_term_says_what_it_was_called_and_what_it_means(report: Recorder) -> None:
    block = "term: Gemini\nformer: [Bard, google-bard]\nsense: 言語モデル\nas_of: 2025-08\nsee: llm"
    term = parse(block, report)
    assert (term.former, term.sense, term.as_of, term.see) == (
        ("Bard", "google-bard"),
        "言語モデル",
        "2025-08",
        "llm",
    )
    assert report.lines == []


def test_day_that_no_calendar_holds_is_reported(report: Recorder) -> None:
    assert parse("term: RAG\nas_of: 2025-02-31", report).as_of == "2025-02"
    assert report.places == [(SourceCode.BAD_DATE, 3, 8)]

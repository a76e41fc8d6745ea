"""Excerpts are in the words of the author, and marked where they answer the query."""

from __future__ import annotations

import pytest

from kb_ext.core.search.excerpt import LENGTH, Piece, find_marks, split_text
from kb_ext.core.search.find import find_hits
from kb_ext.core.search.page import Section
from kb_ext.core.search.result import search_index
from tests.core.search.sample import make_index, make_page


def mark(text: str, query: str) -> str:
    """Return a text with its marks in brackets, as a page that consists of it is shown."""
    groups = find_hits(make_index(make_page("a", "題", text)), query).groups
    pieces = split_text(text, find_marks(text, groups))
    return "".join(f"[{piece.text}]" if piece.mark else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("新しいｻｰﾊﾞｰの構成", "サーバ", "新しい[ｻｰﾊﾞｰ]の構成"),
        ("サーバーサイドで動く", "サーバー", "[サーバ]ーサイドで動く"),
        ("ＧＰＴ－４ｏとGPT-4o", "gpt4o", "[ＧＰＴ－４ｏ]と[GPT-4o]"),
        ("ニューヨーク・タイムズ紙", "ニューヨークタイムズ", "[ニューヨーク・タイムズ]紙"),
        ("㍿の話", "株式会社", "[㍿]の話"),
        ("ある湖と湖畔", "湖", "ある[湖]と[湖]畔"),
        ("量子化と子化", "量子化", "[量子化]と子化"),
        ("深い学び、Deep learning", "deep 学び", "深い[学び]、[Deep] learning"),
        ("か\u3099き\u3099の話", "がぎ", "[か\u3099き\u3099]の話"),
        ("Transformers work", "transformer", "[Transformers] work"),
        ("𠮷野家で食べる", "吉野家で", "𠮷[野家で]食べる"),
    ],
)
def test_what_answers_is_marked_in_the_original(text: str, query: str, marked: str) -> None:
    assert mark(text, query) == marked


def test_grammar_is_not_marked_where_there_is_more() -> None:
    assert mark("量子化することと圧縮すること", "量子力学すること") == "[量子]化することと圧縮すること"


def cut(text: str, query: str) -> tuple[Piece, ...]:
    (result,) = search_index(make_index(make_page("a", "題", text)), query).results
    return result.excerpt


def test_excerpt_begins_with_a_sentence_near_the_answer() -> None:
    pieces = cut("字" * 300 + "。そこで量子化する。" + "字" * 300, "量子化")
    assert [piece.text[:5] for piece in pieces] == ["…そこで", "量子化", "する。字字"]
    assert sum(len(piece.text) for piece in pieces) == LENGTH + 2
    assert pieces[-1].text.endswith("…")


def test_short_text_is_shown_whole() -> None:
    assert cut("量子化する。", "量子化") == (Piece("量子化", True), Piece("する。", False))


def test_page_that_is_only_named_so_shows_its_beginning() -> None:
    (result,) = search_index(make_index(make_page("a", "台南", "南の町である。")), "台南").results
    assert result.excerpt == (Piece("南の町である。", False),)


def test_sections_that_answer_come_best_first() -> None:
    sections = (
        Section(blocks=("前書き。",)),
        Section(heading="一", anchor="id1", blocks=("量子化に触れる。",)),
        Section(heading="量子化", anchor="id2", blocks=("量子化の手順。",)),
        Section(heading="三", anchor="id3", blocks=("別の話。",)),
    )
    (result,) = search_index(make_index(make_page("a", "題", sections=sections)), "量子化").results
    assert [result.locate(place) for place in result.places] == ["a.html#id2", "a.html#id1"]
    assert result.heading == "量子化"

"""Which pages a query finds, and in which order."""

from __future__ import annotations

import pytest

from kb_ext.core.search.find import find_hits
from kb_ext.core.search.page import Kind, Section
from kb_ext.core.search.query import choose_cover, parse_query
from kb_ext.core.search.rank import Hit
from tests.core.search.sample import find_docnames, make_index, make_page

SERVERS = make_index(
    make_page("a", "構成の話", "サーバー構成を変える。"),
    make_page("b", "別の話", "サーバの構成を変える。"),
    make_page("c", "英語の話", "Kubernetes clusters run containers. GPT-4oとC++を使う。"),
    make_page("d", "数の話", "1,000人が第3章を読み、最初の10年が過ぎた。湖のほとり。"),
)
TERMS = make_index(
    make_page("posts/rag", "RAGの話", *["RAGを使う。RAGは便利だ。RAG、RAG、RAG。"] * 3),
    make_page(
        "terms/rag",
        "RAG",
        "検索した文書を渡す手法である。",
        kind=Kind.TERM,
        names=("検索拡張生成", "Retrieval-Augmented Generation"),
        reading="らぐ",
    ),
)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("量子化", [["量子", "子化"]]),
        ("湖", [["湖"]]),
        ("最初の1", [["最初", "初の", "1"]]),
        ("GPT-4o 量子", [["gpt", "4", "o"], ["量子"]]),
        ("東京、大阪", [["東京"], ["大阪"]]),
        ("語 語", [["語"]]),
        ("「」", []),
    ],
)
def test_query_becomes_groups_of_terms(query: str, terms: list[list[str]]) -> None:
    assert [[part.term for part in group] for group in parse_query(query)] == terms


@pytest.mark.parametrize(
    ("query", "cover"),
    [
        ("量子化", ["量子", "子化"]),
        ("量子化手法", ["量子", "化手", "手法"]),
        ("最初のGPT版", ["最初", "初の", "gpt", "版"]),
        ("サーバー/構成", ["さー", "ーば", "構成"]),
    ],
)
def test_every_second_pair_is_enough_to_find_a_group(query: str, cover: list[str]) -> None:
    (group,) = parse_query(query)
    assert [part.term for part in choose_cover(group)] == cover


@pytest.mark.parametrize(
    ("query", "docnames"),
    [
        ("サーバー構成", ["a"]),
        ("サーバ構成", ["a"]),
        ("ｻｰﾊﾞｰの構成", ["b"]),
        ("さーばー構成", ["a"]),
        ("構成を変える", ["a", "b"]),
        ("ＫＵＢＥＲＮＥＴＥＳ", ["c"]),
        ("cluster", ["c"]),
        ("gpt4o", ["c"]),
        ("C++", ["c"]),
        ("1000人", ["d"]),
        ("最初の1", ["d"]),
        ("湖", ["d"]),
        ("第3章", ["d"]),
        ("構成 サーバ", ["a", "b"]),
        ("英語 GPT", ["c"]),
    ],
)
def test_text_is_found_however_it_is_spelled(query: str, docnames: list[str]) -> None:
    assert sorted(find_docnames(SERVERS, query)) == docnames


@pytest.mark.parametrize("query", ["kube", "ernet", "contain"])
def test_word_is_found_by_a_part_of_it(query: str) -> None:
    assert find_docnames(SERVERS, query) == ["c"]


def test_words_that_are_written_together_are_found() -> None:
    assert find_docnames(SERVERS, "kubernetescluster") == ["c"]


def test_query_that_stands_nowhere_finds_pages_by_its_parts() -> None:
    assert find_docnames(SERVERS, "サーバー構成図の書き方")[0] == "a"
    assert not find_hits(SERVERS, "サーバー構成図の書き方").whole


def test_words_that_no_page_holds_all_of_find_pages_with_some() -> None:
    assert set(find_docnames(SERVERS, "湖 Kubernetes")) == {"c", "d"}


@pytest.mark.parametrize("query", ["RAG", "rag", "検索拡張生成", "retrieval augmented generation", "らぐ"])
def test_term_is_first_by_each_of_its_names(query: str) -> None:
    assert find_docnames(TERMS, query)[0] == "terms/rag"


def test_title_comes_before_a_reading() -> None:
    term = make_page("a", "RAG", "文。", kind=Kind.TERM, reading="らぐ")
    assert find_docnames(make_index(term, make_page("b", "ラグ", "文。")), "らぐ") == ["b", "a"]


def test_title_that_is_the_query_comes_before_any_text() -> None:
    often = make_page("a", "他の題", *["台南という町。"] * 50)
    assert find_docnames(make_index(often, make_page("b", "台南", "文。")), "台南") == ["b", "a"]


def test_shorter_title_that_holds_the_query_comes_first() -> None:
    index = make_index(
        make_page("a", "住居表示：表記方法の詳しい説明", "文。"), make_page("b", "住居表示", "文。")
    )
    assert find_docnames(index, "住居") == ["b", "a"]


def test_heading_counts_more_than_text() -> None:
    sections = (Section(heading="量子化の手順", anchor="id1", blocks=("まず読む。",)),)
    index = make_index(
        make_page("a", "話", "前置きのあとで、量子化に触れる。"), make_page("b", "話", sections=sections)
    )
    assert find_docnames(index, "量子化") == ["b", "a"]


def test_words_side_by_side_come_before_words_apart() -> None:
    index = make_index(
        make_page("a", "話", "learning is not deep."), make_page("b", "話", "On deep learning.")
    )
    assert find_docnames(index, "deep learning") == ["b", "a"]


def test_phrase_is_not_found_across_a_full_stop_or_two_pages() -> None:
    index = make_index(make_page("a", "話", "これは量子。化学の話。"), make_page("b", "化学", "量"))
    assert find_hits(index, "量子化学").whole is False


def test_tags_and_authors_are_found() -> None:
    index = make_index(make_page("a", "話", "文。", tags=("量子計算",), authors=("編集部",)))
    assert (find_docnames(index, "量子計算"), find_docnames(index, "編集部")) == (["a"], ["a"])


def test_of_a_pasted_text_only_the_beginning_is_looked_at() -> None:
    (group,) = parse_query("字" * 100_000)
    assert len(group) < 200


@pytest.mark.parametrize("query", ["", "　", "!?", "。"])
def test_query_without_a_term_finds_nothing(query: str) -> None:
    assert find_docnames(SERVERS, query) == []


def test_equal_pages_are_in_the_order_of_their_docnames() -> None:
    index = make_index(*(make_page(name, "題", "同じ文。") for name in "cab"))
    assert find_docnames(index, "同じ文") == ["a", "b", "c"]


def test_chunk_with_most_of_the_query_is_shown() -> None:
    sections = tuple(
        Section(heading=name, anchor=name, blocks=(f"{name}の文。" + "字" * 3000,)) for name in "一二三"
    )
    (hit,) = find_hits(make_index(make_page("a", "話", sections=sections)), "三の文").hits
    assert hit == Hit(hit.page, hit.score, chunk=2)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Retrieval systems rank documents by relevance.", "ranks document"),
        ("倒排索引记录每个词出现的位置。", "倒排索引"),
        ("역색인은 단어가 나온 위치를 적는다.", "위치"),
        ("ดัชนีผกผันเก็บตำแหน่งของคำ", "ตำแหน่ง"),
        ("Индекс хранит позиции слов.", "позиции"),
    ],
)
def test_other_languages_are_found(text: str, query: str) -> None:
    index = make_index(make_page("a", "題", "日本語の文。"), make_page("b", "題", text))
    assert find_docnames(index, query) == ["b"]

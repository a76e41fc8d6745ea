"""What a text says of a term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_ext.core.excerpt import LENGTH
from kb_ext.core.glossary import Occurrence
from kb_ext.core.quote import find_explanation, gather_quotes, quote_sentence
from kb_ext.core.record import Quote


def find(text: str, name: str = "RAG") -> tuple[str, int, int]:
    start = text.index(name)
    return text, start, start + len(name)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("前の文。ここでRAGを使う。次の文。", ("ここで", "を使う。")),
        ("RAG", ("", "")),
        ("速いRAG？ はい。", ("速い", "？")),
        ("「よい。」とRAGは言う。", ("と", "は言う。")),
        ("\ufffcと\ufffc\ufffcとRAGの\n話", ("…と…と", "の 話")),
        ("v1.2のRAGを", ("v1.2の", "を")),
    ],
)
def test_quote_is_the_sentence_around_the_name(text: str, parts: tuple[str, str]) -> None:
    quote = quote_sentence("rag", *find(text))
    assert (quote.before, quote.after) == parts
    assert quote.name == "RAG"


def test_long_sentence_keeps_what_is_next_to_the_name() -> None:
    quote = quote_sentence("rag", *find("前" * 200 + "RAG" + "後" * 200))
    assert quote.before.startswith("…前")
    assert quote.after.endswith("後…")
    assert len(quote.before + quote.name + quote.after) == LENGTH


def test_long_beginning_leaves_a_short_end_whole() -> None:
    quote = quote_sentence("rag", *find("前" * 200 + "RAGだ。"))
    assert quote.after == "だ。"
    assert len(quote.before + quote.name + quote.after) == LENGTH


@given(st.text(max_size=300), st.text(min_size=1, max_size=20), st.text(max_size=300))
def test_quote_of_a_short_name_is_never_longer_than_allowed(before: str, name: str, after: str) -> None:
    quote = quote_sentence("x", before + name + after, len(before), len(before) + len(name))
    assert quote.name == name
    assert len(quote.before + quote.name + quote.after) <= LENGTH


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("RAGとは、検索した文書を渡す方法である。次。", "検索した文書を渡す方法である。"),
        ("そもそも、RAG（検索拡張生成）とは、検索した文書を渡す方法です。", "検索した文書を渡す方法です。"),
        (
            "RAG (Retrieval-Augmented Generation): 検索した文書を渡す。速い。三つ目。",
            "検索した文書を渡す。速い。",
        ),
        ("「RAG」：検索した文書を渡す方法", "検索した文書を渡す方法"),
        ("1. RAG：検索した文書を渡す方法", "検索した文書を渡す方法"),
        ("RAGとは異なり、検索した文書を渡さない。", ""),
        ("RAGとは、何でしょうか。それは検索した文書を渡す方法です。", ""),
        ("RAG：GPT-4o, Claude 3.5, Gemini", ""),
        ("RAG：速い", ""),
        ("RAG：検索すること、並べ直すこと、渡すこと", ""),
        ("使うのはRAG：検索した文書を渡す方法", ""),
        ("従来のRAGとは、検索した文書を渡す方法である。", ""),
        ("RAG", ""),
        ("RAG：\ufffcを使って検索した文書を渡す方法", ""),
    ],
)
def test_explanation_is_what_stands_behind_the_name(text: str, explanation: str) -> None:
    assert find_explanation(*find(text)) == explanation


def test_first_sentence_and_first_explanation_are_gathered_for_each_term() -> None:
    texts = [
        "RAG",
        "GPTとRAGを組み合わせる話です。",
        "RAGとは、検索した文書を渡す方法である。",
        "RAGとは、別の説明のことである。",
    ]
    found = [
        (1, Occurrence(start=0, end=3, slug="gpt")),
        *(
            (number, Occurrence(start=text.index("RAG"), end=text.index("RAG") + 3, slug="rag"))
            for number, text in enumerate(texts)
        ),
    ]
    assert gather_quotes(texts, found) == (
        Quote(slug="gpt", before="", name="GPT", after="とRAGを組み合わせる話です。"),
        Quote(
            slug="rag",
            before="GPTと",
            name="RAG",
            after="を組み合わせる話です。",
            explanation="検索した文書を渡す方法である。",
        ),
    )

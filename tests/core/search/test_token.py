"""The tokeniser; the vectors are those of its twin in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.search.token import iterate_terms, locate_tokens, make_key


class Vector(TypedDict):
    """A text and its tokens: term, position, and the part of the text that it stands for."""

    text: str
    tokens: list[list[object]]


VECTORS: list[Vector] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
SPELLINGS = [
    ("サーバー", "ｻｰﾊﾞｰ"),
    ("サーバー", "サーバ"),
    ("サーバー", "さーばー"),
    ("ＧＰＴ－４ｏ", "gpt4o"),
    ("Deep Learning", "deep-learning"),
    ("ニューヨーク・タイムズ", "ニューヨークタイムズ"),
    ("Models", "model"),
    ("café", "CAFE"),
    ("1,000", "1000"),
]
ALPHABET = st.characters(codec="utf-8", exclude_categories=("Cs", "Cn", "Co"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["text"])[:40])
def test_text_becomes_the_tokens_of_the_vector(vector: Vector) -> None:
    text = vector["text"]
    tokens = [[token.term, token.position, text[token.start : token.end]] for token in locate_tokens(text)]
    assert tokens == vector["tokens"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["text"])[:40])
def test_terms_are_those_of_the_located_tokens(vector: Vector) -> None:
    located = [(token.term, token.position) for token in locate_tokens(vector["text"])]
    assert list(iterate_terms(vector["text"])) == located


@settings(deadline=None)
@given(st.text(alphabet=ALPHABET))
def test_any_text_has_tokens_within_it_in_order(text: str) -> None:
    tokens = locate_tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert [token.position for token in tokens] == sorted({token.position for token in tokens})


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert make_key(one) == make_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("キー", "キ"), ("C", "C++"), ("ビール", "ビル"), ("量子", "量子化")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert make_key(one) != make_key(other)

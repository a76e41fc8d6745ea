"""Spellings that are one name, and where they stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb_ext.core.spelling import fold_spelling, spell_text

TEXTS = st.text() | st.text(st.sampled_from("aB サーバｻｰﾊﾞか゛\u3099\u309a・- \u200b学"), max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバー", "サーバ"),
        ("ｻｰﾊﾞｰ", "サーバ"),
        ("コンピューター", "コンピュータ"),
        ("エンコーダ・デコーダ", "エンコーダー・デコーダー"),
        ("ファイン・チューニング", "ファインチューニング"),
        ("ファイン チューニング", "ファインチューニング"),
        ("GPT シリーズ", "GPTシリーズ"),
        ("Fine-tuning", "fine tuning"),
        ("Fine‑Tuning", "fine-tuning"),
        ("ＬＬＭ", "llm"),
        ("データ", "テ\u3099ータ"),
        ("推論（実行）", "推論 (実行)"),
        ("データ キー", "データキー"),
        ("Large  Language\u00a0Model", "large language model"),
        ("トークン\u200b", "トークン"),
    ],
)
def test_spellings_are_one_name(one: str, other: str) -> None:
    assert fold_spelling(one) == fold_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("キー", "キ"),
        ("コピー", "コピ"),
        ("エラー", "エラ"),
        ("サーバーレス", "サーバレス"),
        ("FineTuning", "fine tuning"),
        ("C++", "C"),
        ("甲・乙", "甲乙"),
    ],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold_spelling(one) != fold_spelling(other)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("このサーバーは", "サーバー"),
        ("このｻｰﾊﾞｰは", "ｻｰﾊﾞｰ"),
        ("ファイン チューニングを", "ファイン チューニング"),
        ("甲 乙テ\u3099ータの", "テ\u3099ータ"),
        ("サーバー・サーバー", "サーバー"),
        ("コーデック\u200bの", "コーデック"),
        ("このデータ キーの", "データ キー"),
    ],
)
def test_name_is_found_whole_where_it_stands(text: str, name: str) -> None:
    spelling = spell_text(text)
    start = spelling.folded.index(fold_spelling(name))
    begin, end = spelling.find_span(start, start + len(fold_spelling(name)))
    assert text[begin:end] == name


@settings(deadline=None)
@given(TEXTS)
def test_every_span_of_a_folded_text_stands_in_the_text(text: str) -> None:
    spelling = spell_text(text)
    assert len(spelling.plain) == len(text)
    last = 0
    for number in range(len(spelling.folded)):
        start, end = spelling.find_span(number, number + 1)
        assert last <= start < end <= len(text)
        last = end


@settings(deadline=None)
@given(TEXTS)
@example("カ\u200b゙")
def test_folding_a_name_twice_is_folding_it_once(text: str) -> None:
    assert fold_spelling(fold_spelling(text)) == fold_spelling(text)

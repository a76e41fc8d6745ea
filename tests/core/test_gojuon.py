"""How Japanese readers look a word up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.gojuon import LATIN_ROW, OTHER_ROW, find_row, sort_key


@pytest.mark.parametrize(
    ("reading", "row"),
    [
        ("あんごう", "あ"),
        ("ぁ", "あ"),
        ("ゔぁいぶ", "あ"),
        ("がくしゅう", "か"),
        ("じょうりゅう", "さ"),
        ("っ", "た"),
        ("づけ", "た"),
        ("ぱらめーた", "は"),
        ("べくとる", "は"),
        ("ょ", "や"),
        ("りょうしか", "ら"),
        ("んだ", "わ"),
        ("を", "わ"),
        ("ゑ", "わ"),
        ("ディープ", "た"),
        ("ｶﾞｸｼｭｳ", "か"),
        ("ヶ", "か"),
    ],
)
def test_reading_decides_the_row_whatever_its_size_voice_and_kana(reading: str, row: str) -> None:
    assert find_row(reading, "語") == row


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("LLM", LATIN_ROW),
        ("ＬＬＭ", LATIN_ROW),
        ("llama.cpp", LATIN_ROW),
        ("École", LATIN_ROW),
        ("トークン", "た"),
        ("4bit", OTHER_ROW),
        (".NET", OTHER_ROW),
        ("量子化", OTHER_ROW),
        ("ー", OTHER_ROW),
        ("🙂", OTHER_ROW),
        ("", OTHER_ROW),
        ("αβ", OTHER_ROW),
    ],
)
def test_name_decides_the_row_without_a_reading(name: str, row: str) -> None:
    assert find_row("", name) == row


def sort(*readings: str) -> list[str]:
    return sorted(readings, key=lambda reading: sort_key(reading, reading))


@pytest.mark.parametrize(
    "readings",
    [
        ["あい", "いぬ", "うし"],
        ["はし", "ばし", "ぱし"],
        ["はし", "はしら", "ばしら"],
        ["かあど", "かーる", "かい"],
        ["きよう", "きょうか", "きよく"],
        ["さとう", "さどう", "ざとう"],
        ["コード", "こおひい"],
    ],
)
def test_words_are_ordered_by_base_kana_then_by_voice(readings: list[str]) -> None:
    assert sort(*reversed(readings)) == readings


def test_unvoiced_comes_before_voiced_of_the_same_kana() -> None:
    assert sort("ばり", "はり", "ぱり") == ["はり", "ばり", "ぱり"]


def test_long_vowel_counts_as_the_vowel_before_it() -> None:
    assert sort_key("けーき", "x")[1] == sort_key("けえき", "x")[1]
    assert sort_key("ちゅーにんぐ", "x")[1] == "ちゆうにんく"


def test_rows_come_before_latin_and_latin_before_all_else() -> None:
    words = [("", "4bit"), ("", "LLM"), ("りょうしか", "量子化"), ("あんごう", "暗号")]
    assert [name for _, name in sorted(words, key=lambda word: sort_key(*word))] == [
        "暗号",
        "量子化",
        "LLM",
        "4bit",
    ]


def test_latin_names_are_ordered_regardless_of_case_and_width() -> None:
    assert sort("RAG", "llama", "ＬＬＭ", "BERT") == ["BERT", "llama", "ＬＬＭ", "RAG"]


def test_words_of_one_reading_are_ordered_by_name() -> None:
    words = [("きかい", "機械"), ("きかい", "器械")]
    assert sorted(words, key=lambda word: sort_key(*word)) == [("きかい", "器械"), ("きかい", "機械")]


@settings(deadline=None)
@given(st.text(max_size=8), st.text(max_size=8))
def test_any_word_has_a_place(reading: str, name: str) -> None:
    assert sort_key(reading, name) == sort_key(reading, name)
    assert find_row(reading, name) in {*"あかさたなはまやらわ", LATIN_ROW, OTHER_ROW}

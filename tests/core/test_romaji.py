"""Kana in letters."""

from __future__ import annotations

import pytest

from kb_ext.core.romaji import romanise


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("りょうしか", "ryoushika"),
        ("きょうかがくしゅう", "kyoukagakushuu"),
        ("ファインチューニング", "fainchuningu"),
        ("マッチング", "matchingu"),
        ("じっこう", "jikkou"),
        ("ﾃﾞｰﾀ", "deta"),
        ("ウェブ", "webu"),
        ("LLMのちしき", "LLMnochishiki"),
        ("っ", ""),
        ("", ""),
    ],
)
def test_kana_are_written_as_they_sound(kana: str, letters: str) -> None:
    assert romanise(kana) == letters

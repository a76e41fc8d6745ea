"""The beginning of a text, cut where a reader would stop."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.excerpt import LENGTH, cut_summary, estimate_minutes


def test_short_text_is_its_own_summary_on_one_line() -> None:
    assert cut_summary("  一行目\n二行目\t。 ") == "一行目 二行目 。"
    assert cut_summary("") == ""


def test_text_of_just_the_length_is_not_cut() -> None:
    assert cut_summary("あ" * LENGTH) == "あ" * LENGTH
    assert cut_summary("あ" * (LENGTH + 1)) == "あ" * (LENGTH - 1) + "…"


@pytest.mark.parametrize(
    ("text", "length", "summary"),
    [
        ("一文目です。二文目です。三文目です。", 14, "一文目です。二文目です。"),
        ("「本当か？」と言った。次の文である。", 12, "「本当か？」と言った。"),
        ("（注を見よ。）次の文はもっと長いのである。", 12, "（注を見よ。）"),
        ("It works. It really does work well.", 20, "It works."),
        ("版は3.5であり、句点のない長い文が続いていく", 14, "版は3.5であり、句点のな…"),
        ("短い。そのあとには句点のない長い文が続いていく", 18, "短い。そのあとには句点のない長い文…"),
        ("読点で終わる、という文が続いていく", 8, "読点で終わる…"),
    ],
)
def test_long_text_is_cut_behind_a_sentence_or_with_an_ellipsis(text: str, length: int, summary: str) -> None:
    assert cut_summary(text, length) == summary


@settings(deadline=None)
@given(st.text(), st.integers(min_value=1, max_value=50))
def test_summary_is_never_longer_and_never_invented(text: str, length: int) -> None:
    summary = cut_summary(text, length)
    assert len(summary) <= length
    assert " ".join(text.split()).startswith(summary.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("あ", 1),
        ("あ" * 500, 1),
        ("あ" * 501, 2),
        ("漢字とカナー々" * 100, 2),
        ("word " * 220, 1),
        ("word " * 221, 2),
        ("あ" * 250 + "word " * 110, 1),
        ("、。「」！" * 1000, 1),
    ],
)
def test_minutes_count_japanese_by_characters_and_other_text_by_words(text: str, minutes: int) -> None:
    assert estimate_minutes(text, 500) == minutes


def test_minutes_follow_the_reading_speed() -> None:
    assert estimate_minutes("あ" * 1000, 1000) == 1
    assert estimate_minutes("あ" * 1000, 100) == 10

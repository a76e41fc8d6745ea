"""Comparisons as data for spreadsheets."""

from __future__ import annotations

import pytest

from kb_ext.core.comparison_file import disarm


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "－2+3", "-5〜-3", "+81-3-0000"],
)
def test_formula_becomes_text(text: str) -> None:
    assert disarm(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-1,234.5", "+3%", "-", "--", "5", "文", "", "a=b", "1-2", "-.5"])
def test_number_or_word_stays_as_it_is(text: str) -> None:
    assert disarm(text) == text

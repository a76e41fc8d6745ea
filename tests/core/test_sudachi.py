"""Guesses of readings; the analyser is an optional extra that tests install."""

from __future__ import annotations

import sys

import pytest

from kb_ext.core import sudachi
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.sudachi import guess_reading
from kb_ext.core.term import parse_term
from tests.core.test_problem import Recorder


@pytest.mark.parametrize(
    ("name", "reading"),
    [("量子化", "リョウシカ"), ("埋め込み", "ウメコミ"), ("生成AI", "セイセイエーアイ"), ("🙂", "")],
)
def test_reading_of_a_name_is_guessed(name: str, reading: str) -> None:
    assert guess_reading(name) == reading


def test_guess_stands_in_the_finding_and_nowhere_else() -> None:
    report = Recorder()
    term = parse_term("terms/x", read_front_matter("---\nterm: 量子化\n---\n", report), report)
    assert term.reading == ""
    assert report.values == [{"name": "量子化", "reading": "りょうしか"}]


def test_without_the_analyser_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    sudachi.load_tokenizer.cache_clear()
    report = Recorder()
    parse_term("terms/x", read_front_matter("---\nterm: 量子化\n---\n", report), report)
    sudachi.load_tokenizer.cache_clear()
    assert report.values == [{"name": "量子化", "reading": "…"}]

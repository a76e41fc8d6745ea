"""The list of codes, and their words."""

from __future__ import annotations

from kb_ext.check.catalog import list_rules
from kb_ext.check.wording import word_problem
from kb_ext.core.code import CODES, BodyCode, SourceCode
from kb_ext.core.problem import Problem


def test_every_code_has_a_description() -> None:
    rules = list_rules()
    assert [rule.code for rule in rules] == list(CODES)
    assert [rule.code.name for rule in rules if not rule.description] == []


def test_suggestion_becomes_a_sentence_in_the_language_of_the_reader() -> None:
    texts = {
        SourceCode.UNKNOWN_KEY.message: "'{key}' は未知のキーです。{suggestion}",
        " Did you mean '{name}'?": "'{name}' ですか？",
    }
    problem = Problem(
        code=SourceCode.UNKNOWN_KEY, path="a.md", values=(("key", "tgas"), ("suggestion", "tags"))
    )
    wording = word_problem(problem, lambda text: texts.get(text, text))
    assert wording.message == "'tgas' は未知のキーです。'tags' ですか？"
    assert wording.render().startswith("a.md:1:1: warning[front-matter.unknown-key] 'tgas' は")


def test_expected_shape_is_translated_and_a_number_is_not() -> None:
    values = (("expected", "a date"), ("found", "'x'"), ("key", "date"))
    problem = Problem(code=SourceCode.WRONG_TYPE, values=values)
    assert "日付" in word_problem(problem, lambda text: "日付" if text == "a date" else text).message
    ragged = Problem(code=BodyCode.RAGGED_TABLE, values=(("expected", "3"), ("found", "2")))
    assert word_problem(ragged, str).message == "The row has 2 cells where 3 are expected."

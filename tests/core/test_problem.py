"""Findings: codes, placeholders and the public one-line form."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from kb_ext.core.code import CODE_GROUPS, CODES, BodyCode, Code, Severity, SourceCode
from kb_ext.core.problem import Problem, Report, ignore_problem


class Recorder:
    """A `Report` that keeps what it is told; what the tests of the core share."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        self.problems.append(Problem(code=code, line=line, column=column, values=tuple(values.items())))

    @property
    def places(self) -> list[tuple[Code, int, int]]:
        """Code, line and column of each finding, in order."""
        return [(problem.code, problem.line, problem.column) for problem in self.problems]

    @property
    def values(self) -> list[dict[str, str]]:
        """What fills the placeholders of each finding."""
        return [dict(problem.values) for problem in self.problems]

    @property
    def lines(self) -> list[str]:
        """Each finding as an author reads it; fails where a placeholder is not filled."""
        return [problem.render() for problem in self.problems]


def list_placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_public_names_are_unique() -> None:
    names = [code.public for code in CODES]
    assert sorted(set(names)) == sorted(names)


def test_members_are_no_aliases_of_each_other() -> None:
    assert sum(len(group.__members__) for group in CODE_GROUPS) == len(CODES)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.public)
def test_code_has_a_stable_name_and_whole_sentences(code: Code) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", code.public)
    assert isinstance(code.severity, Severity)
    assert re.fullmatch(r"[A-Z'{].*(\.|\.\{suggestion\})", code.message)
    assert re.fullmatch(r"[A-Z].*\.", code.hint)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.public)
def test_placeholders_are_plain_names_and_hints_need_no_others(code: Code) -> None:
    placeholders = list_placeholders(code.message)
    assert all(name.isidentifier() for name in placeholders)
    assert list_placeholders(code.hint) <= placeholders


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.public)
def test_problem_shows_every_value_that_its_message_names(code: Code) -> None:
    values = {name: f"<{name}>" for name in sorted(list_placeholders(code.message))}
    text = Problem(code=code, values=tuple(values.items())).describe()
    assert [value for value in values.values() if value not in text] == []
    assert "{" not in text


def test_problem_renders_as_place_severity_code_message_and_hint() -> None:
    problem = Problem(
        code=SourceCode.BAD_DATE, path="posts/a.md", line=4, column=7, values=(("value", "13月"),)
    )
    assert problem.render() == (
        "posts/a.md:4:7: warning[front-matter.date] '13月' is not a date. "
        "Write it as 2025-01-31 or 2025-01-31T09:00:00+09:00."
    )


def test_problem_renders_in_the_language_of_its_translator() -> None:
    problem = Problem(code=SourceCode.MISSING_TITLE, path="a.md", values=(("title", "題"),))
    texts = {
        code.message: "タイトルがないため '{title}' を使います。" for code in (SourceCode.MISSING_TITLE,)
    }
    assert problem.describe(lambda text: texts.get(text, text)) == "タイトルがないため '題' を使います。"
    assert problem.render(lambda text: texts.get(text, text)).startswith(
        "a.md:1:1: warning[front-matter.no-title] "
    )


def test_braces_of_an_author_stay_as_they_are() -> None:
    problem = Problem(code=BodyCode.TEMPLATE_TAG, values=(("tag", "{{ site.url }}{0}{tag}"),))
    assert problem.describe().startswith("'{{ site.url }}{0}{tag}' is a template tag")


def test_problem_without_place_points_at_the_beginning() -> None:
    problem = Problem(code=SourceCode.MISSING_FRONT_MATTER)
    assert (problem.path, problem.line, problem.column) == ("", 1, 1)


@pytest.mark.parametrize("severity", Severity)
def test_severity_reads_as_in_the_public_form(severity: Severity) -> None:
    assert str(severity) in {"error", "warning", "info"}


def test_every_severity_is_used() -> None:
    assert {code.severity for code in CODES} == set(Severity)


def test_ignored_problem_leaves_no_trace() -> None:
    report: Report = ignore_problem
    before = repr(list(CODES))
    report(SourceCode.BAD_DATE, line=3, column=2, value="x")
    assert repr(list(CODES)) == before


def test_recorder_keeps_order_and_places() -> None:
    recorder = Recorder()
    report: Report = recorder
    report(SourceCode.BAD_DATE, line=3, column=2, value="x")
    report(SourceCode.MISSING_TITLE, title="y")
    assert recorder.places == [(SourceCode.BAD_DATE, 3, 2), (SourceCode.MISSING_TITLE, 1, 1)]
    assert recorder.values == [{"value": "x"}, {"title": "y"}]

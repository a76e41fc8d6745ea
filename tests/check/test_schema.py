"""The front matter as a closed schema."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb_ext.check.needless import NEEDLESS
from kb_ext.check.record import Checked, Kind
from kb_ext.core.field import BY_KEY
from kb_ext.core.term_field import TERM_FIELDS

Place = tuple[str, int, int]
Find = Callable[..., list[Place]]


def write(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "", "本文。", ""))


def test_clean_front_matter_has_no_findings(find: Find) -> None:
    assert find(write("title: 題", "date: 2025-08-31", "tags: [LLM, RAG]", "draft: false")) == []


def test_unknown_key_is_reported_with_what_was_probably_meant(check: Callable[..., Checked]) -> None:
    (problem,) = check(write("title: 題", "tgas: [LLM]")).problems
    assert (problem.code.public, problem.line, problem.column) == ("front-matter.unknown-key", 3, 1)
    assert dict(problem.values) == {"key": "tgas", "suggestion": "tags"}


@pytest.mark.parametrize(
    ("key", "suggestion"), [("relatedItems", "related"), ("Titel", "title"), ("zzz", ""), ("kba", "kb")]
)
def test_suggestion_is_a_similar_key_or_none(
    check: Callable[..., Checked], key: str, suggestion: str
) -> None:
    (problem,) = check(write("title: 題", f"{key}: x")).problems
    assert dict(problem.values)["suggestion"] == suggestion


def test_key_of_another_generator_is_a_hint(find: Find) -> None:
    assert find(write("title: 題", "comments: true", "toc: true", "weight: 3")) == [
        ("front-matter.needless-key", 3, 1),
        ("front-matter.needless-key", 4, 1),
        ("front-matter.needless-key", 5, 1),
    ]


def test_needless_keys_are_no_fields() -> None:
    assert NEEDLESS & set(BY_KEY) == set()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("title: {a: b}", 8),
        ("tags: {a: b}", 7),
        ("draft: maybe", 8),
        ("reading_time: long", 15),
        ("comparison: x", 13),
        ("date: [2025-01-01]", 7),
    ],
)
def test_wrong_shape_is_reported_at_the_value(find: Find, line: str, column: int) -> None:
    lines = (line,) if line.startswith("title") else (line, "title: 題")
    found = find(write(*lines))
    assert [place for place in found if place[0] == "front-matter.wrong-type"] == [
        ("front-matter.wrong-type", 2, column)
    ]


def test_wrong_element_is_reported_at_the_element(check: Callable[..., Checked]) -> None:
    (problem,) = check(write("title: 題", "tags: [LLM, [a], RAG]")).problems
    assert (problem.line, problem.column) == (3, 13)
    assert dict(problem.values) == {"expected": "text", "found": "a list", "key": "tags[2]"}


def test_elements_with_a_name_are_texts(find: Find) -> None:
    assert find(write("title: 題", "authors:", "  - name: 編集部", "    url: https://example.com")) == []


def test_yaml_error_is_reported_where_it_is(find: Find) -> None:
    assert find(write('title: "題" の続き')) == [("front-matter.yaml", 2, 12)]


def test_all_findings_of_a_file_come_at_once(find: Find) -> None:
    assert find(write("date: 2025-13-01", "tgas: x", "draft: maybe")) == [
        ("front-matter.date", 2, 7),
        ("front-matter.no-title", 1, 1),
        ("front-matter.unknown-key", 3, 1),
        ("front-matter.wrong-type", 4, 8),
    ]


def test_term_has_a_schema_of_its_own(find: Find) -> None:
    lines = ("term: 量子化", "reading: リョウシカ", "english: quantization", "emoji: x")
    assert find(write(*lines), kind=Kind.TERM, docname="terms/a") == [("front-matter.unknown-key", 5, 1)]


def test_every_field_of_a_term_is_known(check: Callable[..., Checked]) -> None:
    lines = [f"{field.key}: {field.example}" for field in TERM_FIELDS]
    problems = check(write(*lines), kind=Kind.TERM, docname="terms/a").problems
    assert [problem.render() for problem in problems if "key" in problem.code.public] == []


def test_page_has_no_schema(find: Find) -> None:
    assert find(write("anything: 1"), kind=Kind.PAGE, docname="index") == []


def test_comparison_needs_no_title(find: Find) -> None:
    assert find("本文。\n", kind=Kind.COMPARISON, docname="comparisons/a") == []
    assert find(write("tgas: x"), kind=Kind.COMPARISON, docname="comparisons/a") == [
        ("front-matter.unknown-key", 2, 1)
    ]


def test_front_matter_that_other_readers_miss_is_reported_once(find: Find) -> None:
    assert find("\n----\ntitle: 題\n----\n\n本文。\n") == [("front-matter.fence", 1, 1)]

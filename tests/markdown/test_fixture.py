"""Every fixture file: what is typed, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.utils import read_fixture_file

FOLDER = Path(__file__).parent / "fixtures"
RENDERED = ("emphasis", "line_break", "attribute_list", "heading", "embed", "html", "link", "template_tag")
DUMPED = ("container", "fence")


def list_cases(names: tuple[str, ...]) -> list[object]:
    return [
        pytest.param(source, expected, id=f"{name}-{title}")
        for name in names
        for _, title, source, expected in read_fixture_file(FOLDER / f"{name}.md")
    ]


@pytest.mark.parametrize(("source", "expected"), list_cases(RENDERED))
def test_post_renders_as_expected(source: str, expected: str, post_parser: Callable[..., MarkdownIt]) -> None:
    assert post_parser("posts/a").render(source).rstrip() == expected.rstrip()


@pytest.mark.parametrize(("source", "expected"), list_cases(DUMPED))
def test_fences_become_expected_tokens(source: str, expected: str, dump: Callable[[str], str]) -> None:
    assert dump(source).rstrip() == expected.rstrip()


@pytest.mark.parametrize("name", RENDERED + DUMPED)
def test_every_fixture_file_has_cases(name: str) -> None:
    assert read_fixture_file(FOLDER / f"{name}.md")

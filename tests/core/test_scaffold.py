"""The beginnings of pages: texts that build as they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.post import parse_post
from kb_ext.core.scaffold import WORDINGS, Kind, Scaffold, read_settings, write_scaffold
from kb_ext.core.term import parse_term
from tests.conftest import Project
from tests.core.test_problem import Recorder

POST = Scaffold(
    kind=Kind.POST,
    title="量子化でLLMを軽くする",
    slug="2025-08-31-llm",
    date="2025-08-31T09:00:00+09:00",
    author="編集部",
    categories=("技術実装",),
    tags=("LLM", "量子化"),
    schema="../schema.json",
)
TERM = Scaffold(
    kind=Kind.TERM,
    title="量子化",
    slug="quantization",
    reading="りょうしか",
    english="Quantization",
    categories=("手法",),
)
COMPARISON = Scaffold(
    kind=Kind.COMPARISON,
    title="推論エンジンの比較",
    slug="engines",
    date="2025-08-31T09:00:00+09:00",
    items=("vLLM", "A|B *c* `d` _e_ f_g"),
    criteria=("速度", "[対応] <OS>"),
)


def test_a_post_has_its_fields_in_order_and_a_body() -> None:
    assert write_scaffold(POST, "ja").startswith(
        "---\n"
        "# yaml-language-server: $schema=../schema.json\n"
        "title: 量子化でLLMを軽くする\n"
        "date: 2025-08-31T09:00:00+09:00\n"
        "categories: [技術実装]\n"
        "tags: [LLM, 量子化]\n"
        "authors: [編集部]\n"
        "---\n"
        "\n"
        "この記事で何が分かるのかを、一、二文で書きます。\n"
        "\n"
        "## はじめに\n"
    )


def test_nothing_is_invented_for_what_is_not_known() -> None:
    bare = Scaffold(kind=Kind.POST, title="題", slug="a", date="2025-08-31")
    assert write_scaffold(bare, "ja").partition("\n\n")[0] == "---\ntitle: 題\ndate: 2025-08-31\n---"


def test_a_term_is_named_and_defined() -> None:
    text = write_scaffold(TERM, "ja")
    assert text.partition("\n\n")[0] == (
        "---\nterm: 量子化\nreading: りょうしか\nenglish: Quantization\ncategory: 手法\n---"
    )
    assert text.endswith(
        "\n\nこの用語の意味を、一文で書きます。\n\n使われる場面や、似た用語との違いを書きます。\n"
    )


def test_a_comparison_has_a_row_for_each_item_and_a_column_for_each_criterion() -> None:
    assert write_scaffold(COMPARISON, "ja").endswith(
        "```{kb:comparison} engines\n"
        ":as-of: 2025-08-31\n"
        ":orientation: items-in-rows\n"
        "\n"
        "| 項目 | 速度 | \\[対応\\] \\<OS\\> |\n"
        "| --- | --- | --- |\n"
        "| vLLM | … | … |\n"
        "| A\\|B \\*c\\* \\`d\\` \\_e\\_ f_g | … | … |\n"
        "```\n"
    )


def test_a_comparison_without_items_has_rows_to_replace() -> None:
    text = write_scaffold(replace(COMPARISON, items=(), criteria=()), "en")
    assert "| Item | Criterion 1 | Criterion 2 |\n| --- | --- | --- |\n| Item A | … | … |\n" in text


@settings(deadline=None)
@given(title=st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool), name=st.text())
def test_any_title_and_name_is_read_back(title: str, name: str) -> None:
    author = name.strip()
    text = write_scaffold(replace(POST, title=title, author=author, tags=(title,)), "ja")
    report = Recorder()
    post = parse_post("posts/a", read_front_matter(text, report), report)
    assert (post.title, post.authors) == (title, (author,) if author else ())
    assert report.lines == []


@pytest.mark.parametrize("language", WORDINGS)
@pytest.mark.parametrize("scaffold", [POST, TERM, COMPARISON], ids=lambda scaffold: scaffold.kind.value)
def test_the_front_matter_is_read_without_complaint(scaffold: Scaffold, language: str) -> None:
    report = Recorder()
    front_matter = read_front_matter(write_scaffold(scaffold, language), report)
    if scaffold.kind is Kind.TERM:
        parse_term("terms/a", front_matter, report)
    else:
        parse_post("posts/a", front_matter, report)
    assert report.lines == []


@pytest.mark.parametrize("language", WORDINGS)
def test_a_site_of_scaffolds_builds_without_warnings(project: Project, language: str) -> None:
    files = {
        "index.md": "# 題\n",
        "posts/2025-08-31-llm.md": write_scaffold(POST, language),
        "terms/quantization.md": write_scaffold(TERM, language),
        "comparisons/engines.md": write_scaffold(COMPARISON, language),
    }
    result = project.build(files=files)
    assert result.warnings == []
    table = result.read("comparisons/engines.html")
    assert "A|B *c* `d` _e_ f_g" in table
    assert 'data-comparison="engines"' in table
    assert "<h1>量子化でLLMを軽くする" in result.read("posts/2025-08-31-llm.html")


def test_settings_are_the_texts_that_are_assigned() -> None:
    source = 'project = "甲"\nlanguage = html_title = "ja"\nrelease = "1" + "2"\nhtml_static_path = ["a"]\n'
    assert read_settings(source) == {"project": "甲", "language": "ja", "html_title": "ja"}


@pytest.mark.parametrize("source", ["language = (", "\0", "raise SystemExit(1)"])
def test_a_configuration_that_cannot_be_read_has_no_settings(source: str) -> None:
    assert read_settings(source) == {}

from __future__ import annotations

import pytest

from kb_ext.core.repair.fence import set_fences_right
from tests.core.repair.conftest import run_pass


def test_right_fences_are_left_alone() -> None:
    text = "---\ntitle: 題\n---\n本文\n\n---\n\n終\n"
    run = run_pass(set_fences_right, text)
    assert (run.text, run.names) == (text, [])


def test_blank_lines_and_indentation_go() -> None:
    run = run_pass(set_fences_right, "\n ---\n title: 題\n tags: [a]\n ---\n本文\n")
    assert run.text == "---\ntitle: 題\ntags: [a]\n---\n本文\n"
    assert run.names == ["BLANK_ABOVE", "FENCE_FORM", "FENCE_FORM", "INDENTED"]


def test_an_indented_fence_closes_and_a_rule_further_down_does_not() -> None:
    run = run_pass(set_fences_right, "---\n title: 題\n ---\n\n本文です。\n\n---\n\n続き\n")
    assert run.text == "---\ntitle: 題\n---\n\n本文です。\n\n---\n\n続き\n"


def test_an_unclosed_front_matter_ends_at_its_last_key() -> None:
    run = run_pass(set_fences_right, "---\ntitle: 題\ntags: [a]\n\n本文です。\n")
    assert run.text == "---\ntitle: 題\ntags: [a]\n---\n\n本文です。\n"
    assert run.places == [("UNCLOSED", 3, 1)]


def test_a_rule_in_the_body_does_not_close_a_front_matter() -> None:
    run = run_pass(set_fences_right, "---\ntitle: 題\n\n## 見出し\n\n本文です。\n\n---\n\n終\n")
    assert run.text.startswith("---\ntitle: 題\n---\n\n## 見出し\n")
    assert run.names == ["UNCLOSED"]


def test_a_missing_opening_fence_is_added() -> None:
    run = run_pass(set_fences_right, "layout: post\ntitle: 題\n---\n本文\n")
    assert run.text == "---\nlayout: post\ntitle: 題\n---\n本文\n"
    assert run.names == ["UNOPENED"]


@pytest.mark.parametrize(
    "text",
    [
        "本文だけ\n",
        "---\n\nただの文です。\n\n---\n",
        "---\n- 一\n- 二\n---\n",
        "---\n",
        "---\n\n## 見出し\n\n---\n",
        "\n",
    ],
)
def test_text_without_front_matter_gets_an_empty_one_and_keeps_all_of_itself(text: str) -> None:
    run = run_pass(set_fences_right, text)
    assert run.text == f"---\n---\n{text}"
    assert run.names == ["MISSING"]


def test_a_code_fence_around_the_whole_document_goes() -> None:
    run = run_pass(set_fences_right, "```markdown\n---\ntitle: 題\n---\n\n本文\n```\n")
    assert run.text == "---\ntitle: 題\n---\n\n本文\n\n"
    assert run.names == ["WRAPPED", "BLANK_ABOVE"]


def test_a_code_fence_around_the_front_matter_alone_goes() -> None:
    run = run_pass(set_fences_right, "```yaml\n---\ntitle: 題\n---\n```\n\n```\ncode\n```\n")
    assert run.text == "---\ntitle: 題\n---\n\n\n```\ncode\n```\n"


def test_three_dots_close_yaml() -> None:
    assert run_pass(set_fences_right, "---\ntitle: 題\n...\n本文\n").text == "---\ntitle: 題\n---\n本文\n"

from __future__ import annotations

import pytest

from kb_ext.core.repair.rule import part_rules
from tests.core.repair.conftest import HEAD, run_pass


def test_a_rule_is_parted_from_the_paragraph_above() -> None:
    run = run_pass(part_rules, f"{HEAD}\n長い段落です。\n二行目です。\n---\n\n次。\n")
    assert run.body == "\n長い段落です。\n二行目です。\n\n---\n\n次。\n"
    assert run.places == [("RULE", 7, 1)]


def test_three_hyphens_are_a_rule_even_below_a_short_line() -> None:
    assert run_pass(part_rules, f"{HEAD}\nはじめに\n---\n").body == "\nはじめに\n\n---\n"


@pytest.mark.parametrize(("underline", "sign"), [("========", "#"), ("===", "#"), ("--------", "##")])
def test_an_underlined_heading_gets_its_sign(underline: str, sign: str) -> None:
    run = run_pass(part_rules, f"{HEAD}\nはじめに\n{underline}\n\n本文\n")
    assert run.body == f"\n{sign} はじめに\n\n本文\n"
    assert (run.repairs[0].removed, run.repairs[0].added) == (underline, sign)


def test_a_sentence_above_a_long_rule_is_no_heading() -> None:
    assert run_pass(part_rules, f"{HEAD}\nこれは文です。\n-----\n").body == "\nこれは文です。\n\n-----\n"


@pytest.mark.parametrize(
    "body", ["$$\na\n=\nb\n$$\n", "```\na\n---\n```\n", "| a |\n|---|\n| b |\n", "a\n\n---\n", "a\n-\n"]
)
def test_mathematics_code_tables_and_parted_rules_are_left_alone(body: str) -> None:
    assert run_pass(part_rules, HEAD + body).text == HEAD + body

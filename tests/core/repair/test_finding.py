from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from kb_ext.cli.refusal import Refusal
from kb_ext.core.repair.finding import Finding, Kind, Repair, shorten
from kb_ext.core.repair.step import Step


def list_placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_members_are_no_aliases_of_each_other() -> None:
    assert len(Finding.__members__) == len(list(Finding))
    assert len({step.public for step in Step}) == len(list(Step))


@pytest.mark.parametrize("finding", Finding, ids=lambda finding: finding.name)
def test_messages_are_whole_sentences(finding: Finding) -> None:
    assert re.fullmatch(r"[A-Z'{].*[.]", finding.message)
    assert finding.kind in Kind


@pytest.mark.parametrize("step", Step, ids=lambda step: step.public)
def test_steps_have_a_stable_name_and_a_summary(step: Step) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", step.public)
    assert re.fullmatch(r"[A-Z].*[.]", step.summary)


def test_a_repair_is_told_in_the_public_form() -> None:
    repair = Repair(finding=Finding.END_MARK, line=3, column=1, values=(("mark", "---END---"),))
    assert repair.render("a.md") == "a.md:3:1: warning[import.markers] The mark '---END---' is removed."
    assert repair.render("a.md", lambda text: text.upper().replace("{MARK}", "{mark}")).endswith(
        "IS REMOVED."
    )


def test_long_texts_are_shortened_to_one_line() -> None:
    assert shorten("a\n b", 10) == "a b"
    assert shorten("あ" * 20, 10) == "あ" * 9 + "…"


LOCALE = Path(__file__).parents[3] / "kb_ext" / "locale" / "ja" / "LC_MESSAGES"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


@pytest.mark.parametrize(
    "message",
    [finding.message for finding in Finding]
    + [step.summary for step in Step]
    + [refusal.message for refusal in Refusal],
)
def test_every_message_has_a_japanese_text_with_the_same_placeholders(message: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in sorted(LOCALE.glob("*.po*"))]
    known = {unescape(match[1]): unescape(match[2]) for source in sources for match in PAIR.finditer(source)}
    assert list_placeholders(known[message]) == list_placeholders(message)


def unescape(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")

from __future__ import annotations

import time

import pytest

from kb_ext.core.repair.repeat import drop_repeats
from tests.core.repair.conftest import HEAD, run_pass

LONG = "これは二度と書かれるはずのない、十分に長い段落です。" * 4
OTHER = "これもまた同じように長い段落で、前のものとは違います。" * 4
THIRD = "さらに別の段落が続き、ここで話の向きが変わります。" * 4
SECTION = f"### 課題\n\n{LONG}\n\n{OTHER}\n"


def test_a_section_that_stood_earlier_goes_with_its_lines() -> None:
    run = run_pass(drop_repeats, f"{HEAD}\n{SECTION}\n### 展望\n\n{THIRD}\n\n{SECTION}")
    assert run.body == f"\n{SECTION}\n### 展望\n\n{THIRD}\n"
    assert run.messages == ["Line 15-19 repeats line 5-9 word for word and is dropped."]
    assert run.repairs[0].removed == SECTION.rstrip("\n")


def test_every_further_copy_is_told_by_itself() -> None:
    run = run_pass(drop_repeats, f"{HEAD}\n{SECTION}\n{SECTION}\n{SECTION}")
    assert run.body == f"\n{SECTION}"
    assert run.messages == [
        "Line 11-15 repeats line 5-9 word for word and is dropped.",
        "Line 17-21 repeats line 5-9 word for word and is dropped.",
    ]


def test_a_long_paragraph_at_the_border_of_a_section_goes() -> None:
    run = run_pass(
        drop_repeats, f"{HEAD}\n{LONG}\n\n## 見出し\n\n{OTHER}\n\n---\n\n{LONG}\n\n### 次\n\n{THIRD}\n"
    )
    assert run.body == f"\n{LONG}\n\n## 見出し\n\n{OTHER}\n\n---\n\n### 次\n\n{THIRD}\n"


def test_a_copy_that_breaks_off_goes() -> None:
    cut = OTHER[:-9]
    run = run_pass(drop_repeats, f"{HEAD}\n{SECTION}\n## 間\n\n{THIRD}\n\n### 課題\n\n{LONG}\n\n{cut}\n")
    assert run.body == f"\n{SECTION}\n## 間\n\n{THIRD}\n"
    assert run.names == ["REPEATED_CUT"]


def test_a_copy_whose_section_goes_on_differently_is_kept_and_told() -> None:
    text = f"{HEAD}\n{SECTION}\n## 間\n\n別\n\n{SECTION}\n{THIRD}\n"
    run = run_pass(drop_repeats, text)
    assert (run.text, run.names) == (text, ["REPEATED_KEPT"])


def test_a_copy_whose_section_goes_on_with_a_new_subsection_is_kept() -> None:
    text = f"{HEAD}\n{SECTION}\n## 間\n\n別\n\n{SECTION}\n#### 小節\n\n{THIRD}\n"
    run = run_pass(drop_repeats, text)
    assert (run.text, run.names) == (text, ["REPEATED_KEPT"])


@pytest.mark.parametrize(
    "block",
    [
        "**目標:**",
        "```bash\nnpm install\n" + "echo 長い\n" * 40 + "```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "> 短い引用",
        "[Amazonで詳しく見る →](https://example.com/)",
        "---",
    ],
)
def test_what_authors_repeat_on_purpose_stays(block: str) -> None:
    text = f"{HEAD}\n## 一\n\n{block}\n\n文その一。\n\n## 二\n\n{block}\n\n文その二。\n\n## 三\n\n{block}\n"
    run = run_pass(drop_repeats, text)
    assert (run.text, run.names) == (text, [])


@pytest.mark.parametrize(
    "body",
    ["---\n\n" * 40_000, "## x\n\ny\n\n" * 20_000, f"{SECTION}\n" * 600, f"{LONG}\n\n短い\n\n" * 2_000],
)
def test_long_and_repetitive_documents_take_little_time(body: str) -> None:
    started = time.perf_counter()
    run_pass(drop_repeats, HEAD + body)
    assert time.perf_counter() - started < 10

"""Places where texts say what words mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.recognition.definition import Sign, find_definitions, read_gloss

HEAD = "---\ntitle: 題名\n---\n\n"


@pytest.mark.parametrize(
    ("line", "sign", "name", "english", "abbreviation"),
    [
        ("- **量子化（Quantization）**：重みを粗く表す手法です。", Sign.BULLET, "量子化", "Quantization", ""),
        ("AIエージェントとは、自ら計画して動くシステムのことです。", Sign.SENTENCE, "AIエージェント", "", ""),
        (
            "蒸留（Distillation）は、小さく学ばせる手法です。",
            Sign.SENTENCE,
            "蒸留",
            "Distillation",
            "",
        ),
        (
            "検索拡張生成（Retrieval-Augmented Generation, RAG）です。",
            Sign.FULL_NAME,
            "検索拡張生成",
            "Retrieval-Augmented Generation",
            "RAG",
        ),
        ("SaaS（Software as a Service）です。", Sign.FULL_NAME, "SaaS", "Software as a Service", "SaaS"),
        ("「連合学習」（Federated Learning）を使います。", Sign.GLOSS, "連合学習", "Federated Learning", ""),
        ("## 量子化とは何か", Sign.HEADING, "量子化", "", ""),
    ],
)
def test_ways_of_defining_are_found(
    line: str, sign: Sign, name: str, english: str, abbreviation: str
) -> None:
    found = find_definitions(f"{HEAD}前置きです。\n\n{line}\n")
    assert (sign, 7, name, english, abbreviation) in [
        (one.sign, one.line, one.name, one.english, one.abbreviation) for one in found
    ]


def test_tables_of_words_are_found_with_their_meanings() -> None:
    table = "| 用語 | 説明 |\n|---|---|\n| 量子化（Quantization） | 重みを粗く表す |\n| 対策 | x |\n"
    found = next(one for one in find_definitions(HEAD + table) if one.sign is Sign.TABLE)
    assert (found.sign, found.line, found.name, found.meaning) == (
        Sign.TABLE,
        7,
        "量子化",
        "重みを粗く表す",
    )


@pytest.mark.parametrize(
    "text",
    [
        "| 項目 | 説明 |\n|---|---|\n| 量子化 | 重みを粗く表す |\n",
        "量子化とは、何でしょうか。考えてみましょう。",
        "これとは、まったく違うことです。",
        "`SaaS（Software as a Service）`",
        "```\nSaaS（Software as a Service）\n```",
        "ツール（Alpha、Beta、Gamma、Delta）です。",
    ],
)
def test_what_defines_nothing_is_left_alone(text: str) -> None:
    assert find_definitions(f"{HEAD}{text}\n") == ()


def test_the_paragraph_below_a_heading_is_its_meaning_if_it_defines() -> None:
    (found,) = find_definitions("## 量子化とは\n\n量子化は、重みを粗く表す手法です。速くなります。\n")
    assert found.meaning == "量子化は、重みを粗く表す手法です。"


def test_brackets_hold_a_name_an_abbreviation_or_both() -> None:
    assert read_gloss("Explainable AI: XAI") == ("Explainable AI", "XAI")
    assert read_gloss("LLM") == ("", "LLM")
    assert read_gloss("Alpha, Beta, Gamma") == ("", "")


@settings(deadline=None)
@given(st.text(alphabet="#-*| （）()とは、。:：AaBb量子化を\n\x00\r", max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(one.name and one.line > 0 for one in find_definitions(text))

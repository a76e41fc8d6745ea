from __future__ import annotations

import pytest

from kb_ext.core.repair.candidate import CandidateKind, find_candidates
from tests.core.repair.conftest import HEAD


@pytest.mark.parametrize(
    ("line", "kind", "term", "english", "abbreviation"),
    [
        (
            "- **量子化（Quantization）**：重みを少ないビットで表す手法です。",
            CandidateKind.BULLET,
            "量子化",
            "Quantization",
            "",
        ),
        (
            "AIエージェントとは、人の指示に基づいて計画し実行するシステムのことです。",
            CandidateKind.SENTENCE,
            "AIエージェント",
            "",
            "",
        ),
        (
            "検索拡張生成（Retrieval-Augmented Generation, RAG）を使います。",
            CandidateKind.GLOSS,
            "検索拡張生成",
            "Retrieval-Augmented Generation",
            "RAG",
        ),
        ("SaaS（Software as a Service）です。", CandidateKind.GLOSS, "SaaS", "Software as a Service", "SaaS"),
    ],
)
def test_definitions_are_proposed(
    line: str, kind: CandidateKind, term: str, english: str, abbreviation: str
) -> None:
    (found,) = find_candidates(f"{HEAD}\n前置きです。\n\n{line}\n")
    assert (found.kind, found.line, found.term) == (kind, 7, term)
    assert (found.english, found.abbreviation) == (english, abbreviation)


@pytest.mark.parametrize(
    "line",
    [
        "単なる動きがあったということは、規制の枠を超えた何かがあるということです。",
        "これとは、まったく違う話になるというのが実際のところです。",
        "量子化とは、何でしょうか。どういうことかを考えてみるのがよいと思います。",
        "- **Google（Geminiシリーズ）**：性能で首位を取るほどのモデルです。",
        "- **基盤（Platform）**：ここでは大きな影響が広がると予想されます。",
        "東京（Tokyo Big Sight, ABC）",
        "`SaaS（Software as a Service）`",
        "```\nSaaS（Software as a Service）\n```",
    ],
)
def test_what_only_looks_like_a_definition_is_none(line: str) -> None:
    assert find_candidates(f"{HEAD}\n{line}\n") == ()


def test_a_table_that_compares_is_proposed_and_others_are_not() -> None:
    table = "| 項目 | 甲 | 乙 |\n|---|---|---|\n| 速さ | 1 | 2 |\n| 値段 | 3 | 4 |\n"
    plan = "| 日付 | 作業 | 担当 |\n|---|---|---|\n| 1日 | 準備 | 甲 |\n| 2日 | 公開 | 乙 |\n"
    found = find_candidates(f"{HEAD}## 甲と乙の比較\n\n{table}\n## 予定\n\n{plan}")
    assert [(one.kind, one.line, one.term) for one in found] == [(CandidateKind.TABLE, 6, "甲と乙の比較")]

"""Which tables compare things, and which way they stand."""

from __future__ import annotations

import pytest

from kb_ext.core.recognition.clue import Clue, Orientation
from kb_ext.core.recognition.judgement import Judgement, judge_table
from kb_ext.core.recognition.table import find_tables


def judge(rows: str, heading: str = "概要", terms: frozenset[str] = frozenset()) -> Judgement:
    head, *body = (row.strip() for row in rows.strip().splitlines())
    columns = head.count("|") + 1
    lines = [f"| {head} |", "|---" * columns + "|", *(f"| {row} |" for row in body)]
    (table,) = find_tables(f"## {heading}\n\n" + "\n".join(lines) + "\n")
    judgement = judge_table(table, lambda label: label if label in terms else None)
    assert judgement is not None
    return judgement


@pytest.mark.parametrize(
    ("rows", "heading", "orientation"),
    [
        (
            "モデル | 料金 | 性能\nAlpha-1 | $3 | 88.0\nBeta-2 | $5 | 91.2",
            "主要なモデル",
            Orientation.ROWS,
        ),
        (
            "手法 | メモリ | 精度\nLoRA | 40GB | ○\nQLoRA | 24GB | △",
            "メモリの要件",
            Orientation.ROWS,
        ),
        (
            "戦略 | 特徴 | 推奨用途\n固定サイズ | 単純で速い | 開発の初期\n階層的 | 親子を持つ | 本番環境",
            "分割戦略の選び方",
            Orientation.ROWS,
        ),
        (
            "比較項目 | 従来のAI | AIエージェント\n自律性 | 受動的 | 能動的\nメモリ | 会話内のみ | 長期記憶",
            "従来のAIとの違い",
            Orientation.COLUMNS,
        ),
        (
            "項目 | 一般的な地図 | 高精度地図\n精度 | 数メートル | 数センチ\n更新頻度 | 年数回 | 日次",
            "地図",
            Orientation.COLUMNS,
        ),
        (
            " | AWS | GCP | Azure\n強み | 数 | 分析 | 製品の連携\n認証基盤 | IAM | Identity | Entra",
            "ほかのクラウドとの違い",
            Orientation.COLUMNS,
        ),
        (
            "Tool | Price | Offline\nAlpha | $10/month | Yes\nBeta | free | No",
            "Alternatives",
            Orientation.ROWS,
        ),
    ],
)
def test_tables_that_compare_are_recognised(rows: str, heading: str, orientation: Orientation) -> None:
    judgement = judge(rows, heading)
    assert judgement.is_comparison
    assert judgement.orientation is orientation


@pytest.mark.parametrize(
    ("rows", "heading"),
    [
        ("用語 | 説明\nトークン | 文の単位\nモデル | 学習の結果", "用語の一覧"),
        ("要素 | 役割 | 具体例\nLLM | 思考の中核 | Alpha-1\nメモリ | 文脈の記憶 | ベクトルDB", "構成要素"),
        ("パラメータ | 推奨値 | 説明\n`r` | 8 | 小さいほど軽い\n`alpha` | 16 | 学習率に近い", "設定"),
        ("指標 | 導入前 | 導入後 | 削減率\n作業時間 | 45秒 | 15秒 | 67%\n費用 | $7 | $1 | 85%", "効果の比較"),
        ("課題 | 原因 | 対策\n速度 | モデルの大きさ | 量子化\n精度 | データの不足 | 収集", "よくある課題"),
        ("年 | 改正内容 | 影響\n2023年 | 法の施行 | 限定的\n2025年 | 指針の策定 | 明確化", "経緯"),
        ("ID | 内容 | 担当者 | 期限\n1 | 準備 | 甲 | 6月\n2 | 公開 | 乙 | 7月", "作業"),
        (" | 猫 | 犬\n猫 | 90 | 10\n犬 | 20 | 80", "混同行列"),
        ("項目 | 内容\n課金方式 | 従量制\n平均の費用 | $15", "料金"),
        ("ファイル | 用途 | 命名規則\n`daily/` | 日誌 | `DATE.md`\n`docs/` | 下書き | `NAME.md`", "構成"),
        ("段階 | 内容 | 目的\n第1段階 | 収集 | 奪取\n第2段階 | 拡散 | 拡大", "手順"),
        ("A | B | 日数\nx | x | 35\nx | o | 56", "観測"),
    ],
)
def test_tables_that_do_something_else_are_refused(rows: str, heading: str) -> None:
    assert not judge(rows, heading).is_comparison


def test_known_terms_speak_for_a_comparison() -> None:
    rows = "名前 | 用途 | 備考\n量子化 | 軽量化 | 速い\n蒸留 | 小型化 | 遅い"
    without, with_terms = judge(rows), judge(rows, terms=frozenset({"量子化", "蒸留"}))
    assert with_terms.weight > without.weight
    assert [found.text for found in with_terms.evidence if found.clue is Clue.TERMS] == ["量子化、蒸留"]


def test_a_table_of_one_row_is_never_one() -> None:
    (table,) = find_tables("## 比較\n\n| モデル | 料金 |\n|---|---|\n| Alpha | $1 |\n")
    assert judge_table(table, lambda label: None) is None


def test_evidence_says_what_it_rests_on() -> None:
    told = {
        found.describe() for found in judge("モデル | 料金\nAlpha | $1\nBeta | $2", "料金の比較").evidence
    }
    assert "The heading '料金の比較' speaks of comparing." in told
    assert "There is one column beside the first." in told


def test_a_table_too_wide_to_be_weighed_is_none() -> None:
    wide = "|" + " a |" * 61
    (table,) = find_tables(f"## 比較\n\n{wide}\n{'|---' * 61}|\n{wide}\n{wide}\n")
    assert judge_table(table, lambda label: None) is None

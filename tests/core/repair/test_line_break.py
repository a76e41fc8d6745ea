"""The pass that gives a flattened post its line breaks back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from kb_ext.core.repair.line_break import is_flattened, restore_line_breaks

FRONT = '---\nlayout: post\ntitle: "AI: 市場 --- 概観"\ntags: ["AI", "動向: 週報"]\nreading_time: 8\n---\n'

BODY = """\
# **市場の成長**-分析レポート

## 概要：要点を3つに要約、推奨スタンス

国内の市場は拡大しています。本稿では要因を示します。

一方、費用は上がっています。

**要点:**

1. **需要の拡大:** 企業が導入を進めています。
    * **製造:** 検査を自動化します。
    * **金融:** 審査を支えます。
2. **供給の制約:** 電力が不足しています。

### ROI見通し

OpenAI GPT-5は、性能を高めています。

* **費用**:
    * **初期費用**: 低く抑えられます。
    * **運用費用**: 利用量によります。
* **体制**:
    * 担当者を置きます。
    * 手順を決めます。

導入時は総合的に評価します。

| 製品 | 速度 | 備考 |
| :--- | ---: | :--- |
| A社 | 10 - 12 | |
| **B社** | 20 | `a\\|b`は可 |

```bash
pip install kb
```

詳しくは[公式の 案内](https://example.com/)を参照してください。
"""

POST = FRONT + "\n" + BODY

INTACT = (
    POST,
    BODY,
    "",
    "\n",
    "短い一文だけの投稿です。",
    "題名だけ\n",
    "# 見出し 一つ",
    '---\ntitle: "x"\n---\n',
    '---\ntitle: "x"\n---\n\n一段落だけの投稿です。これで終わります。\n',
    "文中で ## や * を一度だけ使う一行の投稿です。",
    "--- \n\n本文\n",
    FRONT.replace("\n", "\r\n") + "\r\n## 見出し\r\n\r\n* **項目**: 値。\r\n* **項目**: 値。\r\n",
)


def flatten(text: str) -> str:
    """Fold white space as the damaged posts have it."""
    return " ".join(text.split())


def squash(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())


def restore_flat_body(body: str) -> str:
    """Restore a one-line body below a flat front matter; return what stands below the front matter."""
    restored = restore_line_breaks(f"--- title: x --- {body}")
    front, _, below = restored.partition("---\n\n")
    assert front == "---\ntitle: x\n"
    return below


def test_flattened_post_comes_back_line_by_line() -> None:
    assert restore_line_breaks(flatten(POST)) == POST


@pytest.mark.parametrize("text", INTACT)
def test_post_with_its_line_breaks_is_left_alone(text: str) -> None:
    assert not is_flattened(text)
    assert restore_line_breaks(text) == text


def test_flat_front_matter_above_whole_body_is_restored_alone() -> None:
    text = flatten(FRONT) + "\n\n" + BODY
    assert is_flattened(text)
    assert restore_line_breaks(text) == POST


def test_flat_body_below_whole_front_matter_is_restored_alone() -> None:
    text = FRONT + "\n" + flatten(BODY) + "\n"
    assert is_flattened(text)
    assert restore_line_breaks(text) == POST


def test_flat_body_without_front_matter_is_restored() -> None:
    assert is_flattened(flatten(BODY))
    assert restore_line_breaks(flatten(BODY)) == BODY


def test_restored_front_matter_is_yaml() -> None:
    restored = restore_line_breaks(flatten(POST))
    assert yaml.safe_load(restored.split("---\n", 2)[1]) == {
        "layout": "post",
        "title": "AI: 市場 --- 概観",
        "tags": ["AI", "動向: 週報"],
        "reading_time": 8,
    }


def test_block_list_and_block_scalar_of_front_matter_come_back() -> None:
    flat = "--- tags: - AI - 生成AI excerpt: >- 要約です。 date: 2025-08-31 02:20:58 +0000 --- 本文です。"
    restored = restore_line_breaks(flat)
    assert restored == (
        "---\ntags:\n  - AI\n  - 生成AI\nexcerpt: >-\n  要約です。\n"
        "date: 2025-08-31 02:20:58 +0000\n---\n\n本文です。\n"
    )


@pytest.mark.parametrize("cut", range(0, len(flatten(POST)), 7))
def test_no_text_is_lost_wherever_a_post_is_cut_off(cut: int) -> None:
    flat = flatten(POST)[:cut]
    restored = restore_line_breaks(flat)
    assert squash(restored) == squash(flat)
    assert restore_line_breaks(restored) == restored


@pytest.mark.parametrize("seed", range(40))
def test_no_text_is_lost_in_any_order_of_marks(seed: int) -> None:
    words = [
        "#",
        "##見出し",
        "*",
        "-",
        "1.",
        "2.",
        "|",
        "| --- |",
        "**語**:",
        "**語",
        "```",
        "`a",
        "[b",
        "（",
        "文。",
        "語",
        "A",
    ]
    mixed = [words[(seed * 7 + index * index * (seed + 3) + index) % len(words)] for index in range(60)]
    flat = "--- title: x --- " + " ".join(mixed)
    restored = restore_line_breaks(flat)
    assert squash(restored) == squash(flat)
    assert restore_line_breaks(restored) == restored


@pytest.mark.parametrize(
    ("flat", "restored"),
    [
        ("## 投資概要 2025年、投資は増えています。", "## 投資概要\n\n2025年、投資は増えています。\n"),
        ("##📊要約：要点、方針 市場は伸びます。", "##📊要約：要点、方針\n\n市場は伸びます。\n"),
        ("### 1. 背景：導入 企業が動きます。", "### 1. 背景：導入\n\n企業が動きます。\n"),
        (
            "### Google Cloudの役割 Google Cloudは要です。",
            "### Google Cloudの役割\n\nGoogle Cloudは要です。\n",
        ),
        ("### Tool Use Tool Useは機能です。", "### Tool Use\n\nTool Useは機能です。\n"),
        ("### 事例（A社 B社） 事例を示します。", "### 事例（A社 B社）\n\n事例を示します。\n"),
        ("# **成長**: 市場は伸びます。 -分析", "# **成長**: 市場は伸びます。\n\n-分析\n"),
        ("# **成長** - 分析 市場は伸びます。", "# **成長** - 分析\n\n市場は伸びます。\n"),
        ("## 観点 **短期:** * **株**: 上昇。", "## 観点\n\n**短期:**\n\n* **株**: 上昇。\n"),
        (
            "## 関連記事 - [一つ目 の題](/a/) - [二つ目](/b/)",
            "## 関連記事\n\n- [一つ目 の題](/a/)\n- [二つ目](/b/)\n",
        ),
        ("### 何が変わるのか？ 答えを示します。", "### 何が変わるのか？\n\n答えを示します。\n"),
        (
            "## AI の活用 生成 AI の例です。AI は 3 割に達した。",
            "## AI の活用\n\n生成 AI の例です。AI は 3 割に達した。\n",
        ),
    ],
)
def test_heading_ends_where_its_paragraph_begins(flat: str, restored: str) -> None:
    assert restore_flat_body(flat) == restored


@pytest.mark.parametrize(
    ("flat", "restored"),
    [
        ("伸びます。 一方、下がります。", "伸びます。\n\n一方、下がります。\n"),
        ("**語**: 説明です。 **別の語**: 説明です。", "**語**: 説明です。\n\n**別の語**: 説明です。\n"),
        ("終わります。 **小見出し** 本文です。", "終わります。\n\n**小見出し**\n\n本文です。\n"),
        ("OpenAI の Gemini 2.5 Pro です。", "OpenAI の Gemini 2.5 Pro です。\n"),
        ("使えます。 （注） 注です。", "使えます。 （注）\n\n注です。\n"),
        ("パナソニック コネクトです。 パナソニック コネクトは強い。", None),
        ("終わります。 --- 次です。", "終わります。\n\n---\n\n次です。\n"),
    ],
)
def test_blank_in_prose_breaks_where_a_sentence_ends(flat: str, restored: str | None) -> None:
    expected = restored or "パナソニック コネクトです。\n\nパナソニック コネクトは強い。\n"
    assert restore_flat_body(flat) == expected


@pytest.mark.parametrize(
    ("flat", "restored"),
    [
        ("1. 試行。 * 目的。 * 期間。 2. 運用。", "1. 試行。\n    * 目的。\n    * 期間。\n2. 運用。\n"),
        (
            "1. **売上**: 12億円 - 料金: 月額 - 利率: 3% 2. 次。",
            "1. **売上**: 12億円\n    - 料金: 月額\n    - 利率: 3%\n2. 次。\n",
        ),
        (
            "* **甲**: * **子**: 説明。 * **乙**: * **子**: 説明。",
            "* **甲**:\n    * **子**: 説明。\n* **乙**:\n    * **子**: 説明。\n",
        ),
        ("- 率は10 - 12です。 - 次です。", "- 率は10 - 12です。\n- 次です。\n"),
        ("- 伸びる **次の語:** - 下がる", "- 伸びる\n\n**次の語:**\n\n- 下がる\n"),
    ],
)
def test_items_stand_at_the_depth_their_marks_tell(flat: str, restored: str) -> None:
    assert restore_flat_body(flat) == restored


@pytest.mark.parametrize(
    ("flat", "restored"),
    [
        (
            "| a | b | |---|---| | 1 | | | 3 | 4 | 続きです。",
            "| a | b |\n|---|---|\n| 1 | |\n| 3 | 4 |\n\n続きです。\n",
        ),
        ("| a | b | | --- | --- | | 1 | 途中", "| a | b |\n| --- | --- |\n| 1 | 途中\n"),
        ("**表:** | a | b |", "**表:**\n\n| a | b |\n"),
        (r"| a | b | | --- | --- | | 1 \| 2 | 3 |", "| a | b |\n| --- | --- |\n| 1 \\| 2 | 3 |\n"),
    ],
)
def test_table_gets_a_line_for_each_row(flat: str, restored: str) -> None:
    assert restore_flat_body(flat) == restored


def test_fence_keeps_its_code_and_its_marks_apart() -> None:
    flat = "例です。 ```python # 注 * 2 ## 3 ``` 以上です。"
    assert restore_flat_body(flat) == "例です。\n\n```python\n# 注 * 2 ## 3\n```\n\n以上です。\n"


def test_restored_post_has_the_blocks_of_its_original() -> None:
    parser = MarkdownIt("commonmark").enable("table")
    kinds = [
        [(token.type, token.level) for token in parser.parse(text)]
        for text in (restore_line_breaks(flatten(BODY)), BODY)
    ]
    assert kinds[0] == kinds[1]


def test_hostile_line_is_read_in_linear_time() -> None:
    for mark in ("# (", "* **a**:", "| --- |", "```a", "**a", "word and", "1. a", "。", "- b"):
        flat = f"--- title: x --- # {' '.join([mark] * 5000)}"
        assert squash(restore_line_breaks(flat)) == squash(flat)


def test_pass_uses_the_standard_library_alone() -> None:
    repair = Path(__file__).parents[3] / "kb_ext" / "core" / "repair"
    modules = sorted(repair.glob("line_break*.py"))
    imported = {
        found
        for module in modules
        for found in re.findall(r"^(?:from|import) ([\w.]+)", module.read_text(encoding="utf-8"), re.M)
    }
    assert imported
    assert {name for name in imported if name.startswith("kb_ext")} <= {
        f"kb_ext.core.repair.{module.stem}" for module in modules
    }
    allowed = "__future__ collections dataclasses enum itertools kb_ext re typing unicodedata".split()
    assert {name.partition(".")[0] for name in imported} <= set(allowed)


def test_unclosed_quote_does_not_hide_the_end_of_the_front_matter() -> None:
    flat = '--- title: "語 --- # 題 本文です。'
    assert restore_line_breaks(flat) == '---\ntitle: "語\n---\n\n# 題\n\n本文です。\n'

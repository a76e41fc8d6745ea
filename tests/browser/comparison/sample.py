"""Comparisons to try things on: a small one of every type, a second one beside it, and a large one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion."""

    key: str
    label: str
    type: str
    better: str = "none"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and what is said of it."""

    value: str
    as_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A comparison."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    def describe(self) -> dict[str, object]:
        """Return the comparison as front matter has it."""
        keys = [column.key for column in self.columns]
        items = [
            {"label": label, "cells": {key: _clean(cell) for key, cell in zip(keys, cells, strict=True)}}
            for label, cells in self.rows
        ]
        criteria = [_clean(column) for column in self.columns]
        head = {"key": self.key, "caption": self.caption, "item_label": "項目"}
        return head | {"criteria": criteria, "items": items}


def _clean(record: Column | Cell) -> dict[str, str]:
    return {name: value for name, value in asdict(record).items() if value}


def write_page(title: str, *samples: Sample) -> str:
    """Write a page that shows comparisons; YAML reads JSON."""
    described = [sample.describe() for sample in dict.fromkeys(samples)]
    comparisons = json.dumps(described, ensure_ascii=False)
    shown = "\n".join(f"```{{kb:comparison}} {sample.key}\n```\n\n段落。\n" for sample in samples)
    return f"---\ntitle: {title}\ncomparison: {comparisons}\n---\n\n# {title}\n\n表の前の段落。\n\n{shown}"


COLUMNS = (
    Column("license", "ライセンス", "text"),
    Column("context", "コンテキスト長", "number", "higher", "性能"),
    Column("price", "料金", "money", "lower", "性能"),
    Column("tools", "関数呼び出し", "boolean", "higher", "機能"),
    Column("languages", "対応言語", "list", group="機能"),
    Column("version", "版", "version", "higher"),
    Column("released", "公開日", "date"),
)
ROWS = (
    (
        "スズメ",
        (
            Cell("MIT"),
            Cell("128K", as_of="2025-08-31", note="入力の上限。"),
            Cell("$0.15", as_of="2023-01-01"),
            Cell("対応"),
            Cell("日本語、英語"),
            Cell("1.10"),
            Cell("2025-06-01"),
        ),
    ),
    (
        "カモメ",
        (
            Cell("Apache-2.0"),
            Cell("32K"),
            Cell("不明"),
            Cell("一部"),
            Cell("英語"),
            Cell("1.9"),
            Cell("2024-02-10"),
        ),
    ),
    (
        "タカ",
        (
            Cell("MIT"),
            Cell("1M"),
            Cell("$2.50", as_of="2025-12-01"),
            Cell("いいえ"),
            Cell("英語、中国語"),
            Cell("2.0rc1"),
            Cell("未確認"),
        ),
    ),
    (
        "フクロウ",
        (
            Cell("MIT"),
            Cell("非対応"),
            Cell("$0.15"),
            Cell("対応"),
            Cell("該当なし"),
            Cell("2.0"),
            Cell("2023-12-24"),
        ),
    ),
    (
        "ハト",
        (
            Cell("独自（商用の利用には契約がいる。無償で使える範囲は別の文書にある）"),
            Cell("200K"),
            Cell("該当なし"),
            Cell("対応"),
            Cell("日本語"),
            Cell("0.9"),
            Cell("2026-01-05"),
        ),
    ),
)
BIRDS = Sample("birds", "鳥の名の製品の比較", COLUMNS, ROWS)
PAIR = Sample(
    "second",
    "二つ目の比較",
    COLUMNS[:2],
    tuple((label, (cells[0], replace(cells[1], note="", as_of=""))) for label, cells in ROWS[:3]),
)


def make_large(items: int, criteria: int) -> Sample:
    """Make a comparison of any size; its values differ, but not from run to run."""
    kinds = ("number", "text", "boolean", "money", "date")
    columns = tuple(
        Column(f"c{number}", f"観点{number}", kinds[number % 5], "higher" if number % 5 == 0 else "none")
        for number in range(criteria)
    )
    rows = tuple(
        (f"項目{row:02}", tuple(_make_cell(row, number) for number in range(criteria)))
        for row in range(items)
    )
    return Sample("large", "大きな比較", columns, rows)


def _make_cell(row: int, number: int) -> Cell:
    seed = (row * 7919 + number * 104729) % 1009
    if seed % 19 == 0:
        return Cell(("不明", "非対応", "未確認", "該当なし")[seed % 4])
    return (
        Cell(f"{seed * 37:,}"),
        Cell(("高い", "ふつう", "低い", "条件によっては高い場合もある")[seed % 4]),
        Cell(("はい", "一部", "いいえ")[seed % 3]),
        Cell(f"{seed * 11:,}円", as_of=f"202{seed % 6}-03-01"),
        Cell(f"202{seed % 6}-{seed % 12 + 1:02}-11"),
    )[number % 5]

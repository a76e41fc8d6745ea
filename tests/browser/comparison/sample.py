"""Comparisons to try things on: a small one of every type, a second one beside it, and a large one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

STATES = {"unknown": "不明", "unsupported": "非対応", "unconfirmed": "未確認", "not-applicable": "該当なし"}


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
    """A value as it is shown, and as it is sorted."""

    text: str
    value: str = ""
    state: str = ""
    as_of: str = ""
    note: str = ""

    def render(self, column: Column) -> str:
        """Write the cell."""
        attributes = {
            "criterion": column.key,
            "value": self.value,
            "state": self.state,
            "as-of": self.as_of,
        }
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items() if value)
        note = f'<sup><a href="#{self.note}" id="ref-{self.note}">1</a></sup>' if self.note else ""
        return f"<td{data}>{escape(self.text)}{note}</td>"


def say(state: str) -> Cell:
    """Make a cell that has no value."""
    return Cell(STATES[state], state=state)


@dataclass(frozen=True, slots=True)
class Sample:
    """A comparison."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]
    stale_after: int = 0

    def render(self) -> str:
        """Write the table in its region."""
        stale = f' data-stale-after="{self.stale_after}"' if self.stale_after else ""
        lines = "".join(self._render_row(*row) for row in self.rows)
        return (
            f'<div class="kb-comparison-region" role="region" tabindex="0" aria-labelledby="name-{self.key}">'
            f'<table class="kb-comparison docutils" data-comparison="{self.key}"'
            f' id="comparison-{self.key}"{stale}>'
            f'<caption><span class="caption-text" id="name-{self.key}">{self.caption}</span></caption>'
            f"<thead>{self._render_head()}</thead><tbody>{lines}</tbody></table></div>\n"
        )

    def _render_head(self) -> str:
        """Write one row, or two where there are groups: what has none then stands in the upper one."""
        if not any(column.group for column in self.columns):
            return f'<tr><th scope="col">項目</th>{"".join(map(_render_header, self.columns))}</tr>'
        upper, lower = ['<th scope="col" rowspan="2">項目</th>'], []
        for group, run in groupby(self.columns, lambda column: column.group):
            members = list(run)
            headers = [_render_header(column, rows=1 if group else 2) for column in members]
            name = f'<th scope="colgroup" colspan="{len(members)}">{group}</th>'
            upper += [name] if group else headers
            lower += headers if group else []
        return f"<tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr>"

    def _render_row(self, key: str, label: str, cells: tuple[Cell, ...]) -> str:
        written = "".join(cell.render(column) for cell, column in zip(cells, self.columns, strict=True))
        return f'<tr data-item="{key}"><th scope="row">{label}</th>{written}</tr>'


def _render_header(column: Column, rows: int = 1) -> str:
    span = f' rowspan="{rows}"' if rows > 1 else ""
    group = f' data-group="{column.group}"' if column.group else ""
    data = f'data-criterion="{column.key}" data-type="{column.type}" data-better="{column.better}"{group}'
    return f'<th {data} scope="col"{span}>{column.label}</th>'


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
        "suzume",
        "スズメ",
        (
            Cell("MIT"),
            Cell("128K", "131072", as_of="2025-08-31", note="note-1"),
            Cell("$0.15", "0.15", as_of="2023-01-01"),
            Cell("対応", "yes"),
            Cell("日本語、英語"),
            Cell("1.10", "1.10"),
            Cell("2025-06-01", "2025-06-01"),
        ),
    ),
    (
        "kamome",
        "カモメ",
        (
            Cell("Apache-2.0"),
            Cell("32K", "32768"),
            say("unknown"),
            Cell("一部", "partial"),
            Cell("英語"),
            Cell("1.9", "1.9"),
            Cell("2024-02-10", "2024-02-10"),
        ),
    ),
    (
        "taka",
        "タカ",
        (
            Cell("MIT"),
            Cell("1M", "1000000"),
            Cell("$2.50", "2.5", as_of="2025-12-01"),
            Cell("なし", "no"),
            Cell("英語、中国語"),
            Cell("2.0rc1", "2.0rc1"),
            say("unconfirmed"),
        ),
    ),
    (
        "fukurou",
        "フクロウ",
        (
            Cell("MIT"),
            say("unsupported"),
            Cell("$0.15", "0.15"),
            Cell("対応", "yes"),
            say("not-applicable"),
            Cell("2.0", "2.0"),
            Cell("2023-12-24", "2023-12-24"),
        ),
    ),
    (
        "hato",
        "ハト（閉域網で自分のGPUに載せて動かすもの）",
        (
            Cell("独自（商用の利用には契約がいる。無償で使える範囲は別の文書にある）"),
            Cell("200K", "200000"),
            say("not-applicable"),
            Cell("対応", "yes"),
            Cell("日本語"),
            Cell("0.9", "0.9"),
            Cell("2026-01-05", "2026-01-05"),
        ),
    ),
)
BIRDS = Sample("birds", "鳥の名の製品の比較", COLUMNS, ROWS, stale_after=365)
PAIR = Sample(
    "second",
    "二つ目の比較",
    COLUMNS[:2],
    tuple((key, label, (cells[0], replace(cells[1], note=""))) for key, label, cells in ROWS[:3]),
)


def make_large(items: int, criteria: int) -> Sample:
    """Make a comparison of any size; its values differ, but not from run to run."""
    kinds = ("number", "text", "boolean", "money", "date")
    columns = tuple(
        Column(f"c{number}", f"観点{number}", kinds[number % 5], "higher" if number % 5 == 0 else "none")
        for number in range(criteria)
    )
    rows = tuple(
        (f"i{row}", f"項目{row:02}", tuple(_make_cell(row, number) for number in range(criteria)))
        for row in range(items)
    )
    return Sample("large", "大きな比較", columns, rows, stale_after=365)


def _make_cell(row: int, number: int) -> Cell:
    seed = (row * 7919 + number * 104729) % 1009
    if seed % 19 == 0:
        return say(tuple(STATES)[seed % 4])
    answer = ("yes", "partial", "no")[seed % 3]
    return (
        Cell(f"{seed * 37:,}", str(seed * 37)),
        Cell(("高い", "ふつう", "低い", "条件によっては高い場合もある")[seed % 4]),
        Cell({"yes": "対応", "partial": "一部対応", "no": "なし"}[answer], answer),
        Cell(f"{seed * 11:,}円", str(seed * 11), as_of=f"202{seed % 6}-03-01"),
        Cell(f"202{seed % 6}-{seed % 12 + 1:02}-11", f"202{seed % 6}-{seed % 12 + 1:02}-11"),
    )[number % 5]

"""What a Markdown table says for a comparison."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.code import ComparisonCode, SourceCode
from kb_ext.core.contribution import TableOptions, assign_keys, build_contribution, read_options
from kb_ext.core.markdown_table import find_table
from kb_ext.core.orientation import Orientation, detect_orientation
from kb_ext.core.problem import ignore_problem
from kb_ext.core.record import Better, Contribution
from kb_ext.core.value import ValueType
from tests.core.test_problem import Recorder

OPTIONS = TableOptions(key="k", docname="posts/a", orientation=Orientation.ROWS)


def read(text: str, report: Recorder | None = None, options: TableOptions = OPTIONS) -> Contribution:
    table = find_table(text.split("\n"))
    assert table is not None
    return build_contribution(table, options, 10, report or Recorder())


def list_texts(contribution: Contribution) -> list[list[str | None]]:
    return [
        [item.label, *(told.text if told else None for told in item.statements)]
        for item in contribution.items
    ]


def test_full_rows_become_items_with_their_places() -> None:
    report = Recorder()
    read_table = read("前\n\n| 名 | 速度 |\n|---|---|\n| GPT | 高い |\n|  Llama |  |", report)
    assert list_texts(read_table) == [["GPT", "高い"], ["Llama", None]]
    assert [(item.line, item.column) for item in read_table.items] == [(14, 3), (15, 4)]
    told = read_table.items[0].statements[0]
    assert told is not None
    assert (told.line, told.column) == (14, 9)
    assert (read_table.item_label, report.places) == ("名", [])


def test_marks_are_kept_beside_what_the_cell_says() -> None:
    text = "| a | b |\n|---|---|\n| **GPT** | [x](https://example.com) `y` a\\|b<br>c |"
    (item,) = read(text).items
    assert (item.label, item.markup) == ("GPT", "**GPT**")
    told = item.statements[0]
    assert told is not None
    assert told.text == "x y a|b c"
    assert told.markup == "[x](https://example.com) `y` a|b<br>c"


def test_missing_cells_are_reported_at_their_line_and_left_empty() -> None:
    report = Recorder()
    assert list_texts(read("| a | b | c |\n|---|---|---|\n| GPT | 高い |", report)) == [["GPT", "高い", None]]
    assert report.places == [(ComparisonCode.COMPARISON_SHAPE, 12, 1)]
    assert report.values == [{"item": "GPT", "found": "1", "expected": "2"}]


def test_surplus_cells_are_reported_and_kept_in_the_last() -> None:
    report = Recorder()
    assert list_texts(read("| a | b |\n|---|---|\n| GPT | x | y | z |", report)) == [["GPT", "x | y | z"]]
    assert report.values == [{"item": "GPT", "found": "3", "expected": "1"}]


def test_criteria_and_items_of_one_name_are_reported_at_the_second() -> None:
    report = Recorder()
    read("| a | 精度 | 精度 |\n|---|---|---|\n| GPT | 1 | 2 |\n| ＧＰＴ | 1 | 2 |", report)
    assert report.places == [
        (ComparisonCode.DUPLICATE_CRITERION, 10, 12),
        (ComparisonCode.DUPLICATE_ITEM, 13, 3),
    ]


def test_table_with_items_in_columns_is_turned() -> None:
    options = TableOptions(key="k", docname="posts/a", orientation=Orientation.COLUMNS)
    turned = read(
        "| 項目 | GPT | Llama |\n|---|---|---|\n| 料金 | $5 | 無料 |\n| 速度 | 10 | 20 |", None, options
    )
    assert [criterion.label for criterion in turned.criteria] == ["料金", "速度"]
    assert list_texts(turned) == [["GPT", "$5", "10"], ["Llama", "無料", "20"]]
    told = turned.items[1].statements[1]
    assert told is not None
    assert (told.line, told.column) == (13, 13)
    assert turned.item_label == ""


@pytest.mark.parametrize(
    ("rows", "orientation"),
    [
        ([["モデル", "強み"], ["GPT", "高い"]], Orientation.ROWS),
        ([["項目", "GPT", "Llama"], ["強み", "汎用", "軽量"]], Orientation.COLUMNS),
        ([["比較項目", "GPT", "Llama"], ["強み", "汎用", "軽量"]], Orientation.COLUMNS),
        ([["", "GPT", "Llama"], ["料金", "$5", "$6"], ["対応", "○", "×"]], Orientation.COLUMNS),
        ([["項目", "料金", "対応"], ["GPT", "$5", "○"], ["Llama", "$6", "×"]], Orientation.ROWS),
        ([["", "a"], ["b", "c"]], Orientation.ROWS),
        ([[]], Orientation.ROWS),
    ],
)
def test_orientation_follows_the_types_and_then_the_first_header(
    rows: list[list[str]], orientation: Orientation
) -> None:
    assert detect_orientation(rows) is orientation


def test_options_are_read() -> None:
    written = {
        "caption": "料金の比較",
        "as-of": "2025年8月",
        "source": "/posts/x.md",
        "orientation": "items-in-columns",
        "types": "料金=money, 対応=boolean",
        "better": "lower, -",
    }
    options = read_options(written, "My Key", "posts/a", "a", ignore_problem, 5)
    assert (options.key, options.named, options.as_of, options.source) == (
        "my-key",
        True,
        "2025-08",
        "posts/x",
    )
    built = read("| a | 料金 | 対応 |\n|---|---|---|\n| GPT | 1 | 2 |", None, options)
    assert built.key == "my-key"
    options = read_options(written | {"orientation": ""}, "", "posts/a", "a", ignore_problem, 5)
    built = read("| a | 料金 | 対応 |\n|---|---|---|\n| GPT | 1 | 2 |", None, options)
    assert [(one.type, one.better) for one in built.criteria] == [
        (ValueType.MONEY, Better.LOWER),
        (ValueType.BOOLEAN, Better.NONE),
    ]
    assert (built.key, built.named) == ("a", False)


def test_options_that_do_not_fit_are_reported_and_left_out() -> None:
    report = Recorder()
    written = {"orientation": "up", "types": "料金=cash", "better": "more", "as-of": "いつか"}
    options = read_options(written, "", "posts/a", "a", report, 5)
    assert [place[0] for place in report.places] == [
        ComparisonCode.COMPARISON_SETTING,
        SourceCode.BAD_DATE,
        ComparisonCode.COMPARISON_SETTING,
        ComparisonCode.COMPARISON_SETTING,
    ]
    assert {place[1] for place in report.places} == {5}
    assert (options.orientation, options.types, options.better, options.as_of) == (None, {}, {}, "")


def test_labels_that_want_one_key_are_numbered() -> None:
    assert assign_keys(["精度", "精度", "", "", "精度", "Context Length"]) == (
        "精度",
        "精度-2",
        "x",
        "x-2",
        "精度-3",
        "context-length",
    )
    assert len(set(assign_keys(["a", "a", "a-2"]))) == 3


@settings(deadline=None)
@given(st.lists(st.lists(st.text(alphabet="ab|\\` 1", max_size=5), max_size=6), max_size=6))
def test_every_item_is_as_wide_as_its_table_and_loses_nothing(rows: list[list[str]]) -> None:
    lines = ["| a | b | c |", "|---|---|---|", *(f"| {' | '.join(row)} x |" for row in rows)]
    contribution = read("\n".join(lines))
    assert len(contribution.items) == len(rows)
    for item, line in zip(contribution.items, lines[2:], strict=True):
        assert len(item.statements) == 2
        told = "".join((item.label, *(one.text for one in item.statements if one)))
        assert [one for one in told if one in "ab1x"] == [one for one in line if one in "ab1x"]


def test_table_inside_a_fence_is_none() -> None:
    assert find_table("```\n| a | b |\n|---|---|\n```".split("\n")) is None
    assert find_table("~~~\n| a | b |\n|---|---|\n~~~\n| c | d |\n| --- | --- |".split("\n")) is not None

"""From rows of a table to a comparison."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.code import ComparisonCode
from kb_ext.core.comparison import Row, build_criteria, build_items, split_item_label
from kb_ext.core.record import Criterion, Item
from tests.core.test_problem import Recorder

ROWS = st.lists(
    st.lists(st.text(max_size=4), max_size=6).map(lambda texts: Row(texts=tuple(texts), line=7)), max_size=6
)


def test_criteria_are_keyed_by_slug() -> None:
    assert build_criteria(["長所", "Context Length", "価格（円）"]) == (
        Criterion(key="長所", label="長所"),
        Criterion(key="context-length", label="Context Length"),
        Criterion(key="価格-円", label="価格（円）"),
    )


def test_labels_that_want_one_key_are_numbered() -> None:
    assert [criterion.key for criterion in build_criteria(["精度", "精度", "", "", "精度"])] == [
        "精度",
        "精度-2",
        "x",
        "x-2",
        "精度-3",
    ]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="-－﹣−"), max_size=4), max_size=8))
def test_every_criterion_keeps_its_label(labels: list[str]) -> None:
    assert [criterion.label for criterion in build_criteria(labels)] == labels


def test_full_rows_become_items() -> None:
    report = Recorder()
    rows = [Row(texts=("GPT", "高い", "速い"), line=9), Row(texts=("Llama", "", "遅い"), line=10)]
    assert build_items(rows, 2, report) == (
        Item(label="GPT", cells=("高い", "速い")),
        Item(label="Llama", cells=("", "遅い")),
    )
    assert report.lines == []


def test_missing_cells_are_reported_at_their_line_and_left_empty() -> None:
    report = Recorder()
    assert build_items([Row(texts=("GPT", "高い"), line=9)], 3, report) == (
        Item(label="GPT", cells=("高い", "", "")),
    )
    assert report.places == [(ComparisonCode.COMPARISON_SHAPE, 9, 1)]
    assert report.values == [{"item": "GPT", "found": "1", "expected": "3"}]


def test_surplus_cells_are_reported_and_kept_in_the_last() -> None:
    report = Recorder()
    rows = [Row(texts=("GPT", "a", "b", "c"), line=9)]
    assert build_items(rows, 2, report) == (Item(label="GPT", cells=("a", "b | c")),)
    assert report.values == [{"item": "GPT", "found": "3", "expected": "2"}]


def test_empty_row_is_an_item_without_name() -> None:
    report = Recorder()
    assert build_items([Row(texts=(), line=9)], 2, report) == (Item(label="", cells=("", "")),)
    assert report.values == [{"item": "", "found": "0", "expected": "2"}]


@settings(deadline=None)
@given(ROWS, st.integers(min_value=1, max_value=5))
def test_every_item_is_as_wide_as_its_table_and_loses_nothing(rows: list[Row], width: int) -> None:
    report = Recorder()
    items = build_items(rows, width, report)
    assert len(items) == len(rows)
    for row, item in zip(rows, items, strict=True):
        assert len(item.cells) == width
        assert [text for text in row.texts if text not in " | ".join((item.label, *item.cells))] == []
    ragged = [row for row in rows if len(row.texts or ("",)) != width + 1]
    assert report.places == [(ComparisonCode.COMPARISON_SHAPE, 7, 1)] * len(ragged)


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("GPT-4o", ("GPT-4o",)),
        ("OpenAI (GPTシリーズ)", ("OpenAI (GPTシリーズ)", "GPTシリーズ", "OpenAI")),
        ("RAG（検索拡張生成）", ("RAG（検索拡張生成）", "検索拡張生成", "RAG")),
        ("蒸留（知識）の手法（小）", ("蒸留（知識）の手法（小）", "知識", "小", "蒸留 の手法")),
        ("（注）", ("（注）", "注")),
        ("()", ("()",)),
        ("", ()),
    ],
)
def test_item_may_mean_what_stands_in_or_outside_its_brackets(label: str, names: tuple[str, ...]) -> None:
    assert split_item_label(label) == names


def test_keys_of_criteria_are_unique() -> None:
    keys = [criterion.key for criterion in build_criteria(["a", "a", "a-2"])]
    assert len(set(keys)) == len(keys)


def test_table_of_one_column_has_items_without_cells() -> None:
    items = build_items([Row(texts=("GPT", "高い", "速い"), line=9)], 0, Recorder())
    assert [len(item.cells) for item in items] == [0]

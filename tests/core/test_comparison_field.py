"""Comparisons in front matters and data files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_ext.core.code import Code, ComparisonCode, SourceCode
from kb_ext.core.comparison_field import Loaded, Page, read_comparisons
from kb_ext.core.data_file import (
    MAX_SIZE,
    NO_TABLE,
    NO_TEXT,
    NOT_THERE,
    OTHER_KIND,
    OUTSIDE,
    TOO_LARGE,
    load_file,
    read_csv,
)
from kb_ext.core.record import Better, Contribution
from kb_ext.core.value import ValueType
from kb_ext.core.yaml_tree import Mapping, Scalar, parse_yaml
from tests.core.test_problem import Recorder


def read(
    text: str, report: Recorder | None = None, root: Path = Path("/nowhere")
) -> tuple[Contribution, ...]:
    report = report or Recorder()
    node = parse_yaml(text)
    assert isinstance(node, Mapping)

    def load(name: Scalar) -> Loaded | None:
        return load_file(root, "posts/a", name, report, lambda _: report)

    return read_comparisons(node, Page(docname="posts/a", report=report, load=load))


def list_texts(contribution: Contribution) -> list[list[str | None]]:
    return [
        [item.label, *(told.text if told else None for told in item.statements)]
        for item in contribution.items
    ]


FULL = """comparison:
  key: LLM Runners
  caption: ランナー
  as_of: 2025年8月
  source: /posts/x.md
  criteria:
    - {key: license, label: ライセンス, type: text}
    - {key: price, label: 料金, type: money, currency: USD, period: 月, unit: 1Mトークン, better: lower}
    - スター数
  items:
    - label: Ollama
      term: ollama
      source: https://example.com
      as_of: 2024
      cells:
        ライセンス: MIT
        price: {value: 不明, note: 記載なし, source: posts/y.md, as_of: 2025-01-02}
    - label: vLLM
      cells: [Apache 2.0, $5, [3万, 4万]]
    - TGI
"""


def test_front_matter_is_read_with_the_place_of_every_cell() -> None:
    report = Recorder()
    (found,) = read(FULL, report)
    assert report.places == []
    assert (found.key, found.named, found.as_of, found.source) == ("llm-runners", True, "2025-08", "posts/x")
    price = found.criteria[1]
    assert (price.type, price.currency, price.unit, price.better) == (
        ValueType.MONEY,
        "USD",
        "1Mトークン",
        Better.LOWER,
    )
    assert list_texts(found) == [
        ["Ollama", "MIT", "不明", None],
        ["vLLM", "Apache 2.0", "$5", "3万、4万"],
        ["TGI", None, None, None],
    ]
    first = found.items[0]
    assert (first.term, first.source, first.as_of) == ("ollama", "https://example.com", "2024")
    told = first.statements[1]
    assert told is not None
    assert (told.note, told.source, told.as_of) == ("記載なし", "posts/y", "2025-01-02")
    assert (told.line, told.column) == (17, 24)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("comparison: {items: [A], criteria: [x]}", [("a", False)]),
        ("comparison: {one: {items: [A]}, two: {items: [B]}}", [("one", True), ("two", True)]),
        ("comparisons: [{key: one, items: [A]}, {key: two}]", [("one", True), ("two", True)]),
        ("comparison: {one: {key: three}}", [("three", True)]),
        ("comparison:", []),
        ("title: x", []),
    ],
)
def test_page_may_hold_several_comparisons(text: str, keys: list[tuple[str, bool]]) -> None:
    assert [(one.key, one.named) for one in read(text)] == keys


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("comparison: 3", SourceCode.WRONG_TYPE),
        ("comparison: [3]", SourceCode.WRONG_TYPE),
        ("comparison: {one: 3}", SourceCode.WRONG_TYPE),
        ("comparison: {items: 3}", SourceCode.WRONG_TYPE),
        ("comparison: {items: [[A]]}", SourceCode.WRONG_TYPE),
        ("comparison: {criteria: x, items: [A]}", SourceCode.WRONG_TYPE),
        ("comparison: {criteria: [[x]], items: [A]}", SourceCode.WRONG_TYPE),
        ("comparison: {criteria: [x], items: [{label: A, cells: 3}]}", SourceCode.WRONG_TYPE),
        ("comparison: {file: [x]}", SourceCode.WRONG_TYPE),
        ("comparison: {key: a, caption: {x: y}}", SourceCode.WRONG_TYPE),
        ("comparison: {key: a, captoin: x}", SourceCode.UNKNOWN_KEY),
        ("comparison: {criteria: [{label: x, typ: text}]}", SourceCode.UNKNOWN_KEY),
        ("comparison: {items: [{label: x, cell: []}]}", SourceCode.UNKNOWN_KEY),
        ("comparison: {criteria: [x], items: [{label: A, cells: {x: {valu: 3}}}]}", SourceCode.UNKNOWN_KEY),
        ("comparison: {criteria: [{label: x, type: cash}]}", ComparisonCode.COMPARISON_SETTING),
        ("comparison: {criteria: [{label: x, better: more}]}", ComparisonCode.COMPARISON_SETTING),
        ("comparison: {criteria: [x], items: [{label: A, cells: {y: 3}}]}", ComparisonCode.UNKNOWN_CRITERION),
        ("comparison: {criteria: [x], items: [{label: A, cells: [1, 2]}]}", ComparisonCode.COMPARISON_SHAPE),
        ("comparison: {criteria: [x, Ｘ]}", ComparisonCode.DUPLICATE_CRITERION),
        ("comparison: {items: [A, Ａ]}", ComparisonCode.DUPLICATE_ITEM),
        ("comparison: {key: a, as_of: いつか}", SourceCode.BAD_DATE),
        ("comparison: {items: [{label: A, as_of: 2025-13}]}", SourceCode.BAD_DATE),
    ],
)
def test_slip_is_reported_once(text: str, code: Code) -> None:
    report = Recorder()
    read(text, report)
    assert [place[0] for place in report.places] == [code]


def test_surplus_cells_are_kept_in_the_last() -> None:
    (found,) = read("comparison: {criteria: [x, y], items: [{label: A, cells: [1, 2, 3]}]}")
    assert list_texts(found) == [["A", "1", "2 | 3"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d.yaml", "caption: 題\ncriteria: [速度]\nitems: [{label: A, cells: [1]}]\n"),
        (
            "d.yml",
            "comparison:\n  caption: 題\n  criteria: [速度]\n  items: [{label: A, cells: {速度: 1}}]\n",
        ),
        ("d.json", '{\t"caption": "題",\n\t"criteria": ["速度"], "items": [{"label": "A", "cells": ["1"]}]}'),
        ("d.csv", "\ufeff題,速度\r\nA,1\r\n"),
    ],
)
def test_data_files_of_every_form_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / name).write_text(text, encoding="utf-8", newline="")
    report = Recorder()
    (found,) = read(f"comparison: {{file: data/{name}, as_of: 2025}}", report, tmp_path)
    assert report.places == []
    assert list_texts(found) == [["A", "1"]]
    assert (found.path, found.as_of, found.caption or found.item_label) == (f"data/{name}", "2025", "題")


def test_criteria_on_the_page_tell_of_the_columns_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("名,速度,source\nA,1,posts/x\n", encoding="utf-8")
    criteria = "[{key: speed, label: 速度, type: number, unit: ms}]"
    (found,) = read(f"comparison: {{file: d.csv, criteria: {criteria}}}", None, tmp_path)
    assert [(one.key, one.type, one.unit) for one in found.criteria] == [("speed", ValueType.NUMBER, "ms")]
    assert found.items[0].source == "posts/x"


def test_rows_of_csv_know_their_lines() -> None:
    tree = read_csv('名,a\n\n"x\ny",1\nz,2\n')
    assert tree is not None
    items = tree.get("items")
    assert [child.line for child in items.children] == [3, 5]  # type: ignore[union-attr] # a list


@pytest.mark.parametrize(
    ("name", "content", "detail"),
    [
        ("none.yaml", None, NOT_THERE),
        ("folder.yaml", "/", NOT_THERE),
        ("../d.yaml", None, OUTSIDE),
        ("../../d.yaml", None, OUTSIDE),
        ("x/../../d.yaml", None, OUTSIDE),
        ("conf.py", "x = 1", OTHER_KIND),
        ("big.json", " " * (MAX_SIZE + 1), TOO_LARGE),
        ("sjis.csv", b"\x83\x65", NO_TEXT),
        ("list.yaml", "[1, 2]", NO_TABLE),
        ("link.yaml", "->", OUTSIDE),
    ],
)
def test_file_that_cannot_be_used_is_reported(
    tmp_path: Path, name: str, content: str | bytes | None, detail: str
) -> None:
    root = tmp_path / "source"
    root.mkdir()
    (tmp_path / "d.yaml").write_text("criteria: [x]\nitems: [A]\n", encoding="utf-8")
    if content == "/":
        (root / name).mkdir()
    elif content == "->":
        (root / name).symlink_to(tmp_path / "d.yaml")
    elif content is not None:
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    report = Recorder()
    # From the folder of a post, `../` is the source directory itself.
    name = f"../{name}" if name == "../d.yaml" else name
    assert read(f"comparison: {{file: {name}}}", report, root) == ()
    assert [place[0] for place in report.places] == [ComparisonCode.DATA_FILE]
    assert report.values[0]["detail"] == detail


@pytest.mark.parametrize(
    ("text", "code"), [("a: [1", SourceCode.YAML_SYNTAX), ("a: " + "[" * 60, SourceCode.YAML_LIMIT)]
)
def test_damaged_file_is_reported_at_its_place(tmp_path: Path, text: str, code: Code) -> None:
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    report = Recorder()
    assert read("comparison: {file: d.yaml}", report, tmp_path) == ()
    assert [place[0] for place in report.places] == [code]

"""The guide to comparisons says what the code does: its tables are read, its examples are built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb_ext.core.comparison_field import CELL_KEYS, CRITERION_KEYS, ITEM_KEYS, KEYS
from kb_ext.core.contribution import OPTIONS
from kb_ext.core.markdown_table import find_table
from kb_ext.core.value import ValueType, parse_value
from kb_ext.core.verdict import State, parse_state
from tests.conftest import Project

PAGE = (Path(__file__).parent.parent / "docs/guide/comparisons.md").read_text(encoding="utf-8")


def read_rows(head: str) -> list[list[str]]:
    table = find_table(PAGE[PAGE.index(head) :].split("\n"))
    assert table is not None
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(("text", "type_", "key"), read_rows("| 書き方 | 型 | 値 |"))
def test_spelling_is_read_as_the_guide_says(text: str, type_: str, key: str) -> None:
    value = parse_value(text, ValueType(type_))
    assert value is not None
    assert value.key == key


def test_states_are_spelled_as_the_guide_says() -> None:
    rows = read_rows("| 書き方 | 意味 | `data-state` |")
    assert [row[2] for row in rows] == list(State)
    for texts, _, state in rows:
        assert {parse_state("" if text == "空欄" else text) for text in texts.split("、")} == {state}


def test_every_key_type_and_option_is_in_the_guide() -> None:
    places = {row[0]: re.findall(r"[a-z_]+", row[1]) for row in read_rows("| 場所 | 書けるキー |")}
    assert {place: sorted(keys) for place, keys in places.items()} == {
        "比較表": sorted(KEYS),
        "観点": sorted(CRITERION_KEYS),
        "項目": sorted(ITEM_KEYS),
        "セル": sorted(CELL_KEYS),
    }
    assert [row[0] for row in read_rows("| 型 | 中身 |")] == list(ValueType)
    assert [row[0] for row in read_rows("| オプション | 意味 |")] == list(OPTIONS)


def test_examples_of_the_guide_build(project: Project) -> None:
    first, second = re.findall(r"^````markdown\n(.*?)^````$", PAGE, re.MULTILINE | re.DOTALL)
    header, of_file = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    post = "---\ntitle: 題\n---\n\n文。\n"
    result = project.build(
        files={
            "index.md": "# 目次\n",
            "posts/2025-08-31-generative-ai-model-competition.md": f"{post}\n{first}\n{second}",
            "posts/2024-12-26-ai-trends-2025.md": post.replace("題", "別の題"),
            "comparisons/a.md": f"---\ntitle: 甲\n{header}---\n\n文。\n",
            "comparisons/b.md": f"---\ntitle: 乙\n{of_file}---\n\n文。\n",
            "data/runners.csv": "ツール,速度,source\nOllama,10,https://example.com\n",
        }
    )
    assert result.warnings == []
    assert "公式に記載なし" in result.read("comparisons/a.html")
    assert 'data-value="10"' in result.read("comparisons/b.html")

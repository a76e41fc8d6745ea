"""The tables of a text, as cells and with the words around them."""

from __future__ import annotations

from kb_ext.core.recognition.table import find_tables

HEAD = "---\ntitle: '題名'\n---\n"


def test_a_table_is_read_with_its_surroundings_and_lines() -> None:
    above = "## 上\n\n### 見出し**太字**\n\n前置きです。\n\n"
    text = f"{HEAD}{above}| a | b |\n|---|---|\n| **1** | [x](y) |\n| 2 |\n\n後。\n"
    (table,) = find_tables(text)
    assert (table.head, table.rows) == (("a", "b"), (("1", "x"), ("2", "")))
    assert table.source[1] == ("**1**", "[x](y)")
    assert (table.line, table.end) == (10, 14)
    assert (table.title, table.outline, table.heading, table.above) == (
        "題名",
        ("上",),
        "見出し太字",
        "前置きです。",
    )


def test_tables_in_code_and_directives_are_left_alone() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert find_tables(f"```\n{table}```\n\n```{{kb:comparison}} k\n{table}```\n") == ()


def test_escaped_bars_part_no_cells() -> None:
    (table,) = find_tables("| a | b |\n|---|---|\n| x \\| y | z |\n")
    assert table.rows == (("x | y", "z"),)


def test_tables_in_lists_and_quotations_are_nested() -> None:
    (quoted, listed) = find_tables(
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\n\n- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n"
    )
    assert quoted.is_nested
    assert listed.is_nested


def test_attributes_below_a_table_are_no_row_of_it() -> None:
    (table,) = find_tables("| a | b |\n|---|---|\n| 1 | 2 |\n{: .wide}\n")
    assert (len(table.rows), table.end) == (1, 4)


def test_a_paragraph_above_a_rule_is_no_heading() -> None:
    (table,) = find_tables("## 見出し\n\n文です。\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert table.heading == "見出し"


def test_very_long_cells_are_cut_and_kept_in_the_source() -> None:
    (table,) = find_tables(f"| a | b |\n|---|---|\n| {'長' * 5000} | 2 |\n")
    assert len(table.rows[0][0]) == 200
    assert len(table.source[1][0]) == 5000

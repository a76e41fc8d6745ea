"""Putting tables into directives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.recognition.clue import Orientation
from kb_ext.core.recognition.rewrite import choose_key, list_keys, wrap_table
from kb_ext.core.recognition.table import find_tables

TABLE = "| a | b |\n|:--|--:|\n|  **1**|`x\\|y` |"


def wrap(text: str, *, caption: str = "表", orientation: Orientation = Orientation.ROWS) -> str:
    (table,) = find_tables(text.replace("\r\n", "\n"))
    return wrap_table(text, table, key="k", caption=caption, orientation=orientation)


def test_a_table_is_put_into_a_directive_byte_for_byte() -> None:
    wrapped = wrap(f"前\n\n{TABLE}\n\n後\n")
    assert wrapped == f"前\n\n```{{kb:comparison}} k\n:caption: 表\n\n{TABLE}\n```\n\n後\n"


def test_blank_lines_part_it_from_its_neighbours() -> None:
    assert wrap(f"前\n{TABLE}\n# 後\n").splitlines()[1:3] == ["", "```{kb:comparison} k"]
    assert wrap(f"前\n{TABLE}\n# 後\n").splitlines()[-3:] == ["```", "", "# 後"]


def test_items_in_columns_are_said_to_be() -> None:
    assert ":orientation: items-in-columns\n" in wrap(TABLE, orientation=Orientation.COLUMNS)


def test_a_file_without_a_last_line_end_gets_none() -> None:
    assert wrap(TABLE).endswith("`x\\|y` |\n```")


def test_line_ends_stay_as_they_are() -> None:
    text = f"前\n\n{TABLE}\n\n後\n".replace("\n", "\r\n")
    assert "\n" not in wrap(text).replace("\r\n", "")


@pytest.mark.parametrize(
    ("caption", "written"),
    [
        ("A: B", '"A: B"'),
        ('"x" \\ #y', '"\\"x\\" \\\\ #y"'),
        ("【表】一覧", "【表】一覧"),
        ("- x", '"- x"'),
    ],
)
def test_captions_are_quoted_where_they_would_mean_something(caption: str, written: str) -> None:
    assert f"\n:caption: {written}\n" in wrap(TABLE, caption=caption)


def test_keys_in_use_are_passed_over() -> None:
    text = "```{kb:comparison}\n```\n\n:::{kb:comparison} Other Key\n:::\n"
    assert list_keys(text, "my-post") == ("my-post", "other")
    assert choose_key("my-post", {"my-post", "my-post-2"}) == "my-post-3"
    assert choose_key("my-post", set()) == "my-post"


@settings(deadline=None)
@given(st.lists(st.text(alphabet="a|`\\- \r*", max_size=12), max_size=4))
def test_no_row_is_changed_whatever_it_holds(cells: list[str]) -> None:
    text = "\n".join(["| a | b |", "|---|---|", *cells, "", "end"])
    for table in find_tables(text):
        wrapped = wrap_table(text, table, key="k", caption="", orientation=Orientation.ROWS)
        rows = "\n".join(text.split("\n")[table.line - 1 : table.end - 1])
        assert f"\n\n{rows}\n" in wrapped

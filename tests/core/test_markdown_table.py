"""What a cell of a Markdown table says."""

from __future__ import annotations

import pytest

from kb_ext.core.markdown_table import find_table


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("`<div>`", "<div>"),
        ("`<br>` と <br>改行", "<br> と 改行"),
        ("**`List<int>`** と <b>太字</b>", "List<int> と 太字"),
        ("`*a*` と *b*", "*a* と b"),
        ("[`<a>`](a.md)", "<a>"),
        ("`` `x` ``", "`x`"),
    ],
)
def test_what_stands_in_code_is_kept_to_the_letter(markup: str, text: str) -> None:
    table = find_table(["| 名前 | 値 |", "|---|---|", f"| {markup} | 1 |"])
    assert table is not None
    assert table.rows[0].cells[0].text == text

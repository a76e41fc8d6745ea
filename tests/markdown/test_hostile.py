"""No input ends in a traceback, however deep or long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes

ReadPost = Callable[..., nodes.document]
CASES = {
    "directives left open": ":::{note}\n" * 200,
    "directives with arguments left open": ":::{admonition} t\n:class: z\n\n" * 200,
    "notes with text and options left open": ":::{note} t\n語\n\n" * 200,
    "containers left open": ":::message\n" * 300,
    "folds in backticks": "\n".join("`" * (100 - i) + "{note}" for i in range(95)),
    "elements left open": "<div>\n\n" * 2000,
    "closing tags without opening ones": "<b>" * 90 + "</i>" * 5000,
    "scripts left open": "a " + "<script>" * 2000,
    "quotes left open": "x " + "<a '" * 3000,
    "comments left open": "語" + "<!--" * 4000,
    "template tags left open": "{{" * 5000 + "{%" * 5000,
    "attribute lists left open": "[a](b)" + "{: a " * 4000,
    "delimiters": "**語" * 3000 + "語**「" * 3000,
    "refused links": "[a](foo:x)" * 2000,
    "lines": "語\n" * 10000,
    "addresses": "https://a.b/c\n" * 2000,
    "colons": ":::\n" * 3000,
    "code left open in containers": ":::message\n```\n" * 500,
    "equal containers": ":::message\n同じ\n:::\n" * 500,
    "deep quotes": "> " * 100 + "<div>",
    "null and controls": "\x00<\x00b>\x0c語\u2028{%\x00%}\x85:::message\r\n語",
}


@pytest.mark.parametrize("source", CASES.values(), ids=CASES)
def test_hostile_input_is_rendered(source: str, read_post: ReadPost) -> None:
    assert read_post(source).children


def test_directives_too_deep_are_shown_as_text(
    read_post: ReadPost, findings: list[tuple[str, int, str]]
) -> None:
    document = read_post("".join(f":::{{note}}\n{level}\n\n" for level in range(12)))
    assert len(list(document.findall(nodes.note))) == 8
    assert findings[0][:2] == ("trust.directive", 25)
    assert "11" in document.astext()

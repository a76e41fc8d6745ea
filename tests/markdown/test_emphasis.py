"""Text without CJK is emphasised as CommonMark says."""

from __future__ import annotations

import sys
import unicodedata
from itertools import product

import pytest
from markdown_it import MarkdownIt

from kb_ext.markdown.character import is_cjk, is_spaceless
from kb_ext.markdown.emphasis import emphasis_plugin


def make_parser(*, single_tilde: bool = False) -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("strikethrough")
    md.options["strikethrough_single_tilde"] = single_tilde
    return md


@pytest.mark.parametrize("single_tilde", [False, True])
@pytest.mark.parametrize(("alphabet", "longest"), [("a*_ .", 6), ("a*~(“ ", 5)])
def test_text_without_cjk_is_untouched(alphabet: str, longest: int, single_tilde: bool) -> None:
    stock = make_parser(single_tilde=single_tilde)
    ours = make_parser(single_tilde=single_tilde).use(emphasis_plugin)
    for length in range(1, longest + 1):
        for chars in product(alphabet, repeat=length):
            source = "".join(chars)
            assert ours.renderInline(source) == stock.renderInline(source), source


def test_plugin_leaves_strikethrough_off() -> None:
    md = MarkdownIt("commonmark").use(emphasis_plugin)
    assert md.renderInline("~~「語」~~の") == "~~「語」~~の"


def test_single_tilde_stays_supported() -> None:
    md = make_parser(single_tilde=True).use(emphasis_plugin)
    assert md.renderInline("~「語」~の~~「語」~~の") == "<s>「語」</s>の<s>「語」</s>の"


def test_wide_characters_are_cjk_unless_emoji() -> None:
    missing = {
        unicodedata.category(chr(point))
        for point in range(sys.maxunicode + 1)
        if unicodedata.east_asian_width(chr(point)) in "WFH" and not is_cjk(chr(point))
    }
    assert missing <= {"So", "Sk", "Sm", "Cn"}


@pytest.mark.parametrize("char", ["あ", "漢", "𠮟", "、", "「", "Ａ", "ｱ", "々", "〽", "㊙"])
def test_japanese_is_written_without_spaces(char: str) -> None:
    assert is_spaceless(char)


@pytest.mark.parametrize("char", ["a", "é", "한", "ㅎ", "🎉", "✅", "…", "“", ""])
def test_other_text_is_written_with_spaces(char: str) -> None:
    assert not is_spaceless(char)

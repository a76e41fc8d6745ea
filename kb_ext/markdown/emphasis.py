"""Let emphasis, strong and strikethrough begin and end beside CJK text and its punctuation.

CommonMark decides by the white space between words, which Japanese has not: in `**「語」**の` the closing run
stands between a punctuation mark and a letter and so may only open. This follows the "CommonMark CJK-friendly
Amendments" (https://github.com/tats-u/markdown-cjk-friendly): CommonMark's own rules still cut the runs, ours
then decide again whether a run beside CJK text may open or close. A run without CJK beside it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import emphasis as stock_emphasis
from markdown_it.rules_inline import strikethrough as stock_strikethrough

from .character import ends_cjk, find_base, is_cjk, is_punctuation

InlineRule = Callable[[StateInline, bool], bool]


def emphasis_plugin(md: MarkdownIt) -> None:
    """Replace the rules for `*`, `_` and `~~` by CJK-friendly ones; whether they are enabled stays."""
    md.inline.ruler.at("emphasis", _amend_rule(stock_emphasis.tokenize))
    md.inline.ruler.at("strikethrough", _amend_rule(stock_strikethrough.tokenize))


def _amend_rule(stock: InlineRule) -> InlineRule:
    def tokenize(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not stock(state, silent):
            return False
        if len(state.delimiters) > known:
            _amend_run(state, start, known)
        return True

    return tokenize


def _amend_run(state: StateInline, start: int, known: int) -> None:
    before = state.src[max(start - 2, 0) : start]
    after = state.src[state.pos] if state.pos < state.posMax else ""
    if not before or not after or isWhiteSpace(ord(after)):
        return  # white space beside the run decides alone, as it does in CommonMark
    flanking = find_flanking(before, after, can_split_word=state.src[start] != "_")
    if flanking is None:
        return
    for delimiter in state.delimiters[known:]:
        delimiter.open, delimiter.close = flanking


def find_flanking(before: str, after: str, *, can_split_word: bool) -> tuple[bool, bool] | None:
    """Return whether a delimiter run between two texts may open and may close, or None to leave it.

    `before` is the one or two characters in front of the run, `after` the one behind; none is white space.
    """
    base = find_base(before)
    if isWhiteSpace(ord(base)):
        return None
    if can_split_word and (is_cjk(after) or ends_cjk(before)):
        return True, True
    if base == before[-1]:
        return None
    inside, outside = is_punctuation(base), is_punctuation(after)
    if not can_split_word:
        return inside, outside
    return inside or not outside, outside or not inside

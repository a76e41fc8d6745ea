"""Join lines between two CJK characters without a space.

Japanese is wrapped anywhere, so a line break in the source stands for nothing. HTML would show it as a space.
Follows the segment break rules of CSS Text (https://www.w3.org/TR/css-text-4/#line-break-transform): both
neighbours wide and neither of them Hangul, which does write spaces.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .character import is_spaceless

_TEXT = frozenset({"text", "text_special", "code_inline", "myst_role"})
_OPAQUE = frozenset({"softbreak", "hardbreak", "image"})


def line_break_plugin(md: MarkdownIt) -> None:
    """Drop soft line breaks between two CJK characters; all others stay."""
    md.core.ruler.after("text_join", "kb_line_break", _join_lines)


def _join_lines(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = _drop_breaks(block.children)


def _drop_breaks(children: list[Token]) -> list[Token]:
    kept: list[Token] = []
    before, dropped = "", False
    for index, token in enumerate(children):
        if token.type == "softbreak" and _is_joint(before, children, index):
            dropped = True
            continue
        if dropped and token.type == "text" and kept[-1].type == "text":
            kept[-1].content += token.content
        else:
            kept.append(token)
        dropped = False
        before = _read_last(token, before)
    return kept


def _is_joint(before: str, children: list[Token], index: int) -> bool:
    return is_spaceless(before) and is_spaceless(_find_next(children, index + 1))


def _read_last(token: Token, before: str) -> str:
    if token.type in _OPAQUE:
        return ""
    return token.content[-1] if token.type in _TEXT and token.content else before


def _find_next(children: list[Token], start: int) -> str:
    """Return the first character shown from `start` on: markup at the border is looked through."""
    for index in range(start, len(children)):
        token = children[index]
        if token.type in _OPAQUE:
            break
        if token.type in _TEXT and token.content:
            return token.content[0]
    return ""

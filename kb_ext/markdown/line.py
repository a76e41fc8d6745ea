"""Tell every inline element the line of the file that it begins on: Markdown only knows that of its block."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .origin import get_line, origin_plugin

LINE: Final = "kb_line"
"""Key of `Token.meta` for that line, counted from 1."""
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_MARKED: Final = frozenset(
    {"link_open", "image", "html_inline", "myst_role", "math_inline", "math_inline_double", "footnote_ref"}
)
_TARGET: Final = re.compile(r"\]\((?:[^()\\]|\\.|\([^()]*\)){0,4000}\)")
_IMAGE: Final = re.compile(r"!\[(?:[^\[\]\\]|\\.){0,2000}\](?:\((?:[^()\\]|\\.|\([^()]*\)){0,4000}\))?")
_REACH: Final = 2000
"""Characters in which the source of a token is looked for behind the one before."""


def line_plugin(md: MarkdownIt) -> None:
    """Note the lines right after inline content is parsed; applying it twice is the same as once."""
    origin_plugin(md)
    if LINE not in md.core.ruler.get_all_rules():
        md.core.ruler.after("inline", LINE, _note_lines)


def find_line(token: Token, default: int) -> int:
    """Return the line that an inline element begins on."""
    line = token.meta.get(LINE, default)
    return line if isinstance(line, int) else default


def _note_lines(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children:
            _walk(block.children, block.content, get_line(state.env, (block.map or [0])[0]))


def _walk(children: list[Token], source: str, first: int) -> None:
    position, line, counted = 0, first, 0
    for token in children:
        if token.type in _BREAKS:
            end = source.find("\n", position) + 1
            position = end or position
        line += source.count("\n", counted, position)
        counted = max(counted, position)
        if token.type in _MARKED:
            token.meta = {**token.meta, LINE: line}
        position = _pass_over(token, source, position)


def _pass_over(token: Token, source: str, position: int) -> int:
    """Return where the source of a token ends."""
    if token.type == "link_open" and token.info != "auto":
        return position + source.startswith("[", position)
    if token.type in ("link_close", "image"):
        mark, form = ("](", _TARGET) if token.type == "link_close" else ("![", _IMAGE)
        start = source.find(mark, position, position + _REACH)
        found = form.match(source, start) if start >= 0 else None
        return found.end() if found else position
    written = token.markup if token.type == "text_special" else token.content
    if token.type == "code_inline":
        start = source.find(token.markup, position, position + _REACH)
        end = source.find(token.markup, start + len(token.markup)) if start >= 0 else -1
        return end + len(token.markup) if end >= 0 else position
    if not written:
        written = token.markup if token.nesting else ""
    start = source.find(written, position, position + _REACH + len(written)) if written else -1
    return start + len(written) if start >= 0 else position

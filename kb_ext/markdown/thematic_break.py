"""Drop or replace the rules that a page cannot hold as transitions.

docutils knows a transition only between body elements: one at the beginning or end of a page, below a
heading, behind another one or inside another block is an error there, and ordinary in posts.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .origin import get_depth, origin_plugin

_INVISIBLE = frozenset({"front_matter", "myst_target", "footnote_reference_open", "footnote_block_open"})


def thematic_break_plugin(md: MarkdownIt) -> None:
    """Keep only rules that separate something; inside other blocks they become plain HTML."""
    origin_plugin(md)
    md.core.ruler.before("text_join", "kb_thematic_break", _sort_breaks)


def _sort_breaks(state: StateCore) -> None:
    last = max((index for index, token in enumerate(state.tokens) if _is_content(token)), default=-1)
    kept: list[Token] = []
    separates = False
    for index, token in enumerate(state.tokens):
        if token.type != "hr":
            separates = token.type != "heading_close" and (separates or _is_content(token))
        elif token.level or get_depth(state.env):
            token.type, token.tag, token.content = "html_block", "", "<hr>\n"
        elif not separates or index > last:
            continue
        else:
            separates = False
        kept.append(token)
    state.tokens = kept


def _is_content(token: Token) -> bool:
    return token.type not in _INVISIBLE and token.type != "hr"

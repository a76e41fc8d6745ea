"""Consume kramdown's attribute lists: `{: .class #anchor key="value"}`.

Jekyll sites style with them; here they would be shown as text. They are dropped and not obeyed, because their
classes belong to another theme. Code keeps them, and so does text that merely looks alike (`{:タグ}`).
See https://kramdown.gettalong.org/syntax.html#inline-attribute-lists
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_ITEM = r"""[.#][^\s.#{}"']+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*')|[A-Za-z][\w-]*(?=[ \t}])"""
_LIST = rf"\{{:(?:[ \t]*(?:{_ITEM}))+[ \t]*\}}"
_SPAN = re.compile(_LIST)
_LINE = re.compile(rf"{_LIST}[ \t]*$")
_HEADING_END = re.compile(rf"[ \t]*(?:{_LIST}|\{{#[^\s{{}}]+\}})[ \t]*$")
_ELEMENTS = frozenset({"link_close", "image", "code_inline", "html_inline", "myst_role", "footnote_ref"})
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def attribute_list_plugin(md: MarkdownIt) -> None:
    """Drop attribute lists on a line of their own, behind an inline element and at the end of a heading."""
    md.block.ruler.before("paragraph", "kb_attribute_list", _consume_line, {"alt": _INTERRUPTED})
    md.core.ruler.before("inline", "kb_heading_attribute", _strip_headings)
    md.inline.ruler.before("escape", "kb_attribute_span", _consume_span)


def _consume_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("{:") or not _LINE.match(line):
        return False
    if not silent:
        state.line = start + 1
    return True


def _strip_headings(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            inline = state.tokens[index + 1]
            if inline.content.endswith("}"):
                inline.content = _HEADING_END.sub("", inline.content)


def _consume_span(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{:", state.pos) or not _follows_element(state):
        return False
    found = _SPAN.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    state.pos = found.end()
    return True


def _follows_element(state: StateInline) -> bool:
    """Return whether the last thing parsed is an inline element, or a run that can close one."""
    if state.pending or not state.tokens:
        return False
    if state.delimiters and state.delimiters[-1].token == len(state.tokens) - 1:
        return state.delimiters[-1].close
    return state.tokens[-1].type in _ELEMENTS

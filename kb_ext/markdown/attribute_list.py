"""Consume kramdown's attribute lists: `{: .class #anchor key="value"}`.

Jekyll sites style with them; here they would be shown as text. Their anchors become anchors; all else is
dropped and not obeyed, because their classes belong to another theme. Code keeps them, and so does text that
merely looks alike (`{:タグ}`).
See https://kramdown.gettalong.org/syntax.html#inline-attribute-lists
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .anchor import ANCHOR, KEYS

_ITEM = r"""[.#][^\s.#{}"']+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*')|[A-Za-z][\w-]*(?=[ \t}])"""
_LIST = rf"\{{:(?:[ \t]*(?:{_ITEM}))+[ \t]*\}}"
_SPAN = re.compile(_LIST)
_LINE = re.compile(rf"{_LIST}[ \t]*$")
_HEADING_END = re.compile(rf"[ \t]*(?:{_LIST}|\{{#[^\s{{}}]+\}})[ \t]*$")
_ELEMENTS = frozenset(
    {"link_close", "image", "code_inline", "html_inline", "myst_role", "footnote_ref", ANCHOR}
)
_KEYS = re.compile(r"""(?<![^\s{:])(?:#([^\s.#{}"']+)|id=(?:"([^"\n]*)"|'([^'\n]*)'))""")
_AT_START = re.compile(r"\{:[ \t]*[.#]")
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def attribute_list_plugin(md: MarkdownIt) -> None:
    """Consume attribute lists on a line of their own, at inline elements and at the end of a heading."""
    md.block.ruler.before("paragraph", "kb_attribute_list", _consume_line, {"alt": _INTERRUPTED})
    md.core.ruler.after("block", "kb_attribute_list", _place_anchors)
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
        for key in _find_keys(line):
            state.push(ANCHOR, "span", 0).attrs = {"id": key}
            state.tokens[-1].map = [start, start + 1]
    return True


def _find_keys(source: str) -> list[str]:
    return [next(filter(None, found)) for found in _KEYS.findall(source) if any(found)]


def _place_anchors(state: StateCore) -> None:
    """Give the anchors of every list to the block right above it, else to the one below."""
    if not any(token.type == ANCHOR for token in state.tokens):
        return
    tokens: list[Token] = []
    openings: list[int] = []
    last: list[int] = []
    waiting: list[Token] = []
    for token in state.tokens:
        if token.type == ANCHOR:
            above = last[token.level] if token.level < len(last) else -1
            if above >= 0 and _touches(tokens[above], token):
                _give_key(tokens[above], token)
            else:
                waiting.append(token)
            continue
        _follow(token, len(tokens), openings, last)
        if token.nesting >= 0 and token.type != "inline":
            for anchor in waiting:
                _give_key(token, anchor)
            waiting.clear()
        tokens.append(token)
    state.tokens = [*tokens, *waiting]


def _follow(token: Token, index: int, openings: list[int], last: list[int]) -> None:
    """Keep which block was the last one at each level."""
    if token.nesting == 1:
        openings.append(index)
    start = openings.pop() if token.nesting == -1 else index
    if token.nesting < 1 and token.type != "inline":
        del last[token.level :]
        last.extend([-1] * (token.level - len(last)))
        last.append(start)
    elif token.nesting == 1:
        del last[token.level + 1 :]


def _touches(block: Token, anchor: Token) -> bool:
    return bool(block.map and anchor.map and block.map[1] >= anchor.map[0])


def _give_key(block: Token, anchor: Token) -> None:
    block.meta = {**block.meta, KEYS: (*block.meta.get(KEYS, ()), str(anchor.attrs["id"]))}


def _strip_headings(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            inline = state.tokens[index + 1]
            found = _HEADING_END.search(inline.content) if inline.content.endswith("}") else None
            if found:
                inline.content = inline.content[: found.start()]
                keys = (*token.meta.get(KEYS, ()), *_find_keys(found[0]))
                token.meta = {**token.meta, KEYS: keys}


def _consume_span(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{:", state.pos):
        return False
    if not _follows_element(state) and not (state.pos == 0 and _AT_START.match(state.src)):
        return False
    found = _SPAN.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        for key in _find_keys(found[0]):
            state.push(ANCHOR, "span", 0).attrs = {"id": key}
    state.pos = found.end()
    return True


def _follows_element(state: StateInline) -> bool:
    """Return whether the last thing parsed is an inline element, or a run that can close one."""
    if state.pending or not state.tokens:
        return False
    if state.delimiters and state.delimiters[-1].token == len(state.tokens) - 1:
        return state.delimiters[-1].close
    return state.tokens[-1].type in _ELEMENTS

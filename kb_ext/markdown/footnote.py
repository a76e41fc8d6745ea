"""Footnotes that nothing refers to, and references to none: said with their line, shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report

from .line import find_line, line_plugin
from .origin import get_line

_SOURCE: Final = "kb_source"
_REFERENCE: Final = re.compile(r"\[\^([^\s\[\]]+)\](?!:)")
_DEFINITION: Final = re.compile(r"^[ \t>]*(?:[-*+] +)?\[\^([^\s\[\]]+)\]:", re.MULTILINE)


def footnote_plugin(md: MarkdownIt, report: Report) -> None:
    """Let only those be footnotes that have both ends."""
    line_plugin(md)
    md.core.ruler.before("block", _SOURCE, _keep_source)
    md.core.ruler.before("inline", "kb_footnote", partial(_unwrap_unused, report=report))
    md.core.ruler.before("text_join", "kb_footnote_ref", partial(_show_unknown, report=report))


def _keep_source(state: StateCore) -> None:
    """Keep the text of the whole document: a reference may stand in another directive than its footnote."""
    if _SOURCE not in state.env:
        references = frozenset(match[1] for match in _REFERENCE.finditer(state.src))
        state.env[_SOURCE] = references, frozenset(match[1] for match in _DEFINITION.finditer(state.src))


def _unwrap_unused(state: StateCore, report: Report) -> None:
    referenced, _ = state.env[_SOURCE]
    kept: list[Token] = []
    dropped: list[bool] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            dropped.append(label not in referenced)
            if dropped[-1]:
                line = get_line(state.env, (token.map or [0])[0])
                report(BodyCode.UNUSED_FOOTNOTE, line=line, label=label)
                continue
        if token.type == "footnote_reference_close" and dropped and dropped.pop():
            continue
        kept.append(token)
    state.tokens = kept


def _show_unknown(state: StateCore, report: Report) -> None:
    _, defined = state.env[_SOURCE]
    for block in state.tokens:
        if block.type == "inline" and block.children and "[^" in block.content:
            line = get_line(state.env, (block.map or [0])[0])
            block.children = list(_replace(block.children, defined, line, report))


def _replace(children: list[Token], defined: frozenset[str], line: int, report: Report) -> Iterator[Token]:
    for token in children:
        label = str(token.meta.get("label", "")) if token.type == "footnote_ref" else ""
        if not label or label in defined:
            yield token
            continue
        report(BodyCode.UNKNOWN_FOOTNOTE, line=find_line(token, line), label=label)
        yield Token("text", "", 0, content=f"[^{label}]")

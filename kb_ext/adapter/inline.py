"""Inline Markdown of one page as another page shows it: emphasis, code and links to other sites, no more."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb_ext.markdown.link import is_allowed, is_external

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'、。（）]+")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS: Final[dict[str, type[nodes.TextElement]]] = {"strong_open": nodes.strong, "em_open": nodes.emphasis}
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")


def draw_inline(text: str, markup: str = "") -> list[nodes.Node]:
    """Draw Markdown, or where there is none a text; an address that is all of it becomes a link."""
    if not markup:
        return [_draw_link(text, [nodes.Text(text)])] if _ADDRESS.fullmatch(text) else [nodes.Text(text)]
    (block,) = _MARKDOWN.parseInline(_BREAK.sub("\\\n", markup))
    root = nodes.inline()
    stack: list[nodes.Element] = [root]
    for token in block.children or []:
        _draw_token(token, stack)
    return list(root.children)


def _draw_token(token: Token, stack: list[nodes.Element]) -> None:
    if token.type in _MARKS:
        _open(_MARKS[token.type](), stack)
    elif token.type == "link_open":
        target = str(token.attrGet("href") or "")
        _open(_draw_link(target, []) if is_external(target) else nodes.inline(), stack)
    elif token.type == "s_open":
        _open(nodes.inline(), stack)
    elif token.nesting < 0 and len(stack) > 1:
        stack.pop()
    elif token.type == "code_inline":
        stack[-1] += nodes.literal("", token.content)
    elif token.type in {"softbreak", "hardbreak"}:
        stack[-1] += nodes.Text(" ")
    elif token.content and not _TAG.fullmatch(token.content):
        stack[-1] += nodes.Text(token.content)


def _open(node: nodes.Element, stack: list[nodes.Element]) -> None:
    stack[-1] += node
    stack.append(node)


def _draw_link(target: str, content: list[nodes.Text]) -> nodes.Element:
    if not is_allowed(target):
        return nodes.inline("", "", *content)
    return nodes.reference("", "", *content, refuri=target, internal=False)

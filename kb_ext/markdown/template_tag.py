"""Show and report the template tags of other generators: Liquid's and Hugo's.

Nothing evaluates them here. `{{ page.title }}`, `{% include ad.html %}` and `{{< youtube id >}}` are shown as
they were typed, outside code, and the author is told where they stand.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report

from .link import read_text
from .origin import get_line, origin_plugin

_LONGEST = 500
_TAG = re.compile(rf"\{{\{{.{{0,{_LONGEST}}}?\}}\}}|\{{%.{{0,{_LONGEST}}}?%\}}", re.DOTALL)
_SHOWN = 60
_MARK = "template_tag"
_HTML = frozenset({"html_block", "html_inline"})
_BREAKS = frozenset({"softbreak", "hardbreak"})


def template_tag_plugin(md: MarkdownIt, report: Report) -> None:
    """Keep template tags from being read as Markdown, and report them."""
    origin_plugin(md)
    if "attr" in md.block.ruler.get_all_rules():
        md.block.ruler.before("attr", "kb_template_tag", _read_block)
    md.inline.ruler.before("escape", "kb_template_tag", _read_tag)
    md.core.ruler.before("text_join", "kb_template_tag", partial(_report_tags, report=report))


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a line that begins with a tag as a paragraph; as block attributes, it would be a comment."""
    position = state.bMarks[start] + state.tShift[start]
    if silent or state.is_code_block(start) or not state.src.startswith(("{{", "{%"), position):
        return False
    return paragraph(state, start, end, silent)


def _read_tag(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(("{{", "{%"), state.pos):
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = token.markup = found[0]
        token.info = _MARK
    state.pos = found.end()
    return True


def _report_tags(state: StateCore, report: Report) -> None:
    for block in state.tokens:
        start = get_line(state.env, (block.map or [0])[0])
        if block.type == "html_block":
            _report_html(block.content, start, report)
        elif block.type == "inline" and block.children and "{" in block.content:
            block.children = _report_inline(block.children, start, report)


def _report_inline(children: list[Token], line: int, report: Report) -> list[Token]:
    """Report the tags among inline tokens, and return these without links whose target holds one."""
    kept: list[Token] = []
    dropped: list[bool] = []
    for token in children:
        target = unquote(str(token.attrGet("href") or token.attrGet("src") or ""))
        tags = _TAG.findall(target)
        if token.info == _MARK and token.type == "text_special":
            tags = [token.content]
        for tag in tags:
            report(BodyCode.TEMPLATE_TAG, line=line, tag=_shorten(tag))
        kept.extend(_keep(token, dropped, is_broken=bool(tags)))
        if token.type == "html_inline":
            _report_html(token.content, line, report)
        line += (token.type in _BREAKS) + token.content.count("\n") * (
            token.type in _HTML or token.info == _MARK
        )
    return kept


def _keep(token: Token, dropped: list[bool], *, is_broken: bool) -> list[Token]:
    if token.type == "link_open":
        dropped.append(is_broken)
        return [] if is_broken else [token]
    if token.type == "link_close":
        return [] if dropped and dropped.pop() else [token]
    if token.type == "image" and is_broken:
        return [Token("text", "", 0, content=read_text(token.children or []))]
    return [token]


def _report_html(content: str, line: int, report: Report) -> None:
    if "<pre" in content or "<code" in content:
        return
    for found in _TAG.finditer(content):
        at = line + content.count("\n", 0, found.start())
        report(BodyCode.TEMPLATE_TAG, line=at, tag=_shorten(found[0]))


def _shorten(tag: str) -> str:
    tag = " ".join(tag.split())
    return tag if len(tag) <= _SHOWN else f"{tag[: _SHOWN - 1]}…"

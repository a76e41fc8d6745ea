"""Refuse in a stranger's post what could read files, run code or send readers elsewhere.

What is refused is shown as text and reported with its line; the rest of the post is rendered. MyST parses the
content of directives with the same parser, so that nested constructs pass here too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import unescape
from itertools import accumulate, takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, hr
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report

from .link import is_allowed, is_external, refuse_links
from .markup import Loss, sanitise_blocks, sanitise_inline
from .option import drop_options
from .origin import DEEPEST, get_depth, get_line, origin_plugin

_FENCES = frozenset({"fence", "colon_fence"})
_EVALUATED = ["substitution_inline", "substitution_block"]
_IMAGES = frozenset({"image", "figure"})
_SCRIPT = re.compile(r"(?:javascript|vbscript):|data:[a-z]+/|\\[xuU][0-9a-f]", re.IGNORECASE)
"""What no option needs: scripts, and the escapes that could hide them. White space is taken out before."""
_SWALLOWED = ["myst_line_comment", "myst_block_break"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guard:
    report: Report
    directives: frozenset[str]
    roles: frozenset[str]
    docname: str


def guard_plugin(
    md: MarkdownIt,
    report: Report,
    *,
    directives: frozenset[str],
    roles: frozenset[str],
    docname: str = "",
) -> None:
    """Allow only the named directives and roles, harmless HTML and harmless links.

    With a `docname`, links and images that leave the source directory are refused as well. Switched off are
    MyST's substitutions, which are evaluated, and its line comments and block breaks, which swallow text.
    """
    origin_plugin(md)
    md.disable([*_EVALUATED, *_SWALLOWED], ignoreInvalid=True)
    if "front_matter" in md.block.ruler.get_all_rules():
        md.block.ruler.before("front_matter", "kb_nested_break", _read_nested_break)
    guard = _Guard(report=report, directives=directives, roles=roles, docname=docname)
    md.core.ruler.before("inline", "kb_guard_directive", partial(_guard_directives, guard=guard))
    md.core.ruler.before("text_join", "kb_guard_inline", partial(_guard_inline, guard=guard))
    md.core.ruler.before("text_join", "kb_guard_html", partial(_guard_html, guard=guard))


def find_directive(md: MarkdownIt, token: Token) -> str:
    """Return the name of the directive that MyST would run for a fence, in lower case; "" for code."""
    name = (token.info.split(maxsplit=1) or [""])[0]
    if name.startswith("{") and name.endswith("}"):
        return name[1:-1].lower()
    config = md.options.get("myst_config")
    as_directives = getattr(config, "fence_as_directive", ()) if token.type == "fence" else ()
    return name.lower() if name in as_directives else ""


def make_literal(token: Token) -> None:
    """Let a fence be shown as it was typed."""
    content = token.content if token.content.endswith("\n") or not token.content else f"{token.content}\n"
    token.content = f"{token.markup}{token.info}\n{content}{token.markup}\n"
    token.type, token.tag, token.info = "fence", "code", "text"


def _read_nested_break(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a rule that begins a nested text as a rule: MyST would take front matter there, and drop it."""
    return start == 0 and get_depth(state.env) > 0 and hr(state, start, end, silent)


def _guard_directives(state: StateCore, guard: _Guard) -> None:
    for token in state.tokens:
        name = find_directive(state.md, token) if token.type in _FENCES else ""
        if not name:
            continue
        line = get_line(state.env, (token.map or [0])[0])
        if name not in guard.directives or get_depth(state.env) >= DEEPEST:
            guard.report(BodyCode.FORBIDDEN_DIRECTIVE, line=line, name=name)
            make_literal(token)
        elif target := _find_bad_target(token, name, guard.docname):
            guard.report(BodyCode.FORBIDDEN_LINK, line=line, target=target)
            make_literal(token)
        else:
            drop_options(token, name, line, guard.report)


def _find_bad_target(token: Token, name: str, docname: str) -> str:
    """Return what an allowed directive may not show or link to: as its argument, or in its options."""
    argument = ([*token.info.split(maxsplit=1), ""])[1].strip()
    if name in _IMAGES and (is_external(argument) or not is_allowed(argument, docname)):
        return argument
    found = _SCRIPT.search("".join(unescape(_read_options(token.content)).split()))
    return found[0] if found else ""


def _read_options(content: str) -> str:
    """Return the part of a directive's content that MyST reads as options."""
    if content.startswith("---"):
        return content.removeprefix("---").partition("\n---")[0]
    return "\n".join(takewhile(lambda line: line.lstrip().startswith(":"), content.splitlines()))


def _guard_inline(state: StateCore, guard: _Guard) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children:
            start = get_line(state.env, (block.map or [0])[0])
            _guard_roles(block.children, guard, start)
            refuse = partial(_tell_link, guard, _list_lines(block.children, start))
            block.children = refuse_links(block.children, guard.docname, refuse)


def _guard_roles(children: list[Token], guard: _Guard, line: int) -> None:
    for token in children:
        line += token.type in ("softbreak", "hardbreak")
        if token.type == "myst_role":
            name = str(token.meta["name"])
            if name.lower() not in guard.roles:
                guard.report(BodyCode.FORBIDDEN_ROLE, line=line, name=name)
                token.type, token.tag, token.markup = "code_inline", "code", "`"
                token.content = f"{{{name}}}`{token.content}`"


def _tell_link(guard: _Guard, lines: list[int], index: int, target: str) -> None:
    guard.report(BodyCode.FORBIDDEN_LINK, line=lines[index], target=target)


def _guard_html(state: StateCore, guard: _Guard) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children:
            start = get_line(state.env, (block.map or [0])[0])
            tell = partial(_tell_inline, guard, _list_lines(block.children, start))
            block.children = sanitise_inline(block.children, guard.docname, tell)
    tell = partial(_tell_block, guard, state)
    state.tokens = sanitise_blocks(state.tokens, guard.docname, tell)


def _tell_inline(guard: _Guard, lines: list[int], index: int, loss: Loss) -> None:
    _tell_loss(guard, lines[index], loss)


def _tell_block(guard: _Guard, state: StateCore, index: int, loss: Loss) -> None:
    _tell_loss(guard, get_line(state.env, (state.tokens[index].map or [0])[0] + loss.line), loss)


def _list_lines(children: list[Token], start: int) -> list[int]:
    """Return the line of each inline token."""
    return list(accumulate((token.type in ("softbreak", "hardbreak") for token in children), initial=start))


def _tell_loss(guard: _Guard, line: int, loss: Loss) -> None:
    for target in loss.refused:
        guard.report(BodyCode.FORBIDDEN_LINK, line=line, target=target)
    if loss.removed:
        guard.report(BodyCode.FORBIDDEN_HTML, line=line, removed=", ".join(sorted(loss.removed)))

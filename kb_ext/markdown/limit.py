"""Take long runs of brackets for the text they are: CommonMark looks for a link at each, many times."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_RUN = re.compile(r"(?:!?\[){24,}")
"""More brackets than any nested link has."""


def limit_plugin(md: MarkdownIt) -> None:
    """Pass over runs of brackets in one step."""
    md.inline.ruler.before("escape", "kb_limit", _pass_run)


def _pass_run(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "[!":
        return False
    found = _RUN.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True

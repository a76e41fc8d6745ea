"""Report formulas that cannot be read: a page shows their source."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import dropwhile
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report

from .guard import find_directive
from .line import find_line, line_plugin
from .origin import get_line

_BLOCKS: Final = frozenset({"math_block", "math_block_label", "math_block_eqno", "amsmath"})
_INLINE: Final = {"math_inline": False, "math_single": False, "math_inline_double": True}
"""Types of formulas within a line, and whether they are set as a block."""
_FENCES: Final = frozenset({"fence", "colon_fence"})
_SHOWN: Final = 60


def formula_plugin(md: MarkdownIt, report: Report) -> None:
    """Report every formula that is none."""
    line_plugin(md)
    md.core.ruler.before("text_join", "kb_formula", partial(_check_formulas, report=report))


def _check_formulas(state: StateCore, report: Report) -> None:
    for block in state.tokens:
        line = get_line(state.env, (block.map or [0])[0])
        for formula, is_block, place in _iterate_formulas(state.md, block, line):
            if not _is_readable(formula.strip(), block=is_block):
                flat = " ".join(formula.split())
                text = flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
                report(BodyCode.BAD_FORMULA, line=place, text=text)


def _iterate_formulas(md: MarkdownIt, block: Token, line: int) -> Iterator[tuple[str, bool, int]]:
    if block.type in _BLOCKS:
        yield block.content, True, line
    elif block.type in _FENCES and find_directive(md, block) == "math":
        argument = ([*block.info.split(maxsplit=1), ""])[1]
        lines = dropwhile(lambda text: text.lstrip().startswith(":"), block.content.splitlines())
        yield "\n".join((argument, *lines)), True, line
    elif block.type == "inline":
        for token in block.children or []:
            if token.type in _INLINE:
                yield token.content, _INLINE[token.type], find_line(token, line)
            elif token.type == "myst_role" and str(token.meta["name"]).lower() == "math":
                yield token.content, False, find_line(token, line)


def _is_readable(formula: str, *, block: bool) -> bool:
    from .mathml import write_formula  # noqa: PLC0415 # few documents have formulas

    return not formula or write_formula(formula, block=block) is not None

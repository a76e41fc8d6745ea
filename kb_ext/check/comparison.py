"""Comparisons: whether each has a table, and which key it takes."""

from __future__ import annotations

from kb_ext.check.document import Document
from kb_ext.check.record import Claim
from kb_ext.core.code import ComparisonCode
from kb_ext.core.comparison import make_key
from kb_ext.core.problem import Report

_DIRECTIVE = "kb:comparison"
_FENCES = frozenset({"fence", "colon_fence"})


def check_comparisons(document: Document, report: Report) -> tuple[Claim, ...]:
    """Report comparisons without a table, and return the keys of the others."""
    claims: list[Claim] = []
    for passage in document.reading.passages:
        if passage.name != _DIRECTIVE:
            continue
        key = make_key(passage.argument or document.task.docname)
        if any(token.type == "tr_open" for token in passage.tokens):
            claims += (
                [] if passage.argument else [Claim(sort="comparison", key=key, told=key, line=passage.line)]
            )
        else:
            report(ComparisonCode.COMPARISON_EMPTY, line=passage.line, key=key)
    return tuple(claims)

"""Code blocks and containers that are never closed."""

from __future__ import annotations

from typing import Final

from markdown_it.token import Token

from kb_ext.check.document import Document
from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report
from kb_ext.markdown.reader import Passage

_FENCES: Final = frozenset({"fence", "colon_fence", "kb_container"})


def check_fences(document: Document, report: Report) -> None:
    """Report every block whose closing line is missing."""
    for passage in document.reading.passages:
        for token in passage.tokens:
            if token.type in _FENCES and token.map and not _is_closed(document, passage, token):
                start, _ = document.find_range(passage, token)
                report(BodyCode.UNCLOSED_FENCE, line=start, fence=token.markup)


def _is_closed(document: Document, passage: Passage, token: Token) -> bool:
    start, end = document.find_range(passage, token)
    while end - 1 > start and not document.get_line(end - 1):
        end -= 1
    last = document.get_line(end - 1)
    return end - start > 1 and set(last) == {token.markup[0]} and len(last) >= 3

"""The headings of a page: one title, and no level skipped."""

from __future__ import annotations

from itertools import pairwise

from kb_ext.check.document import Document
from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report
from kb_ext.core.repair.finding import shorten


def check_outline(document: Document, report: Report) -> None:
    """Report a second title, and headings more than one level below the one above them."""
    headings = _list_headings(document)
    titles = [(line, text) for line, level, text in headings if level == 1]
    if len(titles) > 1:
        line, text = titles[1]
        report(BodyCode.SEVERAL_TITLES, line=line, heading=shorten(text), count=str(len(titles)))
    for (_, above, _), (line, level, text) in pairwise(headings):
        if level > above + 1:
            report(BodyCode.SKIPPED_HEADING, line=line, heading=shorten(text))


def _list_headings(document: Document) -> list[tuple[int, int, str]]:
    """Return line, level and text of the headings that are no part of other blocks, as they are written."""
    passage = document.reading.passages[0]
    return [
        (passage.first_line + token.map[0], len(token.markup), passage.tokens[index + 1].content)
        for index, token in enumerate(passage.tokens)
        if token.type == "heading_open" and token.map and not token.level and token.markup.startswith("#")
    ]

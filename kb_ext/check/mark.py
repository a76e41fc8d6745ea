"""Marks that are shown as they are typed, because Markdown reads them otherwise than their author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from kb_ext.check.document import Document
from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report
from kb_ext.core.repair.finding import shorten
from kb_ext.markdown.character import is_cjk
from kb_ext.markdown.reader import Text

_BOLD: Final = re.compile(r"\*\*")
_CODE_LIKE: Final = re.compile(
    r"[A-Za-z0-9_)\]]\*\*[A-Za-z0-9_(-]|\*\*/|/\*\*|\*\*(?:kw|args|opt|param|props|rest)|\*{4,}"
    r"|[A-Za-z0-9_)] \*\* [A-Za-z0-9_(]"
)
"""Powers, globs, comments and keyword arguments."""
_HEADING: Final = re.compile(r"(#{2,6})[^#\s!/.,;:)\]}'\"`*]|(＃{1,6})[ \t\u3000]*\S|(#{1,6})\u3000")
_ITEM: Final = re.compile(r"([-*+]|\d{1,2}[.)])([^\s\-*+\d.)].)")
_AROUND: Final = 12


def check_marks(document: Document, report: Report) -> None:
    """Report asterisks that emphasise nothing, and headings and lists that lack a space."""
    for _, texts in groupby(document.reading.texts, key=lambda text: text.block):
        block = list(texts)
        _check_bold(block, report)
        _check_headings(block, report)
        _check_items(block, report)


def _check_bold(block: list[Text], report: Report) -> None:
    found = [(text, match) for text in block for match in _find_bold(text.content)]
    for text, match in found:
        around = text.content[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        if len(found) > 1 or _touches_japanese(text.content, match):
            report(BodyCode.LITERAL_MARK, line=text.line, text=shorten(around))


def _find_bold(content: str) -> Iterator[re.Match[str]]:
    for match in _BOLD.finditer(content):
        if not _CODE_LIKE.search(content[max(0, match.start() - 2) : match.end() + 6]):
            yield match


def _touches_japanese(content: str, match: re.Match[str]) -> bool:
    before, after = content[match.start() - 1 : match.start()], content[match.end() : match.end() + 1]
    return any(character and is_cjk(character) for character in (before, after))


def _check_headings(block: list[Text], report: Report) -> None:
    for text in block:
        match = _HEADING.match(text.content) if text.starts_line else None
        if match:
            mark = match[1] or match[2] or match[3]
            report(BodyCode.MISSING_SPACE, line=text.line, text=shorten(text.content, 40), mark=mark)


def _check_items(block: list[Text], report: Report) -> None:
    """Report the first of two or more lines that begin like items; a single one may be a sign or a note."""
    lines = [(text, match) for text in block if text.starts_line and (match := _ITEM.match(text.content))]
    items = [(text, match) for text, match in lines if is_cjk(match[2][0]) or is_cjk(match[2][1])]
    kinds = {match[1].lstrip("0123456789") for _, match in items}
    if len(items) > 1 and len(kinds) == 1:
        text, match = items[0]
        report(BodyCode.MISSING_SPACE, line=text.line, text=shorten(text.content, 40), mark=match[1])

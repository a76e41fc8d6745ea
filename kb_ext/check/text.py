"""What the passes of an import find in a text, and what only a person can mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kb_ext.check.document import Document
from kb_ext.core.code import BodyCode, Code, SourceCode
from kb_ext.core.problem import Report
from kb_ext.core.repair.character import (
    compose_letters,
    normalise_line_endings,
    remove_byte_order_mark,
    remove_control_characters,
)
from kb_ext.core.repair.context import Context, Pass
from kb_ext.core.repair.cut import find_cut_end
from kb_ext.core.repair.fence import set_fences_right
from kb_ext.core.repair.finding import Finding, Lines, shorten
from kb_ext.core.repair.marker import remove_markers
from kb_ext.core.repair.repeat import drop_repeats
from kb_ext.core.repair.residue import find_chat_residue
from kb_ext.core.repair.rule import part_rules

_CONTEXT: Final = Context()
_LINES: Final = (("lines", "dropped"), ("first", "first"))
_CODES: Final[Mapping[Finding, tuple[Code, tuple[tuple[str, str], ...]]]] = {
    Finding.REPEATED: (SourceCode.REPEATED_TEXT, _LINES),
    Finding.REPEATED_CUT: (SourceCode.REPEATED_TEXT, _LINES),
    Finding.REPEATED_KEPT: (SourceCode.REPEATED_TEXT, _LINES),
    Finding.RESIDUE: (SourceCode.CHAT_RESIDUE, (("text", "text"),)),
    Finding.END_MARK: (SourceCode.END_MARK, (("text", "mark"),)),
    Finding.TABLE_STUMP: (BodyCode.TABLE_STUMP, (("text", "text"),)),
    Finding.RULE: (BodyCode.RULE, ()),
    Finding.UNDERLINE: (BodyCode.LITERAL_MARK, (("text", "removed"),)),
    Finding.CONTROL: (SourceCode.CONTROL_CHARACTER, (("characters", "characters"),)),
    Finding.MARK: (SourceCode.BYTE_ORDER_MARK, ()),
    Finding.LINE_ENDING: (SourceCode.LINE_ENDINGS, ()),
    Finding.COMPOSED: (SourceCode.COMPOSITION, ()),
    Finding.BLANK_ABOVE: (SourceCode.FENCE_FORM, ()),
    Finding.INDENTED: (SourceCode.FENCE_FORM, ()),
    Finding.FENCE_FORM: (SourceCode.FENCE_FORM, ()),
    Finding.WRAPPED: (SourceCode.FENCE_FORM, ()),
    Finding.UNOPENED: (SourceCode.FENCE_FORM, ()),
}
"""The code of each finding of an import, and which of its values fill which placeholders."""
_PASSES: Final[tuple[Pass, ...]] = (remove_markers, drop_repeats, find_chat_residue, find_cut_end)
_LOST: Final = re.compile("\ufffd+")
_UNSOURCED: Final = re.compile(
    r"(?<![（(※])[（(※]{1,4}\s{0,9}"
    r"(?:出典|引用|情報源|出所|ソース)元?(?:は|が)?\s*[:：]?\s*(?:不明|未確認|要確認|未記載|なし)[）)]?"
    r"|(?:出典|引用元|情報源)\s*[:：]\s*(?:不明|未確認|要確認|未記載|なし)|[（(※\[［]要出典"
)
_AROUND: Final = 12


def check_texts(document: Document, report: Report) -> None:
    """Report lost characters, claims without a source, and what an import would take out."""
    for text in document.reading.texts:
        for match in _UNSOURCED.finditer(text.content):
            report(SourceCode.UNSOURCED, line=text.line, text=match[0].strip())
        for match in _LOST.finditer(text.content):
            around = text.content[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            report(SourceCode.LOST_CHARACTER, line=text.line, text=shorten(around))
    passes = (*_PASSES, part_rules) if document.task.kind.is_record else _PASSES
    for run in passes:
        run(document.text, _CONTEXT, _Note(report))


def check_characters(text: str, report: Report) -> str:
    """Report what stands in a file that nobody sees; return its text with line feeds alone."""
    note = _Note(report)
    text = normalise_line_endings(remove_byte_order_mark(text, _CONTEXT, note), _CONTEXT, note)
    remove_control_characters(text, _CONTEXT, note)
    compose_letters(text, _CONTEXT, note)
    return text


def check_fence_form(text: str, report: Report) -> None:
    """Report a front matter that other readers do not find."""
    found: list[int] = []

    def report_once(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        if not found:
            report(code, line=line, column=column, **values)
        found.append(line)

    set_fences_right(text, _CONTEXT, _Note(report_once))


class _Note:
    """Takes what a pass says, and reports what a check knows of it."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def __call__(
        self,
        finding: Finding,
        /,
        *,
        line: int = 1,
        column: int = 1,
        removed: str = "",
        added: str = "",
        **values: str | Lines,
    ) -> None:
        if finding is Finding.UNDERLINE:
            line += 1
            finding = Finding.RULE if removed.startswith("-") else finding
        if finding in _CODES:
            code, names = _CODES[finding]
            told = {"removed": removed, **values}
            filled = {name: str(told[value]) for name, value in names}
            self._report(code, line=line, column=column, **filled)

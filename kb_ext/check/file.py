"""Checking one file: its bytes, its front matter, its text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import Final

from kb_ext.check.choice import read_ignored
from kb_ext.check.comparison import check_comparisons, show_file
from kb_ext.check.document import Document, read_body, read_title
from kb_ext.check.fence import check_fences
from kb_ext.check.link import check_links, check_picture
from kb_ext.check.mark import check_marks
from kb_ext.check.outline import check_outline
from kb_ext.check.place import Places
from kb_ext.check.record import Checked, Claim, Kind, Task
from kb_ext.check.reference import check_references
from kb_ext.check.schema import check_front_matter, read_terms
from kb_ext.check.table import check_tables, drop_doubles
from kb_ext.check.text import check_characters, check_fence_form, check_texts
from kb_ext.core.code import Code, SourceCode
from kb_ext.core.front_matter import FrontMatter, read_front_matter
from kb_ext.core.problem import Problem, Report

MAX_SIZE: Final = 16 * 1024 * 1024
"""Bytes of one file; nobody writes more by hand."""
_LOST: Final = "\ufffd"
_CHECKS: Final = (
    check_fences,
    check_tables,
    check_links,
    check_references,
    check_marks,
    check_outline,
    check_texts,
)


class Recorder:
    """A `Report` that keeps what it is told about one file."""

    def __init__(self, shown: str, problems: list[Problem] | None = None) -> None:
        self._shown = shown
        self.problems: list[Problem] = [] if problems is None else problems

    def __call__(self, code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        """Keep one finding."""
        told = tuple(sorted(values.items()))
        self.problems.append(Problem(code=code, path=self._shown, line=line, column=column, values=told))


class UnreadableError(Exception):
    """A file that no text can be had from; carries why."""


def check_file(task: Task) -> Checked:
    """Check one file; whatever is in it, what is wrong comes back as problems."""
    report = Recorder(task.shown)
    try:
        data = read_bytes(task.path)
    except UnreadableError as error:
        report(SourceCode.UNREADABLE, detail=str(error))
        return Checked(task=task, problems=tuple(report.problems))
    return check_bytes(task, data)


def check_bytes(task: Task, data: bytes) -> Checked:
    """Check what a file holds, or would hold."""
    report = Recorder(task.shown)
    source, is_sound = decode(data, report)
    if not is_sound and is_foreign(source, data):
        return Checked(task=task, problems=tuple(report.problems))
    text = check_characters(source, report)
    front_matter = read_front_matter(text, report)
    task = _settle_kind(task, front_matter)
    if task.kind.is_record:
        check_fence_form(text, report)
    ignored = read_ignored(front_matter.mapping.get("kb"), report)
    claims = _check_header(task, front_matter, report)
    terms = read_terms(front_matter, task.kind, task.docname, task.terms, report)
    document = _check_body(task, text, front_matter, report)
    elsewhere: list[Problem] = []
    compared = check_comparisons(
        document, front_matter, report, lambda path: Recorder(show_file(task, path), elsewhere)
    )
    if is_sound:
        _check_lost(document, front_matter, report)
    found = drop_doubles(report.problems, document.lines)
    problems = dict.fromkeys(
        problem
        for problem in Places(document.lines).locate(found)
        if is_sound or problem.code is not SourceCode.LOST_CHARACTER
    )
    return Checked(
        task=task,
        problems=(*problems, *dict.fromkeys(elsewhere)),
        claims=claims,
        terms=terms,
        contributions=compared.contributions,
        shown=compared.shown,
        ignored=ignored,
    )


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; raises `UnreadableError`."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise UnreadableError("it is not a regular file")
        if status.st_size > MAX_SIZE:
            raise UnreadableError(f"it is larger than {MAX_SIZE >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(error.strerror or type(error).__name__) from error


def decode(data: bytes, report: Report) -> tuple[str, bool]:
    """Return the text of a file and whether it is UTF-8; if not, report where that ends, as a build does."""
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError as error:
        above = data[: error.start]
        line, start = above.count(b"\n") + 1, above.rfind(b"\n") + 1
        column = len(above[start:].decode("utf-8", "replace")) + 1
        report(SourceCode.NOT_UTF8, line=line, column=column, byte=f"0x{data[error.start]:02x}")
        return data.decode("utf-8", "replace"), False


def is_foreign(text: str, data: bytes) -> bool:
    """Tell whether so much is unreadable that the file is in another encoding: all else would be noise."""
    damaged = text.count(_LOST) - data.count(_LOST.encode())
    sound = sum(character > "\x7f" and character != _LOST for character in text)
    return damaged * 4 > sound


def _settle_kind(task: Task, front_matter: FrontMatter) -> Task:
    """Outside a project, a file that defines a term says so itself."""
    if not task.is_sure and front_matter.mapping.get("term") is not None:
        return replace(task, kind=Kind.TERM)
    return task


def _check_header(task: Task, front_matter: FrontMatter, report: Report) -> tuple[Claim, ...]:
    if not task.kind.is_record:
        return ()
    check_picture(front_matter, task, report)
    return check_front_matter(front_matter, task.kind, task.docname, report)


def _check_body(task: Task, text: str, front_matter: FrontMatter, report: Report) -> Document:
    document = read_body(task, text, front_matter, read_title(front_matter, task), report)
    for check in _CHECKS:
        check(document, report)
    return document


def _check_lost(document: Document, front_matter: FrontMatter, report: Report) -> None:
    """Report lost characters in the front matter, where all text is meant to be read."""
    for number, line in enumerate(document.lines[: front_matter.body_line - 1], 1):
        if _LOST in line:
            column = line.index(_LOST)
            around = line[max(0, column - 12) : column + 12]
            report(SourceCode.LOST_CHARACTER, line=number, column=column + 1, text=around)

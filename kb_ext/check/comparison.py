"""Comparisons: what a page says for them, read as a build reads it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from kb_ext.check.document import Document
from kb_ext.check.record import Task
from kb_ext.core.code import ComparisonCode
from kb_ext.core.comparison_field import Loaded, Page, read_comparisons
from kb_ext.core.contribution import build_contribution, make_key, make_page_key, read_options
from kb_ext.core.data_file import load_file
from kb_ext.core.front_matter import FrontMatter
from kb_ext.core.markdown_table import find_table
from kb_ext.core.problem import Report
from kb_ext.core.record import Contribution
from kb_ext.core.yaml_tree import Scalar
from kb_ext.markdown.reader import Passage

_DIRECTIVE: Final = "kb:comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a page says for comparisons, and which of them it shows."""

    contributions: tuple[Contribution, ...]
    shown: tuple[tuple[str, int], ...]


def check_comparisons(
    document: Document, front_matter: FrontMatter, report: Report, report_in: Callable[[Path], Report]
) -> Compared:
    """Read the comparisons of a front matter and of the text; what is wrong with each is reported."""
    task = document.task

    def load(name: Scalar) -> Loaded | None:
        return load_file(task.root, task.docname, name, report, report_in)

    page = Page(docname=task.docname, report=report, load=load)
    found = list(read_comparisons(front_matter.mapping, page))
    shown: list[tuple[str, int]] = []
    for passage in document.reading.passages:
        if passage.name == _DIRECTIVE:
            key = _read_directive(passage, task, found, report)
            shown += [(key, passage.line)] if key else []
    return Compared(contributions=tuple(found), shown=tuple(shown))


def _read_directive(passage: Passage, task: Task, found: list[Contribution], report: Report) -> str:
    """Note what a directive says; return the key that it shows, if any."""
    written = dict(passage.options)
    argument = (written.get("key") or passage.argument).strip()
    own = make_page_key(task.docname)
    named = make_key(argument) if argument else own
    if not passage.text.strip():
        return named
    rows = sum(token.type == "tr_open" for token in passage.tokens)
    table = find_table(passage.text.split("\n"), most=_count_rows(passage)) if rows > 1 else None
    if table is None:
        report(ComparisonCode.COMPARISON_EMPTY, line=passage.line, key=named)
        return ""
    taken = {one.key for one in found}
    free = next(key for key in chain([own], (f"{own}-{n}" for n in count(2))) if key not in taken)
    options = read_options(written, passage.argument, task.docname, free, report, passage.line)
    found.append(build_contribution(table, options, passage.first_line, report))
    return options.key


def _count_rows(passage: Passage) -> int:
    """Count the rows below the header of the first table."""
    number = 0
    for token in passage.tokens:
        if token.type == "table_close":
            break
        number += token.type == "tr_open"
    return number - 1


def show_file(task: Task, path: Path) -> str:
    """Return the path of a data file as messages tell it: like that of the page which names it."""
    if Path(task.shown).is_absolute():
        return path.absolute().as_posix()
    return Path(os.path.relpath(path)).as_posix()

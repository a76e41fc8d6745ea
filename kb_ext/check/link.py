"""Links and images of a page with nothing behind them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb_ext.check.choice import suggest
from kb_ext.check.document import Document
from kb_ext.check.record import Task
from kb_ext.check.source import list_docnames
from kb_ext.core.code import BodyCode
from kb_ext.core.problem import Report
from kb_ext.markdown.link import is_allowed, is_external
from kb_ext.markdown.reader import Reference

_MANY: int = 500
"""Posts above which no similar name is looked for: comparing with all of them takes seconds."""


def check_links(document: Document, report: Report) -> None:
    """Report every relative or root-relative target without a file."""
    for reference in document.reading.references:
        if reference.kind == "image" and _is_path(reference.target, document.task):
            _check_image(reference, document.task, report)
        elif reference.kind == "link" and _is_path(reference.target, document.task):
            _check_link(reference, document.task, report)


def _is_path(target: str, task: Task) -> bool:
    inside = bool(target) and not target.startswith(("#", "?")) and not is_external(target)
    return inside and is_allowed(target, task.docname)


def _check_image(reference: Reference, task: Task, report: Report) -> None:
    if not os.path.isfile(_resolve(reference.target.partition("?")[0], task)):
        report(BodyCode.MISSING_IMAGE, line=reference.line, target=reference.target)


def _check_link(reference: Reference, task: Task, report: Report) -> None:
    path = _resolve(reference.target.partition("#")[0], task)
    if not os.path.isfile(path) and (task.kind.is_record or path.suffix):
        near = _find_near(reference.target, task)
        report(BodyCode.DEAD_LINK, line=reference.line, target=reference.target, suggestion=near)


def _resolve(target: str, task: Task) -> Path:
    """Return the file that a target names, as Sphinx finds it; there may be none, whatever its name is."""
    base = "" if target.startswith("/") else posixpath.dirname(task.docname)
    return task.root / posixpath.normpath(posixpath.join(base, target.lstrip("/")))


def _find_near(target: str, task: Task) -> str:
    """Return the way to the post whose file is called most like the last part of a path."""
    wanted = target.partition("#")[0].partition("?")[0].strip("/").rpartition("/")[2]
    wanted = wanted.removesuffix(".md").removesuffix(".html")
    names = _list_names(task.root, task.folder)
    found = next((docname for name, docname in names.items() if wanted and name.endswith(wanted)), "")
    if not found and len(names) <= _MANY:
        found = names.get(suggest(wanted, names, cutoff=0.8), "")
    start = posixpath.dirname(task.docname) or "."
    return f"{posixpath.relpath(found, start)}.md" if found and found != task.docname else ""


@cache
def _list_names(root: Path, folder: str) -> Mapping[str, str]:
    """Map the names of all posts to their paths."""
    return {docname.rpartition("/")[2]: docname for docname in list_docnames(root / folder, root)}

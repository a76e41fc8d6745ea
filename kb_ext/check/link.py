"""Links and images of a page with nothing behind them."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb_ext.check.choice import suggest
from kb_ext.check.document import Document, read_body, read_title
from kb_ext.check.project import SUFFIXES, find_project
from kb_ext.check.record import Kind, Task
from kb_ext.check.source import list_docnames
from kb_ext.core.anchor import TOP, AnchorIndex, build_anchor_index
from kb_ext.core.code import BodyCode
from kb_ext.core.field import FIELDS
from kb_ext.core.front_matter import FrontMatter, read_front_matter
from kb_ext.core.post import parse_post
from kb_ext.core.problem import Report, ignore_problem
from kb_ext.core.yaml_tree import Scalar
from kb_ext.markdown.link import is_allowed, is_external
from kb_ext.markdown.reader import Reference

_MANY: int = 500
"""Posts above which no similar name is looked for: comparing with all of them takes seconds."""


def check_links(document: Document, report: Report) -> None:
    """Report every relative or root-relative target without a file, and every fragment without a place."""
    for target, line, near in document.reading.anchors.iterate_dead():
        _tell_anchor(f"#{target}", line, near, report)
    for reference in document.reading.references:
        if reference.kind == "link" and not reference.target and document.task.kind.is_record:
            report(BodyCode.DEAD_LINK, line=reference.line, target="", suggestion="")
        if reference.kind == "image" and _is_path(reference.target, document.task):
            _check_image(reference, document.task, report)
        elif reference.kind == "link" and _is_path(reference.target, document.task):
            _check_link(reference, document.task, report)


def check_picture(front_matter: FrontMatter, task: Task, report: Report) -> None:
    """Report a picture that the front matter names and that is not there."""
    known = next(field for field in FIELDS if field.key == "image")
    nodes = (front_matter.mapping.get(key) for key in (known.key, *known.synonyms))
    node = next((node for node in nodes if isinstance(node, Scalar) and node.tag == "str"), None)
    target = node.text.strip() if node else ""
    if node and _is_path(target, task) and not os.path.isfile(_resolve(target.partition("?")[0], task)):
        report(BodyCode.MISSING_IMAGE, line=node.line, column=node.column, target=target)


def _tell_anchor(target: str, line: int, near: str, report: Report) -> None:
    suggestion = f"#{near}" if near else ""
    report(BodyCode.DEAD_ANCHOR, line=line, target=target, suggestion=suggestion)


def _check_fragment(reference: Reference, task: Task, report: Report) -> None:
    """Report a link to a place that another record does not have."""
    path, _, target = reference.target.partition("#")
    docname = _resolve_name(path, task)
    index = _index_anchors(task.root, docname) if target not in TOP else None
    if index is not None and not index.find(target):
        _tell_anchor(
            f"{docname.removesuffix('.md')}.md#{target}", reference.line, index.suggest(target), report
        )


def _leads_to_draft(path: Path, task: Task) -> bool:
    """Tell whether a page that is built links to one that is not."""
    if not task.is_sure or not task.kind.is_record or find_project(path, task.root).drafts:
        return False
    return _is_draft(path, task.root) and not _is_draft(task.path, task.root)


@cache
def _is_draft(path: Path, root: Path) -> bool:
    task = find_project(path, root).make_task(path, "")
    if task.kind is not Kind.POST or path.suffix not in SUFFIXES:
        return False
    try:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return False
    return parse_post(task.docname, read_front_matter(text, ignore_problem), ignore_problem).draft


@cache
def _index_anchors(root: Path, name: str) -> AnchorIndex | None:
    """Return the anchors of another record of the site; None for what is no record."""
    path = root / name
    task = find_project(path, root).make_task(path, name)
    if not task.kind.is_record or path.suffix not in SUFFIXES:
        return None
    try:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")
    except OSError:
        return None
    front_matter = read_front_matter(text, ignore_problem)
    document = read_body(task, text, front_matter, read_title(front_matter, task), ignore_problem)
    return build_anchor_index(document.reading.anchors.found)


def _is_path(target: str, task: Task) -> bool:
    inside = bool(target) and not target.startswith(("#", "?")) and not is_external(target)
    return inside and is_allowed(target, task.docname)


def _check_image(reference: Reference, task: Task, report: Report) -> None:
    if not os.path.isfile(_resolve(reference.target.partition("?")[0], task)):
        report(BodyCode.MISSING_IMAGE, line=reference.line, target=reference.target)


def _check_link(reference: Reference, task: Task, report: Report) -> None:
    path = _resolve(reference.target.partition("#")[0], task)
    if os.path.isfile(path) and _leads_to_draft(path, task):
        docname = _resolve_name(reference.target.partition("#")[0], task)
        report(BodyCode.DEAD_LINK, line=reference.line, target=docname, suggestion="")
    elif not os.path.isfile(path) and (task.kind.is_record or path.suffix):
        near = _find_near(reference.target, task)
        report(BodyCode.DEAD_LINK, line=reference.line, target=reference.target, suggestion=near)
    elif "#" in reference.target:
        _check_fragment(reference, task, report)


def _resolve(target: str, task: Task) -> Path:
    """Return the file that a target names, as Sphinx finds it; there may be none, whatever its name is."""
    return task.root / _resolve_name(target, task)


def _resolve_name(target: str, task: Task) -> str:
    base = "" if target.startswith("/") else posixpath.dirname(task.docname)
    return posixpath.normpath(posixpath.join(base, target.lstrip("/")))


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

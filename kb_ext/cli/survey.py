"""The files that suggestions are made from, and the terms that their projects have already."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb_ext.check.file import UnreadableError, decode, read_bytes
from kb_ext.check.record import Kind, Task
from kb_ext.check.source import (
    MissingPathError,
    guess_paths,
    list_files,
    list_tasks,
    name_document,
    show_path,
)
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.post_term import parse_post_terms
from kb_ext.core.problem import Translate, ignore_problem
from kb_ext.core.record import Term
from kb_ext.core.term import parse_term


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file and its text."""

    task: Task
    text: str


def list_named(paths: Sequence[Path], command: str, translate: Translate) -> list[Task] | None:
    """List the files that are meant; without a path those of the project here. None after a complaint."""
    try:
        return list_tasks(paths or guess_paths(Path()))
    except MissingPathError as error:
        complaint = translate("'{path}' does not exist.").format(path=show_path(error.path))
        print(f"{command}: {complaint}", file=sys.stderr)
        return None


def read_pages(tasks: Sequence[Task]) -> Iterator[Page]:
    """Yield the files that are text; bytes that are no UTF-8 do not matter here."""
    for task in tasks:
        page = read_page(task)
        if page is not None:
            yield page


def read_page(task: Task) -> Page | None:
    """Return a file with its text, line ends written as line feeds; None where it cannot be read."""
    try:
        text, _ = decode(read_bytes(task.path), ignore_problem)
    except UnreadableError:
        return None
    return Page(task=task, text=text.removeprefix("\ufeff").replace("\r\n", "\n"))


class Glossaries:
    """The terms of the projects that files belong to, each read once."""

    def __init__(self) -> None:
        self._loaded: dict[tuple[Path, str], Glossary] = {}

    def find(self, task: Task) -> Glossary:
        """Return the glossary of the project of a file; an empty one where there is no project."""
        key = (task.root, task.terms)
        if key not in self._loaded:
            self._loaded[key] = build_glossary(load_terms(*key))
        return self._loaded[key]


def load_terms(root: Path, folder: str) -> dict[str, Term]:
    """Read the terms of a project, by slug."""
    if not (root / "conf.py").is_file():
        return {}
    terms = [term for file in list_files(root) for term in _read_terms(file, root, folder)]
    return {term.slug: term for term in reversed(terms)}


def _read_terms(file: Path, root: Path, folder: str) -> tuple[Term, ...]:
    """Read the term that a file is, or those that it defines in its front matter."""
    docname = name_document(file, root)
    is_term = docname.startswith(f"{folder}/") and docname != f"{folder}/index"
    try:
        text, _ = decode(read_bytes(file), ignore_problem)
    except UnreadableError:
        return ()
    if is_term:
        return (parse_term(docname, read_front_matter(text, ignore_problem), ignore_problem),)
    if "\nterms:" not in text:
        return ()
    return parse_post_terms(docname, read_front_matter(text, ignore_problem), folder, ignore_problem)


def list_posts(pages: Sequence[Page]) -> list[Page]:
    """Leave out the files that are terms themselves."""
    return [page for page in pages if page.task.kind is not Kind.TERM]

"""Comparisons of several files put together: what is wrong between them, and what a site asks of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from kb_ext.check.comparison import show_file
from kb_ext.check.project import find_project
from kb_ext.check.record import Checked, Task
from kb_ext.check.reference import read_site_terms
from kb_ext.check.setting import find_settings
from kb_ext.check.source import list_docnames
from kb_ext.core.code import ComparisonCode
from kb_ext.core.comparison_problem import Flaw, Surroundings, find_flaws, find_stale, find_unknown
from kb_ext.core.problem import Problem
from kb_ext.core.site import make_resolver

YEAR: Final = 365
"""Days after which a cell counts as old where the site does not say."""


def list_stale(results: Sequence[Checked], today: date) -> Iterator[Problem]:
    """Yield the cells of comparisons that are older than their site wants them."""
    for result in results:
        task = result.task
        days = find_settings(task.root).stale_after or find_project(task.path, task.root).stale_after or YEAR
        for flaw in find_stale(result.contributions, today, days):
            yield locate_flaw(flaw, {result.task.docname: result.task})


def compare_comparisons(results: Sequence[Checked]) -> Iterator[Problem]:
    """Yield what is wrong with the comparisons of each site."""
    for root in dict.fromkeys(result.task.root for result in results):
        found = [result for result in results if result.task.root == root]
        tasks = {result.task.docname: result.task for result in found}
        contributions = [one for result in found for one in result.contributions]
        if contributions:
            around = make_surroundings(found[0].task)
            for flaw in find_flaws(contributions, around):
                yield locate_flaw(flaw, tasks)
        yield from _find_unknown(found, sorted({one.key for one in contributions}))


def make_surroundings(task: Task) -> Surroundings:
    """Return what has to be known of the site of a file."""
    project = find_project(task.path, task.root)
    terms = read_site_terms(task.root, project.terms, project.posts if project.is_real else "")
    return Surroundings(
        folder=project.comparisons,
        resolve=make_resolver(terms.terms, terms.glossary),
        is_document=lambda source: not task.is_sure or _is_document(task.root, source),
        requires_as_of=project.requires_as_of or find_settings(task.root).requires_as_of,
    )


def _is_document(root: Path, source: str) -> bool:
    stem = source.removesuffix(".md").strip("/")
    docnames = _list_docnames(root)
    return stem in docnames or any(docname.endswith(f"/{stem}") for docname in docnames)


@cache
def _list_docnames(root: Path) -> frozenset[str]:
    return frozenset(list_docnames(root, root))


def locate_flaw(flaw: Flaw, tasks: dict[str, Task]) -> Problem:
    """Return a flaw with the path of its file."""
    contribution = flaw.contribution
    task = tasks[contribution.docname]
    in_file = contribution.path and not flaw.on_page
    path = show_file(task, task.root / contribution.path) if in_file else task.shown
    return Problem(code=flaw.code, path=path, line=flaw.line, column=flaw.column, values=flaw.values)


def list_data_files(result: Checked) -> list[str]:
    """Return the other files that were read for one, as messages tell them."""
    paths = {problem.path for problem in result.problems}
    paths.update(
        show_file(result.task, result.task.root / one.path) for one in result.contributions if one.path
    )
    return sorted(paths - {result.task.shown})


def _find_unknown(found: Sequence[Checked], keys: list[str]) -> Iterator[Problem]:
    """Yield comparisons that are shown and not defined, where all files of the site were read."""
    unknown = [(result, *told) for result in found for told in find_unknown(result.shown, keys)]
    if not unknown or not set(_list_docnames(found[0].task.root)) <= {one.task.docname for one in found}:
        return
    for result, key, line, near in unknown:
        values = (("key", key), ("suggestion", near))
        code = ComparisonCode.UNKNOWN_COMPARISON
        yield Problem(code=code, path=result.task.shown, line=line, values=values)

"""Beginning a term from what posts say of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb_ext.check.record import Kind as FileKind
from kb_ext.cli.new_command import (
    RefusedError,
    UsageError,
    choose_language,
    find_place,
    make_page_slug,
    write_page,
)
from kb_ext.cli.site import Site
from kb_ext.cli.source import show_path
from kb_ext.core.problem import Translate
from kb_ext.core.recognition.ranking import TermCandidate, fold_term
from kb_ext.core.scaffold import Kind, Scaffold
from kb_ext.core.sudachi import guess_reading
from kb_ext.core.term import fold_reading, needs_reading

if TYPE_CHECKING:
    from kb_ext.cli.survey import Page


def accept_terms(
    options: argparse.Namespace, found: Sequence[TermCandidate], pages: Sequence[Page], translate: Translate
) -> int:
    """Write a file for every name; return 0, or 1 when one cannot be."""
    failed = False
    for name in dict.fromkeys(options.accept):
        try:
            candidate = _find(name, found)
            site, folder = find_place(options.into, Kind.TERM)
            scaffold = _make_scaffold(candidate, options, pages, folder, site)
            path = write_page(scaffold, folder, choose_language("", site))
        except UsageError as error:
            print(f"kb terms: {error.describe(translate)}", file=sys.stderr)
            failed = True
            continue
        print(show_path(path))
        if needs_reading(scaffold.title) and not scaffold.reading:
            complaint = translate("Add 'reading:' to '{target}', in kana.").format(target=show_path(path))
            print(f"kb terms: {complaint}", file=sys.stderr)
    return int(failed)


def _find(name: str, found: Sequence[TermCandidate]) -> TermCandidate:
    wanted = fold_term(name)
    owners = [candidate for candidate in found if wanted in map(fold_term, candidate.names)]
    exact = [candidate for candidate in owners if fold_term(candidate.name) == wanted]
    candidate = next(iter((*exact, *owners)), None)
    if candidate is None:
        raise RefusedError("'{name}' is none of the candidates.", name=name)
    return candidate


def _make_scaffold(
    candidate: TermCandidate,
    options: argparse.Namespace,
    pages: Sequence[Page],
    folder: Path,
    site: Site | None,
) -> Scaffold:
    reading = options.reading or (guess_reading(candidate.name) if needs_reading(candidate.name) else "")
    return Scaffold(
        kind=Kind.TERM,
        title=candidate.name,
        slug=options.slug.removesuffix(".md") or _make_slug(candidate, reading),
        reading=fold_reading(reading),
        english=candidate.english,
        abbreviation=candidate.abbreviation,
        sources=_find_sources(candidate, pages, folder),
        definition=candidate.meaning,
        schema=site.locate_schema(Kind.TERM, folder) if site else "",
    )


def _make_slug(candidate: TermCandidate, reading: str) -> str:
    name = candidate.abbreviation or candidate.name
    return make_page_slug(Kind.TERM, name, candidate.english, "", reading)


def _find_sources(candidate: TermCandidate, pages: Sequence[Page], folder: Path) -> tuple[str, ...]:
    """Return the post that explains the term best, if it belongs to the same project as the term."""
    tasks = {page.task.shown: page.task for page in pages}
    for place in candidate.places:
        task = tasks[place.path]
        if task.is_sure and task.kind is FileKind.POST and folder.absolute().is_relative_to(task.root):
            return (task.docname,)
    return ()

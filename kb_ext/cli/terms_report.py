"""What `kb terms suggest` prints."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Final

from kb_ext.cli.survey import Glossaries, Page
from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.problem import Translate, ignore_problem
from kb_ext.core.recognition.definition import Definition, Sign, find_definitions
from kb_ext.core.recognition.ranking import Place, Source, TermCandidate, find_candidates
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import mask_body

REPORT_VERSION: Final = 1
_SHOWN: Final = 3
_SUMMARY: Final = "Files: {files}, candidates: {candidates}, shown: {shown}"
Tree = str | int | float | None | Sequence["Tree"] | dict[str, "Tree"]


def find_all(pages: Sequence[Page]) -> list[TermCandidate]:
    """Return the candidates of all files, without what is a term of their projects already."""
    loaded = Glossaries()
    projects = {(page.task.root, page.task.terms): page.task for page in pages}
    glossaries = [loaded.find(task) for task in projects.values()]

    def resolve(name: str) -> str | None:
        return next(filter(None, (glossary.resolve(name) for glossary in glossaries)), None)

    return find_candidates([_read_source(page) for page in pages], resolve)


def _read_source(page: Page) -> Source:
    return Source(
        path=page.task.shown,
        definitions=(*_read_tags(page), *find_definitions(page.text)),
        prose=mask_body(open_page(page.text.replace("\r", " ")).body),
    )


def _read_tags(page: Page) -> Iterator[Definition]:
    reader = FieldReader(mapping=read_front_matter(page.text, ignore_problem).mapping, report=ignore_problem)
    node = reader.find("tags")
    for tag in dict.fromkeys(reader.read_list("tags")):
        yield Definition(sign=Sign.TAG, line=node.line if node is not None else 1, name=tag)


def print_candidates(
    found: Sequence[TermCandidate], files: int, options: argparse.Namespace, translate: Translate
) -> None:
    """Print the best candidates and how many there were."""
    shown = found[: options.limit] if options.limit > 0 else found
    counts = {"files": files, "candidates": len(found), "shown": len(shown)}
    if options.format == "json":
        entries: list[Tree] = [_describe(candidate, translate) for candidate in shown]
        report: Tree = {"version": REPORT_VERSION, "candidates": entries, "summary": {**counts}}
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for candidate in shown:
        print("\n".join(_word(candidate, translate)))
    print(translate(_SUMMARY).format(**counts))


def _word(candidate: TermCandidate, translate: Translate) -> Iterator[str]:
    """Yield the lines that tell of one candidate."""
    first = candidate.places[0]
    names = ", ".join(filter(None, (candidate.english, candidate.abbreviation)))
    told = f"{candidate.name} ({names})" if names else candidate.name
    message = translate("{name}: named {uses} times in {files} files, score {score}.").format(
        name=told, uses=candidate.occurrences, files=candidate.files, score=f"{candidate.score:g}"
    )
    yield f"{first.path}:{first.definition.line}:1: info[suggest.term] {message}"
    if candidate.variants:
        yield f"    {translate('Also')}: {', '.join(candidate.variants)}"
    for sign, count in candidate.signs:
        yield f"    {sign.describe(translate)} {translate('Files: {count}').format(count=count)}"
    for place in _choose_places(candidate):
        definition = place.definition
        short = definition.abbreviation if definition.abbreviation != definition.name else ""
        aside = ", ".join(filter(None, (definition.english, short)))
        shown = f"{definition.name} ({aside})" if aside else definition.name
        yield f"    {place.path}:{definition.line}: {': '.join(filter(None, (shown, definition.meaning)))}"


def _choose_places(candidate: TermCandidate) -> list[Place]:
    """Return the most telling place of each file, of a few."""
    best: dict[str, Place] = {}
    for place in candidate.places:
        best.setdefault(place.path, place)
    return list(best.values())[:_SHOWN]


def _describe(candidate: TermCandidate, translate: Translate) -> Tree:
    return {
        "name": candidate.name,
        "english": candidate.english or None,
        "abbreviation": candidate.abbreviation or None,
        "variants": list(candidate.variants),
        "score": candidate.score,
        "files": candidate.files,
        "occurrences": candidate.occurrences,
        "meaning": candidate.meaning or None,
        "why": [
            {"sign": sign.public, "files": count, "message": sign.describe(translate)}
            for sign, count in candidate.signs
        ],
        "evidence": [
            {
                "path": place.path,
                "line": place.definition.line,
                "sign": place.definition.sign.public,
                "name": place.definition.name,
                "meaning": place.definition.meaning or None,
            }
            for place in candidate.places
        ],
    }

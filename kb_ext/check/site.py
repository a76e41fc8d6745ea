"""What two files of one site both claim: titles, addresses, names of terms, keys of comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kb_ext.check.merge import compare_comparisons
from kb_ext.check.record import Checked, Claim, Task
from kb_ext.check.reference import read_site_terms
from kb_ext.core.code import Code, SiteCode, TermCode
from kb_ext.core.dangling import find_dangling
from kb_ext.core.glossary import build_glossary
from kb_ext.core.lexicon import Clash, choose_terms, find_circles
from kb_ext.core.problem import Problem
from kb_ext.core.record import Term

_CODES: Final[Mapping[str, tuple[Code, str]]] = {
    "title": (SiteCode.DUPLICATE_TITLE, ""),
    "address": (SiteCode.DUPLICATE_ADDRESS, "address"),
}
"""The code of each sort of claim, and the placeholder that its key fills."""


def compare_files(results: Sequence[Checked]) -> Iterator[Problem]:
    """Yield a problem for every claim that an earlier file has made; each site by itself."""
    owners: dict[tuple[Path, str, str], Checked] = {}
    for result in results:
        for claim in result.claims:
            owner = owners.setdefault((result.task.root, claim.sort, claim.key), result)
            if owner is not result:
                yield _describe(claim, result, owner)
    yield from _compare_terms(results)
    yield from compare_comparisons(results)


def _describe(claim: Claim, result: Checked, owner: Checked) -> Problem:
    code, placeholder = _CODES[claim.sort]
    values = {"other": owner.task.shown} | ({placeholder: claim.told} if placeholder else {})
    return Problem(
        code=code,
        path=result.task.shown,
        line=claim.line,
        column=claim.column,
        values=tuple(sorted(values.items())),
    )


def _compare_terms(results: Sequence[Checked]) -> Iterator[Problem]:
    """Yield a problem at every place of a name or slug that terms of one site share."""
    for root in dict.fromkeys(result.task.root for result in results):
        found = [result for result in results if result.task.root == root]
        shown = {result.task.docname: result.task.shown for result in found}
        lexicon = choose_terms(term for result in found for term in result.terms)
        for clash in lexicon.clashes:
            for term in clash.terms:
                yield _describe_clash(clash, term, shown)
        for term in find_circles(lexicon.terms):
            yield _describe_term(term, TermCode.CIRCULAR_SEE, shown, ("name", term.see))
        if any(term.places for term in lexicon.terms.values()):
            yield from _find_dangling(found[0].task, lexicon.terms, shown)


def _find_dangling(task: Task, terms: Mapping[str, Term], shown: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the relations of terms that lead nowhere, on a site of which only a part may be checked."""
    known = read_site_terms(task.root, task.terms, task.folder) if task.is_sure else None
    whole, glossary = (known.terms, known.glossary) if known else (terms, build_glossary(terms))
    for dangling in find_dangling(whole, glossary):
        term = dangling.term
        if term.source in shown and term.slug in terms:
            line, column = dangling.place
            values = tuple(sorted(dangling.values.items()))
            yield Problem(
                code=dangling.code, path=shown[term.source], line=line, column=column, values=values
            )


def _describe_term(term: Term, code: TermCode, shown: Mapping[str, str], *values: tuple[str, str]) -> Problem:
    path = shown[term.source]
    return Problem(code=code, path=path, line=term.line, column=term.column, values=values)


def _describe_clash(clash: Clash, term: Term, shown: Mapping[str, str]) -> Problem:
    return Problem(
        code=TermCode.SEVERAL_SENSES if clash.is_meant else TermCode.DUPLICATE_TERM,
        path=shown[term.source],
        line=term.line,
        column=term.column,
        values=(("name", clash.key), ("other", clash.list_others(term))),
    )

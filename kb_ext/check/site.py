"""What two files of one site both claim: titles, addresses, names of terms, keys of comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kb_ext.check.record import Checked, Claim
from kb_ext.core.code import Code, ComparisonCode, SiteCode, TermCode
from kb_ext.core.problem import Problem

_CODES: Final[Mapping[str, tuple[Code, str]]] = {
    "title": (SiteCode.DUPLICATE_TITLE, ""),
    "address": (SiteCode.DUPLICATE_ADDRESS, "address"),
    "comparison": (ComparisonCode.DUPLICATE_COMPARISON, "key"),
    "term": (TermCode.DUPLICATE_TERM, "name"),
}
"""The code of each sort of claim, and the placeholder that its key fills."""


def compare_files(results: Iterable[Checked]) -> Iterator[Problem]:
    """Yield a problem for every claim that an earlier file has made; each site by itself."""
    owners: dict[tuple[Path, str, str], Checked] = {}
    for result in results:
        for claim in result.claims:
            owner = owners.setdefault((result.task.root, claim.sort, claim.key), result)
            if owner is not result:
                yield _describe(claim, result, owner)


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

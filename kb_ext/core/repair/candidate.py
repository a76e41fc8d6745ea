"""What a post seems to define or compare: proposals for a person to judge, of which nothing is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kb_ext.core.recognition.definition import Definition, Sign, find_definitions
from kb_ext.core.recognition.ranking import settle_name
from kb_ext.core.recognition.suggestion import suggest_comparisons
from kb_ext.core.recognition.table import find_tables


class CandidateKind(StrEnum):
    """What a place in a text looks like."""

    BULLET = "definition-bullet"
    """`- **語（English）**：…`"""
    SENTENCE = "definition-sentence"
    """`語とは、…のことです。`"""
    HEADING = "definition-heading"
    """`## 語とは`"""
    ROW = "definition-row"
    """A row of a table of words and their meanings."""
    GLOSS = "gloss"
    """`語（Full Name, ABBR）` or `ABBR（Full Name）`, where the letters agree."""
    TABLE = "comparison-table"
    """A table that sets things side by side."""


_KINDS: Final = {
    Sign.BULLET: CandidateKind.BULLET,
    Sign.SENTENCE: CandidateKind.SENTENCE,
    Sign.HEADING: CandidateKind.HEADING,
    Sign.TABLE: CandidateKind.ROW,
    Sign.FULL_NAME: CandidateKind.GLOSS,
}
"""The signs that a single text is enough for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One proposal; the line is that of the imported file."""

    kind: CandidateKind
    line: int
    term: str
    evidence: str
    english: str = ""
    abbreviation: str = ""


def find_candidates(text: str) -> tuple[Candidate, ...]:
    """Return the proposals in a post, each term once for each kind, in order."""
    found: dict[tuple[str, str], Candidate] = {}
    for candidate in _find_terms(text):
        found.setdefault((candidate.kind, candidate.term), candidate)
    tables = _find_tables(text)
    return tuple(sorted((*found.values(), *tables), key=lambda candidate: (candidate.line, candidate.kind)))


def _find_terms(text: str) -> Iterator[Candidate]:
    for definition in find_definitions(text):
        settled = settle_name(definition) if definition.sign is Sign.FULL_NAME else definition
        if settled is not None and settled.sign in _KINDS:
            yield _make(settled)


def _make(definition: Definition) -> Candidate:
    short = definition.abbreviation if definition.abbreviation != definition.name else ""
    aside = ", ".join(filter(None, (definition.english, short)))
    return Candidate(
        kind=_KINDS[definition.sign],
        line=definition.line,
        term=definition.name,
        evidence=definition.meaning or f"{definition.name}（{aside}）",
        english=definition.english,
        abbreviation=definition.abbreviation,
    )


def _find_tables(text: str) -> Iterator[Candidate]:
    for suggestion in suggest_comparisons(find_tables(text), _resolve_nothing):
        table = suggestion.table
        yield Candidate(
            kind=CandidateKind.TABLE,
            line=table.line,
            term=table.heading or table.head[0],
            evidence=" | ".join(table.head),
        )


def _resolve_nothing(_label: str) -> None:
    """Know no terms: an import belongs to no glossary yet."""

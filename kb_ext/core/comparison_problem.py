"""What is wrong with comparisons once all pages are read: found alike by a build and by a check."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from kb_ext.core.code import Code, ComparisonCode, SiteCode
from kb_ext.core.comparison import (
    Column,
    Contradiction,
    Place,
    Resolve,
    choose_contributions,
    merge_contributions,
)
from kb_ext.core.fold import fold_name
from kb_ext.core.record import Contribution, Criterion, Item, Statement
from kb_ext.core.value import ValueType, parse_value

_NO_DATE: Final = "—"
EXPECTED: Final[Mapping[ValueType, str]] = {
    ValueType.NUMBER: "a number",
    ValueType.MONEY: "an amount of money",
    ValueType.PERCENTAGE: "a percentage",
    ValueType.RATING: "a rating",
    ValueType.BOOLEAN: "yes, no or partial",
    ValueType.DATE: "a date",
    ValueType.VERSION: "a version",
    ValueType.LINK: "an address",
}
"""What a cell of each type has to be: message ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One finding: in the data file of a contribution, or else on its page."""

    contribution: Contribution
    code: Code
    line: int
    column: int = 1
    values: tuple[tuple[str, str], ...] = ()
    on_page: bool = False
    """Whether it is on the page although the cells are in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What has to be known of a site to judge its comparisons."""

    folder: str
    """Where the comparisons have their pages."""
    resolve: Resolve
    is_document: Callable[[str], bool]
    """Tells whether a source names a page."""
    requires_as_of: bool = False


def find_flaws(contributions: Iterable[Contribution], around: Surroundings) -> Iterator[Flaw]:
    """Yield everything that is wrong within and between the comparisons of a site."""
    found = list(contributions)
    chosen, doubles = choose_contributions(found, around.folder)
    for double, winner in doubles:
        values = (("key", double.key), ("other", winner.docname))
        code = ComparisonCode.DUPLICATE_COMPARISON
        yield Flaw(contribution=double, code=code, line=double.line, values=values, on_page=True)
    for key, several in chosen.items():
        comparison, contradictions = merge_contributions(several, f"{around.folder}/{key}", around.resolve)
        yield from map(_describe_contradiction, contradictions)
        columns = _name_columns(comparison.columns)
        for contribution in several:
            yield from _find_bad_values(contribution, columns)
            yield from _find_unknown_sources(contribution, around)
            if around.requires_as_of:
                yield from _find_undated(contribution)


def find_stale(contributions: Iterable[Contribution], today: date, days: int) -> Iterator[Flaw]:
    """Yield every cell whose date, taken as late as it may be meant, is more than `days` days ago."""
    for contribution in contributions:
        for item, criterion, statement in _iterate_statements(contribution):
            as_of = statement.as_of or item.as_of or criterion.as_of or contribution.as_of
            age = (today - _find_end(as_of)).days if as_of else 0
            if age > days:
                values = (
                    ("as_of", as_of),
                    ("criterion", criterion.label),
                    ("days", str(age)),
                    ("item", item.label),
                )
                yield _place(contribution, statement, ComparisonCode.STALE, values)


def _find_end(as_of: str) -> date:
    """Return the last day of a year, a month or a day."""
    year, month, day = ([int(part) for part in as_of.split("-")] + [0, 0])[:3]
    last = monthrange(year, month or 12)[1]
    return date(year, month or 12, day or last)


def find_unknown(shown: Iterable[tuple[str, int]], keys: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Yield key, line and what was probably meant of every comparison that is shown but not defined."""
    for key, line in shown:
        if key not in keys and line:
            near = get_close_matches(key, keys, n=1)
            yield key, line, near[0] if near else ""


def _name_columns(columns: Sequence[Column]) -> dict[str, Column]:
    named: dict[str, Column] = {}
    for column in columns:
        for name in (column.criterion.key, column.criterion.label):
            named.setdefault(fold_name(name), column)
    return named


def _find_column(criterion: Criterion, columns: Mapping[str, Column]) -> Column | None:
    return columns.get(fold_name(criterion.key)) or columns.get(fold_name(criterion.label))


def _iterate_statements(contribution: Contribution) -> Iterator[tuple[Item, Criterion, Statement]]:
    for item in contribution.items:
        for criterion, statement in zip(contribution.criteria, item.statements, strict=False):
            if statement is not None:
                yield item, criterion, statement


def _find_bad_values(contribution: Contribution, columns: Mapping[str, Column]) -> Iterator[Flaw]:
    """Find cells that are not of the type that some page declares."""
    for _, criterion, statement in _iterate_statements(contribution):
        column = _find_column(criterion, columns)
        if column is None or column.criterion.type is None:
            continue
        if parse_value(statement.text, column.type, column.measure) is None:
            values = (
                ("criterion", criterion.label),
                ("expected", EXPECTED[column.type]),
                ("value", statement.text),
            )
            yield _place(contribution, statement, ComparisonCode.BAD_VALUE, values)


def _find_unknown_sources(contribution: Contribution, around: Surroundings) -> Iterator[Flaw]:
    told: set[str] = set()
    for source, place in _iterate_sources(contribution):
        if source in told or not source or source.startswith(("https://", "http://")):
            continue
        told.add(source)
        if not around.is_document(source):
            values = (("kind", "post"), ("suggestion", ""), ("target", source))
            code = SiteCode.UNKNOWN_REFERENCE
            if place is None:
                yield Flaw(
                    contribution=contribution, code=code, line=contribution.line, values=values, on_page=True
                )
            else:
                yield _place(contribution, place, code, values)


def _iterate_sources(contribution: Contribution) -> Iterator[tuple[str, Item | Statement | None]]:
    yield contribution.source, None
    yield from ((criterion.source, None) for criterion in contribution.criteria)
    yield from ((item.source, item) for item in contribution.items)
    yield from ((statement.source, statement) for _, _, statement in _iterate_statements(contribution))


def _find_undated(contribution: Contribution) -> Iterator[Flaw]:
    """Find the first cell of each item that no date holds for."""
    if contribution.as_of:
        return
    told: set[str] = set()
    for item, criterion, statement in _iterate_statements(contribution):
        if not (statement.as_of or item.as_of or criterion.as_of) and item.label not in told:
            told.add(item.label)
            values = (("key", contribution.key), ("label", item.label))
            yield _place(contribution, item, ComparisonCode.MISSING_AS_OF, values)


def _describe_contradiction(contradiction: Contradiction) -> Flaw:
    shown, other = contradiction.shown, contradiction.other
    values = (
        ("as_of", other.as_of or _NO_DATE),
        ("criterion", contradiction.criterion),
        ("item", contradiction.item),
        ("other", _name_place(shown)),
        ("other_as_of", shown.as_of or _NO_DATE),
        ("told", shown.statement.text),
        ("value", other.statement.text),
    )
    return _place(other.contribution, other.statement, ComparisonCode.CONTRADICTION, values)


def _name_place(place: Place) -> str:
    contribution = place.contribution
    return f"{contribution.path or contribution.docname}:{place.statement.line}"


def _place(
    contribution: Contribution,
    place: Item | Statement,
    code: Code,
    values: tuple[tuple[str, str], ...],
) -> Flaw:
    return Flaw(contribution=contribution, code=code, line=place.line, column=place.column, values=values)

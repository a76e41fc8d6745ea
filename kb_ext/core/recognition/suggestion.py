"""What is proposed to an author: a table as a comparison, with its items and the types of its criteria."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb_ext.core.recognition.clue import Orientation
from kb_ext.core.recognition.judgement import Judgement, Resolve, judge_table
from kb_ext.core.recognition.table import Table
from kb_ext.core.value import ValueType, guess_measure, guess_type


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedItem:
    """One of the things compared."""

    label: str
    term: str = ""
    """The slug of the term that it is, if the glossary has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedCriterion:
    """What they are compared by."""

    label: str
    type: ValueType
    unit: str = ""
    """What its numbers count: `GB`, `USD/month`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A table that is worth being a comparison."""

    table: Table
    judgement: Judgement
    items: tuple[SuggestedItem, ...]
    criteria: tuple[SuggestedCriterion, ...]


def suggest_comparisons(tables: Iterable[Table], resolve: Resolve) -> tuple[Suggestion, ...]:
    """Return the tables that compare things, in order."""
    judged = ((table, judge_table(table, resolve)) for table in tables)
    return tuple(
        describe_table(table, judgement, resolve)
        for table, judgement in judged
        if judgement is not None and judgement.is_comparison
    )


def describe_table(table: Table, judgement: Judgement, resolve: Resolve) -> Suggestion:
    """Name the items and criteria of a table that stands one way or the other."""
    in_rows = judgement.orientation is Orientation.ROWS
    labels, criteria = (table.labels, table.head[1:]) if in_rows else (table.head[1:], table.labels)
    values = table.columns if in_rows else tuple(row[1:] for row in table.rows)
    return Suggestion(
        table=table,
        judgement=judgement,
        items=tuple(SuggestedItem(label=label, term=resolve(label) or "") for label in labels),
        criteria=tuple(
            _describe_criterion(label, cells) for label, cells in zip(criteria, values, strict=True)
        ),
    )


def _describe_criterion(label: str, cells: tuple[str, ...]) -> SuggestedCriterion:
    type_ = guess_type(cells)
    return SuggestedCriterion(label=label, type=type_, unit=_find_unit(type_, cells))


def _find_unit(type_: ValueType, cells: tuple[str, ...]) -> str:
    if type_ is ValueType.PERCENTAGE:
        return "%"
    if type_ not in {ValueType.NUMBER, ValueType.MONEY}:
        return ""
    measure = guess_measure(cells)
    return "/".join(filter(None, (measure.currency or measure.unit, measure.period, measure.per)))

"""Whether a table compares things, which way it stands, and why.

Small clues are weighed and added up, once for items in rows and once for items in columns; the better reading
counts. The weights were set by hand on the development half of benchmarks/table_labels.json.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kb_ext.core.recognition.clue import Clue, Evidence, Orientation
from kb_ext.core.recognition.shape import (
    find_affix,
    find_type,
    is_code,
    is_name,
    is_proper,
    is_sentence,
)
from kb_ext.core.recognition.table import Table
from kb_ext.core.recognition.vocabulary import (
    CHANGE,
    COMPARED_HEAD,
    COMPARING,
    CRITERIA_HEAD,
    CRITERION,
    DESCRIPTION,
    DIFFERENCE,
    ITEM_HEAD,
    KIND_HEAD,
    ORDERED,
    OTHER_HEAD,
    SCHEDULE,
    STRENGTH,
    TOTAL,
    WEAKNESS,
)
from kb_ext.core.value import ValueType

THRESHOLD: Final = 4.0
"""The weight from which a table is proposed."""
_MAX_COLUMNS: Final = 60
"""Wider tables hold data that nobody weighs by eye."""
_MIN_ITEMS: Final = 2
_SHOWN: Final = 4
_NO_HEAD: Final = "—"
_MEASURED: Final = frozenset(ValueType) - {ValueType.TEXT, ValueType.LIST, ValueType.LINK}
"""Types of which uniform cells are a sign of a criterion."""
Resolve = Callable[[str], str | None]
"""Tells which term of the glossary an item's label means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is thought of one table."""

    orientation: Orientation
    evidence: tuple[Evidence, ...]
    """What speaks for it and against it, in the order in which it was looked for."""

    @property
    def weight(self) -> float:
        """The sum of the evidence."""
        return sum(found.weight for found in self.evidence)

    @property
    def is_comparison(self) -> bool:
        """Tell whether the table is worth being proposed."""
        return self.weight >= THRESHOLD


def judge_table(table: Table, resolve: Resolve) -> Judgement | None:
    """Weigh a table; None where it cannot be a comparison, whatever it says."""
    if not 2 <= len(table.head) <= _MAX_COLUMNS or len(table.rows) < 2:
        return None
    across = Judgement(orientation=Orientation.ROWS, evidence=tuple(_weigh_rows(table, resolve)))
    down = Judgement(orientation=Orientation.COLUMNS, evidence=tuple(_weigh_columns(table, resolve)))
    return max(across, down, key=lambda judgement: judgement.weight)


def _weigh_rows(table: Table, resolve: Resolve) -> Iterator[Evidence]:
    first, criteria, labels = table.head[0], table.head[1:], table.labels
    if ITEM_HEAD.search(first) and not OTHER_HEAD.fullmatch(first):
        yield Evidence(clue=Clue.ITEM_HEAD, text=first)
    if KIND_HEAD.fullmatch(first) or not first:
        yield Evidence(clue=Clue.KIND_HEAD, text=first or _NO_HEAD)
    if OTHER_HEAD.fullmatch(first) or CRITERIA_HEAD.fullmatch(first) or COMPARED_HEAD.search(first):
        yield Evidence(clue=Clue.OTHER_HEAD, text=first)
    yield from _weigh_criteria(criteria)
    yield from _weigh_typed(criteria, table.columns)
    yield from _weigh_columns_of_words(criteria)
    yield from _weigh_items(labels, resolve)
    if len(criteria) >= 2 and sum(not DESCRIPTION.fullmatch(label) for label in criteria) == 1:
        yield Evidence(clue=Clue.ONE_CRITERION)
    if 3 * sum(map(_is_item_name, labels)) < len(labels) and not ITEM_HEAD.search(first):
        yield Evidence(clue=Clue.UNNAMED)
    if total := next((label for label in labels[-2:] if TOTAL.match(label)), ""):
        yield Evidence(clue=Clue.TOTAL, text=total)
    yield from _weigh_labels(table)
    yield from _weigh_context(table)


def _weigh_columns(table: Table, resolve: Resolve) -> Iterator[Evidence]:
    first, items, criteria = table.head[0], table.head[1:], table.labels
    if COMPARED_HEAD.search(first):
        yield Evidence(clue=Clue.COMPARED_HEAD, text=first)
    elif CRITERIA_HEAD.fullmatch(first) or not first:
        yield Evidence(clue=Clue.CRITERIA_HEAD, text=first or _NO_HEAD)
    elif ITEM_HEAD.search(first) or OTHER_HEAD.fullmatch(first):
        yield Evidence(clue=Clue.OTHER_HEAD, text=first)
    yield from _weigh_criteria(criteria)
    yield from _weigh_typed(criteria, tuple(row[1:] for row in table.rows))
    yield from _weigh_columns_of_words(items)
    yield from _weigh_items(items, resolve)
    if all(is_proper(item) and _is_item_name(item) for item in items):
        yield Evidence(clue=Clue.ALL_NAMES)
    if affix := find_affix(items):
        yield Evidence(clue=Clue.PARALLEL, text=affix)
    if nameless := [item for item in items if _is_ordinary(item)]:
        yield Evidence(clue=Clue.NAMELESS, text=_list(nameless), times=min(len(nameless), 2))
    yield from _weigh_labels(table)
    yield from _weigh_context(table)


def _is_item_name(label: str) -> bool:
    """Tell whether a label may be the name of a thing: no word for a description or a difference."""
    return is_name(label) and not (DIFFERENCE.search(label) or DESCRIPTION.fullmatch(label))


def _is_ordinary(label: str) -> bool:
    """Tell whether a column's head is a word for a criterion rather than the name of an item."""
    if DIFFERENCE.search(label):
        return False
    judges = any(found.end() == len(label) for found in CRITERION.finditer(label))
    return bool(DESCRIPTION.fullmatch(label) or (judges and not is_name(label)) or not label)


def _weigh_criteria(criteria: tuple[str, ...]) -> Iterator[Evidence]:
    known = [label for label in criteria if CRITERION.search(label) and not DESCRIPTION.fullmatch(label)]
    if known:
        yield Evidence(clue=Clue.CRITERIA, text=_list(known), times=min(len(known), 3))
    if any(map(STRENGTH.search, criteria)) and any(map(WEAKNESS.search, criteria)):
        yield Evidence(clue=Clue.OPPOSITES)
    if len(criteria) >= 4:
        yield Evidence(clue=Clue.MANY_CRITERIA, text=str(len(criteria)))


def _weigh_typed(criteria: tuple[str, ...], values: tuple[tuple[str, ...], ...]) -> Iterator[Evidence]:
    typed = [label for label, cells in zip(criteria, values, strict=True) if find_type(cells) in _MEASURED]
    if typed:
        yield Evidence(clue=Clue.TYPED, text=_list(typed), times=min(len(typed), 2))


def _weigh_columns_of_words(heads: tuple[str, ...]) -> Iterator[Evidence]:
    """Weigh what the heads behind the first one say against a comparison, whichever way it stands."""
    for clue, pattern, limit in (
        (Clue.CHANGE, CHANGE, 1),
        (Clue.DIFFERENCE, DIFFERENCE, 1),
        (Clue.SCHEDULE, SCHEDULE, 2),
    ):
        if found := [head for head in heads if pattern.search(head)]:
            yield Evidence(clue=clue, text=_list(found), times=min(len(found), limit))
    if described := [head for head in heads if DESCRIPTION.fullmatch(head)]:
        yield Evidence(clue=Clue.DESCRIPTION, text=_list(described), times=min(len(described), 2))
    if len(heads) < 2:
        yield Evidence(clue=Clue.TWO_COLUMNS)


def _weigh_items(items: tuple[str, ...], resolve: Resolve) -> Iterator[Evidence]:
    names = [item for item in items if _is_item_name(item)]
    if len(names) * 5 >= len(items) * 3:
        yield Evidence(clue=Clue.NAMES, text=_list(names))
    known = [item for item in items if resolve(item)]
    if len(known) >= _MIN_ITEMS:
        yield Evidence(clue=Clue.TERMS, text=_list(known))


def _weigh_labels(table: Table) -> Iterator[Evidence]:
    labels = table.labels
    body = table.source[1:]
    coded = [is_code(cell) for row in body for cell in row]
    if 2 * sum(is_code(row[0]) for row in body) > len(labels) or 2 * sum(coded) > len(coded):
        yield Evidence(clue=Clue.CODE)
    counted = [label for label in labels if ORDERED.fullmatch(label)]
    if 2 * len(counted) > len(labels):
        yield Evidence(clue=Clue.COUNTED, text=_list(counted))
    if 3 * sum(map(is_sentence, labels)) > len(labels):
        yield Evidence(clue=Clue.SENTENCES)
    if 2 * len({*labels} & {*table.head[1:]}) >= len(table.head):
        yield Evidence(clue=Clue.MATRIX)
    if repeated := next((label for label in labels if label and labels.count(label) > 1), ""):
        yield Evidence(clue=Clue.REPEATED, text=repeated)
    cells = [cell for row in table.rows for cell in row[1:]]
    if 3 * sum(not cell for cell in cells) >= len(cells):
        yield Evidence(clue=Clue.HOLES)


def _weigh_context(table: Table) -> Iterator[Evidence]:
    if COMPARING.search(table.heading):
        yield Evidence(clue=Clue.COMPARING_HEADING, text=table.heading)
    if said := COMPARING.search(table.above):
        yield Evidence(clue=Clue.COMPARING_CONTEXT, text=said[0].strip())
    above = (*reversed(table.outline), table.title)
    if said := next(filter(None, map(COMPARING.search, above)), None):
        yield Evidence(clue=Clue.COMPARING_TITLE, text=said[0].strip())


def _list(labels: list[str]) -> str:
    shown = "、".join(labels[:_SHOWN])
    return f"{shown} …" if len(labels) > _SHOWN else shown

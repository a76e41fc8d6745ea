"""Comparisons as readers see them: what all places say of one key, merged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kb_ext.core.contribution import make_page_key
from kb_ext.core.fold import assign_slugs, fold_name
from kb_ext.core.measure import Measure
from kb_ext.core.quantity import find_currency, find_period
from kb_ext.core.record import Better, Contribution, Criterion, Item, Statement
from kb_ext.core.value import Value, ValueType, guess_measure, guess_type, parse_value
from kb_ext.core.verdict import State

_ASIDE: Final = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")
_SILENT: Final = frozenset({State.UNKNOWN, State.UNCONFIRMED})
"""What contradicts nothing: who does not know says nothing."""
Resolve = Callable[[Item], str | None]
"""Returns the slug of the term that an item is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What another place says of a cell, against what is shown."""

    text: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is known of one item by one criterion."""

    text: str = ""
    """Empty where no place says anything."""
    markup: str = ""
    value: Value | None = None
    """None where the text is not of its criterion's type."""
    note: str = ""
    source: str = ""
    """Docname or address."""
    as_of: str = ""
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A criterion, with what was found out about its cells."""

    criterion: Criterion
    type: ValueType
    measure: Measure

    @property
    def unit(self) -> str:
        """What the numbers count, in one text: `USD/1M tokens/月`."""
        criterion, measure = self.criterion, self.measure
        if self.type is ValueType.MONEY:
            parts = (measure.currency, criterion.unit or measure.per, criterion.period or measure.period)
            return "/".join(filter(None, parts))
        if self.type is ValueType.PERCENTAGE:
            return criterion.unit or "%"
        guessed = (measure.unit, measure.per) if self.type is ValueType.NUMBER else ()
        return criterion.unit or "/".join(filter(None, guessed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item with its cells, in the order of the columns."""

    key: str
    label: str
    markup: str = ""
    term: str = ""
    """Slug of the term that it is."""
    note: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Items by criteria, as all places together have them."""

    key: str
    docname: str
    """Its page, written by an author or generated."""
    caption: str
    item_label: str = ""
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    as_of: str = ""
    """Holds for all cells without a date of their own."""
    source: str = ""
    note: str = ""
    contributors: tuple[str, ...] = ()
    """Docnames of the pages that say something for it."""

    @property
    def anchor(self) -> str:
        """The id of its table."""
        return f"comparison-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a statement stands, and what it says."""

    contribution: Contribution
    statement: Statement
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two places that say different things of one cell; `shown` is the newer."""

    item: str
    criterion: str
    shown: Place
    other: Place


def split_item_label(label: str) -> tuple[str, ...]:
    """List the names an item's label may mean: itself, what is outside its brackets, and what is inside.

    `OpenAI (GPTシリーズ)` may be the term GPTシリーズ; `RAG（検索拡張生成）` may be either of its names.
    """
    asides = _ASIDE.findall(label)
    outside = _ASIDE.sub(" ", label).strip()
    return tuple(dict.fromkeys(name for name in (label, *asides, outside) if name))


def merge_contributions(
    contributions: Sequence[Contribution], docname: str, resolve: Resolve
) -> tuple[Comparison, tuple[Contradiction, ...]]:
    """Put together what several places say of one key, the first of them first.

    `docname` is the comparison's own page.
    """
    merger = _Merger(docname, resolve)
    for contribution in contributions:
        merger.add(contribution)
    return merger.finish(contributions)


class _Merger:
    """Collects statements by item and criterion."""

    def __init__(self, docname: str, resolve: Resolve) -> None:
        self._docname = docname
        self._resolve = resolve
        self._criteria: dict[str, Criterion] = {}
        self._names: dict[str, str] = {}
        """Folded key or label of a criterion to its key."""
        self._items: dict[str, Item] = {}
        self._terms: dict[str, str] = {}
        self._places: dict[tuple[str, str], list[Place]] = {}

    def add(self, contribution: Contribution) -> None:
        keys = self._add_criteria(contribution.criteria)
        for identity, item in zip(self._identify(contribution.items), contribution.items, strict=True):
            known = self._items.setdefault(identity, item)
            if not known.note and item.note:
                self._items[identity] = replace(known, note=item.note)
            for key, criterion, statement in zip(keys, contribution.criteria, item.statements, strict=False):
                if statement is not None:
                    as_of = statement.as_of or item.as_of or criterion.as_of or contribution.as_of
                    source = statement.source or item.source or criterion.source or contribution.source
                    told = replace(statement, source=source or self._name_origin(contribution))
                    place = Place(contribution=contribution, statement=told, as_of=as_of)
                    self._places.setdefault((identity, key), []).append(place)

    def _name_origin(self, contribution: Contribution) -> str:
        """Return the page that says something, where it is not the comparison's own."""
        return contribution.docname if contribution.docname != self._docname else ""

    def _add_criteria(self, criteria: Iterable[Criterion]) -> list[str]:
        keys: list[str] = []
        for criterion in criteria:
            names = (fold_name(criterion.key), fold_name(criterion.label))
            known = next((self._names[name] for name in names if name in self._names), None)
            key = known if known is not None and known not in keys else self._find_free_key(criterion.key)
            self._criteria[key] = _complete(self._criteria.get(key), replace(criterion, key=key))
            keys.append(key)
            for name in names:
                self._names.setdefault(name, key)
        return keys

    def _find_free_key(self, key: str) -> str:
        number, free = 2, key
        while free in self._criteria:
            free, number = f"{key}-{number}", number + 1
        return free

    def _identify(self, items: Sequence[Item]) -> list[str]:
        """Name each item of a contribution: by its term where it alone is that term, else by its label."""
        terms = [self._resolve(item) or "" for item in items]
        identities: list[str] = []
        for item, term in zip(items, terms, strict=True):
            by_label = fold_name(item.label)
            shared = not term or terms.count(term) > 1
            identity = by_label if shared else self._terms.get(term, by_label)
            number = 2
            while identity in identities:
                identity, number = f"{by_label} {number}", number + 1
            identities.append(identity)
            if term and not shared:
                self._terms.setdefault(term, identity)
        return identities

    def finish(self, contributions: Sequence[Contribution]) -> tuple[Comparison, tuple[Contradiction, ...]]:
        columns = [self._make_column(criterion) for criterion in self._criteria.values()]
        contradictions: list[Contradiction] = []
        keys = _assign_line_keys(self._items)
        first = contributions[0]
        places = [place for places in self._places.values() for place in places]
        as_of = next((one.as_of for one in contributions if one.as_of), "")
        source = next((one.source for one in contributions if one.source), "")
        columns = _group_columns(columns)
        lines = tuple(
            self._make_line(keys[identity], identity, item, columns, contradictions)
            for identity, item in self._items.items()
        )
        comparison = Comparison(
            key=first.key,
            docname=self._docname,
            caption=next((one.caption for one in contributions if one.caption), ""),
            item_label=next((one.item_label for one in contributions if one.item_label), ""),
            columns=tuple(columns),
            lines=lines,
            as_of=as_of or _find_common([place.as_of for place in places]),
            source=source or _find_common([place.statement.source for place in places]),
            note=next((one.note for one in contributions if one.note), ""),
            contributors=tuple(dict.fromkeys(one.docname for one in contributions)),
        )
        return comparison, tuple(contradictions)

    def _make_column(self, criterion: Criterion) -> Column:
        texts = [
            place.statement.text
            for (_, key), places in self._places.items()
            if key == criterion.key
            for place in places
        ]
        return make_column(criterion, texts)

    def _make_line(
        self, key: str, identity: str, item: Item, columns: Sequence[Column], found: list[Contradiction]
    ) -> Line:
        cells = []
        for column in columns:
            places = self._places.get((identity, column.criterion.key), [])
            cell, others = _choose_cell(places, column)
            cells.append(cell)
            found += [
                Contradiction(item=item.label, criterion=column.criterion.label, shown=shown, other=other)
                for shown, other in others
            ]
        term = self._resolve(item) or ""
        return Line(
            key=key, label=item.label, markup=item.markup, term=term, note=item.note, cells=tuple(cells)
        )


def _find_common(texts: Sequence[str]) -> str:
    """Return the date or source that all statements share."""
    return texts[0] if texts and set(texts) == {texts[0]} else ""


def _complete(known: Criterion | None, criterion: Criterion) -> Criterion:
    """Fill what the first declaration of a criterion leaves open from a later one."""
    if known is None:
        return criterion
    return Criterion(
        key=known.key,
        label=known.label,
        markup=known.markup,
        type=known.type or criterion.type,
        unit=known.unit or criterion.unit,
        currency=known.currency or criterion.currency,
        period=known.period or criterion.period,
        scale=known.scale or criterion.scale,
        better=known.better if known.better is not Better.NONE else criterion.better,
        group=known.group or criterion.group,
        note=known.note or criterion.note,
        source=known.source or criterion.source,
        as_of=known.as_of or criterion.as_of,
    )


def make_column(criterion: Criterion, texts: Sequence[str]) -> Column:
    """Find out the type and the measure of a criterion that does not declare them."""
    type_ = criterion.type or guess_type(texts)
    guessed = guess_measure(texts) if type_ in {ValueType.NUMBER, ValueType.MONEY} else Measure()
    is_money = type_ is ValueType.MONEY
    unit, _, per = (criterion.unit or "/".join(filter(None, (guessed.unit, guessed.per)))).partition("/")
    measure = Measure(
        unit="" if is_money else unit,
        currency=find_currency(criterion.currency) or guessed.currency,
        period=find_period(criterion.period) or guessed.period,
        per=(criterion.unit or guessed.per) if is_money else per,
        scale=Decimal(criterion.scale or 5),
    )
    return Column(criterion=criterion, type=type_, measure=measure)


def _group_columns(columns: Sequence[Column]) -> list[Column]:
    """Put the columns of a group side by side, where the first of them is."""
    order = list(dict.fromkeys(column.criterion.group or column.criterion.key for column in columns))
    return sorted(columns, key=lambda column: order.index(column.criterion.group or column.criterion.key))


def _assign_line_keys(items: Mapping[str, Item]) -> dict[str, str]:
    """Give every item its id: the slug of its label."""
    slugs = assign_slugs([item.label for item in items.values()])
    keys: dict[str, str] = {}
    for identity, item in items.items():
        slug = slugs[fold_name(item.label)]
        number, key = 2, slug
        while key in keys.values():
            key, number = f"{slug}-{number}", number + 1
        keys[identity] = key
    return keys


def _choose_cell(places: Sequence[Place], column: Column) -> tuple[Cell, list[tuple[Place, Place]]]:
    """Return the newest of what is said, and the places that say something else."""
    if not places:
        return Cell(value=Value(state=State.UNKNOWN)), []
    read = [(place, parse_value(place.statement.text, column.type, column.measure)) for place in places]
    telling = [pair for pair in read if not _is_silent(pair[1])] or read
    shown, value = max(telling, key=lambda pair: pair[0].as_of)  # of equals the first
    others = [
        place for place, other in telling if not _agree((place, other), (shown, value)) and place is not shown
    ]
    statement = shown.statement
    cell = Cell(
        text=statement.text,
        markup=statement.markup,
        value=value,
        note=statement.note,
        source=statement.source,
        as_of=shown.as_of,
        others=tuple(
            Other(text=place.statement.text, source=place.statement.source, as_of=place.as_of)
            for place in others
        ),
    )
    return cell, [(shown, place) for place in others]


def _is_silent(value: Value | None) -> bool:
    return value is not None and value.state in _SILENT


def _agree(one: tuple[Place, Value | None], other: tuple[Place, Value | None]) -> bool:
    if fold_name(one[0].statement.text) == fold_name(other[0].statement.text):
        return True
    mine, theirs = one[1], other[1]
    if mine is None or theirs is None or not (mine.key or mine.state):
        return False
    return (mine.key, mine.state, mine.low, mine.high) == (theirs.key, theirs.state, theirs.low, theirs.high)


def choose_contributions(
    contributions: Iterable[Contribution], folder: str
) -> tuple[dict[str, tuple[Contribution, ...]], tuple[tuple[Contribution, Contribution], ...]]:
    """Sort what pages say by key, the comparison's own page first.

    Of several that name no key, only the first has it; the others are returned with that first one.
    """
    found: dict[str, list[Contribution]] = {}
    for contribution in contributions:
        found.setdefault(contribution.key, []).append(contribution)
    chosen: dict[str, tuple[Contribution, ...]] = {}
    doubles: list[tuple[Contribution, Contribution]] = []
    for key, several in sorted(found.items()):
        ordered = sorted(several, key=lambda one: (not _is_own(one, folder), one.docname, one.line))
        unnamed = [one for one in ordered if not one.named]
        doubles += [(one, unnamed[0]) for one in unnamed[1:]]
        chosen[key] = tuple(one for one in ordered if one.named or one is unnamed[0])
    return chosen, tuple(doubles)


def _is_own(contribution: Contribution, folder: str) -> bool:
    """Tell whether a contribution stands on its comparison's own page."""
    parent, _, name = contribution.docname.rpartition("/")
    return parent == folder and make_page_key(name) == contribution.key

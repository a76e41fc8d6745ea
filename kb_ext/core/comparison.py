"""From the rows of a table to a `Comparison`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from kb_ext.core.code import ComparisonCode
from kb_ext.core.fold import make_slug
from kb_ext.core.problem import Report
from kb_ext.core.record import Comparison, Criterion, Item

_ASIDE: Final = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table as plain texts, with the line that it stands on."""

    texts: tuple[str, ...]
    line: int


def build_criteria(labels: Sequence[str]) -> tuple[Criterion, ...]:
    """Give every column label a key that is unique in its table."""
    taken: set[str] = set()
    criteria = []
    for label in labels:
        slug = make_slug(label)
        numbered = (f"{slug}-{number}" for number in count(2))
        key = next(key for key in chain([slug], numbered) if key not in taken)
        taken.add(key)
        criteria.append(Criterion(key=key, label=label))
    return tuple(criteria)


def build_items(rows: Sequence[Row], width: int, report: Report) -> tuple[Item, ...]:
    """Make every row `width` cells wide; a row that is not is reported, and loses nothing."""
    return tuple(_build_item(row, width, report) for row in rows)


def _build_item(row: Row, width: int, report: Report) -> Item:
    label, *cells = row.texts or ("",)
    if len(cells) != width:
        found, expected = str(len(cells)), str(width)
        report(ComparisonCode.COMPARISON_SHAPE, line=row.line, item=label, found=found, expected=expected)
    if len(cells) > width > 0:
        cells = [*cells[: width - 1], " | ".join(cells[width - 1 :])]
    return Item(label=label, cells=tuple(cells + [""] * (width - len(cells)))[:width])


def split_item_label(label: str) -> tuple[str, ...]:
    """List the names an item's label may mean: itself, what is outside its brackets, and what is inside.

    `OpenAI (GPTシリーズ)` may be the term GPTシリーズ; `RAG（検索拡張生成）` may be either of its names.
    """
    asides = _ASIDE.findall(label)
    outside = _ASIDE.sub(" ", label).strip()
    return tuple(dict.fromkeys(name for name in (label, *asides, outside) if name))


def find_rows(comparison: Comparison, labels: Sequence[str]) -> tuple[Item, ...]:
    """Return the items of a comparison whose labels are among those given."""
    wanted = frozenset(labels)
    return tuple(item for item in comparison.items if item.label in wanted)

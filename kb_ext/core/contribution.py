"""What a Markdown table says for a comparison."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Final

from kb_ext.core.code import ComparisonCode, SourceCode
from kb_ext.core.day import parse_day
from kb_ext.core.fold import assign_slugs, fold_name, make_slug
from kb_ext.core.markdown_table import MarkdownTable, TableCell, TableRow
from kb_ext.core.orientation import Orientation, detect_orientation
from kb_ext.core.problem import Report
from kb_ext.core.record import Better, Contribution, Criterion, Item, Statement
from kb_ext.core.value import ValueType

OPTIONS: Final = ("key", "caption", "as-of", "source", "note", "orientation", "types", "better")
"""The options of the directive."""
_LIST_SEPARATOR: Final = re.compile(r"\s*[,、，]\s*")
_ADDRESS: Final = re.compile(r"https?://")
_NOTHING: Final = TableCell(markup="", text="", column=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What an author says of a table in front of it."""

    key: str
    docname: str
    named: bool = True
    line: int = 1
    """Where the table is announced."""
    caption: str = ""
    as_of: str = ""
    source: str = ""
    note: str = ""
    orientation: Orientation | None = None
    types: Mapping[str, str] = field(default_factory=dict)
    """By folded label, or by the number of the criterion counted from 1."""
    better: Mapping[str, str] = field(default_factory=dict)


def read_options(
    written: Mapping[str, str], argument: str, docname: str, default_key: str, report: Report, line: int
) -> TableOptions:
    """Read the options of a directive; what does not fit is reported at `line` and left out."""
    named = (written.get("key") or argument).strip()
    orientation = written.get("orientation", "").strip()
    if orientation and not is_allowed(orientation, "orientation", tuple(Orientation), report, line):
        orientation = ""
    return TableOptions(
        key=make_key(named) if named else default_key,
        docname=docname,
        named=bool(named),
        line=line,
        caption=written.get("caption", "").strip(),
        as_of=read_as_of(written.get("as-of", ""), report, line),
        source=clean_source(written.get("source", "")),
        note=written.get("note", "").strip(),
        orientation=Orientation(orientation) if orientation else None,
        types=_read_pairs(written.get("types", ""), "type", tuple(ValueType), report, line),
        better=_read_pairs(written.get("better", ""), "better", tuple(Better), report, line),
    )


def make_key(name: str) -> str:
    """Make the key of a comparison from what its author calls it."""
    return next(iter(assign_slugs([name]).values()), "x")


def make_page_key(docname: str) -> str:
    """Make the key of a comparison without a name: that of its file, or of the folder of an index."""
    return make_key(docname.removesuffix("/index").rpartition("/")[2])


def clean_source(text: str) -> str:
    """Return the docname or address of a source."""
    text = text.strip()
    return text if _ADDRESS.match(text) else text.removesuffix(".md").removeprefix("/")


def read_as_of(text: str, report: Report, line: int = 1, column: int = 1) -> str:
    """Return a day, month or year; anything else is reported."""
    day = parse_day(text)
    if text.strip() and not day:
        report(SourceCode.BAD_DATE, line=line, column=column, value=text.strip())
    return day


def is_allowed(
    found: str, setting: str, allowed: Collection[str], report: Report, line: int, column: int = 1
) -> bool:
    """Tell whether a word is among those allowed; another one is reported."""
    if found in set(allowed):
        return True
    words = ", ".join(allowed)
    report(
        ComparisonCode.COMPARISON_SETTING,
        line=line,
        column=column,
        setting=setting,
        found=found,
        allowed=words,
    )
    return False


def _read_pairs(
    text: str, setting: str, allowed: Collection[str], report: Report, line: int
) -> dict[str, str]:
    """Read `料金=money, 速度=number`, or words alone in the order of the criteria, with `-` for none."""
    found: dict[str, str] = {}
    for number, part in enumerate(_LIST_SEPARATOR.split(text.strip()) if text.strip() else (), start=1):
        label, equals, word = part.rpartition("=")
        word = word.strip().lower()
        if word not in {"-", ""} and is_allowed(word, setting, allowed, report, line):
            found[fold_name(label) if equals else str(number)] = word
    return found


def build_contribution(
    table: MarkdownTable, options: TableOptions, first_line: int, report: Report
) -> Contribution:
    """Read a table whose lines count from `first_line` in the file; ragged rows lose nothing."""
    width = len(table.head.cells)
    rows = [_level_row(row, width, first_line, report) for row in table.rows]
    grid = [list(table.head.cells), *(list(row.cells) for row in rows)]
    lines = [first_line + row.line for row in (table.head, *rows)]
    places = [[lines[number]] * width for number in range(len(grid))]
    turned = find_orientation(table, options) is Orientation.COLUMNS
    if turned:
        grid = [list(column) for column in zip(*grid, strict=True)]
        places = [list(column) for column in zip(*places, strict=True)]
    criteria = _build_criteria(grid[0][1:], options)
    _report_doubles(grid, places, report)
    return Contribution(
        key=options.key,
        docname=options.docname,
        named=options.named,
        caption=options.caption,
        item_label="" if turned else grid[0][0].text,
        note=options.note,
        criteria=criteria,
        items=tuple(_build_item(cells, place) for cells, place in zip(grid[1:], places[1:], strict=True)),
        as_of=options.as_of,
        source=options.source,
        line=options.line,
    )


def find_orientation(table: MarkdownTable, options: TableOptions) -> Orientation:
    """Return what the author says, or else what the table looks like."""
    if options.orientation:
        return options.orientation
    width = len(table.head.cells)
    rows = ([cell.text for cell in row.cells][:width] for row in (table.head, *table.rows))
    return detect_orientation([row + [""] * (width - len(row)) for row in rows])


def _level_row(row: TableRow, width: int, first_line: int, report: Report) -> TableRow:
    """Make a row as wide as its table; one that is not is reported."""
    cells = row.cells
    if len(cells) == width:
        return row
    report(
        ComparisonCode.COMPARISON_SHAPE,
        line=first_line + row.line,
        item=cells[0].text if cells else "",
        found=str(max(len(cells) - 1, 0)),
        expected=str(width - 1),
    )
    if len(cells) > width:
        kept, last = cells[: width - 1], cells[width - 1 :]
        joined = TableCell(
            markup=" | ".join(cell.markup for cell in last),
            text=" | ".join(cell.text for cell in last),
            column=last[0].column,
        )
        cells = (*kept, joined)
    return replace(row, cells=cells + (_NOTHING,) * (width - len(cells)))


def _build_criteria(cells: Sequence[TableCell], options: TableOptions) -> tuple[Criterion, ...]:
    """Give every label a key that is unique in its table, and what the author says of it."""
    criteria = []
    keys = assign_keys(cell.text for cell in cells)
    for number, (cell, key) in enumerate(zip(cells, keys, strict=True), start=1):
        names = (fold_name(cell.text), str(number))
        type_ = next((options.types[name] for name in names if name in options.types), None)
        better = next((options.better[name] for name in names if name in options.better), Better.NONE)
        criteria.append(
            Criterion(
                key=key,
                label=cell.text,
                markup=_find_markup(cell),
                type=ValueType(type_) if type_ else None,
                better=Better(better),
            )
        )
    return tuple(criteria)


def assign_keys(labels: Iterable[str]) -> tuple[str, ...]:
    """Make a slug of every label; one that is taken gets a number."""
    taken: dict[str, None] = {}
    for label in labels:
        slug = make_slug(label)
        numbered = (f"{slug}-{number}" for number in count(2))
        taken[next(key for key in chain([slug], numbered) if key not in taken)] = None
    return tuple(taken)


def _report_doubles(
    grid: Sequence[Sequence[TableCell]], places: Sequence[Sequence[int]], report: Report
) -> None:
    """Report criteria and items of one name."""
    named = (
        (ComparisonCode.DUPLICATE_CRITERION, zip(grid[0][1:], places[0][1:], strict=True)),
        (
            ComparisonCode.DUPLICATE_ITEM,
            ((row[0], place[0]) for row, place in zip(grid[1:], places[1:], strict=True)),
        ),
    )
    for code, cells in named:
        seen: set[str] = set()
        for cell, line in cells:
            if cell.text and fold_name(cell.text) in seen:
                report(code, line=line, column=cell.column, label=cell.text)
            seen.add(fold_name(cell.text))


def _build_item(cells: Sequence[TableCell], lines: Sequence[int]) -> Item:
    label, *rest = cells
    statements = (_build_statement(cell, line) for cell, line in zip(rest, lines[1:], strict=True))
    return Item(
        label=label.text,
        markup=_find_markup(label),
        statements=tuple(statements),
        line=lines[0],
        column=label.column,
    )


def _build_statement(cell: TableCell, line: int) -> Statement | None:
    if not cell.markup:
        return None
    return Statement(text=cell.text, markup=_find_markup(cell), line=line, column=cell.column)


def _find_markup(cell: TableCell) -> str:
    return cell.markup if cell.markup != cell.text else ""

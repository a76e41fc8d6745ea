"""Draws a comparison: the table, its sources and notes as footnotes, and where to get its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from sphinx.builders import Builder

from kb_ext.adapter.comparison_file import draw_downloads
from kb_ext.adapter.comparison_note import Note, NoteList
from kb_ext.adapter.draw import draw_source, make_as_of
from kb_ext.adapter.inline import draw_inline
from kb_ext.adapter.node import (
    comparison_entry,
    comparison_row,
    comparison_table,
    comparison_text,
    make_term_reference,
)
from kb_ext.adapter.option import get_options
from kb_ext.adapter.text import translate
from kb_ext.core.comparison import Cell, Column, Line
from kb_ext.core.link import Tip
from kb_ext.core.value import ValueType
from kb_ext.core.view import Table

_ITEM_WIDTH: Final = 24
_CELL_WIDTH: Final = 20
"""Widths of columns in characters, for the text builder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What all cells of a line say alike and the table does not: shown once, at the line's header."""

    source: str = ""
    as_of: str = ""


class TablePainter:
    """Draws one comparison for one page; `contents` are cells that its author wrote, by their Markdown."""

    def __init__(
        self,
        builder: Builder,
        docname: str,
        table: Table,
        contents: Mapping[str, nodes.Element] | None = None,
    ) -> None:
        self._builder = builder
        self._docname = docname
        self._table = table
        self._comparison = table.comparison
        self._contents = contents or {}
        self._tips = {tip.slug: tip for tip in table.tips}
        self._sources = dict(table.sources)

    def draw(self, number: int = 1) -> list[nodes.Node]:
        """Return the blocks of the comparison; `number` counts those of the same key on the page."""
        anchor = self._comparison.anchor if number == 1 else f"{self._comparison.anchor}-{number}"
        notes = NoteList(self._builder, self._docname, anchor, self._sources)
        table = self._draw_table(anchor, notes)
        downloads = draw_downloads(self._builder, self._docname, self._comparison.key)
        return [table, *self._draw_facts(), *notes.draw(), *downloads]

    def _draw_table(self, anchor: str, notes: NoteList) -> comparison_table:
        comparison = self._comparison
        data = {"data-comparison": comparison.key}
        if comparison.as_of:
            data["data-as-of"] = comparison.as_of
        if stale_after := get_options(self._builder.config).stale_after:
            data["data-stale-after"] = str(stale_after)
        caption = f"{anchor}-caption"
        table = comparison_table("", ids=[anchor], data=data, caption=caption)
        columns = comparison.columns
        group = nodes.tgroup("", cols=len(columns) + 1)
        group += nodes.colspec("", colwidth=_ITEM_WIDTH)
        group += [nodes.colspec("", colwidth=_CELL_WIDTH) for _ in columns]
        group += nodes.thead("", *self._draw_head(columns, notes))
        group += nodes.tbody("", *(self._draw_line(line, notes) for line in comparison.lines))
        table += [nodes.title("", comparison.caption, ids=[caption]), group]
        return table

    def _draw_head(self, columns: Sequence[Column], notes: NoteList) -> Iterator[nodes.row]:
        label = comparison_text("", self._comparison.item_label or translate("Item"))
        groups = _list_groups(columns)
        corner = comparison_entry("", label, scope="col")
        if not any(group for group, _ in groups):
            yield nodes.row("", corner, *(self._draw_column(column, notes) for column in columns))
            return
        corner["morerows"] = 1
        top = nodes.row("", corner)
        bottom = nodes.row("")
        for group, members in groups:
            drawn = [self._draw_column(column, notes) for column in members]
            if group:
                name = comparison_text("", group)
                top += comparison_entry("", name, scope="colgroup", morecols=len(members) - 1)
                bottom += drawn
            else:
                for entry in drawn:
                    entry["morerows"] = 1
                top += drawn
        yield top
        yield bottom

    def _draw_column(self, column: Column, notes: NoteList) -> comparison_entry:
        criterion = column.criterion
        data = {
            "data-criterion": criterion.key,
            "data-type": str(column.type),
            "data-better": str(criterion.better),
        }
        data |= {"data-unit": column.unit} if column.unit else {}
        data |= {"data-group": criterion.group} if criterion.group else {}
        content = self._draw_content(criterion.label, criterion.markup)
        label = content[-1]
        declared = "/".join(filter(None, (criterion.currency, criterion.unit, criterion.period)))
        if declared:
            label += [nodes.Text(" "), nodes.inline("", f"({declared})", classes=["kb-unit"])]
        notes.mark(label, Note(text=criterion.note, source=criterion.source, as_of=criterion.as_of))
        return comparison_entry("", *content, scope="col", data=data)

    def _draw_line(self, line: Line, notes: NoteList) -> comparison_row:
        common = self._find_common(line)
        header = self._draw_content(line.label, line.markup)
        tip = self._tips.get(line.term)
        if tip is not None:
            _link_item(header[0], self._builder, self._docname, tip)
        notes.mark(header[-1], Note(text=line.note, source=common.source))
        if common.as_of:
            header[-1] += [nodes.Text(" "), make_as_of(common.as_of)]
        cells = (
            self._draw_cell(cell, column, common, notes)
            for cell, column in zip(line.cells, self._comparison.columns, strict=True)
        )
        return comparison_row("", comparison_entry("", *header, scope="row"), *cells, item=line.key)

    def _find_common(self, line: Line) -> Common:
        told = [cell for cell in line.cells if cell.text]
        sources, days = {cell.source for cell in told}, {cell.as_of for cell in told}
        source, as_of = "".join(sources) if len(sources) == 1 else "", "".join(days) if len(days) == 1 else ""
        return Common(
            source=source if self._is_new_source(source) else "",
            as_of=as_of if as_of != self._comparison.as_of else "",
        )

    def _is_new_source(self, source: str) -> bool:
        """Tell whether a source is neither that of the table nor, where that has none, this page."""
        return source not in {"", self._comparison.source or self._docname}

    def _draw_cell(self, cell: Cell, column: Column, common: Common, notes: NoteList) -> comparison_entry:
        criterion = column.criterion
        content = self._draw_content(cell.text or translate("unknown"), cell.markup)
        told = {common.source, criterion.source}
        source = cell.source if self._is_new_source(cell.source) and cell.source not in told else ""
        notes.mark(content[-1], Note(text=cell.note, source=source, others=cell.others))
        if cell.as_of not in {"", self._comparison.as_of, common.as_of, criterion.as_of}:
            content[-1] += [nodes.Text(" "), make_as_of(cell.as_of)]
        return comparison_entry("", *content, data=dict(_list_data(cell, column)))

    def _draw_content(self, text: str, markup: str) -> list[nodes.Element]:
        own = self._contents.get(markup or text)
        if own is not None and own.children:
            drawn = [child.deepcopy() for child in own.children]
            return [_flatten(child) for child in drawn if isinstance(child, nodes.Element)]
        return [comparison_text("", "", *draw_inline(text, markup))]

    def _draw_facts(self) -> list[nodes.Node]:
        """Draw from where and as of when the whole table is, and what else is to be said of it."""
        comparison = self._comparison
        line = nodes.paragraph("", "", classes=["kb-comparison-source"])
        if comparison.source and comparison.source != self._docname:
            line += nodes.Text(translate("Source: "))
            line += draw_source(self._builder, self._docname, comparison.source, self._sources)
        if comparison.as_of:
            line += [nodes.Text(" ")] if line.children else []
            line += make_as_of(comparison.as_of)
        note = nodes.paragraph("", comparison.note, classes=["kb-comparison-note"])
        return [block for block in (line, note) if block.children]


def _flatten(block: nodes.Element) -> nodes.Element:
    """Take the element off a paragraph that a cell is made of."""
    is_plain = isinstance(block, nodes.paragraph) and not block["classes"]
    return comparison_text("", "", *block.children) if is_plain else block


def _list_groups(columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """List the groups with their columns, which stand side by side; a column without group is alone."""
    groups: list[tuple[str, list[Column]]] = []
    for column in columns:
        group = column.criterion.group
        if group and groups and groups[-1][0] == group:
            groups[-1][1].append(column)
        else:
            groups.append((group, [column]))
    return groups


def _link_item(block: nodes.Element, builder: Builder, docname: str, tip: Tip) -> None:
    """Link what stands in a row's header to the term that it names."""
    link = make_term_reference(builder, docname, tip, nodes.inline())
    link[:] = [child.deepcopy() for child in block.children]
    block[:] = [link]


def _list_data(cell: Cell, column: Column) -> Iterator[tuple[str, str]]:
    yield "data-criterion", column.criterion.key
    if cell.value is not None and cell.value.key and column.type is not ValueType.TEXT:
        yield "data-value", cell.value.key
    if cell.value is not None and cell.value.state is not None:
        yield "data-state", str(cell.value.state)
    if cell.as_of:
        yield "data-as-of", cell.as_of

"""A comparison as data: CSV for spreadsheets, JSON and schema.org's terms for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from kb_ext.core.comparison import Cell, Column, Comparison, Line
from kb_ext.core.json_tree import Tree
from kb_ext.core.link import Link
from kb_ext.core.schema import DRAFT
from kb_ext.core.value import NUMERIC, Value, ValueType
from kb_ext.core.view import Table

FORMAT: Final = 1
"""Rises when a key goes or changes its meaning; new keys may come at any time."""
SCHEMA_NAME: Final = "comparison-data.schema.json"
Address = Callable[[str], str]
"""Maps a page to its address."""
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_HARMLESS: Final = re.compile(r"[+-]?[\d,]*\.?\d+%?|-+")


def render_csv(table: Table, head: tuple[str, str, str]) -> bytes:
    """Render the texts of a comparison as UTF-8 with a byte order mark, which Excel needs.

    `head` names the first column, where there is no better name, and those of dates and sources.
    """
    comparison = table.comparison
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    labels = [_name_column(column) for column in comparison.columns]
    writer.writerow(map(disarm, (comparison.item_label or head[0], *labels, *head[1:])))
    sources = dict(table.sources)
    for line in comparison.lines:
        texts = (cell.text for cell in line.cells)
        days = _join(cell.as_of for cell in line.cells)
        origins = _join(_name_source(cell.source, sources) for cell in line.cells)
        writer.writerow(map(disarm, (line.label, *texts, days, origins)))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def disarm(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; numbers stay numbers."""
    is_formula = _FORMULA.match(text) and not _HARMLESS.fullmatch(text.strip())
    return f"'{text}" if is_formula else text


def _name_column(column: Column) -> str:
    criterion = column.criterion
    declared = "/".join(filter(None, (criterion.currency, criterion.unit, criterion.period)))
    return f"{criterion.label} ({declared})" if declared else criterion.label


def _join(texts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _name_source(source: str, links: dict[str, Link]) -> str:
    return links[source].title if source in links else source


def render_json(table: Table, address: Address, schema: str) -> bytes:
    """Render all that is known of a comparison; `schema` is where its form is described."""
    comparison = table.comparison
    sources = dict(table.sources)

    def describe(source: str) -> Tree:
        return _describe_source(source, sources, address)

    content: dict[str, Tree] = {
        "$schema": schema,
        "format": FORMAT,
        "key": comparison.key,
        "caption": comparison.caption,
        "url": address(comparison.docname),
        "as_of": comparison.as_of,
        "source": describe(comparison.source),
        "note": comparison.note,
        "criteria": [_describe_column(column) for column in comparison.columns],
        "items": [
            _describe_line(line, comparison, {tip.slug: address(tip.docname) for tip in table.tips}, describe)
            for line in comparison.lines
        ],
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _describe_source(source: str, links: dict[str, Link], address: Address) -> Tree:
    if not source:
        return None
    link = links.get(source)
    if link is not None:
        return {"title": link.title, "url": address(link.docname)}
    return {"title": source, "url": source if source.startswith(("https://", "http://")) else ""}


def _describe_column(column: Column) -> Tree:
    criterion = column.criterion
    return {
        "key": criterion.key,
        "label": criterion.label,
        "type": str(column.type),
        "unit": column.unit,
        "better": str(criterion.better),
        "group": criterion.group,
        "note": criterion.note,
    }


def _describe_line(
    line: Line, comparison: Comparison, terms: dict[str, str], describe: Callable[[str], Tree]
) -> Tree:
    cells: dict[str, Tree] = {
        column.criterion.key: _describe_cell(cell, column.type, describe)
        for cell, column in zip(line.cells, comparison.columns, strict=True)
    }
    return {
        "key": line.key,
        "label": line.label,
        "term": line.term if line.term in terms else "",
        "url": terms.get(line.term, ""),
        "note": line.note,
        "cells": cells,
    }


def _describe_cell(cell: Cell, type_: ValueType, describe: Callable[[str], Tree]) -> Tree:
    value = cell.value
    described: dict[str, Tree] = {
        "text": cell.text,
        "value": _convert(cell.text, value, type_),
        "state": str(value.state) if value and value.state else "",
        "as_of": cell.as_of,
        "source": describe(cell.source),
        "note": cell.note,
    }
    if value and value.low != value.high:
        described |= {"low": _to_number(value.low), "high": _to_number(value.high)}
    if value and value.bound:
        described["bound"] = str(value.bound)
    if value and value.approximate:
        described["approximate"] = True
    if cell.others:
        described["others"] = [
            {"text": other.text, "as_of": other.as_of, "source": describe(other.source)}
            for other in cell.others
        ]
    return described


def _convert(text: str, value: Value | None, type_: ValueType) -> Tree:
    """Return a cell as JSON has it: a number, true or false, a list, else a text; null where none is."""
    if value is None or (value.state is not None and type_ is not ValueType.BOOLEAN):
        return None
    if type_ is ValueType.BOOLEAN:
        return {"yes": True, "no": False}.get(value.key, value.key or None)
    if type_ in NUMERIC:
        return _to_number(value.key)
    if type_ is ValueType.LIST:
        return list(value.entries)
    return value.address or value.key or text


def _to_number(text: str) -> Tree:
    if not text:
        return None
    return float(text) if "." in text else int(text)


def describe_dataset(table: Table, address: Address, files: tuple[tuple[str, str], ...]) -> dict[str, Tree]:
    """Describe a comparison in schema.org's terms; `files` are the addresses and media types of its data."""
    comparison = table.comparison
    links = dict(table.sources)
    texts = {comparison.source, *(cell.source for line in comparison.lines for cell in line.cells)}
    based_on: list[Tree] = [
        address(links[text].docname) if text in links else text
        for text in sorted(texts)
        if text in links or text.startswith(("https://", "http://"))
    ]
    found: dict[str, Tree] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": comparison.caption,
        "description": comparison.note or comparison.caption,
        "url": address(comparison.docname),
        "dateModified": comparison.as_of,
        "variableMeasured": [column.criterion.label for column in comparison.columns],
        "isBasedOn": based_on,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": place} for place, media in files
        ],
    }
    return {key: value for key, value in found.items() if value}


_TEXT: Final[Tree] = {"type": "string"}
_SOURCE: Final[Tree] = {
    "type": ["object", "null"],
    "properties": {"title": _TEXT, "url": _TEXT},
    "required": ["title", "url"],
}


def build_data_schema(address: str = "") -> dict[str, Tree]:
    """Build the JSON Schema of a comparison's data."""
    return {
        "$schema": DRAFT,
        **({"$id": address} if address else {}),
        "title": "A comparison: items by criteria",
        "type": "object",
        "required": ["format", "key", "caption", "url", "as_of", "source", "note", "criteria", "items"],
        "properties": {
            "$schema": _TEXT,
            "format": {"const": FORMAT},
            "key": _TEXT,
            "caption": _TEXT,
            "url": _TEXT,
            "as_of": {"type": "string", "description": "Holds for cells without a date of their own."},
            "source": _SOURCE,
            "note": _TEXT,
            "criteria": {"type": "array", "items": _shape_criterion()},
            "items": {"type": "array", "items": _shape_item()},
        },
    }


def _shape_criterion() -> Tree:
    return {
        "type": "object",
        "required": ["key", "label", "type", "unit", "better", "group", "note"],
        "properties": {
            "key": _TEXT,
            "label": _TEXT,
            "type": {"enum": [str(type_) for type_ in ValueType]},
            "unit": _TEXT,
            "better": {"enum": ["higher", "lower", "none"]},
            "group": _TEXT,
            "note": _TEXT,
        },
    }


def _shape_item() -> Tree:
    return {
        "type": "object",
        "required": ["key", "label", "term", "url", "note", "cells"],
        "properties": {
            "key": _TEXT,
            "label": _TEXT,
            "term": _TEXT,
            "url": _TEXT,
            "note": _TEXT,
            "cells": {"type": "object", "additionalProperties": _shape_cell()},
        },
    }


def _shape_cell() -> Tree:
    other: Tree = {"type": "object", "properties": {"text": _TEXT, "as_of": _TEXT, "source": _SOURCE}}
    return {
        "type": "object",
        "required": ["text", "value", "state", "as_of", "source", "note"],
        "properties": {
            "text": {"type": "string", "description": "As its author wrote it."},
            "value": {
                "type": ["string", "number", "boolean", "array", "null"],
                "items": _TEXT,
                "description": "Read by the type of its criterion; ratings lie between 0 and 1.",
            },
            "state": {"enum": ["", "unknown", "unsupported", "unconfirmed", "not-applicable"]},
            "as_of": _TEXT,
            "source": _SOURCE,
            "note": _TEXT,
            "low": {"type": "number"},
            "high": {"type": "number"},
            "bound": {"enum": ["at-least", "at-most"]},
            "approximate": {"type": "boolean"},
            "others": {"type": "array", "items": other},
        },
    }

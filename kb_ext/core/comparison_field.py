"""`comparison:` in a front matter or a data file: what it says for comparisons, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from kb_ext.core.code import ComparisonCode, SourceCode
from kb_ext.core.contribution import (
    assign_keys,
    clean_source,
    is_allowed,
    make_key,
    make_page_key,
    read_as_of,
)
from kb_ext.core.fold import fold_name
from kb_ext.core.problem import Report, ignore_problem
from kb_ext.core.record import Better, Contribution, Criterion, Item, Statement
from kb_ext.core.value import ValueType
from kb_ext.core.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

KEYS: Final = ("key", "caption", "as_of", "source", "note", "file", "item_label", "criteria", "items")
"""What may stand below `comparison`."""
CRITERION_KEYS: Final = (
    "key",
    "label",
    "type",
    "unit",
    "currency",
    "period",
    "scale",
    "better",
    "group",
    "note",
    "source",
    "as_of",
)
"""What may be said of a criterion."""
ITEM_KEYS: Final = ("label", "term", "note", "source", "as_of", "cells")
"""What may be said of an item."""
CELL_KEYS: Final = ("value", "note", "source", "as_of")
"""What may be said of a cell."""
FIELDS: Final = ("comparison", "comparisons")
"""Keys of a front matter that hold comparisons."""
_TEXT: Final = "text"
_TREE: Final = "a mapping or list"

Load = Callable[[Scalar], "Loaded | None"]
"""Reads the data file that a value names; reports and returns None what cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A data file: its content in the form of a `comparison` mapping, and who takes what is wrong in it."""

    path: str
    """Below the source directory."""
    root: Mapping
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What has to be known of the page that a comparison stands on."""

    docname: str
    report: Report
    load: Load


def read_comparisons(front_matter: Mapping, page: Page) -> tuple[Contribution, ...]:
    """Read every comparison of a front matter."""
    node = next((found for key in FIELDS if (found := front_matter.get(key)) is not None), None)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    read = (_read_one(mapping, key, page) for mapping, key in _list_mappings(node, page))
    return tuple(one for one in read if one is not None)


def list_keys(front_matter: Mapping, docname: str) -> tuple[str, ...]:
    """Return the keys of the comparisons of a front matter, whatever else is wrong with them."""

    def load(_name: Scalar) -> None:
        return None

    page = Page(docname=docname, report=ignore_problem, load=load)
    nodes = (front_matter.get(field) for field in FIELDS)
    named = (
        _read_text(mapping, "key", ignore_problem) or key
        for node in nodes
        if node is not None
        for mapping, key in _list_mappings(node, page)
    )
    return tuple(make_key(name) if name else make_page_key(docname) for name in named)


def _list_mappings(node: Node, page: Page) -> Iterator[tuple[Mapping, str]]:
    """Yield one comparison, or each of several, with the key that it stands under."""
    if isinstance(node, Mapping):
        if any(entry.key.text in KEYS for entry in node.entries):
            yield node, ""
            return
        for entry in node.entries:
            if isinstance(entry.value, Mapping):
                yield entry.value, entry.key.text
            else:
                _complain(entry.key.text, entry.value, _TREE, page.report)
    elif isinstance(node, Sequence):
        for number, child in enumerate(node.children, start=1):
            if isinstance(child, Mapping):
                yield child, ""
            else:
                _complain(f"comparison[{number}]", child, _TREE, page.report)
    else:
        _complain("comparison", node, _TREE, page.report)


def _read_one(mapping: Mapping, key: str, page: Page) -> Contribution | None:
    report = page.report
    _check_keys(mapping, KEYS, report)
    named = _read_text(mapping, "key", report) or key
    made = Contribution(
        key=make_key(named) if named else make_page_key(page.docname),
        docname=page.docname,
        named=bool(named),
        line=mapping.line,
    )
    made = _add_head(made, mapping, report)
    file = mapping.get("file")
    if file is None:
        return _fill(made, mapping, (), report)
    if not isinstance(file, Scalar):
        _complain("file", file, _TEXT, report)
        return None
    loaded = page.load(file)
    if loaded is None:
        return None
    declared = _read_criteria(mapping.get("criteria"), report)
    _check_keys(loaded.root, KEYS, loaded.report)
    made = _add_head(replace(made, path=loaded.path), loaded.root, loaded.report)
    return _fill(made, loaded.root, declared, loaded.report)


def _add_head(made: Contribution, mapping: Mapping, report: Report) -> Contribution:
    """Fill what is said of the whole table, where nothing was said before."""
    return replace(
        made,
        caption=made.caption or _read_text(mapping, "caption", report),
        item_label=made.item_label or _read_text(mapping, "item_label", report),
        note=made.note or _read_text(mapping, "note", report),
        as_of=made.as_of or _read_day(mapping, report),
        source=made.source or clean_source(_read_text(mapping, "source", report)),
    )


def _fill(
    made: Contribution, mapping: Mapping, declared: tuple[Criterion, ...], report: Report
) -> Contribution:
    """Add criteria and items; `declared` criteria stand on the page, those of its file complete them."""
    own = _read_criteria(mapping.get("criteria"), report)
    by_name = {fold_name(name): one for one in reversed(declared) for name in (one.key, one.label)}
    own = tuple(by_name.get(fold_name(one.key), by_name.get(fold_name(one.label), one)) for one in own)
    criteria = own or declared
    node = mapping.get("items")
    if node is not None and not isinstance(node, Sequence):
        _complain("items", node, _TREE, report)
    children = node.children if isinstance(node, Sequence) else ()
    items = tuple(_read_item(child, criteria, report) for child in children)
    _report_doubles(items, report)
    return replace(made, criteria=criteria, items=items)


def _report_doubles(items: tuple[Item, ...], report: Report) -> None:
    seen: set[str] = set()
    for item in items:
        if item.label and fold_name(item.label) in seen:
            report(ComparisonCode.DUPLICATE_ITEM, line=item.line, column=item.column, label=item.label)
        seen.add(fold_name(item.label))


def _read_criteria(node: Node | None, report: Report) -> tuple[Criterion, ...]:
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    if not isinstance(node, Sequence):
        _complain("criteria", node, _TREE, report)
        return ()
    labels = [_find_label(child) for child in node.children]
    seen: set[str] = set()
    for child, label in zip(node.children, labels, strict=True):
        if fold_name(label) in seen:
            report(ComparisonCode.DUPLICATE_CRITERION, line=child.line, column=child.column, label=label)
        seen.add(fold_name(label))
    keys = assign_keys(_find_key(child) for child in node.children)
    return tuple(
        _read_criterion(child, key, label, report)
        for child, key, label in zip(node.children, keys, labels, strict=True)
    )


def _find_key(node: Node) -> str:
    key = node.get("key") if isinstance(node, Mapping) else None
    return key.text if isinstance(key, Scalar) and key.text.strip() else _find_label(node)


def _find_label(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text.strip()
    found = (node.get(key) for key in ("label", "key")) if isinstance(node, Mapping) else ()
    return next((one.text.strip() for one in found if isinstance(one, Scalar)), "")


def _read_criterion(node: Node, key: str, label: str, report: Report) -> Criterion:
    if not isinstance(node, Mapping):
        if isinstance(node, Sequence):
            _complain("criteria", node, _TEXT, report)
        return Criterion(key=key, label=label)
    _check_keys(node, CRITERION_KEYS, report)
    type_ = _read_choice(node, "type", tuple(ValueType), report)
    better = _read_choice(node, "better", tuple(Better), report)
    scale = _read_text(node, "scale", report)
    return Criterion(
        key=key,
        label=label,
        type=ValueType(type_) if type_ else None,
        unit=_read_text(node, "unit", report),
        currency=_read_text(node, "currency", report),
        period=_read_text(node, "period", report),
        scale=int(scale) if scale.isdecimal() and len(scale) < 5 else 0,
        better=Better(better) if better else Better.NONE,
        group=_read_text(node, "group", report),
        note=_read_text(node, "note", report),
        source=clean_source(_read_text(node, "source", report)),
        as_of=_read_day(node, report),
    )


def _read_choice(mapping: Mapping, key: str, allowed: tuple[str, ...], report: Report) -> str:
    node, word = mapping.get(key), _read_text(mapping, key, report).lower()
    if not word or node is None:
        return ""
    return word if is_allowed(word, key, allowed, report, node.line, node.column) else ""


def _read_item(node: Node, criteria: tuple[Criterion, ...], report: Report) -> Item:
    if not isinstance(node, Mapping):
        if isinstance(node, Sequence):
            _complain("items", node, _TEXT, report)
        label = node.text.strip() if isinstance(node, Scalar) else ""
        empty = (None,) * len(criteria)
        return Item(label=label, statements=empty, line=node.line, column=node.column)
    _check_keys(node, ITEM_KEYS, report)
    return Item(
        label=_read_text(node, "label", report) or _read_text(node, "term", report),
        term=_read_text(node, "term", report),
        note=_read_text(node, "note", report),
        source=clean_source(_read_text(node, "source", report)),
        as_of=_read_day(node, report),
        statements=_read_cells(node, criteria, report),
        line=node.line,
        column=node.column,
    )


def _read_cells(
    item: Mapping, criteria: tuple[Criterion, ...], report: Report
) -> tuple[Statement | None, ...]:
    node = item.get("cells")
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return (None,) * len(criteria)
    if isinstance(node, Sequence):
        return _read_row(item, node, criteria, report)
    if isinstance(node, Scalar):
        _complain("cells", node, _TREE, report)
        return (None,) * len(criteria)
    names = {fold_name(name): one.key for one in reversed(criteria) for name in (one.label, one.key)}
    found: dict[str, Statement | None] = {}
    for entry in node.entries:
        key = names.get(fold_name(entry.key.text))
        if key is None:
            _report_unknown(entry, names, report)
        else:
            found[key] = _read_statement(entry.value, report)
    return tuple(found.get(one.key) for one in criteria)


def _report_unknown(entry: Entry, names: Pairs[str, str], report: Report) -> None:
    near = get_close_matches(fold_name(entry.key.text), names, n=1)
    report(
        ComparisonCode.UNKNOWN_CRITERION,
        line=entry.key.line,
        column=entry.key.column,
        name=entry.key.text,
        suggestion=names[near[0]] if near else "",
    )


def _read_row(
    item: Mapping, row: Sequence, criteria: tuple[Criterion, ...], report: Report
) -> tuple[Statement | None, ...]:
    """Read cells in the order of the criteria; a row that is longer or shorter is reported."""
    told = [_read_statement(child, report) for child in row.children]
    if len(told) != len(criteria):
        report(
            ComparisonCode.COMPARISON_SHAPE,
            line=row.line,
            column=row.column,
            item=_read_text(item, "label", report),
            found=str(len(told)),
            expected=str(len(criteria)),
        )
    if len(told) > len(criteria) > 0:
        last = [one for one in told[len(criteria) - 1 :] if one is not None]
        joined = replace(last[0], text=" | ".join(one.text for one in last)) if last else None
        told = [*told[: len(criteria) - 1], joined]
    return tuple(told + [None] * (len(criteria) - len(told)))[: len(criteria)]


def _read_statement(node: Node, report: Report) -> Statement | None:
    if isinstance(node, Scalar):
        return _make_statement(node, node.text.strip())
    if isinstance(node, Sequence):
        texts = [child.text.strip() for child in node.children if isinstance(child, Scalar)]
        return _make_statement(node, "、".join(texts))
    _check_keys(node, CELL_KEYS, report)
    value = node.get("value")
    told = _read_statement(value, report) if isinstance(value, Scalar | Sequence) else None
    note = _read_text(node, "note", report)
    if told is None and not note:
        return None
    return replace(
        told or Statement(text="", line=node.line, column=node.column),
        note=note,
        source=clean_source(_read_text(node, "source", report)),
        as_of=_read_day(node, report),
    )


def _make_statement(node: Node, text: str) -> Statement | None:
    if not text or (isinstance(node, Scalar) and node.is_null):
        return None
    return Statement(text=" ".join(text.split()), line=node.line, column=node.column)


def _read_text(mapping: Mapping, key: str, report: Report) -> str:
    node = mapping.get(key)
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ""
    if not isinstance(node, Scalar):
        _complain(key, node, _TEXT, report)
        return ""
    return " ".join(node.text.split())


def _read_day(mapping: Mapping, report: Report) -> str:
    node = mapping.get("as_of")
    text = _read_text(mapping, "as_of", report)
    return read_as_of(text, report, node.line, node.column) if node is not None else ""


def _check_keys(mapping: Mapping, known: tuple[str, ...], report: Report) -> None:
    for entry in mapping.entries:
        key = entry.key.text
        if key not in known:
            near = get_close_matches(key, known, n=1)
            report(
                SourceCode.UNKNOWN_KEY,
                line=entry.key.line,
                column=entry.key.column,
                key=key,
                suggestion=near[0] if near else "",
            )


def _complain(key: str, node: Node, expected: str, report: Report) -> None:
    found = node.text if isinstance(node, Scalar) else type(node).__name__.lower()
    report(
        SourceCode.WRONG_TYPE,
        line=node.line,
        column=node.column,
        key=key,
        expected=expected,
        found=repr(found),
    )

"""The one form in which each kind of field is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kb_ext.core.field import Field, Shape
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH: Final = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAMED_MONTH: Final = re.compile(rf"(?:{_MONTH} {_DAY}|{_DAY} {_MONTH}),? (\d{{4}})", re.IGNORECASE)
"""Astro's own examples are written so."""
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})
_COMMA: Final = re.compile(r"[,、，]|\]\s*\[")
_BRACKETS: Final = re.compile(r"\[(.*)\]", re.DOTALL)
_MARKS: Final = "\"'`“”‘’ \t"
_IMAGE_PATHS: Final = ("path", "src", "url", "image", "file", "feature")
NULL: Final = Scalar(text="", tag="null")


def shape_value(field: Field, node: Node, note: Note) -> Node | None:
    """Return a value in its field's form, or None where it has another shape altogether."""
    return _SHAPERS[field.shape](field, node, note)


def _shape_text(field: Field, node: Node, note: Note) -> Node | None:
    if isinstance(node, Sequence) and len(node.children) == 1:
        node = node.children[0]
    if not isinstance(node, Scalar):
        return _find_path(node) if field.key == "image" and isinstance(node, Mapping) else None
    if node.is_null:
        return NULL
    if field.key == "image" and node.tag == "bool" and node.text.lower() in _TRUE:
        return None
    if field.key == "image" and node.tag == "bool":
        note(
            Finding.VALUE_FORM,
            line=node.line,
            column=node.column,
            key=field.key,
            value=node.text,
            form="null",
        )
        return NULL
    return Scalar(text=node.text.strip())


def _find_path(node: Mapping) -> Node | None:
    """Return the path of an image that is written with its alternative text or size."""
    for key in _IMAGE_PATHS:
        value = node.get(key)
        if isinstance(value, Scalar) and not value.is_null:
            return Scalar(text=value.text.strip())
    return None


def _shape_date(field: Field, node: Node, note: Note) -> Node | None:
    if not isinstance(node, Scalar):
        return None
    text = node.text.strip()
    if node.is_null or not text:
        return NULL
    stamp, complete = parse_stamp(_spell_month(text))
    if stamp is None or not complete:
        note(Finding.DATE_ODD, line=node.line, column=node.column, value=text)
        return Scalar(text=text)
    if stamp.iso != text:
        note(Finding.DATE_FORM, line=node.line, column=node.column, value=text, date=stamp.iso)
    return Scalar(text=stamp.iso, tag="timestamp")


def _spell_month(text: str) -> str:
    """Return a date with an English month (`Jul 08 2025`, `8 July, 2025`) in figures, any other as it is."""
    match = _NAMED_MONTH.fullmatch(text)
    if match is None:
        return text
    name, day, year = match[1] or match[4], match[2] or match[3], match[5]
    return f"{year}-{_MONTHS.index(name[:3].lower()) + 1:02}-{int(day):02}"


def _shape_list(field: Field, node: Node, note: Note) -> Node | None:
    if isinstance(node, Mapping):
        return Sequence(children=(node,)) if field.key == "authors" else None
    if isinstance(node, Sequence):
        return Sequence(children=tuple(_flatten(node)))
    if node.is_null:
        return Sequence()
    texts = _split(field, node.text)
    if len(texts) > 1 or texts != [node.text.strip()]:
        form = f"[{', '.join(texts)}]"
        note(
            Finding.VALUE_FORM, line=node.line, column=node.column, key=field.key, value=node.text, form=form
        )
    return Sequence(children=tuple(Scalar(text=text) for text in texts))


def _flatten(node: Sequence) -> list[Node]:
    """Return the texts of a list without its empty elements; mappings (of authors) stay."""
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Sequence):
            found += _flatten(child)
        elif isinstance(child, Mapping):
            found.append(child)
        elif text := child.text.strip():
            found.append(Scalar(text=text))
    return found


def _split(field: Field, text: str) -> list[str]:
    """Split a text at its commas, also where it is a list that YAML could not read."""
    stripped = text.strip().rstrip("。")
    brackets = _BRACKETS.fullmatch(stripped)
    inner = brackets[1] if brackets else text
    if not brackets and (field.key == "source" or "://" in inner):
        return [inner.strip()] if inner.strip() else []
    parts = (part.strip(_MARKS) for part in _COMMA.split(inner))
    return [part for part in parts if part]


def _shape_flag(field: Field, node: Node, note: Note) -> Node | None:
    if not isinstance(node, Scalar):
        return None
    if node.is_null:
        return NULL
    text = node.text.strip().lower()
    if text not in _TRUE | _FALSE:
        return None
    form = "true" if text in _TRUE else "false"
    if text != form:
        note(
            Finding.VALUE_FORM, line=node.line, column=node.column, key=field.key, value=node.text, form=form
        )
    return Scalar(text=form, tag="bool")


def _shape_number(field: Field, node: Node, note: Note) -> Node | None:
    if not isinstance(node, Scalar):
        return None
    text = node.text.strip()
    if node.is_null or not text:
        return NULL
    if not text[0].isdecimal():
        return None
    return Scalar(text=text, tag="int" if text.isascii() and text.isdecimal() else "str")


def _keep_tree(field: Field, node: Node, note: Note) -> Node | None:
    return node


_SHAPERS: Final[dict[Shape, Callable[[Field, Node, Note], Node | None]]] = {
    Shape.TEXT: _shape_text,
    Shape.DATE: _shape_date,
    Shape.LIST: _shape_list,
    Shape.FLAG: _shape_flag,
    Shape.NUMBER: _shape_number,
    Shape.TREE: _keep_tree,
}


def describe_value(node: Node) -> str:
    """Return a value as messages quote it."""
    return shorten(node.text) if isinstance(node, Scalar) else type(node).__name__.lower()

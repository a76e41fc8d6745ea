"""TOML front matter, as Hugo and Zola have it, turned into YAML."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.header import Header, HeaderEntry
from kb_ext.core.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_FENCE: Final = re.compile(r"[ \t]*\+{3,}[ \t]*$")
_TABLE: Final = re.compile(r"[ \t]*\[\[?([^\[\]]+)\]\]?[ \t]*(?:#.*)?$")
_PAIR: Final = re.compile(r"[ \t]*[\"']?([\w.-]+)[\"']?[ \t]*=[ \t]*(.*)$")
_POSITION: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_MAX_DEPTH: Final = 16


def convert_toml(text: str, context: Context, note: Note) -> str:
    """Replace a front matter between `+++` lines by the same in YAML."""
    lines = text.split("\n")
    top = next((number for number, line in enumerate(lines) if line.strip()), -1)
    if top < 0 or not _FENCE.match(lines[top]):
        return text
    closing = next((number for number in range(top + 1, len(lines)) if _FENCE.match(lines[number])), -1)
    if closing < 0:
        return text
    block = lines[top + 1 : closing]
    entries = _read_block(block, top + 2, note)
    note(Finding.TOML, line=top + 1)
    comments = tuple(comment for line in block if (comment := _find_comment(line)))
    return Header(entries=entries, comments=comments).write() + "\n".join(lines[closing + 1 :])


def _read_block(block: list[str], first_line: int, note: Note) -> tuple[HeaderEntry, ...]:
    try:
        table = tomllib.loads("\n".join(block))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        position = _POSITION.search(str(error))
        line, column = (int(position[1]), int(position[2])) if position else (1, 1)
        detail = _POSITION.sub("", str(error)).strip()
        note(Finding.TOML_SYNTAX, line=first_line + line - 1, column=column, detail=detail)
        return _salvage(block, first_line, note)
    return tuple(HeaderEntry(key=key, value=_make_node(value)) for key, value in table.items())


def _find_comment(line: str) -> str:
    """Return the comment that a line is or ends with; a `#` inside a value is none."""
    if line.lstrip().startswith("#"):
        return line.strip()
    position = line.find("#") if _PAIR.match(line) else -1
    while position >= 0:
        try:
            tomllib.loads(line[:position])
        except (tomllib.TOMLDecodeError, RecursionError):
            position = line.find("#", position + 1)
        else:
            return line[position:].strip()
    return ""


def _salvage(block: list[str], first_line: int, note: Note) -> tuple[HeaderEntry, ...]:
    """Read every line by itself; `[table]` lines nest those below them."""
    entries: dict[str, HeaderEntry] = {}
    table = ""
    for number, line in enumerate(block, first_line):
        if match := _TABLE.match(line):
            table = match[1].strip()
        elif pair := _PAIR.match(line):
            _add(entries, table, pair[1], _read_value(pair[2]))
        elif line.strip() and not line.lstrip().startswith("#"):
            note(Finding.UNREAD_LINE, line=number, line_text=shorten(line))
            _add(entries, "", f"line-{number}", Scalar(text=line.strip()))
    return tuple(entries.values())


def _add(entries: dict[str, HeaderEntry], table: str, key: str, value: Node) -> None:
    if not table:
        entries[key] = HeaderEntry(key=key, value=value)
        return
    known = entries[table].value if table in entries else Mapping()
    inner = known.entries if isinstance(known, Mapping) else ()
    pair = Entry(key=Scalar(text=key), value=value)
    entries[table] = HeaderEntry(key=table, value=Mapping(entries=(*inner, pair)))


def _read_value(source: str) -> Node:
    try:
        return _make_node(tomllib.loads(f"value = {source}")["value"])
    except (tomllib.TOMLDecodeError, RecursionError):
        return Scalar(text=source.strip().strip("\"'"))


def _make_node(value: object, depth: int = 0) -> Node:
    """Turn a value of tomllib into a node."""
    if depth > _MAX_DEPTH:
        return Scalar(text=repr(value))
    if isinstance(value, dict):
        pairs = (
            Entry(key=Scalar(text=str(key)), value=_make_node(inner, depth + 1))
            for key, inner in value.items()
        )
        return Mapping(entries=tuple(pairs))
    if isinstance(value, list):
        return Sequence(children=tuple(_make_node(inner, depth + 1) for inner in value))
    return _make_scalar(value)


def _make_scalar(value: object) -> Scalar:
    if isinstance(value, bool):
        return Scalar(text=str(value).lower(), tag="bool")
    if isinstance(value, int):
        return Scalar(text=str(value), tag="int")
    if isinstance(value, float):
        return Scalar(text=str(value), tag="float")
    if isinstance(value, date | datetime | time):
        return Scalar(text=value.isoformat(), tag="str" if isinstance(value, time) else "timestamp")
    return Scalar(text=str(value))

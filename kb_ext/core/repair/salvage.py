"""Reading a front matter that is not valid YAML: mending usual mistakes, else keeping what can be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import yaml

from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.problem import ignore_problem
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.header import find_comments
from kb_ext.core.repair.page import FENCE
from kb_ext.core.yaml_tree import LimitExceededError, Mapping, Node, Scalar, parse_yaml

FIRST_LINE: Final = 2
"""The line on which the block begins: the one below the opening fence."""
_KEY: Final = re.compile(r"([ \t]*)([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(.*))?$")
_WORD: Final = re.compile(r"\w+")
_SYNTAX: Final = "[]{},:-|>\"' \t"
_STOP: Final = "。"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReading:
    """What could be read of a front matter."""

    mapping: Mapping
    raw: str
    """The block, mended where that made it YAML."""
    unread: tuple[str, ...] = ()
    """As comments, what could not be read."""


def read_block(raw: str, note: Note) -> BlockReading:
    """Read the lines between the fences; what is no YAML is reported, mended, or read line by line."""
    try:
        return BlockReading(mapping=_as_mapping(parse_yaml(raw, first_line=FIRST_LINE)), raw=raw)
    except LimitExceededError as error:
        note(Finding.YAML_SYNTAX, line=error.line, detail=error.detail)
    except yaml.YAMLError as error:
        _report_syntax(error, note)
    for mended in (_strip_full_stops(raw), _dedent_keys(raw), _dedent_keys(_strip_full_stops(raw))):
        mapping = _try_mapping(mended) if mended != raw else None
        if mapping is not None:
            return BlockReading(mapping=mapping, raw=mended)
    mapping = read_front_matter(f"{FENCE}\n{raw}{FENCE}\n", ignore_problem).mapping
    return BlockReading(mapping=mapping, raw=raw, unread=tuple(_list_unread(raw, mapping, note)))


def _as_mapping(node: Node | None) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping(line=FIRST_LINE)


def _try_mapping(raw: str) -> Mapping | None:
    try:
        node = parse_yaml(raw, first_line=FIRST_LINE)
    except (yaml.YAMLError, LimitExceededError):
        return None
    return node if isinstance(node, Mapping) else None


def _report_syntax(error: yaml.YAMLError, note: Note) -> None:
    mark = getattr(error, "problem_mark", None)
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    line, column = (mark.line + FIRST_LINE, mark.column + 1) if mark is not None else (FIRST_LINE, 1)
    note(Finding.YAML_SYNTAX, line=line, column=column, detail=detail)


def _edit_keys(raw: str, edit: Callable[[re.Match[str]], str]) -> str:
    lines = raw.split("\n")
    return "\n".join(edit(match) if (match := _KEY.match(line)) else line for line in lines)


def _strip_full_stops(raw: str) -> str:
    """Remove the full stop after every value where a text corrector has put one after all of them."""
    values = [match[3].rstrip() for line in raw.split("\n") if (match := _KEY.match(line)) and match[3]]
    if len(values) < 2 or not all(value.endswith(_STOP) for value in values):
        return raw
    return _edit_keys(raw, lambda match: match[0].rstrip().removesuffix(_STOP))


def _dedent_keys(raw: str) -> str:
    """Remove the indentation of keys that stand below a key which has a value of its own."""
    lines = raw.split("\n")
    nested = False
    for number, line in enumerate(lines):
        match = _KEY.match(line)
        if match is None:
            lines[number] = line.lstrip() if line.lstrip().startswith("#") and not nested else line
            continue
        if not match[1]:
            nested = not (match[3] or "").split(" #")[0].strip()
        elif not nested:
            lines[number] = line.lstrip()
            nested = not (match[3] or "").strip()
    return "\n".join(lines)


def _list_unread(raw: str, mapping: Mapping, note: Note) -> list[str]:
    known = frozenset(_WORD.findall(" ".join(_list_texts(mapping))))
    comments = {comment.line + FIRST_LINE for comment in find_comments(raw)}
    unread = []
    for number, line in enumerate(raw.split("\n"), FIRST_LINE):
        stripped = line.strip()
        whole_comment = stripped.startswith("#") and number in comments
        if whole_comment or _is_known(stripped, known):
            continue
        value, sign, comment = stripped.partition(" #")
        if sign and _is_known(value, known):
            note(Finding.COMMENT_MOVED, line=number, comment=f"#{comment}")
            unread.append(f"#{comment}")
            continue
        note(Finding.UNREAD_LINE, line=number, line_text=shorten(stripped))
        unread.append(f"# {stripped}")
    return unread


def _is_known(line: str, known: frozenset[str]) -> bool:
    """Tell whether all that a line says has been read; signs without words have to be those of YAML."""
    words = _WORD.findall(line)
    return known.issuperset(words) if words else not line.strip(_SYNTAX)


def _list_texts(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [node.text]
    if isinstance(node, Mapping):
        pairs = ((entry.key.text, *_list_texts(entry.value)) for entry in node.entries)
        return [text for pair in pairs for text in pair]
    return [text for child in node.children for text in _list_texts(child)]

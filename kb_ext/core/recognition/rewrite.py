"""A table rewritten as the directive of a comparison, every byte of its rows kept."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from typing import Final

from kb_ext.core.fold import make_slug
from kb_ext.core.recognition.clue import Orientation
from kb_ext.core.recognition.table import Table

_DIRECTIVE: Final = re.compile(r"^ {0,3}(?:`{3,}|:{3,})\{kb:comparison\}[ \t]*([^\s`]*)", re.MULTILINE)
_PLAIN_OPTION: Final = re.compile(r"[^\s:#\"'\[\]{}&*!|>%@`\\,?-][^:#\"'\\{}\[\]]*")
_FENCE: Final = re.compile(r"[ \t]*(`{3,})")


def list_keys(text: str, stem: str) -> tuple[str, ...]:
    """List the keys of the comparisons in a text; one without a key takes the name of its file."""
    return tuple(make_slug(match[1] or stem) for match in _DIRECTIVE.finditer(text))


def choose_key(stem: str, taken: Collection[str]) -> str:
    """Return the file's name, or the first free number behind it."""
    slug = make_slug(stem)
    return next(key for key in (slug, *_number(slug, len(taken))) if key not in taken)


def _number(slug: str, most: int) -> tuple[str, ...]:
    return tuple(f"{slug}-{number}" for number, _ in zip(count(2), range(most + 1), strict=False))


def wrap_table(text: str, table: Table, *, key: str, caption: str, orientation: Orientation) -> str:
    """Return the text with the table inside a directive; lines end as they did."""
    lines = text.split("\n")
    first, end = table.line - 1, table.end - 1
    ending = "\r" if lines[first].endswith("\r") else ""
    rows = lines[first:end]
    fence = "`" * max((3, *(len(match[1]) + 1 for row in rows if (match := _FENCE.match(row)))))
    opening = [f"{fence}{{kb:comparison}} {key}"]
    if caption:
        opening.append(f":caption: {_write_option(caption)}")
    if orientation is Orientation.COLUMNS:
        opening.append(f":orientation: {orientation.value}")
    above = [""] if first > 0 and lines[first - 1].strip() else []
    below = [""] if end < len(lines) and lines[end].strip() else []
    before = [f"{line}{ending}" for line in (*above, *opening, "")]
    after = [f"{line}{ending}" for line in (fence, *below)]
    last = rows[-1] if rows[-1].endswith(ending) else f"{rows[-1]}{ending}"
    return "\n".join((*lines[:first], *before, *rows[:-1], last, *after, *lines[end:]))


def _write_option(value: str) -> str:
    """Write a value as MyST reads options: as YAML, quoted where it would mean something else."""
    if _PLAIN_OPTION.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

"""The front matter of a flattened post: `--- title: "…" date: … ---` on one line."""

from __future__ import annotations

import re
from typing import Final

# A key follows the opening `---` at once, on the same line.
_START: Final = re.compile(r"\ufeff?---[ \t]+(?=[A-Za-z_][\w-]*:[ \t])")
_END: Final = re.compile(r"[ \t]---(?=\s|\Z)")
_KEY: Final = re.compile(r"(?:(?<=\s)|\A)[A-Za-z_][\w-]*:(?=\s|\Z)")
_QUOTED: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'")
_QUOTED_VALUE: Final = re.compile(rf"(?:(?<=[:,\[][ \t])|(?<=\[))(?:{_QUOTED.pattern})")
_CLOSERS: Final = {"[": "]", "{": "}"}


def find_front_end(text: str) -> int:
    """Return where the flattened front matter ends that the text begins with, 0 if there is none.

    That is behind the next `---` outside quotes or, where a quote is never closed, behind the next at all.
    """
    start = _START.match(text)
    if start is None:
        return 0
    line = text[start.end() :].partition("\n")[0]
    bare = _QUOTED_VALUE.sub(lambda quoted: "x" * len(quoted[0]), line)
    end = _END.search(bare) or _END.search(line)
    return start.end() + end.end() if end else 0


def restore_front(front: str) -> str:
    """Write each key of a flattened front matter, as `find_front_end` cuts it off, on a line of its own."""
    start = _START.match(front)
    if start is None:
        return front
    opening = start[0].strip(" \t")
    entries = split_entries(front[start.end() :].removesuffix("---"))
    return "\n".join([opening, *(restore_entry(entry) for entry in entries), "---", ""])


def split_entries(entries: str) -> tuple[str, ...]:
    """Cut `key: value key: value` before each key that stands outside quotes and brackets."""
    starts: list[int] = []
    position = 0
    while found := _KEY.search(entries, position):
        starts.append(found.start())
        position = _skip_value(entries, found.end())
    ends = [*starts[1:], len(entries)]
    return tuple(entries[start:end].strip() for start, end in zip(starts, ends, strict=True))


def restore_entry(entry: str) -> str:
    """Put the elements of a block list, or the text of a block scalar, on lines of their own."""
    key, _, value = entry.partition(":")
    value = value.strip()
    if value.startswith("- "):
        elements = re.split(r"(?:\A|[ \t]+)-[ \t]+", value)[1:]
        return "\n".join([f"{key}:", *(f"  - {element}" for element in elements)])
    if scalar := re.match(r"[|>][+-]?(?=[ \t])", value):
        return f"{key}: {scalar[0]}\n  {value[scalar.end() :].strip()}"
    return entry


def _skip_value(entries: str, position: int) -> int:
    """Return where the search for the next key may go on: behind a quoted or bracketed value."""
    start = position + len(entries[position:]) - len(entries[position:].lstrip(" \t"))
    if quoted := _QUOTED.match(entries, start):
        return quoted.end()
    if entries[start : start + 1] in _CLOSERS:
        return _skip_brackets(entries, start)
    return position


def _skip_brackets(entries: str, start: int) -> int:
    """Return the end of the flow list or mapping that begins here, or its beginning if nothing closes it."""
    awaited: list[str] = []
    position = start
    while position < len(entries):
        if quoted := _QUOTED.match(entries, position):
            position = quoted.end()
            continue
        mark = entries[position]
        if mark in _CLOSERS:
            awaited.append(_CLOSERS[mark])
        elif awaited and mark == awaited[-1]:
            awaited.pop()
        position += 1
        if not awaited:
            return position
    return start + 1

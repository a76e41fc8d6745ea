"""Options of our own directives, looked at before MyST does: an option that is none is told like all else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markdown_it.token import Token

from kb_ext.core.code import BodyCode
from kb_ext.core.contribution import OPTIONS
from kb_ext.core.problem import Report

from .origin import ADDED

LIMIT: Final = "limit"
"""The one option whose value is a number above 0."""
_ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "kb:comparison": OPTIONS,
    "kb:posts": (LIMIT, "category", "tag", "author"),
    "kb:terms": ("category",),
    "kb:glossary": ("category",),
}
"""Directive to the options that it knows."""


def drop_options(token: Token, name: str, line: int, report: Report) -> None:
    """Report the options that a directive does not understand, and blank them; `line` is the fence's own."""
    allowed = _ALLOWED.get(name)
    if allowed is None:
        return
    lines = token.content.split("\n")
    _, added = token.meta.get(ADDED, (0, 0))
    dropping = False
    for index, mark, text in _iterate_options(lines):
        if not text[:1].isspace():
            key, colon, value = text.partition(":")
            dropping = bool(colon) and not _is_understood(key.strip(), value.strip(), allowed)
            if dropping:
                told = key.strip() if key.strip() not in allowed else text.strip()
                place = line + 1 + index - added
                listed = ", ".join(sorted(allowed))
                report(BodyCode.UNKNOWN_OPTION, line=place, name=name, option=told, allowed=listed)
        if dropping:
            lines[index] = mark
    token.content = "\n".join(lines)


def _is_understood(key: str, value: str, allowed: tuple[str, ...]) -> bool:
    value = value.strip("\"'")
    return key in allowed and (key != LIMIT or (value.isdecimal() and len(value) < 7 and int(value) > 0))


def _iterate_options(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield number, mark and text of each line that MyST reads as options."""
    if lines[0].startswith("---"):
        for index, line in enumerate(lines[1:], 1):
            if line.startswith("---"):
                return
            yield index, "", line
        return
    for index, line in enumerate(lines):
        mark = line.lstrip()
        if not mark.startswith(":") or mark.startswith(":::"):
            return
        yield index, ":", mark[1:]

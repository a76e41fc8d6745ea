"""The columns of findings of which only the line is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from kb_ext.core.problem import Problem

_TELLING: Final = ("target", "tag", "text", "fence", "name", "heading", "removed")
"""Placeholders that are filled with what stands in the text, the most exact first."""
_CUT: Final = "…"


class Places:
    """Finds what a message quotes in the line that it is about."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._spots: dict[tuple[int, str], tuple[int, ...]] = {}

    def locate(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems with their columns; the n-th of the same kind is the n-th on its line."""
        seen: Counter[Problem] = Counter()
        for problem in problems:
            if problem.column > 1 or not 0 < problem.line <= len(self._lines):
                yield problem
                continue
            column = self._find(problem, seen[problem])
            seen[problem] += 1
            yield replace(problem, column=column)

    def _find(self, problem: Problem, nth: int) -> int:
        line = self._lines[problem.line - 1]
        values = dict(problem.values)
        for name in _TELLING:
            for before, text, behind in _list_spellings(name, values.get(name, "")):
                spots = self._list_spots(problem.line, f"{before}{text}{behind}") if text else ()
                if spots:
                    return spots[min(nth, len(spots) - 1)] + len(before) + 1
        return len(line) - len(line.lstrip()) + 1

    def _list_spots(self, number: int, text: str) -> tuple[int, ...]:
        """Return where a text stands in a line; a line of many findings is searched once for each text."""
        key = (number, text)
        if key not in self._spots:
            self._spots[key] = tuple(
                match.start() for match in re.finditer(re.escape(text), self._lines[number - 1])
            )
        return self._spots[key]


def _list_spellings(name: str, value: str) -> Iterator[tuple[str, str, str]]:
    """Yield how a value may be written in the source, and what then stands around it."""
    whole = value.partition(_CUT)[0].strip()
    for text in (whole, quote(whole, safe="/#?=&%:.-_~")):
        if name == "target":
            yield from (("(", text, ")"), ("(", text, " "), ('"', text, '"'), ("<", text, ">"))
        yield "", text, ""
    if name == "target" and "#" in whole:
        yield "", whole[whole.index("#") :], ""
    yield from (("", spelling, "") for spelling in (whole.rstrip(">"), whole.strip("<>"), whole[:12]))

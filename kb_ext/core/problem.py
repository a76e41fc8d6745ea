"""What can be wrong with a source file, and how it is told to its author.

Every finding of the project, whether it comes from an import, a check or a build, is a `Problem` with one
of the codes below. Texts are English message ids; `kb_ext/locale` holds their Japanese translations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from kb_ext.core.code import Code

Translate = Callable[[str], str]
"""Maps a message id to its text in the reader's language."""


_OWN_WORDS: Final = frozenset({"expected", "kind", "detail", "found"})
"""Values that may be words of ours, and then are translated."""
_WIDE_END: Final = ("。", "？", "！")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding at one place; lines and columns count from 1."""

    code: Code
    path: str = ""
    line: int = 1
    column: int = 1
    values: tuple[tuple[str, str], ...] = field(default=())

    def describe(self, translate: Translate = str) -> str:
        """Return the message without place or hint, in the language of `translate`."""
        return translate(self.code.message).format(**self._fill(translate))

    def advise(self, translate: Translate = str) -> str:
        """Return what to do about it, in the language of `translate`."""
        return translate(self.code.hint).format(**self._fill(translate))

    def _fill(self, translate: Translate) -> dict[str, str]:
        """Return the values for a text; those that are our own words are translated too."""
        return {key: translate(value) if key in _OWN_WORDS and value else value for key, value in self.values}

    def render(self, translate: Translate = str) -> str:
        """Return the public one-line form, `path:line:column: severity[code] message hint`."""
        place = f"{self.path}:{self.line}:{self.column}"
        label = f"{self.code.severity}[{self.code.public}]"
        return f"{place}: {label} {join_sentences(self.describe(translate), self.advise(translate))}"


def join_sentences(first: str, second: str) -> str:
    """Put two sentences behind each other: with a space, but not behind a wide full stop."""
    return f"{first}{'' if first.endswith(_WIDE_END) else ' '}{second}"


class Report(Protocol):
    """Takes a finding of the file at hand; who calls it knows the line, who made it knows the path."""

    def __call__(self, code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        """Take one finding; `values` fill the placeholders of the code's message."""


def ignore_problem(_code: Code, /, *, line: int = 1, column: int = 1, **_values: str) -> None:
    """Drop a finding: the `Report` for sources that are reported elsewhere."""

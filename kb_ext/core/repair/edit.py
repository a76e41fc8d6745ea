"""Replacements in a text, collected first and made at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made; of two that overlap, the later one is left out."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= position:
            parts += (text[position : edit.start], edit.new)
            position = edit.end
    return "".join((*parts, text[position:]))

"""Passes over single characters: marks, line ends, control characters, combining marks, lost characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import iterate_prose

_LINE_END: Final = re.compile(r"\r\n?")
_SEPARATORS: Final = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that some tools, `str.splitlines` among them, take for line ends; they become spaces."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_COMBINED: Final = re.compile(r"[^\W\d_][\u0300-\u036f\u3099\u309a]+")
_LOST: Final = re.compile("\ufffd+")


def remove_byte_order_mark(text: str, context: Context, note: Note) -> str:
    """Remove a byte order mark at the start."""
    if not text.startswith("\ufeff"):
        return text
    note(Finding.MARK, removed="\ufeff")
    return text.lstrip("\ufeff")


def normalise_line_endings(text: str, context: Context, note: Note) -> str:
    r"""Turn `\r\n` and `\r` into `\n`."""
    count = len(_LINE_END.findall(text))
    if not count:
        return text
    note(Finding.LINE_ENDING, count=str(count))
    return _LINE_END.sub("\n", text)


def remove_control_characters(text: str, context: Context, note: Note) -> str:
    """Remove what neither HTML nor YAML can hold; separators of lines become spaces."""
    if not _CONTROL.search(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        found = _CONTROL.findall(line)
        if found:
            column = line.index(found[0]) + 1
            names = ", ".join(f"U+{ord(character):04X}" for character in sorted(set(found)))
            note(
                Finding.CONTROL,
                line=number,
                column=column,
                removed="".join(found),
                count=str(len(found)),
                characters=names,
            )
    return _CONTROL.sub(lambda match: " " if match[0] in _SEPARATORS else "", text)


def compose_letters(text: str, context: Context, note: Note) -> str:
    """Join letters with the combining marks after them, outside code.

    Whole-text NFC would also replace the variant forms of kanji (U+FA19 `神`) that names are written with, so
    only letters with marks are touched.
    """
    if not _COMBINED.search(text):
        return text
    page = open_page(text)
    edits = _find_combined(page.head, page.head, 0)
    for prose in iterate_prose(page.body):
        edits.extend(_find_combined(prose.text, prose.masked, len(page.head) + prose.start))
    if edits:
        removed = "".join(text[edit.start : edit.end] for edit in edits)
        added = "".join(edit.new for edit in edits)
        note(
            Finding.COMPOSED,
            line=text.count("\n", 0, edits[0].start) + 1,
            removed=removed,
            added=added,
            count=str(len(edits)),
        )
    return apply_edits(text, edits)


def _find_combined(text: str, masked: str, offset: int) -> list[Edit]:
    edits = []
    for match in _COMBINED.finditer(masked):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0] and len(unicodedata.normalize("NFC", match[0][0])) == 1:
            edits.append(Edit(start=offset + match.start(), end=offset + match.end(), new=composed))
    return edits


def find_lost_characters(text: str, context: Context, note: Note) -> str:
    """Report every run of U+FFFD; nobody can know what stood there."""
    if "\ufffd" not in text:
        return text
    for number, line in enumerate(text.split("\n"), 1):
        for match in _LOST.finditer(line):
            around = line[max(0, match.start() - 12) : match.end() + 12]
            column = match.start() + 1
            note(
                Finding.LOST_CHARACTERS,
                line=number,
                column=column,
                count=str(len(match[0])),
                text=shorten(around),
            )
    return text

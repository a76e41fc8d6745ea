"""When two spellings are one name, and texts folded so that they compare."""

from __future__ import annotations

import unicodedata
from typing import Final

from kb_ext.core.fold import fold_name


def _build_width_table() -> dict[int, str]:
    """Map every character whose folded form is one character: full-width, capitals, half-width kana."""
    table: dict[int, str] = {0x0A: " "}
    ranges = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x391, 0x400), range(0x400, 0x460))
    for code in (*(code for codes in ranges for code in codes), *range(0xFF01, 0xFFDD), 0x3000):
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    return table


_WIDTHS: Final = _build_width_table()


def fold_text(text: str) -> str:
    """Fold width and case without changing the length, so that offsets stay true."""
    return text.translate(_WIDTHS)


def fold_spelling(name: str) -> str:
    """Fold a name as a text is folded in which it is looked for."""
    return fold_text(fold_name(name))

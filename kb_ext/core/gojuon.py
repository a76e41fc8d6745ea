"""五十音 order: how Japanese readers look a word up.

Readings compare by their base kana first (voiced as unvoiced, small as large, ー as the vowel before it), as
in JIS X 4061; then unvoiced before voiced, and the name decides what is left.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_ROWS: Final = {
    "あ": "あいうえお",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてと",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよ",
    "ら": "らりるれろ",
    "わ": "わゐゑをん",
}
_ROW_OF: Final = {kana: row for row, members in _ROWS.items() for kana in members}
_SMALL: Final = dict(zip("ぁぃぅぇぉゃゅょっゎゕゖ", "あいうえおやゆよつわかけ", strict=True))
_VOWELS: Final = {
    kana: vowel
    for members in _ROWS.values()
    for kana, vowel in zip(members, "あうお" if len(members) == 3 else "あいうえお", strict=True)
} | {"ゑ": "え", "を": "お", "ん": "ん"}
LATIN_ROW: Final = "A–Z"
OTHER_ROW: Final = "0–9"
ROWS: Final = (*_ROWS, LATIN_ROW, OTHER_ROW)
"""All rows in order."""


def find_row(reading: str, name: str) -> str:
    """Return the row that a word is listed under: `あ` … `わ`, `A–Z`, or `0–9` for all else."""
    base = _fold_kana(reading or name)
    if base[:1] in _ROW_OF:
        return _ROW_OF[base[0]]
    return LATIN_ROW if base[:1].isascii() and base[:1].isalpha() else OTHER_ROW


def sort_key(reading: str, name: str) -> tuple[int, str, str, str]:
    """Return the key by which words are put in order, rows first."""
    return ROWS.index(find_row(reading, name)), _fold_kana(reading or name), reading, name.casefold()


def _fold_kana(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    folded: list[str] = []
    for character in decomposed:
        if unicodedata.combining(character) or character in "゛゜・ ":
            continue
        large = _SMALL.get(_to_hiragana(character), _to_hiragana(character))
        folded.append(_VOWELS.get(folded[-1], large) if large == "ー" and folded else large)
    return "".join(folded)


def _to_hiragana(character: str) -> str:
    return chr(ord(character) - 0x60) if "\u30a1" <= character <= "\u30f6" else character

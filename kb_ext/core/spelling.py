"""When two spellings are one name, and texts folded so that they compare.

A text is folded in two steps. The first keeps every character in its place (width, case). The second takes
out what one author writes and another does not: the long vowel at the end of サーバー, spaces and middle dots
inside a name, the separate voiced sound mark of ﾊﾞ. What stands around a name is judged by the first, what is
a name by the second.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2212"
_KATAKANA: Final = "\u30a1-\u30fa\u30fc"
_CJK: Final = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fc\u3400-\u9fff\uf900-\ufaff"


def _build_width_table() -> dict[str, str]:
    """Map every character in lower case whose folded form is one character: full-width, half-width kana."""
    table = {"\n": " ", "\u00a0": " ", "ς": "σ", **dict.fromkeys(_HYPHENS, "-")}
    for code in (*range(0xC0, 0x250), *range(0xFF01, 0xFFDD), 0x3000):
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(folded) == 1 and folded != chr(code).lower():
            table[chr(code)] = folded
    return table


_WIDTHS: Final = _build_width_table()
_WIDE: Final = re.compile(f"[{''.join(map(re.escape, _WIDTHS))}]")
_MARKS: Final = "\u3099\u309a"
_LOOSE_PATTERN: Final = rf"ー++(?![{_KATAKANA}{_MARKS}])| +|・|[\u00ad\u200b-\u200d\u2060\ufeff]+"
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_LOOSE: Final = re.compile(_LOOSE_PATTERN)
_LOOSE_WITH_MARKS: Final = re.compile(rf"[うか-ほウカ-ホゝヽワ-ヲ][{_MARKS}]|{_LOOSE_PATTERN}")
_LONG_WORD: Final = re.compile(rf"(?:[{_KATAKANA}][{_MARKS}]?[ ・]*){{3}}$")
_WINDOW: Final = 12
_PASSES: Final = 8
"""What is taken out of a name may bring together what then is taken out, too."""
_NEEDLESS_SPACE: Final = re.compile(rf"\s*([()])\s*|\s+([{_MARKS}])")
_IS_CJK: Final = re.compile(f"[{_CJK}]")
_IS_KATAKANA: Final = re.compile(f"[{_KATAKANA}]")
_INNER_HYPHEN: Final = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text as names are looked for in it, and where each of its characters stands in the text itself."""

    plain: str
    """Folded by width and case; as long as the text."""
    folded: str
    """As the names are folded: without what spellings differ in."""
    _offsets: tuple[int, ...]
    """Where something was taken out, in the folded text."""
    _shifts: tuple[int, ...]
    """How far the characters from there on stand further on in the plain one."""

    def find_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the folded text stands in the plain one, whole characters and words."""
        last = self._locate(end - 1) + 1
        while last < self._locate(end) and self.plain[last] in f"ー{_MARKS}":
            last += 1
        return self._locate(start), last

    def _locate(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._offsets, offset) - 1]


def fold_text(text: str) -> str:
    """Fold width and case without changing the length, so that offsets stay true."""
    lowered = text.lower()
    if len(lowered) != len(text):  # `İ` alone becomes two characters
        lowered = "".join(character.lower()[0] for character in text)
    return _WIDE.sub(_narrow, lowered)


def _narrow(match: re.Match[str]) -> str:
    return _WIDTHS[match[0]]


def spell_text(text: str) -> Spelling:
    """Fold a text for a search."""
    plain = fold_text(text)
    parts: list[str] = []
    offsets, shifts = [0], [0]
    position = length = 0
    loose = _LOOSE_WITH_MARKS if any(mark in plain for mark in _MARKS) else _LOOSE
    for match in loose.finditer(plain):
        start, end = match.span()
        kept = _keep(plain, start, end)
        if kept == match[0]:
            continue
        parts += (plain[position:start], kept)
        length += start - position + len(kept)
        position = end
        offsets.append(length)
        shifts.append(end - length)
    folded = "".join((*parts, plain[position:])) if parts else plain
    return Spelling(plain, _INNER_HYPHEN.sub(" ", folded), tuple(offsets), tuple(shifts))


def _keep(text: str, start: int, end: int) -> str:
    """Return what stays of a stretch that spellings differ in."""
    first = text[start]
    before, after = text[start - 1 : start], text[end : end + 1]
    if first == " ":
        needless = _IS_CJK.match(before) or _IS_CJK.match(after) or not before or not after
        return "" if needless else " "
    if first == "・":
        return "" if _IS_KATAKANA.match(before) and _IS_KATAKANA.match(after) else first
    if first == "ー":
        return "" if _LONG_WORD.search(text, max(0, start - _WINDOW), start) else text[start:end]
    return unicodedata.normalize("NFC", text[start:end]) if text[end - 1] in _MARKS else ""


def fold_spelling(name: str) -> str:
    """Fold a name as a text is folded in which it is looked for; names that fold alike are one name."""
    for _ in range(_PASSES):
        # What nobody sees goes first: it keeps a mark from its letter.
        folded = " ".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", name)).casefold().split())
        spelled = spell_text(_NEEDLESS_SPACE.sub(r"\1\2", folded)).folded
        if spelled == name:
            break
        name = spelled
    return name

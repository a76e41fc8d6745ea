"""The words of a flattened line, and what the blank between two of them tells."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import Final

BULLETS: Final = frozenset("*+-")
_NUMBER: Final = re.compile(r"\d{1,2}[.)]\Z")
_HEADING: Final = re.compile(r"#{1,6}\Z|#{2,6}(?=[^\s#\d(\[.,:;])|#(?=\*\*)")
_RULES: Final = frozenset({"---", "***", "___"})
# A sentence's end, with what may close behind it.
_SENTENCE_END: Final = re.compile(r"[。．][」』）)\]】”\"*_]*\Z")
_QUESTION_END: Final = re.compile(r"[？！?!][」』）)\]】”\"*_]*\Z")
_LABEL: Final = re.compile(r"\*\*(?!\*).+?(?:[:：]\*\*|\*\*[:：])\Z")
_BOLD: Final = re.compile(r"\*\*(?!\*)[^*]+\*\*\Z")
_OPEN_ENDED: Final = re.compile(r"[,、，:：;；・&＆/／+＋→⇒=＝×~〜～–—―\-（(「『【\[<]\Z")
_CONTINUING: Final = re.compile(r"[,、，:：;；。・&＆/／+＋→⇒=＝×~〜～–—―）)」』】\]…]|-(?=\s|\Z)|[（(]")
_PAIRS: Final = {"「": "」", "『": "』", "（": "）", "(": ")", "[": "]", "【": "】", "“": "”"}
_JOIN_MAX: Final = 160
_KATAKANA: Final = re.compile("[ァ-ヶー]")
_NAME: Final = re.compile(r"[ァ-ヶー]+ (?=[ァ-ヶー])[ァ-ヶー]+")
_EDGE_APART: Final = re.compile(r"[ぁ-ヿ一-鿿] (?=[A-Za-z0-9])|[A-Za-z0-9] (?=[ぁ-ヿ一-鿿])")
_EDGE_TOGETHER: Final = re.compile(r"[ぁ-ヿ一-鿿](?=[A-Za-z0-9])|[A-Za-z0-9](?=[ぁ-ヿ一-鿿])")


class Gap(IntEnum):
    """How surely the blank between two words was a line break."""

    NONE = 0
    WEAK = 1
    STRONG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How an author sets blanks, which decides what a blank tells.

    `spaced`: between Japanese and Latin letters. `asks_apart`: behind a question mark in running text.
    `names`: the katakana names with a blank inside, as they stand twice or more.
    """

    spaced: bool = False
    asks_apart: bool = False
    names: frozenset[str] = frozenset()


def read_habit(text: str) -> Habit:
    """Read an author's habits off a text without line breaks."""
    apart, together = (len(edge.findall(text)) for edge in (_EDGE_APART, _EDGE_TOGETHER))
    names = Counter(_NAME.findall(text))
    return Habit(
        spaced=apart > together,
        asks_apart=len(re.findall("[？！] ", text)) > len(re.findall(r"[？！][^\W_]", text)),
        names=frozenset(name for name, count in names.items() if count > 1),
    )


def split_units(text: str, habit: Habit = Habit()) -> tuple[str, ...]:
    """Split text at its blanks, but not inside code spans, bold text, link texts and names."""
    words = re.split(r"[ \t\r\n\f\v]+", text.strip(" \t\r\n\f\v"))
    words = _join_names(words, habit.names)
    units: list[str] = []
    position = 0
    while position < len(words):
        end = max(
            _find_code_end(words, position), _find_bold_end(words, position), _find_link_end(words, position)
        )
        units.append(" ".join(words[position : end + 1]))
        position = end + 1
    return tuple(unit for unit in units if unit)


def heading_level(unit: str) -> int:
    """Return the level of the heading that begins here, 0 for none. `##見出し` without a blank counts."""
    found = _HEADING.match(unit)
    return len(found[0]) if found else 0


def is_number(unit: str) -> bool:
    """Tell whether a unit is the marker of an ordered list item."""
    return _NUMBER.match(unit) is not None


def is_rule(unit: str) -> bool:
    """Tell whether a unit is a thematic break."""
    return unit in _RULES


def is_label(unit: str) -> bool:
    """Tell whether a unit is a bold lead-in that ends in a colon, `**語**:` or `**語:**`."""
    return _LABEL.match(unit) is not None


def is_bold(unit: str) -> bool:
    """Tell whether a unit is bold text and nothing else."""
    return _BOLD.match(unit) is not None


def is_title(unit: str) -> bool:
    """Tell whether a unit at a paragraph's beginning is a bold line that stands for a heading.

    A colon, a comma or a full stop inside shows a lead-in or a stressed sentence, which run on.
    """
    return is_bold(unit) and not is_label(unit) and not unit.endswith(("、**", "，**", ",**", "。**"))


def ends_sentence(unit: str) -> bool:
    """Tell whether a unit ends in a full stop."""
    return _SENTENCE_END.search(unit) is not None


def ends_question(unit: str) -> bool:
    """Tell whether a unit ends in a question or exclamation mark."""
    return _QUESTION_END.search(unit) is not None


def closes(unit: str) -> bool:
    """Tell whether a block may well end with this unit: a sentence, a lead-in or a table row."""
    if ends_sentence(unit) or ends_question(unit) or is_label(unit) or is_bold(unit):
        return True
    return unit.endswith((":", "：", "|")) or (unit.startswith("![") and unit.endswith(")"))


def weigh_gap(before: str, after: str, habit: Habit) -> Gap:
    """Weigh the blank between two units."""
    if ends_sentence(before):
        return Gap.NONE if after.startswith(("(", "（")) else Gap.STRONG
    if _OPEN_ENDED.search(before.rstrip("*_")) or _CONTINUING.match(after):
        return Gap.NONE
    if before.endswith(("*", "`")) or after.startswith(("*", "`", "[")):
        return Gap.WEAK
    if ends_question(before):
        return Gap.WEAK if habit.asks_apart and "。" not in after else Gap.STRONG
    if _KATAKANA.match(before[-1]) and _KATAKANA.match(after[0]):
        return Gap.WEAK
    sides = _is_wide(before[-1]) + _is_wide(after[0])
    return Gap.STRONG if sides == 2 or (sides == 1 and not habit.spaced) else Gap.WEAK


def is_wide_gap(before: str, after: str) -> bool:
    """Tell whether a blank stands between two Japanese letters."""
    return _is_wide(before[-1]) and _is_wide(after[0])


def find_enclosed(units: Sequence[str]) -> frozenset[int]:
    """Find the units behind a blank inside brackets. A bracket that is never closed encloses nothing."""
    steps = [0] * (len(units) + 1)
    awaited: list[tuple[str, int]] = []
    for index, unit in enumerate(units):
        for letter in unit:
            if letter in _PAIRS:
                awaited.append((_PAIRS[letter], index))
            elif awaited and letter == awaited[-1][0]:
                steps[awaited.pop()[1] + 1] += 1
                steps[index + 1] -= 1
    return frozenset(index for index, depth in enumerate(accumulate(steps)) if depth)


def _is_wide(letter: str) -> bool:
    """Tell whether a letter is a Japanese one, or a sign of Japanese typesetting or an emoji."""
    return unicodedata.east_asian_width(letter) in "WF"


def _join_names(words: Sequence[str], names: frozenset[str]) -> list[str]:
    """Join the words that a blank inside a name has cut."""
    joined: list[str] = []
    for word in words:
        tail = re.search(r"[ァ-ヶー]+\Z", joined[-1]) if joined else None
        head = re.match(r"[ァ-ヶー]+", word)
        if tail and head and f"{tail[0]} {head[0]}" in names:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _find_code_end(words: Sequence[str], position: int) -> int:
    """Return the index of the word that closes the code span opened in this word."""
    if words[position].count("`") % 2 == 0 or "```" in words[position]:
        return position
    for end in range(position + 1, min(position + 30, len(words))):
        if words[end].count("`") % 2:
            return end
    return position


def _find_bold_end(words: Sequence[str], position: int) -> int:
    """Return the index of the word that closes the bold text opened in this word."""
    if not re.search(r"(?:\A|[（(「『\w、。])\*\*(?=[^\s*、。:：）)」])[^*]*\Z", words[position]):
        return position
    if words[position].count("**") % 2 == 0:
        return position
    length = len(words[position])
    for end in range(position + 1, len(words)):
        length += len(words[end]) + 1
        if length > _JOIN_MAX or words[end] in ("*", "|") or heading_level(words[end]):
            return position
        if words[end].count("**") % 2:
            return position if words[end].startswith("**") and len(words[end]) > 3 else end
    return position


def _find_link_end(words: Sequence[str], position: int) -> int:
    """Return the index of the word that closes the link text opened in this word."""
    if not re.search(r"!?\[[^\]]*\Z", words[position]) or words[position] in ("-", "*"):
        return position
    for end in range(position + 1, min(position + 30, len(words))):
        if "](" in words[end]:
            return end
        if "]" in words[end] or "[" in words[end]:
            return position
    return position

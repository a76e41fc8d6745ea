"""Where the heading of a flattened line ends: its text runs on into the paragraph below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kb_ext.core.repair.line_break_unit import (
    BULLETS,
    Gap,
    Habit,
    ends_question,
    ends_sentence,
    find_enclosed,
    heading_level,
    is_bold,
    is_label,
    is_number,
    is_rule,
    weigh_gap,
)

# What stands before the words of a heading: `1.`, `2.3`, `Q1.`, `(3)`, a lone emoji or other sign.
_LEADING: Final = re.compile(r"[（(]?[A-Za-z]?\d+(?:\.\d+)*[.)）:：]?\Z|[^\w*\[「『（(]+\Z")
# A heading's second half set off by a dash: `# **題** -分析レポート`.
_DASHED: Final = re.compile(r"-[^\s\d-]")


def find_heading_end(units: Sequence[str], position: int, habit: Habit) -> int:
    """Return the index behind the last unit of the heading whose marker stands at `position`.

    The heading ends at the latest where another block begins. Before that it ends at the first blank that no
    heading would hold; where there is none, at the likeliest of the doubtful ones.
    """
    start = _skip_leading(units, position)
    limit = _find_limit(units, start)
    doubtful: list[int] = []
    enclosed = find_enclosed(units[start:limit])
    for end in range(start + 1, limit):
        if end - start in enclosed:
            continue
        gap = _weigh(units[end - 1], units[end], habit, is_first=end == start + 1)
        if gap is Gap.STRONG:
            return _choose(units, start, end, doubtful)
        if gap is Gap.WEAK:
            doubtful.append(end)
    return _choose(units, start, limit, doubtful)


def _skip_leading(units: Sequence[str], position: int) -> int:
    """Return the index of the heading's first word, behind its marker and its number or emoji."""
    if set(units[position]) != {"#"} or position + 1 == len(units) or heading_level(units[position + 1]):
        return position
    start = position + 1
    while start + 1 < len(units) and _LEADING.match(units[start]) and not heading_level(units[start + 1]):
        start += 1
    return start


def _find_limit(units: Sequence[str], start: int) -> int:
    """Return the index of the first unit behind `start` that surely begins another block."""
    for end in range(start, len(units)):
        if end > start and (heading_level(units[end]) or _begins_block(units, end)):
            return end
    return len(units)


def _begins_block(units: Sequence[str], end: int) -> bool:
    """Tell whether a unit behind a heading's first word begins a list, a lead-in, a table or a rule."""
    unit = units[end]
    if unit == "-":
        return _begins_dashed_list(units, end)
    if unit in BULLETS or is_label(unit) or is_rule(unit) or unit.startswith("|"):
        return True
    if is_bold(unit):
        return end + 1 < len(units) and (units[end + 1] in BULLETS or is_number(units[end + 1]))
    return is_number(unit) and unit[:-1] == "1"


def _begins_dashed_list(units: Sequence[str], end: int) -> bool:
    """Tell a list's hyphen from a dash between a title's halves: a list has bold items or more than one."""
    if units[end + 1 : end + 2] and units[end + 1].startswith("**"):
        return True
    for unit in units[end + 1 :]:
        if heading_level(unit) or is_label(unit):
            return False
        if unit == "-":
            return True
    return False


def _weigh(before: str, after: str, habit: Habit, *, is_first: bool) -> Gap:
    """Weigh the blank between two words of a heading; `is_first` says that it has but one so far."""
    is_whole = is_first and is_bold(before.lstrip("#"))
    if is_whole and _DASHED.match(after):
        return Gap.STRONG
    gap = weigh_gap(before, after, habit)
    if gap is Gap.WEAK and (ends_question(before) or is_whole):
        return Gap.STRONG
    return gap


def _choose(units: Sequence[str], start: int, end: int, doubtful: Sequence[int]) -> int:
    """Fall back on a doubtful blank where the heading would otherwise hold a sentence.

    A paragraph often takes up its heading's first word, `GPT-5 の性能 GPT-5 は…`; such a blank is taken
    first, then the last one before the sentence.
    """
    words = units[start:end]
    if not doubtful or not any("。" in word for word in words) or words[0].startswith(("**", "#**")):
        return end
    for index in doubtful:
        if units[index].startswith(units[start]):
            return index
    sentence = next(index for index in range(start, end) if "。" in units[index])
    before = [index for index in doubtful if index <= sentence and not ends_sentence(units[index - 1])]
    return before[-1] if before else end

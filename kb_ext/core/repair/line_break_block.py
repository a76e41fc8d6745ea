"""The blocks of a flattened body, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from kb_ext.core.repair.line_break_heading import find_heading_end
from kb_ext.core.repair.line_break_span import Span, SpanKind, split_spans
from kb_ext.core.repair.line_break_unit import (
    BULLETS,
    Gap,
    Habit,
    closes,
    ends_question,
    ends_sentence,
    heading_level,
    is_bold,
    is_label,
    is_number,
    is_rule,
    is_title,
    is_wide_gap,
    read_habit,
    split_units,
    weigh_gap,
)

_HTML_BLOCK: Final = re.compile(
    r"</?(?:div|p|table|ul|ol|details|section|figure|iframe|script|ins|hr)\b|<!--"
)
# So many letters in common, twelve, are no accident even where a product's name begins both.
_OPENING_MIN: Final = 12


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()
    FENCE = auto()
    RULE = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block: a heading with its marks, a list item with its marker, a table's row, a paragraph."""

    kind: Kind
    text: str
    marker: str = ""
    opens_table: bool = False

    @property
    def source(self) -> str:
        """The block as Markdown, without the indentation a nested item needs."""
        return f"{self.marker} {self.text}".rstrip() if self.marker else self.text


@dataclass(slots=True)
class _Scan:
    """A walk over the units of a text; `bullets` and `last_number` describe the list that is being read."""

    units: Sequence[str]
    habit: Habit
    bullets: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)

    def note_item(self, marker: str) -> None:
        """Remember a marker of the list that is being read."""
        if marker in BULLETS:
            self.bullets.add(marker)
        else:
            self.numbers.add(int(marker[:-1]))

    def leave_list(self) -> None:
        """Forget the bullets of the list that has ended; numbers may go on behind a paragraph."""
        self.bullets.clear()


def split_blocks(body: str) -> tuple[Block, ...]:
    """Split a flattened body into its blocks."""
    spans = split_spans(body)
    habit = read_habit(" ".join(span.lines[0] for span in spans if span.kind is SpanKind.TEXT))
    blocks: list[Block] = []
    for span in spans:
        blocks.extend(_split_span(span, habit))
    return tuple(blocks)


def _split_span(span: Span, habit: Habit) -> Iterator[Block]:
    """Yield the blocks of one span."""
    if span.kind is SpanKind.TEXT:
        yield from _split_text(_Scan(units=split_units(span.lines[0], habit), habit=habit))
    elif span.kind is SpanKind.FENCE:
        yield Block(kind=Kind.FENCE, text="\n".join(span.lines))
    else:
        for index, line in enumerate(span.lines):
            yield Block(kind=Kind.ROW, text=line, opens_table=index == 0)


def _split_text(scan: _Scan) -> Iterator[Block]:
    """Yield headings, items and paragraphs."""
    position = 0
    while position < len(scan.units):
        unit = scan.units[position]
        if heading_level(unit):
            end = find_heading_end(scan.units, position, scan.habit)
            scan.leave_list()
            scan.numbers.clear()
            yield Block(kind=Kind.HEADING, text=" ".join(scan.units[position:end]))
        elif is_rule(unit):
            end = position + 1
            yield Block(kind=Kind.RULE, text=unit)
        else:
            end, block = _read_block(scan, position)
            yield block
        position = end


def _read_block(scan: _Scan, position: int) -> tuple[int, Block]:
    """Read the item, quote or paragraph that begins at `position`; return the index behind it too."""
    unit = scan.units[position]
    is_item = _is_marker(scan, position, starts=True)
    is_quote = unit == ">"
    start = position + 1 if is_item or is_quote else position
    if is_item:
        scan.note_item(unit)
    else:
        scan.leave_list()
    end = start if is_item else start + 1
    while end < len(scan.units) and not _begins_block(scan, end, start, in_item=is_item):
        end += 1
    text = " ".join(scan.units[start:end])
    kind = Kind.ITEM if is_item else Kind.QUOTE if is_quote else Kind.PARAGRAPH
    return end, Block(kind=kind, text=text, marker=unit if is_item or is_quote else "")


def _begins_block(scan: _Scan, position: int, start: int, *, in_item: bool) -> bool:
    """Tell whether the block that began at `start` ends before this unit."""
    unit = scan.units[position]
    if heading_level(unit) or _is_marker(scan, position, starts=position == start):
        return True
    if position == start:
        return False
    before = scan.units[position - 1]
    if _HTML_BLOCK.match(unit) or (unit in (">",) and closes(before)) or (is_rule(unit) and closes(before)):
        return True
    if unit.startswith("|") and not scan.units[start].startswith("|"):
        return closes(before)
    return _ends_before(scan, position, start, in_item=in_item)


def _ends_before(scan: _Scan, position: int, start: int, *, in_item: bool) -> bool:
    """Tell whether the running text from `start` ends before this unit, which has no marker of its own."""
    before, unit = scan.units[position - 1], scan.units[position]
    leads = _is_marker(scan, position + 1, starts=True)
    if (is_label(unit) and (in_item or leads)) or (is_bold(unit) and leads):
        return True
    if not in_item and (_repeats(scan.units[start], unit) or (position == start + 1 and is_title(before))):
        return True
    return _is_seam(before, unit) and weigh_gap(before, unit, scan.habit) is Gap.STRONG


def _repeats(opening: str, unit: str) -> bool:
    """Tell whether a unit begins word for word as the paragraph did: what was written anew begins anew."""
    return len(opening) >= _OPENING_MIN and unit.startswith(opening[:_OPENING_MIN])


def _is_seam(before: str, after: str) -> bool:
    """Tell whether two units meet where text may end: behind a sentence, or between Japanese letters."""
    return ends_sentence(before) or ends_question(before) or is_wide_gap(before, after)


def _is_marker(scan: _Scan, position: int, *, starts: bool) -> bool:
    """Tell whether a unit is a list item's marker; `starts` says that a block begins there anyway."""
    if position >= len(scan.units):
        return False
    unit = scan.units[position]
    if unit in BULLETS:
        return starts or _is_bullet(scan, position)
    if not is_number(unit):
        return False
    number = int(unit[:-1])
    if starts or number - 1 in scan.numbers:
        return True
    before = scan.units[position - 1]
    return closes(before) and (number == 1 or scan.units[position + 1 : position + 2] != ())


def _is_bullet(scan: _Scan, position: int) -> bool:
    """Tell a bullet inside running text from a dash or an asterisk between two figures."""
    unit, before = scan.units[position], scan.units[position - 1]
    after = scan.units[position + 1] if position + 1 < len(scan.units) else ""
    if before[-1:].isdigit() and after[:1].isdigit() and after:
        return False
    if unit == "*" or unit in scan.bullets or closes(before) or after.startswith("**"):
        return True
    return bool(scan.numbers) and is_wide_gap(before, after or " ")

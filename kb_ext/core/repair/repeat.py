"""Sections and paragraphs that stand in a document twice, word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kb_ext.core.repair.block import Block, parse_blocks
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Lines, Note
from kb_ext.core.repair.page import open_page

MIN_PARAGRAPH: Final = 100
"""Columns (a kanji takes two) of a paragraph that nobody writes twice on purpose."""
MIN_RUN: Final = 200
"""Columns of all the prose in a repeated run of blocks."""
_MAX_CANDIDATES: Final = 8
"""Earlier places that are compared with one block; keeps repetitive documents linear."""
_PREFIX: Final = 40
_SENTENCE_END: Final = re.compile(r"[。．.!！?？」』）)】…:：*_`|~>\]]\s*$")
_BORDERS: Final = frozenset({"heading", "hr"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Blocks `start` to `start + length` repeat those from `first` on; the last one may break off (`cut`)."""

    start: int
    first: int
    length: int
    cut: bool = False

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(slots=True)
class _Memory:
    """The blocks that are kept so far, by their text and by its beginning."""

    learned: set[int] = field(default_factory=set)
    whole: dict[str, list[int]] = field(default_factory=dict)
    beginning: dict[str, list[int]] = field(default_factory=dict)

    def learn(self, blocks: Sequence[Block], numbers: Iterable[int]) -> None:
        for number in numbers:
            self.learned.add(number)
            self.whole.setdefault(blocks[number].text, []).append(number)
            self.beginning.setdefault(blocks[number].text[:_PREFIX], []).append(number)

    def find(self, block: Block) -> list[int]:
        return self.whole.get(block.text, [])[:_MAX_CANDIDATES]

    def find_beginning(self, block: Block) -> list[int]:
        return self.beginning.get(block.text[:_PREFIX], [])[:_MAX_CANDIDATES]


def drop_repeats(text: str, context: Context, note: Note) -> str:
    """Drop every exact repetition of a section, a long run of blocks, or a long paragraph at a border."""
    page = open_page(text)
    blocks = parse_blocks(page.body)
    lines = page.body.split("\n")
    gone: set[int] = set()
    for run in _find_runs(blocks):
        last = blocks[run.end - 1]
        dropped = Lines(first=blocks[run.start].first + page.body_line, last=last.end - 1 + page.body_line)
        earlier = blocks[run.first : run.first + run.length]
        first = Lines(first=earlier[0].first + page.body_line, last=earlier[-1].end - 1 + page.body_line)
        if not _is_whole(blocks, run):
            note(Finding.REPEATED_KEPT, line=dropped.first, dropped=dropped, first=first)
            continue
        numbers = range(blocks[run.start].first, last.end)
        removed = "\n".join(lines[number] for number in numbers)
        finding = Finding.REPEATED_CUT if run.cut else Finding.REPEATED
        note(finding, line=dropped.first, removed=removed, dropped=dropped, first=first)
        gone.update(numbers)
    return page.head + "\n".join(_leave_out(lines, gone)) if gone else text


def _leave_out(lines: list[str], gone: set[int]) -> Iterator[str]:
    """Yield the lines that stay, with one blank line where something is left out."""
    blank = True
    for number, line in enumerate(lines):
        if number in gone:
            continue
        empty = not line.strip()
        if empty and blank and (number - 1 in gone or _follows_gap(lines, gone, number)):
            continue
        yield line
        blank = empty


def _follows_gap(lines: list[str], gone: set[int], number: int) -> bool:
    """Tell whether only blank lines part this one from a dropped line above it."""
    above = number - 1
    while above >= 0 and above not in gone and not lines[above].strip():
        above -= 1
    return above in gone


def _find_runs(blocks: Sequence[Block]) -> Iterator[_Run]:
    """Yield the repetitions in order; what is yielded as whole is not compared with again."""
    memory = _Memory()
    index = 0
    while index < len(blocks):
        run = _find_longest(blocks, index, memory)
        matched = run is not None and _is_telling(blocks, run)
        step = run.length if run is not None else 1
        if run is not None and matched:
            yield from _close_sections(blocks, run)
        else:
            memory.learn(blocks, range(index, index + step))
        index += step


def _find_longest(blocks: Sequence[Block], start: int, memory: _Memory) -> _Run | None:
    """Return the longest run of learned blocks that the blocks from `start` on repeat."""
    best: _Run | None = None
    for first in memory.find(blocks[start]):
        length = _count_alike(blocks, first, start, memory)
        cut = first + length in memory.learned and _breaks_off(blocks, start + length, first + length)
        run = _Run(start=start, first=first, length=length + cut, cut=cut)
        best = run if best is None or run.length > best.length else best
    if best is not None:
        return best
    cuts = (first for first in memory.find_beginning(blocks[start]) if _breaks_off(blocks, start, first))
    first = next(cuts, -1)
    return _Run(start=start, first=first, length=1, cut=True) if first >= 0 else None


def _count_alike(blocks: Sequence[Block], first: int, start: int, memory: _Memory) -> int:
    length = 1
    while (
        first + length in memory.learned
        and start + length < len(blocks)
        and blocks[first + length].text == blocks[start + length].text
    ):
        length += 1
    return length


def _breaks_off(blocks: Sequence[Block], later: int, earlier: int) -> bool:
    """Tell whether a paragraph is the beginning of an earlier one and stops in the middle of a sentence."""
    if later >= len(blocks) or blocks[later].kind != "paragraph" or blocks[earlier].kind != "paragraph":
        return False
    text, whole = blocks[later].text, blocks[earlier].text
    return (
        len(text) < len(whole)
        and whole.startswith(text)
        and _SENTENCE_END.search(text) is None
        and len(text) > 20
    )


def _is_telling(blocks: Sequence[Block], run: _Run) -> bool:
    """Tell whether a repetition is too long to be meant."""
    repeated = blocks[run.start : run.end]
    paragraphs = [_measure(block.text) for block in repeated if block.kind == "paragraph"]
    longest = max(paragraphs, default=0)
    if run.length == 1:
        return longest >= MIN_PARAGRAPH and (run.cut or _is_at_border(blocks, run.start))
    prose = sum(_measure(block.text) for block in repeated if block.is_prose)
    return longest >= MIN_PARAGRAPH and prose >= MIN_RUN


def _is_at_border(blocks: Sequence[Block], index: int) -> bool:
    neighbours = [blocks[number].kind for number in (index - 1, index + 1) if 0 <= number < len(blocks)]
    return len(neighbours) < 2 or not _BORDERS.isdisjoint(neighbours)


def _measure(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _close_sections(blocks: Sequence[Block], run: _Run) -> Iterator[_Run]:
    """Yield the whole sections of a run and, apart, the beginning of the one that goes on differently."""
    end = run.end
    while end > run.start and (head := _find_open_heading(blocks, run.start, end)) >= 0:
        end = head
    if end == run.end:
        yield run
        return
    whole = _Run(start=run.start, first=run.first, length=end - run.start)
    rest = _Run(start=end, first=run.first + whole.length, length=run.end - end, cut=run.cut)
    yield from (part for part in (whole, rest) if part.length and _is_telling(blocks, part))


def _is_whole(blocks: Sequence[Block], run: _Run) -> bool:
    return _find_open_heading(blocks, run.start, run.end) < 0


def _find_open_heading(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return the heading between `start` and `end` whose section goes on at `end`, or -1; a rule ends it."""
    if end >= len(blocks) or blocks[end].kind == "hr":
        return -1
    limit = blocks[end].level if blocks[end].kind == "heading" else 7
    for number in range(end - 1, start - 1, -1):
        if blocks[number].kind == "hr":
            return -1
        if blocks[number].kind == "heading" and blocks[number].level < limit:
            return number
    return -1

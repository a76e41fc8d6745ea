"""The blocks of a body: what is code, what is prose, what is a heading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER: Final = MarkdownIt("commonmark").enable("table").disable("inline")
_MATH: Final = "$$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block at the outermost level: lines `first` up to, not including, `end`, counted from 0."""

    kind: str
    """markdown-it's name: `paragraph`, `heading`, `fence`, `html_block`, `hr`, `table` or the like."""
    first: int
    end: int
    text: str
    """Its lines without trailing space."""
    level: int = 0
    """Of a heading: 1 to 6."""
    markup: str = ""
    """What marks it: `##`, `-` or `=` of a heading; the fence of a code block."""

    @property
    def is_prose(self) -> bool:
        """Tell whether it is text that an author writes rather than shows."""
        return self.kind in {"paragraph", "heading", "bullet_list", "ordered_list", "blockquote", "table"}


@lru_cache(maxsize=8)
def parse_tokens(body: str) -> tuple[Token, ...]:
    """Return markdown-it's block tokens; inline content stays unparsed."""
    return tuple(_PARSER.parse(body))


@lru_cache(maxsize=8)
def parse_blocks(body: str) -> tuple[Block, ...]:
    """Return the outermost blocks in order."""
    lines = body.split("\n")
    return tuple(
        _make_block(token, lines)
        for token in parse_tokens(body)
        if token.level == 0 and token.nesting >= 0 and token.map
    )


def _make_block(token: Token, lines: list[str]) -> Block:
    first, end = token.map or (0, 0)
    end = min(end, len(lines))
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    return Block(
        kind=token.type.removesuffix("_open"),
        first=first,
        end=end,
        text="\n".join(line.rstrip() for line in lines[first:end]),
        level=int(token.tag[1]) if token.type == "heading_open" else 0,
        markup=token.markup,
    )


@lru_cache(maxsize=8)
def find_prose_lines(body: str) -> tuple[tuple[int, int], ...]:
    """Return the line ranges of inline content, outside code, HTML blocks and display mathematics."""
    math = _find_math_lines(body)
    ranges: dict[tuple[int, int], None] = {}
    for token in parse_tokens(body):
        if token.type == "inline" and token.map and not math.intersection(range(*token.map)):
            ranges[token.map[0], token.map[1]] = None
    return tuple(sorted(ranges))


def _find_math_lines(body: str) -> frozenset[int]:
    """Return the lines of every `$$` block outside code, its dollar lines included."""
    if _MATH not in body:
        return frozenset()
    found: set[int] = set()
    code = find_code_lines(body)
    opened = -1
    for number, line in enumerate(body.split("\n")):
        text = line.strip()
        if number in code or text.count(_MATH) % 2 == 0:
            continue
        if opened >= 0:
            found.update(range(opened, number + 1))
            opened = -1
        elif text.startswith(_MATH):
            opened = number
    return frozenset(found)


@lru_cache(maxsize=8)
def find_code_lines(body: str) -> frozenset[int]:
    """Return the lines (counted from 0) of fenced and indented code."""
    found: set[int] = set()
    for token in parse_tokens(body):
        if token.type in {"fence", "code_block"} and token.map:
            found.update(range(*token.map))
    return frozenset(found)

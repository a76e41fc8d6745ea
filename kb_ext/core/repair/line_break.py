"""Give a post that stands on one line its line breaks back.

Some posts were saved with every run of white space folded to one blank, so that front matter, headings,
lists, tables and paragraphs follow each other on a single line. What is left as evidence are the markers
(`##`, `*`, `1.`, `|`) and the blanks themselves: Japanese prose has none between its words or sentences, so
that a blank there was a line break. The pass reads that evidence and changes white space only.

- `line_break_front`: the front matter's keys;
- `line_break_span`: tables and fences, which are cut out first;
- `line_break_unit`: the words of the rest, and what the two sides of a blank say about it;
- `line_break_heading`: where a heading ends and its paragraph begins;
- `line_break_block`: blocks;
- `line_break_list`: how deep a list item stands.

Not restored are line breaks that have left no mark: those inside a paragraph and inside a code fence.
"""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.line_break_block import Block, Kind, split_blocks
from kb_ext.core.repair.line_break_front import find_front_end, restore_front
from kb_ext.core.repair.line_break_list import nest_items

# A front matter that still has its lines: kept as it is when only the body was flattened.
_WHOLE_FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|\Z)")
# A block's beginning in the middle of a line. Text that only mentions one is kept apart by asking for two.
_INNER_MARK: Final = re.compile(
    r"(?<=\S)[ \t]+(?:#{2,6}[ \t]*[^\s#]|[*+-][ \t]+\*\*|\d{1,2}\.[ \t]+\*\*|\|[ \t]*:?-{3,}:?[ \t]*\|)"
)
_SENTENCE_GAP: Final = re.compile(r"。[」』）)]*[ \t]+(?=[^\s（(])")
_LEADING_BLANKS: Final = re.compile(r"\A[ \t]*(?:\r?\n)*")
_INNER_MARKS_MIN: Final = 2
_INDENT: Final = 4


def is_flattened(text: str) -> bool:
    """Tell whether a post lost the line breaks of its front matter, of its body, or of both."""
    front, body = _split_front(text)
    return find_front_end(front) > 0 or _is_flat_body(body)


def restore_line_breaks(text: str) -> str:
    """Return the post with its line breaks; a post, or a part of one, that has them is returned as it is.

    Only white space changes. The result ends in a line feed when anything was restored.
    """
    front, body = _split_front(text)
    if find_front_end(front):
        body = _LEADING_BLANKS.sub("", body)
        front = restore_front(front) + ("\n" if body else "")
        return front + (restore_body(body) if len(_list_lines(body)) == 1 else body)
    if not _is_flat_body(body):
        return text
    leading = _LEADING_BLANKS.match(body)
    return front + (leading[0] if leading else "") + restore_body(body)


def restore_body(body: str) -> str:
    """Lay out the blocks of a flattened body, one blank line between them, none inside a list or table."""
    return _lay_out(split_blocks(body))


def _split_front(text: str) -> tuple[str, str]:
    """Cut a post into front matter, flat or whole, and body; the two together are the text."""
    whole = _WHOLE_FRONT.match(text)
    end = find_front_end(text) or (whole.end() if whole else 0)
    return text[:end], text[end:]


def _is_flat_body(body: str) -> bool:
    """Tell whether all of a body stands on one line that holds the beginnings of several blocks."""
    lines = _list_lines(body)
    if len(lines) != 1:
        return False
    marks = len(_INNER_MARK.findall(lines[0])) + len(_SENTENCE_GAP.findall(lines[0]))
    return marks >= _INNER_MARKS_MIN


def _list_lines(body: str) -> list[str]:
    """List the lines of a body that are not blank."""
    return [line for line in body.splitlines() if line.strip()]


def _lay_out(blocks: tuple[Block, ...]) -> str:
    """Write blocks down as lines."""
    depths = iter(nest_items(blocks))
    lines: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if previous and not _is_tight(previous, block):
            lines.append("")
        indent = " " * (_INDENT * next(depths)) if block.kind is Kind.ITEM else ""
        lines.append(indent + block.source)
        previous = block
    return "\n".join(lines) + "\n"


def _is_tight(above: Block, below: Block) -> bool:
    """Tell whether two blocks stand without a blank line between them."""
    return (
        above.kind is below.kind and below.kind in (Kind.ITEM, Kind.ROW, Kind.QUOTE) and not below.opens_table
    )

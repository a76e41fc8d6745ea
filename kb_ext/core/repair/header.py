"""A front matter as it is written: entries in order, each with the comments above it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from kb_ext.core.repair.page import FENCE, Page
from kb_ext.core.repair.yaml_writer import write_entry
from kb_ext.core.yaml_tree import Entry, LimitExceededError, Mapping, Node, Scalar, parse_yaml

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment, counted from 0 in the block."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderEntry:
    """One key with its value and the comments above it."""

    key: str
    value: Node
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A whole front matter; `comments` stand at its end."""

    entries: tuple[HeaderEntry, ...] = ()
    comments: tuple[str, ...] = ()

    def get(self, key: str) -> Node | None:
        """Return the value under a key."""
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def get_text(self, key: str) -> str:
        """Return the text under a key, or an empty one."""
        node = self.get(key)
        return node.text.strip() if isinstance(node, Scalar) and not node.is_null else ""

    def put(self, key: str, value: Node, order: tuple[str, ...]) -> Header:
        """Return the header with a value set; a new key takes its place in `order`."""
        if self.get(key) is not None:
            changed = (replace(entry, value=value) if entry.key == key else entry for entry in self.entries)
            return replace(self, entries=tuple(changed))
        rank = {known: number for number, known in enumerate(order)}
        index = next(
            (
                number
                for number, entry in enumerate(self.entries)
                if rank.get(entry.key, len(rank)) > rank.get(key, len(rank))
            ),
            len(self.entries),
        )
        added = HeaderEntry(key=key, value=value)
        return replace(self, entries=(*self.entries[:index], added, *self.entries[index:]))

    def write(self) -> str:
        """Return the block with its fences."""
        lines = [FENCE]
        for entry in self.entries:
            lines += (*entry.comments, *write_entry(entry.key, entry.value))
        return "\n".join((*lines, *self.comments, FENCE, ""))


def read_header(page: Page) -> Header:
    """Read a front matter that an import has written; an unreadable one is empty."""
    try:
        node = parse_yaml(page.raw)
    except (yaml.YAMLError, LimitExceededError):
        return Header()
    mapping = node if isinstance(node, Mapping) else Mapping()
    return build_header(mapping, find_comments(page.raw))


def build_header(mapping: Mapping, comments: list[Comment], *, first_line: int = 1) -> Header:
    """Give every comment to a key: one at the margin to the key below, any other to the one beside it."""
    owned: dict[int, list[str]] = {}
    for comment in comments:
        owned.setdefault(_find_owner(mapping.entries, comment, first_line), []).append(comment.text)
    entries = tuple(
        HeaderEntry(key=entry.key.text, value=entry.value, comments=tuple(owned.get(number, ())))
        for number, entry in enumerate(mapping.entries)
    )
    return Header(entries=entries, comments=tuple(owned.get(len(entries), ())))


def _find_owner(entries: tuple[Entry, ...], comment: Comment, first_line: int) -> int:
    line = comment.line + first_line
    if comment.column == 0:
        return next((number for number, entry in enumerate(entries) if entry.key.line > line), len(entries))
    below = next((number for number, entry in enumerate(entries) if entry.key.line > line), len(entries))
    return max(below - 1, 0)


def find_comments(raw: str) -> list[Comment]:
    """Return the comments of a block of YAML; a `#` inside a value is none.

    Of a block that is not YAML only whole lines are taken.
    """
    if "#" not in raw:
        return []
    covered = _find_scalars(raw)
    found = []
    for number, line in enumerate(raw.split("\n")):
        column = _find_comment(line, None if covered is None else covered.get(number, []))
        if column >= 0:
            found.append(Comment(line=number, column=column, text=line[column:].rstrip()))
    return found


def _find_comment(line: str, spans: list[tuple[int, int]] | None) -> int:
    """Return where the comment of a line begins, or -1."""
    if spans is None:
        return line.index("#") if line.lstrip().startswith("#") else -1
    position = line.find("#")
    while position >= 0:
        end = next((end for start, end in spans if start <= position < end), position)
        if end == position:
            # libyaml takes it for a comment also directly behind a closing quote.
            return position
        position = line.find("#", max(end, position + 1))
    return -1


def _find_scalars(raw: str) -> dict[int, list[tuple[int, int]]] | None:
    """Return the columns that scalars take, by line, or None for what is not YAML."""
    covered: dict[int, list[tuple[int, int]]] = {}
    try:
        for token in yaml.scan(raw, Loader=_LOADER):
            if isinstance(token, yaml.ScalarToken):
                _cover(covered, token)
    except yaml.YAMLError:
        return None
    return covered


def _cover(covered: dict[int, list[tuple[int, int]]], token: yaml.ScalarToken) -> None:
    start, end = token.start_mark, token.end_mark
    for line in range(start.line, end.line + 1):
        first = start.column if line == start.line else 0
        last = end.column if line == end.line else 1 << 30
        covered.setdefault(line, []).append((first, last))

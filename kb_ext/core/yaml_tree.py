"""YAML with positions: reads a front matter into small nodes that know their line and column.

Values stay the text that the author wrote, with the tag YAML would give it, so that `title: 2025`, a date of
an unusual form or a tag `on` lose nothing. Reading goes event by event through libyaml's safe scanner; no
object is ever constructed from a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml
from yaml.resolver import Resolver

MAX_DEPTH: Final = 24
"""Nesting that no front matter needs."""
MAX_NODES: Final = 20_000
"""Nodes after alias expansion."""
MAX_BYTES: Final = 512 * 1024
"""Size of one front matter, in bytes of UTF-8."""

SYNTAX_PROBLEMS: Final = (
    "mapping values are not allowed in this context",
    "could not find expected ':'",
    "did not find expected key",
    "found unexpected end of stream",
    "found character that cannot start any token",
    "did not find expected node content",
    "did not find expected '-' indicator",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "found unknown escape character",
    "control characters are not allowed",
    "found a tab character that violates indentation",
)
"""What libyaml says of most slips: message ids, so that authors read them in their own language."""

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER = Resolver()


class LimitExceededError(Exception):
    """The document is larger, deeper or more repetitive than any author's, or refers to nothing."""

    def __init__(self, detail: str, line: int) -> None:
        super().__init__(detail)
        self.detail = detail
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as it was written; `tag` is `str`, `int`, `float`, `bool`, `null` or `timestamp`."""

    text: str
    tag: str = "str"
    line: int = 1
    column: int = 1

    @property
    def is_null(self) -> bool:
        """Tell whether YAML reads it as nothing."""
        return self.tag == "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    children: tuple[Node, ...] = ()
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One `key: value` pair of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Pairs in the order of the source; a key may stand twice."""

    entries: tuple[Entry, ...] = ()
    line: int = 1
    column: int = 1

    def get(self, key: str) -> Node | None:
        """Return the value of the last pair with this key."""
        return next((entry.value for entry in reversed(self.entries) if entry.key.text == key), None)


Node = Scalar | Sequence | Mapping


def parse_yaml(text: str, *, first_line: int = 1) -> Node | None:
    """Read one YAML document; return None when it is empty.

    Raises `yaml.YAMLError` (with marks that count from 0 within `text`) for what is not YAML and
    `LimitExceededError` for what nobody writes by hand.
    """
    if re.search("[\ud800-\udfff]", text):
        raise LimitExceededError("half a character (a lone surrogate)", first_line)
    if len(text.encode()) > MAX_BYTES:
        raise LimitExceededError(f"more than {MAX_BYTES // 1024} KiB", first_line)
    return _TreeBuilder(text, first_line).build()


class _TreeBuilder:
    """Turns the event stream into nodes, within the limits."""

    def __init__(self, text: str, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_Loader))
        self._first_line = first_line
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._count = 0

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    raise _make_error("found a second document", event)
                root = self._build_node(event, depth=1)
        return root

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        assert mark is not None  # every event of a parsed stream has one
        return mark.line + self._first_line, mark.column + 1

    def _spend(self, amount: int, line: int) -> None:
        self._count += amount
        if self._count > MAX_NODES:
            raise LimitExceededError(f"more than {MAX_NODES} values", line)

    def _build_node(self, event: yaml.NodeEvent, depth: int) -> Node:
        line, _ = self._place(event)
        if depth > MAX_DEPTH:
            raise LimitExceededError(f"nested deeper than {MAX_DEPTH} levels", line)
        before = self._count
        self._spend(1, line)
        if isinstance(event, yaml.AliasEvent):
            return self._expand_alias(event, line)
        node = self._build_content(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._count - before)
        return node

    def _expand_alias(self, event: yaml.AliasEvent, line: int) -> Node:
        anchor = event.anchor or ""
        if anchor not in self._anchors:
            raise _make_error(f"found undefined alias '{anchor}'", event)
        node, size = self._anchors[anchor]
        self._spend(size, line)
        return node

    def _build_content(self, event: yaml.NodeEvent, depth: int) -> Node:
        line, column = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(text=event.value, tag=_resolve_tag(event), line=line, column=column)
        if isinstance(event, yaml.SequenceStartEvent):
            children = tuple(self._build_children(depth))
            return Sequence(children=children, line=line, column=column)
        return Mapping(entries=self._build_entries(depth), line=line, column=column)

    def _build_children(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if not isinstance(event, yaml.NodeEvent):
                return
            yield self._build_node(event, depth + 1)

    def _build_entries(self, depth: int) -> tuple[Entry, ...]:
        nodes = list(self._build_children(depth))
        pairs = zip(nodes[::2], nodes[1::2], strict=True)
        return tuple(Entry(key=_as_key(key), value=value) for key, value in pairs)


def _make_error(problem: str, event: yaml.Event) -> yaml.YAMLError:
    # The stubs do not know that libyaml's marks serve as well as PyYAML's own.
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]


def _as_key(node: Node) -> Scalar:
    if isinstance(node, Scalar):
        return node
    return Scalar(text="?", line=node.line, column=node.column)


def _resolve_tag(event: yaml.ScalarEvent) -> str:
    if event.tag is not None and event.tag != "!":
        return event.tag.rpartition(":")[2]
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call] # PyYAML
    return tag.rpartition(":")[2]


def name_shape(node: Node) -> str:
    """Return what stands in the place of a value, as messages tell it: a text in quotes, or its shape."""
    if isinstance(node, Scalar):
        return repr(node.text)
    return "a list" if isinstance(node, Sequence) else "a mapping"

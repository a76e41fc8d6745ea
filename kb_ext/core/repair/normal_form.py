"""The front matter in one order and one form, with nothing thrown away."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import yaml

from kb_ext.core.field import FIELDS, Field
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Lines, Note
from kb_ext.core.repair.header import Header, HeaderEntry, build_header, find_comments
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.salvage import FIRST_LINE, read_block
from kb_ext.core.repair.shape import describe_value, shape_value
from kb_ext.core.repair.yaml_writer import write_entry
from kb_ext.core.yaml_tree import Entry, LimitExceededError, Mapping, Node, Scalar, Sequence, parse_yaml

ORDER: Final = tuple(known.key for known in FIELDS)
EXTRA: Final = "extra"


def normalise_front_matter(text: str, context: Context, note: Note) -> str:
    """Write the front matter anew; the body keeps its text, less blank lines at its ends."""
    page = open_page(text)
    counter = _Counter(note)
    block = read_block(page.raw, counter)
    comments = find_comments(block.raw)
    for comment in comments:
        if comment.column:
            counter(Finding.COMMENT_MOVED, line=comment.line + FIRST_LINE, comment=comment.text)
    header = build_header(block.mapping, comments, first_line=FIRST_LINE)
    header = replace(header, comments=(*header.comments, *block.unread))
    head = _Arrangement(note=counter).arrange(header).write()
    if head != page.head and not counter.count:
        note(Finding.FORM)
    body = trim_body(page.body)
    return f"{head}\n{body}" if body else head


def trim_body(body: str) -> str:
    """Return a body without blank lines at its ends, and with one line end."""
    lines = body.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join((*lines[filled[0] : filled[-1] + 1], "")) if filled else ""


class _Counter:
    """Passes notes on and counts them."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self.count = 0

    def __call__(
        self,
        finding: Finding,
        /,
        *,
        line: int = 1,
        column: int = 1,
        removed: str = "",
        added: str = "",
        **values: str | Lines,
    ) -> None:
        self.count += 1
        self._note(finding, line=line, column=column, removed=removed, added=added, **values)


@dataclass(slots=True, kw_only=True)
class _Arrangement:
    """Sorts the entries of one header into fields and `extra:`."""

    note: Note
    extra: dict[str, Node] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    """Of entries that went below `extra:`."""

    def arrange(self, header: Header) -> Header:
        """Return the header in its normal form."""
        entries = self._drop_duplicates(header)
        self._open_extra(entries.pop(EXTRA, None))
        arranged = [self._take_field(known, entries) for known in FIELDS if known.key != EXTRA]
        for entry in entries.values():
            self.note(Finding.UNKNOWN_KEY, line=_line_of(entry), key=entry.key)
            self._put_aside(entry.key, entry.value, entry.comments)
        kept = [self._check(entry) for entry in arranged if entry is not None]
        if not self.extra:
            return Header(entries=tuple(kept), comments=(*self.comments, *header.comments))
        tree = Mapping(
            entries=tuple(_make_entry(key, self._check_extra(key, self.extra[key])) for key in self.extra)
        )
        last = HeaderEntry(key=EXTRA, value=tree, comments=tuple(self.comments))
        return Header(entries=(*kept, last), comments=header.comments)

    def _drop_duplicates(self, header: Header) -> dict[str, HeaderEntry]:
        """Let the last of several entries with one key count, as YAML readers do; keep the others aside."""
        found: dict[str, HeaderEntry] = {}
        for entry in header.entries:
            first = found.pop(entry.key, None)
            found[entry.key] = entry
            if first is not None and _read(first.value) != _read(entry.value):
                value = describe_value(first.value)
                self.note(Finding.DUPLICATE, line=_line_of(first), key=entry.key, value=value)
                self._put_aside(entry.key, first.value, first.comments)
            elif first is not None:
                self.note(Finding.DUPLICATE_ALIKE, line=_line_of(first), key=entry.key)
                found[entry.key] = replace(entry, comments=(*first.comments, *entry.comments))
        return found

    def _open_extra(self, entry: HeaderEntry | None) -> None:
        if entry is None:
            return
        kept, self.extra = self.extra, {}
        self.comments[:0] = entry.comments
        if isinstance(entry.value, Mapping):
            for pair in entry.value.entries:
                self._put_aside(pair.key.text, pair.value, ())
        elif not (isinstance(entry.value, Scalar) and entry.value.is_null):
            self._put_aside(EXTRA, entry.value, ())
        for key, value in kept.items():
            self._put_aside(key, value, ())

    def _put_aside(self, key: str, value: Node, comments: tuple[str, ...]) -> None:
        name, number = key, 1
        while name in self.extra:
            if _read(self.extra[name]) == _read(value):
                break
            number += 1
            name = f"{key}-{number}"
        self.extra[name] = value
        self.comments.extend(comments)

    def _take_field(self, known: Field, entries: dict[str, HeaderEntry]) -> HeaderEntry | None:
        """Take a field's entry out of the entries, whatever its key is there."""
        candidates = [entries.pop(key) for key in (known.key, *known.synonyms) if key in entries]
        if not candidates:
            return None
        chosen = next((entry for entry in candidates if not _is_null(entry.value)), candidates[0])
        comments = chosen.comments
        for entry in candidates:
            if entry is not chosen and _is_null(entry.value):
                comments = (*comments, *entry.comments)
            elif entry is not chosen:
                self.note(Finding.SURPLUS_KEY, line=_line_of(entry), key=entry.key, field=known.key)
                self._put_aside(entry.key, entry.value, entry.comments)
        return self._shape_entry(known, replace(chosen, comments=comments))

    def _shape_entry(self, known: Field, entry: HeaderEntry) -> HeaderEntry | None:
        value = shape_value(known, entry.value, self.note)
        if value is None or (isinstance(entry.value, Mapping) and isinstance(value, Scalar)):
            self.note(Finding.SHAPE, line=_line_of(entry), key=entry.key, expected=known.shape.value)
            self._put_aside(entry.key, entry.value, entry.comments if value is None else ())
        if value is None:
            return None
        if entry.key != known.key:
            self.note(Finding.SYNONYM, line=_line_of(entry), key=entry.key, field=known.key)
        return HeaderEntry(key=known.key, value=value, comments=entry.comments)

    def _check(self, entry: HeaderEntry) -> HeaderEntry:
        return entry if _reads_back(entry.key, entry.value) else replace(entry, value=_as_text(entry.value))

    def _check_extra(self, key: str, value: Node) -> Node:
        return value if _reads_back(EXTRA, Mapping(entries=(_make_entry(key, value),))) else _as_text(value)


def _make_entry(key: str, value: Node) -> Entry:
    return Entry(key=Scalar(text=key), value=value)


def _line_of(entry: HeaderEntry) -> int:
    return entry.value.line


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _as_text(node: Node) -> Scalar:
    """Return a value that YAML cannot hold at its depth as the text of its YAML."""
    return Scalar(text="\n".join(write_entry("value", node)))


def _reads_back(key: str, value: Node) -> bool:
    """Tell whether what is written is what will be read."""
    try:
        node = parse_yaml("\n".join((*write_entry(key, value), "")))
    except (yaml.YAMLError, LimitExceededError):
        return False
    return isinstance(node, Mapping) and [_read(entry.value) for entry in node.entries] == [_read(value)]


Reading = str | tuple["Reading", ...]


def _read(node: Node) -> Reading:
    """Return the texts of a node, whatever its types and positions."""
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text
    if isinstance(node, Sequence):
        return ("[]", *(_read(child) for child in node.children))
    return ("{}", *((entry.key.text, _read(entry.value)) for entry in node.entries))

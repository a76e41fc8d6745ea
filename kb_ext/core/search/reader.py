"""Reads the files of an index: each when it is first needed. The twin of `kb-search-index.js`."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from binascii import Error as BinasciiError
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypedDict, cast

from kb_ext.core.search.index import FORMAT, MANIFEST, TEXT_FOLDER
from kb_ext.core.search.posting import decode_block, decode_positions

NAMES: Final = 0
HEADINGS: Final = 1
BODY: Final = 2
"""The field of the first chunk; those of the others follow."""
_MAX_BLOCKS: Final = 8
"""Blocks of terms that begin alike which are read at most."""
_SCRIPT: Final = re.compile(rb'kbSearch\.put\("[^"]*","([^"]*)"\);')

Load = Callable[[str], bytes]
"""Returns the bytes of a file of the index; raises OSError where there is none."""


class BrokenIndexError(ValueError):
    """The files are not those of an index that this version reads."""


class Columns(TypedDict):
    """What is known of all pages, in the order of their docnames."""

    bucket: list[int]
    kind: list[int]
    day: list[int]
    category: list[list[int]]
    tag: list[list[int]]
    title: list[int]
    names: list[int]
    headings: list[int]
    chunks: list[list[int]]
    length: list[int]


class Manifest(TypedDict):
    """The first file of an index."""

    format: int
    version: str
    layout: int
    terms: list[str]
    names: list[str]
    kinds: list[str]
    categories: list[str]
    tags: list[str]
    pages: Columns


class Name(NamedTuple):
    """A name by which a page is found; `rank` is 0 for its title, 1 for another name, 2 for its reading."""

    key: str
    shown: str
    page: int
    rank: int
    title: str
    url: str
    kind: str


class Spellings(TypedDict):
    """What a misspelt query is compared with: words, the frequent ones first, and keys and names of terms.

    `shown` maps words that are folded plurals to how they are written.
    """

    words: list[str]
    shown: dict[str, str]
    names: list[tuple[str, str]]


class Text(TypedDict):
    """A chunk of a page, with what results say of the page; a section is heading, anchor and blocks."""

    url: str
    title: str
    kind: str
    date: str
    category: list[str]
    tags: list[str]
    sections: list[tuple[str, str, list[str]]]


@dataclass(slots=True)
class Index:
    """An opened index."""

    load: Load
    manifest: Manifest
    pages: Columns
    units: list[tuple[int, int]]
    """The page and the field of each unit."""
    texts: list[int]
    """The unit in which the text of each page begins."""
    mean_length: float
    _positions: dict[str, list[int]] = field(default_factory=dict)
    _blocks: dict[str, tuple[bytes, dict[str, tuple[int, int]]]] = field(default_factory=dict)
    _texts: dict[str, object] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.pages["bucket"])

    def find_positions(self, term: str) -> list[int]:
        """Return where a term stands, ascending; nothing for an unknown term."""
        if term not in self._positions:
            number = bisect_right(self.manifest["terms"], term) - 1
            block, places = self._read_block(number) if number >= 0 else (b"", {})
            span = places.get(term)
            self._positions[term] = decode_positions(block, *span) if span else []
        return self._positions[term]

    def list_terms(self, prefix: str) -> list[str]:
        """Return the terms that begin with a text, in order, of as many blocks as are worth it."""
        numbers = _iterate_blocks(self.manifest["terms"], prefix, 0)
        return [term for number in numbers for term in self._read_block(number)[1] if term.startswith(prefix)]

    def list_names(self, prefix: str) -> list[Name]:
        """Return the names whose key begins with a text."""
        numbers = _iterate_blocks(self.manifest["names"], prefix, 1)
        blocks = (cast("list[list[str]]", self._read_json(f"names-{number}")) for number in numbers)
        names = (_read_name(entry) for block in blocks for entry in block)
        return [name for name in names if name.key.startswith(prefix)]

    def list_spellings(self) -> Spellings:
        """Return what spelling is compared with."""
        return cast("Spellings", self._read_json("words"))

    def read_text(self, page: int, chunk: int) -> Text:
        """Return a chunk of a page; pages whose docnames have one digest share a file."""
        bucket, chunks = self.pages["bucket"], self.pages["chunks"]
        sharers = (other for other in range(page) if bucket[other] == bucket[page])
        order = sum(len(chunks[other]) > chunk for other in sharers)
        texts = self._read_json(f"{TEXT_FOLDER}/{bucket[page]:04x}-{chunk}")
        return cast("list[Text]", texts)[order]

    def _read_block(self, number: int) -> tuple[bytes, dict[str, tuple[int, int]]]:
        name = f"terms-{number}"
        if name not in self._blocks:
            content = unpack_file(self.load(f"{name}.js"))
            layout, terms = decode_block(content)
            if layout != self.manifest["layout"]:
                raise BrokenIndexError
            self._blocks[name] = content, terms
        return self._blocks[name]

    def _read_json(self, name: str) -> object:
        if name not in self._texts:
            self._texts[name] = parse_file(self.load(f"{name}.js"))
        return self._texts[name]


def open_index(load: Load) -> Index:
    """Read the manifest: everything about all pages that is needed to rank them."""
    manifest = cast("Manifest", parse_file(load(MANIFEST)))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BrokenIndexError
    pages = manifest["pages"]
    mean_length = sum(pages["length"]) / max(1, len(pages["length"])) or 1.0
    units = list(_iterate_units(pages))
    return Index(
        load=load,
        manifest=manifest,
        pages=pages,
        units=units,
        texts=list(_iterate_texts(pages)),
        mean_length=mean_length,
    )


def _iterate_texts(pages: Columns) -> Iterator[int]:
    unit = 0
    columns = zip(pages["names"], pages["headings"], pages["chunks"], strict=True)
    for names, headings, chunks in columns:
        yield unit + names + headings
        unit += names + headings + sum(chunks)


def _iterate_units(pages: Columns) -> Iterator[tuple[int, int]]:
    """Yield the page and the field of each unit."""
    columns = zip(pages["names"], pages["headings"], pages["chunks"], strict=True)
    for page, (names, headings, chunks) in enumerate(columns):
        yield from ((page, NAMES) for _ in range(names))
        yield from ((page, HEADINGS) for _ in range(headings))
        yield from ((page, BODY + chunk) for chunk, units in enumerate(chunks) for _ in range(units))


def _iterate_blocks(firsts: list[str], prefix: str, before: int) -> Iterator[int]:
    """Yield the numbers of the blocks in which a text may begin a term; `before` more in front of them."""
    start = max(0, bisect_right(firsts, prefix) - 1 - before)
    for number in range(start, min(len(firsts), start + _MAX_BLOCKS)):
        if firsts[number] > prefix and not firsts[number].startswith(prefix):
            return
        yield number


def _read_name(entry: Sequence[object]) -> Name:
    return Name(*cast("tuple[str, str, int, int, str, str, str]", entry))


def parse_file(script: bytes) -> object:
    """Return the payload of a script in JSON."""
    content: object = json.loads(unpack_file(script))
    return content


def unpack_file(script: bytes) -> bytes:
    """Return the payload of a script."""
    match = _SCRIPT.match(script)
    if match is None:
        raise BrokenIndexError
    try:
        return zlib.decompress(b64decode(match[1], validate=True))
    except (BinasciiError, zlib.error) as error:
        raise BrokenIndexError from error

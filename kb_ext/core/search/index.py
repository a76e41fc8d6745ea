"""Makes the files of the index: small enough that a query fetches a few, and the same for the same pages.

| file | holds |
| --- | --- |
| `index.js` | the pages in numbers, and with which term each block begins: fetched first |
| `terms-N.js` | a block of terms, in order, with all their positions |
| `names-N.js` | a block of titles, names and readings, in the order of their keys |
| `words.js` | words and names, for what is misspelt or written together: fetched when little else is found |
| `text/HHHH-C.js` | chunk C of the text of the pages whose docname has the digest HHHH, in their order |

Each is a script, so that it loads from `file://` as well; its payload is packed, so that it is small on any
server.
"""

from __future__ import annotations

import json
import re
import zlib
from array import array
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha1
from typing import Final

from kb_ext.core.search.page import Kind, Page, Section, cut_chunks
from kb_ext.core.search.posting import UNIT, encode_block, encode_positions
from kb_ext.core.search.token import is_dense, iterate_terms, make_key
from kb_ext.core.view import digest_of

FORMAT: Final = 2
"""Rises when the files change their form, or the tokeniser what it makes of a text."""
FOLDER: Final = "kb-search"
"""Where the files are, below the top of the site."""
MANIFEST: Final = "index.js"
TEXT_FOLDER: Final = "text"
_GAP: Final = 4
"""Positions between two texts, so that no phrase spans them."""
_BLOCK: Final = 12_000
"""Bytes of a block of terms, before it is packed."""
_BLOCKS: Final = 2_000
"""How many blocks there may be before they grow."""
_NAMES: Final = 100
"""Names in a block."""
_WORDS: Final = 40_000
"""Words that spelling is compared with, the most frequent."""
_PLURAL: Final = re.compile("(?<![a-z])[a-z]{3,}s(?![a-z])")
_COLUMNS: Final = "bucket kind day category tag title names headings chunks length".split()
_KINDS: Final = tuple(Kind)

Files = dict[str, bytes]
Json = str | int | None | Sequence["Json"] | dict[str, "Json"]


def digest_pages(pages: Sequence[Page]) -> str:
    """Identify what an index holds; the files of an index never change under one version."""
    return digest_of((FORMAT, tuple(pages)))[:12]


def is_current(manifest: bytes, version: str) -> bool:
    """Tell whether a manifest is the one of a version; its last line says so."""
    return manifest.endswith(_sign(version))


def _sign(version: str) -> bytes:
    return f"// {version}\n".encode()


def build_index(pages: Sequence[Page], version: str = "") -> Files:
    """Return the files of the index by name."""
    ordered = sorted(pages, key=lambda page: page.docname)
    builder = _Builder(ordered)
    for number, page in enumerate(ordered):
        builder.add(number, page)
    return builder.finish(version)


def pack_file(name: str, content: bytes) -> bytes:
    """Make the script that hands a payload to the search."""
    payload = b64encode(zlib.compress(content, 9)).decode("ascii")
    return f'kbSearch.put("{name}","{payload}");\n'.encode()


def pack_json(name: str, content: Json) -> bytes:
    """Make the script of a payload in JSON."""
    return pack_file(name, json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def find_bucket(docname: str) -> str:
    """Return the part of a text's file name that comes of its page: it depends on no other page."""
    return sha1(docname.encode("utf-8", "surrogatepass")).hexdigest()[:4]


class _Builder:
    """Collects terms and texts page by page."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._categories = _number(category for page in pages for category in page.categories)
        self._tags = _number(tag for page in pages for tag in page.tags)
        self._positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._texts: defaultdict[str, list[Json]] = defaultdict(list)
        self._names: list[tuple[str, str, int, int]] = []
        self._columns: dict[str, list[Json]] = {name: [] for name in _COLUMNS}
        self._plurals: Counter[str] = Counter()
        self._next = 0
        """The next free position, always the first of a unit."""

    def add(self, number: int, page: Page) -> None:
        """Take a page in: its names, its headings, then its text, each from a new unit on."""
        self._note_names(number, page)
        columns = self._columns
        columns["bucket"].append(int(find_bucket(page.docname), 16))
        columns["kind"].append(_KINDS.index(page.kind))
        columns["day"].append(int(page.day.replace("-", "").ljust(8, "0")) if page.day else 0)
        columns["category"].append([self._categories[name] for name in page.categories])
        columns["tag"].append([self._tags[name] for name in page.tags])
        names, _ = self._add_texts((page.title, *page.names, page.reading))
        headings, _ = self._add_texts((*_list_headings(page), *page.categories, *page.tags, *page.authors))
        columns["title"].append(1 + max((at for _, at in iterate_terms(page.title)), default=0))
        columns["names"].append(names)
        columns["headings"].append(headings)
        chunks = cut_chunks(page.sections)
        sizes = [self._add_chunk(page, order, chunk) for order, chunk in enumerate(chunks)]
        columns["chunks"].append([units for units, _ in sizes])
        columns["length"].append(sum(length for _, length in sizes))

    def _note_names(self, number: int, page: Page) -> None:
        known: set[str] = set()
        for name, rank in ((page.title, 0), *((name, 1) for name in page.names), (page.reading, 2)):
            key = make_key(name)
            if key and key not in known:
                known.add(key)
                self._names.append((key, name, number, rank))

    def _add_chunk(self, page: Page, order: int, chunk: tuple[Section, ...]) -> tuple[int, int]:
        text: Json = {
            "url": page.url,
            "title": page.title,
            "kind": page.kind,
            "date": page.day,
            "category": page.categories,
            "tags": page.tags,
            "sections": [[section.heading, section.anchor, section.blocks] for section in chunk],
        }
        self._texts[f"{TEXT_FOLDER}/{find_bucket(page.docname)}-{order}"].append(text)
        return self._add_texts(text for section in chunk for text in (section.heading, *section.blocks))

    def _add_texts(self, texts: Iterable[str]) -> tuple[int, int]:
        """Enter texts from a new unit on; return how many units and how many positions they take."""
        start = base = self._next
        found = self._positions
        for text in texts:
            self._plurals.update(_PLURAL.findall(text.lower()))
            last = -1
            for term, last in iterate_terms(text):
                found[term].append(base + last)
            if last >= 0:
                base += last + 1 + _GAP
        units = -(-(base - start) // UNIT)
        self._next = start + units * UNIT
        return units, base - start

    def finish(self, version: str) -> Files:
        """Return the files."""
        files = {name: pack_json(name, pages) for name, pages in self._texts.items()}
        layout = self._digest_layout()
        terms, firsts = self._make_term_blocks(layout)
        names, first_names = self._make_name_blocks()
        files |= terms | names | {"words": pack_json("words", self._list_spellings())}
        manifest: dict[str, Json] = {
            "format": FORMAT,
            "version": version,
            "layout": layout,
            "terms": firsts,
            "names": first_names,
            "kinds": list(_KINDS),
            "categories": list(self._categories),
            "tags": list(self._tags),
            "pages": dict(self._columns),
        }
        files["index"] = pack_json("index", manifest) + _sign(version)
        return {f"{name}.js": content for name, content in sorted(files.items())}

    def _make_term_blocks(self, layout: int) -> tuple[Files, list[str]]:
        ordered = sorted(
            (term.encode(), encode_positions(places)) for term, places in self._positions.items()
        )
        limit = max(_BLOCK, sum(len(term) + len(places) for term, places in ordered) // _BLOCKS)
        blocks: list[list[tuple[bytes, bytes]]] = []
        size = limit
        for entry in ordered:
            length = len(entry[0]) + len(entry[1])
            if size + length > limit:
                blocks.append([])
                size = 0
            blocks[-1].append(entry)
            size += length
        files = {
            f"terms-{order}": pack_file(f"terms-{order}", encode_block(block, layout))
            for order, block in enumerate(blocks)
        }
        return files, [block[0][0].decode() for block in blocks]

    def _digest_layout(self) -> int:
        """Identify which page stands at which positions, in 28 bits."""
        docnames = [page.docname for page in self._pages]
        places = (docnames, self._columns["names"], self._columns["headings"], self._columns["chunks"])
        return int(digest_of(places)[:7], 16)

    def _make_name_blocks(self) -> tuple[Files, list[str]]:
        pages = self._pages
        ordered = sorted(self._names, key=lambda name: (name[0].encode(), *name[1:]))
        entries: list[Json] = [
            [key, name, number, rank, pages[number].title, pages[number].url, pages[number].kind]
            for key, name, number, rank in ordered
        ]
        blocks = [entries[start : start + _NAMES] for start in range(0, len(entries), _NAMES)]
        files = {f"names-{order}": pack_json(f"names-{order}", block) for order, block in enumerate(blocks)}
        return files, [ordered[start][0] for start in range(0, len(ordered), _NAMES)]

    def _list_spellings(self) -> Json:
        """List what a misspelt query is compared with: words, the most frequent first, and names of terms.

        Words are folded; those that are mostly plurals are shown so.
        """
        words = [term for term in self._positions if not is_dense(term) and not term.isdecimal()]
        words.sort(key=lambda word: (-len(self._positions[word]), word))
        terms = (name for name in self._names if self._pages[name[2]].kind is Kind.TERM and name[3] < 2)
        names: list[Json] = [[key, name] for key, name in sorted({(key, name) for key, name, _, _ in terms})]
        shown: dict[str, Json] = {
            make_key(plural): plural
            for plural, count in sorted(self._plurals.items())
            if make_key(plural) != plural and 2 * count > len(self._positions[make_key(plural)])
        }
        return {"words": words[:_WORDS], "shown": shown, "names": names}


def _list_headings(page: Page) -> list[str]:
    return [section.heading for section in page.sections if section.heading]


def _number(values: Iterable[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(sorted(set(values)))}

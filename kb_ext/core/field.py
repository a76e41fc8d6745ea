"""The fields of a front matter, and the keys by which Jekyll, Zenn, Qiita, Hugo and Astro write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kb_ext.core.problem import Code, Report
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence


class Shape(Enum):
    """What a field holds."""

    TEXT = "text"
    DATE = "a date"
    LIST = "a list of texts"
    FLAG = "true or false"
    NUMBER = "a number"
    TREE = "a mapping or list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its key here, its shape, and the keys that mean the same elsewhere."""

    key: str
    shape: Shape
    synonyms: tuple[str, ...] = ()


FIELDS: Final = (
    Field(key="title", shape=Shape.TEXT),
    Field(
        key="date",
        shape=Shape.DATE,
        synonyms=("published_at", "pubDate", "publishDate", "pubDatetime", "created", "created_at"),
    ),
    Field(
        key="updated",
        shape=Shape.DATE,
        synonyms=("updated_at", "lastmod", "last_modified_at", "updatedDate", "modDatetime", "modified"),
    ),
    Field(key="categories", shape=Shape.LIST, synonyms=("category",)),
    Field(key="tags", shape=Shape.LIST, synonyms=("topics", "tag", "keywords")),
    Field(key="authors", shape=Shape.LIST, synonyms=("author",)),
    Field(key="excerpt", shape=Shape.TEXT, synonyms=("description", "summary")),
    Field(key="image", shape=Shape.TEXT, synonyms=("thumbnail", "cover", "heroImage", "ogImage", "og_image")),
    Field(key="icon", shape=Shape.TEXT),
    Field(key="emoji", shape=Shape.TEXT),
    Field(key="lang", shape=Shape.TEXT, synonyms=("language", "locale")),
    Field(key="type", shape=Shape.TEXT),
    Field(key="draft", shape=Shape.FLAG),
    Field(key="published", shape=Shape.FLAG),
    Field(key="private", shape=Shape.FLAG),
    Field(key="series", shape=Shape.TEXT),
    Field(key="reading_time", shape=Shape.NUMBER, synonyms=("readingTime",)),
    Field(key="math", shape=Shape.FLAG, synonyms=("katex", "mathjax")),
    Field(key="translated", shape=Shape.FLAG),
    Field(key="generated", shape=Shape.FLAG),
    Field(key="model", shape=Shape.TEXT),
    Field(key="source", shape=Shape.LIST),
    Field(key="canonical_url", shape=Shape.TEXT, synonyms=("canonical", "canonicalUrl", "canonicalURL")),
    Field(key="permalink", shape=Shape.TEXT, synonyms=("slug", "id", "url")),
    Field(key="layout", shape=Shape.TEXT),
    Field(key="autolink", shape=Shape.TEXT),
    Field(key="search", shape=Shape.FLAG),
    Field(key="terms", shape=Shape.TREE),
    Field(key="comparison", shape=Shape.TREE, synonyms=("comparisons",)),
    Field(key="related", shape=Shape.LIST),
    Field(key="kb", shape=Shape.TREE),
    Field(key="extra", shape=Shape.TREE),
)
"""Every field of a post, in the order in which an import writes them."""

BY_KEY: Final = {key: field for field in FIELDS for key in (field.key, *field.synonyms)}
"""The field that each key, canonical or not, stands for."""

_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReader:
    """Reads typed values out of a mapping; a wrong shape is reported and read as well as can be."""

    mapping: Mapping
    report: Report

    def find(self, key: str) -> Node | None:
        """Return the first value under the field's own key or one of its synonyms, unless it is null."""
        field = BY_KEY.get(key)
        for candidate in (key, *(field.synonyms if field else ())):
            node = self.mapping.get(candidate)
            if node is not None and not (isinstance(node, Scalar) and node.is_null):
                return node
        return None

    def read_text(self, key: str) -> str:
        """Return a text without outer space, or an empty one."""
        node = self.find(key)
        if node is None:
            return ""
        if isinstance(node, Scalar):
            return node.text.strip()
        if isinstance(node, Sequence) and len(node.children) == 1:
            return "".join(_iterate_texts(node)).strip()
        self._complain(key, node, Shape.TEXT)
        return ""

    def read_list(self, key: str) -> tuple[str, ...]:
        """Return texts without outer space or repetition; one text alone is a list, split at its commas."""
        node = self.find(key)
        if node is None:
            return ()
        if isinstance(node, Mapping):
            self._complain(key, node, Shape.LIST)
            return ()
        texts = _iterate_texts(node) if isinstance(node, Sequence) else _split_list(node.text)
        return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

    def read_flag(self, key: str, *, default: bool = False) -> bool:
        """Return a truth value in any of YAML's spellings."""
        node = self.find(key)
        if node is None:
            return default
        text = node.text.strip().lower() if isinstance(node, Scalar) else ""
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        self._complain(key, node, Shape.FLAG)
        return default

    def read_number(self, key: str) -> int | None:
        """Return the whole number that a text begins with (`8`, `8 min`, `8分`)."""
        node = self.find(key)
        digits = ""
        if isinstance(node, Scalar):
            digits = "".join(_leading_digits(node.text.strip()))
        if node is not None and not digits:
            self._complain(key, node, Shape.NUMBER)
        return int(digits) if digits else None

    def _complain(self, key: str, node: Node, shape: Shape) -> None:
        found = node.text if isinstance(node, Scalar) else type(node).__name__.lower()
        self.report(
            Code.WRONG_TYPE,
            line=node.line,
            column=node.column,
            key=key,
            expected=shape.value,
            found=repr(found),
        )


def _iterate_texts(node: Node) -> Iterator[str]:
    """Yield every scalar below a node that is not null, in order."""
    if isinstance(node, Scalar):
        if not node.is_null:
            yield node.text
    elif isinstance(node, Sequence):
        for child in node.children:
            yield from _iterate_texts(child)
    else:
        # `authors: [{name: …, url: …}]`: the name is what is listed.
        name = node.get("name") or (node.entries[0].value if node.entries else None)
        if name is not None:
            yield from _iterate_texts(name)


def _split_list(text: str) -> list[str]:
    """Split a text at commas of either width; a text without any is one element."""
    return text.replace("、", ",").replace("，", ",").split(",")


def _leading_digits(text: str) -> Iterator[str]:
    for character in text:
        if not character.isdecimal():
            return
        yield character

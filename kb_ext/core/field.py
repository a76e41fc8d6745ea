"""The fields of a front matter, and the keys by which Jekyll, Zenn, Qiita, Hugo and Astro write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kb_ext.core.code import SourceCode
from kb_ext.core.problem import Report
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence, name_shape


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
    description: str
    """What it means, in one sentence (a gettext message id)."""
    example: str
    """A value as it is written behind the key, in YAML."""


FIELDS: Final = (
    Field(
        key="title",
        shape=Shape.TEXT,
        description="The title of the page and of its entry in every list.",
        example="量子化でLLMを軽くする",
    ),
    Field(
        key="date",
        shape=Shape.DATE,
        synonyms=("published_at", "pubDate", "publishDate", "pubDatetime", "created", "created_at"),
        description="When the post was published.",
        example="2025-08-31T09:00:00+09:00",
    ),
    Field(
        key="updated",
        shape=Shape.DATE,
        synonyms=("updated_at", "lastmod", "last_modified_at", "updatedDate", "modDatetime", "modified"),
        description="When the post was last changed in substance.",
        example="2025-09-15",
    ),
    Field(
        key="categories",
        shape=Shape.LIST,
        synonyms=("category",),
        description="The categories under which the post is listed.",
        example="[技術実装]",
    ),
    Field(
        key="tags",
        shape=Shape.LIST,
        synonyms=("topics", "tag", "keywords"),
        description="Keywords; one that names a term stands for that term.",
        example="[LLM, 量子化]",
    ),
    Field(
        key="authors",
        shape=Shape.LIST,
        synonyms=("author",),
        description="Who wrote the post.",
        example="[編集部]",
    ),
    Field(
        key="excerpt",
        shape=Shape.TEXT,
        synonyms=("description", "summary"),
        description="The summary in lists and search results; without one, the text's beginning is used.",
        example="重みを4ビットにする手順と、精度への影響をまとめます。",
    ),
    Field(
        key="image",
        shape=Shape.TEXT,
        synonyms=("thumbnail", "cover", "coverImage", "heroImage", "ogImage", "og_image"),
        description="The picture that stands for the post, as a path or an address.",
        example="images/quantization.png",
    ),
    Field(
        key="icon",
        shape=Shape.TEXT,
        description="The name of an icon that stands for the post.",
        example="fa-brain",
    ),
    Field(
        key="emoji",
        shape=Shape.TEXT,
        description="An emoji that stands for the post.",
        example="🧠",
    ),
    Field(
        key="lang",
        shape=Shape.TEXT,
        synonyms=("language", "locale"),
        description="The language of the text, where it is not the site's.",
        example="en",
    ),
    Field(
        key="type",
        shape=Shape.TEXT,
        description="What kind of text it is, such as a note or a report.",
        example="note",
    ),
    Field(
        key="draft",
        shape=Shape.FLAG,
        description="Whether the post is unfinished; drafts are not built.",
        example="true",
    ),
    Field(
        key="published",
        shape=Shape.FLAG,
        description="Whether the post may be shown; 'false' makes it a draft.",
        example="false",
    ),
    Field(
        key="private",
        shape=Shape.FLAG,
        description="Whether the post is not for the public; 'true' makes it a draft.",
        example="true",
    ),
    Field(
        key="series",
        shape=Shape.TEXT,
        description="The name of the series that the post is part of.",
        example="LLM運用入門",
    ),
    Field(
        key="reading_time",
        shape=Shape.NUMBER,
        synonyms=("readingTime",),
        description="Minutes that reading takes; without it, they are estimated from the text's length.",
        example="8",
    ),
    Field(
        key="math",
        shape=Shape.FLAG,
        synonyms=("katex", "mathjax"),
        description="Whether '$' encloses formulas; otherwise it is an ordinary character.",
        example="true",
    ),
    Field(
        key="translated",
        shape=Shape.FLAG,
        description="Whether the text is a translation; readers are told at its beginning.",
        example="true",
    ),
    Field(
        key="generated",
        shape=Shape.FLAG,
        synonyms=("aiGenerated",),
        description="Whether a machine wrote the text; readers are told at its beginning.",
        example="true",
    ),
    Field(
        key="model",
        shape=Shape.TEXT,
        description="The model that wrote or translated the text.",
        example="openai/gpt-5",
    ),
    Field(
        key="source",
        shape=Shape.LIST,
        description="Where the facts come from: posts or addresses.",
        example="[https://arxiv.org/abs/2305.14314]",
    ),
    Field(
        key="canonical_url",
        shape=Shape.TEXT,
        synonyms=("canonical", "canonicalUrl", "canonicalURL"),
        description="The address of the original, where the post appeared elsewhere first.",
        example="https://example.com/quantization",
    ),
    Field(
        key="permalink",
        shape=Shape.TEXT,
        synonyms=("slug", "id", "url", "path"),
        description="The address or identifier that the post had on another site.",
        example="/2025/08/31/quantization/",
    ),
    Field(
        key="redirect_from",
        shape=Shape.LIST,
        synonyms=("aliases",),
        description="Addresses that the post had before; a page at each of them leads here.",
        example="[/2025/08/31/quantization/]",
    ),
    Field(
        key="layout",
        shape=Shape.TEXT,
        description="The page layout of another generator; it is kept, and nothing here depends on it.",
        example="post",
    ),
    Field(
        key="autolink",
        shape=Shape.TEXT,
        description="How often the page links to one term: 'section', 'page', 'all' or 'false'.",
        example="false",
    ),
    Field(
        key="search",
        shape=Shape.FLAG,
        description="'false' leaves the post out of the site's search.",
        example="false",
    ),
    Field(
        key="terms",
        shape=Shape.TREE,
        description="Terms that the post itself defines, with the fields of a term and 'definition'.",
        example="[{term: 量子化, reading: りょうしか, definition: 重みを少ないビット数で表すこと。}]",
    ),
    Field(
        key="comparison",
        shape=Shape.TREE,
        synonyms=("comparisons",),
        description="What the page says for comparisons: one, or several by their keys.",
        example="{key: int8-int4, criteria: [精度, 容量], items: [INT8, INT4]}",
    ),
    Field(
        key="related",
        shape=Shape.LIST,
        description="Posts to show as related, before those that are found by themselves.",
        example="[2024-12-26-ai-trends-2025]",
    ),
    Field(
        key="kb",
        shape=Shape.TREE,
        description="Which findings 'kb check' leaves out on this page, below 'ignore'.",
        example="{ignore: [link.dead]}",
    ),
    Field(
        key="extra",
        shape=Shape.TREE,
        description="Whatever else is to be kept with the page; nothing reads it.",
        example="{imported_from: 量子化入門}",
    ),
)
"""Every field of a post, in the order in which an import writes them."""

BY_KEY: Final = {key: field for field in FIELDS for key in (field.key, *field.synonyms)}
"""The field that each key, canonical or not, stands for."""

_MAX_DIGITS: Final = 6
TRUE_SPELLINGS: Final = frozenset({"true", "yes", "on", "1"})
FALSE_SPELLINGS: Final = frozenset({"false", "no", "off", "0"})


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
        self.complain(key, node, Shape.TEXT)
        return ""

    def read_list(self, key: str) -> tuple[str, ...]:
        """Return texts without outer space or repetition; one text alone is a list, split at its commas."""
        node = self.find(key)
        if node is None:
            return ()
        if isinstance(node, Mapping):
            self.complain(key, node, Shape.LIST)
            return ()
        texts = _iterate_texts(node) if isinstance(node, Sequence) else _split_list(node.text)
        return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

    def read_flag(self, key: str, *, default: bool = False) -> bool:
        """Return a truth value in any of YAML's spellings."""
        node = self.find(key)
        if node is None:
            return default
        text = node.text.strip().lower() if isinstance(node, Scalar) else ""
        if text in TRUE_SPELLINGS or text in FALSE_SPELLINGS:
            return text in TRUE_SPELLINGS
        self.complain(key, node, Shape.FLAG)
        return default

    def read_number(self, key: str) -> int | None:
        """Return the whole number that a text begins with (`8`, `8 min`, `8分`)."""
        node = self.find(key)
        digits = ""
        if isinstance(node, Scalar):
            digits = "".join(_leading_digits(node.text.strip()))
            digits = digits if len(digits) <= _MAX_DIGITS else ""
        if node is not None and not digits:
            self.complain(key, node, Shape.NUMBER)
        return int(digits) if digits else None

    def complain(self, key: str, node: Node, shape: Shape) -> None:
        """Report a value of another shape than its field."""
        found = name_shape(node)
        self.report(
            SourceCode.WRONG_TYPE,
            line=node.line,
            column=node.column,
            key=key,
            expected=shape.value,
            found=found,
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

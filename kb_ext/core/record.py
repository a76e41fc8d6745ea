"""The three kinds of record that a knowledge base consists of, and what links them.

All of them are immutable and small, carry the docname they came from, and hold texts as they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb_ext.core.stamp import Stamp
from kb_ext.core.value import ValueType


class Facet(StrEnum):
    """The ways in which posts are grouped; the value is the first part of a listing's address."""

    CATEGORY = "categories"
    TAG = "tags"
    AUTHOR = "authors"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A Markdown file below the post directory."""

    docname: str
    title: str
    date: Stamp | None = None
    updated: Stamp | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    excerpt: str = ""
    """What the author says that the post is about."""
    summary: str = ""
    """The excerpt, or else the beginning of the text."""
    lang: str = ""
    reading_minutes: int = 0
    """0 until the text was read, when the front matter does not say."""
    translated: bool = False
    generated: bool = False
    model: str = ""
    draft: bool = False
    autolink: bool = True
    related: tuple[str, ...] = ()
    """Docnames or paths that the author names."""
    redirect_from: tuple[str, ...] = ()
    """Addresses that the post had on another site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept with a page of its own: the hub of everything said about it."""

    slug: str
    docname: str
    name: str
    reading: str = ""
    english: str = ""
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    category: str = ""
    definition: str = ""
    """Plain text of the first paragraph."""
    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    autolink: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this term, the display name first."""
        candidates = (self.name, self.abbreviation, self.english, *self.aliases)
        return tuple(dict.fromkeys(name for name in candidates if name))


class Better(StrEnum):
    """Which values of a criterion are to be wished for."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that items are compared by; its key is unique within the comparison."""

    key: str
    label: str
    markup: str = ""
    """The label in Markdown, where there is more to it."""
    type: ValueType | None = None
    """None is guessed from the cells."""
    unit: str = ""
    """What numbers count, or what an amount is for, as its author writes it."""
    currency: str = ""
    period: str = ""
    scale: int = 0
    """The best grade of a rating; 0 where the author does not say."""
    better: Better = Better.NONE
    group: str = ""
    note: str = ""
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one place says of one item by one criterion."""

    text: str
    """As readers see it, without marks."""
    markup: str = ""
    """The same in Markdown, where there is more to it."""
    note: str = ""
    source: str = ""
    as_of: str = ""
    """A day, month or year in ISO 8601."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is compared: its label, and for each criterion of its contribution what is said."""

    label: str
    markup: str = ""
    term: str = ""
    """The term that its author says it is; otherwise its label tells."""
    note: str = ""
    source: str = ""
    as_of: str = ""
    statements: tuple[Statement | None, ...] = ()
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one place says for a comparison: the whole of it, or some rows or criteria."""

    key: str
    docname: str
    named: bool = True
    """Whether its author chose the key; otherwise it is the file's name."""
    caption: str = ""
    item_label: str = ""
    """What the items are, as the header of their column."""
    note: str = ""
    criteria: tuple[Criterion, ...] = ()
    items: tuple[Item, ...] = ()
    as_of: str = ""
    source: str = ""
    """Docname or address that the cells are taken from."""
    path: str = ""
    """The data file below the source directory that holds the cells; otherwise they stand on the page."""
    line: int = 1
    """Where it begins on its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which posts a page asks to be shown: the newest of all, or of one label."""

    limit: int
    facet: Facet | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Which terms the prose of a document names, under one state of the glossary."""

    glossary: str
    """Digest of the glossary that was searched for."""
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the documents of a site say, as plain records: what views are built from."""

    posts: dict[str, Post]
    """By docname."""
    terms: dict[str, Term]
    """By slug."""
    contributions: dict[str, tuple[Contribution, ...]]
    """Docname to what it says for comparisons."""
    shown: dict[str, tuple[str, ...]]
    """Docname to the keys of the comparisons whose tables it shows."""
    mentions: dict[str, tuple[str, ...]]
    """Docname to the slugs of the terms it names in its prose, in order of appearance."""
    references: dict[str, tuple[str, ...]]
    """Docname to the docnames that it refers to by hand, in order of appearance."""
    queries: dict[str, tuple[Query, ...]]
    """Docname to the lists of posts that it shows."""
    titles: dict[str, str]
    """Every docname to its title."""
    outlines: dict[str, str]
    """Docname to what identifies the anchors and texts of its headings."""

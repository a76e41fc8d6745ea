"""The three kinds of record that a knowledge base consists of, and what links them.

All of them are immutable and small, carry the docname they came from, and hold texts as they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kb_ext.core.stamp import Stamp
from kb_ext.core.value import ValueType


class Facet(StrEnum):
    """The ways in which posts are grouped; the value is the first part of a listing's address."""

    CATEGORY = "categories"
    TAG = "tags"
    AUTHOR = "authors"
    ARCHIVE = "archive"


class Scope(StrEnum):
    """How often one page links to one term."""

    SECTION = "section"
    """Once in each section of the second level."""
    PAGE = "page"
    """Once."""
    ALL = "all"
    """Wherever it is named."""
    NONE = "none"
    """Never."""


class Autolink(StrEnum):
    """When words in the text link to a term."""

    AUTO = ""
    """As its names allow: kanji names of one or two characters are too common to link by themselves."""
    FIRST = "first"
    """All names link, short ones too, as often as the page says."""
    ALWAYS = "always"
    """All names link wherever they stand."""
    NEVER = "never"
    """No name links by itself."""


class Match(StrEnum):
    """How much may stand around the names of a term."""

    AUTO = ""
    """Words that the rules know as additions."""
    STRICT = "strict"
    """Nothing: a name that is part of a longer word is another word."""
    LOOSE = "loose"
    """Whatever is no letter or digit of the same ASCII word."""


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
    autolink: Scope | None = None
    """How often the post links to a term; None as its site does."""
    related: tuple[str, ...] = ()
    """Docnames or paths that the author names."""
    redirect_from: tuple[str, ...] = ()
    """Addresses that the post had on another site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept with a page of its own: the hub of everything said about it."""

    slug: str
    docname: str
    """Of its page, which is generated for a term that a post defines."""
    origin: str = ""
    """Docname of the post that defines it; empty for a term with a file of its own."""
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
    as_of: str = ""
    """The day, or the month, for which the definition holds."""
    see: str = ""
    """Slug or name of the term that is to be used instead; all names lead there."""
    former: tuple[str, ...] = ()
    """Names and slugs that it had before; those that nothing else has now still lead to it."""
    sense: str = ""
    """Which of several meanings of its name this one is."""
    match: Match = Match.AUTO
    autolink: Autolink = Autolink.AUTO
    line: int = field(default=1, compare=False, repr=False)
    """Where its name stands in the file that defines it."""
    column: int = field(default=1, compare=False, repr=False)
    places: tuple[tuple[str, int, int], ...] = field(default=(), compare=False, repr=False)
    """Names of other terms, each with the line and column where it stands."""

    @property
    def source(self) -> str:
        """The document that defines it."""
        return self.origin or self.docname

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this term now, the display name first."""
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
class TermQuery:
    """Which terms a page asks to be shown: all, those of one category, or those that it names."""

    category: str = ""
    names: tuple[str, ...] = ()
    index: bool = False
    """Whether they are shown as an index with its rows, or as a plain list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence in which a document names a term first, in three parts."""

    slug: str
    before: str
    name: str
    after: str
    explanation: str = ""
    """What the document says that the term means, where it says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Which terms the prose of a document names, under one state of the glossary."""

    glossary: str
    """Digest of the glossary that was searched for."""
    slugs: tuple[str, ...]
    """In order of appearance."""
    places: str = ""
    """Digest of where each of them is named, and of how often the page links to one."""
    quotes: tuple[Quote, ...] = ()
    """For a post, what it says around the first place of each."""


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
    accounts: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    """Slug to what posts say of a term that is defined elsewhere, in order of the posts."""
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
    quotes: dict[str, tuple[Quote, ...]] = field(default_factory=dict)
    """Docname of a post to what it says around each term that its prose names."""
    named: dict[str, tuple[Quote, ...]] = field(default_factory=dict)
    """Docname to the places where its author refers to a term; the slug is the name that is used there."""
    term_queries: dict[str, tuple[TermQuery, ...]] = field(default_factory=dict)
    """Docname to the lists of terms that it shows."""
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Docname to the keys of the comparisons that it links to by hand."""

"""What a page shows of another page that it links to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kb_ext.core.excerpt import cut_summary
from kb_ext.core.record import Term

_ADDRESSES: Final = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another page, as a line in a list of links shows it."""

    docname: str
    title: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something is taken from: a page of the site, an address elsewhere, or only a title."""

    title: str
    docname: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """What a link to a term shows before it is followed."""

    slug: str
    docname: str
    origin: str = ""
    """Docname of the post that defines it, where its page is a generated one."""
    name: str
    reading: str = ""
    english: str = ""
    abbreviation: str = ""
    definition: str = ""
    """Whole sentences of the definition, or the beginning of a long one."""


def make_source(text: str, link: Callable[[str], Link], titles: Mapping[str, str]) -> Source:
    """Read what an author names as a source; `link` makes the link to a page of the site."""
    docname = text.strip("/").removesuffix(".md")
    if text.startswith(_ADDRESSES):
        return Source(title=text, address=text)
    return Source(title=link(docname).title, docname=docname) if docname in titles else Source(title=text)


def make_tip(term: Term) -> Tip:
    """Take from a term what a link to it shows."""
    return Tip(
        slug=term.slug,
        docname=term.docname,
        origin=term.origin,
        name=term.name,
        reading=term.reading,
        english=term.english,
        abbreviation=term.abbreviation,
        definition=cut_summary(term.definition),
    )

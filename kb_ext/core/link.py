"""What a page shows of another page that it links to."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.excerpt import cut_summary
from kb_ext.core.record import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another page, as a line in a list of links shows it."""

    docname: str
    title: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """What a link to a term shows before it is followed."""

    slug: str
    docname: str
    name: str
    reading: str = ""
    english: str = ""
    abbreviation: str = ""
    definition: str = ""
    """Whole sentences of the definition, or the beginning of a long one."""


def make_tip(term: Term) -> Tip:
    """Take from a term what a link to it shows."""
    return Tip(
        slug=term.slug,
        docname=term.docname,
        name=term.name,
        reading=term.reading,
        english=term.english,
        abbreviation=term.abbreviation,
        definition=cut_summary(term.definition),
    )

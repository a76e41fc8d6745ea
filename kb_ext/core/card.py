"""A post as a list shows it."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.facet import FacetIndex, Label
from kb_ext.core.record import Facet, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A post as a listing shows it."""

    docname: str
    title: str
    day: str
    summary: str
    labels: tuple[Label, ...]


def build_card(post: Post, facets: FacetIndex) -> Card:
    """Take from a post what a listing shows."""
    labels = tuple(label for label in facets.get_labels(post) if label.facet in {Facet.CATEGORY, Facet.TAG})
    day = post.date.day if post.date else ""
    return Card(docname=post.docname, title=post.title, day=day, summary=post.summary, labels=labels)

"""The knowledge base as data, `kb.json`: every record with its address, for other people's programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kb_ext.core.comparison import Comparison
from kb_ext.core.facet import Label
from kb_ext.core.record import Facet, Post, Term
from kb_ext.core.site import Site

FORMAT: Final = 1
"""Rises when a key goes or changes its meaning; new keys may come at any time."""
FACETS: Final = (Facet.CATEGORY, Facet.TAG, Facet.AUTHOR)

Address = Callable[[str], str]
"""Maps a page to its address: absolute where the site's own is known, else relative to the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A site as the files beside its pages describe it."""

    title: str
    language: str
    base: str
    """Address of the site with a slash at its end, or an empty text where it is not known."""
    posts: tuple[Post, ...]
    """The newest first, without drafts."""
    site: Site
    mentions: Mapping[str, Sequence[str]]
    """Docname to the slugs of the terms that its prose names."""
    pages: tuple[str, ...]
    """Every page that a reader may find, in order."""
    address: Address


def render_knowledge(publication: Publication) -> str:
    """Render the whole base as JSON: `posts`, `terms`, `comparisons` and the labels of posts with counts."""
    site, address = publication.site, publication.address
    content = {
        "format": FORMAT,
        "title": publication.title,
        "language": publication.language,
        "url": publication.base,
        "posts": [_describe_post(post, publication) for post in publication.posts],
        "terms": [_describe_term(term, address) for _, term in sorted(site.terms.items())],
        "comparisons": [_describe_comparison(one, address) for _, one in sorted(site.comparisons.items())],
        **{facet.value: _describe_labels(publication, facet) for facet in FACETS},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _describe_post(post: Post, publication: Publication) -> dict[str, object]:
    return {
        "docname": post.docname,
        "title": post.title,
        "url": publication.address(post.docname),
        "date": post.date.iso if post.date else "",
        "updated": post.updated.iso if post.updated else "",
        "categories": list(post.categories),
        "tags": list(post.tags),
        "authors": list(post.authors),
        "summary": post.summary,
        "lang": post.lang or publication.language,
        "generated": post.generated,
        "translated": post.translated,
        "terms": list(publication.mentions.get(post.docname, ())),
    }


def _describe_term(term: Term, address: Address) -> dict[str, object]:
    return {
        "slug": term.slug,
        "name": term.name,
        "url": address(term.docname),
        "reading": term.reading,
        "english": term.english,
        "abbreviation": term.abbreviation,
        "aliases": list(term.aliases),
        "category": term.category,
        "definition": term.definition,
    }


def _describe_comparison(comparison: Comparison, address: Address) -> dict[str, object]:
    return {
        "key": comparison.key,
        "caption": comparison.caption,
        "url": address(comparison.docname),
        "as_of": comparison.as_of,
        "items": [line.label for line in comparison.lines],
        "criteria": [column.criterion.label for column in comparison.columns],
    }


def _describe_labels(publication: Publication, facet: Facet) -> list[dict[str, object]]:
    posts = publication.site.facets.posts
    return [
        _describe_label(label, len(posts[label]), publication.address)
        for label in publication.site.facets.list_facet(facet)
    ]


def _describe_label(label: Label, count: int, address: Address) -> dict[str, object]:
    return {"name": label.name, "slug": label.slug, "url": address(label.pagename), "posts": count}

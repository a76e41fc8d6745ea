"""The glossary as data, `glossary.json`: every term with its names, relations and address."""

from __future__ import annotations

import json
from typing import Final

from kb_ext.core.gojuon import find_row, sort_key
from kb_ext.core.knowledge_file import Publication
from kb_ext.core.record import Term

FILE_NAME: Final = "glossary.json"
FORMAT: Final = 1
"""Rises when a key goes or changes its meaning; new keys may come at any time."""


def render_glossary(publication: Publication) -> str:
    """Render all terms as JSON, in 五十音 order."""
    terms = publication.site.terms.values()
    ordered = sorted(terms, key=lambda term: (sort_key(term.reading, term.name), term.slug))
    content = {
        "format": FORMAT,
        "title": publication.title,
        "language": publication.language,
        "url": publication.base,
        "terms": [_describe(term, publication) for term in ordered],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _describe(term: Term, publication: Publication) -> dict[str, object]:
    site, address = publication.site, publication.address
    relations = site.relations.get(term.slug, {})
    see = site.find_slug(term.see) if term.see else None
    return {
        "slug": term.slug,
        "name": term.name,
        "reading": term.reading,
        "row": find_row(term.reading, term.name),
        "english": term.english,
        "abbreviation": term.abbreviation,
        "aliases": list(term.aliases),
        "former": list(term.former),
        "sense": term.sense,
        "category": term.category,
        "definition": term.definition,
        "url": address(term.docname),
        "broader": list(relations.get("broader", ())),
        "narrower": list(relations.get("narrower", ())),
        "related": list(relations.get("related", ())),
        "see": see or "",
        "source": list(term.sources),
        "as_of": term.as_of,
        "defined_in": address(term.origin) if term.origin else "",
    }

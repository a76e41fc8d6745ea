"""A guide to the site for language models, `llms.txt`, in the form that https://llmstxt.org/ describes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kb_ext.core.knowledge_file import Publication

LIMIT: Final = 200
"""Posts that are listed; `kb.json` has all."""
_SPECIAL: Final = re.compile(r"([\\\[\]`*_<>#])")


def render_llms(publication: Publication, translate: Callable[[str], str]) -> str:
    """Render the site's name, then comparisons, terms and the newest posts as Markdown lists of links."""
    site, address = publication.site, publication.address
    comparisons = ((one.caption, address(one.docname), "") for _, one in sorted(site.comparisons.items()))
    terms = ((term.name, address(term.docname), term.definition) for _, term in sorted(site.terms.items()))
    posts = ((post.title, address(post.docname), post.summary) for post in publication.posts[:LIMIT])
    data = [(translate("The whole knowledge base as JSON"), address("") + "kb.json", "")]
    sections = (
        ("Posts", posts),
        ("Terms", terms),
        ("Comparisons", comparisons),
        ("Optional", data),
    )
    parts = [f"# {_escape(publication.title)}"]
    for title, links in sections:
        lines = [_render_link(*link) for link in links]
        if lines:
            # The form gives this one heading a meaning.
            heading = title if title == "Optional" else translate(title)
            parts.append("\n".join([f"## {heading}", "", *lines]))
    return "\n\n".join(parts) + "\n"


def _render_link(title: str, address: str, note: str) -> str:
    described = f": {_escape(note)}" if note else ""
    return f"- [{_escape(title)}](<{address}>){described}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))

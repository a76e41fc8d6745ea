"""Keeps Sphinx's own search index the same after an incremental build as after a clean one."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder


def on_html_collect_pages(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Drop the words that no document holds any more, which `IndexBuilder.prune` leaves behind."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and builder.indexer is not None:
        for mapping in (builder.indexer._mapping, builder.indexer._title_mapping):
            for word in [word for word, docnames in mapping.items() if not docnames]:
                del mapping[word]
    return []


def setup_search_index(app: Sphinx) -> None:
    """Connect the handler; pages are collected shortly before the index is written."""
    app.connect("html-collect-pages", on_html_collect_pages)

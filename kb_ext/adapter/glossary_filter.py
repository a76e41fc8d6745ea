"""Gives pages that hold an index of terms the script that filters it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from kb_ext.adapter.node import PAGE_BUILDERS, glossary_index
from kb_ext.adapter.option import get_options


def on_html_page_context(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the script where there is something to filter."""
    generated = doctree is None and pagename == f"{get_options(app.config).term_directory}/index"
    written = doctree is not None and next(iter(doctree.findall(glossary_index)), None) is not None
    if app.builder.name in PAGE_BUILDERS and (generated or written):
        app.add_js_file("kb-glossary.js", defer="defer")


def setup_glossary_filter(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("html-page-context", on_html_page_context)

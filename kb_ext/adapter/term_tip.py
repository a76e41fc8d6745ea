"""Puts what the terms on a page mean into the page itself, where the script finds it without a request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.node import term_reference
from kb_ext.adapter.text import translate
from kb_ext.core.fold import fold_name
from kb_ext.core.link import Tip
from kb_ext.core.term import fold_reading

TIPS: Final = "kb_tips"
"""Where the context of a generated page holds the terms that it links to."""


def on_html_page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Append one entry for each term that the page links to; a page without any needs no script either."""
    builder = app.builder
    if builder.name == "epub" or not isinstance(builder, StandaloneHTMLBuilder):
        return
    tips = [_drop_repeats(tip) for tip in _list_tips(app, pagename, context, doctree)]
    if tips:
        values = {"tips": tips, "more": translate("Open the page of this term")}
        context["body"] += builder.templates.render("kb/tips.html", values)
        app.add_js_file("kb-term.js", defer="defer")


def _list_tips(
    app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None
) -> Iterator[Tip]:
    """Yield the terms that a document links to; a page that is no document brings its own in the context."""
    if doctree is None:
        yield from context.get(TIPS, ())
        return
    linked = {link["slug"] for link in doctree.findall(term_reference)}
    yield from (tip for tip in get_domain(app.env).site.get_view(pagename).tips if tip.slug in linked)


def _drop_repeats(tip: Tip) -> Tip:
    """Leave out what would say the name again."""
    seen = {fold_name(tip.name), fold_name(tip.english)}
    return replace(
        tip,
        reading="" if fold_reading(tip.name) == tip.reading else tip.reading,
        english="" if fold_name(tip.english) == fold_name(tip.name) else tip.english,
        abbreviation="" if fold_name(tip.abbreviation) in seen else tip.abbreviation,
    )


def setup_term_tip(app: Sphinx) -> None:
    """Register the style sheet and the handler."""
    app.add_css_file("kb-term.css", priority=701)
    app.connect("html-page-context", on_html_page_context)

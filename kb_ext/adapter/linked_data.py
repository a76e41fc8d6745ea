"""Tells search engines what terms mean: JSON-LD in the page, which is data and no script."""

from __future__ import annotations

import json
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.heading import name_listing
from kb_ext.adapter.node import PAGE_BUILDERS
from kb_ext.adapter.option import get_options
from kb_ext.core.record import Term

TEMPLATE: Final = "kb/linked_data.html"
_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""In JSON these stand in strings only, where they may be written so; the page sees no end of the element."""


def on_html_page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Add what the page of a term, or the index of all terms, is about."""
    builder = app.builder
    if builder.name not in PAGE_BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    domain = get_domain(app.env)
    index = f"{get_options(app.config).term_directory}/index"
    term = domain.find_term_page(pagename)
    content: dict[str, Any] | None = None
    if term is not None:
        content = _describe_term(app, pagename, term) | {"inDefinedTermSet": _describe_set(app, pagename)}
    elif pagename == index and domain.site.terms:
        terms = [_describe_entry(app, pagename, one) for one in domain.site.terms.values()]
        content = _describe_set(app, pagename) | {"hasDefinedTerm": terms}
    if content is not None:
        text = json.dumps({"@context": "https://schema.org"} | content, ensure_ascii=False)
        tag = builder.templates.render(TEMPLATE, {"content": text.translate(_ESCAPES)})
        context["metatags"] = f"{context.get('metatags', '')}\n{tag}"


def _describe_entry(app: Sphinx, pagename: str, term: Term) -> dict[str, Any]:
    return {"@type": "DefinedTerm", "name": term.name, "url": _make_address(app, pagename, term.docname)}


def _describe_term(app: Sphinx, pagename: str, term: Term) -> dict[str, Any]:
    others = [*term.names[1:], *([term.reading] if term.reading else [])]
    facts = {
        "alternateName": others,
        "termCode": term.slug,
        "description": term.definition,
        "inLanguage": app.config.language,
    }
    return _describe_entry(app, pagename, term) | {key: value for key, value in facts.items() if value}


def _describe_set(app: Sphinx, pagename: str) -> dict[str, Any]:
    domain, options = get_domain(app.env), get_options(app.config)
    hub = domain.find_hub(options.term_directory)
    title = name_listing(hub, options) if hub else app.config.project
    address = _make_address(app, pagename, f"{options.term_directory}/index")
    return {"@type": "DefinedTermSet", "name": title, "url": address}


def _make_address(app: Sphinx, pagename: str, target: str) -> str:
    base = app.config.html_baseurl.rstrip("/")
    if base:
        return f"{base}/{app.builder.get_target_uri(target)}"
    return app.builder.get_relative_uri(pagename, target) or "."


def setup_linked_data(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("html-page-context", on_html_page_context)

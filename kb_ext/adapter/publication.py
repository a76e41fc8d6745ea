"""Writes what programs read beside the pages: JSON, the feed, the site map and `llms.txt`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.feed import FILE_NAME, render_feed
from kb_ext.adapter.option import get_options
from kb_ext.adapter.output import write_file
from kb_ext.adapter.text import translate
from kb_ext.core.glossary_file import render_glossary
from kb_ext.core.knowledge_file import Publication, render_knowledge
from kb_ext.core.llms_file import render_llms
from kb_ext.core.sitemap import render_sitemap
from kb_ext.core.timeline import sort_newest_first

BUILDERS = frozenset({"html", "dirhtml"})
"""Builders whose output is put on the web page by page."""


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the files after success; one that would not change is left alone, one without content goes."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    for name, content in _render_files(app):
        path = Path(app.outdir) / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_file(path, content)


def _render_files(app: Sphinx) -> Iterator[tuple[str, bytes | None]]:
    publication = _describe(app)
    yield "glossary.json", render_glossary(publication).encode()
    yield "kb.json", render_knowledge(publication).encode()
    yield FILE_NAME, render_feed(publication, get_options(app.config).feed_size)
    yield "sitemap.xml", render_sitemap(publication)
    yield "llms.txt", render_llms(publication, translate).encode()


def _describe(app: Sphinx) -> Publication:
    domain = get_domain(app.env)
    drafts = {docname for docname, post in domain.posts.items() if post.draft}
    generated = {listing.pagename for listing in domain.site.listings if listing.total}
    generated |= {term.docname for term in domain.iterate_generated_terms()}
    return Publication(
        title=app.config.html_title or app.config.project,
        language=app.config.language,
        base=_get_base(app),
        posts=tuple(sort_newest_first(domain.posts.values())),
        site=domain.site,
        mentions=domain.gather_mentions(),
        pages=tuple(sorted((app.env.found_docs - drafts) | generated)),
        address=_make_address(app),
    )


def _get_base(app: Sphinx) -> str:
    base = app.config.html_baseurl.rstrip("/")
    return f"{base}/" if base else ""


def _make_address(app: Sphinx) -> Callable[[str], str]:
    base = _get_base(app)
    # One builder quotes its addresses, the other does not.
    return lambda pagename: base + (quote(app.builder.get_target_uri(pagename), "/%") if pagename else "")


def on_html_page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Tell feed readers on every page where the feed is."""
    builder = app.builder
    if app.builder.name in BUILDERS and isinstance(builder, StandaloneHTMLBuilder) and _has_feed(app):
        up = "../" * builder.get_target_uri(pagename).count("/")
        link = {"title": context.get("docstitle") or app.config.project, "target": up + FILE_NAME}
        tag = builder.templates.render("kb/feed_link.html", link)
        context["metatags"] = f"{context.get('metatags', '')}\n{tag}"


def _has_feed(app: Sphinx) -> bool:
    posts = get_domain(app.env).posts.values()
    return bool(get_options(app.config).feed_size) and any(post.date and not post.draft for post in posts)


def setup_publication(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("html-page-context", on_html_page_context)
    app.connect("build-finished", on_build_finished)

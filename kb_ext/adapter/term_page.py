"""The page of a term: what it collects of other pages, and pages for terms that a post defines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.ledger import Ledger
from kb_ext.adapter.node import PAGE_BUILDERS
from kb_ext.adapter.term_drawing import TermPainter, make_ruby
from kb_ext.adapter.text import translate
from kb_ext.adapter.update import digest_generated
from kb_ext.core.hub import Hub
from kb_ext.core.record import Term
from kb_ext.core.view import View

Page = tuple[str, dict[str, Any], str]


def insert_below_title(section: nodes.section, *blocks: nodes.Node) -> None:
    """Put blocks between the title of a page and its text."""
    index = 1 if section.children and isinstance(section[0], nodes.title) else 0
    section[index:index] = blocks


def complete_term(section: nodes.section, painter: TermPainter, term: Term, view: View) -> None:
    """Put the reading over the title, the names below it, and what other pages say behind the text."""
    hub = view.hub or Hub()
    title = next(iter(section.findall(nodes.title)), None)
    reading = make_ruby(term)
    if title is not None and title.astext() == term.name and reading is not None:
        title[:] = [reading]
    insert_below_title(section, painter.draw_term_header(term, hub))
    section += list(_draw_hub(painter, hub, view))


def _draw_hub(painter: TermPainter, hub: Hub, view: View) -> Iterator[nodes.Element]:
    explanations = painter.draw_explanations(hub.explanations)
    if explanations:
        yield painter.draw_section("kb-explained", translate("Explained in posts"), *explanations)
    for kind, tips in hub.relatives:
        yield painter.draw_section(f"kb-{kind}", _name_relation(kind), *painter.draw_relatives(tips))
    if view.rows:
        rows = (painter.draw_row(row) for row in view.rows)
        yield painter.draw_section("kb-rows", translate("In comparisons"), *rows)
    if hub.uses:
        yield painter.draw_section("kb-used-in", translate("Used in"), *painter.draw_uses(hub.uses))
    if hub.tagged:
        yield painter.draw_section("kb-tagged", translate("Posts with this tag"), *painter.draw_tagged(hub))


def _name_relation(kind: str) -> str:
    names = {
        "broader": translate("Broader terms"),
        "narrower": translate("Narrower terms"),
        "related": translate("Related terms"),
    }
    return names[kind]


def on_html_collect_pages(app: Sphinx) -> Iterator[Page]:
    """Yield the pages of terms that posts define and that are not already written as they are now."""
    builder = app.builder
    if builder.name not in PAGE_BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    domain = get_domain(app.env)
    stale = Ledger(Path(app.outdir)).find_stale(digest_generated(app, domain))
    for term in domain.iterate_generated_terms():
        if term.docname in stale or not Path(builder.get_output_path(term.docname)).exists():
            section = _draw_page(builder, term, domain.site.get_view(term.docname))
            body = builder.render_partial(section)["fragment"]
            yield term.docname, {"title": term.name, "body": body}, "page.html"


def _draw_page(builder: StandaloneHTMLBuilder, term: Term, view: View) -> nodes.section:
    section = nodes.section("", nodes.title("", term.name), ids=["term"])
    if term.definition:
        section += nodes.paragraph("", term.definition)
    complete_term(section, TermPainter(builder, term.docname), term, view)
    return section


def setup_term_page(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("html-collect-pages", on_html_collect_pages)

"""Writes the listing pages: posts by label and time, and the indexes of labels, terms and comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext.adapter.comparison_table import TablePainter
from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.draw import Painter, make_as_of
from kb_ext.adapter.heading import name_label, name_listing
from kb_ext.adapter.ledger import Ledger
from kb_ext.adapter.node import make_landmark, make_link
from kb_ext.adapter.option import get_options
from kb_ext.adapter.term_drawing import TermPainter
from kb_ext.adapter.term_tip import TIPS
from kb_ext.adapter.text import translate
from kb_ext.adapter.update import digest_generated
from kb_ext.core.link import make_tip
from kb_ext.core.listing import Listing
from kb_ext.core.record import Facet

Page = tuple[str, dict[str, Any], str]


def on_html_collect_pages(app: Sphinx) -> Iterator[Page]:
    """Yield the listing pages that are not already written as they are now."""
    builder = app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)
    domain, options = get_domain(app.env), get_options(app.config)
    stale = Ledger(Path(app.outdir)).find_stale(digest_generated(app, domain))
    for listing in domain.site.listings:
        if listing.pagename in stale or not Path(builder.get_output_path(listing.pagename)).exists():
            title = name_listing(listing, options)
            tips = listing.table.tips if listing.table is not None else ()
            body = builder.render_partial(_draw(builder, listing, title))["fragment"]
            yield listing.pagename, {"title": title, "body": body, TIPS: tips}, "page.html"


def _draw(builder: StandaloneHTMLBuilder, listing: Listing, title: str) -> nodes.section:
    painter = TermPainter(builder, listing.pagename)
    section = nodes.section("", nodes.title("", title), ids=["listing"], classes=["kb-listing"])
    if listing.table is None:
        section += _draw_counts_line(listing)
    if listing.term is not None:
        section += painter.draw_tips([make_tip(listing.term)])
    if listing.cards:
        section += painter.draw_cards(listing.cards)
    if listing.counts:
        section += _draw_labels(painter, listing)
    if listing.index is not None:
        section += painter.draw_index(listing.index)
    if listing.comparisons:
        section += _draw_comparisons(painter, listing)
    if listing.table is not None:
        section += TablePainter(builder, listing.pagename, listing.table).draw()
    pages = _draw_pages(painter, listing)
    if pages is not None:
        section += pages
    return section


def _draw_counts_line(listing: Listing) -> nodes.paragraph:
    text = translate("Total: {count}").format(count=listing.total)
    return nodes.paragraph("", text, classes=["kb-count"])


def _draw_comparisons(painter: Painter, listing: Listing) -> nodes.bullet_list:
    """Draw links to comparisons, with how much they compare and as of when."""
    links = nodes.bullet_list("", classes=["kb-links", "kb-comparison-index"])
    for summary in listing.comparisons:
        link = make_link(painter.builder, painter.docname, summary.link.docname, summary.link.title)
        counts = translate("{items} items, {criteria} criteria")
        text = counts.format(items=summary.items, criteria=summary.criteria)
        line = nodes.paragraph("", "", link, nodes.Text(" "), nodes.inline("", text, classes=["kb-amount"]))
        if summary.link.day:
            line += [nodes.Text(" "), make_as_of(summary.link.day)]
        links += nodes.list_item("", line)
    return links


def _draw_labels(painter: Painter, listing: Listing) -> nodes.bullet_list:
    kind = f"kb-index-of-{listing.facet}"
    labels = nodes.bullet_list("", classes=["kb-label-index", kind])
    for label, count in listing.counts:
        link = make_link(painter.builder, painter.docname, label.pagename, name_label(label))
        amount = nodes.inline("", str(count), classes=["kb-amount"])
        is_year = label.facet is Facet.ARCHIVE and "/" not in label.slug
        line = nodes.paragraph("", "", link, nodes.Text(" "), amount)
        labels += nodes.list_item("", line, classes=["kb-year"] if is_year else [])
    return labels


def _draw_pages(painter: Painter, listing: Listing) -> nodes.Element | None:
    ways = ((listing.newer, "Newer posts", "kb-newer"), (listing.older, "Older posts", "kb-older"))
    links = [
        nodes.paragraph(
            "", "", make_link(painter.builder, painter.docname, target, translate(text)), classes=[css_class]
        )
        for target, text, css_class in ways
        if target
    ]
    if not links:
        return None
    return make_landmark("nav", "kb-pages", *links, name=translate("Pages of this list"))


def setup_listing_page(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("html-collect-pages", on_html_collect_pages)

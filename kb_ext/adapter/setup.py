"""Registers everything with Sphinx."""

from __future__ import annotations

from sphinx.application import Sphinx

from kb_ext.adapter.asset import setup_asset
from kb_ext.adapter.comparison import setup_comparison
from kb_ext.adapter.comparison_asset import setup_comparison_asset
from kb_ext.adapter.comparison_file import setup_comparison_file
from kb_ext.adapter.comparison_source import setup_comparison_source
from kb_ext.adapter.dead_link import setup_dead_link
from kb_ext.adapter.domain import KnowledgeDomain
from kb_ext.adapter.draft import setup_draft
from kb_ext.adapter.encoding import setup_encoding
from kb_ext.adapter.glossary_filter import setup_glossary_filter
from kb_ext.adapter.linked_data import setup_linked_data
from kb_ext.adapter.listing_page import setup_listing_page
from kb_ext.adapter.math import setup_math
from kb_ext.adapter.missing_image import setup_missing_image
from kb_ext.adapter.navigation import setup_navigation
from kb_ext.adapter.node import setup_node
from kb_ext.adapter.option import setup_option
from kb_ext.adapter.page import setup_page
from kb_ext.adapter.parser import setup_parser
from kb_ext.adapter.post_list import setup_post_list
from kb_ext.adapter.publication import setup_publication
from kb_ext.adapter.reading import setup_reading
from kb_ext.adapter.redirect import setup_redirect
from kb_ext.adapter.reference import setup_reference
from kb_ext.adapter.schema_file import setup_schema_file
from kb_ext.adapter.search import setup_search
from kb_ext.adapter.search_box import setup_search_box
from kb_ext.adapter.term_link import setup_term_link
from kb_ext.adapter.term_list import setup_term_list
from kb_ext.adapter.term_page import setup_term_page
from kb_ext.adapter.term_tip import setup_term_tip
from kb_ext.adapter.text import setup_text
from kb_ext.adapter.unknown_reference import setup_unknown_reference
from kb_ext.adapter.update import setup_update


def setup_sphinx(app: Sphinx) -> None:
    """Load what we build on, then our own parts."""
    app.setup_extension("myst_parser")
    app.setup_extension("sphinx_design")
    setup_text(app)
    setup_option(app)
    setup_asset(app)
    setup_comparison_asset(app)
    app.add_domain(KnowledgeDomain)
    setup_node(app)
    setup_parser(app)
    setup_draft(app)
    setup_encoding(app)
    setup_missing_image(app)
    setup_reading(app)
    setup_update(app)
    setup_comparison(app)
    setup_comparison_source(app)
    setup_comparison_file(app)
    setup_term_link(app)
    setup_term_tip(app)
    setup_term_list(app)
    setup_term_page(app)
    setup_unknown_reference(app)
    setup_page(app)
    setup_dead_link(app)
    setup_post_list(app)
    setup_listing_page(app)
    setup_linked_data(app)
    setup_glossary_filter(app)
    setup_navigation(app)
    setup_search(app)
    setup_search_box(app)
    setup_math(app)
    setup_redirect(app)
    setup_reference(app)
    setup_schema_file(app)
    setup_publication(app)

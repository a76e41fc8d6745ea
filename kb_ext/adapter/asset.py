"""Gives the theme our templates and style sheets."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from kb_ext.adapter.ledger import FILE_NAME
from kb_ext.theme import STATIC_DIRECTORY, TEMPLATE_DIRECTORY


def on_config_inited(_app: Sphinx, config: Config) -> None:
    """Add our folders behind the project's own, which can override a file; keep the ledger out of books."""
    config.templates_path = [*config.templates_path, str(TEMPLATE_DIRECTORY)]
    config.html_static_path = [str(STATIC_DIRECTORY), *config.html_static_path]
    config.epub_exclude_files = [*config.epub_exclude_files, FILE_NAME]


def setup_asset(app: Sphinx) -> None:
    """Register style sheets and folders."""
    app.connect("config-inited", on_config_inited)
    app.add_css_file("kb.css", priority=700)

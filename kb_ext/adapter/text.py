"""The texts that readers and authors see, translated by Sphinx's catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.locale import get_translation

CATALOG: Final = "kb_ext"
LOCALE_DIRECTORY: Final = Path(__file__).parent.parent / "locale"

_ = get_translation(CATALOG)
"""Translate a text of a page; the language is the site's."""


def translate(message: str) -> str:
    """Translate a message id now, in the site's language."""
    return str(_(message))


def setup_text(app: Sphinx) -> None:
    """Register the catalogues: our own, and what Sphinx's lacks of Furo's texts."""
    for catalog in (CATALOG, "sphinx"):
        app.add_message_catalog(catalog, str(LOCALE_DIRECTORY))

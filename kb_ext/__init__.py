"""A knowledge base on Sphinx, for technical writing in Japanese first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"
ENV_VERSION = 7
"""Rises when what is kept in Sphinx's environment, or what a page is made of, changes."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; `kb_ext` in `extensions` is all that a project needs."""
    from kb_ext.adapter.setup import setup_sphinx  # noqa: PLC0415 # the command needs no Sphinx

    setup_sphinx(app)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

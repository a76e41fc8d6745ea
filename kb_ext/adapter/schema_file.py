"""Publishes the JSON Schemas of the front matter beside the pages, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

from kb_ext.adapter.output import write_file
from kb_ext.adapter.text import translate
from kb_ext.core.schema import FOLDER, KINDS, name_file, render_schema

BUILDERS: Final = frozenset({"html", "dirhtml", "singlehtml"})
"""Builders whose output is put on the web."""


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the schemas after success; a file that would not change is left alone."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    for kind in KINDS:
        name = name_file(kind)
        base = app.config.html_baseurl.rstrip("/")
        address = f"{base}/{FOLDER}/{name}" if base else ""
        write_file(Path(app.outdir) / FOLDER / name, render_schema(kind, translate, address).encode())


def setup_schema_file(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("build-finished", on_build_finished)

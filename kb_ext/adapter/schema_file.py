"""Publishes the JSON Schemas of the front matter beside the pages, for editors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

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
        _write(Path(app.outdir) / FOLDER / name, render_schema(kind, translate, address).encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.tmp")
    partial.write_bytes(content)
    os.replace(partial, path)


def setup_schema_file(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("build-finished", on_build_finished)

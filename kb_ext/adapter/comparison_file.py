"""Writes the data of every comparison beside the pages, and describes it in the head of its page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.ledger import Ledger
from kb_ext.adapter.option import get_options
from kb_ext.adapter.output import write_file
from kb_ext.adapter.text import translate
from kb_ext.core.comparison_file import (
    SCHEMA_NAME,
    build_data_schema,
    describe_dataset,
    render_csv,
    render_json,
)
from kb_ext.core.schema import FOLDER
from kb_ext.core.view import Table

BUILDERS: Final = frozenset({"html", "dirhtml"})
"""Builders whose output is put on the web page by page."""
FORMATS: Final = (("csv", "text/csv"), ("json", "application/json"))
"""Suffixes and media types of the files."""
LEDGER: Final = ".kb-comparison-files.json"
"""Remembers which files were written, so that those of a comparison that went go, too."""
TEMPLATE: Final = "kb/dataset.html"


def name_file(builder: Builder, key: str, suffix: str) -> str:
    """Return the path of a file below the output directory."""
    return f"{get_options(builder.config).comparison_directory}/{key}.{suffix}"


def draw_downloads(builder: Builder, docname: str, key: str) -> list[nodes.Node]:
    """Draw the line that leads to the data, where there are files of it."""
    if builder.name not in BUILDERS:
        return []
    line = nodes.paragraph("", translate("Data: "), classes=["kb-comparison-downloads"])
    for number, (suffix, _) in enumerate(FORMATS):
        target = quote(name_file(builder, key, suffix))
        uri = relative_uri(builder.get_target_uri(docname), target)
        link = nodes.reference("", suffix.upper(), refuri=uri, internal=True)
        line += [nodes.Text(translate(", ")), link] if number else [link]
    return [line]


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the files after success; those of comparisons that are gone are removed."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    out = Path(app.outdir)
    files = dict(_render_files(app))
    ledger = Ledger(out, LEDGER)
    ledger.strike_out(files)
    for name in sorted(ledger.find_removed(dict.fromkeys(files, ""))):
        path = out / name
        if path.resolve().is_relative_to(out.resolve()):
            path.unlink(missing_ok=True)
    for name, content in files.items():
        write_file(out / name, content)
    ledger.enter(dict.fromkeys(files, "written"))


def _render_files(app: Sphinx) -> Iterator[tuple[str, bytes]]:
    head = (translate("Item"), translate("As of"), translate("Source"))
    base = app.config.html_baseurl.rstrip("/")
    schema = f"{base}/{FOLDER}/{SCHEMA_NAME}" if base else f"../{FOLDER}/{SCHEMA_NAME}"
    address = make_address(app)
    for key, table in sorted(get_domain(app.env).site.tables.items()):
        yield name_file(app.builder, key, "csv"), render_csv(table, head)
        yield name_file(app.builder, key, "json"), render_json(table, address, schema)
    content = build_data_schema(f"{base}/{FOLDER}/{SCHEMA_NAME}" if base else "")
    yield f"{FOLDER}/{SCHEMA_NAME}", f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def make_address(app: Sphinx) -> Callable[[str], str]:
    """Return what maps pages to addresses: absolute if the site's own is known, else from its first page."""
    base = app.config.html_baseurl.rstrip("/")
    prefix = f"{base}/" if base else ""
    return lambda docname: prefix + quote(app.builder.get_target_uri(docname), "/%#")


def on_html_page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Describe the data in the head of the comparison's own page, for search engines."""
    builder = app.builder
    if app.builder.name not in BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    table = _find_table(app, pagename)
    if table is None:
        return
    base, here = app.config.html_baseurl.rstrip("/"), builder.get_target_uri(pagename)

    def address(docname: str) -> str:
        return make_address(app)(docname) if base else builder.get_relative_uri(pagename, docname)

    names = ((name_file(builder, table.comparison.key, suffix), media) for suffix, media in FORMATS)
    files = tuple(
        (f"{base}/{quote(name)}" if base else relative_uri(here, quote(name)), media) for name, media in names
    )
    data = json.dumps(describe_dataset(table, address, files), ensure_ascii=False)
    tag = builder.templates.render(TEMPLATE, {"data": _escape(data)})
    context["metatags"] = f"{context.get('metatags', '')}\n{tag}"


def _find_table(app: Sphinx, pagename: str) -> Table | None:
    folder = get_options(app.config).comparison_directory
    if not pagename.startswith(f"{folder}/"):
        return None
    tables = get_domain(app.env).site.tables.values()
    return next((table for table in tables if table.comparison.docname == pagename), None)


def _escape(data: str) -> str:
    """Keep every sign out of JSON that could end the element it stands in."""
    for sign in "<>&":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return data


def setup_comparison_file(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("html-page-context", on_html_page_context)
    app.connect("build-finished", on_build_finished, priority=700)

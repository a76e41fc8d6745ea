"""While documents are read: keeps the text of each by section, for the search index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.output import write_file
from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.problem import ignore_problem
from kb_ext.core.search.page import Section

_SKIPPED: Final = (
    nodes.comment,
    nodes.raw,
    nodes.meta,
    nodes.math_block,
    nodes.title,
    nodes.subtitle,
    nodes.substitution_definition,
    nodes.system_message,
    addnodes.toctree,
    addnodes.index,
)
"""What nobody reads, and what is navigation."""
_SILENT: Final = (
    nodes.image,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.raw,
    nodes.problematic,
)
"""Inline elements whose text is none."""
_HINT: Final = re.compile(rb"^search[ \t]*:", re.MULTILINE)
_HEAD_BYTES: Final = 64 * 1024


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what a document says, unless its author wants it not to be found."""
    env, docname = app.env, app.env.docname
    if "nosearch" in env.metadata[docname] or _is_unsearchable(env, docname):
        return
    sections = [[part.heading, part.anchor, list(part.blocks)] for part in collect_sections(doctree)]
    content = json.dumps(sections, ensure_ascii=False, separators=(",", ":"))
    write_file(_locate_text(env, docname), content.encode("utf-8", "surrogatepass"))


def _is_unsearchable(env: BuildEnvironment, docname: str) -> bool:
    """Read `search: false` in the front matter of any document, record or not."""
    try:
        with open(env.doc2path(docname), "rb") as source:
            head = source.read(_HEAD_BYTES)
    except OSError:
        return False
    if not _HINT.search(head):
        return False
    front_matter = read_front_matter(head.decode("utf-8", "replace"), ignore_problem)
    reader = FieldReader(mapping=front_matter.mapping, report=ignore_problem)
    return not reader.read_flag("search", default=True)


def collect_sections(doctree: nodes.document) -> tuple[Section, ...]:
    """Return the text below each heading; what stands below the title has no heading of its own."""
    title = next((node for node in doctree.children if isinstance(node, nodes.section)), None)
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for node in _iterate_blocks(doctree):
        if not isinstance(node, nodes.section):
            text = _read_text(node)
            if text:
                found[-1][2].append(text)
        elif node is not title:
            heading = node[0].astext() if node.children and isinstance(node[0], nodes.title) else ""
            found.append((heading, node["ids"][0] if node["ids"] else "", []))
    return tuple(
        Section(heading=heading, anchor=anchor, blocks=tuple(blocks))
        for heading, anchor, blocks in found
        if heading or blocks
    )


def _iterate_blocks(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield sections, rows of tables and blocks of text, in order."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, _SKIPPED):
            continue
        if isinstance(child, nodes.row | nodes.TextElement):
            yield child
            continue
        if isinstance(child, nodes.section):
            yield child
        yield from _iterate_blocks(child)


def _read_text(block: nodes.Element) -> str:
    """Return the text of a block; cells of a row stand apart."""
    if isinstance(block, nodes.row):
        return " ".join(
            filter(None, (_read_text(cell) for cell in block.children if isinstance(cell, nodes.entry)))
        )
    if isinstance(block, nodes.literal_block):
        return block.astext().strip()
    if not isinstance(block, nodes.TextElement):
        return " ".join(filter(None, (_read_text(part) for part in _iterate_blocks(block))))
    return "".join(_iterate_text(block)).strip()


def _iterate_text(element: nodes.Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, nodes.Element) and not isinstance(child, _SILENT) and not _is_path(child):
            yield from _iterate_text(child)


def _is_path(element: nodes.Element) -> bool:
    """Tell whether the text of a cross-reference is its target, which the title takes the place of."""
    if not isinstance(element, addnodes.pending_xref) or element.get("refexplicit"):
        return False
    return element.get("reftype") in {"doc", "ref", "myst", "post", "index", "comparison"}


def read_sections(env: BuildEnvironment, docname: str) -> tuple[Section, ...] | None:
    """Return the text of a document as it was when it was read; None where it is not to be found."""
    try:
        content = _locate_text(env, docname).read_bytes()
    except OSError:
        return None
    return tuple(
        Section(heading=heading, anchor=anchor, blocks=tuple(blocks))
        for heading, anchor, blocks in json.loads(content.decode("utf-8", "surrogatepass"))
    )


def _locate_text(env: BuildEnvironment, docname: str) -> Path:
    return Path(env.doctreedir) / f"{docname}.search"


def on_env_purge_doc(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the text of a document that is read again or gone."""
    _locate_text(env, docname).unlink(missing_ok=True)


def setup_search_text(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("doctree-read", on_doctree_read, priority=650)
    app.connect("env-purge-doc", on_env_purge_doc)

"""Small indexes for the tests of the search."""

from __future__ import annotations

from kb_ext.core.search.index import build_index
from kb_ext.core.search.page import Kind, Page, Section
from kb_ext.core.search.reader import Index, open_index
from kb_ext.core.search.result import search_index


def make_page(docname: str, title: str, *blocks: str, **fields: object) -> Page:
    """Make a page with one section, or with those that are given."""
    values: dict[str, object] = {"kind": Kind.POST, "sections": (Section(blocks=blocks),)}
    return Page(docname=docname, url=f"{docname}.html", title=title, **(values | fields))  # type: ignore[arg-type] # tests fill what they need


def make_index(*pages: Page) -> Index:
    """Build an index of pages and open it."""
    files = build_index(pages)
    return open_index(files.__getitem__)


def find_docnames(index: Index, query: str) -> list[str]:
    """Return the pages that a query finds, best first."""
    found = search_index(index, query, limit=100)
    return [result.url.removesuffix(".html") for result in found.results]

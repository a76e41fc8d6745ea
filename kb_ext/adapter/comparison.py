"""The directive `{kb:comparison}`: shows a comparison, and around a Markdown table it defines one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kb_ext.adapter.comparison_table import TablePainter
from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.node import comparison_content, comparison_place, comparison_table
from kb_ext.adapter.option import get_options
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import ComparisonCode
from kb_ext.core.contribution import OPTIONS, build_contribution, make_key, make_page_key, read_options
from kb_ext.core.markdown_table import MarkdownTable, TableRow, find_table


class ComparisonDirective(SphinxDirective):
    """Notes what its table says; the comparison is known only once all documents are read."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder, with what the author wrote before and after the table around it."""
        if not any(line.strip() for line in self.content):
            return [self._show(self._name_shown())]
        content = self.parse_content_to_nodes()
        drawn = next((table for node in content for table in node.findall(nodes.table)), None)
        rows = _list_rows(drawn) if drawn is not None else []
        table = find_table(list(self.content), most=len(rows) - 1) if len(rows) > 1 else None
        if table is None or drawn is None:
            key = self._name_shown()
            reporter_for(self.env, self.env.docname)(
                ComparisonCode.COMPARISON_EMPTY, line=self.lineno, key=key
            )
            return content
        place = self._show(self._note(table))
        place += _collect_contents(table, rows)
        before, after = _split_around(content, drawn)
        return [*before, place, *after]

    def _name_shown(self) -> str:
        named = (self.options.get("key") or (self.arguments[0] if self.arguments else "")).strip()
        return make_key(named) if named else make_page_key(self.env.docname)

    def _note(self, table: MarkdownTable) -> str:
        """Record what the table says; return the key."""
        docname, domain = self.env.docname, get_domain(self.env)
        report = reporter_for(self.env, docname)
        argument = self.arguments[0] if self.arguments else ""
        key = domain.find_free_key(docname, make_page_key(docname))
        options = read_options(self.options, argument, docname, key, report, self.lineno)
        first_line = self.lineno + self.content_offset + 1
        domain.note_contribution(build_contribution(table, options, first_line, report))
        return options.key

    def _show(self, key: str) -> comparison_place:
        get_domain(self.env).note_shown(self.env.docname, key, self.lineno)
        place = comparison_place("", key=key, docname=self.env.docname)
        self.set_source_info(place)
        return place


def _list_rows(table: nodes.table) -> list[list[nodes.entry]]:
    """List the cells of every row, the header row first."""
    return [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]


def _collect_contents(table: MarkdownTable, rows: list[list[nodes.entry]]) -> Iterator[comparison_content]:
    """Keep what Markdown made of each cell under the cell's source, each once."""
    seen: set[str] = set()
    lines: tuple[TableRow, ...] = (table.head, *table.rows)
    for line, row in zip(lines, rows, strict=False):
        for cell, entry in zip(line.cells, row, strict=False):
            if cell.markup not in seen:
                seen.add(cell.markup)
                scope = {"scope": "col"} if line is table.head or cell is line.cells[0] else {}
                yield comparison_content("", *entry.children, markup=cell.markup, **scope)


def _split_around(content: list[nodes.Node], table: nodes.Node) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return what an author wrote in the directive before and after the table."""
    position = next(number for number, node in enumerate(content) if table in set(node.findall()))
    return list(content[:position]), list(content[position + 1 :])


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Let the comparison's own page show it at its end, where the author does not put it elsewhere."""
    docname = app.env.docname
    get_domain(app.env).note_cited(docname, _list_cited(doctree))
    folder = get_options(app.config).comparison_directory
    section = next(iter(doctree.findall(nodes.section)), None)
    if docname.rpartition("/")[0] != folder or docname == f"{folder}/index" or section is None:
        return
    key = make_page_key(docname)
    if all(place["key"] != key for place in doctree.findall(comparison_place)):
        get_domain(app.env).note_shown(docname, key)
        section += comparison_place("", key=key, docname=docname)


def _list_cited(doctree: nodes.document) -> tuple[str, ...]:
    """List the keys of the comparisons that a page links to by its roles."""
    xrefs = (xref for xref in doctree.findall(addnodes.pending_xref) if xref.get("refdomain") == "kb")
    keys = (make_key(str(xref["reftarget"])) for xref in xrefs if xref.get("reftype") == "comparison")
    return tuple(dict.fromkeys(keys))


class ComparisonTransform(SphinxPostTransform):
    """Puts the comparisons in the place of the placeholders, once the terms in their cells are linked."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the document."""
        counts: dict[str, int] = {}
        for place in list(self.document.findall(comparison_place)):
            # A book is one document made of many.
            tables = get_domain(self.env).site.get_view(place["docname"]).tables
            table = next((table for table in tables if table.comparison.key == place["key"]), None)
            if table is None:
                place.replace_self([])
                continue
            counts[place["key"]] = counts.get(place["key"], 0) + 1
            contents = {content["markup"]: content for content in place.findall(comparison_content)}
            painter = TablePainter(self.env._app.builder, self.env.docname, table, contents)
            place.replace_self(painter.draw(counts[place["key"]]))


class UnwrapTransform(SphinxPostTransform):
    """Takes off the container that Furo puts around every table: a comparison has a region of its own."""

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Put every comparison in the place of its container."""
        for table in list(self.document.findall(comparison_table)):
            wrapper = table.parent
            if isinstance(wrapper, nodes.container) and "table-wrapper" in wrapper["classes"]:
                wrapper.parent.replace(wrapper, table)


def setup_comparison(app: Sphinx) -> None:
    """Register the directive and the transforms."""
    app.add_directive_to_domain("kb", "comparison", ComparisonDirective)
    app.connect("doctree-read", on_doctree_read, priority=590)
    app.add_post_transform(ComparisonTransform)
    app.add_post_transform(UnwrapTransform)

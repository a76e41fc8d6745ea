"""The directive `{kb:comparison}`: a Markdown table becomes a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.draw import make_as_of
from kb_ext.adapter.node import comparison_entry, comparison_table, make_term_reference
from kb_ext.adapter.text import translate
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import ComparisonCode
from kb_ext.core.comparison import Row, build_criteria, build_items
from kb_ext.core.fold import make_slug
from kb_ext.core.record import Comparison, Criterion


class ComparisonDirective(SphinxDirective):
    """Reads the table in its content: items in rows, criteria in columns."""

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "caption": directives.unchanged,
        "as-of": directives.unchanged,
        "source": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Note the comparison and return its table, with the line on its source below."""
        docname = self.env.docname
        key = make_slug(self.arguments[0] if self.arguments else docname.rpartition("/")[2])
        report = reporter_for(self.env, docname)
        content = self.parse_content_to_nodes()
        table = next((table for node in content for table in node.findall(nodes.table)), None)
        rows = _read_rows(table) if table is not None else []
        if len(rows) < 2:
            report(ComparisonCode.COMPARISON_EMPTY, line=self.lineno, key=key)
            return content
        comparison = self._build(key, [[entry.astext() for entry in row] for row in rows])
        get_domain(self.env).note_comparison(comparison)
        drawn = _draw_table(comparison, rows)
        self.set_source_info(drawn)
        before, after = _split_around(content, table)
        return [*before, drawn, *self._draw_source(comparison), *after]

    def _build(self, key: str, texts: list[list[str]]) -> Comparison:
        report = reporter_for(self.env, self.env.docname)
        head, *body = texts
        rows = [
            Row(texts=tuple(cells), line=self.lineno + number) for number, cells in enumerate(body, start=3)
        ]
        return Comparison(
            key=key,
            docname=self.env.docname,
            caption=self.options.get("caption") or self._get_page_title() or key,
            criteria=build_criteria(head[1:]),
            items=build_items(rows, len(head) - 1, report),
            as_of=self.options.get("as-of", ""),
            source=self.options.get("source", "").removesuffix(".md"),
            line=self.lineno,
        )

    def _get_page_title(self) -> str:
        title = next(iter(self.state.document.findall(nodes.title)), None)
        return title.astext() if title is not None else ""

    def _draw_source(self, comparison: Comparison) -> list[nodes.Node]:
        line = nodes.paragraph("", "", classes=["kb-comparison-source"])
        if comparison.source:
            line += nodes.Text(translate("Source: "))
            line += self._refer_to(comparison.source)
        if comparison.as_of:
            line += nodes.Text(" ")
            line += make_as_of(comparison.as_of)
        return [line] if line.children else []

    def _refer_to(self, source: str) -> nodes.Node:
        if source.startswith(("https://", "http://")):
            return nodes.reference("", source, refuri=source)
        xref = addnodes.pending_xref(
            "",
            nodes.inline("", source),
            refdomain="kb",
            reftype="post",
            reftarget=source,
            refexplicit=False,
            refdoc=self.env.docname,
        )
        self.set_source_info(xref)
        return xref


def _read_rows(table: nodes.table) -> list[list[nodes.entry]]:
    """List the cells of every row, the header row first."""
    return [list(row.findall(nodes.entry)) for row in table.findall(nodes.row)]


def _split_around(
    content: Sequence[nodes.Node], table: nodes.Node | None
) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return what an author wrote in the directive before and after the table."""
    position = next(
        (number for number, node in enumerate(content) if table in set(node.findall())), len(content)
    )
    return list(content[:position]), list(content[position + 1 :])


def _draw_table(comparison: Comparison, rows: list[list[nodes.entry]]) -> comparison_table:
    table = comparison_table("", key=comparison.key, as_of=comparison.as_of, name=comparison.caption)
    table["ids"] = [f"comparison-{comparison.key}"]
    group = nodes.tgroup("", cols=len(comparison.criteria) + 1)
    group += [nodes.colspec("", colwidth=1) for _ in range(len(comparison.criteria) + 1)]
    head, *body = rows
    cells = [_draw_header(entry, "col") for entry in head]
    group += nodes.thead("", nodes.row("", *cells))
    group += nodes.tbody("", *(_draw_row(row, comparison) for row in body))
    table += [nodes.title("", comparison.caption), group]
    return table


def _draw_row(entries: list[nodes.entry], comparison: Comparison) -> nodes.row:
    label, *cells = entries
    drawn = [_draw_cell(cell, criterion) for cell, criterion in zip(cells, comparison.criteria, strict=False)]
    return nodes.row("", _draw_header(label, "row"), *drawn)


def _draw_header(entry: nodes.entry, scope: str) -> comparison_entry:
    return comparison_entry("", *(child.deepcopy() for child in entry.children), scope=scope)


def _draw_cell(entry: nodes.entry, criterion: Criterion) -> comparison_entry:
    content = [child.deepcopy() for child in entry.children]
    return comparison_entry("", *content, criterion=criterion.key)


class ItemLinkTransform(SphinxPostTransform):
    """Links the items of a comparison that are terms."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Turn the header of each row that names a term into a link to it."""
        for entry in self.document.findall(comparison_entry):
            if entry.get("scope") == "row":
                self._link_item(entry)

    def _link_item(self, entry: comparison_entry) -> None:
        domain = get_domain(self.env)
        slug = domain.site.glossary.resolve_item(entry.astext())
        tip = domain.find_tip(slug) if slug else None
        block = next(iter(entry.findall(nodes.TextElement)), None)
        if tip is None or block is None:
            return
        link = make_term_reference(self.env._app.builder, self.env.docname, tip, nodes.inline())
        link.children = []
        link += [child.deepcopy() for child in block.children]
        block.children = []
        block += link


def setup_comparison(app: Sphinx) -> None:
    """Register the directive and the transform."""
    app.add_directive_to_domain("kb", "comparison", ComparisonDirective)
    app.add_post_transform(ItemLinkTransform)

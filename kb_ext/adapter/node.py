"""The few nodes that docutils lacks; every builder that does not know them writes their content."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.writers.html5 import HTML5Translator

from kb_ext.core.link import Tip

PAGE_BUILDERS: Final = frozenset({"html", "dirhtml"})
"""Builders that write pages of their own beside those of the documents."""


class landmark(nodes.container):  # noqa: N801 # docutils names nodes in lower case
    """A block with a role of its own: `tag` is `header`, `nav`, `section` or `aside`, `name` its label."""


class moment(nodes.inline):  # noqa: N801
    """A date, with its machine-readable form in `datetime`."""


class deletion(nodes.inline):  # noqa: N801
    """Text that no longer holds, struck through."""


class term_reference(nodes.reference):  # noqa: N801
    """A link to a term, with its slug in `slug`."""


class comparison_place(nodes.General, nodes.Element):  # noqa: N801
    """Stands where a comparison will be, with its `key`; holds what the page's author wrote in its cells."""


class comparison_content(nodes.container):  # noqa: N801
    """What Markdown makes of the cells whose source is `markup`."""


class ruby(nodes.inline):  # noqa: N801
    """Text with its reading above it, in `reading`."""


class disclosure(nodes.container):  # noqa: N801
    """What is shown on demand only, below `summary`; on paper it is always shown."""


class glossary_index(nodes.container):  # noqa: N801
    """An index of terms; `texts` are those of the box by which a script filters it."""


class glossary_item(nodes.list_item):  # noqa: N801
    """A line of such an index; `names` are looked up, too, but not shown."""


class comparison_table(nodes.table):  # noqa: N801
    """A comparison; `attributes` are those of its element."""


class comparison_row(nodes.row):  # noqa: N801
    """A row of a comparison, with its item's key in `item`."""


class comparison_entry(nodes.entry):  # noqa: N801
    """A cell of a comparison: `scope` makes it a header, `data` are further attributes."""


class comparison_text(nodes.paragraph):  # noqa: N801
    """All that a cell holds; in HTML it has no element of its own, which halves a large table."""


def make_landmark(tag: str, css_class: str, *children: nodes.Node, name: str = "") -> landmark:
    """Make a block with a role; `name` is what a screen reader calls it."""
    return landmark("", *children, tag=tag, name=name, classes=css_class.split())


def make_term_reference(builder: Builder, docname: str, tip: Tip, content: nodes.Node) -> term_reference:
    """Make the link from a document to a term."""
    generated = tip.origin and builder.name not in PAGE_BUILDERS
    uri = relative_uri(builder, docname, tip.origin if generated else tip.docname)
    return term_reference("", "", content, internal=True, refuri=uri, slug=tip.slug)


def relative_uri(builder: Builder, docname: str, target: str) -> str:
    """Return the address of a page as seen from another; empty where the builder has none."""
    if builder.name not in PAGE_BUILDERS and target not in builder.env.found_docs:
        return ""  # a page that only those builders generate
    try:
        return builder.get_relative_uri(docname, target)
    except NoUri:
        return ""


def make_link(builder: Builder, docname: str, target: str, text: str) -> nodes.inline | nodes.reference:
    """Make a link to another page, or just its text where the builder writes no pages."""
    uri = relative_uri(builder, docname, target)
    if not uri:
        return nodes.inline("", text)
    return nodes.reference("", "", nodes.inline("", text), internal=True, refuri=uri)


def visit_landmark(self: HTML5Translator, node: landmark) -> None:
    """Open the element."""
    attributes = {"aria-label": node["name"]} if node.get("name") else {}
    self.body.append(self.starttag(node, node["tag"], **attributes))


def depart_landmark(self: HTML5Translator, node: landmark) -> None:
    """Close the element."""
    self.body.append(f"</{node['tag']}>\n")


def visit_moment(self: HTML5Translator, node: moment) -> None:
    """Open the element."""
    self.body.append(self.starttag(node, "time", "", datetime=node["datetime"]))


def depart_moment(self: HTML5Translator, _node: moment) -> None:
    """Close the element."""
    self.body.append("</time>")


def visit_deletion(self: HTML5Translator, node: deletion) -> None:
    """Open the element."""
    self.body.append(self.starttag(node, "s", ""))


def depart_deletion(self: HTML5Translator, _node: deletion) -> None:
    """Close the element."""
    self.body.append("</s>")


def visit_term_reference(self: HTML5Translator, node: term_reference) -> None:
    """Open the link."""
    attributes = {"class": "kb-term", "href": node["refuri"], "data-term": node["slug"]}
    self.body.append(self.starttag(node, "a", "", **attributes))


def depart_term_reference(self: HTML5Translator, _node: term_reference) -> None:
    """Close the link."""
    self.body.append("</a>")


def visit_ruby(self: HTML5Translator, node: ruby) -> None:
    """Open the text."""
    self.body.append(self.starttag(node, "ruby", ""))


def depart_ruby(self: HTML5Translator, node: ruby) -> None:
    """Write the reading, in parentheses where ruby is not known, and close."""
    self.body.append(f"<rp>（</rp><rt>{self.encode(node['reading'])}</rt><rp>）</rp></ruby>")


def visit_disclosure(self: HTML5Translator, node: disclosure) -> None:
    """Open the element below its summary."""
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{self.encode(node['summary'])}</summary>\n")


def depart_disclosure(self: HTML5Translator, _node: disclosure) -> None:
    """Close the element."""
    self.body.append("</details>\n")


def visit_glossary_index(self: HTML5Translator, node: glossary_index) -> None:
    """Open the element with the texts of its script."""
    texts = {f"data-{key}": text for key, text in node["texts"].items()}
    self.body.append(self.starttag(node, "div", "\n", **texts))


def depart_glossary_index(self: HTML5Translator, _node: glossary_index) -> None:
    """Close the element."""
    self.body.append("</div>\n")


def visit_glossary_item(self: HTML5Translator, node: glossary_item) -> None:
    """Open the line."""
    attributes: dict[str, Any] = {"data-names": " / ".join(node["names"])} if node["names"] else {}
    self.body.append(self.starttag(node, "li", "", **attributes))


def depart_glossary_item(self: HTML5Translator, _node: glossary_item) -> None:
    """Close the line."""
    self.body.append("</li>\n")


def visit_comparison_table(self: HTML5Translator, node: comparison_table) -> None:
    """Open the table within its scrolling region."""
    region = {
        "class": "kb-comparison-region",
        "role": "region",
        "tabindex": "0",
        "aria-labelledby": node["caption"],
    }
    self.body.append(self.starttag(nodes.container(), "div", **region))
    self._table_row_indices.append(0)
    attributes = {"class": "kb-comparison docutils", **node["data"]}
    self.body.append(self.starttag(node, "table", **attributes))


def depart_comparison_table(self: HTML5Translator, node: comparison_table) -> None:
    """Close the table and its region."""
    self.depart_table(node)
    self.body.append("</div>\n")


def visit_comparison_row(self: HTML5Translator, node: comparison_row) -> None:
    """Open a row."""
    self.body.append(self.starttag(node, "tr", "", **{"data-item": node["item"]}))


def depart_comparison_row(self: HTML5Translator, _node: comparison_row) -> None:
    """Close a row."""
    self.body.append("</tr>\n")


def visit_comparison_entry(self: HTML5Translator, node: comparison_entry) -> None:
    """Open a cell."""
    attributes = dict(node.get("data", {}))
    if node.get("scope"):
        attributes["scope"] = node["scope"]
    for name, span in (("colspan", "morecols"), ("rowspan", "morerows")):
        if node.get(span):
            attributes[name] = str(node[span] + 1)
    self.body.append(self.starttag(node, _name_cell(node), "", **attributes))


def depart_comparison_entry(self: HTML5Translator, node: comparison_entry) -> None:
    """Close a cell."""
    self.body.append(f"</{_name_cell(node)}>\n")


def visit_comparison_text(self: HTML5Translator, node: comparison_text) -> None:
    """Open nothing."""


def depart_comparison_text(self: HTML5Translator, node: comparison_text) -> None:
    """Close nothing."""


def _name_cell(node: comparison_entry) -> str:
    return "th" if node.get("scope") else "td"


def setup_node(app: Sphinx) -> None:
    """Register the nodes; builders other than HTML treat them as the nodes they derive from."""
    app.add_node(landmark, html=(visit_landmark, depart_landmark))
    app.add_node(moment, html=(visit_moment, depart_moment))
    app.add_node(deletion, html=(visit_deletion, depart_deletion))
    app.add_node(term_reference, html=(visit_term_reference, depart_term_reference))
    app.add_node(comparison_place)
    app.add_node(comparison_content)
    app.add_node(comparison_text, html=(visit_comparison_text, depart_comparison_text))
    app.add_node(comparison_row, html=(visit_comparison_row, depart_comparison_row))
    app.add_node(ruby, html=(visit_ruby, depart_ruby))
    app.add_node(disclosure, html=(visit_disclosure, depart_disclosure))
    app.add_node(glossary_index, html=(visit_glossary_index, depart_glossary_index))
    app.add_node(glossary_item, html=(visit_glossary_item, depart_glossary_item))
    app.add_node(comparison_table, html=(visit_comparison_table, depart_comparison_table))
    app.add_node(comparison_entry, html=(visit_comparison_entry, depart_comparison_entry))

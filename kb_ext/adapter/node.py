"""The few nodes that docutils lacks; every builder that does not know them writes their content."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.writers.html5 import HTML5Translator

from kb_ext.core.link import Tip


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
    reference = term_reference(
        "", "", content, internal=True, refuri=relative_uri(builder, docname, tip.docname), slug=tip.slug
    )
    if tip.definition:
        reference["reftitle"] = tip.definition
    return reference


def relative_uri(builder: Builder, docname: str, target: str) -> str:
    """Return the address of a page as seen from another; empty where the builder has none."""
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
    if node.get("reftitle"):
        attributes["title"] = node["reftitle"]
    self.body.append(self.starttag(node, "a", "", **attributes))


def depart_term_reference(self: HTML5Translator, _node: term_reference) -> None:
    """Close the link."""
    self.body.append("</a>")


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
    app.add_node(comparison_table, html=(visit_comparison_table, depart_comparison_table))
    app.add_node(comparison_entry, html=(visit_comparison_entry, depart_comparison_entry))

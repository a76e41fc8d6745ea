"""The directives `{kb:terms}` and `{kb:glossary}`: terms of a category, of a list, or all of them.

It also notes where authors refer to a term by a role, since a page shows what such a term means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.term_drawing import TermPainter
from kb_ext.adapter.unknown_reference import report_unknown
from kb_ext.core.link import Tip
from kb_ext.core.quote import quote_sentence
from kb_ext.core.record import Quote, TermQuery
from kb_ext.core.term_index import Entry, TermIndex
from kb_ext.markdown.reader import read_names

_ROLES: Final = frozenset({("kb", "term"), ("std", "term"), (None, "any"), ("", "any")})
"""Domain and name of the roles that may mean a term."""


class term_list(nodes.General, nodes.Element):  # noqa: N801 # docutils names nodes in lower case
    """Stands where terms will be; `number` is its place among the queries of the page."""


class TermListDirective(SphinxDirective):
    """Notes which terms are wanted; they are known only once all documents are read."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"category": directives.unchanged_required}
    index: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        names = tuple(read_names(self.content))
        query = TermQuery(category=self.options.get("category", ""), names=names, index=self.index)
        number = get_domain(self.env).note_term_query(self.env.docname, query)
        placeholder = term_list("", number=number)
        self.set_source_info(placeholder)
        return [placeholder]


class GlossaryDirective(TermListDirective):
    """Shows terms as an index with its rows."""

    index = True


class TermListTransform(SphinxPostTransform):
    """Puts the terms in the place of the placeholders."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the document."""
        domain = get_domain(self.env)
        docname = self.env.docname
        answers = domain.site.get_view(docname).term_lists
        queries = domain.term_queries.get(docname, ())
        for placeholder in list(self.document.findall(term_list)):
            number = placeholder["number"]
            drawn = []
            if number < len(answers):
                self._report_unknown(queries[number], placeholder)
                drawn = self._draw(answers[number], queries[number], placeholder)
            placeholder.replace_self(drawn)

    def _report_unknown(self, query: TermQuery, placeholder: term_list) -> None:
        domain = get_domain(self.env)
        for name in query.names:
            if domain.find_tip(name) is None:
                report_unknown(self.env._app, domain, "term", name, placeholder)

    def _draw(self, answer: TermIndex, query: TermQuery, placeholder: term_list) -> list[nodes.Node]:
        painter = TermPainter(self.env._app.builder, self.env.docname)
        if not answer.total:
            return []
        if query.index:
            number = placeholder["number"] + 1
            return [painter.draw_index(answer, number=number, level=_find_level(placeholder))]
        return [painter.draw_tips(_iterate_tips(answer))]


def _iterate_tips(answer: TermIndex) -> Iterator[Tip]:
    for row in answer.rows:
        for group in row.groups:
            yield from (item.tip for item in group.items if isinstance(item, Entry))


def _find_level(node: nodes.Node) -> int:
    """Return the level of a heading at a place."""
    level, parent = 1, node.parent
    while parent is not None:
        level += isinstance(parent, nodes.section)
        parent = parent.parent
    return level


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note where the author refers to terms, with the sentences around."""
    xrefs = (
        xref
        for xref in doctree.findall(addnodes.pending_xref)
        if (xref.get("refdomain"), xref.get("reftype")) in _ROLES
    )
    get_domain(app.env).note_named(app.env.docname, (_quote_around(xref) for xref in xrefs))


def _quote_around(xref: addnodes.pending_xref) -> Quote:
    block: nodes.Element = xref.parent
    while isinstance(block, nodes.Inline) and isinstance(block, nodes.Element):
        block = block.parent
    before = ""
    for text in block.findall(nodes.Text):
        if _is_inside(text, xref):
            break
        before += text.astext()
    end = len(before) + len(xref.astext())
    return quote_sentence(str(xref["reftarget"]), block.astext(), len(before), end)


def _is_inside(node: nodes.Node, ancestor: nodes.Node) -> bool:
    parent: nodes.Node | None = node
    while parent is not None and parent is not ancestor:
        parent = parent.parent
    return parent is not None


def setup_term_list(app: Sphinx) -> None:
    """Register the directives, the transform and the handler."""
    app.add_node(term_list)
    app.add_directive_to_domain("kb", "terms", TermListDirective)
    app.add_directive_to_domain("kb", "glossary", GlossaryDirective)
    app.add_post_transform(TermListTransform)
    app.connect("doctree-read", on_doctree_read)

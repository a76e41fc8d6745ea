"""Draws records as docutils nodes: headers, lists of links, cards. What every builder can render."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.builders import Builder

from kb_ext.adapter.inline import draw_inline
from kb_ext.adapter.node import landmark, make_landmark, make_link, make_term_reference, moment
from kb_ext.adapter.text import translate
from kb_ext.core.card import Card
from kb_ext.core.comparison import Cell
from kb_ext.core.facet import Label
from kb_ext.core.link import Link, Source, Tip
from kb_ext.core.record import Criterion, Facet, Post
from kb_ext.core.stamp import Stamp
from kb_ext.core.term import fold_reading
from kb_ext.core.view import Row, View

FACET_CLASSES = {
    Facet.CATEGORY: "kb-categories",
    Facet.TAG: "kb-tags",
    Facet.AUTHOR: "kb-authors",
    Facet.ARCHIVE: "kb-archive",
}
"""The class of a list of labels."""


@dataclass(frozen=True, slots=True)
class Painter:
    """Draws for one page: knows the builder and where links start from."""

    builder: Builder
    docname: str

    def draw_post_header(self, post: Post, view: View) -> landmark:
        """Draw date, authors, reading time, categories and tags."""
        header = make_landmark("header", "kb-post-header")
        facts = nodes.paragraph("", "", classes=["kb-facts"])
        for fact in self._draw_facts(post, view):
            facts += fact
        if facts.children:
            header += facts
        for facet in (Facet.CATEGORY, Facet.TAG):
            labels = [label for label in view.labels if label.facet is facet]
            if labels:
                header += self._draw_labels(labels, FACET_CLASSES[facet])
        return header

    def _draw_facts(self, post: Post, view: View) -> list[nodes.inline]:
        archive = next(
            (label for label in view.labels if label.facet is Facet.ARCHIVE and "/" in label.slug), None
        )
        facts = []
        if post.date:
            date = make_moment(post.date, "kb-date")
            facts.append(self._link_around(date, archive) if archive else date)
        if post.updated:
            text = translate("Updated {date}").format(date=post.updated.day)
            facts.append(make_moment(post.updated, "kb-updated", text))
        authors = [label for label in view.labels if label.facet is Facet.AUTHOR]
        if authors:
            facts.append(self._draw_authors(authors))
        minutes = translate("{minutes} min read").format(minutes=post.reading_minutes)
        facts.append(nodes.inline("", minutes, classes=["kb-reading-time"]))
        return facts

    def _draw_authors(self, labels: Sequence[Label]) -> nodes.inline:
        authors = nodes.inline("", "", classes=["kb-authors"])
        for number, label in enumerate(labels):
            if number:
                authors += nodes.Text(translate(", "))
            authors += make_link(self.builder, self.docname, label.pagename, label.name)
        return authors

    def _link_around(self, content: nodes.inline, label: Label) -> nodes.inline:
        link = make_link(self.builder, self.docname, label.pagename, "")
        link[:] = [content]
        return nodes.inline("", "", link)

    def _draw_labels(self, labels: Iterable[Label], css_class: str) -> nodes.bullet_list:
        items = (self.draw_label(label) for label in labels)
        return nodes.bullet_list("", *items, classes=["kb-labels", css_class])

    def draw_label(self, label: Label) -> nodes.list_item:
        """Draw a label; a tag that names a term leads to the term, whose page leads to the tag's posts."""
        link = make_link(self.builder, self.docname, label.term or label.pagename, label.name)
        classes = [f"kb-{label.facet.name.lower()}", *(["kb-names-term"] if label.term else [])]
        return nodes.list_item("", nodes.paragraph("", "", link), classes=classes)

    def draw_section(self, css_class: str, heading: str, *content: nodes.Element) -> landmark:
        """Draw a section behind the text, with a heading that is not part of the contents."""
        rubric = nodes.rubric("", heading)
        rubric["heading-level"] = 2
        return make_landmark("section", f"kb-section {css_class}", rubric, *content)

    def draw_links(self, links: Iterable[Link]) -> nodes.bullet_list:
        """Draw links to pages, with their dates."""
        return nodes.bullet_list("", *(self.draw_link(link) for link in links), classes=["kb-links"])

    def draw_link(self, link: Link) -> nodes.list_item:
        """Draw a link to a page, with its date."""
        line = nodes.paragraph("", "", make_link(self.builder, self.docname, link.docname, link.title))
        if link.day:
            line += nodes.Text(" ")
            line += moment("", link.day, datetime=link.day, classes=["kb-date"])
        return nodes.list_item("", line)

    def draw_neighbours(self, view: View) -> landmark | None:
        """Draw the way to the previous and next post in time."""
        neighbours = ((view.previous, "kb-prev", "Previous post"), (view.next, "kb-next", "Next post"))
        drawn = [self._draw_neighbour(link, css_class, text) for link, css_class, text in neighbours if link]
        if not drawn:
            return None
        name = translate("Posts before and after this one")
        return make_landmark("nav", "kb-neighbours", *drawn, name=name)

    def _draw_neighbour(self, link: Link, css_class: str, text: str) -> nodes.paragraph:
        title = make_link(self.builder, self.docname, link.docname, link.title)
        direction = nodes.inline("", translate(text), classes=["kb-direction"])
        return nodes.paragraph("", "", direction, nodes.Text(" "), title, classes=[css_class])

    def draw_cards(self, cards: Iterable[Card]) -> nodes.bullet_list:
        """Draw posts with date, title, summary and labels."""
        return nodes.bullet_list("", *(self._draw_card(card) for card in cards), classes=["kb-cards"])

    def _draw_card(self, card: Card) -> nodes.list_item:
        title = make_link(self.builder, self.docname, card.docname, card.title)
        item = nodes.list_item("", nodes.paragraph("", "", title, classes=["kb-card-title"]))
        if card.day:
            date = moment("", card.day, datetime=card.day, classes=["kb-date"])
            item += nodes.paragraph("", "", date, classes=["kb-facts"])
        if card.summary:
            item += nodes.paragraph("", card.summary, classes=["kb-card-summary"])
        if card.labels:
            item += self._draw_labels(card.labels, "kb-card-labels")
        return item

    def draw_tips(self, tips: Iterable[Tip]) -> nodes.bullet_list:
        """Draw links to terms, with their short definitions."""
        return nodes.bullet_list("", *(self.draw_tip(tip) for tip in tips), classes=["kb-terms"])

    def draw_tip(self, tip: Tip) -> nodes.list_item:
        """Draw a link to a term, with its short definition."""
        link = make_term_reference(self.builder, self.docname, tip, nodes.Text(tip.name))
        line = nodes.paragraph("", "", link)
        if tip.reading and tip.reading != fold_reading(tip.name):
            line += nodes.inline("", f" {tip.reading}", classes=["kb-tip-reading"])
        if tip.definition:
            line += nodes.inline("", f" {tip.definition}", classes=["kb-definition"])
        return nodes.list_item("", line)

    def draw_source(self, source: Source) -> nodes.Node:
        """Draw where something is taken from, as a link where there is one."""
        if source.address:
            return nodes.reference("", source.title, refuri=source.address)
        if source.docname:
            return make_link(self.builder, self.docname, source.docname, source.title)
        return nodes.inline("", source.title)

    def draw_row(self, row: Row) -> landmark:
        """Draw one row of a comparison as pairs of criterion and cell, with where it is from and of when."""
        link = make_link(self.builder, self.docname, row.comparison.docname, row.comparison.title)
        if isinstance(link, nodes.reference):
            link["refuri"] += f"#{row.anchor}"
        caption = nodes.paragraph("", "", link, classes=["kb-row-caption"])
        if row.source:
            caption += [nodes.Text(" "), nodes.Text(translate("Source: "))]
            caption += draw_source(self.builder, self.docname, row.source, dict(row.sources))
        if row.as_of:
            caption += [nodes.Text(" "), make_as_of(row.as_of)]
        pairs = [self._draw_pair(row, criterion, cell) for criterion, cell in row.cells if cell.text]
        return make_landmark("div", "kb-row", caption, nodes.definition_list("", *pairs))

    def _draw_pair(self, row: Row, criterion: Criterion, cell: Cell) -> nodes.definition_list_item:
        line = nodes.paragraph("", "", *draw_inline(cell.text, cell.markup))
        if cell.note:
            line += nodes.inline("", f" {cell.note}", classes=["kb-row-note"])
        if cell.source not in {"", row.source}:
            source = draw_source(self.builder, self.docname, cell.source, dict(row.sources))
            line += [nodes.Text(" "), nodes.Text(translate("Source: ")), source]
        if cell.as_of not in {"", row.as_of}:
            line += [nodes.Text(" "), make_as_of(cell.as_of)]
        return nodes.definition_list_item("", nodes.term("", criterion.label), nodes.definition("", line))


def draw_source(builder: Builder, docname: str, source: str, links: Mapping[str, Link]) -> nodes.Element:
    """Draw where something is taken from: a link to a page by its title, or an address."""
    link = links.get(source)
    if link is not None:
        return make_link(builder, docname, link.docname, link.title)
    if source.startswith(("https://", "http://")):
        return nodes.reference("", source, refuri=source, internal=False)
    return nodes.inline("", source)


def make_moment(stamp: Stamp, css_class: str, text: str = "") -> moment:
    """Draw a date as its day, or as `text`."""
    return moment("", text or stamp.day, datetime=stamp.iso, classes=[css_class])


def make_as_of(as_of: str) -> moment:
    """Draw the day as of which something is said."""
    return moment("", translate("as of {date}").format(date=as_of), datetime=as_of, classes=["kb-as-of"])


def make_definition(css_class: str, name: str, *content: nodes.Node) -> nodes.definition_list_item:
    """Draw a name and what belongs to it."""
    return nodes.definition_list_item(
        "",
        nodes.term("", name),
        nodes.definition("", nodes.paragraph("", "", *content), classes=[css_class] if css_class else []),
    )

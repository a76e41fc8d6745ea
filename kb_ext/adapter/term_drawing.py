"""Draws terms as docutils nodes: the head of a term's page, what it collects, and indexes of terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docutils import nodes

from kb_ext.adapter.draw import Painter, make_definition
from kb_ext.adapter.node import (
    disclosure,
    glossary_index,
    glossary_item,
    landmark,
    make_landmark,
    make_link,
    make_term_reference,
    moment,
    ruby,
)
from kb_ext.adapter.text import translate
from kb_ext.core.gojuon import ROWS
from kb_ext.core.hub import Explanation, Hub, Use
from kb_ext.core.link import Tip
from kb_ext.core.record import Quote, Term
from kb_ext.core.term import fold_reading
from kb_ext.core.term_index import Entry, Group, Pointer, Row, TermIndex

SHOWN_AT_ONCE: Final = 20
"""How many of many entries a section shows before a reader asks for the rest."""
RELATIVES_AT_ONCE: Final = 8
"""The same for related terms, which come with their definitions."""
ROW_IDS: Final = dict(
    zip(ROWS, ("a", "ka", "sa", "ta", "na", "ha", "ma", "ya", "ra", "wa", "latin", "other"), strict=True)
)
"""What the anchors of rows are called."""


class TermPainter(Painter):
    """Draws what there is to show of terms."""

    def draw_term_header(self, term: Term, hub: Hub) -> landmark:
        """Draw the names of a term, how it is read, and where its definition comes from."""
        header = make_landmark("header", "kb-term-header")
        fields = [make_definition(*fact) for fact in self._iterate_facts(term, hub)]
        if fields:
            header += nodes.definition_list("", *fields, classes=["kb-term-facts"])
        return header

    def _iterate_facts(self, term: Term, hub: Hub) -> Iterator[tuple[str, str, *tuple[nodes.Node, ...]]]:
        """Yield class, name and content of each fact."""
        if hub.see:
            yield "kb-see", translate("Use instead"), self._refer_to(hub.see)
        if term.reading:
            yield "kb-reading", translate("Reading"), nodes.Text(term.reading)
        if term.english and term.english != term.name:
            yield "kb-english", translate("English"), make_english(term.english)
        if term.abbreviation and term.abbreviation != term.name:
            yield "kb-abbreviation", translate("Abbreviation"), make_english(term.abbreviation)
        others = [name for name in term.aliases if name not in {term.name, term.english, term.abbreviation}]
        separator = translate(", ")
        texts = (
            ("kb-names", translate("Also"), separator.join(others)),
            ("kb-former", translate("Formerly"), separator.join(term.former)),
            ("kb-sense", translate("Sense"), term.sense),
            ("kb-term-category", translate("Category"), term.category),
        )
        yield from ((css_class, name, nodes.Text(text)) for css_class, name, text in texts if text)
        if hub.senses:
            yield "kb-senses", translate("Other senses"), *self._join(map(self._refer_to, hub.senses))
        if hub.origin:
            origin = make_link(self.builder, self.docname, hub.origin.docname, hub.origin.title)
            yield "kb-origin", translate("Defined in"), origin
        if hub.sources:
            yield "kb-source", translate("Sources"), *self._join(map(self.draw_source, hub.sources))
        if term.as_of:
            day = moment("", term.as_of, datetime=term.as_of, classes=["kb-as-of"])
            yield "kb-term-as-of", translate("As of"), day

    def _refer_to(self, tip: Tip) -> nodes.Node:
        return make_term_reference(self.builder, self.docname, tip, nodes.Text(tip.name))

    def _join(self, parts: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
        for number, part in enumerate(parts):
            if number:
                yield nodes.Text(translate(", "))
            yield part

    def draw_relatives(self, tips: Sequence[Tip]) -> list[nodes.Element]:
        """Draw terms related to one, the first of them at once."""
        return draw_many([self.draw_tip(tip) for tip in tips], "kb-terms", RELATIVES_AT_ONCE)

    def draw_uses(self, uses: Sequence[Use]) -> list[nodes.Element]:
        """Draw the posts that name a term, each with its sentence."""
        return draw_many([self._draw_use(use) for use in uses], "kb-links kb-uses")

    def _draw_use(self, use: Use) -> nodes.list_item:
        item = self.draw_link(use.link)
        if use.quote and (use.quote.before or use.quote.after):
            item += draw_quote(use.quote)
        return item

    def draw_explanations(self, explanations: Sequence[Explanation]) -> list[nodes.Element]:
        """Draw what posts say that a term means."""
        return draw_many([self._draw_explanation(one) for one in explanations], "kb-links kb-explanations")

    def _draw_explanation(self, explanation: Explanation) -> nodes.list_item:
        item = self.draw_link(explanation.link)
        item.insert(0, nodes.paragraph("", explanation.text, classes=["kb-quote"]))
        return item

    def draw_tagged(self, hub: Hub) -> list[nodes.Element]:
        """Draw the posts that are tagged with a term, and the way to the lists of its tags."""
        drawn = draw_many([self.draw_link(link) for link in hub.tagged], "kb-links")
        for label in hub.tags:
            text = translate("Posts tagged '{name}' →").format(name=label.name)
            link = make_link(self.builder, self.docname, label.pagename, text)
            drawn.append(nodes.paragraph("", "", link, classes=["kb-tag-listing"]))
        return drawn

    def draw_index(self, index: TermIndex, *, number: int = 0, level: int = 2) -> glossary_index:
        """Draw an index of terms; `number` keeps those of one page apart, `level` is of its headings."""
        prefix = f"kb-row-{number}-" if number else "kb-row-"
        texts = {
            "label": translate("Filter the terms"),
            "hint": translate("Reading, English name or part of a name"),
            "count": translate("{count} terms"),
            "none": translate("No term fits."),
        }
        drawn = glossary_index("", classes=["kb-glossary"], texts=texts)
        if self.builder.format == "html":
            drawn += self._draw_rows_nav(index, prefix)
        for row in index.rows:
            if row.groups:
                drawn += self._draw_index_row(row, f"{prefix}{ROW_IDS.get(row.label, 'x')}", number, level)
        return drawn

    def _draw_rows_nav(self, index: TermIndex, prefix: str) -> landmark:
        items = []
        for row in index.rows:
            if row.groups:
                target = f"{prefix}{ROW_IDS.get(row.label, 'x')}"
                content: nodes.Node = nodes.reference("", row.label, internal=True, refid=target)
            else:
                content = nodes.inline("", row.label, classes=["kb-empty"])
            items.append(nodes.list_item("", nodes.paragraph("", "", content)))
        rows = nodes.bullet_list("", *items)
        return make_landmark("nav", "kb-glossary-rows", rows, name=translate("Rows of the glossary"))

    def _draw_index_row(self, row: Row, anchor: str, number: int, level: int) -> landmark:
        section = make_landmark("section", "kb-section kb-row-of-terms")
        section["ids"] = [anchor]
        if row.label:
            section += _make_heading(row.label, level)
        for group in row.groups:
            section += self._draw_group(group, number, level + 1)
        return section

    def _draw_group(self, group: Group, number: int, level: int) -> landmark:
        drawn = make_landmark("div", "kb-letter" if group.letter else "kb-kana")
        if group.letter:
            drawn += _make_heading(group.letter, level)
        items = (self._draw_item(item, number) for item in group.items)
        drawn += nodes.bullet_list("", *items, classes=["kb-terms"])
        return drawn

    def _draw_item(self, item: Entry | Pointer, number: int) -> glossary_item:
        if isinstance(item, Entry):
            return self._draw_entry(item, number)
        line = nodes.paragraph(
            "", "", make_term_reference(self.builder, self.docname, item.tip, nodes.Text(item.name))
        )
        if item.name != item.tip.name:
            line += nodes.inline("", f" → {item.tip.name}", classes=["kb-points-to"])
        return glossary_item("", line, names=(), classes=["kb-pointer"])

    def _draw_entry(self, entry: Entry, number: int) -> glossary_item:
        tip = entry.tip
        line = nodes.paragraph("", "", self._refer_to(tip))
        if tip.reading and tip.reading != fold_reading(tip.name):
            line += nodes.inline("", f" {tip.reading}", classes=["kb-tip-reading"])
        for name in dict.fromkeys((tip.english, tip.abbreviation)):
            if name and name != tip.name:
                line += nodes.Text(" ")
                line += make_english(name)
        for note in filter(None, (entry.sense, entry.category)):
            line += nodes.Text(" ")
            line += nodes.inline("", note, classes=["kb-chip"])
        item = glossary_item("", line, names=entry.names)
        if tip.definition:
            item += nodes.paragraph("", tip.definition, classes=["kb-definition"])
        item["ids"] = [] if number else [f"term-{tip.slug}"]
        return item


def make_ruby(term: Term) -> ruby | None:
    """Return the name of a term below its reading, unless the name is its own reading."""
    if not term.reading or fold_reading(term.name) == term.reading:
        return None
    return ruby("", term.name, reading=term.reading)


def make_english(text: str) -> nodes.inline:
    """Draw an English name as such, for those who hear the page."""
    return nodes.inline("", text, classes=["kb-tip-english", "language-en"])


def draw_quote(quote: Quote) -> nodes.paragraph:
    """Draw a sentence in which the name stands out."""
    name = nodes.strong("", quote.name, classes=["kb-mark"])
    return nodes.paragraph(
        "", "", nodes.Text(quote.before), name, nodes.Text(quote.after), classes=["kb-quote"]
    )


def draw_many(
    items: Sequence[nodes.list_item], css_class: str, shown: int = SHOWN_AT_ONCE
) -> list[nodes.Element]:
    """Draw a list of which a reader sees the first entries, and the rest on demand."""
    if not items:
        return []
    first = nodes.bullet_list("", *items[:shown], classes=css_class.split())
    rest = items[shown:]
    if not rest:
        return [first]
    more = nodes.bullet_list("", *rest, classes=css_class.split())
    summary = translate("{count} more").format(count=len(rest))
    return [first, disclosure("", more, summary=summary, classes=["kb-more"])]


def _make_heading(text: str, level: int) -> nodes.rubric:
    heading = nodes.rubric("", text)
    heading["heading-level"] = min(level, 6)
    return heading

"""The directive `{kb:reference}`: reference tables and lists, drawn from the declarations in the code."""

from __future__ import annotations

import sys
from dataclasses import fields
from types import ModuleType
from typing import Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from kb_ext.adapter import option as option_module
from kb_ext.adapter.option import Options
from kb_ext.adapter.text import translate
from kb_ext.core import field, term_field
from kb_ext.core.code import CODE_GROUPS
from kb_ext.core.docstring import read_docstrings
from kb_ext.core.reference import (
    Entry,
    Line,
    Option,
    Row,
    Section,
    build_code_sections,
    build_field_sections,
    build_option_sections,
    build_step_sections,
)
from kb_ext.core.repair import step

_SOURCES: Final[dict[str, tuple[ModuleType, ...]]] = {
    "fields": (field, term_field),
    "codes": tuple(sys.modules[group.__module__] for group in CODE_GROUPS),
    "options": (option_module,),
    "steps": (step,),
}
"""What can be drawn, and the modules that declare it."""
_LONG_COLUMNS: Final = {3: 2, 4: 1}
"""The column that holds sentences, by the number of columns; what is in the others stays on its line."""
_LONG_WIDTH: Final = 60
_SHORT_WIDTH: Final = 28
"""Widths of columns in characters, for the text builder."""


def list_options() -> tuple[Option, ...]:
    """Return the declarations of the options."""
    docstrings = read_docstrings(Options)
    return tuple(
        Option(
            name=f"kb_{option.name}",
            description=docstrings.get(option.name, ""),
            expected=option.metadata["expected"],
            default=repr(option.default),
        )
        for option in fields(Options)
    )


class ReferenceDirective(SphinxDirective):
    """Draws all declarations of one sort."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the sections; the page is read again when a declaration changes."""
        try:
            topic = directives.choice(self.arguments[0], tuple(_SOURCES))
        except ValueError as error:
            raise self.error(str(error)) from error
        for module in _SOURCES[topic]:
            if module.__file__:
                self.env.note_dependency(module.__file__)
        drawn = [node for section in _gather(topic) for node in _draw_section(section)]
        # Sphinx looks for the line of some nodes in that of their parents.
        for node in (node for top in drawn for node in top.findall(nodes.Element)):
            self.set_source_info(node)
        return drawn


def _gather(topic: str) -> tuple[Section, ...]:
    if topic == "fields":
        return build_field_sections(translate)
    if topic == "codes":
        return build_code_sections(translate)
    if topic == "options":
        return build_option_sections(list_options(), translate)
    return build_step_sections(translate)


def _draw_section(section: Section) -> list[nodes.Node]:
    content: list[nodes.Node] = []
    if section.rows:
        content.append(_draw_table(section))
    if section.entries:
        drawn = map(_draw_entry, section.entries)
        content.append(nodes.definition_list("", *drawn, classes=["simple", "kb-findings"]))
    if not section.title:
        return content
    return [nodes.section("", nodes.title("", section.title), *content, ids=[section.anchor])]


def _draw_table(section: Section) -> nodes.table:
    long = _LONG_COLUMNS[len(section.head)]
    group = nodes.tgroup("", cols=len(section.head))
    widths = (_LONG_WIDTH if number == long else _SHORT_WIDTH for number in range(len(section.head)))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    head = tuple((nodes.paragraph("", title),) for title in section.head)
    group += nodes.thead("", _draw_row(head, long))
    group += nodes.tbody("", *(_draw_row(_draw_cells(row), long, row.anchor) for row in section.rows))
    return nodes.table("", group, classes=["kb-reference", "colwidths-auto"])


def _draw_cells(row: Row) -> tuple[tuple[nodes.paragraph, ...], ...]:
    return tuple(tuple(map(_draw_line, cell)) for cell in row.cells)


def _draw_row(cells: tuple[tuple[nodes.paragraph, ...], ...], long: int, anchor: str = "") -> nodes.row:
    entries = (
        nodes.entry("", *content, classes=["kb-long" if number == long else "kb-short"])
        for number, content in enumerate(cells)
    )
    return nodes.row("", *entries, ids=[anchor] if anchor else [])


def _draw_entry(entry: Entry) -> nodes.definition_list_item:
    term = nodes.term("", "", nodes.literal("", entry.name), ids=[entry.anchor])
    facts = nodes.bullet_list("", *(_draw_fact(name, line) for name, line in entry.facts))
    definition = nodes.definition("", *map(_draw_line, entry.lines), facts)
    return nodes.definition_list_item("", term, nodes.classifier("", entry.label), definition)


def _draw_fact(name: str, line: Line) -> nodes.list_item:
    paragraph = _draw_line(line)
    paragraph[:0] = [nodes.strong("", name), nodes.Text(": ")]
    return nodes.list_item("", paragraph)


def _draw_line(line: Line) -> nodes.paragraph:
    drawn = (nodes.literal("", run.text) if run.literal else nodes.Text(run.text) for run in line)
    # Quotes and hyphens here are what an author types.
    return nodes.paragraph("", "", *drawn, support_smartquotes=False)


def setup_reference(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("kb", "reference", ReferenceDirective)

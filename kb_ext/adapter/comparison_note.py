"""The footnotes of a comparison: notes, sources and what other pages say of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.builders import Builder

from kb_ext.adapter.draw import draw_source, make_as_of
from kb_ext.adapter.inline import draw_inline
from kb_ext.adapter.text import translate
from kb_ext.core.comparison import Other
from kb_ext.core.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a footnote says; equal ones are one footnote."""

    text: str = ""
    source: str = ""
    as_of: str = ""
    others: tuple[Other, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.source or self.as_of or self.others)


@dataclass(slots=True)
class NoteList:
    """Numbers footnotes in the order of their marks."""

    builder: Builder
    docname: str
    anchor: str
    sources: Mapping[str, Link]
    _numbers: dict[Note, int] = field(default_factory=dict)

    def mark(self, block: nodes.Element, note: Note) -> None:
        """Put the mark of a footnote behind what stands in a block; of several alike, the first has an id."""
        if not note:
            return
        is_first = note not in self._numbers
        number = self._numbers.setdefault(note, len(self._numbers) + 1)
        mark = nodes.superscript("", classes=["kb-comparison-mark"])
        if self.builder.format == "html":
            mark += nodes.reference("", str(number), refid=f"{self.anchor}-note-{number}", internal=True)
            mark["ids"] = [f"{self.anchor}-mark-{number}"] if is_first else []
        else:
            mark += nodes.Text(f"[{number}]")
        block += mark

    def draw(self) -> list[nodes.Node]:
        """Return the list of footnotes, if there are any."""
        items = [self._draw_note(note, number) for note, number in self._numbers.items()]
        return [nodes.enumerated_list("", *items, classes=["kb-comparison-notes"])] if items else []

    def _draw_note(self, note: Note, number: int) -> nodes.list_item:
        line = nodes.paragraph()
        if note.text:
            line += draw_inline(note.text)
        if note.source:
            self._append(line, nodes.Text(translate("Source: ")))
            line += draw_source(self.builder, self.docname, note.source, self.sources)
        if note.as_of:
            self._append(line, make_as_of(note.as_of))
        for other in note.others:
            self._draw_other(line, other)
        if self.builder.format != "html":
            return nodes.list_item("", line)
        back = nodes.reference("", "↩", refid=f"{self.anchor}-mark-{number}", internal=True)
        back["classes"] = ["kb-comparison-back"]
        back["reftitle"] = translate("Back to the table")
        self._append(line, back)
        return nodes.list_item("", line, ids=[f"{self.anchor}-note-{number}"])

    def _draw_other(self, line: nodes.paragraph, other: Other) -> None:
        """Tell what another place says, with its date and source."""
        self._append(line, nodes.Text(translate("Elsewhere: '{text}'").format(text=other.text)))
        if other.as_of:
            self._append(line, make_as_of(other.as_of))
        if other.source:
            self._append(line, nodes.Text(translate("Source: ")))
            line += draw_source(self.builder, self.docname, other.source, self.sources)

    def _append(self, line: nodes.paragraph, node: nodes.Node) -> None:
        if line.children:
            line += nodes.Text(" ")
        line += node

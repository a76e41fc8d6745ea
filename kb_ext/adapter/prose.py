"""The prose of a doctree: where terms are looked for, and where they are linked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from sphinx import addnodes

PRUNED: Final = (
    nodes.title,
    nodes.subtitle,
    nodes.rubric,
    nodes.caption,
    nodes.thead,
    nodes.literal_block,
    nodes.doctest_block,
    nodes.math_block,
    nodes.comment,
    nodes.raw,
    nodes.footnote,
    nodes.citation,
    nodes.meta,
    nodes.field_list,
    addnodes.toctree,
    addnodes.compact_paragraph,
)
"""Blocks in which no term is linked."""
OPAQUE: Final = (
    nodes.reference,
    nodes.literal,
    nodes.math,
    nodes.image,
    nodes.raw,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.problematic,
    addnodes.pending_xref,
    addnodes.download_reference,
    addnodes.number_reference,
)
"""Inline elements in which no term is linked; for their neighbours they are one strange character."""
NO_LINK_CLASSES: Final = frozenset({"kb-no-link", "kb-subtitle"})
"""The first is the author's way to keep links out of a block or a span."""
STAND_IN: Final = "\ufffc"


@dataclass(frozen=True, slots=True)
class Run:
    """The text of one block, with the text nodes that it is made of."""

    text: str
    pieces: tuple[tuple[int, nodes.Text], ...]
    """Offset of each linkable text node; what lies between them cannot be linked."""
    section: int = 0
    """Number of the section of the second level that it is in; 0 stands for what is above the first."""

    def find_piece(self, start: int, end: int) -> tuple[int, nodes.Text] | None:
        """Return the text node that holds a whole span, and its offset."""
        for offset, piece in self.pieces:
            if offset <= start and end <= offset + len(piece.astext()):
                return offset, piece
        return None


def iterate_runs(document: nodes.document) -> Iterator[Run]:
    """Yield the runs of a doctree in order."""
    sections = {
        id(section): number for number, section in enumerate(document.findall(_is_second_level), start=1)
    }
    yield from _iterate_runs(document, 0, sections)


def _is_second_level(node: nodes.Node) -> bool:
    """Tell whether a node is a section directly below the one of the page's title."""
    return (
        isinstance(node, nodes.section)
        and isinstance(node.parent, nodes.section)
        and isinstance(node.parent.parent, nodes.document)
    )


def _iterate_runs(node: nodes.Node, section: int, sections: dict[int, int]) -> Iterator[Run]:
    if isinstance(node, PRUNED) or _refuses_links(node):
        return
    section = sections.get(id(node), section)
    if isinstance(node, nodes.TextElement):
        run = _read_run(node, section)
        if run.pieces:
            yield run
        return
    for child in node.children:
        yield from _iterate_runs(child, section, sections)


def _refuses_links(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and (
        not NO_LINK_CLASSES.isdisjoint(node["classes"]) or "scope" in node
    )


def _read_run(block: nodes.TextElement, section: int) -> Run:
    texts: list[str] = []
    pieces: list[tuple[int, nodes.Text]] = []
    length = 0
    for piece in _iterate_inline(block):
        text = piece.astext() if isinstance(piece, nodes.Text) else STAND_IN
        if isinstance(piece, nodes.Text) and text:  # an empty one stands where the next one does
            pieces.append((length, piece))
        texts.append(text)
        length += len(text)
    return Run("".join(texts), tuple(pieces), section)


def _iterate_inline(element: nodes.Element) -> Iterator[nodes.Node]:
    """Yield linkable text nodes, and opaque elements as they are."""
    for child in element.children:
        if isinstance(child, (nodes.Text, *OPAQUE)) or _refuses_links(child):
            yield child
        elif isinstance(child, nodes.Element):
            yield from _iterate_inline(child)


def measure_text(document: nodes.document) -> str:
    """Return all the text that a reader of the page reads, without code."""
    skipped = (nodes.literal_block, nodes.raw, nodes.comment, nodes.math_block, nodes.meta, nodes.title)
    return " ".join(
        block.astext()
        for block in document.findall(nodes.TextElement)
        if not isinstance(block, skipped) and isinstance(block, nodes.Body | nodes.Part)
    )

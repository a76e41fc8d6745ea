"""Cut raw HTML into tags and text, and find out which tags belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from .tag import ALLOWED, EMPTIED, REMOVED, UNWRAPPED, VOID

_CUT = re.compile(
    r"""<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![A-Za-z][^>]*+(?:>|\Z)"""
    r"""|</(?P<closed>[A-Za-z][A-Za-z0-9-]*+)[^<>]*+>"""
    r"""|<(?P<opened>[A-Za-z][A-Za-z0-9-]*+)(?P<rest>(?:[\s/](?:[^<>"']|"[^"]*"|'[^']*')*+)?)>""",
    re.DOTALL,
)
_CLOSED_BY = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tbody": {"thead", "tbody", "tr", "td", "th"},
    "tfoot": {"thead", "tbody", "tr", "td", "th"},
    "rt": {"rt", "rp"},
    "rp": {"rt", "rp"},
}
_BLOCKS = frozenset("blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())
"""Elements whose opening ends a paragraph that is still open."""
_DEEPEST = 100
"""How many blocks and elements may be open at once; what is opened further inside is left out."""


class Kind(Enum):
    """What a piece of raw HTML is."""

    TEXT = auto()
    """Text between tags, or a tag that HTML does not know."""
    OPEN = auto()
    """The opening tag of an allowed element."""
    CLOSE = auto()
    """The closing tag of an allowed element."""
    VOID = auto()
    """An allowed element without content."""
    GONE = auto()
    """A comment, a declaration, or a tag that is left out."""


@dataclass(slots=True, eq=False)
class Piece:
    """One tag or the text between two."""

    kind: Kind
    source: str
    name: str = ""
    start: int = 0
    """Offset in the content of its token."""
    partner: Piece | None = None
    ends: list[Piece] = field(default_factory=list)
    """Opening tags that are closed just in front of this piece."""
    is_linked: bool = False
    """Whether it stands inside a link."""
    removed: bool = False
    """Whether its author is told that it was left out."""


def cut_pieces(content: str) -> list[Piece]:
    """Return the pieces of the raw HTML of one token, content of scripts and the like left out."""
    pieces: list[Piece] = []
    lowered = content.lower()
    emptied, last = "", 0
    for match in _CUT.finditer(content):
        if match.start() > last:
            kind = Kind.GONE if emptied else Kind.TEXT
            pieces.append(Piece(kind, content[last : match.start()], start=last))
        last = match.end()
        piece = _classify(match)
        if emptied:
            piece.kind, piece.removed = Kind.GONE, False
            emptied = "" if piece.name == emptied and match["closed"] else emptied
        elif piece.removed and piece.name in EMPTIED and lowered.find(f"</{piece.name}", last) >= 0:
            emptied = piece.name
        pieces.append(piece)
    if last < len(content):
        pieces.append(Piece(Kind.TEXT, content[last:], start=last))
    return pieces


def _classify(match: re.Match[str]) -> Piece:
    written = match["opened"] or match["closed"] or ""
    name = written.lower()
    piece = Piece(Kind.GONE, match[0], name, match.start())
    if name in VOID:
        piece.kind = Kind.VOID if match["opened"] or name == "br" else Kind.GONE
    elif name in ALLOWED:
        piece.kind = Kind.OPEN if match["opened"] else Kind.CLOSE
        if match[0].endswith("/>"):
            piece.kind = Kind.VOID
    elif name in REMOVED and not _is_type(written, match["rest"] or ""):
        piece.removed = bool(match["opened"])
    elif name and name not in UNWRAPPED:
        piece.kind = Kind.TEXT
    return piece


def _is_type(written: str, rest: str) -> bool:
    """Return whether a tag is rather a type of a programming language, as in `List<Object>`."""
    return not rest.strip() and written[:1].isupper() and not written.isupper()


class Pairing:
    """Pairs opening and closing tags; what is opened inside a scope ends there at the latest.

    `open_scope` and `close_scope` follow the Markdown around the tags: a paragraph, a list item, a quote.
    """

    def __init__(self) -> None:
        self._stack: list[Piece | None] = []
        self._links = 0
        self.spanning: dict[Piece, list[int]] = {}
        """Opening tags, with the headings that stand between them and their end."""

    def open_scope(self) -> None:
        """Enter a Markdown block or span."""
        self._stack.append(None)

    def close_scope(self) -> list[Piece]:
        """Leave it, and return the opening tags that must be closed now, innermost first."""
        left: list[Piece] = []
        while self._stack:
            piece = self._stack.pop()
            if piece is None:
                break
            left.append(piece)
        return left

    def note_heading(self, heading: int) -> None:
        """Remember that the elements open now hold a heading."""
        for piece in self._open_pieces():
            self.spanning.setdefault(piece, []).append(heading)

    def note_link(self, nesting: int) -> None:
        """Remember that a Markdown link begins (1) or ends (-1)."""
        self._links += nesting

    def feed(self, piece: Piece) -> None:
        """Take the next piece."""
        piece.is_linked = self._links > 0 or any(found.name == "a" for found in self._open_pieces())
        if piece.kind is Kind.OPEN and (
            len(self._stack) >= _DEEPEST or (piece.name == "a" and piece.is_linked)
        ):
            piece.kind = Kind.GONE
        elif piece.kind is Kind.CLOSE:
            self._close(piece)
        elif piece.kind in (Kind.OPEN, Kind.VOID):
            self._end_implied(piece)
            if piece.kind is Kind.OPEN:
                self._stack.append(piece)

    def _open_pieces(self) -> Iterable[Piece]:
        for piece in reversed(self._stack):
            if piece is None:
                return
            yield piece

    def _end_implied(self, piece: Piece) -> None:
        """End what HTML lets authors leave open: the last list item, cell, paragraph."""
        closed = _CLOSED_BY.get(piece.name, {"p"} if piece.name in _BLOCKS else set())
        while self._stack and (top := self._stack[-1]) is not None and top.name in closed:
            piece.ends.append(top)
            self._stack.pop()

    def _close(self, piece: Piece) -> None:
        opening = next((found for found in self._open_pieces() if found.name == piece.name), None)
        if opening is None:
            piece.kind = Kind.GONE
            return
        while (top := self._stack.pop()) is not opening:
            if top is not None:
                piece.ends.append(top)
        piece.partner, opening.partner = opening, piece

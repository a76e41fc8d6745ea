"""Sanitise raw HTML over a whole document, so that nothing unsafe is shown and every element is closed.

Markdown hands raw HTML over in bits: `<details>` in one token, `</details>` many tokens later. So the tags of
all tokens are paired first, each within the Markdown block it stands in, and are then written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote

from markdown_it.token import Token

from .heading import ENCLOSED
from .link import is_allowed, is_external
from .piece import Kind, Pairing, Piece, cut_pieces
from .tag import ALLOWED, UNWRAPPED, VOID, judge_tag, link_frame, read_attributes, write_key

_QUOTED = "/#?=&%:;,.@!$'()*+~-_"
_ANCHORED = ALLOWED | UNWRAPPED
"""Elements whose anchor stays where the element itself is left out."""


@dataclass(slots=True)
class Loss:
    """What one token lost."""

    line: int = 0
    """Line within the token, from 0."""
    removed: set[str] = field(default_factory=set)
    """Tags, as `<script>`, and names of attributes."""
    refused: list[str] = field(default_factory=list)
    """Link targets."""

    @property
    def found(self) -> bool:
        """Whether anything was lost."""
        return bool(self.removed or self.refused)


Tell = Callable[[int, Loss], None]
"""Takes the index of a token and what it lost."""


def sanitise_blocks(tokens: list[Token], docname: str, tell: Tell) -> list[Token]:
    """Return the block tokens of a text with safe and balanced HTML; inline tokens are left alone."""
    work = _Work(tokens, "html_block")
    for heading in work.enclose_headings():
        tokens[heading].meta = {**tokens[heading].meta, ENCLOSED: True}
    work.rename_paragraphs()
    return [kept for token in work.write(docname, tell) for kept in _make_paragraph(token)]


def sanitise_inline(children: list[Token], docname: str, tell: Tell) -> list[Token]:
    """Return the children of an inline token with safe and balanced HTML."""
    work = _Work(children, "html_inline")
    work.show_unpaired()
    return [token for token in work.write(docname, tell) if token.type != "html_inline" or token.content]


def _make_paragraph(token: Token) -> Iterator[Token]:
    """Yield a block token, or the paragraph that its text becomes if no HTML is left of it."""
    if token.type != "text":
        yield token
    elif token.content.strip():
        text = Token("text", "", 0, content=token.content.strip())
        yield Token("paragraph_open", "p", 1, map=token.map, level=token.level, block=True)
        yield Token("inline", "", 0, map=token.map, content=text.content, children=[text], block=True)
        yield Token("paragraph_close", "p", -1, level=token.level, block=True)


class _Work:
    """Tags of one sequence of tokens, paired when it is made."""

    def __init__(self, tokens: list[Token], token_type: str) -> None:
        self.tokens, self.token_type = tokens, token_type
        self.pieces: dict[int, list[Piece]] = {}
        self.ends: dict[int, list[Piece]] = {}
        self.pairing = Pairing()
        for index, token in enumerate(tokens):
            self._pair(index, token)
        self.ends[len(tokens)] = self.pairing.close_scope()

    def _pair(self, index: int, token: Token) -> None:
        if token.type == self.token_type:
            self.pieces[index] = cut_pieces(token.content)
            for piece in self.pieces[index]:
                self.pairing.feed(piece)
        if token.type == "heading_open" and token.level == 0:
            self.pairing.note_heading(index)
        if token.tag == "a":
            self.pairing.note_link(token.nesting)
        if token.nesting == 1:
            self.pairing.open_scope()
        elif token.nesting == -1:
            self.ends[index] = self.pairing.close_scope()

    def enclose_headings(self) -> Iterator[int]:
        """Leave out elements around headings, but for closed `<details>`, whose headings are yielded."""
        for piece, headings in self.pairing.spanning.items():
            if piece.name == "details" and piece.partner is not None:
                yield from headings
            else:
                _leave_out(piece)

    def rename_paragraphs(self) -> None:
        """Let a `<p>` around Markdown blocks be a `<div>`: a paragraph cannot hold paragraphs."""
        for pieces in self.pieces.values():
            closed = {id(end) for piece in pieces for end in [*piece.ends, piece.partner]}
            for piece in pieces:
                if piece.name == "p" and piece.kind is Kind.OPEN and id(piece) not in closed:
                    _rename(piece, "div")

    def show_unpaired(self) -> None:
        """Make text of tags that are never closed (`Vec<B>`), and spans of blocks inside a paragraph."""
        for left in self.ends.values():
            for piece in left:
                piece.kind = Kind.TEXT
        for pieces in self.pieces.values():
            for piece in pieces:
                if piece.kind is Kind.OPEN and piece.name in ("p", "div"):
                    _rename(piece, "span")

    def write(self, docname: str, tell: Tell) -> Iterator[Token]:
        """Yield the tokens with their HTML written anew."""
        for index, token in enumerate(self.tokens):
            yield from self._write_ends(index)
            if index in self.pieces:
                link = _make_link(self.pieces[index], docname) if self.token_type == "html_inline" else None
                if link is not None:
                    link.meta = token.meta
                    yield link
                    continue
                self._write_token(index, token, docname, tell)
            yield token
        yield from self._write_ends(len(self.tokens))

    def _write_token(self, index: int, token: Token, docname: str, tell: Tell) -> None:
        loss, written = Loss(), ""
        for piece in self.pieces[index]:
            had = loss.found
            written += _write_piece(piece, docname, loss)
            if loss.found and not had:
                loss.line = token.content.count("\n", 0, piece.start)
        if all(piece.kind in (Kind.TEXT, Kind.GONE) for piece in self.pieces[index]) and "<" not in written:
            texts = (piece.source for piece in self.pieces[index] if piece.kind is Kind.TEXT)
            token.type, written = "text", unescape("".join(texts))
        token.content = written
        if loss.found:
            tell(index, loss)

    def _write_ends(self, index: int) -> Iterator[Token]:
        content = _close(self.ends.get(index, []))
        if content:
            lines = next((token.map for token in reversed(self.tokens[:index]) if token.map), None)
            yield Token(
                self.token_type, "", 0, content=content, map=lines, block=self.token_type == "html_block"
            )


def _make_link(pieces: list[Piece], docname: str) -> Token | None:
    """Return the Markdown token for one end of a link into this site, which then leads to a page of it."""
    piece = pieces[0] if len(pieces) == 1 else None
    if piece is None or piece.name != "a" or piece.partner is None or piece.ends:
        return None
    opening = piece if piece.kind is Kind.OPEN else piece.partner
    given = read_attributes(opening.source)
    target = given.get("href", "")
    if (
        not target
        or "{" in target
        or is_external(target)
        or not is_allowed(target, docname)
        or opening.kind is not Kind.OPEN
    ):
        return None
    if piece.kind is Kind.CLOSE:
        return Token("link_close", "a", -1)
    key = given.get("id") or given.get("name", "")
    attributes: dict[str, str | int | float] = {"href": quote(target, safe=_QUOTED)}
    return Token("link_open", "a", 1, attrs={**attributes, "id": key} if key else attributes)


def _write_piece(piece: Piece, docname: str, loss: Loss) -> str:
    before = _close(piece.ends)
    if piece.kind is Kind.TEXT:
        return before + piece.source.replace("<", "&lt;").replace(">", "&gt;")
    if piece.kind is Kind.CLOSE:
        return f"{before}</{piece.name}>"
    if piece.kind is Kind.GONE:
        if piece.removed:
            loss.removed.add(f"<{piece.name}>")
        return before + _write_rest(piece, docname)
    verdict = judge_tag(piece.name, piece.source, docname=docname, linked=piece.is_linked)
    loss.removed.update(verdict.removed)
    loss.refused.extend(verdict.refused)
    is_closed = piece.kind is Kind.VOID and piece.name not in VOID
    return before + verdict.html + (f"</{piece.name}>" if is_closed else "")


def _write_rest(piece: Piece, docname: str) -> str:
    """Return what is left of a tag that is left out: the link of a frame, an anchor, or nothing."""
    if piece.removed:
        is_frame = piece.name == "iframe"
        return link_frame(piece.source, docname, linked=piece.is_linked) if is_frame else ""
    is_opening = piece.name in _ANCHORED and not piece.source.startswith("</")
    key = write_key(read_attributes(piece.source)) if is_opening else ""
    return f"<span{key}></span>" if key else ""


def _close(pieces: list[Piece]) -> str:
    return "".join(f"</{piece.name}>" for piece in pieces if piece.kind is Kind.OPEN)


def _leave_out(piece: Piece) -> None:
    piece.kind = Kind.GONE
    if piece.partner is not None:
        piece.partner.kind = Kind.GONE


def _rename(piece: Piece, name: str) -> None:
    piece.source = f"<{name}{piece.source[1 + len(piece.name) :]}"
    piece.name = name
    if piece.partner is not None:
        piece.partner.name = name

"""Give the body of a post an outline without holes below the page's own title.

The only first-level heading of a page is the title of its front matter. Headings of the body begin at the
second level and never skip one, whatever levels the author's last generator wanted.
"""

from __future__ import annotations

import unicodedata
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .origin import get_depth, origin_plugin

ENCLOSED = "kb_enclosed"
"""Key of `Token.meta` for a heading that stands inside raw HTML and so cannot begin a section."""
HEADING = "kb_heading"
"""Key of `Token.meta` for a paragraph that was a heading, so that links to it still lead there."""
SUBTITLE_CLASS = "kb-subtitle"
"""Class of the paragraph that an alternative title becomes."""
_DEEPEST = 6
_FRONT = frozenset({"front_matter", "hr", "html_block"})
_VISIBLE = frozenset({"image", "math_inline", "myst_role", "html_inline", "footnote_ref"})


def heading_plugin(md: MarkdownIt, *, title: str) -> None:
    """Shift and close up headings; a lone first-level heading that repeats `title` vanishes."""
    origin_plugin(md)
    md.core.ruler.before("text_join", "kb_heading", partial(_arrange_headings, title=title))


def _arrange_headings(state: StateCore, title: str) -> None:
    tokens = _drop_empty(state.tokens)
    outline: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            if get_depth(state.env) or token.level or token.meta.get(ENCLOSED):
                _demote(tokens, index)
            else:
                outline.append(token)
    lead = _find_lead(tokens, outline)
    if lead is not None:
        outline.pop(0)
        _replace_lead(tokens, lead, title)
    _close_up(tokens, outline)
    state.tokens = tokens


def _drop_empty(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and not _is_visible(tokens[index + 1]):
            token.hidden = True
        start = index - {"heading_open": 0, "heading_close": 2}.get(token.type, 1)
        if start < 0 or tokens[start].type != "heading_open" or not tokens[start].hidden:
            kept.append(token)
    return kept


def _is_visible(inline: Token) -> bool:
    children = inline.children or []
    return any(child.type in _VISIBLE or child.content.strip() for child in children)


def _demote(tokens: list[Token], index: int) -> None:
    """Turn the heading at `index` into a paragraph in bold: sections cannot stand inside other blocks."""
    _make_paragraph(tokens, index)
    inline = tokens[index + 1]
    bold = [child for child in inline.children or [] if child.type not in ("strong_open", "strong_close")]
    opening = Token("strong_open", "strong", 1, markup="**")
    inline.children = [opening, *bold, Token("strong_close", "strong", -1, markup="**")]


def _make_paragraph(tokens: list[Token], index: int) -> None:
    for token in (tokens[index], tokens[index + 2]):
        token.type = token.type.replace("heading", "paragraph")
        token.tag, token.markup = "p", ""
    tokens[index].meta = {**tokens[index].meta, HEADING: True}


def _find_lead(tokens: list[Token], outline: list[Token]) -> int | None:
    """Return the index of the lone first-level heading that begins the body, if there is one."""
    if [token.tag for token in outline].count("h1") != 1 or outline[0].tag != "h1":
        return None
    index = next(index for index, token in enumerate(tokens) if token is outline[0])
    return index if all(map(_is_front, tokens[:index])) else None


def _is_front(token: Token) -> bool:
    return token.type in _FRONT and (token.type != "html_block" or not token.content.strip())


def _replace_lead(tokens: list[Token], index: int, title: str) -> None:
    if _fold(_read_text(tokens[index + 1])) == _fold(title):
        del tokens[index : index + 3]
    else:
        _make_paragraph(tokens, index)
        tokens[index].attrJoin("class", SUBTITLE_CLASS)


def _read_text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [] if child.type != "html_inline")


def _fold(text: str) -> str:
    """Return what two spellings of a title have in common: no width, no case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _close_up(tokens: list[Token], outline: list[Token]) -> None:
    shown = iter(_nest([int(token.tag[1]) for token in outline]))
    waiting = iter(outline)
    awaited = next(waiting, None)
    for index, token in enumerate(tokens):
        if token is awaited:
            token.tag = tokens[index + 2].tag = f"h{next(shown)}"
            awaited = next(waiting, None)


def _nest(levels: list[int]) -> list[int]:
    """Return the levels a page shows: 2 for the outermost, one more for each that is nested."""
    stack: list[int] = []
    shown: list[int] = []
    for level in levels:
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        shown.append(min(len(stack) + 1, _DEEPEST))
    return shown

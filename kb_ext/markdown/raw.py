"""Cut a block of raw HTML at its links and pictures of this site, so that they become real ones."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from markdown_it.token import Token

from .line import LINE
from .link import is_external
from .tag import read_attributes

_PART: Final = re.compile(
    r"(?P<image><img [^<>]*>)|<a(?P<link> [^<>]*)>(?P<inner>(?:(?!<a[ >])(?!</a>).){0,20000})</a>", re.DOTALL
)
_LENGTH: Final = re.compile(r"\d{1,4}(?:%|px)?")
_QUOTED: Final = "/#?=&%:;,.@!$'()*+~-_"


def cut_html(content: str, line: int) -> list[Token]:
    """Return sanitised HTML as inline tokens, or nothing where it has no link or picture of this site."""
    tokens: list[Token] = []
    position = 0
    for match in _PART.finditer(content):
        place = line + content.count("\n", 0, match.start())
        made = _make_image(match["image"], place) if match["image"] else _make_link(match, content, line)
        if made:
            tokens += (_make_raw(content[position : match.start()], line), *made)
            position = match.end()
    return [*tokens, _make_raw(content[position:], line)] if tokens else []


def _make_raw(content: str, line: int) -> Token:
    return Token("html_inline", "", 0, content=content, meta={LINE: line})


def _make_image(source: str, line: int) -> list[Token]:
    given = read_attributes(source)
    target = given.get("src", "")
    if not target or is_external(target):
        return []
    sizes = {key: given[key] for key in ("width", "height") if _LENGTH.fullmatch(given.get(key, ""))}
    text = Token("text", "", 0, content=given.get("alt", ""))
    attributes: dict[str, str | int | float] = {"src": target, "alt": "", **sizes}
    return [Token("image", "img", 0, attrs=attributes, children=[text], meta={LINE: line})]


def _make_link(match: re.Match[str], content: str, line: int) -> list[Token]:
    given = read_attributes(f"<a{match['link']}>")
    target = given.get("href", "")
    if not target or "{" in target or is_external(target) or not match["inner"].strip():
        return []
    place = line + content.count("\n", 0, match.start())
    inside = line + content.count("\n", 0, match.start("inner"))
    inner = cut_html(match["inner"], inside) or [_make_raw(match["inner"], inside)]
    href = quote(target, safe=_QUOTED)
    opening = Token("link_open", "a", 1, attrs={"href": href}, meta={LINE: place})
    return [opening, *inner, Token("link_close", "a", -1)]

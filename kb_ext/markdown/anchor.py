"""Collect the anchors of a document and the links to them, and let what its author called one be one.

Anchors are headings, kramdown's `{: #key}`, MyST's `{#key}` and `(key)=`, and `id` and `name` in raw HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb_ext.core.anchor import TOP, AnchorIndex, build_anchor_index, is_key, make_slug

from .heading import HEADING
from .line import find_line, line_plugin
from .link import read_text
from .origin import Env, get_depth, get_line

ANCHOR: Final = "kb_anchor"
"""Type of a token that is nothing but an anchor, its key in the attribute `id`."""
KEYS: Final = "kb_keys"
"""Key of `Token.meta` for the anchors that a heading is given by its author."""
SLUG: Final = "kb_slug"
"""Key of `Token.meta` for the anchor that a heading has by its text."""
_KEY: Final = "kb_anchors"
_HTML: Final = frozenset({"html_block", "html_inline"})
_IDS: Final = re.compile(r'<[a-z0-9]+(?: [a-z]+="[^"<>]*")*? id="([^"<>]*)"')
_LINKS: Final = re.compile(r'<a(?: [a-z]+="[^"<>]*")*? href="#([^"<>]*)"')


@dataclass(slots=True)
class Anchors:
    """What was collected in one document."""

    found: dict[str, str] = field(default_factory=dict)
    """Keys, each with the text of its heading; an empty one for what is no heading."""
    links: list[tuple[str, int, bool]] = field(default_factory=list)
    """Links within the document: the fragment, its line, and whether only its exact key will do."""
    title: str = ""
    """The key of the page's title, where no other place has it."""
    seen: Counter[str] = field(default_factory=Counter)

    def claim(self, key: str, text: str = "") -> bool:
        """Take a key for a place; false where it is none, or has been taken."""
        if not is_key(key) or key in self.found:
            return False
        self.found[key] = text
        return True

    def name_heading(self, text: str) -> str:
        """Return the key of a heading by its text, numbered like GitHub's; nothing where it is taken."""
        slug = make_slug(text)
        number, self.seen[slug] = self.seen[slug], self.seen[slug] + 1
        key = f"{slug}-{number}" if number else slug
        return key if slug and self.claim(key, text) else ""

    def iterate_dead(self, index: AnchorIndex | None = None) -> Iterator[tuple[str, int, str]]:
        """Yield fragment, line and the most similar key of every link that leads nowhere."""
        if not self.links:
            return
        index = index or build_anchor_index(self.found)
        for target, line, is_exact in self.links:
            key = index.find(target)
            if target not in TOP and (not key or (is_exact and key != target)):
                yield target, line, key or index.suggest(target)


def anchor_plugin(md: MarkdownIt, *, title: str) -> None:
    """Collect anchors once headings are arranged and raw HTML is safe."""
    line_plugin(md)
    md.core.ruler.before("text_join", _KEY, partial(_collect, title=title))


def get_anchors(env: Env) -> Anchors:
    """Return what was collected so far in the document that an environment belongs to."""
    anchors = env.setdefault(_KEY, Anchors())
    assert isinstance(anchors, Anchors)
    return anchors


def make_anchor(key: str, line: list[int] | None = None, *, block: bool = False) -> Token:
    """Return a token that is an anchor."""
    return Token(ANCHOR, "span", 0, attrs={"id": key}, map=line, block=block)


def _collect(state: StateCore, title: str) -> None:
    anchors = get_anchors(state.env)
    state.tokens = list(_name_blocks(state.tokens, anchors))
    for block in state.tokens:
        line = get_line(state.env, (block.map or [0])[0])
        if block.type == "html_block":
            _read_html(block.content, line, anchors)
        elif block.type == "inline" and block.children:
            block.children = list(_name_inline(block.children, anchors))
            _collect_inline(block.children, line, anchors)
    if not get_depth(state.env):
        anchors.title = anchors.name_heading(title)


def _name_blocks(tokens: list[Token], anchors: Anchors) -> Iterator[Token]:
    """Yield the tokens; headings and paragraphs keep their anchors, other blocks get them in front."""
    for index, token in enumerate(tokens):
        is_heading = token.type == "heading_open" or HEADING in token.meta
        text = read_text(tokens[index + 1].children or []) if is_heading else ""
        keys = tuple(key for key in _take_keys(token) if anchors.claim(key, text))
        if is_heading:
            token.meta = {**token.meta, SLUG: anchors.name_heading(text)}
        if is_heading or token.type == "paragraph_open":
            token.meta = {**token.meta, KEYS: keys}
            yield token
            continue
        place = [token] if token.type != ANCHOR else []
        # MyST makes an anchor of its own targets.
        made = [make_anchor(key, token.map, block=True) for key in keys if token.type != "myst_target"]
        yield from (*place, *made) if token.type == "list_item_open" else (*made, *place)


def _take_keys(token: Token) -> Iterable[str]:
    """Return the anchors that an author gave a block, and take the attribute away from MyST."""
    if token.type == "myst_target":
        return (token.content.strip(),)
    key = token.attrs.pop("id", None) if token.nesting >= 0 and token.type not in _HTML else None
    return (*token.meta.get(KEYS, ()), *((str(key),) if key else ()))


def _name_inline(children: list[Token], anchors: Anchors) -> Iterator[Token]:
    for token in children:
        key = token.attrs.pop("id", None) if token.nesting >= 0 else None
        if key and anchors.claim(str(key)):
            yield make_anchor(str(key))
        if token.type != ANCHOR:
            yield token


def _collect_inline(children: list[Token], line: int, anchors: Anchors) -> None:
    for token in children:
        line = find_line(token, line)
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        if href.startswith("#"):
            anchors.links.append((normalizeLinkText(href)[1:], line, False))
        elif token.type == "html_inline":
            _read_html(token.content, line, anchors)


def _read_html(content: str, line: int, anchors: Anchors) -> None:
    """Read HTML that is sanitised, and so written in one form."""
    for found in _IDS.finditer(content):
        anchors.claim(unescape(found[1]))
    for found in _LINKS.finditer(content):
        anchors.links.append((unescape(found[1]), line + content.count("\n", 0, found.start()), True))

"""Turn embeds into links: `@[card](url)` of Zenn, and a URL that stands alone on its line.

A card or a player would ask another server whenever somebody reads the page; a link asks only who follows it.
See https://zenn.dev/zenn/articles/markdown-guide
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_EMBED = re.compile(r"@\[([a-z][\w-]*)\]\(\s*<?([^\s<>]+?)>?\s*\)$")
_URL = re.compile(r"https?://[^\s<>]+$")
_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "speakerdeck": "https://speakerdeck.com/player/{}",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/key/{}",
    "vimeo": "https://vimeo.com/{}",
    "niconico": "https://www.nicovideo.jp/watch/{}",
}
_KEY = re.compile(r"[\w-]+(?:\?[\w=&-]*)?$")
_TEXT = frozenset({"text", "text_special"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def embed_plugin(md: MarkdownIt) -> None:
    """Read embeds, and link URLs that stand alone on a line."""
    md.block.ruler.before("paragraph", "kb_embed", _read_embed, {"alt": _INTERRUPTED})
    md.core.ruler.before("text_join", "kb_embed", _link_lines)


def find_address(service: str, target: str) -> str:
    """Return the URL an embed shows, or "" if it cannot be told."""
    if _URL.match(target):
        return target
    if service in _ADDRESSES and _KEY.match(target):
        return _ADDRESSES[service].format(target.replace("?", "&") if service == "youtube" else target)
    return ""


def _read_embed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    found = _EMBED.match(line) if line.startswith("@[") else None
    address = find_address(found[1], found[2]) if found else ""
    if not address:
        return False
    if not silent:
        state.line = start + 1
        state.push("paragraph_open", "p", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = f"<{address}>", [start, start + 1], []
        state.push("paragraph_close", "p", -1)
    return True


def _link_lines(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children and "://" in block.content:
            block.children = [
                token for line in _split_lines(block.children) for token in _link_line(state.md, line)
            ]


def _split_lines(children: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for token in children:
        if token.type in _BREAKS:
            lines.extend([[token], []])
        else:
            lines[-1].append(token)
    return lines


def _link_line(md: MarkdownIt, line: list[Token]) -> list[Token]:
    if any(token.type not in _TEXT for token in line):
        return line
    url = "".join(token.content for token in line).strip()
    if not _URL.match(url):
        return line
    text = Token("text", "", 0, content=md.normalizeLinkText(url))
    opening = Token(
        "link_open", "a", 1, attrs={"href": md.normalizeLink(url)}, markup="autolink", info="auto"
    )
    return [opening, text, Token("link_close", "a", -1, markup="autolink", info="auto")]

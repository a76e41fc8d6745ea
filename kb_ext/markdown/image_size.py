"""Read the size of a picture as Zenn and HackMD write it: `![図](a.png =250x)`.

See https://zenn.dev/zenn/articles/markdown-guide
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_PICTURE = re.compile(
    r"!\[([^\[\]\n]{0,500})\]\([ \t]*<?([^\s()<>]{1,2000})>?[ \t]+=(\d{0,4})x(\d{0,4})[ \t]*\)"
)


def image_size_plugin(md: MarkdownIt) -> None:
    """Read pictures with a size; CommonMark takes them for text."""
    md.inline.ruler.before("image", "kb_image_size", _read_picture)


def _read_picture(state: StateInline, silent: bool) -> bool:
    found = (
        _PICTURE.match(state.src, state.pos, state.posMax) if state.src.startswith("![", state.pos) else None
    )
    if found is None:
        return False
    href = state.md.normalizeLink(found[2])
    if not state.md.validateLink(href):
        return False
    if not silent:
        token = state.push("image", "img", 0)
        sizes = {"width": found[3], "height": found[4]}
        token.attrs = {"src": href, "alt": "", **{key: value for key, value in sizes.items() if value}}
        token.content = found[1]
        token.children = []
        state.md.inline.parse(found[1], state.md, state.env, token.children)
    state.pos = found.end()
    return True

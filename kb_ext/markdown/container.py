"""Read the containers of Zenn, Qiita, mamezou's 11ty and Docusaurus as the notes and folds they mean.

`:::message`, `:::note warn`, `:::details タイトル`, `:::column:見出し` become tokens of MyST directives. A
container holds others of its own kind, whether these have more colons, fewer, or as many.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .fence import put_options
from .guard import make_literal
from .origin import DEEPEST, get_depth

_OPENING = re.compile(r"(:{3,})[ \t]*([^\s:{\[]+)[ \t]*(.*)$")
_COLONS = re.compile(r"(:{3,})(.*)$")
_CODE = re.compile(r"(`{3,}|~{3,})")
_KINDS = {
    "message": "note",
    "info": "note",
    "note": "note",
    "memo": "note",
    "tip": "tip",
    "hint": "tip",
    "check": "tip",
    "success": "tip",
    "important": "important",
    "warn": "warning",
    "warning": "warning",
    "caution": "warning",
    "alert": "warning",
    "stop": "danger",
    "danger": "danger",
    "error": "danger",
    "details": "dropdown",
    "toggle": "dropdown",
    "column": "kb-column",
}
_VARIANTS = {
    "message": {"alert": "warning"},
    "note": {"info": "note", "warn": "warning", "alert": "danger"},
}
"""A word behind the name that changes the kind: Zenn's `message alert`, Qiita's `note warn`."""
_DEFAULT_TITLES = {"dropdown": "詳細", "kb-column": "コラム"}
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


def container_plugin(md: MarkdownIt) -> None:
    """Read `:::name` blocks; MyST's own `:::{name}` is left to its rule."""
    md.block.ruler.before("code", "kb_container", _read_container, {"alt": _INTERRUPTED})
    md.core.ruler.before("inline", "kb_container", _convert_containers)


def parse_info(name: str, rest: str) -> tuple[str, str]:
    """Return the kind and the title that the words behind the colons ask for; an unknown kind is ""."""
    kind = _KINDS.get(name.lower(), "")
    word, _, after = rest.partition(" ")
    if word in _VARIANTS.get(name.lower(), {}):
        kind, rest = _VARIANTS[name.lower()][word], after
    rest = rest.strip().removeprefix(":").strip()
    if rest.startswith("[") and rest.endswith("]"):
        rest = rest[1:-1].strip()
    return kind, rest or _DEFAULT_TITLES.get(kind, "")


def _read_container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = _read_line(state, start)
    if not line.startswith(":::") or line.lstrip(":").lstrip().startswith("{"):
        return False
    opening = _OPENING.match(line)
    if silent:
        return opening is not None
    if opening is None:
        _push_text(state, start, line)
        return True
    close = _find_close(state, start, end, len(opening[1]))
    token = state.push("kb_container", "div", 0)
    token.markup, token.info = opening[1], f"{opening[2]} {opening[3]}".strip()
    token.content = state.getLines(start + 1, close, state.sCount[start], True)
    token.map = [start, min(close + 1, end)]
    state.line = token.map[1]
    return True


def _read_line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def _push_text(state: StateBlock, line: int, text: str) -> None:
    """Show colons that close nothing: MyST would open a block with them."""
    state.line = line + 1
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, [line, line + 1], []
    state.push("paragraph_close", "p", -1)


def _find_close(state: StateBlock, start: int, end: int, length: int) -> int:
    """Return the line that closes the container, or the end of the block around it."""
    open_lengths, code = [length], ""
    for line in range(start + 1, end):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line
        text = _read_line(state, line)
        if code or _CODE.match(text):
            code = _follow_code(text, code)
        elif found := _COLONS.match(text):
            _follow_colons(open_lengths, len(found[1]), is_opening=bool(found[2].strip()))
            if not open_lengths:
                return line
    return end


def _follow_code(text: str, code: str) -> str:
    """Return the marker of the code block that is open behind this line, if any."""
    found = _CODE.match(text)
    if not code:
        return found[1] if found and "`" not in text[found.end() :] else ""
    return "" if text.strip(code[0]) == "" and text.startswith(code) else code


def _follow_colons(open_lengths: list[int], length: int, *, is_opening: bool) -> None:
    """Open or close a container; one that is closed by its own length closes what was left open inside."""
    if is_opening:
        open_lengths.append(length)
        return
    if length in open_lengths:
        while open_lengths.pop() != length:
            pass
    elif open_lengths[-1] < length:
        open_lengths.pop()


def _convert_containers(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "kb_container":
            name, _, rest = token.info.partition(" ")
            if get_depth(state.env) >= DEEPEST:
                make_literal(token)
            else:
                _convert(token, *parse_info(name, rest))


def _convert(token: Token, kind: str, title: str) -> None:
    token.type = "colon_fence"
    options: dict[str, str] = {}
    if kind == "dropdown":
        token.info = f"{{dropdown}} {title}"
    elif title:
        token.info = f"{{admonition}} {title}"
        options = {"class": kind} if kind else {}
    else:
        token.info = f"{{{kind}}}" if kind else ""
    if token.info:
        put_options(token, options)

"""Read the info strings that Japanese sites write: `js:main.js`, `diff js:main.js`, `js title="main.js"`.

The language becomes one that Pygments knows, the file name a caption.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from pygments.lexers import get_all_lexers  # type: ignore[import-untyped]  # Pygments has no stubs

from .guard import find_directive
from .origin import ADDED

_LITERAL = "text"
_ALIASES = {
    "mermaid": _LITERAL,
    "plantuml": _LITERAL,
    "uml": _LITERAL,
    "plain": _LITERAL,
    "txt": _LITERAL,
    "csv": _LITERAL,
    "log": _LITERAL,
    "env": "bash",
    "dotenv": "bash",
    "terminal": "console",
    "cmd": "batch",
    "vue": "html",
    "svelte": "html",
    "astro": "html",
    "gradle": "groovy",
    "proto3": "protobuf",
    "jsonc": "json",
    "json5": "json",
    "mdx": "markdown",
    "hcl": "terraform",
    "cshtml": "html",
    "none": _LITERAL,
}
"""Words authors write that Pygments does not know, or whose lexer is not meant."""
_TITLE = re.compile(
    r"""(?:^|\s)(?:file_?name|file|title|name|caption)\s*=\s*("[^"]*"|'[^']*'|\S+)""", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[^\s:{=]+")
_EXTRA = re.compile(r"\{[^{}]*\}|\b[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+)")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def fence_plugin(md: MarkdownIt) -> None:
    """Read the info string of every fence that is not a directive."""
    md.core.ruler.before("inline", "kb_fence", _read_fences)


def parse_info(info: str) -> tuple[str, str]:
    """Return the language, as Pygments knows it, and the file name of an info string; each may be ""."""
    titled = _TITLE.search(info)
    rest = _TITLE.sub("", info) if titled else info
    found = _LANGUAGE.match(rest.strip())
    written = found[0] if found else ""
    behind = rest.strip()[len(written) :]
    if written.lower() == "diff" and not behind.startswith(":"):
        behind = behind.strip().lstrip("{=")
        behind = behind[len(found_next[0]) :] if (found_next := _LANGUAGE.match(behind)) else behind
    name = titled[1].strip("\"'") if titled else ""
    if not name and behind.startswith(":"):
        name = _EXTRA.sub("", behind[1:]).strip()
    language = find_language(written)
    if not name and not language and written:
        name = _guess_name(written, info)
        language = find_language(written.rpartition(".")[2]) if name == written else ""
    return language or (_LITERAL if written else ""), name


def find_language(written: str) -> str:
    """Return the name Pygments knows a language by, or "" if it knows none."""
    word = written.lower()
    return _ALIASES.get(word) or (word if word in _list_aliases() else "")


def put_options(token: Token, options: dict[str, str]) -> None:
    """Put directive options before a fence's content, and keep that content from being read as options.

    MyST counts the lines of the content from the fence's own, so this is moved up by what was put in between.
    """
    lines = [f":{key}: {value}" for key, value in options.items()]
    if lines or token.content.startswith("---") or token.content.lstrip().startswith(":"):
        lines.append("")
    token.content = "".join(f"{line}\n" for line in lines) + token.content
    if token.map:
        token.meta = {**token.meta, ADDED: (token.map[0], len(lines))}
        token.map = [max(token.map[0] - len(lines), 0), token.map[1]]


@cache
def _list_aliases() -> frozenset[str]:
    return frozenset(alias.lower() for lexer in get_all_lexers(plugins=False) for alias in lexer[1])


def _guess_name(written: str, info: str) -> str:
    """Return a file name or a caption that stands in the place of the language."""
    if not info.isascii():
        return info.strip()
    return written if "." in written.strip(".") else ""


def _read_fences(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence" and token.info.strip() and not find_directive(state.md, token):
            language, name = parse_info(token.info)
            token.info = language
            if name:
                token.info = f"{{code-block}} {language or _LITERAL}"
                put_options(token, {"caption": _quote(name)})


def _quote(caption: str) -> str:
    """Return a caption as an option's value: it is parsed as Markdown, which a file name is not."""
    escaped = _PUNCTUATION.sub(r"\\\1", caption)
    return "'" + escaped.replace("'", "''") + "'"

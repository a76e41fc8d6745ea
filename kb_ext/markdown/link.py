"""Refuse link and image targets that a stranger's post may not have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""What a link may begin with; without a scheme it is a path of this site."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f]+")
_LEFT_AS_TEXT = re.compile(r"\]\(\s*<?((?:javascript|vbscript|file|data):[^)\s]*)", re.IGNORECASE)

Refuse = Callable[[int, str], None]
"""Takes the index of a token, and its target that was refused."""


def find_scheme(target: str) -> str:
    """Return the scheme of `target` in lower case, as a browser would read it; "" for a path."""
    found = _SCHEME.match(_IGNORED.sub("", target))
    return found[1].lower() if found else ""


def is_external(target: str) -> bool:
    """Return whether showing `target` would ask another server: a scheme, or two slashes of any kind."""
    return bool(find_scheme(target)) or _IGNORED.sub("", target).replace("\\", "/").startswith("//")


def is_allowed(target: str, docname: str = "") -> bool:
    """Return whether a post may link to `target`; with its docname, paths that leave the site are not."""
    scheme = find_scheme(target)
    if scheme or is_external(target):
        return not scheme or scheme in SCHEMES
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).replace("\\", "/")
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path.lstrip("/")))
    if path.startswith("/"):
        inside = posixpath.normpath(path.lstrip("/"))
    return not docname or not (inside == ".." or inside.startswith("../"))


def is_too_long(target: str) -> bool:
    """Return whether no file system takes a path of this length: 255 bytes a name, 4,096 in all."""
    names = target.encode("utf-8", "surrogatepass").split(b"/")
    return max(map(len, names)) > 255 or sum(map(len, names)) + len(names) > 4000


def refuse_links(children: list[Token], docname: str, refuse: Refuse) -> list[Token]:
    """Return `children` without refused links (their text stays) and without refused or external images."""
    kept: list[Token] = []
    is_open: list[bool] = []
    for index, token in enumerate(children):
        refuse_this = partial(refuse, index)
        if token.type == "link_open":
            is_open.append(_is_kept(token, "href", docname, refuse_this))
            kept.extend([token] if is_open[-1] else [])
        elif token.type == "link_close":
            kept.extend([token] if not is_open or is_open.pop() else [])
        elif token.type == "image":
            kept.extend(_replace_image(token, docname, refuse_this, linked=bool(is_open)))
        else:
            _report_text(token, refuse_this)
            kept.append(token)
    return kept


def _is_kept(token: Token, attribute: str, docname: str, refuse: Callable[[str], None]) -> bool:
    target = str(token.attrGet(attribute) or "")
    if is_allowed(target, docname):
        return True
    refuse(target)
    return False


def _report_text(token: Token, refuse: Callable[[str], None]) -> None:
    """Report what markdown-it itself refuses: it leaves the source of such a link as text."""
    if token.type == "text" and "](" in token.content:
        for found in _LEFT_AS_TEXT.finditer(token.content):
            refuse(found[1])


def _replace_image(token: Token, docname: str, refuse: Callable[[str], None], *, linked: bool) -> list[Token]:
    """Return the image, or its alternative text: linked if the image is external, plain if it is refused."""
    target = str(token.attrGet("src") or "")
    allowed = is_allowed(target, docname) and find_scheme(target) in ("", "http", "https")
    if not allowed:
        refuse(target)
    elif not is_external(target):
        return [token]
    text = Token("text", "", 0, content=read_text(token.children or []) or (target if allowed else ""))
    return [text] if linked or not allowed else link_text(text, target)


def link_text(text: Token, target: str) -> list[Token]:
    """Return the tokens of a link to another site."""
    href = f"https:{target}" if target.startswith("//") else target
    opening = Token("link_open", "a", 1, attrs={"href": href})
    return [opening, text, Token("link_close", "a", -1)]


def read_text(children: list[Token]) -> str:
    """Return what is readable of inline tokens, markup left out."""
    return "".join(
        child.content if not child.children else read_text(child.children)
        for child in children
        if child.type != "html_inline"
    )

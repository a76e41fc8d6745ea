"""What a link leads to: an imported post, a file, or a page of the old site."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from kb_ext.core.repair.context import Context

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PAGE_SUFFIXES: Final = frozenset({"", ".html", ".htm", ".php", ".md", ".mdx", ".markdown"})


def has_scheme(target: str) -> bool:
    """Tell whether a link leads away from its site, or to mail and the like."""
    return _SCHEME.match(target) is not None


def is_root_relative(target: str) -> bool:
    """Tell whether a link leads from the root of its site."""
    return target.startswith("/") and not target.startswith("//")


def find_post(target: str, context: Context) -> str:
    """Return the file of the post that a link leads to: by its address, by its site's, or from this file."""
    if is_root_relative(target):
        return context.neighbours.find(target)
    if _SCHEME.match(target):
        return context.neighbours.find_absolute(target)
    if not target or target[0] in "#?{<" or target.startswith("//"):
        return ""
    return context.neighbours.find_relative(target, context.place, context.addresses)


def is_static(target: str) -> bool:
    """Tell whether a link leads to a file rather than to a page."""
    try:
        path = urlsplit(target).path
    except ValueError:
        return False
    suffix = PurePosixPath(path).suffix.lower()
    return (
        suffix not in _PAGE_SUFFIXES
        and not path.endswith("/")
        and re.fullmatch(r"\.[a-z0-9]{2,5}", suffix) is not None
    )


def read_fragment(target: str) -> str:
    """Return what names a place on the page that a link leads to, with its sign."""
    _, sign, fragment = target.partition("#")
    return sign + fragment if fragment else ""

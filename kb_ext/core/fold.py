"""When two names are the same name: folding by width and case, and the slugs made from it."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha1
from typing import Final

_SPELLED_OUT: Final = {"+": "-plus", "#": "-sharp", "&": "-and-", "@": "-at-"}
_RESERVED: Final = frozenset({"index"})
_MAX_LENGTH: Final = 60
_SEPARATORS: Final = re.compile(r"[^\w.]+|_+")
_LEADING_DOT: Final = re.compile(r"^\.(?=\w)")


def fold_name(name: str) -> str:
    """Fold width (NFKC), case and inner space: names that fold alike are one name."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.split())


def make_slug(name: str) -> str:
    """Make the readable part of an address; letters of every script stay, so `生成AI` is `生成ai`.

    Different names may share a slug (`CI/CD` and `CI-CD`); `assign_slugs` keeps them apart.
    """
    text = _LEADING_DOT.sub("dot-", fold_name(name))
    for character, spelled in _SPELLED_OUT.items():
        text = text.replace(character, spelled)
    return _SEPARATORS.sub("-", text).strip("-.") or "x"


def assign_slugs(names: list[str]) -> dict[str, str]:
    """Map each folded name to its own slug.

    Where several names want one slug, each but the one that is spelled like it gets a digest of its name, so
    that an address never depends on the order or number of the others. So does a name that wants the address
    of an index, or one too long for a file name.
    """
    wanted: dict[str, list[str]] = {}
    for name in sorted({fold_name(name) for name in names}):
        wanted.setdefault(make_slug(name), []).append(name)
    slugs: dict[str, str] = {}
    for slug, sharers in wanted.items():
        for name in sharers:
            fits = slug not in _RESERVED and len(slug) <= _MAX_LENGTH
            alone = fits and (len(sharers) == 1 or name == slug)
            digest = sha1(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
            slugs[name] = slug if alone else f"{slug[:_MAX_LENGTH]}-{digest}"
    return slugs

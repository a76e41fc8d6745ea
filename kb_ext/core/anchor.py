"""Places on a page that links lead to, and what a link means that names one as another generator did."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final
from urllib.parse import unquote

_NO_WORD: Final = re.compile(r"[^\w\- ]")
_SPACES: Final = re.compile(r"\s+")
_LEADING: Final = re.compile(r"^[^A-Za-z]+")
_NO_ASCII_WORD: Final = re.compile(r"[^A-Za-z0-9 -]")
_KEY: Final = re.compile(r"[^\s\x00-\x1f\x7f\"'<>&`=]{1,200}")
_RESERVED: Final = re.compile(r"kb-|furo|__|svg-|search|pagefind", re.IGNORECASE)
_MANY: Final = 300
"""Anchors above which no similar one is looked for."""
TOP: Final = frozenset({"", "top"})
"""What a browser takes for the top of every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorIndex:
    """Looks anchors of one page up."""

    keys: tuple[str, ...]
    names: Mapping[str, str]
    """What generators called each place, to its key."""
    folded: Mapping[str, str]
    """The same without case, width and punctuation; an empty key where two places share it."""

    def find(self, target: str) -> str:
        """Return the key of the place that a fragment means, or nothing where no reading is obvious."""
        wanted = unquote(target)
        found = self.names.get(wanted) or self.names.get(wanted.casefold())
        return found or self.folded.get(fold_anchor(wanted), "")

    def suggest(self, target: str) -> str:
        """Return the most similar key, or nothing."""
        if len(self.keys) > _MANY:
            return ""
        return next(iter(get_close_matches(unquote(target).casefold(), self.keys, n=1, cutoff=0.5)), "")


def is_key(text: str) -> bool:
    """Tell whether a text may be an anchor: no white space, and none of the page's own names."""
    return _KEY.fullmatch(text) is not None and not _RESERVED.match(text)


def build_anchor_index(anchors: Mapping[str, str]) -> AnchorIndex:
    """Index anchors, given in their order with the text of each heading, or an empty one."""
    names = {key: key for key in anchors}
    headings = [(key, text) for key, text in anchors.items() if text]
    for style in (make_slug, _slug_as_zenn, _slug_as_kramdown):
        for slug, key in _number(headings, style):
            names.setdefault(slug, key)
    folded: dict[str, str] = {}
    for key, text in anchors.items():
        for form in {fold_anchor(key), fold_anchor(text)} - {""}:
            folded[form] = key if folded.get(form, key) == key else ""
    return AnchorIndex(keys=tuple(anchors), names=names, folded=folded)


def make_slug(text: str) -> str:
    """Return what GitHub, Hugo, Qiita and Jekyll's kramdown call a heading."""
    return _NO_WORD.sub("", text.strip().lower()).replace(" ", "-")


def fold_anchor(text: str) -> str:
    """Return the letters and digits of an anchor, in one width and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _slug_as_zenn(text: str) -> str:
    return _SPACES.sub("-", text.strip().lower())


def _slug_as_kramdown(text: str) -> str:
    """Return kramdown's own form, which knows ASCII only."""
    return _NO_ASCII_WORD.sub("", _LEADING.sub("", text)).replace(" ", "-").lower() or "section"


def _number(headings: Iterable[tuple[str, str]], style: Callable[[str], str]) -> Iterable[tuple[str, str]]:
    """Yield what a generator calls each heading: a repeated name gets a number."""
    seen: Counter[str] = Counter()
    for key, text in headings:
        slug = style(text)
        yield (f"{slug}-{seen[slug]}" if seen[slug] else slug), key
        seen[slug] += 1

"""The posts that are imported together, found by the addresses under which other sites published them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

_DATED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_MONTH_DAY: Final = re.compile(r"(\d{2})(\d{2})_(.+)")
_DATE_IN_PATH: Final = re.compile(r"(?:^|/)\d{4}/\d{1,2}(?:/|$)")
_SUFFIX: Final = re.compile(r"(?:/index)?(?:\.html?|\.md|\.markdown)?/*$", re.IGNORECASE)
_PERMALINK: Final = re.compile(
    r"^\s*(?:permalink|path|url|slug)\s*[:=]\s*[\"']?([^\"'\n#]+?)[\"']?\s*$", re.MULTILINE
)
_HEAD: Final = 8000
"""How much of a file is looked through for its permalink, in characters."""
_MIN_SLUG: Final = 4


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Looks posts up by the path of a link."""

    targets: Mapping[str, str] = field(default_factory=dict)
    """Path without outer slashes to file name; an empty name where several posts claim the path."""

    def find(self, link: str) -> str:
        """Return the file name of the post that a root-relative link leads to, or an empty text."""
        path = normalise_path(link)
        if not path:
            return ""
        dated = _DATE_IN_PATH.search(path) is not None
        parts = path.split("/")
        for start in range(len(parts)):
            key = "/".join(parts[start:])
            if dated and not (_DATE_IN_PATH.search(key) or start == 0):
                break
            if key in self.targets:
                return self.targets[key]
        return ""


def gather_neighbours(posts: Mapping[str, tuple[PurePath, str]]) -> Neighbours:
    """Index posts, given as file name to the source's path and text."""
    targets: dict[str, str] = {}
    for name, (path, text) in sorted(posts.items()):
        for key in sorted(_list_keys(path, text)):
            targets[key] = name if targets.get(key, name) == name else ""
    return Neighbours(targets)


def normalise_path(link: str) -> str:
    """Return the path of a link as a key: decoded, without query, suffix and outer slashes."""
    try:
        path = unquote(urlsplit(link).path)
    except ValueError:
        return ""
    return _SUFFIX.sub("", path).strip("/").casefold()


def _list_keys(path: PurePath, text: str) -> set[str]:
    stem = path.parent.name if path.stem in {"index", "_index", "README"} else path.stem
    keys = {stem.casefold(), *(normalise_path(match[1]) for match in _PERMALINK.finditer(text[:_HEAD]))}
    if match := _DATED.fullmatch(stem):
        year, month, day, slug = match.groups()
        keys |= {f"{year}/{month:0>2}/{day:0>2}/{slug}".casefold(), f"{year}/{month:0>2}/{slug}".casefold()}
        keys |= {slug.casefold()} if len(slug) >= _MIN_SLUG else set()
    elif (match := _MONTH_DAY.fullmatch(stem)) and path.parent.name.isdecimal():
        keys.add(f"{path.parent.name}/{match[1]}/{match[2]}/{match[3]}".casefold())
    return keys - {""}

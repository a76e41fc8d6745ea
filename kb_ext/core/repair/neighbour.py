"""The posts that are imported together, found by the addresses under which other sites published them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

_DATED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_MONTH_DAY: Final = re.compile(r"(\d{2})(\d{2})_(.+)")
_DATE_IN_PATH: Final = re.compile(r"(?:^|/)\d{4}/\d{1,2}(?:/|$)")
_SUFFIX: Final = re.compile(r"(?:/index)?(?:\.html?|\.mdx?|\.markdown)?/*$", re.IGNORECASE)
_SOURCE_SUFFIX: Final = re.compile(r"(?:/_?index)?(?:\.mdx?|\.markdown|\.html?)$|/_?index$", re.IGNORECASE)
_PERMALINK: Final = re.compile(
    r"^\s*(?:permalink|path|url|slug)\s*[:=]\s*[\"']?([^\"'\n#]+?)[\"']?\s*$", re.MULTILINE
)
_HEAD: Final = 8000
"""How much of a file is looked through for its permalink, in characters."""
_SHARED: Final = re.compile(
    r"(?:zenn\.dev|qiita\.com)/[\w-]+(/(?:articles|books|items)/[^?#]+)", re.IGNORECASE
)
"""Addresses on sites of many authors, where the last part is unique among all of them."""
_MIN_SLUG: Final = 4


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Looks posts up by the path of a link."""

    targets: Mapping[str, str] = field(default_factory=dict)
    """Path without outer slashes to file name; an empty name where several posts claim the path."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """The same for the whole addresses under which posts were published; they count before all others."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The path of a source file, without suffix, to file name."""
    sites: tuple[str, ...] = ()
    """The addresses of the sites that posts come from, without scheme and outer slashes."""

    def find(self, link: str) -> str:
        """Return the file name of the post that a root-relative link leads to, or an empty text."""
        path = normalise_path(link)
        if not path:
            return ""
        if name := self.addresses.get(path):
            return name
        dated = _DATE_IN_PATH.search(path) is not None
        parts = path.split("/")
        for start in range(len(parts)):
            key = "/".join(parts[start:])
            if dated and not (_DATE_IN_PATH.search(key) or start == 0):
                break
            if key in self.targets:
                return self.targets[key]
        return ""

    def find_absolute(self, link: str) -> str:
        """Return the file name of the post that an address on one of the own sites leads to."""
        parts = link.split("://", 1)
        if len(parts) != 2 or parts[0].lower() not in {"http", "https"}:
            return ""
        if shared := _SHARED.match(parts[1]):
            return self.addresses.get(normalise_path(shared[1]), "")
        for site in self.sites:
            if parts[1].casefold().startswith(f"{site}/"):
                return self.find(parts[1][len(site) :])
        return ""

    def find_relative(self, link: str, place: PurePosixPath, addresses: Iterable[str] = ()) -> str:
        """Return the file name of the post that a link leads to, from a file or from the address it had."""
        path = unquote(link.partition("#")[0].partition("?")[0])
        file = posixpath.normpath(posixpath.join(place.parent.as_posix(), path))
        if name := self.files.get(_strip_page(file)):
            return name
        found = (self.addresses.get(normalise_path(urljoin(address, path)), "") for address in addresses)
        return next((name for name in found if name), "")

    def find_file(self, link: str) -> str:
        """Return the file name of the post that a shortcode or tag names by its file."""
        path = unquote(link.partition("#")[0]).strip("/")
        name = self.find(path)
        ends = (_strip_page(f"/{path}"), f"/{_strip_page(path)}")
        return name or next((name for file, name in self.files.items() if file.endswith(ends)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One post that links may lead to."""

    path: PurePath
    """Of its source file."""
    text: str
    """Its beginning."""
    addresses: tuple[str, ...] = ()
    """All addresses that it had."""
    target: PurePath | None = None
    """Of the file that is written, where that is another one."""


def gather_neighbours(posts: Mapping[str, Neighbour], sites: Iterable[str] = ()) -> Neighbours:
    """Index posts by the names of their files, and the addresses of their sites."""
    targets: dict[str, str] = {}
    addresses: dict[str, str] = {}
    files: dict[str, str] = {}
    for name, post in sorted(posts.items()):
        for key in sorted(_list_keys(post.path, post.text)):
            targets[key] = name if targets.get(key, name) == name else ""
        for key in {normalise_path(address) for address in post.addresses} - {""}:
            addresses[key] = name if addresses.get(key, name) == name else ""
        files[_strip_page(post.path.as_posix())] = name
    for name, post in posts.items():
        if post.target is not None:
            files.setdefault(_strip_page(post.target.as_posix()), name)
    hosts = {site.partition("://")[2].strip("/").casefold() for site in sites}
    return Neighbours(targets, addresses, files, tuple(sorted(hosts - {""}, key=len, reverse=True)))


def _strip_page(path: str) -> str:
    """Return the path of a source file without what an address leaves out."""
    return _SOURCE_SUFFIX.sub("", path.rstrip("/")) or path


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

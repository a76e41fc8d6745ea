"""The addresses that a post had on its old site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.problem import ignore_problem
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Lines
from kb_ext.core.repair.generator import Generator
from kb_ext.core.repair.hugo_address import fill_permalink, find_pattern
from kb_ext.core.repair.toml_header import convert_toml
from kb_ext.core.yaml_tree import Mapping as Tree
from kb_ext.core.yaml_tree import Scalar

_DATED: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_MONTH_DAY: Final = re.compile(r"(\d{2})(\d{2})_(.+)")
_PAGE: Final = re.compile(r"_?index(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"\.[a-z]{2}(?:-[a-z]{2,4})?$")
_VARIABLE: Final = re.compile(r":([a-z_]+)")
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\"<>\\|?*:]|(?:^|/)\.{1,2}(?:/|$)")
_MAX: Final = 500
_STYLES: Final = {
    "": "/:year/:month/:day/:title/",
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
"""Jekyll's named forms; the first is what most sites without a known setting have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a post stood."""

    path: PurePosixPath
    """Below the root of its site."""
    generator: Generator = Generator.PLAIN
    pattern: str = ""
    """The form of addresses that the site's configuration asks for, in Jekyll's spelling."""
    permalinks: Mapping[str, str] = field(default_factory=dict)
    """Hugo's forms of addresses, by section."""


def list_addresses(place: Place, text: str) -> tuple[str, ...]:
    """Return the paths under which a post was published, each with its leading slash, the main one first.

    `redirect_from` and `aliases` are not among them, as they are a field of their own.
    """
    reader = FieldReader(mapping=_read_head(text), report=ignore_problem)
    explicit = [value for value in _read_explicit(reader) if value.startswith("/") and "/:" not in value]
    found = explicit or list(_derive(place, reader))
    return tuple(dict.fromkeys(address for address in found if is_address(address)))


def list_aliases(text: str) -> tuple[str, ...]:
    """Return the older addresses that a post's front matter names."""
    reader = FieldReader(mapping=_read_head(text), report=ignore_problem)
    return tuple(alias for alias in reader.read_list("redirect_from") if is_address(alias))


def is_address(text: str) -> bool:
    """Tell whether a text is a path below a site's root, and no other thing."""
    return text.startswith("/") and text.strip("/") != "" and len(text) <= _MAX and not _UNSAFE.search(text)


def _read_explicit(reader: FieldReader) -> Iterator[str]:
    for key in ("permalink", "url", "path"):
        node = reader.mapping.get(key)
        if isinstance(node, Scalar) and not node.is_null:
            yield node.text.strip()


def _derive(place: Place, reader: FieldReader) -> Iterator[str]:
    """Yield the addresses that a generator makes of a file's name."""
    slug = _read_scalar(reader, "slug")
    parts = _list_parts(place.path)
    if place.generator is Generator.JEKYLL:
        yield from _fill_pattern(place, parts[-1], slug, reader)
    elif place.generator is Generator.QIITA and (key := _read_scalar(reader, "id")):
        yield f"/items/{key}"
    elif place.generator is Generator.ZENN and len(parts) > 1:
        yield "/" + "/".join(parts[-2:] if parts[0] == "articles" else parts)
    elif place.generator in {Generator.HUGO, Generator.ASTRO}:
        below = _cut_above(parts, "content")
        pattern = find_pattern(place.permalinks, below)
        if filled := fill_permalink(pattern, below, reader) if pattern else "":
            yield filled
            return
        yield "/" + "/".join((*below[:-1], slug.strip("/") or below[-1])).lower() + "/"
    elif place.generator is Generator.ELEVENTY:
        yield from _guess_eleventy(_cut_above(_cut_above(parts, "src"), "posts"))


def _list_parts(path: PurePosixPath) -> tuple[str, ...]:
    """Return the parts of a path; a page bundle is its folder, and a language suffix is none of the name."""
    stem = _LANGUAGE.sub("", path.stem)
    parts = (
        path.parts[:-1] if _PAGE.fullmatch(path.stem) and len(path.parts) > 1 else (*path.parts[:-1], stem)
    )
    return tuple(part for part in parts if part not in {"/", ".", ".."}) or (stem,)


def _cut_above(parts: tuple[str, ...], folder: str) -> tuple[str, ...]:
    below = parts[parts.index(folder) + 1 :] if folder in parts[:-1] else parts
    return below or parts


def _fill_pattern(place: Place, stem: str, slug: str, reader: FieldReader) -> Iterator[str]:
    match = _DATED.fullmatch(stem)
    if match is None:
        return
    year, month, day, title = match.groups()
    values = {
        "year": year,
        "month": f"{month:0>2}",
        "day": f"{day:0>2}",
        "i_month": str(int(month)),
        "i_day": str(int(day)),
        "short_year": year[2:],
        "title": slug or title,
        "slug": slug or title,
        "categories": "/".join(text.lower() for text in reader.read_list("categories")),
        "output_ext": ".html",
    }
    pattern = _STYLES.get(place.pattern, place.pattern)
    if {*_VARIABLE.findall(pattern)} <= values.keys():
        filled = _VARIABLE.sub(lambda found: values[found[1]], pattern)
        yield re.sub(r"/{2,}", "/", f"/{filled}").replace(" ", "%20")


def _guess_eleventy(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield the path; a name `MMDD_slug` below a year is a date."""
    match = _MONTH_DAY.fullmatch(parts[-1])
    if match is None or len(parts) < 2 or not parts[-2].isdecimal():
        yield "/" + "/".join(parts) + "/"
        return
    yield "/" + "/".join((*parts[:-1], match[1], match[2], match[3])) + "/"


def _read_scalar(reader: FieldReader, key: str) -> str:
    node = reader.mapping.get(key)
    return node.text.strip() if isinstance(node, Scalar) and not node.is_null else ""


def _read_head(text: str) -> Tree:
    head = convert_toml(text.replace("\r\n", "\n"), Context(), _pass_over)
    return read_front_matter(head, ignore_problem).mapping


def _pass_over(
    finding: Finding,
    /,
    *,
    line: int = 1,
    column: int = 1,
    removed: str = "",
    added: str = "",
    **values: str | Lines,
) -> None:
    """Take a finding that is reported when the post itself is read."""

"""The addresses that Hugo makes of a section's pattern, such as `/:year/:month/:slug/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from kb_ext.core.field import FieldReader
from kb_ext.core.post import read_stamp
from kb_ext.core.yaml_tree import Scalar

_TOKEN: Final = re.compile(r":([a-z]+)(?:\[[^\]]*\])?")
_DROPPED: Final = re.compile(r"[^\w./+~\- ]")


def fill_permalink(pattern: str, below: tuple[str, ...], reader: FieldReader) -> str:
    """Return the address of a post below `content`, or nothing where the pattern asks for what is not known.

    `below` are the parts of its path: sections, and the name of its file or bundle.
    """
    values = _list_values(below, reader)
    asked = {match[1] for match in _TOKEN.finditer(pattern)}
    if not asked <= {key for key, value in values.items() if value}:
        return ""
    filled = _TOKEN.sub(lambda match: values[match[1]], pattern)
    return re.sub(r"/{2,}", "/", f"/{filled.strip('/')}/")


def find_pattern(permalinks: Mapping[str, str], below: tuple[str, ...]) -> str:
    """Return the pattern of a section, the nearest of nested ones."""
    sections = ["/".join(below[:count]) for count in range(len(below) - 1, 0, -1)]
    return next((permalinks[section] for section in sections if section in permalinks), "")


def _list_values(below: tuple[str, ...], reader: FieldReader) -> dict[str, str]:
    slug, title = _read(reader, "slug"), _read(reader, "title")
    name, called = below[-1].lower(), urlize(slug) if slug else urlize(title)
    return {
        **_list_dates(reader),
        "section": below[0].lower() if len(below) > 1 else "",
        "sections": "/".join(below[:-1]).lower(),
        "title": urlize(title),
        "slug": called,
        "filename": name,
        "contentbasename": name,
        "slugorfilename": urlize(slug) or name,
        "slugorcontentbasename": urlize(slug) or name,
    }


def _list_dates(reader: FieldReader) -> dict[str, str]:
    stamp = read_stamp(reader, "date")
    try:
        day = date.fromisoformat(stamp.iso[:10]) if stamp else None
    except ValueError:
        day = None
    if day is None:
        return {}
    return {
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "day": f"{day:%d}",
        "yearday": str(day.timetuple().tm_yday),
        "weekday": str(day.isoweekday() % 7),
    }


def urlize(text: str) -> str:
    """Return a text as Hugo writes it into an address."""
    return _DROPPED.sub("", text.strip()).replace(" ", "-").lower().strip("-")


def _read(reader: FieldReader, key: str) -> str:
    node = reader.mapping.get(key)
    return PurePosixPath(node.text.strip()).name if isinstance(node, Scalar) and not node.is_null else ""

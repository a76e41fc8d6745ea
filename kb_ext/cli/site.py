"""The project that a command works in: the folder of its conf.py, and what that says."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb_ext.core.scaffold import Kind, read_settings
from kb_ext.core.schema import FOLDER, KINDS, name_file

_PLACES: Final = (Path(), Path("docs"))
_FOLDERS: Final = {Kind.POST: "posts", Kind.TERM: "terms", Kind.COMPARISON: "comparisons"}
_BUILD: Final = Path("_build", "html")
"""Where the project's `nox -s docs` puts the site, seen from conf.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The folder of a conf.py and the texts that are assigned in it."""

    folder: Path
    settings: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return a setting, or an empty text where conf.py does not have it or computes it."""
        return dict(self.settings).get(name, "")

    def find_folder(self, kind: Kind) -> Path:
        """Return the folder in which pages of a kind stand."""
        named = self.get(f"kb_{kind}_directory").strip("/")
        return self.folder / (named if named and ".." not in named else _FOLDERS[kind])

    def locate_schema(self, kind: Kind, folder: Path) -> str:
        """Return where editors find the JSON Schema for a file in `folder`, or nothing where there is none.

        It is the published address where conf.py has `html_baseurl`, else the path in the built site.
        """
        if kind.value not in KINDS:
            return ""
        name = name_file(kind)
        base = self.get("html_baseurl").rstrip("/")
        if base:
            return f"{base}/{FOLDER}/{name}"
        try:
            return Path(os.path.relpath(self.folder / _BUILD / FOLDER / name, folder)).as_posix()
        except ValueError:
            return ""  # another drive


def find_site(start: Path | None = None) -> Site | None:
    """Find the conf.py here or in docs/; or, for a folder, in it or in the nearest one above it."""
    places = (start, *start.absolute().parents) if start else _PLACES
    return next((_read_site(place) for place in places if (place / "conf.py").is_file()), None)


def _read_site(folder: Path) -> Site:
    try:
        source = (folder / "conf.py").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Site(folder=folder)
    return Site(folder=folder, settings=tuple(sorted(read_settings(source).items())))

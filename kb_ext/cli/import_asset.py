"""The pictures and other files that are copied beside imported posts."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from kb_ext.cli.import_site import Site

_SUFFIXES: Final = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".avif",
        ".bmp",
        ".ico",
        ".mp4",
        ".webm",
        ".mp3",
        ".wav",
    }
    | {".pdf", ".zip", ".csv", ".tsv", ".json", ".txt", ".xlsx", ".pptx", ".docx", ".ipynb", ".drawio"}
)
"""Of the files that are taken along; scripts and pages are none of them."""
_STATIC: Final = ("", "static", "public", "src", "assets")
"""Folders whose content stands at a site's root."""
_INNER: Final = frozenset({"_posts", "_drafts", "articles", "content", "public", "posts"})
MAX_SIZE: Final = 64 * 1024 * 1024
"""Bytes of one file."""


@dataclass(slots=True, kw_only=True)
class AssetFinder:
    """Finds the files that one post refers to, and remembers which of them have to be copied."""

    site: Site
    source: Path
    """The post as it was."""
    name: str
    """The post as it will be, without suffix."""
    into: Path
    copies: dict[Path, Path] = field(default_factory=dict)
    """Target to source."""

    def find(self, target: str) -> str | None:
        """Return the path that a file will have, as seen from the post; see `Context.find_asset`."""
        if PurePosixPath(target).suffix.lower() not in _SUFFIXES or "\x00" in target:
            return None
        if self.into / posixpath.normpath(target) in self.copies:
            return target
        path = self._look_up(target)
        if path is None:
            return ""
        parts = [part for part in posixpath.normpath(target).split("/") if part not in {"", ".", ".."}]
        below = parts if parts[0] == self.name and len(parts) > 1 else [self.name, *parts]
        copy = self.into.joinpath(*below)
        if not _is_same(path, copy):
            self.copies[copy] = path
        return "/".join(below) if copy != self.into / posixpath.normpath(target) else target

    def _look_up(self, target: str) -> Path | None:
        """Return the file, which has to lie inside the site: a post may not fetch the rest of the disk."""
        inner = self.site.root.absolute().name in _INNER
        base = self.site.root.absolute().parent if inner else self.site.root.absolute()
        if target.startswith("/"):
            candidates = [base / folder / target.lstrip("/") for folder in _STATIC]
        else:
            candidates = [self.source.absolute().parent / target]
        allowed = os.path.realpath(base)
        for candidate in candidates:
            real = Path(os.path.realpath(candidate))
            if real.is_relative_to(allowed) and _is_copyable(real):
                return real
        return None


def _is_copyable(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= MAX_SIZE
    except (OSError, ValueError):
        return False


def _is_same(path: Path, copy: Path) -> bool:
    try:
        return copy.exists() and path.samefile(copy)
    except OSError:
        return False

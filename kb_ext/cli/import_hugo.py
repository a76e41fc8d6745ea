"""Where a Hugo site's configuration stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kb_ext.core.repair.hugo_setting import parse_permalinks

_SUFFIXES: Final = (".toml", ".yaml", ".yml", ".json")
FILES: Final = tuple(
    f"{folder}{name}{suffix}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for suffix in _SUFFIXES
)
"""Where the configuration may stand, the first one counting."""
_TABLE: Final = "config/_default/permalinks"
_MAX_SIZE: Final = 1 << 20


def read_permalinks(root: Path) -> dict[str, str]:
    """Return the patterns of addresses by section; `root` is the site's folder or its `content`."""
    for base in (root, root.parent) if root.absolute().name == "content" else (root,):
        for path, alone in _list_files(base):
            found = parse_permalinks(_read(path), path.suffix, alone=alone)
            if found:
                return found
    return {}


def _list_files(base: Path) -> Iterator[tuple[Path, bool]]:
    yield from ((base / name, False) for name in FILES)
    yield from ((base / f"{_TABLE}{suffix}", True) for suffix in _SUFFIXES)


def _read(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size <= _MAX_SIZE:
            return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        pass
    return ""

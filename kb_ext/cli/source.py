"""The files that an import reads, and the names under which it writes them."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from itertools import count
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".md", ".markdown", ".mdx"})
_SAFE: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_FOLDER_PAGE: Final = re.compile(r"(?:_?index|readme)(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?", re.IGNORECASE)
_PART: Final = re.compile(r"[A-Za-z0-9]+")
_MAX_NAME: Final = 120
_DIGEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to import."""

    path: Path
    name: str
    """Of the file that is written, without suffix: ASCII, and always the same for the same source name."""
    original: str
    """The name it had, without suffix."""
    rival: str = ""
    """The source that took the name it should have had."""

    @property
    def renamed(self) -> bool:
        """Tell whether the original name is lost in the new one."""
        return not is_safe(self.original)


def is_safe(name: str) -> bool:
    """Tell whether a name can stand in every file system and address."""
    return len(name) <= _MAX_NAME and _SAFE.fullmatch(name) is not None and not _RESERVED.fullmatch(name)


def name_sources(paths: Iterable[Path], name: str = "") -> list[Source]:
    """Give every file its name; of several that want one name, the first one gets it."""
    taken: dict[str, Path] = {}
    sources = []
    for path in paths:
        original = read_original(path)
        wanted = name or make_name(original)
        chosen = next(
            candidate
            for candidate in _list_names(wanted, original, path)
            if candidate.casefold() not in taken
        )
        rival = show_path(taken[wanted.casefold()]) if chosen != wanted else ""
        taken[chosen.casefold()] = path
        sources.append(Source(path=path, name=chosen, original=original, rival=rival))
    return sources


def read_original(path: Path) -> str:
    """Return a file's own name; `index.md` and the like are named by their folder."""
    own = not _FOLDER_PAGE.fullmatch(path.stem) or not path.parent.name
    return show_path(Path(path.stem if own else path.parent.name))


def make_name(original: str) -> str:
    """Return a name in ASCII: the one there is, or its date and ASCII parts, or a digest of it."""
    composed = unicodedata.normalize("NFC", original)
    if is_safe(composed):
        return composed
    ascii_parts = "-".join(_PART.findall(composed)).lower()[: _MAX_NAME // 2].strip("-")
    if re.search(r"[a-z]", ascii_parts) and is_safe(ascii_parts):
        return ascii_parts
    return "-".join(part for part in (ascii_parts, _digest(composed)) if part)


def _list_names(wanted: str, original: str, path: Path) -> Iterator[str]:
    """Yield the wanted name; then, with what tells two files apart, ever longer ones."""
    yield wanted
    if not is_safe(original):
        yield f"{wanted}-{_digest(original)}"
    elif path.parent.name:
        yield f"{wanted}-{make_name(show_path(Path(path.parent.name)))}"
    for number in count():
        yield f"{wanted}-{_digest(f'{show_path(path)}-{number}')}"


def _digest(text: str) -> str:
    return sha1(text.encode()).hexdigest()[:_DIGEST]


def show_path(path: Path) -> str:
    """Return a path as text that can be printed and written, also where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")

"""What was written into an output directory: the digest of each page's view.

The ledger is a file in the output directory, since the environment is shared between builders and saved
before anything is written. A page's entry is struck out before the page is written and entered after the
whole build succeeded, so that a build killed at any moment leaves no entry that is not true.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kb_ext.adapter.output import write_file

FILE_NAME: Final = ".kb-ledger.json"
FORMAT: Final = 1


class Ledger:
    """Pagename to digest, in the file of one output directory."""

    def __init__(self, outdir: Path, name: str = FILE_NAME) -> None:
        self._path = outdir / name
        self._digests = _load(self._path)

    def find_stale(self, digests: Mapping[str, str]) -> set[str]:
        """Return the pages whose digest is not the one that was last written."""
        return {pagename for pagename, digest in digests.items() if self._digests.get(pagename) != digest}

    def find_removed(self, digests: Mapping[str, str]) -> set[str]:
        """Return the pages that were written and are no longer part of the site."""
        return self._digests.keys() - digests.keys()

    def strike_out(self, pagenames: Iterable[str]) -> None:
        """Forget pages that are about to be written, durably.

        An empty digest equals none, and the page is known to be perhaps there: if the build is killed and the
        source then goes, the page goes with it.
        """
        struck = dict.fromkeys(pagenames, "")
        if any(self._digests.get(pagename) != "" for pagename in struck):
            self._digests.update(struck)
            self._save()

    def enter(self, digests: Mapping[str, str]) -> None:
        """Record that exactly these pages are written."""
        if self._digests != digests:
            self._digests = dict(digests)
            self._save()

    def _save(self) -> None:
        content = {"format": FORMAT, "pages": dict(sorted(self._digests.items()))}
        write_file(self._path, json.dumps(content, ensure_ascii=False, indent=0).encode())


def _load(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return {}
    pages = content.get("pages")
    return {str(name): str(digest) for name, digest in pages.items()} if isinstance(pages, dict) else {}

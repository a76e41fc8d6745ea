"""Where exactly something stands: MyST gives inline elements the first line of their paragraph."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Final

from sphinx.environment import BuildEnvironment

_MAX_LINES: Final = 200
"""Lines of one paragraph that are looked at."""


def find_place(env: BuildEnvironment, docname: str, line: int, text: str) -> tuple[int, int]:
    """Return line and column of a text at or below a line of a source; that line when it is not there."""
    try:
        with Path(env.doc2path(docname)).open(encoding="utf-8", errors="replace") as source:
            for number, content in enumerate(islice(source, line - 1, line - 1 + _MAX_LINES), line):
                if text in content:
                    return number, content.index(text) + 1
                if not content.strip():
                    break  # the end of the paragraph: a link by reference names its target elsewhere
    except OSError:
        pass
    return line, 1

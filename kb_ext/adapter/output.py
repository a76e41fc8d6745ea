"""Writes files so that nobody ever reads half of one, and only when their bytes change."""

from __future__ import annotations

import os
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that would not change keeps its time."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.tmp")
    partial.write_bytes(content)
    os.replace(partial, path)

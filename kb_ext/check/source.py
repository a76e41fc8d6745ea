"""Which files a check looks at."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kb_ext.check.project import SKIPPED, SUFFIXES, find_project
from kb_ext.check.record import Task

_DOCS: Final = "docs"


class MissingPathError(Exception):
    """A path that was given does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def guess_paths(folder: Path) -> tuple[Path, ...]:
    """Return what is checked when no path is given: this folder, or `docs` if only that has a conf.py."""
    below = not (folder / "conf.py").is_file() and (folder / _DOCS / "conf.py").is_file()
    return (folder / _DOCS if below else folder,)


def list_tasks(paths: Sequence[Path]) -> list[Task]:
    """List every file once, those of a folder in order; raises `MissingPathError`."""
    tasks: dict[Path, Task] = {}
    for path in paths:
        if not path.exists():
            raise MissingPathError(path)
        named = path if path.is_dir() else path.parent
        for file in list_files(path) if path.is_dir() else [path]:
            key = file.absolute()
            if key not in tasks:
                tasks[key] = find_project(file, named).make_task(file, show_path(file))
    return list(tasks.values())


def show_path(path: Path) -> str:
    """Return a path as text, with slashes, also where its bytes are not UTF-8."""
    return os.fsencode(path.as_posix()).decode("utf-8", errors="replace")


def list_docnames(folder: Path, root: Path) -> list[str]:
    """List the documents below a folder by their paths below the root, without suffix."""
    return sorted(name_document(file, root) for file in list_files(folder))


def name_document(file: Path, root: Path) -> str:
    """Return the path of a file below the root, without its suffix."""
    return file.relative_to(root).with_suffix("").as_posix()


def list_files(folder: Path) -> list[Path]:
    """List the Markdown files below a folder in order."""
    return sorted(_walk(folder))


def _walk(top: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(top):
        here = Path(parent)
        project = find_project(here / "x", here)
        folders[:] = [
            name
            for name in folders
            if name not in SKIPPED and not name.startswith(".") and not project.is_excluded(here / name)
        ]
        for name in files:
            path = here / name
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and not project.is_excluded(path):
                yield path

"""What the tests of the check share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb_ext.check.engine import check_tasks
from kb_ext.check.file import check_bytes
from kb_ext.check.record import Checked, Kind, Task
from kb_ext.check.source import list_tasks

Place = tuple[str, int, int]
"""Code, line and column of a finding."""
HEAD = "---\ntitle: 題\n---\n\n"
"""Four lines, so that a body begins on the fifth."""


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Checked]:
    """Check a text as if it stood in a file of a project."""

    def run(text: str | bytes, *, kind: Kind = Kind.POST, docname: str = "posts/a") -> Checked:
        path = tmp_path / f"{docname}.md"
        task = Task(path=path, shown=f"{docname}.md", root=tmp_path, docname=docname, kind=kind)
        return check_bytes(task, text.encode() if isinstance(text, str) else text)

    return run


@pytest.fixture
def find(check: Callable[..., Checked]) -> Callable[..., list[Place]]:
    """Return code, line and column of everything that is found in a text."""

    def run(text: str | bytes, *, kind: Kind = Kind.POST, docname: str = "posts/a") -> list[Place]:
        problems = check(text, kind=kind, docname=docname).problems
        return sorted((problem.code.public, problem.line, problem.column) for problem in problems)

    return run


@pytest.fixture
def find_in_body(find: Callable[..., list[Place]]) -> Callable[[str], list[Place]]:
    """Return what is found in the body of a post; its first line is the fifth of the file."""
    return lambda body: find(HEAD + body)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., list[str]]:
    """Check a project of several files, and return its findings, each as `path:line:column code`."""

    def run(files: dict[str, str], *, processes: int | None = None) -> list[str]:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        outcome = check_tasks(list_tasks([tmp_path]), processes=processes)
        return [
            f"{Path(problem.path).relative_to(tmp_path).as_posix()}:{problem.line}:{problem.column} "
            f"{problem.code.public}"
            for problem in outcome.problems
        ]

    return run

"""The repairs that are safe in place: nothing a reader sees is lost, and nothing is guessed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb_ext.check.file import UnreadableError, decode, read_bytes
from kb_ext.check.record import Kind, Task
from kb_ext.core.problem import ignore_problem
from kb_ext.core.repair.character import (
    compose_letters,
    normalise_line_endings,
    remove_byte_order_mark,
    remove_control_characters,
)
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.fence import set_fences_right
from kb_ext.core.repair.finding import Finding, Lines
from kb_ext.core.repair.rule import part_rules

Repair = Callable[[str], str]
_CONTEXT: Final = Context()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What a file was and what it becomes."""

    task: Task
    before: str
    after: str


def plan_fix(task: Task) -> Fix | None:
    """Return what would be changed in a file; None where nothing would, or its bytes are no UTF-8."""
    try:
        before, is_sound = decode(read_bytes(task.path), ignore_problem)
    except UnreadableError:
        return None
    after = repair_text(before, is_record=task.kind is not Kind.PAGE) if is_sound else before
    return Fix(task=task, before=before, after=after) if after != before else None


def repair_text(text: str, *, is_record: bool) -> str:
    """Run the safe repairs over a text."""
    for run in (remove_byte_order_mark, normalise_line_endings, remove_control_characters):
        text = run(text, _CONTEXT, _drop)
    if is_record:
        text = part_rules(_mend_fences(text), _CONTEXT, _drop)
    return compose_letters(text, _CONTEXT, _drop)


def write_fix(fix: Fix) -> None:
    """Write a repaired file whole or not at all, with its mode, through a link; raises `OSError`."""
    target = Path(os.path.realpath(fix.task.path))
    handle, temporary = tempfile.mkstemp(prefix=".kb-", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(fix.after)
        shutil.copymode(target, temporary)
        Path(temporary).replace(target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mend_fences(text: str) -> str:
    """Set the fences right around a front matter that there is; none is added."""
    found: set[Finding] = set()

    def note(
        finding: Finding,
        /,
        *,
        line: int = 1,
        column: int = 1,
        removed: str = "",
        added: str = "",
        **values: str | Lines,
    ) -> None:
        found.add(finding)

    mended = set_fences_right(text, _CONTEXT, note)
    return text if Finding.MISSING in found else mended


def _drop(
    finding: Finding,
    /,
    *,
    line: int = 1,
    column: int = 1,
    removed: str = "",
    added: str = "",
    **values: str | Lines,
) -> None:
    """Take what a pass says; the difference shows what it did."""

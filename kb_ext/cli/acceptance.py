"""Making a comparison of a table that its author has said is one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kb_ext.check.file import UnreadableError, decode, read_bytes
from kb_ext.check.fix import Fix, write_fix
from kb_ext.check.project import SUFFIXES, find_project
from kb_ext.check.record import Task
from kb_ext.check.source import list_files, show_path
from kb_ext.cli.check_report import compare
from kb_ext.cli.survey import Glossaries
from kb_ext.core.problem import Translate, ignore_problem
from kb_ext.core.recognition.clue import Orientation
from kb_ext.core.recognition.judgement import judge_table
from kb_ext.core.recognition.rewrite import choose_key, list_keys, wrap_table
from kb_ext.core.recognition.table import Table, find_tables

_MARK: Final = "\ufeff"


class AcceptanceError(Exception):
    """Carries why a table is left alone: a gettext message id and the values of its placeholders."""

    def __init__(self, place: str, message: str, **values: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.values = values

    def describe(self, translate: Translate = str) -> str:
        """Return the message in the language of `translate`."""
        return translate(self.message).format(**self.values)


def parse_place(place: str) -> tuple[Path, int]:
    """Cut `PATH:LINE`, or `PATH:LINE:COLUMN` as messages have it, into its parts; 0 for no line."""
    path, _, line = place.rpartition(":")
    above, _, number = path.rpartition(":")
    if above and number.isdecimal():
        path, line = above, number
    return (Path(path), int(line)) if path and line.isdecimal() else (Path(place), 0)


def accept_table(path: Path, line: int) -> str:
    """Put the table on a line into a directive and return the difference; raises `AcceptanceError`."""
    shown = show_path(path)
    place = f"{shown}:{line}" if line else shown
    if not line:
        raise AcceptanceError(place, "--accept must be PATH:LINE.")
    if path.suffix.lower() not in SUFFIXES:
        raise AcceptanceError(place, "This is no Markdown file.")
    project = find_project(path, path.parent)
    if any(map(project.is_excluded, (path, *path.absolute().parents))):
        raise AcceptanceError(place, "This file is no page of the site: conf.py excludes it.")
    task = project.make_task(path, shown)
    before = _read(path, place)
    table = _find_table(before, line, place)
    after = wrap_table(
        before,
        table,
        key=_choose_key(task, before),
        caption=table.heading or table.title,
        orientation=_find_orientation(table, task),
    )
    fix = Fix(task=task, before=before, after=after)
    try:
        write_fix(fix)
    except OSError as error:
        message = "'{target}' cannot be written: {detail}."
        raise AcceptanceError(
            place, message, target=shown, detail=error.strerror or type(error).__name__
        ) from error
    return compare(fix)


def _read(path: Path, place: str) -> str:
    try:
        text, is_sound = decode(read_bytes(path), ignore_problem)
    except UnreadableError as error:
        raise AcceptanceError(place, "The file cannot be read: {detail}.", detail=str(error)) from error
    if not is_sound:
        raise AcceptanceError(place, "The file is not UTF-8; import it first.")
    return text


def _find_table(text: str, line: int, place: str) -> Table:
    tables = find_tables(text.removeprefix(_MARK).replace("\r\n", "\n"))
    table = next((table for table in tables if table.line <= line < table.end), None)
    if table is None:
        if tables:
            lines = ", ".join(str(table.line) for table in tables)
            raise AcceptanceError(
                place, "There is no table on this line; there are some on {lines}.", lines=lines
            )
        raise AcceptanceError(place, "There is no table in this file outside code and directives.")
    if table.is_nested:
        raise AcceptanceError(
            place, "The table stands in a list or a quotation, where no directive can be. Move it out first."
        )
    return table


def _find_orientation(table: Table, task: Task) -> Orientation:
    judgement = judge_table(table, Glossaries().find(task).resolve_item)
    return judgement.orientation if judgement else Orientation.ROWS


def _choose_key(task: Task, text: str) -> str:
    """Choose a key that no comparison of the project has."""
    stem = task.docname.rpartition("/")[2]
    taken = set(list_keys(text, stem))
    if task.is_sure:
        for file in list_files(task.root):
            try:
                other, _ = decode(read_bytes(file), ignore_problem)
            except UnreadableError:
                continue
            taken.update(list_keys(other, file.stem) if "{kb:comparison}" in other else ())
    return choose_key(stem, taken)

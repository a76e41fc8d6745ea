"""Data files of comparisons: YAML, JSON or CSV inside the source directory, read into one form.

Posts come from strangers: a path that leaves the source directory, by itself or by a link, is refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Final

import yaml

from kb_ext.core.code import ComparisonCode, SourceCode
from kb_ext.core.comparison_field import Loaded
from kb_ext.core.problem import Report
from kb_ext.core.yaml_tree import Entry, LimitExceededError, Mapping, Node, Scalar, Sequence, parse_yaml

MAX_SIZE: Final = 512 * 1024
"""Bytes of one data file."""
SUFFIXES: Final = frozenset({".yaml", ".yml", ".json", ".csv"})
NOT_THERE: Final = "it does not exist"
OUTSIDE: Final = "it is outside the source directory"
OTHER_KIND: Final = "it is no YAML, JSON or CSV file"
TOO_LARGE: Final = "it is larger than 512 KiB"
NO_TEXT: Final = "it is not UTF-8"
NO_TABLE: Final = "it holds no comparison"
DETAILS: Final = (NOT_THERE, OUTSIDE, OTHER_KIND, TOO_LARGE, NO_TEXT, NO_TABLE)
"""Why a file cannot be used: message ids, so that authors read them in their own language."""
_ITEM_COLUMNS: Final = ("term", "source", "as_of")
"""Columns of a CSV file that are of the items, and no criteria."""
_NUMBERED: Final = re.compile(r"(?:\r\n|\n|\r)")


class RefusedError(Exception):
    """A file that cannot be used; carries why."""


def find_file(root: Path, docname: str, name: str) -> Path:
    """Return the path that a page names: from the source directory, or with `./` or `../` from its folder.

    Raises `RefusedError` for one that leaves the source directory or is of another kind.
    """
    folder = root / Path(docname).parent if name.startswith(("./", "../")) else root
    path = folder / name.lstrip("/")
    if "\0" in name or not path.resolve().is_relative_to(root.resolve()):
        raise RefusedError(OUTSIDE)
    if path.suffix.lower() not in SUFFIXES:
        raise RefusedError(OTHER_KIND)
    return Path(path.resolve()) if ".." in path.parts else path


def read_file(path: Path) -> str:
    """Return the text of a data file; raises `RefusedError`."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise RefusedError(NOT_THERE)
        if status.st_size > MAX_SIZE:
            raise RefusedError(TOO_LARGE)
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RefusedError(NOT_THERE) from error
    except UnicodeDecodeError as error:
        raise RefusedError(NO_TEXT) from error


def load_file(
    root: Path, docname: str, name: Scalar, report: Report, report_in: Callable[[Path], Report]
) -> Loaded | None:
    """Read the data file that a page names; whatever is wrong with it is reported, there or in the file."""
    try:
        path = find_file(root, docname, name.text.strip())
        text = read_file(path)
    except (RefusedError, OSError, ValueError) as error:
        detail = str(error) if isinstance(error, RefusedError) else NOT_THERE
        report(ComparisonCode.DATA_FILE, line=name.line, column=name.column, file=name.text, detail=detail)
        return None
    inner = report_in(path)
    tree = read_csv(text) if path.suffix.lower() == ".csv" else _read_yaml(text, inner)
    mapping = _find_comparison(tree)
    if mapping is None:
        if tree is not None:
            inner(ComparisonCode.DATA_FILE, file=name.text, detail=NO_TABLE)
        return None
    place = path.resolve().relative_to(root.resolve()).as_posix()
    return Loaded(path=place, root=mapping, report=inner)


def _find_comparison(tree: Node | None) -> Mapping | None:
    """Return the comparison of a file: the whole of it, or what stands below `comparison`."""
    if not isinstance(tree, Mapping):
        return None
    inner = tree.get("comparison")
    return inner if isinstance(inner, Mapping) else tree


def _read_yaml(text: str, report: Report) -> Node | None:
    """Read YAML, of which JSON is a part but for tabs."""
    try:
        return parse_yaml(text.replace("\t", " "))
    except LimitExceededError as error:
        report(SourceCode.YAML_LIMIT, line=error.line, detail=error.detail)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        detail = str(getattr(error, "problem", None) or "unreadable")
        report(SourceCode.YAML_SYNTAX, line=line, column=column, detail=detail)
    return None


def read_csv(text: str) -> Mapping | None:
    """Read a table of items in rows: the first row names the criteria, the first column the items."""
    rows = list(_read_rows(text))
    if len(rows) < 2:
        return None
    (_, head), *body = rows
    own = {number: name.strip() for number, name in enumerate(head) if name.strip() in _ITEM_COLUMNS}
    criteria = tuple(
        Scalar(text=name.strip()) for number, name in enumerate(head[1:], start=1) if number not in own
    )
    items = tuple(_make_item(line, row, own) for line, row in body)
    entries: dict[str, Node] = {
        "item_label": Scalar(text=head[0].strip() if head else ""),
        "criteria": Sequence(children=criteria),
        "items": Sequence(children=items),
    }
    return Mapping(entries=tuple(Entry(key=Scalar(text=key), value=value) for key, value in entries.items()))


def _read_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, each with the line that it begins on."""
    reader = csv.reader(_NUMBERED.sub("\n", text).splitlines(keepends=True))
    line = 1
    while True:
        try:
            row = next(reader)
        except (StopIteration, csv.Error):
            return
        if any(cell.strip() for cell in row):
            yield line, row
        line = reader.line_num + 1


def _make_item(line: int, row: list[str], own: dict[int, str]) -> Mapping:
    cells = tuple(
        Scalar(text=cell, line=line, tag="str" if cell.strip() else "null")
        for number, cell in enumerate(row[1:], start=1)
        if number not in own
    )
    entries: list[tuple[str, Node]] = [
        (name, Scalar(text=row[number], line=line)) for number, name in own.items() if number < len(row)
    ]
    entries += [
        ("label", Scalar(text=row[0], line=line)),
        ("cells", Sequence(children=cells, line=line)),
    ]
    named = tuple(Entry(key=Scalar(text=key, line=line), value=value) for key, value in entries)
    return Mapping(entries=named, line=line)

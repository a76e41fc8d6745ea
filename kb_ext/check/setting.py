"""The settings of a project: `[tool.kb]` in the nearest pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from kb_ext.check.choice import CODE_NAMES, EXPECTED_CODE, EXPECTED_LIST, is_code, suggest
from kb_ext.core.code import SourceCode
from kb_ext.core.problem import Problem

KEYS: Final = ("ignore", "per-file-ignores", "require-as-of", "stale-after", "strict")
"""Also written with underscores."""
_FILE: Final = "pyproject.toml"
_PLACE: Final = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project asks of a check."""

    folder: Path | None = None
    """Where pyproject.toml is; patterns are relative to it."""
    ignore: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of paths, and the codes switched off there."""
    strict: bool = False
    requires_as_of: bool = False
    """Whether every cell of a comparison needs a date, whatever conf.py says."""
    stale_after: int = 0
    """Days after which a cell of a comparison counts as old; 0 leaves that to conf.py."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the settings themselves."""

    def list_ignored(self, path: Path) -> tuple[str, ...]:
        """Return the codes that are switched off for a file."""
        if not self.per_file or self.folder is None:
            return self.ignore
        absolute = path.absolute()
        inside = absolute.is_relative_to(self.folder)
        name = absolute.relative_to(self.folder).as_posix() if inside else absolute.as_posix()
        matching = (codes for pattern, codes in self.per_file if _matches(name, pattern))
        return (*self.ignore, *(code for codes in matching for code in codes))


def find_settings(folder: Path) -> Settings:
    """Read the nearest pyproject.toml at or above a folder; without one, or without `[tool.kb]`, defaults."""
    return _find_settings(folder.absolute())


@cache
def _find_settings(folder: Path) -> Settings:
    for candidate in (folder, *folder.parents):
        if (candidate / _FILE).is_file():
            return _read_settings(candidate / _FILE)
    return Settings()


def _matches(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) or fnmatchcase(PurePosixPath(name).name, pattern)


def _read_settings(path: Path) -> Settings:
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text).get("tool", {}).get("kb", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        return Settings(problems=(_describe_failure(path, str(error)),))
    reader = _Reader(path, text)
    if not isinstance(table, dict):
        reader.complain("kb", "a table", table)
        table = {}
    return reader.read(table)


def _describe_failure(path: Path, detail: str) -> Problem:
    place = _PLACE.search(detail)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    values = (("detail", detail.rstrip(".")),)
    return Problem(code=SourceCode.UNREADABLE, path=_show(path), line=line, column=column, values=values)


def _show(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


class _Reader:
    """Validates the table, noting what does not fit."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.split("\n")
        self.problems: list[Problem] = []

    def read(self, table: Mapping[str, object]) -> Settings:
        """Return the settings, without those that do not fit."""
        for key in sorted(key for key in table if key.replace("_", "-") not in KEYS):
            self._note(key, key, ", ".join(f"'{known}'" for known in KEYS), suggest(key, KEYS))
        table = {key.replace("_", "-"): value for key, value in table.items()}
        return Settings(
            folder=self._path.parent,
            ignore=self._read_codes("ignore", table.get("ignore", [])),
            per_file=tuple(self._read_patterns(table.get("per-file-ignores", {}))),
            strict=self._read_flag("strict", table.get("strict", False)),
            requires_as_of=self._read_flag("require-as-of", table.get("require-as-of", False)),
            stale_after=self._read_days("stale-after", table.get("stale-after", 0)),
            problems=tuple(self.problems),
        )

    def complain(self, setting: str, expected: str, found: object) -> None:
        """Note a value of the wrong shape."""
        self._note(setting, str(found), expected, "")

    def _read_flag(self, setting: str, value: object) -> bool:
        if not isinstance(value, bool):
            self.complain(setting, "true or false", value)
        return value is True

    def _read_days(self, setting: str, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.complain(setting, "a whole number, 0 or above", value)
        return 0

    def _read_codes(self, setting: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.complain(setting, EXPECTED_LIST, value)
            return ()
        for name in value:
            if not is_code(str(name)):
                self._note(setting, str(name), EXPECTED_CODE, suggest(str(name), CODE_NAMES))
        return tuple(name for name in value if isinstance(name, str) and is_code(name))

    def _read_patterns(self, value: object) -> Iterator[tuple[str, tuple[str, ...]]]:
        if not isinstance(value, dict):
            self.complain("per-file-ignores", "a table of patterns with lists of codes", value)
            return
        for pattern, codes in value.items():
            yield str(pattern), self._read_codes(str(pattern), codes)

    def _note(self, setting: str, found: str, expected: str, suggestion: str) -> None:
        line, column = self._locate(found, setting, setting.replace("-", "_"))
        values = (
            ("expected", expected),
            ("found", repr(found)),
            ("setting", f"'{setting}'"),
            ("suggestion", suggestion),
        )
        problem = Problem(
            code=SourceCode.BAD_SETTING, path=_show(self._path), line=line, column=column, values=values
        )
        self.problems.append(problem)

    def _locate(self, *texts: str) -> tuple[int, int]:
        """Return where the first of some texts stands below `[tool.kb`."""
        start = next((number for number, line in enumerate(self._lines) if "tool.kb" in line), 0)
        for text in texts:
            for number, line in enumerate(self._lines[start:], start + 1):
                if text and text in line:
                    return number, line.index(text) + 1
        return start + 1, 1

"""Checking many files, on all processors where that is worth it, with one result whatever their number."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kb_ext.check.choice import is_wanted
from kb_ext.check.file import check_file
from kb_ext.check.merge import list_data_files, list_stale
from kb_ext.check.record import Checked, Task
from kb_ext.check.setting import Settings, find_settings
from kb_ext.check.site import compare_files
from kb_ext.core.code import Severity
from kb_ext.core.problem import Problem

WORTHWHILE: Final = 400_000
"""Bytes of source below which starting processes takes longer than it saves."""
_MOST: Final = 8
_CHUNK: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check found."""

    files: int
    problems: tuple[Problem, ...]
    """Sorted by path, line and column."""
    strict: bool = False
    """Whether the projects' settings make warnings failures."""

    def has_failed(self, *, strict: bool) -> bool:
        """Tell whether anything stands against the files."""
        failing = {Severity.ERROR, Severity.WARNING} if strict or self.strict else {Severity.ERROR}
        return any(problem.code.severity in failing for problem in self.problems)


def check_tasks(tasks: Sequence[Task], *, processes: int | None = None, today: date | None = None) -> Outcome:
    """Check files and return what was found; with a day, also what is old by then."""
    return judge_results(run_checks(tasks, processes=processes), today=today)


def judge_results(results: Sequence[Checked], *, today: date | None = None) -> Outcome:
    """Put together what was found in each file and between them, without what is not wanted."""
    by_path = {path: result for result in results for path in (*list_data_files(result), result.task.shown)}
    settings = {shown: find_settings(result.task.root) for shown, result in by_path.items()}
    found = [problem for result in results for problem in result.problems]
    found += compare_files(results)
    found += list_stale(results, today) if today else ()
    wanted = {
        problem
        for problem in found
        if is_wanted(problem.code, _list_ignored(by_path[problem.path], settings[problem.path]))
    }
    wanted.update(problem for setting in settings.values() for problem in setting.problems)
    strict = any(setting.strict for setting in settings.values())
    return Outcome(files=len(results), problems=tuple(sorted(wanted, key=_sort_key)), strict=strict)


def run_checks(tasks: Sequence[Task], *, processes: int | None = None) -> list[Checked]:
    """Check each file by itself, in order."""
    count = min(processes or count_processors(), len(tasks), _MOST)
    if count > 1 and (processes or sum(map(_measure, tasks)) > WORTHWHILE):
        results = _run_parallel(tasks, count)
        if results is not None:
            return results
    return [check_file(task) for task in tasks]


def count_processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _run_parallel(tasks: Sequence[Task], count: int) -> list[Checked] | None:
    """Return the results in the order of the tasks, or None where the system grants no processes."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 # few files need no processes
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    size = max(1, min(_CHUNK, len(tasks) // count))
    try:
        with ProcessPoolExecutor(max_workers=count) as executor:
            return list(executor.map(check_file, tasks, chunksize=size))
    except (OSError, BrokenProcessPool):
        return None


def _measure(task: Task) -> int:
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


def _list_ignored(result: Checked, settings: Settings) -> Iterator[str]:
    yield from result.ignored
    yield from settings.list_ignored(result.task.path)


def _sort_key(problem: Problem) -> tuple[str, int, int, str, tuple[tuple[str, str], ...]]:
    return problem.path, problem.line, problem.column, problem.code.public, problem.values

"""`kb check`: reports every problem of every file at once, without a build."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.core.problem import Translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb_ext.check.record import Task

FORMATS: Final = ("text", "json", "github", "sarif")
_EPILOG: Final = "Exit code: 0 if there are no errors, 1 if there are, 2 for wrong usage. Hints never fail."


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb check`."""
    paths = translate("A file, or a folder with Markdown files below it; by default the folder of conf.py.")
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help=paths)
    strict = translate("Let warnings fail, too.")
    parser.add_argument("--strict", action="store_true", help=strict)
    stale = translate("List the cells of comparisons that are older than 'kb_stale_after' days, too.")
    parser.add_argument("--stale", action="store_true", help=stale)
    form = translate("The form of the report.")
    parser.add_argument("--format", choices=FORMATS, default="text", help=form)
    fix = translate("Make the repairs that are safe, show them, and report what is left.")
    parser.add_argument("--fix", action="store_true", help=fix)
    codes = translate("List every code with its meaning, and check nothing.")
    parser.add_argument("--list-codes", action="store_true", help=codes)
    language = translate("The language of the messages; by default that of the locale.")
    parser.add_argument("--lang", choices=LANGUAGES, default=guess_language(os.environ), help=language)
    parser.epilog = translate(_EPILOG)


def run(options: argparse.Namespace) -> int:
    """Check the files; return 0, 1 when something fails, or 2 for wrong usage."""
    translate = load_translation(options.lang)
    if options.list_codes:
        return _list_codes(options.format, translate)
    tasks = _find_tasks(options.paths, translate)
    if tasks is None:
        return 2
    has_written = not options.fix or _fix_files(tasks, options.format, translate)
    return max(_report(tasks, options, translate), 0 if has_written else 1)


def _report(tasks: Sequence[Task], options: argparse.Namespace, translate: Translate) -> int:
    from kb_ext.check.engine import check_tasks  # noqa: PLC0415 # `--help` and `--list-codes` need no parser
    from kb_ext.cli.check_report import print_outcome  # noqa: PLC0415

    outcome = check_tasks(tasks, today=date.today() if options.stale else None)
    print_outcome(outcome, options.format, translate)
    return int(outcome.has_failed(strict=options.strict))


def _list_codes(form: str, translate: Translate) -> int:
    from kb_ext.cli.check_report import print_codes  # noqa: PLC0415

    if form not in ("text", "json"):
        print(f"kb check: {translate('--list-codes is printed as text or json.')}", file=sys.stderr)
        return 2
    print_codes(form, translate)
    return 0


def _find_tasks(paths: Sequence[Path], translate: Translate) -> list[Task] | None:
    from kb_ext.check.source import MissingPathError, guess_paths, list_tasks, show_path  # noqa: PLC0415

    try:
        return list_tasks(paths or guess_paths(Path()))
    except MissingPathError as error:
        complaint = translate("'{path}' does not exist.").format(path=show_path(error.path))
        print(f"kb check: {complaint}", file=sys.stderr)
        return None


def _fix_files(tasks: Sequence[Task], form: str, translate: Translate) -> bool:
    """Repair the files, show the differences, and tell whether all could be written."""
    from kb_ext.check.fix import plan_fix, write_fix  # noqa: PLC0415
    from kb_ext.cli.check_report import compare, print_failure  # noqa: PLC0415

    has_written = True
    for task in tasks:
        fix = plan_fix(task)
        if fix is None:
            continue
        try:
            write_fix(fix)
        except OSError as error:
            print_failure(task, error, translate)
            has_written = False
        else:
            print(compare(fix), end="", file=sys.stdout if form == "text" else sys.stderr)
    return has_written

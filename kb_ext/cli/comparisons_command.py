"""`kb comparisons`: proposes tables that compare things, and makes comparisons of those that are accepted."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.core.problem import Translate

FORMATS: Final = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb comparisons`."""
    told = translate("Propose tables that are worth being comparisons.")
    actions = parser.add_subparsers(metavar="suggest", required=True)
    parser = actions.add_parser("suggest", help=told, description=told)
    paths = translate("A file, or a folder with Markdown files below it; by default the folder of conf.py.")
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help=paths)
    accept = translate(
        "Put the table on this line into a directive {kb:comparison} and show the difference;"
        " may be given several times."
    )
    parser.add_argument("--accept", metavar="PATH:LINE", action="append", default=[], help=accept)
    form = translate("The form of the report.")
    parser.add_argument("--format", choices=FORMATS, default="text", help=form)
    language = translate("The language of the messages; by default that of the locale.")
    parser.add_argument("--lang", choices=LANGUAGES, default=guess_language(os.environ), help=language)


def run(options: argparse.Namespace) -> int:
    """Print the proposals, or rewrite what is accepted; 0, 1 for refusals, 2 for wrong usage."""
    translate = load_translation(options.lang)
    if options.accept and options.paths:
        complaint = translate("--accept names its files itself; leave out PATH.")
        print(f"kb comparisons: {complaint}", file=sys.stderr)
        return 2
    if options.accept:
        return _accept(options.accept, translate)
    return _suggest(options, translate)


def _suggest(options: argparse.Namespace, translate: Translate) -> int:
    from kb_ext.cli.comparisons_report import print_suggestions  # noqa: PLC0415 # `--help` needs no parser
    from kb_ext.cli.survey import list_named, list_posts, read_pages  # noqa: PLC0415

    tasks = list_named(options.paths, "kb comparisons", translate)
    if tasks is None:
        return 2
    print_suggestions(list_posts(list(read_pages(tasks))), options.format, translate)
    return 0


def _accept(places: list[str], translate: Translate) -> int:
    """Rewrite the tables from the last one on, so that the lines named stay those of the file."""
    from kb_ext.cli.acceptance import AcceptanceError, accept_table, parse_place  # noqa: PLC0415 # likewise

    failed = False
    for path, line in sorted(map(parse_place, dict.fromkeys(places)), key=lambda place: -place[1]):
        try:
            print(accept_table(path, line), end="")
        except AcceptanceError as error:
            print(f"{error.place}: {error.describe(translate)}", file=sys.stderr)
            failed = True
    return int(failed)

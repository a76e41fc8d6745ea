"""`kb terms`: proposes words that posts define as terms, and begins the terms that are accepted."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.core.problem import Translate

if TYPE_CHECKING:
    from kb_ext.cli.survey import Page

FORMATS: Final = ("text", "json")
LIMIT: Final = 50


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb terms`."""
    told = translate("Propose words that posts define and that are no terms yet.")
    actions = parser.add_subparsers(metavar="suggest", required=True)
    parser = actions.add_parser("suggest", help=told, description=told)
    paths = translate("A file, or a folder with Markdown files below it; by default the folder of conf.py.")
    parser.add_argument("paths", nargs="*", metavar="PATH", type=Path, help=paths)
    limit = translate("How many candidates are listed, the best first; 0 for all.")
    parser.add_argument("--limit", metavar="N", type=int, default=LIMIT, help=limit)
    accept = translate(
        "Begin a term from this candidate, with what was found of it; may be given several times."
    )
    parser.add_argument("--accept", metavar="NAME", action="append", default=[], help=accept)
    reading = translate("How the term's name sounds, in kana.")
    parser.add_argument("--reading", metavar="KANA", default="", help=reading)
    slug = translate("The name of the file; it is the page's permanent address.")
    parser.add_argument("--slug", default="", help=slug)
    into = translate(
        "The folder to write into; by default that of its kind beside conf.py, here or in docs/."
    )
    parser.add_argument("--into", metavar="DIR", type=Path, help=into)
    form = translate("The form of the report.")
    parser.add_argument("--format", choices=FORMATS, default="text", help=form)
    language = translate("The language of the messages; by default that of the locale.")
    parser.add_argument("--lang", choices=LANGUAGES, default=guess_language(os.environ), help=language)


def run(options: argparse.Namespace) -> int:
    """Print the candidates, or write what is accepted; 0, 1 for refusals, 2 for wrong usage."""
    from kb_ext.cli.survey import list_named, list_posts, read_pages  # noqa: PLC0415 # `--help` needs no parser

    translate = load_translation(options.lang)
    if (options.reading or options.slug) and len(options.accept) != 1:
        complaint = translate("--reading and --slug go with one --accept.")
        print(f"kb terms: {complaint}", file=sys.stderr)
        return 2
    tasks = list_named(options.paths, "kb terms", translate)
    if tasks is None:
        return 2
    return _run(options, list_posts(list(read_pages(tasks))), translate)


def _run(options: argparse.Namespace, pages: list[Page], translate: Translate) -> int:
    from kb_ext.cli.term_acceptance import accept_terms  # noqa: PLC0415 # likewise
    from kb_ext.cli.terms_report import find_all, print_candidates  # noqa: PLC0415 # likewise

    found = find_all(pages)
    if options.accept:
        return accept_terms(options, found, pages, translate)
    print_candidates(found, len(pages), options, translate)
    return 0

"""`kb import`: brings posts in, and says what it did to each."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kb_ext.cli.import_progress import Progress
from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.cli.source import is_safe
from kb_ext.core.problem import Translate
from kb_ext.core.repair.generator import Generator
from kb_ext.core.repair.step import Step

if TYPE_CHECKING:
    from kb_ext.cli.importer import Plan

_OPTIONS: Final = (
    ("--force", "Replace existing files."),
    ("--dry-run", "Show the differences and the repairs, and write nothing."),
    ("--drop-chat-residue", "Drop what a chat model said to its user around a text."),
    ("--unlink-affiliates", "Make affiliate links text; otherwise they are kept and reported."),
)


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb import`."""
    sources = translate("A file, or a folder with Markdown files below it.")
    parser.add_argument("sources", nargs="+", metavar="FILE", type=Path, help=sources)
    folder = translate("The folder into which the posts are written.")
    parser.add_argument("--into", metavar="DIR", type=Path, required=True, help=folder)
    for option, text in _OPTIONS:
        parser.add_argument(option, action="store_true", help=translate(text))
    generator = translate("What the sources are; otherwise their folders, settings and keys tell.")
    parser.add_argument("--from", dest="generator", choices=[*Generator], help=generator)
    url = translate("Where the site was published; otherwise its configuration tells.")
    parser.add_argument("--site-url", metavar="URL", default="", help=url)
    name = translate("The name of the file that is written; only with one source file.")
    parser.add_argument("--name", metavar="SLUG", default="", help=name)
    report = translate("Write a machine-readable report.")
    parser.add_argument("--report", metavar="FILE.json", type=Path, help=report)
    language = translate("The language of the messages; by default that of the locale.")
    parser.add_argument("--lang", choices=LANGUAGES, default=guess_language(os.environ), help=language)
    parser.epilog = _describe_steps(translate)


def _describe_steps(translate: Translate) -> str:
    width = max(len(step.public) for step in Step)
    lines = (f"  {step.public:<{width}}  {translate(step.summary)}" for step in Step)
    return "\n".join((translate("The passes, in their order:"), *lines))


def run(options: argparse.Namespace) -> int:
    """Import the files and return 0, 1 when something was refused, or 2 for wrong usage."""
    from kb_ext.cli.import_report import (  # noqa: PLC0415
        Report,
        print_complaint,
        print_outcome,
        print_passed_over,
        print_summary,
        write_report,
    )
    from kb_ext.cli.importer import import_posts, open_batch  # noqa: PLC0415

    translate = load_translation(options.lang)
    plan = _make_plan(options)
    complaint = _check(plan)
    if complaint:
        print_complaint(complaint, translate)
        return 2
    batch = open_batch(plan)
    progress = Progress(sys.stderr, len(batch.sources))
    outcomes = []
    for outcome in import_posts(plan, batch):
        progress.erase()
        print_outcome(outcome, plan, translate)
        outcomes.append(outcome)
        progress.draw(len(outcomes) - len(batch.refused))
    progress.erase()
    print_passed_over(batch.passed_over, translate)
    print_summary(outcomes, translate)
    report = Report(outcomes=outcomes, passed_over=batch.passed_over)
    written = options.report is None or write_report(options.report, report, plan, translate)
    return 0 if written and not any(outcome.error for outcome in outcomes) else 1


def _make_plan(options: argparse.Namespace) -> Plan:
    from kb_ext.cli.importer import Plan  # noqa: PLC0415

    return Plan(
        sources=tuple(options.sources),
        into=options.into,
        name=options.name.removesuffix(".md"),
        generator=Generator(options.generator) if options.generator else None,
        site_url=options.site_url,
        force=options.force,
        dry_run=options.dry_run,
        drop_chat_residue=options.drop_chat_residue,
        unlink_affiliates=options.unlink_affiliates,
    )


def _check(plan: Plan) -> str:
    """Return what is wrong with the options, as a message id."""
    if plan.name and (len(plan.sources) != 1 or plan.sources[0].is_dir()):
        return "--name can only be given with one source file."
    if plan.name and not is_safe(plan.name):
        return "--name must be letters a-z, digits, '.', '_' and '-'."
    if plan.site_url and not plan.site_url.startswith(("http://", "https://")):
        return "--site-url must begin with http:// or https://."
    if plan.into.exists() and not plan.into.is_dir():
        return "--into must be a folder."
    return ""

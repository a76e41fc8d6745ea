"""The `kb` command; each subcommand is a module that is imported when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from kb_ext import __version__
from kb_ext.cli.language import guess_language, load_translation
from kb_ext.core.problem import Translate

COMMANDS: Final = {
    "check": ("kb_ext.cli.check_command", "Report every problem of every file, without a build."),
    "comparisons": (
        "kb_ext.cli.comparisons_command",
        "Propose tables that are worth being comparisons.",
    ),
    "import": ("kb_ext.cli.import_command", "Bring posts in, repairing what is damaged."),
    "new": ("kb_ext.cli.new_command", "Begin a post, a term or a comparison."),
    "terms": ("kb_ext.cli.terms_command", "Propose words that are worth being terms."),
    "schema": ("kb_ext.cli.schema_command", "Print the JSON Schema of the front matter."),
    "search": ("kb_ext.cli.search_command", "Find pages of the built site, as its readers do."),
}
"""Name to module and summary (a gettext message id). A module has `add_arguments` and `run`."""


class Command(Protocol):
    """What the module of a subcommand has."""

    def add_arguments(self, parser: argparse.ArgumentParser, translate: Translate) -> None:
        """Declare the options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0, 1 for refusals, 2 for wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _make_streams_lenient()
    try:
        options = _build_parser(arguments).parse_args(arguments)
        command: Command = options.module
        return command.run(options)
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else 2
    except BrokenPipeError:
        # The reader of a pipe (`| head`) went away; what is left to print has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Declare the subcommands; only the module of the one that is called is imported."""
    translate = load_translation(guess_language(os.environ))
    parser = argparse.ArgumentParser(prog="kb", description=translate("A knowledge base on Sphinx."))
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (module_name, summary) in COMMANDS.items():
        formatter = argparse.RawDescriptionHelpFormatter
        subparser = subparsers.add_parser(
            name, help=translate(summary), description=translate(summary), formatter_class=formatter
        )
        if name in arguments:
            module = cast("Command", import_module(module_name))
            module.add_arguments(subparser, translate)
            subparser.set_defaults(module=module)
    return parser


def _make_streams_lenient() -> None:
    """Let a terminal that cannot show a character show its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

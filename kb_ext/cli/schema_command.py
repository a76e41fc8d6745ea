"""`kb schema`: prints the JSON Schema of a front matter."""

from __future__ import annotations

import argparse
import os

from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.core.problem import Translate
from kb_ext.core.schema import KINDS, render_schema


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb schema`."""
    kind = translate("The kind of page whose front matter is described.")
    parser.add_argument("--kind", choices=tuple(KINDS), default="post", help=kind)
    language = translate("The language of the descriptions; by default that of the locale.")
    parser.add_argument("--lang", choices=LANGUAGES, default=guess_language(os.environ), help=language)


def run(options: argparse.Namespace) -> int:
    """Print the schema and return 0."""
    print(render_schema(options.kind, load_translation(options.lang)), end="")
    return 0

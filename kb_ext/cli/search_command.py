"""`kb search`: finds pages of the built site, as its readers do."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.cli.site import find_site
from kb_ext.core.problem import Translate
from kb_ext.core.search.excerpt import Piece
from kb_ext.core.search.index import FOLDER
from kb_ext.core.search.page import Kind
from kb_ext.core.search.reader import Index, open_index
from kb_ext.core.search.result import Result, Results, search_index

FORMATS: Final = ("text", "json")
_BUILD: Final = Path("_build", "html")
_EPILOG: Final = "Exit code: 0 if pages were found, 1 if none were, 2 for wrong usage."


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb search`."""
    query = translate("What to find; words apart are found apart.")
    parser.add_argument("query", nargs="+", metavar="QUERY", help=query)
    site = translate("The folder of the built site; by default _build/html beside conf.py.")
    parser.add_argument("--site", type=Path, metavar="DIR", help=site)
    for facet, choices in (("kind", tuple(Kind)), ("category", None), ("tag", None), ("year", None)):
        text = translate("Only pages of this kind, category, tag or year; may be given several times.")
        parser.add_argument(f"--{facet}", action="append", default=[], choices=choices, help=text)
    order = translate("The order of the pages.")
    parser.add_argument("--sort", choices=("relevance", "date"), default="relevance", help=order)
    limit = translate("How many pages are listed at most.")
    parser.add_argument("--limit", type=_read_count, default=10, metavar="N", help=limit)
    form = translate("The form of the report.")
    parser.add_argument("--format", choices=FORMATS, default="text", help=form)
    language = translate("The language of the messages; by default that of the locale.")
    parser.add_argument("--lang", choices=LANGUAGES, default=guess_language(os.environ), help=language)
    parser.epilog = translate(_EPILOG)


def _read_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(text)
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Print what was found; return 0, 1 when that is nothing, or 2 for wrong usage."""
    translate = load_translation(options.lang)
    index = _open_index(options.site, translate)
    if index is None:
        return 2
    filters = {facet: getattr(options, facet) for facet in ("kind", "category", "tag", "year")}
    try:
        results = search_index(index, " ".join(options.query), filters, options.sort, limit=options.limit)
    except (OSError, ValueError, LookupError):
        _complain(translate("The search index is damaged. Build the site again."))
        return 2
    if options.format == "json":
        print(json.dumps(_make_record(results), ensure_ascii=False, indent=2))
    else:
        _print_results(results, translate)
    return 0 if results.results else 1


def _open_index(folder: Path | None, translate: Translate) -> Index | None:
    """Open the index of a built site; say what is wrong where there is none."""
    if folder is None:
        site = find_site()
        folder = site.folder / _BUILD if site else Path()
    try:
        return open_index(lambda name: (folder / FOLDER / name).read_bytes())
    except OSError:
        text = translate(
            "There is no search index in '{folder}'. Build the site, or name its folder by --site."
        )
    except (ValueError, LookupError):
        text = translate("The search index in '{folder}' is of another version. Build the site again.")
    _complain(text.format(folder=folder))
    return None


def _complain(text: str) -> None:
    print(f"kb search: {text}", file=sys.stderr)


def _print_results(results: Results, translate: Translate) -> None:
    if results.corrected:
        print(translate("Showing results for '{query}'.").format(query=results.corrected))
    elif results.corrections:
        print(translate("Did you mean '{query}'?").format(query=results.corrections[0]))
    print(translate("Pages found: {count}").format(count=results.total))
    for result in results.results:
        about = " ".join(filter(None, (_name_kind(result.kind, translate), result.date)))
        address = result.locate(result.places[0]) if result.heading else result.url
        print(f"\n{_flatten(result.title)} [{about}]\n  {address}")
        if result.excerpt:
            print(f"  {_join_excerpt(result)}")


def _join_excerpt(result: Result) -> str:
    """Return an excerpt on one line; a terminal shows what is marked in bold."""
    is_bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    bold, plain = ("\x1b[1m", "\x1b[0m") if is_bold else ("", "")
    texts = ((_flatten(piece.text), piece.mark) for piece in result.excerpt)
    return "".join(f"{bold}{text}{plain}" if mark else text for text, mark in texts).strip()


def _flatten(text: str) -> str:
    """Put spaces in the place of line breaks and of whatever else would move a terminal's cursor."""
    return "".join(character if character.isprintable() else " " for character in text)


def _name_kind(kind: str, translate: Translate) -> str:
    names = {
        Kind.POST: translate("post"),
        Kind.TERM: translate("term"),
        Kind.COMPARISON: translate("comparison"),
        Kind.GUIDE: translate("guide"),
    }
    return names[Kind(kind)]


def _make_record(results: Results) -> dict[str, object]:
    """Return what `engine.search` gives in a browser."""
    return {
        "total": results.total,
        "whole": results.whole,
        "corrections": results.corrections,
        "corrected": results.corrected,
        "filters": results.filters,
        "results": [_make_result(result) for result in results.results],
    }


def _make_result(result: Result) -> dict[str, object]:
    sections = [
        {"heading": place.heading, "url": result.locate(place), "excerpt": _list_pieces(place.excerpt)}
        for place in result.places
    ]
    return {
        "url": result.url,
        "title": result.title,
        "kind": result.kind,
        "date": result.date,
        "category": result.category,
        "tags": result.tags,
        "section": {"heading": result.heading, "url": sections[0]["url"]} if result.heading else None,
        "sections": sections,
        "excerpt": _list_pieces(result.excerpt),
    }


def _list_pieces(excerpt: Sequence[Piece]) -> list[dict[str, object]]:
    return [{"text": piece.text, "mark": piece.mark} for piece in excerpt]

"""What an import of whole sites keeps: `python benchmarks/import_corpus.py SITE…` prints a table.

Every post is read twice: by `kb import`, and strictly by PyYAML or tomllib wherever its front matter parses.
Titles, dates, tags, categories and authors have to agree, and no character of a body may be lost that the
report does not name. Differences are listed below the table.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import yaml

from kb_ext.cli.importer import Outcome, Plan, import_posts
from kb_ext.core.field import FIELDS
from kb_ext.core.repair.account import find_unaccounted
from kb_ext.core.repair.finding import Kind
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.step import Step

_CHECKED: Final = ("title", "date", "tags", "categories", "authors")
_SYNONYMS: Final = {known.key: (known.key, *known.synonyms) for known in FIELDS}
_FORMS: Final = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%b %d %Y", "%Y/%m/%d")
_FENCES: Final[dict[str, Callable[[str], object]]] = {"---": yaml.safe_load, "+++": tomllib.loads}
_ZULU: Final = re.compile(r"^(.+?)(?:\.0+)?(?:Z| UTC)$")


@dataclass(slots=True)
class Tally:
    """The figures of one site."""

    site: str
    files: int = 0
    imported: int = 0
    refused: int = 0
    unreadable: int = 0
    """Posts whose front matter no strict reader accepts."""
    seconds: float = 0.0
    passes: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    compared: int = 0
    """Fields that were read both ways."""
    explained: int = 0
    """Titles that differ because the report says that they were damaged."""
    lost: int = 0
    """Characters of bodies that the report does not account for."""


def measure_site(site: Path) -> Tally:
    """Import a site into a temporary folder and compare."""
    tally = Tally(site.name)
    files = (site,) if site.is_file() or any(site.rglob("*.md")) else tuple(sorted(site.iterdir()))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        outcomes = list(import_posts(Plan(sources=files, into=Path(folder))))
        tally.seconds = time.perf_counter() - start
    for outcome in outcomes:
        _count(tally, outcome)
    return tally


def _count(tally: Tally, outcome: Outcome) -> None:
    tally.files += 1
    draft = outcome.draft
    if outcome.error is not None or draft is None:
        tally.refused += 1
        return
    tally.imported += 1
    done = [repair for repair in outcome.repairs if repair.kind is Kind.REPAIRED]
    tally.passes.update(repair.finding.step.public for repair in done)
    unaccounted = find_unaccounted(draft)
    tally.lost += sum(map(abs, unaccounted.values()))
    if unaccounted:
        tally.differences.append(f"{outcome.source}: body: {unaccounted}")
    strict = read_strictly(draft.source)
    if strict is None:
        tally.unreadable += 1
        return
    repaired_title = any(repair.finding.step is Step.TITLE for repair in done)
    for key, expected, found in compare(strict, yaml.safe_load(open_page(draft.text).raw)):
        tally.compared += 1
        if expected == found:
            continue
        if key == "title" and repaired_title:
            tally.explained += 1
        else:
            tally.differences.append(f"{outcome.source}: {key}: {expected!r} became {found!r}")


def read_strictly(text: str) -> dict[str, object] | None:
    """Return the front matter as PyYAML or tomllib read it, or None where they do not."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    load = _FENCES.get(lines[0].rstrip())
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == lines[0].rstrip()), 0)
    if load is None or not end:
        return None
    try:
        content = load("\n".join(lines[1:end]))
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def compare(strict: dict[str, object], found: dict[str, object]) -> Iterator[tuple[str, object, object]]:
    """Yield every field that the source has, as it reads there and in the imported post."""
    for key in _CHECKED:
        values = (strict.get(name) for name in _SYNONYMS[key])
        value = next((value for value in values if value is not None), None)
        if value in (None, "", []):
            continue
        read = {"title": _read_text, "date": _read_date}.get(key, _read_list)
        yield key, read(value), read(found.get(key))


def _read_text(value: object) -> object:
    return str(value).strip()


def _read_date(value: object) -> object:
    """Return a moment in one form; times without a zone stay without one."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value
    if isinstance(value, date):
        return value
    text = _ZULU.sub(r"\1+00:00", str(value).strip())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    try:
        return _read_date(datetime.fromisoformat(text))
    except ValueError:
        return next(_try_forms(text), text)


def _try_forms(text: str) -> Iterator[object]:
    for form in _FORMS:
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        yield _read_date(moment) if "%H" in form else moment.date()


def _read_list(value: object) -> object:
    items: Iterable[object] = value if isinstance(value, list) else [value]
    if isinstance(value, str):
        items = re.split(r"[,、，]", value)
    flat = (inner for item in items for inner in (item if isinstance(item, list) else [item]))
    return [item if isinstance(item, dict) else str(item).strip() for item in flat if item not in (None, "")]


def print_tallies(tallies: list[Tally]) -> None:
    """Print the table, the repairs by pass, and every difference."""
    heads = (
        "site",
        "files",
        "imported",
        "refused",
        "no strict",
        "compared",
        "differ",
        "explained",
        "lost",
        "seconds",
    )
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for tally in tallies:
        figures = (
            tally.files,
            tally.imported,
            tally.refused,
            tally.unreadable,
            tally.compared,
            len(tally.differences),
        )
        row = (tally.site, *figures, tally.explained, tally.lost, f"{tally.seconds:.1f}")
        print("| " + " | ".join(map(str, row)) + " |")
    steps = [step.public for step in Step if any(tally.passes[step.public] for tally in tallies)]
    print("\n| pass | " + " | ".join(tally.site for tally in tallies) + " |\n|" + "---|" * (len(tallies) + 1))
    for step in steps:
        print(f"| {step} | " + " | ".join(str(tally.passes[step]) for tally in tallies) + " |")
    for tally in tallies:
        for difference in tally.differences:
            print(difference)


def main() -> int:
    """Measure every site that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path, help="folders, each one site")
    tallies = [measure_site(site) for site in parser.parse_args().sites]
    print_tallies(tallies)
    return 1 if any(tally.differences for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())

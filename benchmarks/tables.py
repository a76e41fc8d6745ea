"""Measure which tables are proposed as comparisons, against labels made by hand.

    python benchmarks/tables.py CORPUS [--labels FILE]

The labels (by default table_labels.json, which says how they were made) name tables by the path of their file
below `CORPUS` and the line of their header row. For each half of them the report gives precision, recall, how
many of the tables found stand the way they are said to, and every error with what spoke for and against it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kb_ext.core.recognition.judgement import Judgement, judge_table  # noqa: E402
from kb_ext.core.recognition.table import Table, find_tables  # noqa: E402

LABELS: Final = ROOT / "benchmarks" / "table_labels.json"
HALVES: Final = ("development", "held-out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One label and what the rules say of its table."""

    place: str
    half: str
    wanted: bool
    orientation: str
    note: str
    table: Table
    judgement: Judgement | None

    @property
    def found(self) -> bool:
        """Tell whether the table is proposed."""
        return self.judgement is not None and self.judgement.is_comparison

    @property
    def stands_right(self) -> bool:
        """Tell whether it is said to stand the way it does."""
        return self.judgement is not None and self.judgement.orientation.value == self.orientation


def read_cases(corpus: Path, labels: Path) -> Iterator[Case]:
    """Yield every label whose table is there; say which are not."""
    for label in json.loads(labels.read_text(encoding="utf-8"))["labels"]:
        place = f"{label['path']}:{label['line']}"
        table = read_tables(corpus / label["path"]).get(label["line"])
        if table is None:
            print(f"{place}: no table is there", file=sys.stderr)
            continue
        yield Case(
            place=place,
            half=label["half"],
            wanted=label["verdict"] == "comparison",
            orientation=label.get("orientation", ""),
            note=label.get("note", ""),
            table=table,
            judgement=judge_table(table, lambda label: None),
        )


@cache
def read_tables(path: Path) -> dict[int, Table]:
    """Map the lines of header rows to the tables of a file."""
    if not path.is_file():
        return {}
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    return {table.line: table for table in find_tables(text)}


def format_half(title: str, cases: list[Case]) -> Iterator[str]:
    """Yield the lines on some of the cases."""
    hits = [case for case in cases if case.wanted and case.found]
    found, wanted = sum(case.found for case in cases), sum(case.wanted for case in cases)
    turned = sum(case.stands_right for case in hits)
    yield (
        f"{title}: {len(cases)} tables, {wanted} comparisons, {found} proposed: "
        f"precision {len(hits) / max(found, 1):.3f}, recall {len(hits) / max(wanted, 1):.3f}, "
        f"orientation {turned / max(len(hits), 1):.3f}"
    )
    for case in cases:
        if case.found != case.wanted or (case.found and not case.stands_right):
            yield from format_error(case)


def format_error(case: Case) -> Iterator[str]:
    """Yield the lines on one error."""
    kind = "turned" if case.found and case.wanted else "too much" if case.found else "missed"
    yield f"  {kind}: {case.place} | {' | '.join(case.table.head)}  ({case.note})"
    for evidence in case.judgement.evidence if case.judgement else ():
        yield f"      {evidence.weight:+g} {evidence.describe()}"


def main() -> int:
    """Run the benchmark and print its report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpus", type=Path, metavar="CORPUS", help="directory that the labels' paths are below"
    )
    parser.add_argument("--labels", type=Path, default=LABELS, metavar="FILE")
    options = parser.parse_args()
    cases = list(read_cases(options.corpus, options.labels))
    for half in HALVES:
        print("\n".join(format_half(half, [case for case in cases if case.half == half])))
    print("\n".join(list(format_half("all", cases))[:1]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

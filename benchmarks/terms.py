"""Measure how many of the best candidates for terms are worth one, against verdicts given by hand.

    python benchmarks/terms.py CORPUS [--labels FILE]

The labels (by default term_labels.json, which says how they were given) name sites, which are folders of
`CORPUS`, and for each the candidates that were judged. The report gives for each site the time, and the
precision of the best candidates, once as judged and once with the borderline ones counted as
errors. It names the errors and those that nobody judged, which the rules have brought up since.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kb_ext.check.source import list_tasks  # noqa: E402
from kb_ext.cli.survey import read_pages  # noqa: E402
from kb_ext.cli.terms_report import find_all  # noqa: E402

LABELS: Final = ROOT / "benchmarks" / "term_labels.json"


def measure_site(folder: Path, limit: int, judged: list[dict[str, str]]) -> Iterator[str]:
    """Yield the lines on one site."""
    started = time.perf_counter()
    pages = list(read_pages(list_tasks([folder])))
    names = [candidate.name for candidate in find_all(pages)][:limit]
    seconds = time.perf_counter() - started
    verdicts = {label["name"]: label for label in judged}
    errors = [name for name in names if verdicts.get(name, {}).get("verdict") == "other"]
    doubtful = [name for name in names if verdicts.get(name, {}).get("note") == "borderline"]
    unknown = [name for name in names if name not in verdicts]
    told = len(names) - len(unknown) or 1
    right = told - len(errors)
    yield (
        f"{folder.name}: {len(pages)} files in {seconds:.1f} s, the best {len(names)}: "
        f"precision {right / told:.2f}, without the borderline ones {(right - len(doubtful)) / told:.2f}"
    )
    for title, listed in (("errors", errors), ("borderline", doubtful), ("not judged", unknown)):
        if listed:
            yield f"  {title}: {', '.join(listed)}"


def main() -> int:
    """Run the benchmark and print its report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="directory that the sites are folders of")
    parser.add_argument("--labels", type=Path, default=LABELS, metavar="FILE")
    options = parser.parse_args()
    for site in json.loads(options.labels.read_text(encoding="utf-8"))["sites"]:
        folder = options.corpus / site["site"]
        if folder.is_dir():
            print("\n".join(measure_site(folder, site["best"], site["labels"])))
        else:
            print(f"{folder}: no such site", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Time `kb check` as whole processes, cold start included: a folder of posts, and one of them.

    python benchmarks/check.py FOLDER_OF_POSTS [--runs 5]

The best of several runs counts, as other work on the machine only ever adds time. The interpreter's own start
is measured beside them, and everything is checked in one process too, for what further processors bring.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
ALONE: Final = (
    "import sys; from pathlib import Path; from kb_ext.check.engine import check_tasks;"
    "from kb_ext.check.source import list_tasks;"
    "print(len(check_tasks(list_tasks([Path(sys.argv[1])]), processes=1).problems))"
)
"""The same check in one process, whatever the machine has."""


def measure(command: list[str], runs: int) -> float:
    """Return the wall time of the fastest of some runs, in seconds."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = subprocess.run(command, env=environ, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
        if result.returncode not in (0, 1) or result.stderr:
            raise SystemExit(result.stderr.decode(errors="replace"))
    return min(times)


def count_processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder with Markdown files below it")
    parser.add_argument("--runs", type=int, default=5, help="runs of which the best counts")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.md"), key=lambda path: (path.stat().st_size, path))
    if not files:
        raise SystemExit(f"{options.folder}: no Markdown files")
    size = sum(path.stat().st_size for path in files)
    check = [sys.executable, "-m", "kb_ext", "check", "--lang", "en"]
    median, largest = files[len(files) // 2], files[-1]
    rows = (
        ("interpreter alone", [sys.executable, "-c", ""]),
        (f"one file ({median.stat().st_size // 1024} KiB, the median)", [*check, str(median)]),
        (f"one file ({largest.stat().st_size // 1024} KiB, the largest)", [*check, str(largest)]),
        (f"{len(files)} files ({size / 1e6:.1f} MB)", [*check, str(options.folder)]),
        (f"{len(files)} files, one process", [sys.executable, "-c", ALONE, str(options.folder)]),
    )
    print(f"Python {sys.version.split()[0]}, {count_processors()} processors, best of {options.runs}")
    for label, command in rows:
        print(f"{label:<40} {measure(command, options.runs):6.2f} s")


if __name__ == "__main__":
    main()

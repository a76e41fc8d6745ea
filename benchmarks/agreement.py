"""Whether a check says what a build says.

    python benchmarks/agreement.py SITE… [--into FOLDER]

prints a table. Every site is imported into a project of its own, built with Sphinx, and checked. Each warning
of the build has to be among the findings of the check: same file, same line, same code. What is not is listed
below the table, and so is every command that fails. A second import of the result must change nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
_CONF: Final = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\nkb_drafts = True\n'
_WARNING: Final = re.compile(r"^(.*?):(\d+)\S* (?:WARNING|ERROR): .* \[([\w.-]+)\]$")
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_HEADS: Final = ("site", "posts", "warnings", "unsaid", "findings", "import", "again", "build", "check")

Place = tuple[str, int, str]
"""File below the source directory, line and code of a finding."""


@dataclass(slots=True)
class Tally:
    """The figures of one site."""

    site: str
    posts: int = 0
    warnings: int = 0
    unsaid: list[str] = field(default_factory=list)
    """Warnings of the build that the check does not give."""
    findings: int = 0
    failures: list[str] = field(default_factory=list)
    """Commands that failed, and files that a second import changed."""
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, step: str, command: list[str], allowed: tuple[int, ...]) -> str:
        """Run a Python command, note how long it takes and whether it fails, and return what it prints."""
        start = time.perf_counter()
        environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        result = subprocess.run(
            [sys.executable, "-m", *command],
            capture_output=True,
            check=False,
            env=environ,
            encoding="utf-8",
            errors="replace",
        )
        self.seconds[step] = time.perf_counter() - start
        if result.returncode not in allowed or "Traceback" in result.stderr:
            last = result.stderr.strip().splitlines()[-1:]
            self.failures.append(f"{self.site}: {step} ended with {result.returncode}: {''.join(last)}")
        return result.stdout


def measure_site(site: Path, base: Path) -> Tally:
    """Import, build and check one site below a folder."""
    tally, source = Tally(site.name), base / "source"
    posts = source / "posts"
    posts.mkdir(parents=True)
    (source / "conf.py").write_text(_CONF, encoding="utf-8")
    (source / "index.md").write_text("# 目次\n", encoding="utf-8")
    files = [site] if site.is_file() or any(site.rglob("*.md")) else sorted(site.iterdir())
    tally.run("import", ["kb_ext", "import", *map(str, files), "--into", str(posts)], (0, 1))
    _import_again(tally, posts, base / "again")
    warned = base / "warnings.txt"
    tally.run(
        "build", ["sphinx", "-q", "-b", "html", "-w", str(warned), str(source), str(base / "html")], (0,)
    )
    report = tally.run("check", ["kb_ext", "check", "--format", "json", str(source)], (0, 1))
    said = set(_read_findings(report, source))
    lines = _COLOUR.sub("", warned.read_text(encoding="utf-8")).splitlines() if warned.exists() else []
    told = [line for line in lines if " WARNING: " in line or " ERROR: " in line]
    tally.posts, tally.warnings, tally.findings = len(list(posts.rglob("*.md"))), len(told), len(said)
    tally.unsaid = [line for line in told if _read_warning(line, source) not in said]
    return tally


def _import_again(tally: Tally, posts: Path, again: Path) -> None:
    """Import what was imported, and note each file that is another one then."""
    tally.run("again", ["kb_ext", "import", str(posts), "--into", str(again), "--from", "plain"], (0, 1))
    first, second = _read_posts(posts), _read_posts(again)
    changed = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    tally.failures += [f"{tally.site}: {name}: a second import changes it" for name in changed]


def _read_posts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def _read_findings(report: str, source: Path) -> Iterator[Place]:
    try:
        problems = json.loads(report)["problems"]
    except (ValueError, KeyError, TypeError):
        return  # the command failed, which is noted
    for problem in problems:
        yield _shorten(problem["path"], source), problem["line"], problem["code"]


def _read_warning(line: str, source: Path) -> Place | None:
    match = _WARNING.match(line)
    return (_shorten(match[1], source), int(match[2]), match[3].removeprefix("kb.")) if match else None


def _shorten(path: str, source: Path) -> str:
    return Path(os.path.relpath(path, source)).as_posix()


def print_tallies(tallies: list[Tally]) -> None:
    """Print the table, and below it what differs."""
    print("| " + " | ".join(_HEADS) + " |\n|" + " --- |" * len(_HEADS))
    for tally in tallies:
        figures = (tally.posts, tally.warnings, len(tally.unsaid), tally.findings)
        times = (f"{tally.seconds.get(step, 0):.1f} s" for step in _HEADS[5:])
        print("| " + " | ".join([tally.site, *map(str, figures), *times]) + " |")
    total = sum(tally.warnings for tally in tallies)
    print(f"\n{total} warnings, {sum(len(tally.unsaid) for tally in tallies)} of them not said by the check")
    for tally in tallies:
        for line in (*tally.failures, *tally.unsaid):
            print(line)


def main() -> int:
    """Measure every site that is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sites", nargs="+", type=Path, help="folders, each one site")
    parser.add_argument("--into", type=Path, help="an empty folder where everything is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = (options.into or Path(folder)).resolve()
        tallies = [measure_site(site, base / site.name) for site in options.sites]
    print_tallies(tallies)
    return 1 if any(tally.unsaid or tally.failures for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())

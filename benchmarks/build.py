"""How long a site takes to build, and how that grows: kb_ext beside stock Sphinx, MyST and Furo.

    python benchmarks/build.py FOLDER_OF_POSTS --posts 200 400 800 --stock

Every size is built from nothing in a process of its own, then once without a change, then after one post was
edited. Machines are noisy: read the ratios, which come from one run.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

OURS = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\n'
STOCK = 'extensions = ["myst_parser", "sphinx_design"]\nhtml_theme = "furo"\nlanguage = "ja"\n'
OUR_INDEX = "# ホーム\n\n```{kb:posts}\n```\n"
STOCK_INDEX = "# ホーム\n\n```{toctree}\n:glob:\n:hidden:\n\nposts/*\n```\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took."""

    wall: float
    cpu: float
    pages: int
    """HTML files that it wrote."""


def collect_posts(folders: list[Path]) -> list[Path]:
    """List all Markdown files below the folders."""
    return sorted(path for folder in folders for path in folder.rglob("*.md"))


def fill(project: Path, sources: list[Path], count: int, conf: str, index: str) -> None:
    """Write a project of `count` posts, using the sources again where there are too few."""
    posts = project / "posts"
    posts.mkdir(parents=True)
    (project / "conf.py").write_text(conf, encoding="utf-8")
    (project / "index.md").write_text(index, encoding="utf-8")
    for number in range(count):
        shutil.copyfile(sources[number % len(sources)], posts / f"post-{number:05}.md")


def build(project: Path, jobs: int) -> Cost:
    """Build a project in a process of its own."""
    out = project / "_build" / "html"
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    start, used = time.perf_counter(), _read_cpu()
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-d", project / "_build/doctrees"]
    subprocess.run(
        [*command, project, out],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wall, cpu = time.perf_counter() - start, _read_cpu() - used
    written = sum(1 for path in out.rglob("*.html") if before.get(path) != path.stat().st_mtime_ns)
    return Cost(wall, cpu, written)


def _read_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(sources: list[Path], count: int, jobs: int, conf: str, index: str) -> list[Cost]:
    """Return the cost of a clean build, of one without changes, and of one after an edit."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        fill(project, sources, count, conf, index)
        clean, unchanged = build(project, jobs), build(project, jobs)
        with (project / "posts" / "post-00000.md").open("a", encoding="utf-8") as post:
            post.write("\n\n追記。\n")
        return [clean, unchanged, build(project, jobs)]


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+", help="where Markdown posts are")
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 200, 400], help="sizes to build")
    parser.add_argument("--jobs", type=int, default=1, help="as sphinx-build -j")
    parser.add_argument("--stock", action="store_true", help="also build with stock Sphinx, MyST and Furo")
    arguments = parser.parse_args()
    sources = collect_posts(arguments.folder)
    titles = f"{'clean s':>8} {'CPU s':>8} {'ms/post':>8} {'no change s':>12} {'one edit s':>11} pages"
    print(f"{'posts':>6} {'':6} {titles}")
    for count in arguments.posts:
        costs = measure(sources, count, arguments.jobs, OURS, OUR_INDEX)
        _print_costs(count, "kb_ext", costs)
        if arguments.stock:
            stock = measure(sources, count, arguments.jobs, STOCK, STOCK_INDEX)
            _print_costs(count, "stock", stock)
            ratios = [theirs.wall / ours.wall for ours, theirs in zip(costs, stock, strict=True)]
            print(f"{count:>6} ratio  {ratios[0]:>8.2f} {'':8} {'':8} {ratios[1]:>12.2f} {ratios[2]:>11.2f}")


def _print_costs(count: int, name: str, costs: list[Cost]) -> None:
    clean, unchanged, edited = costs
    each = clean.wall / count * 1000
    print(
        f"{count:>6} {name:6} {clean.wall:>8.1f} {clean.cpu:>8.1f} {each:>8.1f} "
        f"{unchanged.wall:>12.1f} {edited.wall:>11.1f} {clean.pages}/{unchanged.pages}/{edited.pages}",
        flush=True,
    )


if __name__ == "__main__":
    main()

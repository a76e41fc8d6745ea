"""How fast a large comparison answers a reader, in a real browser, and how large its page is.

    python benchmarks/comparison.py --items 60 --criteria 40

A comparison is written as Markdown, built, served and opened. Each interaction is done several times; a time
runs from the event to the next frame, with all style and layout done. The first line is a frame in which
nothing happens: what a busy machine adds to every line. Needs Playwright and Chromium (KB_BROWSER names it).
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CONF = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\n'
KINDS = ("number", "text", "boolean", "money", "date")
WORDS = ("高い", "ふつう", "低い", "条件によっては高い場合もある")
ANSWERS = ("あり", "一部", "なし")
MEASURE = """
async ([selector, text]) => {
  const node = selector && document.querySelector(selector);
  const start = performance.now();
  if (node && text === null) node.click();
  if (node && text !== null) {
    node.value = text;
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.querySelector(".kb-comparison-region").scrollWidth;
  const laidOut = performance.now();
  await new Promise(resolve => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  }));
  return [laidOut - start, performance.now() - start];
}
"""
INTERACTIONS = (
    ("nothing", "", (None,) * 8),
    ("sort", "th[data-criterion] .kb-comparison-sort", (None,) * 9),
    ("filter", ".kb-comparison-search input", ("項目1", "高い", "", "1", "項目", "ふつ", "なし", "")),
    ("differences", ".kb-comparison-to-differences", (None,) * 8),
    ("mark the best", ".kb-comparison-to-best", (None,) * 8),
    ("swap", ".kb-comparison-to-transposed", (None,) * 8),
    ("compare two", ".kb-comparison-to-pair", (None,) * 8),
)
"""What is done, where, and with which words; without words it is a click."""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep requests out of the figures."""


def write_cell(row: int, number: int) -> str:
    """Make up a value: always the same one for its place."""
    seed = (row * 7919 + number * 104729) % 1009
    if seed % 19 == 0:
        return ("不明", "未確認", "該当なし")[seed % 3]
    values = (
        f"{seed * 37:,}",
        WORDS[seed % 4],
        ANSWERS[seed % 3],
        f"{seed * 11:,}円",
        f"202{seed % 6}-{seed % 12 + 1:02}-11",
    )
    return values[number % 5]


def write_page(items: int, criteria: int) -> str:
    """Write the comparison as an author would."""
    head = "| 項目 | " + " | ".join(f"観点{number}" for number in range(criteria)) + " |"
    rule = "| -- " * (criteria + 1) + "|"
    lines = [
        f"| 項目{row:02} | " + " | ".join(write_cell(row, number) for number in range(criteria)) + " |"
        for row in range(items)
    ]
    types = ", ".join(KINDS[number % 5] for number in range(criteria))
    better = ", ".join("higher" if number % 5 == 0 else "-" for number in range(criteria))
    options = f":caption: 大きな比較\n:as-of: 2025-08-31\n:types: {types}\n:better: {better}\n"
    table = "\n".join([head, rule, *lines])
    return f"# 大きな比較\n\n```{{kb:comparison}} large\n{options}\n{table}\n```\n"


def build(folder: Path, items: int, criteria: int) -> Path:
    """Build the page and return where it is."""
    source, out = folder / "source", folder / "html"
    source.mkdir()
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "index.md").write_text(write_page(items, criteria), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", str(source), str(out)], check=True)
    return out


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def measure(page: Page) -> None:
    """Do everything and print what it took."""
    print(f"{'':16} {'laid out ms':>12} {'next frame ms':>14} {'least':>6} {'most':>6}")
    for name, selector, words in INTERACTIONS:
        times = [page.evaluate(MEASURE, [selector, word]) for word in words]
        laid_out, frame = ([time[side] for time in times] for side in (0, 1))
        medians = f"{statistics.median(laid_out):>12.0f} {statistics.median(frame):>14.0f}"
        print(f"{name:16} {medians} {min(frame):>6.0f} {max(frame):>6.0f}", flush=True)


def main() -> None:
    """Print the size of the page and one line for each interaction."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--items", type=int, default=60)
    parser.add_argument("--criteria", type=int, default=40)
    parser.add_argument("--width", type=int, default=1360, help="of the window, in pixels")
    arguments = parser.parse_args()
    browser_path = os.environ.get("KB_BROWSER") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        out = build(Path(folder), arguments.items, arguments.criteria)
        size = (out / "index.html").stat().st_size
        print(f"{arguments.items} x {arguments.criteria}: the page is {size / 1024:.0f} KiB of HTML")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": arguments.width, "height": 900})
        with serve(out) as address:
            page.goto(f"{address}/index.html")
            page.wait_for_selector("html[data-kb-comparison='ready']")
            measure(page)
        browser.close()


if __name__ == "__main__":
    main()

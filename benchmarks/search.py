"""How well the search of a built site finds what is known to be there, measured in a real browser.

    python benchmarks/search.py EVAL [--corpus FOLDER] [--times 5] [--longer 10] [--misses]

EVAL holds `pages.json` (`id`, `title`, `body`), `queries.json` and `probes.json` (`kind`, `query`, `gold`,
`relevant`). The pages become posts of a project that the real Sphinx builds; queries go through the engine in
Chromium, over a server that compresses. `--times` adds posts and `--longer` paragraphs, made of the Markdown
files below CORPUS, and what is relevant is found again by comparing texts. Recall@10 is divided by
min(10, relevant).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CONF = """
import time

extensions = ["kb_ext"]
html_theme = "furo"
language = "ja"


def setup(app):
    start = []
    app.connect("build-finished", lambda *_: start.extend(read_clocks()), priority=599)
    app.connect("build-finished", lambda *_: report(start), priority=601)


def read_clocks():
    return time.perf_counter(), time.process_time()


def report(start):
    with open("index-step.txt", "w") as file:
        print(*(end - begin for begin, end in zip(start, read_clocks())), file=file)
"""
LOAD = """
() => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = "_static/kb-search-engine.js";
  script.onload = () => resolve();
  script.onerror = reject;
  document.head.append(script);
})
"""
SEARCH = """
async query => {
  const engine = await kbSearch.open("");
  const start = performance.now();
  const {total, results} = await engine.search(query, {limit: 10});
  return {total, urls: results.map(({url}) => url), ms: performance.now() - start};
}
"""
SPELLINGS = ("fullwidth", "halfkana", "case", "long-", "long+", "hira4kata")
COMPARED = ("title", "keyword", "phrase")
TEXT_TYPES = (".html", ".js", ".css", ".svg", ".json")

Query = dict[str, Any]


@dataclass
class Score:
    """What the queries of one kind amount to."""

    recall: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)
    empty: int = 0

    def add(self, urls: list[str], total: int, gold: str, relevant: set[str]) -> float:
        """Take an answer in and return its recall."""
        found = sum(url in relevant for url in urls)
        recall = found / max(1, min(10, len(relevant)))
        self.recall.append(recall)
        self.reciprocal.append(1 / (urls.index(gold) + 1) if gold in urls else 0.0)
        self.empty += not total
        return recall


class CountingHandler(SimpleHTTPRequestHandler):
    """Serves files compressed, as a server on the web does, and counts the bytes."""

    sent: list[int] = []  # noqa: RUF012 # shared on purpose: a handler lives for one connection

    def do_GET(self) -> None:
        """Answer with one file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        compress = path.suffix in TEXT_TYPES
        body = gzip.compress(body, 6) if compress else body
        self.sent.append(len(body))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if compress:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    """Serve a folder and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(CountingHandler, directory=str(directory)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def read_paragraphs(folders: list[Path]) -> list[str]:
    """Collect plain Japanese paragraphs of the Markdown files below the folders, in a fixed order."""
    found: set[str] = set()
    for path in (path for folder in folders for path in sorted(folder.rglob("*.md"))):
        text = path.read_text(encoding="utf-8", errors="ignore")
        text = re.sub(r"```.*?```", "", re.sub(r"\A---.*?^---", "", text, flags=re.S | re.M), flags=re.S)
        for block in re.split(r"\n\s*\n", text):
            plain = re.sub(r"[#*`>|\[\]{}<$]", "", block).strip()
            if 80 < len(plain) < 400 and len(re.findall("[ぁ-ん]", plain)) > 20:
                found.add(plain)
    paragraphs = sorted(found)
    random.Random(0).shuffle(paragraphs)
    return paragraphs


def grow(pages: list[Query], paragraphs: list[str], times: int, longer: int) -> list[Query]:
    """Add posts and paragraphs; the paragraph that queries ask for stands anywhere in its page."""
    chance = random.Random(1)
    extra = paragraphs[: (times - 1) * len(pages)]
    new = [
        {"id": f"x{number:05}", "title": re.split("[、。！？\n]", text)[0][:24], "body": text}
        for number, text in enumerate(extra)
    ]
    grown = []
    for page in [*pages, *new]:
        blocks = [chance.choice(paragraphs) for _ in range(longer - 1)]
        blocks.insert(chance.randrange(longer), page["body"])
        grown.append(page | {"body": "\n\n".join(blocks)})
    return grown


def build(pages: list[Query], project: Path) -> tuple[Path, float, list[float]]:
    """Build the site; return its folder, the seconds of the build and those of the index, wall and CPU."""
    (project / "posts").mkdir()
    (project / "conf.py").write_text(CONF, encoding="utf-8")
    (project / "index.md").write_text("# ホーム\n", encoding="utf-8")
    for page in pages:
        body = page["body"].replace("&", "&amp;").replace("<", "&lt;")
        text = f"---\ntitle: {json.dumps(page['title'], ensure_ascii=False)}\n---\n\n{body}\n"
        (project / "posts" / f"{page['id']}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-d", "doctrees", ".", "html"]
    start = time.perf_counter()
    subprocess.run(command, cwd=project, check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    steps = (project / "index-step.txt").read_text().split()
    return project / "html", seconds, [float(step) for step in steps]


def fold(text: str) -> str:
    """Fold what the collection folds when it compares texts."""
    return unicodedata.normalize("NFKC", text).lower()


def find_relevant(query: Query, texts: dict[str, str], grown: bool) -> set[str]:
    """Return the pages that hold every word of a query, as the collection defines it."""
    if not grown or query["kind"] not in COMPARED:
        return set(query["relevant"])
    words = fold(query["query"]).split()
    return {key for key, text in texts.items() if all(word in text for word in words)}


def measure_quality(
    page: Page, queries: list[Query], pages: list[Query], grown: bool, misses: bool
) -> dict[str, Score]:
    """Ask every query once."""
    texts = {one["id"]: fold(f"{one['title']}\n{one['body']}") for one in pages}
    scores: dict[str, Score] = {}
    for query in queries:
        answer = page.evaluate(SEARCH, query["query"])
        urls = [url.removeprefix("posts/").removesuffix(".html") for url in answer["urls"]]
        relevant = find_relevant(query, texts, grown)
        score = scores.setdefault(query["kind"], Score())
        recall = score.add(urls, answer["total"], query["gold"], relevant)
        if misses and (recall < 1 or query["gold"] not in urls):
            print(f"  {query['kind']} {query['query']!r}: recall {recall:.2f}, {answer['total']} pages")
    return scores


def measure_exact(page: Page, pages: list[Query]) -> float:
    """Return how often the title of a page, typed whole, brings that page first."""
    titles = [one["title"] for one in pages]
    unique = [one for one in pages if titles.count(one["title"]) == 1][:500]
    first = (page.evaluate(SEARCH, one["title"])["urls"][:1] for one in unique)
    wanted = (f"posts/{one['id']}.html" for one in unique)
    return statistics.mean(urls == [url] for urls, url in zip(first, wanted, strict=True))


def measure_first(browser: Browser, address: str, query: str) -> tuple[int, int]:
    """Return bytes and requests of a reader's first query, results included, without those of the page."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/search.html", wait_until="networkidle")
    CountingHandler.sent.clear()
    page.evaluate(LOAD)
    page.evaluate(SEARCH, query)
    context.close()
    return sum(CountingHandler.sent), len(CountingHandler.sent)


def report(label: str, value: str, goal: str = "") -> None:
    """Print one line of the table."""
    print(f"{label:<44} {value:>12}   {goal}")


def report_scores(scores: dict[str, Score], large: bool) -> None:
    """Print what the queries of each kind amount to."""
    recall, reciprocal = (".97", (".88", ".70", ".83")) if large else (".98", (".95", ".88", ".95"))
    for kind, goal in zip(COMPARED, reciprocal, strict=True):
        report(f"recall@10 {kind}", f"{statistics.mean(scores[kind].recall):.3f}", f"≥ {recall}")
        report(f"MRR@10 {kind}", f"{statistics.mean(scores[kind].reciprocal):.3f}", f"≥ {goal}")
    asked = [scores[kind] for kind in (*COMPARED, "concat") if kind in scores]
    empty = sum(score.empty for score in asked) / sum(len(score.recall) for score in asked)
    report("zero-result rate, concat included", f"{empty:.1%}", "≤ 1 %")
    spelled = [value for kind in SPELLINGS if kind in scores for value in scores[kind].recall]
    if spelled and not large:
        report("probes: width, case, kana, final ー", f"{statistics.mean(spelled):.3f}", "≥ .98")
    for kind in sorted(scores.keys() - {*COMPARED, *SPELLINGS}):
        report(
            f"  {kind}: recall, MRR",
            "{:.3f} {:.3f}".format(*map(statistics.mean, (scores[kind].recall, scores[kind].reciprocal))),
        )


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("collection", type=Path, metavar="EVAL")
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--longer", type=int, default=1)
    parser.add_argument("--first", type=int, default=40, help="queries that are asked as a reader's first")
    parser.add_argument("--misses", action="store_true", help="name every query that is not answered fully")
    return parser.parse_args()


def measure_site(
    site: Path, pages: list[Query], queries: list[Query], probes: list[Query], options: argparse.Namespace
) -> None:
    """Ask the site everything, and report."""
    executable = os.environ.get("KB_BROWSER") or shutil.which("chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    large, grown = len(pages) > 1000, options.times > 1 or options.longer > 1
    with sync_playwright() as playwright, serve(site) as address:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        page = browser.new_page()
        page.goto(f"{address}/search.html")
        page.evaluate(LOAD)
        report_scores(measure_quality(page, [*queries, *probes], pages, grown, options.misses), large)
        report("exact title at rank 1", f"{measure_exact(page, pages):.3f}", "1.0")
        warm = sorted(page.evaluate(SEARCH, query["query"])["ms"] for query in queries)
        chosen = queries[:: max(1, len(queries) // options.first)]
        first = [measure_first(browser, address, query["query"]) for query in chosen]
        browser.close()
    sizes = sorted(size / 1000 for size, _ in first)
    goal = "≤ 400 KB" if large else "≤ 350 KB"
    report("first query, median", f"{statistics.median(sizes):.0f} KB", goal)
    report("first query, largest", f"{sizes[-1]:.0f} KB", goal)
    report("requests of the first query, median", f"{statistics.median(count for _, count in first):.0f}")
    report("warm query, median", f"{statistics.median(warm):.1f} ms", "≤ 100 ms" if large else "≤ 60 ms")
    report("warm query, 95 %", f"{warm[int(len(warm) * 0.95)]:.1f} ms")


def main() -> None:
    """Build the site, measure it, and print the goals' table."""
    options = read_options()
    files = ("queries.json", "probes.json", "pages.json")
    queries, probes, pages = (
        json.loads((options.collection / name).read_text(encoding="utf-8")) for name in files
    )
    if options.times > 1 or options.longer > 1:
        pages = grow(pages, read_paragraphs(options.corpus), options.times, options.longer)
    characters = sum(len(one["body"]) for one in pages) // len(pages)
    print(f"{len(pages)} pages of {characters} characters, {len(queries)} queries, {len(probes)} probes")
    with tempfile.TemporaryDirectory() as folder:
        site, seconds, (wall, cpu) = build(pages, Path(folder))
        measure_site(site, pages, queries, probes, options)
        written = list((site / "kb-search").rglob("*.js"))
        weight = sum(path.stat().st_size for path in written)
    goal = "≤ 30 s" if len(pages) > 1000 else "≤ 6 s"
    report("index step", f"{wall:.1f} s", f"{goal} (CPU {cpu:.1f} s)")
    report("whole build", f"{seconds:.1f} s")
    report("index on disk", f"{weight / 1e6:.1f} MB", f"{len(written)} files")


if __name__ == "__main__":
    main()

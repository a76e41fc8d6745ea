"""The real documentation, built once, served locally and opened in a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal, TypedDict
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
POSTS = tuple(
    path.relative_to(DOCS).with_suffix("").as_posix() for path in sorted((DOCS / "posts").rglob("*.md"))
)
PAGES = (
    "index",
    *POSTS,
    "posts/index",
    "tags/llm",
    "categories/index",
    "archive/2025",
    "terms/rag",
    "terms/index",
    "comparisons/llm-families",
)
"""What is looked at: the home page, every post, and one page of each other kind."""
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
NOISE = frozenset({"error", "warning"})
"""Types of console messages that a page may not cause."""
MEASURE = """
() => {
  const root = document.documentElement;
  const article = document.querySelector("article");
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)")];
  const columns = [];
  for (let node = article; node; node = node.parentElement) {
    if (node === root || getComputedStyle(node).overflowX !== "visible") columns.push(node);
  }
  const scrolls = node => node !== article
    && (getComputedStyle(node).overflowX !== "visible" || scrolls(node.parentElement));
  const edge = article.getBoundingClientRect().right;
  const wide = [...article.querySelectorAll("*")].filter(
    node => node.getBoundingClientRect().right > edge + 1 && !scrolls(node.parentElement)
  );
  return {
    overflow: Math.max(...columns.map(node => node.scrollWidth - node.clientWidth)),
    wide: wide.map(node => `${node.tagName.toLowerCase()}.${node.className}`).slice(0, 5),
    first: document.querySelectorAll("h1").length,
    levels: headings.map(heading => Number(heading.tagName[1])),
    lang: root.lang,
  };
}
"""
"""Measures a page.

On narrow screens Furo lets the column around the text scroll instead of the window. That is as bad for a
reader, so every box from the article up to the window counts that could scroll or cut off what is too wide.
"""


class Measure(TypedDict):
    """What a page says of itself: `overflow` in pixels, `wide` what causes it, `levels` of its headings."""

    overflow: int
    wide: list[str]
    first: int
    levels: list[int]
    lang: str


@dataclass(frozen=True, slots=True)
class Mode:
    """How a reader looks at a page."""

    scheme: Literal["light", "dark"] = "light"
    width: int = 1360
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}"


@dataclass(frozen=True, slots=True)
class Site:
    """The built documentation and its address."""

    directory: Path
    address: str
    warnings: str

    def locate(self, pagename: str) -> str:
        """Return the address of a page."""
        return f"{self.address}/{quote(pagename)}.html"


@dataclass(frozen=True, slots=True)
class Visit:
    """What happened when a page was opened."""

    status: int
    noise: tuple[str, ...]
    """Console messages and page errors."""
    strangers: tuple[str, ...]
    """Addresses asked for on other hosts."""
    measure: Measure


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep requests out of the output of the tests."""


def build_docs(outdir: Path) -> str:
    """Build the documentation as a user does and return its warnings."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(outdir / "doctrees")]
    done = subprocess.run(
        [*command, str(DOCS), str(outdir / "html")],
        cwd=ROOT,
        env=environment | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"docs/ does not build:\n{done.stderr}")
    return done.stderr.strip()


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(directory)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(name="site", scope="session")
def serve_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build and serve docs/; every worker of a parallel run has its own."""
    outdir = tmp_path_factory.mktemp("docs")
    warnings = build_docs(outdir)
    with serve(outdir / "html") as address:
        yield Site(outdir / "html", address, warnings)


@pytest.fixture(name="browser", scope="session")
def launch_browser() -> Iterator[Browser]:
    executable = os.environ.get("KB_BROWSER") or shutil.which("chromium")
    if not executable:
        pytest.fail("no Chromium: install it, name it in KB_BROWSER, or deselect with -m 'not browser'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(BROWSER_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(name="context_of", scope="session")
def open_contexts(browser: Browser) -> Callable[[Mode], BrowserContext]:
    """Return what finds the context of a mode; each is opened once."""

    @cache
    def find_context(mode: Mode) -> BrowserContext:
        return browser.new_context(
            viewport={"width": mode.width, "height": 800},
            color_scheme=mode.scheme,
            java_script_enabled=mode.scripts,
            locale="ja-JP",
        )

    return find_context


@pytest.fixture(name="open_page")
def open_pages(
    site: Site, context_of: Callable[[Mode], BrowserContext]
) -> Iterator[Callable[[str, Mode], Page]]:
    """Return what opens a page in a mode; it is closed behind the test."""
    pages: list[Page] = []

    def open_page(pagename: str, mode: Mode) -> Page:
        page = context_of(mode).new_page()
        pages.append(page)
        page.goto(site.locate(pagename))
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(name="visit", scope="session")
def make_visits(site: Site, context_of: Callable[[Mode], BrowserContext]) -> Callable[[str, Mode], Visit]:
    """Return what opens a page and notes what happens."""

    def visit(pagename: str, mode: Mode) -> Visit:
        noise: list[str] = []
        requests: list[str] = []

        def note_message(message: ConsoleMessage) -> None:
            if message.type in NOISE:
                noise.append(f"{message.type}: {message.text}")

        page = context_of(mode).new_page()
        page.on("console", note_message)
        page.on("pageerror", lambda error: noise.append(f"page error: {error}"))
        page.on("request", lambda request: requests.append(request.url))
        response = page.goto(site.locate(pagename), wait_until="load")
        assert response is not None
        page.evaluate("() => document.fonts.ready.then(() => null)")
        measure: Measure = page.evaluate(MEASURE)
        page.close()
        host = urlsplit(site.address).netloc
        strangers = [
            url for url in requests if urlsplit(url).scheme != "data" and urlsplit(url).netloc != host
        ]
        return Visit(response.status, tuple(noise), tuple(strangers), measure)

    return visit

"""A site with comparisons, served under a strict Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

from tests.browser.comparison.sample import BIRDS, PAIR, make_large, write_page
from tests.browser.conftest import NOISE, Mode, QuietHandler

CONF = (
    'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\nproject = "比較"\nkb_stale_after = 365\n'
)
WIDE = Mode()
READY = "html[data-kb-comparison='ready']"
WATCH = """
document.addEventListener("securitypolicyviolation", event => {
  const { target, sourceFile, violatedDirective, sample } = event;
  const ours = sourceFile.includes("/kb-") || (target instanceof Element && target.closest("article"));
  if (ours) console.error(`refused: ${violatedDirective} ${sourceFile} ${sample}`);
});
"""
"""Tells what the policy refuses to a comparison. Furo has style attributes on its icons, and Sphinx evaluates
a string in doctools.js."""
THEME_NOISE = "Content Security Policy directive"


PAGES = {
    "index": "# ホーム\n\n```{toctree}\n:hidden:\n\ntwo\ntwice\nlarge\n```\n",
    "two": write_page("二つの比較", BIRDS, PAIR),
    "twice": write_page("同じ比較を二度", PAIR, PAIR),
    "large": write_page("大きな比較", make_large(60, 40)),
}


def hash_inline(page: str, tag: str) -> list[str]:
    """Name what a page has inline as a policy allows it."""
    found = re.findall(rf"<{tag}(?![^>]*\bsrc=)[^>]*>(.*?)</{tag}>", page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found)
    return [f"'sha256-{digest}'" for digest in digests]


def make_policy(home: str) -> str:
    """Allow what the theme itself has inline on a page without comparisons, and nothing else."""
    scripts, styles = (" ".join(hash_inline(home, tag)) for tag in ("script", "style"))
    own = "default-src 'none'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'"
    return f"{own}; script-src 'self' {scripts}; style-src 'self' {styles}"


class StrictHandler(QuietHandler):
    """Serves files with a policy."""

    def __init__(self, *arguments: object, policy: str, directory: str) -> None:
        self.policy = policy
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # as the server hands them on

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@pytest.fixture(name="built", scope="session")
def build_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the pages; return where they are."""
    root = tmp_path_factory.mktemp("board")
    source, out = root / "source", root / "html"
    source.mkdir()
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in PAGES.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", "-W", str(source), str(out)], check=True)
    (out / "favicon.ico").write_bytes(b"")
    return out


@pytest.fixture(name="board", scope="session")
def serve_board(built: Path) -> Iterator[str]:
    """Serve the pages under the policy; return their address."""
    policy = make_policy((built / "index.html").read_text(encoding="utf-8"))
    handler = partial(StrictHandler, policy=policy, directory=str(built))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


class Opener(Protocol):
    """Opens a page of the site."""

    def __call__(self, address: str = "two.html", mode: Mode = ..., *, today: str = ...) -> Page:
        """Return the page, with its comparisons ready, on a day that the reader's clock shows."""
        ...


@pytest.fixture(name="open_board")
def open_boards(board: str, context_of: Callable[[Mode], BrowserContext]) -> Iterator[Opener]:
    """Return what opens a page; at the end of the test no page may have complained of anything."""
    pages: list[Page] = []
    noise: list[str] = []

    def note_text(text: str) -> None:
        if THEME_NOISE not in text:
            noise.append(text)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in NOISE:
            note_text(message.text)

    def open_board(address: str = "two.html", mode: Mode = WIDE, *, today: str = "") -> Page:
        page = context_of(mode).new_page()
        pages.append(page)
        page.on("console", note_message)
        page.on("pageerror", lambda error: note_text(str(error)))
        page.add_init_script(WATCH)
        if today:
            page.clock.set_fixed_time(today)
        page.goto(f"{board}/{address}")
        if mode.scripts:
            page.wait_for_selector(READY)
        return page

    yield open_board
    for page in pages:
        page.close()
    assert noise == []


def ends(address: str) -> re.Pattern[str]:
    """Match an address by its end."""
    return re.compile(re.escape(address) + "$")


def frame_of(page: Page, key: str = "birds") -> Locator:
    """Find a comparison with its tools."""
    return page.locator(".kb-comparison-frame", has=page.locator(f"[data-comparison='{key}']"))


def list_items(page: Page, key: str = "birds") -> list[str]:
    """List the items that are shown, in their order."""
    items: list[str] = page.locator(f"[data-comparison='{key}']").evaluate(
        """table => [...table.querySelectorAll("th:not([data-criterion], [scope$=group])")]
            .filter(header => header.checkVisibility() && header.textContent.trim() !== "項目")
            .map(header => [...header.childNodes].filter(node => node.nodeName !== "SUP"))
            .map(nodes => nodes.map(node => node.textContent).join("").trim())"""
    )
    return items


def list_criteria(page: Page, key: str = "birds") -> list[str]:
    """List the criteria that are shown, in their order."""
    criteria: list[str] = page.locator(f"[data-comparison='{key}']").evaluate(
        """table => [...table.querySelectorAll("th[data-criterion]")]
            .filter(header => header.checkVisibility()).map(header => header.textContent.trim())"""
    )
    return criteria

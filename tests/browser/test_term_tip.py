"""What a term means, shown where it is used: with the mouse, the keyboard and the finger."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import QuietHandler
from tests.conftest import Project

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
RAG = """---
term: 検索拡張生成
reading: けんさくかくちょうせいせい
english: Retrieval-Augmented Generation
abbreviation: RAG
---

検索した文書をモデルに渡して答えさせる方法。<b>印</b>は文字のまま。
"""
LORA = "---\nterm: LoRA\nreading: ろーら\nenglish: Low-Rank Adaptation\n---\n\n少ない変数で学習する。\n"
LINES = "\n\n".join(f"行{number}。" for number in range(60))
POST = f"""---
title: 記事
date: 2025-01-01
---

はじめに検索拡張生成を使う。次にLoRAを使う。

{LINES}

<div id="far">

## 終わり

おわり。

</div>
"""
FILES = {
    "index.md": "# 表紙\n",
    "posts/a.md": POST,
    "terms/rag.md": RAG,
    "terms/lora.md": LORA,
}


class StrictHandler(QuietHandler):
    """Serves pages that may run no inline script and have no inline style."""

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@contextmanager
def serve_strictly(directory: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(directory)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(name="address", scope="module")
def serve_glossary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    built = Project(tmp_path_factory.mktemp("tips")).build(files=FILES)
    assert built.warnings == []
    with serve_strictly(built.outdir) as address:
        yield address


OpenPage = Callable[..., Page]


@pytest.fixture(name="open_post")
def open_posts(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Return what opens the post in a context of its own."""
    contexts: list[BrowserContext] = []

    def open_post(width: int = 1200, *, touch: bool = False, script: str = "", **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 600},
            has_touch=touch,
            is_mobile=touch,
            reduced_motion="reduce",
            **options,  # type: ignore[arg-type] # a test names options of many types
        )
        contexts.append(context)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.goto(f"{address}/posts/a.html", wait_until="load")
        return page

    yield open_post
    for context in contexts:
        context.close()


def get_link(page: Page, slug: str) -> Locator:
    return page.locator(f'article a.kb-term[data-term="{slug}"]').first


def get_tip(page: Page) -> Locator:
    return page.locator(".kb-tip")


def focus_by_key(page: Page, slug: str) -> Locator:
    """Move the focus to a link as a keyboard does."""
    link = get_link(page, slug)
    link.evaluate("node => node.focus({ focusVisible: true })")
    return link


def test_pointer_on_a_term_shows_its_definition_reading_and_english(open_post: OpenPage) -> None:
    page = open_post()
    get_link(page, "rag").hover()
    expect(get_tip(page)).to_be_visible()
    for text in ("検索拡張生成", "けんさくかくちょうせいせい", "Retrieval-Augmented Generation", "RAG"):
        expect(get_tip(page)).to_contain_text(text)
    expect(get_tip(page)).to_contain_text("検索した文書をモデルに渡して答えさせる方法。")
    expect(get_tip(page).locator("[lang=en]").first).to_have_text("Retrieval-Augmented Generation")


def test_every_term_has_one_entry_in_the_page_and_no_title(open_post: OpenPage) -> None:
    page = open_post()
    assert page.evaluate("[...document.getElementById('kb-tips').content.children].length") == 2
    assert page.locator("article a.kb-term[title]").count() == 0


def test_showing_asks_the_server_for_nothing(open_post: OpenPage) -> None:
    page = open_post()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    get_link(page, "rag").hover()
    expect(get_tip(page)).to_be_visible()
    assert requests == []


def test_pointer_can_enter_what_is_shown(open_post: OpenPage) -> None:
    page = open_post()
    get_link(page, "rag").hover()
    expect(get_tip(page)).to_be_visible()
    get_tip(page).hover()
    # The time after which it closes has passed when another timer of the same length has.
    page.evaluate("() => new Promise(done => setTimeout(done, 600))")
    expect(get_tip(page)).to_be_visible()
    page.mouse.move(5, 590)
    expect(get_tip(page)).to_be_hidden()


def test_passing_over_a_term_shows_nothing(open_post: OpenPage) -> None:
    page = open_post()
    get_link(page, "rag").hover()
    page.mouse.move(5, 590)
    page.evaluate("() => new Promise(done => setTimeout(done, 500))")
    expect(get_tip(page)).to_be_hidden()


def test_escape_closes_and_a_resting_pointer_does_not_open_again(open_post: OpenPage) -> None:
    page = open_post()
    link = get_link(page, "rag")
    link.hover()
    expect(get_tip(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(get_tip(page)).to_be_hidden()
    link.hover(position={"x": 3, "y": 3})
    page.evaluate("() => new Promise(done => setTimeout(done, 500))")
    expect(get_tip(page)).to_be_hidden()
    page.mouse.move(5, 590)
    link.hover()
    expect(get_tip(page)).to_be_visible()


def test_keyboard_focus_shows_and_describes_and_leaving_closes(open_post: OpenPage) -> None:
    page = open_post()
    link = focus_by_key(page, "rag")
    expect(get_tip(page)).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "kb-tip-text")
    described = page.evaluate("document.getElementById('kb-tip-text').textContent")
    assert "検索した文書をモデルに渡して答えさせる方法。" in described
    page.keyboard.press("Tab")
    expect(link).not_to_have_attribute("aria-describedby", "kb-tip-text")
    expect(get_link(page, "lora")).to_be_focused()
    expect(get_tip(page)).to_contain_text("少ない変数で学習する。")
    page.keyboard.press("Escape")
    expect(get_tip(page)).to_be_hidden()
    expect(get_link(page, "lora")).to_be_focused()


def test_focus_brought_into_view_by_scrolling_keeps_what_is_shown(open_post: OpenPage) -> None:
    page = open_post()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    focus_by_key(page, "rag")
    expect(get_link(page, "rag")).to_be_in_viewport()
    expect(get_tip(page)).to_be_visible()


def test_scrolling_closes_what_the_pointer_opened(open_post: OpenPage) -> None:
    page = open_post()
    get_link(page, "rag").hover()
    expect(get_tip(page)).to_be_visible()
    page.mouse.wheel(0, 200)
    expect(get_tip(page)).to_be_hidden()


def test_term_that_scrolls_below_a_resting_pointer_shows_nothing(open_post: OpenPage) -> None:
    page = open_post()
    box = get_link(page, "rag").bounding_box()
    assert box is not None
    page.evaluate("window.scrollTo({ top: 120, behavior: 'instant' })")
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.evaluate("window.scrollTo({ top: 0, behavior: 'instant' })")
    page.evaluate("() => new Promise(done => setTimeout(done, 600))")
    expect(get_tip(page)).to_be_hidden()


def test_first_tap_shows_and_second_follows(open_post: OpenPage) -> None:
    page = open_post(390, touch=True)
    link = get_link(page, "rag")
    link.tap()
    expect(get_tip(page)).to_be_visible()
    expect(get_tip(page).get_by_role("link")).to_be_visible()
    expect(link).to_have_attribute("aria-expanded", "true")
    assert page.url.endswith("/posts/a.html")
    link.tap()
    page.wait_for_url("**/terms/rag.html")


def test_link_in_the_popover_leads_on(open_post: OpenPage) -> None:
    page = open_post(390, touch=True)
    get_link(page, "lora").tap()
    get_tip(page).get_by_role("link").tap()
    page.wait_for_url("**/terms/lora.html")


def test_tap_elsewhere_closes(open_post: OpenPage) -> None:
    page = open_post(390, touch=True)
    get_link(page, "rag").tap()
    expect(get_tip(page)).to_be_visible()
    page.touchscreen.tap(200, 560)
    expect(get_tip(page)).to_be_hidden()


def test_mouse_click_and_enter_follow_at_once(open_post: OpenPage) -> None:
    page = open_post()
    get_link(page, "rag").click()
    page.wait_for_url("**/terms/rag.html")
    page.go_back()
    focus_by_key(page, "lora")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/lora.html")


MEASURE = """() => {
  const tip = document.querySelector(".kb-tip").getBoundingClientRect();
  const root = document.documentElement;
  return tip.left >= 0 && tip.top >= 0 && tip.right <= root.clientWidth && tip.bottom <= root.clientHeight
    && root.scrollWidth <= root.clientWidth;
}"""


@pytest.mark.parametrize("align", ["left", "right"])
@pytest.mark.parametrize("block", ["start", "end"])
@pytest.mark.parametrize("width", [320, 1200])
def test_popover_stays_inside_the_window(open_post: OpenPage, width: int, block: str, align: str) -> None:
    page = open_post(width)
    link = get_link(page, "rag")
    link.evaluate(
        """(node, [align, block]) => {
          node.parentElement.style.textAlign = align;
          node.parentElement.replaceChildren(node);
          node.style.scrollMargin = "4rem 0 0"; // the theme's header covers the top of narrow windows
          node.scrollIntoView({ block, behavior: "instant" });
        }""",
        [align, block],
    )
    link.hover()
    expect(get_tip(page)).to_be_visible()
    assert page.evaluate(MEASURE)


def test_popover_never_covers_the_word(open_post: OpenPage) -> None:
    page = open_post(320)
    link = get_link(page, "rag")
    link.hover()
    expect(get_tip(page)).to_be_visible()
    word, tip = link.bounding_box(), get_tip(page).bounding_box()
    assert word is not None
    assert tip is not None
    assert tip["y"] >= word["y"] + word["height"] or tip["y"] + tip["height"] <= word["y"]


def test_nothing_moves_when_the_popover_opens(open_post: OpenPage) -> None:
    page = open_post()
    where = "() => [...document.querySelectorAll('article p')].map(p => p.getBoundingClientRect().top)"
    before = page.evaluate(where)
    get_link(page, "rag").hover()
    expect(get_tip(page)).to_be_visible()
    assert page.evaluate(where) == before


def test_popover_is_dark_in_the_dark(open_post: OpenPage) -> None:
    """Furo's own script chooses the scheme; where none may run, the attribute does."""
    page = open_post()
    colours = []
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.body.dataset.theme = theme; }", theme)
        get_link(page, "rag").hover()
        expect(get_tip(page)).to_be_visible()
        colours.append(get_tip(page).evaluate("node => getComputedStyle(node).backgroundColor"))
        page.mouse.move(5, 590)
        expect(get_tip(page)).to_be_hidden()
    light, dark = (sum(int(part) for part in colour[4:-1].split(",")) for colour in colours)
    assert light > 600
    assert dark < 200


def test_definition_is_text_whatever_it_holds(open_post: OpenPage) -> None:
    page = open_post()
    get_link(page, "rag").hover()
    expect(get_tip(page)).to_contain_text("<b>印</b>は文字のまま")
    assert get_tip(page).locator("b").count() == 1


OLD = "delete HTMLElement.prototype.popover; delete HTMLElement.prototype.showPopover;"


def test_browser_without_popovers_shows_the_same(open_post: OpenPage) -> None:
    page = open_post(script=OLD)
    link = focus_by_key(page, "rag")
    expect(get_tip(page)).to_be_visible()
    expect(get_tip(page)).to_contain_text("検索した文書")
    assert page.evaluate(MEASURE)
    expect(link).to_have_attribute("aria-describedby", "kb-tip-text")
    page.keyboard.press("Escape")
    expect(get_tip(page)).to_be_hidden()


def test_without_scripts_the_term_is_a_plain_link(open_post: OpenPage) -> None:
    page = open_post(java_script_enabled=False)
    get_link(page, "rag").click()
    page.wait_for_url("**/terms/rag.html")


def test_term_is_explained_without_a_server(browser: Browser, tmp_path: Path) -> None:
    built = Project(tmp_path).build(files=FILES)
    page = browser.new_page()
    page.goto((built.outdir / "posts" / "a.html").as_uri())
    page.locator('a.kb-term[data-term="lora"]').focus()
    expect(page.get_by_text("少ない変数で学習する。")).to_be_visible()
    page.close()

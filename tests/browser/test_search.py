"""What readers do with the search, on the real documentation and its real index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import Mode, Site

pytestmark = pytest.mark.browser

WIDE, PHONE = Mode(), Mode(width=390)
RESULT = ".kb-results > li"
OPTION = ".kb-search-suggestions [role=option]"
DONE = "html[data-kb-search=done]"
OpenPage = Callable[[str, Mode], Page]


@pytest.fixture(name="visitor")
def open_visitor(browser: Browser) -> Iterator[Page]:
    """Return a page of a reader who was never here before."""
    context = browser.new_context(viewport={"width": 1360, "height": 800}, locale="ja-JP")
    yield context.new_page()
    context.close()


def locate_results(site: Site, query: str, **parameters: str) -> str:
    more = "".join(f"&{name}={quote(value)}" for name, value in parameters.items())
    return f"{site.locate('search')}?q={quote(query)}{more}"


def search(site: Site, page: Page, query: str, **parameters: str) -> None:
    page.goto(locate_results(site, query, **parameters))
    page.wait_for_selector(DONE)


def list_titles(page: Page) -> list[str]:
    return page.locator(f"{RESULT} .kb-result-title > a").all_inner_texts()


def compose(session: CDPSession, text: str) -> None:
    """Type with an input method, up to the conversion that is not committed yet."""
    for length in range(1, len(text) + 1):
        part = text[:length]
        session.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": length, "selectionEnd": length}
        )


def press_in_composition(session: CDPSession, kind: str) -> None:
    """Send the Enter as an input method does: with the key code 229."""
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": kind, **key})


def test_unspaced_japanese_is_found_and_the_term_comes_first(site: Site, visitor: Page) -> None:
    search(site, visitor, "検索拡張生成")
    assert list_titles(visitor)[0] == "RAG"
    first = visitor.locator(f"{RESULT} a[href]").first.get_attribute("href")
    assert first is not None
    assert urlsplit(first).path.endswith("terms/rag.html")
    expect(visitor.locator(".kb-search-status")).to_contain_text("検索拡張生成")


def test_every_result_leads_to_a_page_of_the_site(site: Site, visitor: Page) -> None:
    search(site, visitor, "モデル")
    addresses = visitor.locator(f"{RESULT} a[href]").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) > 10
    for address in {address.partition("#")[0] for address in addresses}:
        assert visitor.request.get(address).ok, address


def test_results_show_the_words_in_the_original_text(site: Site, visitor: Page) -> None:
    search(site, visitor, "ｔｒａｎｓｆｏｒｍｅｒ")
    assert visitor.locator(".kb-result-excerpt mark").first.inner_text() == "Transformer"


def test_nothing_of_the_search_is_loaded_before_the_box_is_focused(site: Site, visitor: Page) -> None:
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(urlsplit(request.url).path))
    visitor.goto(site.locate("index"))
    visitor.wait_for_load_state("networkidle")
    assert [path for path in asked if "search" in path] == ["/_static/kb-search.css", "/_static/kb-search.js"]
    visitor.locator(".sidebar-search").focus()
    visitor.wait_for_function("() => globalThis.kbSearch !== undefined")


def test_slash_goes_to_the_box_and_suggestions_follow_the_keys(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("index"))
    visitor.keyboard.press("/")
    box = visitor.locator(".sidebar-search")
    expect(box).to_be_focused()
    box.press_sequentially("らぐ")
    option = visitor.locator(OPTION).first
    expect(option).to_contain_text("RAG")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "")
    box.press("Enter")
    visitor.wait_for_url("**/terms/rag.html")


def test_slash_in_a_field_is_a_slash(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("search"))
    visitor.locator(".kb-search-form input").press_sequentially("a/b")
    expect(visitor.locator(".kb-search-form input")).to_have_value("a/b")


def test_escape_closes_the_suggestions_and_keeps_the_words(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("index"))
    box = visitor.locator(".sidebar-search")
    box.press_sequentially("モデル")
    expect(visitor.locator(OPTION).first).to_be_visible()
    box.press("Escape")
    expect(visitor.locator(".kb-search-suggestions")).to_be_hidden()
    expect(box).to_have_value("モデル")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_the_enter_that_commits_a_conversion_does_not_submit(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("index"))
    visitor.locator(".sidebar-search").focus()
    session = visitor.context.new_cdp_session(visitor)
    compose(session, "らぐ")
    press_in_composition(session, "rawKeyDown")
    session.send("Input.insertText", {"text": "ラグ"})
    press_in_composition(session, "keyUp")
    expect(visitor.locator(".sidebar-search")).to_have_value("ラグ")
    expect(visitor.locator(OPTION).first).to_contain_text("RAG")
    assert "search.html" not in visitor.url
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/search.html?q=*")


def test_the_page_waits_for_the_end_of_a_conversion(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("search"))
    visitor.locator(".kb-search-form input").focus()
    session = visitor.context.new_cdp_session(visitor)
    compose(session, "ことば")
    assert visitor.locator(RESULT).count() == 0
    session.send("Input.insertText", {"text": "量子化"})
    visitor.wait_for_selector(DONE)
    assert list_titles(visitor)[0] == "量子化"
    assert parse_qs(urlsplit(visitor.url).query)["q"] == ["量子化"]


def test_a_filter_narrows_the_results_stands_in_the_address_and_can_be_gone_back_from(
    site: Site, visitor: Page
) -> None:
    search(site, visitor, "モデル")
    everything = visitor.locator(".kb-search-status").inner_text()
    terms = visitor.locator(".kb-search-value", has_text="用語")
    terms.click()
    expect(visitor.locator(".kb-search-value", has_text="用語")).to_have_attribute("aria-pressed", "true")
    visitor.wait_for_selector(DONE)
    assert parse_qs(urlsplit(visitor.url).query)["kind"] == ["term"]
    assert set(visitor.locator(f"{RESULT} .kb-kind").all_inner_texts()) == {"用語"}
    visitor.go_back()
    expect(visitor.locator(".kb-search-status")).to_have_text(everything)


def test_a_filtered_search_can_be_shared(site: Site, visitor: Page) -> None:
    search(site, visitor, "モデル", kind="post", sort="date")
    days = visitor.locator(f"{RESULT} time").evaluate_all("times => times.map(time => time.dateTime)")
    assert days
    assert days == sorted(days, reverse=True)


def test_without_results_the_reader_gets_advice(site: Site, visitor: Page) -> None:
    search(site, visitor, "zzqxjv")
    assert visitor.locator(RESULT).count() == 0
    expect(visitor.locator(".kb-search-status")).to_contain_text("zzqxjv")
    expect(visitor.locator(".kb-search-advice")).to_be_visible()


def test_a_misspelt_word_is_put_right(site: Site, visitor: Page) -> None:
    search(site, visitor, "tranformer")
    expect(visitor.locator(".kb-search-status")).to_contain_text("transformer", ignore_case=True)
    assert "Transformer" in list_titles(visitor)[:2]


def test_arrow_keys_walk_through_the_results(site: Site, visitor: Page) -> None:
    search(site, visitor, "モデル")
    links = visitor.locator(".kb-result-title a")
    visitor.locator(".kb-search-form input").focus()
    visitor.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    visitor.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    visitor.keyboard.press("Escape")
    expect(visitor.locator(".kb-search-form input")).to_be_focused()


def test_an_opened_page_highlights_the_words(site: Site, visitor: Page) -> None:
    search(site, visitor, "量子化", kind="post")
    visitor.locator(f"{RESULT} a").first.click()
    visitor.wait_for_function("() => CSS.highlights.has('kb-search')")
    assert "?" not in visitor.url
    visitor.keyboard.press("Escape")
    assert not visitor.evaluate("() => CSS.highlights.has('kb-search')")


def test_recent_searches_are_offered_and_can_be_cleared(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("index"))
    box = visitor.locator(".sidebar-search")
    box.fill("蒸留")
    box.press("Enter")
    visitor.wait_for_selector(DONE)
    visitor.goto(site.locate("index"))
    visitor.locator(".sidebar-search").focus()
    expect(visitor.locator(OPTION)).to_have_text(["蒸留"])
    visitor.locator(".kb-search-clear").click()
    expect(visitor.locator(".kb-search-suggestions")).to_be_hidden()
    assert visitor.evaluate("() => localStorage.getItem('kb-search-recent')") is None


def test_after_loading_the_search_says_when_the_network_is_gone(site: Site, visitor: Page) -> None:
    visitor.goto(site.locate("search"))
    visitor.wait_for_load_state("networkidle")
    visitor.context.set_offline(True)
    visitor.locator(".kb-search-form input").fill("ハルシネーション")
    visitor.wait_for_selector(DONE)
    status = visitor.locator(".kb-search-status").inner_text()
    assert visitor.locator(RESULT).count() > 0 or "接続" in status
    visitor.context.set_offline(False)
    visitor.locator(".kb-search-form input").fill("ハルシネーション ")
    visitor.keyboard.press("Enter")
    expect(visitor.locator(RESULT).first).to_be_visible()


def test_search_works_without_a_server(site: Site, visitor: Page) -> None:
    visitor.goto(f"{(site.directory / 'search.html').as_uri()}?q={quote('検索拡張生成')}")
    visitor.wait_for_selector(DONE)
    assert "RAG" in list_titles(visitor)[:3]


@pytest.mark.parametrize("width", [320, 390])
def test_results_fit_narrow_screens(site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page("search", Mode(width=width))
    search(site, page, "モデル")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_header_leads_to_the_search(open_page: OpenPage) -> None:
    page = open_page("index", PHONE)
    page.locator(".kb-search-link").click()
    page.wait_for_url("**/search.html")
    expect(page.locator(".kb-search-form input")).to_be_focused()


def test_without_scripts_the_page_says_so(open_page: OpenPage) -> None:
    page = open_page("search", Mode(scripts=False))
    expect(page.locator("noscript")).to_have_count(1)
    expect(page.locator(".kb-search h1")).to_be_visible()

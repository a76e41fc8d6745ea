"""What a reader does: looks at the contents, reads muted text, uses the keyboard, goes without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import POSTS, Mode

pytestmark = pytest.mark.browser

Opener = Callable[[str, Mode], Page]
COMPARISON = "comparisons/llm-families"
WIDE = Mode()
NARROW = Mode("light", 390)
WITHOUT_SCRIPTS = Mode(scripts=False)
MUTED = (
    (".kb-facts", POSTS[0]),
    (".kb-labels a", POSTS[0]),
    (".kb-facts", "index"),
    (".kb-card-summary", "index"),
    (".kb-labels a", "index"),
    (".kb-definition", "terms/index"),
    (".kb-definition", "tags/llm"),
)
"""Classes of muted text, each with a page that shows it."""
CONTRASTS = """
selector => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const paint = (layers) => {
    pen.globalCompositeOperation = "source-over";
    for (const layer of ["white", ...layers]) {
      pen.fillStyle = layer;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = color => {
    const [red, green, blue] = color.map(value => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgrounds = node => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
    return layers;
  };
  const hasText = node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  const shown = [...document.querySelectorAll(selector)]
    .flatMap(node => [node, ...node.querySelectorAll("*")])
    .filter(node => hasText(node) && node.checkVisibility());
  return shown.map(node => {
    const layers = backgrounds(node);
    const pair = [luminance(paint(layers)), luminance(paint([...layers, getComputedStyle(node).color]))];
    return [node.textContent.trim(), (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)];
  });
}
"""
"""The contrast ratio (WCAG 2) of each visible text below a selector with what lies behind it."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("selector", "pagename"), MUTED)
def test_muted_text_has_enough_contrast(
    open_page: Opener, selector: str, pagename: str, scheme: Literal["light", "dark"]
) -> None:
    contrasts: list[tuple[str, float]] = open_page(pagename, Mode(scheme)).evaluate(CONTRASTS, selector)
    assert contrasts != []
    assert [(text, round(ratio, 2)) for text, ratio in contrasts if ratio < 4.5] == []


def test_dark_pages_are_dark(open_page: Opener) -> None:
    probe = "() => getComputedStyle(document.body).backgroundColor"
    light, dark = (open_page("index", Mode(scheme)).evaluate(probe) for scheme in ("light", "dark"))
    assert light != dark


@pytest.mark.parametrize("pagename", POSTS)
def test_contents_beside_a_post_list_its_headings(open_page: Opener, pagename: str) -> None:
    page = open_page(pagename, WIDE)
    headings = page.locator("article section > h2:not(.rubric)").evaluate_all(
        "found => found.map(heading => heading.firstChild.parentElement.innerText.replace('¶', '').trim())"
    )
    entries = page.locator(".toc-drawer .toc-tree a").all_inner_texts()
    assert headings != []
    assert [heading for heading in headings if heading not in entries] == []
    expect(page.locator(".toc-drawer .toc-tree a", has_text=headings[0]).first).to_be_visible()


@pytest.mark.parametrize("pagename", POSTS)
def test_post_shows_its_header_and_the_way_to_its_listings(open_page: Opener, pagename: str) -> None:
    header = open_page(pagename, NARROW).locator("header.kb-post-header")
    expect(header).to_be_visible()
    expect(header.locator(".kb-reading-time")).to_be_visible()


def test_keyboard_reaches_the_comparison_and_scrolls_it(open_page: Opener) -> None:
    page = open_page(COMPARISON, NARROW)
    region = page.locator(".kb-comparison-region").first
    assert region.evaluate("node => node.scrollWidth > node.clientWidth")
    for _ in range(300):
        page.keyboard.press("Tab")
        if region.evaluate("node => node === document.activeElement"):
            break
    expect(region).to_be_focused()
    assert region.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0", timeout=5000)


def test_item_of_a_comparison_stays_in_sight_while_it_scrolls(open_page: Opener) -> None:
    page = open_page(COMPARISON, NARROW)
    region, item = page.locator(".kb-comparison-region").first, page.locator(".kb-comparison tbody th").first
    item.scroll_into_view_if_needed()
    region.evaluate("node => { node.scrollLeft = node.scrollWidth }")
    page.wait_for_function(
        "() => document.querySelector('.kb-comparison-region').scrollLeft > 0", timeout=5000
    )
    expect(item).to_be_in_viewport(ratio=0.5)


@pytest.mark.parametrize("pagename", [*POSTS, "terms/rag", COMPARISON])
def test_text_is_readable_without_scripts(open_page: Opener, pagename: str) -> None:
    page = open_page(pagename, WITHOUT_SCRIPTS)
    expect(page.locator("article h1")).to_be_visible()
    paragraph = page.locator("article section p, article section td").filter(has_text="。").first
    expect(paragraph).to_be_visible()


def test_links_work_without_scripts(open_page: Opener) -> None:
    page = open_page("index", WITHOUT_SCRIPTS)
    title = page.locator(".kb-card-title a").first.inner_text()
    page.locator(".kb-card-title a").first.click()
    expect(page.locator("article h1")).to_contain_text(title)
    # A tag that names a term leads to the term instead.
    page.locator(".kb-tags a[href*='/tags/']").first.click()
    expect(page.locator("article .kb-cards a", has_text=title)).to_be_visible()


def test_first_tab_offers_the_way_past_the_navigation(open_page: Opener) -> None:
    page = open_page("terms/rag", WIDE)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#furo-main-content")
    expect(page.locator(":focus")).to_have_text("本文へ移動")

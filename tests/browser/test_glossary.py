"""The index of terms: its rows, and filtering it as one types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import serve
from tests.conftest import Project

pytestmark = pytest.mark.browser

FILES = {
    "index.md": "# 表紙\n",
    "terms/rag.md": (
        "---\nterm: 検索拡張生成\nreading: けんさくかくちょうせいせい\n"
        "english: Retrieval-Augmented Generation\nabbreviation: RAG\n"
        "aliases: [取得拡張生成]\n---\n\n検索した文書を渡す方法。\n"
    ),
    "terms/server.md": "---\nterm: サーバー\nreading: さーばー\nenglish: Server\n---\n\n応える機械。\n",
    "terms/llm.md": "---\nterm: LLM\nreading: えるえるえむ\n---\n\n言語のモデル。\n",
}
OpenIndex = Callable[..., Page]


@pytest.fixture(name="address", scope="module")
def serve_glossary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    built = Project(tmp_path_factory.mktemp("glossary")).build(files=FILES)
    assert built.warnings == []
    with serve(built.outdir) as address:
        yield address


@pytest.fixture(name="open_index")
def open_indexes(browser: Browser, address: str) -> Iterator[OpenIndex]:
    """Return what opens the index in a context of its own."""
    contexts: list[BrowserContext] = []

    def open_index(query: str = "", width: int = 1200, *, scripts: bool = True) -> Page:
        viewport = {"width": width, "height": 700}
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type] # a plain dictionary is what it takes
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/terms/index.html{query}", wait_until="load")
        return page

    yield open_index
    for context in contexts:
        context.close()


def get_box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="用語を絞り込む")


def list_terms(page: Page) -> list[str]:
    """List the terms whose entries can be seen."""
    entries = page.locator(".kb-terms > li:not(.kb-pointer):visible a.kb-term")
    return entries.evaluate_all("nodes => nodes.map(node => node.dataset.term)")  # type: ignore[no-any-return] # strings


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("けんさく", ["rag"]),
        ("ケンサク", ["rag"]),
        ("ｻｰﾊﾞ", ["server"]),
        ("サーバ", ["server"]),
        ("ｓｅｒｖｅｒ", ["server"]),
        ("augmented gen", ["rag"]),
        ("取得拡張", ["rag"]),
        ("rag", ["rag"]),
        ("えるえる", ["llm"]),
        ("", ["llm", "rag", "server"]),
    ],
)
def test_typing_leaves_what_fits_by_name_reading_or_other_name(
    open_index: OpenIndex, typed: str, found: list[str]
) -> None:
    page = open_index()
    get_box(page).fill("何か")
    get_box(page).fill(typed)
    assert list_terms(page) == found


def test_count_is_told_and_empty_rows_go(open_index: OpenIndex) -> None:
    page = open_index()
    status = page.get_by_role("status")
    expect(status).to_have_text("")
    get_box(page).fill("けんさく")
    expect(status).to_have_text("1語")
    expect(page.locator("#kb-row-ka")).to_be_visible()
    expect(page.locator("#kb-row-a")).to_be_hidden()
    nav = page.get_by_role("navigation", name="用語集の行")
    expect(nav.get_by_text("あ", exact=True)).to_have_attribute("aria-disabled", "true")
    expect(nav.get_by_text("か", exact=True)).not_to_have_attribute("aria-disabled", "true")
    get_box(page).fill("無い言葉")
    expect(status).to_have_text("当てはまる用語がありません。")
    get_box(page).fill("")
    expect(status).to_have_text("")
    expect(page.locator("#kb-row-a")).to_be_visible()


def test_input_method_is_left_alone_until_it_is_done(open_index: OpenIndex) -> None:
    page = open_index()
    box = get_box(page)
    box.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "けｎ", "selectionStart": 2, "selectionEnd": 2})
    assert list_terms(page) == ["llm", "rag", "server"]
    assert page.url.endswith("index.html")
    session.send("Input.insertText", {"text": "検索"})
    expect(page.get_by_role("status")).to_have_text("1語")
    assert list_terms(page) == ["rag"]


@pytest.mark.parametrize("query", ["?q=%E6%A4%9C%E7%B4%A2", "#q=%E6%A4%9C%E7%B4%A2"])
def test_address_can_ask(open_index: OpenIndex, query: str) -> None:
    page = open_index(query)
    expect(get_box(page)).to_have_value("検索")
    assert list_terms(page) == ["rag"]


def test_address_says_what_was_typed(open_index: OpenIndex) -> None:
    page = open_index("?q=llm")
    get_box(page).fill("検索")
    expect(page).to_have_url(re.compile("index.html#q=%E6%A4%9C%E7%B4%A2$"))
    page.reload()
    assert list_terms(page) == ["rag"]
    get_box(page).fill("")
    expect(page).not_to_have_url(re.compile("q="))


def test_row_can_be_jumped_to_and_is_not_covered(open_index: OpenIndex) -> None:
    page = open_index(width=390)
    page.get_by_role("navigation", name="用語集の行").get_by_text("A–Z").click()
    heading = page.locator("#kb-row-latin > h2")
    expect(heading).to_be_in_viewport()
    covered = heading.evaluate(
        """node => {
          const { left, top, height } = node.getBoundingClientRect();
          return !node.contains(document.elementFromPoint(left + 3, top + height / 2));
        }"""
    )
    assert not covered


def test_without_scripts_the_whole_index_stands_there_and_no_box(open_index: OpenIndex) -> None:
    page = open_index("?q=llm", scripts=False)
    assert page.locator("input[type=search]:not(.sidebar-search)").count() == 0
    assert page.locator(".kb-terms > li:not(.kb-pointer)").count() == 3


def test_other_name_points_to_its_term(open_index: OpenIndex) -> None:
    page = open_index()
    page.locator(".kb-pointer", has_text="RAG → 検索拡張生成").get_by_role("link").click()
    page.wait_for_url("**/terms/rag.html")


@pytest.mark.parametrize("width", [320, 1200])
def test_index_never_scrolls_sideways(open_index: OpenIndex, width: int) -> None:
    page = open_index(width=width)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0


def test_terms_are_filtered_without_a_server(browser: Browser, tmp_path: Path) -> None:
    built = Project(tmp_path).build(files=FILES)
    page = browser.new_page()
    page.goto((built.outdir / "terms" / "index.html").as_uri())
    get_box(page).fill("けんさく")
    expect(page.locator('a.kb-term[data-term="llm"]').first).to_be_hidden()
    assert list_terms(page) == ["rag"]
    page.close()

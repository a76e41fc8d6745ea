"""The search engine in a real browser, over the built documentation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Mode, Site

pytestmark = pytest.mark.browser
VECTORS = json.loads((Path(__file__).parent.parent / "core/search/vectors.json").read_text(encoding="utf-8"))
LOAD = """
name => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  const sheet = document.querySelector("link[href*='_static/']");
  script.src = sheet.href.replace(/_static\\/.*/, `_static/${name}`);
  script.onload = () => resolve();
  script.onerror = reject;
  document.head.append(script);
})
"""
Answer = dict[str, Any]


@pytest.fixture(name="page")
def open_search_page(open_page: Callable[[str, Mode], Page]) -> Page:
    page = open_page("search", Mode())
    page.evaluate(LOAD, "kb-search-engine.js")
    return page


def search(page: Page, query: str, **options: object) -> Answer:
    code = "async ([query, options]) => (await kbSearch.open('')).search(query, options)"
    answer: Answer = page.evaluate(code, [query, options])
    return answer


def test_tokeniser_gives_the_tokens_of_the_vectors(page: Page) -> None:
    page.evaluate("() => kbSearch.open('').then(() => null)")
    code = """
    texts => texts.map(text => kbSearch.tokenize(text)
      .map(({term, position, start, end}) => [term, position, text.slice(start, end)]))
    """
    assert page.evaluate(code, [vector["text"] for vector in VECTORS]) == [
        vector["tokens"] for vector in VECTORS
    ]


@pytest.mark.parametrize("query", ["RAG", "ｒａｇ", "らぐ", "ラグ", "Retrieval-Augmented Generation"])
def test_term_is_first_by_each_of_its_names(page: Page, query: str) -> None:
    assert search(page, query)["results"][0]["url"] == "terms/rag.html"


def test_nothing_is_loaded_before_the_index_is_opened(site: Site, page: Page) -> None:
    code = "() => performance.getEntriesByType('resource').map(({name}) => name)"
    before = page.evaluate(code)
    assert [name for name in before if "kb-search/" in name] == []
    search(page, "RAG")
    assert f"{site.address}/kb-search/index.js" in page.evaluate(code)

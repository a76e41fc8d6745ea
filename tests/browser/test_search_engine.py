"""The search engine in a real browser, over the built documentation."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from kb_ext.core.search.reader import Index, open_index
from kb_ext.core.search.result import search_index
from tests.browser.conftest import Mode, Site, serve
from tests.conftest import Project

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


def list_queries(index: Index) -> list[str]:
    """Take titles, and pieces of texts: whole, apart, joined and misspelt; the same ones every time."""
    chance = random.Random(0)
    texts = [index.read_text(page, 0) for page in range(index.count)]
    queries = [text["title"] for text in texts]
    for text in texts:
        words = "\n".join(block for _, _, blocks in text["sections"] for block in blocks)
        for size in (1, 2, 3, 5, 9, 20):
            start = chance.randrange(max(1, len(words) - size))
            queries.append(words[start : start + size])
        queries += [f"{queries[-2]} {queries[-4]}", queries[-3] + chance.choice(queries)[:3]]
    known = sorted(index.list_spellings()["words"])
    queries += [word[:2] + word[3:] for word in known[::7]]
    return [query for query in queries if query.isprintable()]


RANK = """
async queries => {
  const engine = await kbSearch.open("");
  const answers = [];
  for (const query of queries) answers.push(await engine.search(query, {limit: 5}));
  return answers.map(({total, whole, corrections, corrected, filters, results}) => ({
    total, whole, corrections, corrected, filters,
    results: results.map(({url, sections, excerpt}) => [
      url,
      sections.map(({heading}) => heading),
      excerpt.filter(({mark}) => mark).map(({text}) => text),
    ]),
  }));
}
"""


def test_browser_and_command_give_the_same_results(site: Site, page: Page) -> None:
    index = open_index(lambda name: (site.directory / "kb-search" / name).read_bytes())
    queries = list_queries(index)
    assert len(queries) > 600
    for query, theirs in zip(queries, page.evaluate(RANK, queries), strict=True):
        ours = search_index(index, query, limit=5)
        assert theirs == {
            "total": ours.total,
            "whole": ours.whole,
            "corrections": list(ours.corrections),
            "corrected": ours.corrected,
            "filters": ours.filters,
            "results": [
                [
                    result.url,
                    [place.heading for place in result.places],
                    [piece.text for piece in result.excerpt if piece.mark],
                ]
                for result in ours.results
            ],
        }, query


def test_filters_narrow_and_counts_say_what_else_there_is(page: Page) -> None:
    everything = search(page, "LLM", limit=100)
    posts = search(page, "LLM", limit=100, filters={"kind": ["post"]})
    assert posts["total"] == everything["filters"]["kind"]["post"]
    assert {result["kind"] for result in posts["results"]} == {"post"}
    assert posts["filters"]["kind"] == everything["filters"]["kind"]
    year = search(page, "LLM", limit=100, filters={"kind": ["post"], "year": ["2025"]})
    assert {result["date"][:4] for result in year["results"]} == {"2025"}
    assert posts["filters"]["year"]["2025"] == year["total"] < posts["total"]


def test_newest_come_first_where_that_is_asked_for(page: Page) -> None:
    found = search(page, "LLM", sort="date", limit=100, filters={"kind": ["post"]})
    dates = [result["date"] for result in found["results"]]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 1


def test_results_come_in_parts(page: Page) -> None:
    whole = search(page, "LLM", limit=6)["results"]
    assert search(page, "LLM", offset=2, limit=4)["results"] == whole[2:]


@pytest.mark.parametrize(
    ("prefix", "url"),
    [("ら", "terms/rag.html"), ("Trans", "terms/transformer.html"), ("りょう", "terms/quantization.html")],
)
def test_suggestions_name_terms_by_their_readings_too(page: Page, prefix: str, url: str) -> None:
    suggestions = page.evaluate("async prefix => (await kbSearch.open('')).suggest(prefix)", prefix)
    assert url in [suggestion["url"] for suggestion in suggestions]


def test_anchors_of_sections_are_on_their_pages(site: Site, page: Page) -> None:
    for result in search(page, "LLM", limit=100)["results"]:
        for section in result["sections"]:
            path, _, anchor = section["url"].partition("#")
            text = (site.directory / path).read_text(encoding="utf-8")
            assert f'id="{unquote(anchor)}"' in text


def test_search_works_without_a_server(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site.directory / "terms/rag.html").as_uri())
    page.evaluate(LOAD, "kb-search-engine.js")
    found = page.evaluate("async () => (await kbSearch.open('../')).search('らぐ')")
    assert found["results"][0]["url"] == "../terms/rag.html"
    page.close()


@pytest.fixture(name="strict_page")
def open_strict_page(site: Site, browser: Browser) -> Iterator[Page]:
    """Open a page under a policy that allows scripts of the site and nothing else of them."""
    page = browser.new_page()

    def add_policy(route: Route) -> None:
        response = route.fetch()
        policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'"
        route.fulfill(response=response, headers=response.headers | {"content-security-policy": policy})

    page.route("**/*.html", add_policy)
    page.goto(site.locate("search"))
    yield page
    page.close()


def test_search_works_under_a_strict_policy(strict_page: Page) -> None:
    strict_page.evaluate(LOAD, "kb-search-engine.js")
    assert search(strict_page, "RAG")["total"] > 0


def test_what_was_fetched_is_found_offline_and_the_rest_when_there_is_a_network_again(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.locate("search"))
    page.evaluate(LOAD, "kb-search-engine.js")
    before = search(page, "RAG")
    context.set_offline(True)
    assert search(page, "RAG") == before
    with pytest.raises(Error, match="not loaded"):
        search(page, "ファインチューニング")
    context.set_offline(False)
    assert search(page, "ファインチューニング")["total"] > 0
    context.close()


def test_site_that_was_published_anew_is_searched_anew(tmp_path: Path, browser: Browser) -> None:
    project = Project(tmp_path)
    post = "---\ntitle: 題\n---\n\n量子化の記事。\n"
    built = project.build(files={"index.md": "# ホーム\n", "posts/b.md": post})
    with serve(built.outdir) as address:
        page = browser.new_page()
        page.goto(f"{address}/search.html")
        page.evaluate(LOAD, "kb-search-engine.js")
        page.evaluate("() => kbSearch.open('').then(() => null)")
        project.write("posts/a.md", post.replace("題", "前に入る題"))
        project.build()
        found = search(page, "量子化")
        assert [result["url"] for result in found["results"]] == ["posts/a.html", "posts/b.html"]
        page.close()


def test_overlapping_queries_are_each_answered(page: Page) -> None:
    code = """
    async () => {
      const engine = await kbSearch.open("");
      const answers = await Promise.all(["R", "RA", "RAG"].map(query => engine.search(query)));
      return answers.map(({results}) => results[0]?.url);
    }
    """
    assert page.evaluate(code)[2] == "terms/rag.html"


ENGLISH = """
async () => {
  const {results} = await (await kbSearch.open("")).search("rank document");
  return results.map(({url, excerpt}) => [url, excerpt.filter(({mark}) => mark).map(({text}) => text)]);
}
"""


def test_english_site_is_searched_by_words(tmp_path: Path, browser: Browser) -> None:
    conf = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "en"\n'
    post = "---\ntitle: Retrieval\n---\n\nSystems that rank documents by relevance.\n"
    built = Project(tmp_path, conf).build(files={"index.md": "# Home\n", "posts/a.md": post})
    with serve(built.outdir) as address:
        page = browser.new_page()
        page.goto(f"{address}/search.html")
        page.evaluate(LOAD, "kb-search-engine.js")
        assert page.evaluate(ENGLISH) == [["posts/a.html", ["rank", "documents"]]]
        page.close()

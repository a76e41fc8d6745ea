"""What a glossary becomes: pages, lists, data, and links from other projects."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CONF, Project, Result

RAG = """---
term: 検索拡張生成
reading: けんさくかくちょうせいせい
english: Retrieval-Augmented Generation
abbreviation: RAG
aliases: [検索強化生成, "</script>"]
former: [取得拡張生成]
category: 手法
broader: [llm]
source: [posts/new, "https://example.org/rag", ある本]
as_of: 2025-01-02
---

検索した文書を渡して答えさせる方法。

くわしい話。
"""
LLM = "---\nterm: LLM\nreading: えるえるえむ\ncategory: 基礎\n---\n\n言語のモデル。\n"
OLD = """---
title: 古い記事
date: 2024-01-01
tags: [RAG, 別の札]
---

前の文。RAG（検索拡張生成）とは、文書を探してから文章を作るやり方である。
"""
NEW = """---
title: 新しい記事
date: 2025-01-01
tags: [検索拡張生成]
terms:
  - term: 再順位付け
    slug: reranking
    reading: さいじゅんいづけ
    definition: 見つけた文書を並べ直すこと。
---

ここでは再順位付けと検索拡張生成を組み合わせる。{kb:term}`言語モデル <llm>`も使う。
"""
COMPARISON = """---
title: 比較
---

```{kb:comparison} tools
:caption: 手法の比較
:as-of: 2025-03-04
:source: posts/new

| 手法 | 長所 |
| --- | --- |
| RAG | 速い |
```
"""
INDEX = """# 表紙

```{kb:terms}
:category: 手法
```

## 一覧

```{kb:terms}
- LLM
- 検索強化生成
```

```{kb:glossary}
:category: 基礎
```
"""
FILES = {
    "index.md": INDEX,
    "terms/rag.md": RAG,
    "terms/llm.md": LLM,
    "posts/old.md": OLD,
    "posts/new.md": NEW,
    "comparisons/tools.md": COMPARISON,
}


@pytest.fixture(name="site", scope="module")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Result:
    built = Project(tmp_path_factory.mktemp("glossary")).build(files=FILES)
    assert built.warnings == []
    return built


def cut(html: str, css_class: str, end: str = "</section>") -> str:
    """Return the part of a page from an element on."""
    start = html.index(f'class="{css_class}')
    return html[start : html.index(end, start)]


def strip(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_name_stands_below_its_reading(site: Result) -> None:
    html = site.read("terms/rag.html")
    heading = "<ruby>検索拡張生成<rp>（</rp><rt>けんさくかくちょうせいせい</rt><rp>）</rp></ruby>"
    assert f"<h1>{heading}" in html
    assert "<title>検索拡張生成" in html


def test_head_of_a_term_tells_names_sources_and_date(site: Result) -> None:
    header = cut(site.read("terms/rag.html"), "kb-term-header", "</header>")
    assert '<span class="kb-tip-english" lang="en">Retrieval-Augmented Generation</span>' in header
    assert '<time class="kb-as-of" datetime="2025-01-02">' in header
    assert 'href="../posts/new.html"><span>新しい記事</span>' in header
    assert 'href="https://example.org/rag"' in header
    for text in ("RAG", "検索強化生成", "取得拡張生成", "手法", "ある本"):
        assert text in strip(header)


def test_relation_is_shown_on_both_terms(site: Result) -> None:
    assert 'data-term="llm"' in cut(site.read("terms/rag.html"), "kb-section kb-broader")
    assert 'data-term="rag"' in cut(site.read("terms/llm.html"), "kb-section kb-narrower")


def test_uses_are_shown_with_their_sentence_newest_first(site: Result) -> None:
    used = cut(site.read("terms/rag.html"), "kb-section kb-used-in")
    assert used.index("新しい記事") < used.index("古い記事")
    assert (
        '<p class="kb-quote">ここでは再順位付けと<strong class="kb-mark">検索拡張生成</strong>を組み' in used
    )
    assert "前の文" not in used


def test_reference_by_hand_is_a_use(site: Result) -> None:
    used = cut(site.read("terms/llm.html"), "kb-section kb-used-in")
    assert '<strong class="kb-mark">言語モデル</strong>も使う。' in used


def test_what_a_post_says_that_a_term_means_is_shown(site: Result) -> None:
    explained = cut(site.read("terms/rag.html"), "kb-section kb-explained")
    assert "文書を探してから文章を作るやり方である。" in explained
    assert 'href="../posts/old.html"' in explained


def test_row_of_a_comparison_is_shown_with_source_and_date(site: Result) -> None:
    rows = cut(site.read("terms/rag.html"), "kb-section kb-rows")
    assert 'href="../comparisons/tools.html#comparison-tools"' in rows
    assert 'datetime="2025-03-04"' in rows
    assert 'href="../posts/new.html"' in rows


def test_tag_that_names_a_term_leads_to_it_and_the_term_to_its_posts(site: Result) -> None:
    header = cut(site.read("posts/old.html"), "kb-post-header", "</header>")
    assert 'href="../terms/rag.html"><span>RAG</span>' in header
    assert 'href="../tags/%E5%88%A5%E3%81%AE%E6%9C%AD.html"><span>別の札</span>' in header
    tagged = cut(site.read("terms/rag.html"), "kb-section kb-tagged")
    assert 'href="../posts/old.html"' in tagged
    assert 'href="../tags/rag.html"' in tagged
    assert 'href="rag.html"' in site.read("tags/index.html")
    assert 'href="../terms/rag.html"' in site.read("posts/index.html")


def test_term_of_a_post_has_a_page_that_says_where_it_is_defined(site: Result) -> None:
    html = site.read("terms/reranking.html")
    assert "<ruby>再順位付け" in html
    assert "見つけた文書を並べ直すこと。" in html
    origin = cut(html, "kb-origin", "</dd>")
    assert 'href="../posts/new.html"' in origin
    assert 'href="../terms/reranking.html"' in site.read("posts/new.html")
    assert '"termCode": "reranking"' in html


def test_page_with_many_uses_shows_the_newest_and_folds_the_rest(project: Project) -> None:
    posts = {
        f"posts/p{number}.md": f"---\ntitle: 記事{number}\ndate: 2024-01-{number + 1:02}\n---\n\nLLMの話。\n"
        for number in range(25)
    }
    html = project.build(files={"index.md": "# 表紙\n", "terms/llm.md": LLM} | posts).read("terms/llm.html")
    used = cut(html, "kb-section kb-used-in")
    shown, rest = used.split('<details class="kb-more')
    assert shown.count("<li>") == 20
    assert rest.count("<li>") == 5
    assert "<summary>ほか5件</summary>" in rest
    assert "記事24" in shown
    assert "記事4<" in rest


def test_index_lists_terms_by_row_and_other_names_by_letter(site: Result) -> None:
    html = site.read("terms/index.html")
    assert re.findall(r'<section class="kb-section kb-row-of-terms[^"]*" id="([^"]+)"', html) == [
        "kb-row-a",
        "kb-row-ka",
        "kb-row-sa",
        "kb-row-latin",
    ]
    nav = cut(html, "kb-glossary-rows", "</nav>")
    assert nav.count("<a ") == 4
    assert nav.count('class="kb-empty"') == 8
    latin = html[html.index('id="kb-row-latin"') :]
    assert '<span class="kb-points-to"> → 検索拡張生成</span>' in latin
    assert "RAG</a>" in latin
    assert 'data-names="検索強化生成 / &lt;/script&gt; / 取得拡張生成"' in html
    assert 'id="term-rag"' in html


def test_lists_of_terms_stand_where_the_page_wants_them(site: Result) -> None:
    html = site.read("index.html")
    first, second = re.findall(r'<ul class="kb-terms[^"]*">.*?</ul>', html, re.DOTALL)[:2]
    assert re.findall('data-term="([^"]+)"', first) == ["rag"]
    assert re.findall('data-term="([^"]+)"', second) == ["llm", "rag"]
    glossary = html[html.index('class="kb-glossary') :]
    assert re.findall('<li id="|data-term="([^"]+)"', glossary)[:1] == ["llm"]
    assert 'id="kb-row-3-a"' in glossary
    assert '<h3 class="rubric' in glossary


def test_unknown_name_in_a_list_is_reported_with_what_was_meant(project: Project) -> None:
    index = "# 表紙\n\n```{kb:terms}\nLLN\n```\n\n{kb:term}`LLMM`\n"
    (first, second) = project.build(files={"index.md": index, "terms/llm.md": LLM}).warnings
    assert "source/index.md:3:" in first or "source/index.md:4:" in first
    assert "'LLN'" in first or "「LLN」" in first
    assert "LLM" in first
    assert "source/index.md:7:" in second
    assert "term.unknown" in second


def test_post_may_list_terms(project: Project) -> None:
    post = OLD + "\n```{kb:terms}\nLLM\n```\n\n```{kb:glossary}\n:category: 手法\n```\n"
    built = project.build(files=FILES | {"posts/old.md": post})
    html = built.read("posts/old.html")
    assert built.warnings == []
    assert 'data-term="llm"' in cut(html, "kb-terms", "</ul>")
    assert 'id="kb-row-2-ka"' in html
    assert "kb-glossary.js" in html


def test_generated_page_of_a_comparison_tells_what_its_terms_mean(project: Project) -> None:
    table = COMPARISON.partition("\n\n")[2].replace("tools", "others")
    files = FILES | {"posts/old.md": f"{OLD}\n{table}"}
    html = project.build(files=files).read("comparisons/others.html")
    assert 'data-term="rag"' in html
    assert 'data-tip="rag"' in html


def test_linked_data_describes_the_term_and_the_set(site: Result) -> None:
    page = site.read("terms/rag.html")
    data = read_linked_data(page)
    assert data["@type"] == "DefinedTerm"
    assert data["name"] == "検索拡張生成"
    assert data["description"] == "検索した文書を渡して答えさせる方法。"
    assert data["alternateName"] == [
        "RAG",
        "Retrieval-Augmented Generation",
        "検索強化生成",
        "</script>",
        "けんさくかくちょうせいせい",
    ]
    assert data["inDefinedTermSet"] == {"@type": "DefinedTermSet", "name": "用語集", "url": "index.html"}
    index = read_linked_data(site.read("terms/index.html"))
    assert index["@type"] == "DefinedTermSet"
    assert [term["name"] for term in index["hasDefinedTerm"]] == ["LLM", "検索拡張生成", "再順位付け"]


def read_linked_data(html: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = json.loads(text)
    assert isinstance(data, dict)
    return data


def test_glossary_is_written_as_data(site: Result) -> None:
    data = json.loads(site.read("glossary.json"))
    assert data["format"] == 1
    assert [term["slug"] for term in data["terms"]] == ["llm", "rag", "reranking"]
    assert data["terms"][1] == {
        "slug": "rag",
        "name": "検索拡張生成",
        "reading": "けんさくかくちょうせいせい",
        "row": "か",
        "english": "Retrieval-Augmented Generation",
        "abbreviation": "RAG",
        "aliases": ["検索強化生成", "</script>"],
        "former": ["取得拡張生成"],
        "sense": "",
        "category": "手法",
        "definition": "検索した文書を渡して答えさせる方法。",
        "url": "terms/rag.html",
        "broader": ["llm"],
        "narrower": [],
        "related": [],
        "see": "",
        "source": ["posts/new", "https://example.org/rag", "ある本"],
        "as_of": "2025-01-02",
        "defined_in": "",
    }
    assert data["terms"][0]["narrower"] == ["rag"]
    assert data["terms"][2]["defined_in"] == "posts/new.html"


def test_role_term_of_sphinx_finds_our_terms_behind_its_own_glossary(project: Project) -> None:
    own = "```{glossary}\n独自\n  Sphinxの用語。\n```\n"
    index = f"# 表紙\n\n{{term}}`検索拡張生成`と{{term}}`その話 <llm>`と{{term}}`独自`。\n\n{own}"
    built = project.build(
        files={"index.md": index, "terms/rag.md": RAG, "terms/llm.md": LLM, "posts/new.md": NEW}
    )
    html = built.read("index.html")
    assert built.warnings == []
    assert 'data-term="rag" href="terms/rag.html">検索拡張生成</a>' in html
    assert 'data-term="llm" href="terms/llm.html">その話</a>' in html
    assert 'href="#term-0"' in html or "#term-" in html
    assert 'data-tip="rag"' in html


def test_another_project_links_to_our_terms(tmp_path: Path) -> None:
    target = Project(tmp_path / "target", CONF + 'project = "Other"\n').build(files=FILES)
    inventory = str(target.outdir / "objects.inv")
    mapping = f'intersphinx_mapping = {{"other": ("https://example.org/", {inventory!r})}}\n'
    conf = CONF.replace('["kb_ext"]', '["kb_ext", "sphinx.ext.intersphinx"]') + mapping
    index = (
        "# 表紙\n\n{external+other:kb:term}`rag`、{kb:term}`llm`、{kb:term}`言葉 <検索拡張生成>`、"
        "{kb:term}`自分`、{kb:term}`無いもの`。\n"
    )
    own = "---\nterm: 自分\nreading: じぶん\n---\n\n自分の用語。\n"
    built = Project(tmp_path / "user", conf).build(files={"index.md": index, "terms/own.md": own})
    html = built.read("index.html")
    assert html.count('href="https://example.org/terms/rag.html"') == 2
    assert 'href="https://example.org/terms/llm.html"' in html
    assert 'data-term="own"' in html
    (warning,) = built.warnings
    assert "無いもの" in warning
    assert "term.unknown" in warning


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "dirhtml", "singlehtml"])
def test_other_builders_write_terms_and_lists(project: Project, builder: str) -> None:
    conf = CONF + 'copyright = "kb"\nversion = "1"\nlatex_engine = "lualatex"\n'
    built = Project(project.root, conf).build(builder, files=FILES | {"index.md": FILES["index.md"] + TREE})
    assert built.warnings == []
    if builder == "text":
        text = built.read("index.txt")
        assert "検索した文書を渡して答えさせ" in text
        assert "けんさくかくちょうせいせい" in built.read("terms/rag.txt")
    if builder == "dirhtml":
        assert 'href="../../posts/new/"' in built.read("terms/reranking/index.html")
        assert 'data-term="reranking" href="../../terms/reranking/"' in built.read("posts/new/index.html")
    if builder == "epub":
        assert "kb-term.js" not in built.read("posts/new.xhtml")
        assert "reranking.xhtml" not in built.read("posts/new.xhtml")


TREE = "\n```{toctree}\nposts/old\nposts/new\nterms/rag\nterms/llm\ncomparisons/tools\n```\n"

"""A folder of posts becomes a cross-referenced site."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tests.conftest import CONF, Project, Result

POST = """---
title: 量子化でLLMを軽くする
date: 2025-08-31 02:20:58 +0900
categories: [技術実装]
tags: [LLM, 量子化]
author: 編集部
excerpt: 量子化の要点。
---

## はじめに

**「量子化」**の話です。LLMは大きい。vLLMとLLMsは別の名前です。

一行目の
二行目。
---

#### 飛んだ見出し

本文。
"""
OLDER = """---
title: 蒸留の基礎
date: 2024-12-26
categories: [技術実装]
tags: [ＬＬＭ]
generated: true
model: some/model
---

# 蒸留の基礎

### 手順

{kb:post}`quantization`と{kb:tag}`LLM`と{kb:category}`技術実装`を参照。
"""
TERM = """---
term: LLM
reading: えるえるえむ
aliases: [大規模言語モデル]
---

大量の文章で学習した言語モデルである。
"""
COMPARISON = """---
title: 手法の比較
---

```{kb:comparison} methods
:caption: 軽量化の手法
:as-of: 2025-08-31
:source: posts/quantization

| 手法 | 長所 |
| --- | --- |
| 大規模言語モデル（LLM） | 汎用 |
| 蒸留 | 速い |
```
"""
INDEX = "# ホーム\n\n```{kb:posts}\n:limit: 3\n```\n"


@pytest.fixture(name="site", scope="module")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Result:
    project = Project(tmp_path_factory.mktemp("site"))
    return project.build(
        files={
            "index.md": INDEX,
            "posts/quantization.md": POST,
            "posts/old/distillation.md": OLDER,
            "terms/llm.md": TERM,
            "comparisons/methods.md": COMPARISON,
        }
    )


def test_site_builds_without_warnings(site: Result) -> None:
    assert site.warnings == []


def test_title_of_front_matter_is_the_only_first_level_heading(site: Result) -> None:
    for page in ("posts/quantization.html", "posts/old/distillation.html", "terms/llm.html", "tags/llm.html"):
        assert site.read(page).count("<h1") == 1
    assert "<h1>蒸留の基礎<a" in site.read("posts/old/distillation.html")


def test_headings_of_a_post_never_skip_a_level(site: Result) -> None:
    html = site.read("posts/quantization.html")
    assert "<h2>はじめに" in html
    assert "<h3>飛んだ見出し" in html
    assert "<h2>手順" in site.read("posts/old/distillation.html")


def test_emphasis_beside_japanese_brackets_is_bold(site: Result) -> None:
    assert "<strong>「量子化」</strong>の話です" in site.read("posts/quantization.html")


def test_rule_below_a_paragraph_is_a_rule_and_lines_join_without_space(site: Result) -> None:
    html = site.read("posts/quantization.html")
    assert "<p>一行目の二行目。</p>\n<hr" in html


def test_post_header_holds_date_author_category_and_tags(site: Result) -> None:
    html = site.read("posts/quantization.html")
    header = html[
        html.index('<header class="kb-post-header">') : html.index("</header>", html.index("kb-post-header"))
    ]
    assert '<time class="kb-date" datetime="2025-08-31T02:20:58+09:00">2025-08-31</time>' in header
    assert 'href="../archive/2025/08.html"' in header
    assert 'href="../categories/%E6%8A%80%E8%A1%93%E5%AE%9F%E8%A3%85.html"' in header
    assert 'href="../tags/%E9%87%8F%E5%AD%90%E5%8C%96.html"' in header
    assert 'href="../authors/%E7%B7%A8%E9%9B%86%E9%83%A8.html"' in header
    assert "約1分で読めます" in header


def test_excerpt_is_lead_and_meta_description(site: Result) -> None:
    html = site.read("posts/quantization.html")
    assert '<p class="kb-lead">量子化の要点。</p>' in html
    assert '<meta content="量子化の要点。" name="description" />' in html


def test_generated_text_is_marked_with_its_model(site: Result) -> None:
    html = site.read("posts/old/distillation.html")
    assert "kb-provenance" in html
    assert "some/model" in html
    assert "kb-provenance" not in site.read("posts/quantization.html")


def test_first_occurrence_of_a_term_links_and_longer_words_do_not(site: Result) -> None:
    html = site.read("posts/quantization.html")
    assert html.count('data-term="llm"') == 1
    assert (
        'href="../terms/llm.html" data-term="llm"' in html
        or 'data-term="llm" href="../terms/llm.html"' in html
    )
    assert "vLLMとLLMsは別の名前です" in html


def test_spellings_of_one_tag_share_a_listing(site: Result) -> None:
    html = site.read("tags/llm.html")
    assert "量子化でLLMを軽くする" in html
    assert "蒸留の基礎" in html
    assert "全2件" in html


@pytest.mark.parametrize(
    "page",
    [
        "posts/index.html",
        "categories/index.html",
        "categories/技術実装.html",
        "tags/index.html",
        "authors/編集部.html",
        "archive/index.html",
        "archive/2025.html",
        "archive/2025/08.html",
        "archive/2024/12.html",
        "terms/index.html",
        "comparisons/index.html",
    ],
)
def test_every_label_has_a_listing(site: Result, page: str) -> None:
    assert '<section class="kb-listing"' in site.read(page)


def test_neighbours_in_time_are_linked(site: Result) -> None:
    newer, older = site.read("posts/quantization.html"), site.read("posts/old/distillation.html")
    assert '<p class="kb-prev">' in newer
    assert '<p class="kb-next">' not in newer
    assert '<p class="kb-next">' in older


def test_roles_take_the_titles_of_their_targets_and_make_backlinks(site: Result) -> None:
    html = site.read("posts/old/distillation.html")
    assert 'href="../quantization.html" title="量子化でLLMを軽くする"' in html
    assert 'href="../../tags/llm.html"' in html
    assert "kb-backlinks" in site.read("posts/quantization.html")


def test_links_to_files_become_links_to_pages(project: Project) -> None:
    other = POST.replace("量子化でLLMを軽くする", "別の記事")
    body = "\n[前](b.md)と[節](b.md#はじめに)と[](../terms/llm.md)と[自分](#はじめに)\n"
    files = {"index.md": INDEX, "posts/a.md": POST + body, "posts/b.md": other, "terms/llm.md": TERM}
    result = project.build(files=files)
    assert result.warnings == []
    html = result.read("posts/a.html")
    assert '<a class="reference internal" href="b.html"><span class="std std-doc">前</span></a>' in html
    assert 'href="b.html#id1"' in html or 'href="b.html#' in html
    assert 'href="../terms/llm.html"><span class="std std-doc">LLM</span></a>' in html
    assert "kb-backlinks" in result.read("posts/b.html")


def test_home_shows_the_newest_posts_first(site: Result) -> None:
    html = site.read("index.html")
    assert html.index("量子化でLLMを軽くする") < html.index("蒸留の基礎")


def test_comparison_is_a_table_with_headers_and_linked_items(site: Result) -> None:
    html = site.read("comparisons/methods.html")
    assert (
        '<div aria-labelledby="comparison-methods-caption" class="kb-comparison-region" role="region"'
        ' tabindex="0">\n<table class="kb-comparison docutils" data-as-of="2025-08-31"'
        ' data-comparison="methods" id="comparison-methods">\n<caption id="comparison-methods-caption">'
    ) in html
    assert '<th scope="col">手法</th>' in html
    assert 'data-criterion="長所" data-type="text" scope="col">長所</th>' in html
    row = html[html.index('<th scope="row">') :]
    assert row.index('data-term="llm"') < row.index("</th>")
    assert '<td data-as-of="2025-08-31" data-criterion="長所">速い</td>' in html


def test_term_page_collects_uses_tags_and_rows(site: Result) -> None:
    html = site.read("terms/llm.html")
    assert "kb-used-in" in html
    assert "kb-tagged" in html
    assert "軽量化の手法" in html[html.index("kb-rows") :]


def test_inventory_lists_every_object(site: Result) -> None:
    data = (site.outdir / "objects.inv").read_bytes()
    text = zlib.decompress(data.split(b"\n", 4)[4]).decode()
    for line in (
        "quantization kb:post 1 posts/quantization.html 量子化でLLMを軽くする",
        "llm kb:term 1 terms/llm.html LLM",
        "methods kb:comparison 1 comparisons/methods.html#comparison-$ 軽量化の手法",
        "技術実装 kb:category -1 categories/%E6%8A%80%E8%A1%93%E5%AE%9F%E8%A3%85.html -",
        "LLM kb:tag -1 tags/llm.html -",
        "編集部 kb:author -1 authors/",
        "2025/08 kb:archive -1 archive/2025/08.html -",
    ):
        assert line in text


def test_posts_need_no_toctree(site: Result) -> None:
    html = site.read("posts/quantization.html")
    sidebar = html[html.index("sidebar-tree") : html.index("</aside>")]
    assert "記事一覧" in sidebar
    assert "蒸留の基礎" not in sidebar


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize(
    "builder", ["text", "latex", "dirhtml", "epub", "singlehtml", "json", "xml", "man", "texinfo", "dummy"]
)
def test_other_builders_write_the_same_site(tmp_path: Path, builder: str) -> None:
    project = Project(tmp_path, CONF + 'project = "見本"\nversion = "1"\ncopyright = "2025"\n')
    files = {
        "index.md": INDEX,
        "posts/quantization.md": POST,
        "terms/llm.md": TERM,
        "comparisons/methods.md": COMPARISON,
    }
    assert project.build(builder, files=files).warnings == []
    assert project.build(builder).warnings == []

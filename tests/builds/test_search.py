"""The search index of built sites."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from kb_ext.core.search.index import FOLDER
from kb_ext.core.search.reader import open_index
from kb_ext.core.search.result import Results, search_index
from tests.conftest import Project, Result

POST = """---
title: 量子化の記事
date: 2025-08-31
categories: [技術]
tags: [LLM]
terms: [{term: 蒸留, reading: じょうりゅう, definition: 小さなモデルに教える手法である。}]
authors: [編集部]
excerpt: 前書きに当たる要約です。
---

書き出しの段落で、[別の記事](other.md)と{kb:post}`other`に触れる。

## 手順と`設定`

- 箇条書きの項目

| 列一 | 列二 |
| --- | --- |
| セル一 | セル二 |

```python
print("コードの中身")
```

> 引用の文

:::message
注意の文
:::
"""
FILES = {
    "index.md": "# ホーム\n\n入口の文。\n\n```{toctree}\nguide\nhidden\nstock\n```\n",
    "guide.md": "# 手引き\n\n手引きの文。\n",
    "hidden.md": "---\nsearch: false\n---\n\n# 隠した手引き\n\n隠した文。\n",
    "stock.md": "---\nnosearch: true\n---\n\n# 外した手引き\n\n外した文。\n",
    "posts/one.md": POST,
    "posts/other.md": "---\ntitle: 別の題\n---\n\n別の本文。\n",
    "posts/draft.md": "---\ntitle: 下書き\ndraft: true\n---\n\n下書きの文。\n",
    "posts/quiet.md": "---\ntitle: 静かな記事\nsearch: false\n---\n\n静かな文。\n",
    "terms/rag.md": "---\nterm: RAG\nreading: らぐ\n---\n\n用語の定義である。\n",
    "posts/en.md": "---\ntitle: Retrieval\nlang: en\n---\n\nSystems that rank documents by relevance.\n",
    "posts/zh.md": "---\ntitle: 倒排索引\nlang: zh\n---\n\n记录每个词出现的位置。\n",
    "posts/ko.md": "---\ntitle: 역색인\nlang: ko\n---\n\n단어가 나온 위치를 적는다.\n",
    "comparisons/tools.md": (
        "---\ntitle: 道具の比較\n---\n\n```{kb:comparison} tools\n:caption: 道具\n\n"
        "| 道具 | 長所 |\n| --- | --- |\n| 金槌 | 丈夫 |\n```\n"
    ),
}


def search(built: Result, query: str) -> Results:
    index = open_index(lambda name: (built.outdir / FOLDER / name).read_bytes())
    return search_index(index, query)


def find_urls(built: Result, query: str) -> list[str]:
    return [result.url for result in search(built, query).results]


@pytest.fixture(name="built", scope="module")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Build the site once for all tests that only look at it."""
    built = Project(tmp_path_factory.mktemp("search")).build(files=FILES)
    assert built.warnings == []
    return built


PIECES = (
    "前書きに当たる,書き出しの段落,手順と設定,箇条書きの項目,セル一 セル二,コードの中身,引用の文,注意の文"
)


@pytest.mark.parametrize("query", PIECES.split(","))
def test_everything_that_a_post_says_is_found(built: Result, query: str) -> None:
    assert find_urls(built, query) == ["posts/one.html"]


@pytest.mark.parametrize(
    ("query", "url", "kind"),
    [
        ("量子化の記事", "posts/one.html", "post"),
        ("らぐ", "terms/rag.html", "term"),
        ("じょうりゅう", "terms/jouryuu.html", "term"),
        ("小さなモデルに", "terms/jouryuu.html", "term"),
        ("金槌", "comparisons/tools.html", "comparison"),
        ("手引きの文", "guide.html", "guide"),
        ("入口の文", "index.html", "guide"),
    ],
)
def test_page_is_found_with_its_kind(built: Result, query: str, url: str, kind: str) -> None:
    first = search(built, query).results[0]
    assert (first.url, first.kind) == (url, kind)


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("document rank", "posts/en.html"),
        ("词出现的位置", "posts/zh.html"),
        ("위치", "posts/ko.html"),
    ],
)
def test_page_in_another_language_is_found(built: Result, query: str, url: str) -> None:
    assert find_urls(built, query) == [url]


@pytest.mark.parametrize("query", ["隠した文", "外した文", "下書きの文", "静かな文"])
def test_page_that_is_not_to_be_found_is_not_in_the_index(built: Result, query: str) -> None:
    answer = search(built, query)
    assert not answer.whole
    excluded = {"hidden.html", "stock.html", "posts/draft.html", "posts/quiet.html"}
    assert excluded.isdisjoint(result.url for result in answer.results)


def test_listings_are_not_in_the_index(built: Result) -> None:
    folders = ("tags/", "categories/", "authors/", "archive/", "posts/index", "terms/index")
    assert not [url for url in find_urls(built, "記事") if url.startswith(folders)]


def test_target_of_a_reference_is_no_text(built: Result) -> None:
    assert not search(built, "other").whole


def test_result_leads_to_the_heading_and_says_what_the_page_is(built: Result) -> None:
    (result,) = search(built, "箇条書きの項目").results
    (place,) = result.places
    assert place.heading == "手順と設定"
    assert f'id="{place.anchor}"' in built.read("posts/one.html")
    assert (result.date, result.category, result.tags) == ("2025-08-31", ("技術",), ("LLM",))


def test_index_of_sphinx_is_not_made(built: Result) -> None:
    assert not (built.outdir / "searchindex.js").exists()
    assert not (built.outdir / "_static/searchtools.js").exists() or "searchtools" not in built.read(
        "search.html"
    )
    assert "kb-results" in built.read("search.html")


def test_directory_addresses_are_found(project: Project) -> None:
    built = project.build("dirhtml", files=FILES)
    assert find_urls(built, "箇条書きの項目") == ["posts/one/"]
    assert (built.outdir / "search/index.html").is_file()


def test_drafts_that_are_built_are_not_found(project: Project) -> None:
    conf = project.conf + "kb_drafts = True\n"
    built = Project(project.root, conf).build(files=FILES)
    assert not search(built, "下書きの文").whole


def test_author_is_found(built: Result) -> None:
    assert find_urls(built, "編集部") == ["posts/one.html"]


def test_other_builders_make_no_index(project: Project) -> None:
    built = project.build("text", files=FILES)
    assert not (built.outdir / FOLDER).exists()


def stamp(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*.js")}


def test_index_is_left_alone_where_nothing_changed(project: Project) -> None:
    folder = project.build(files=FILES).outdir / FOLDER
    before = stamp(folder)
    project.build()
    assert stamp(folder) == before


def test_edited_post_is_found_by_its_new_text_only(project: Project) -> None:
    project.build(files=FILES)
    project.write("posts/other.md", "---\ntitle: 別の題\n---\n\n改めた内容。\n")
    built = project.build()
    assert find_urls(built, "改めた内容") == ["posts/other.html"]
    assert not search(built, "別の本文").whole


def test_post_that_is_no_longer_to_be_found_goes(project: Project) -> None:
    project.build(files=FILES)
    project.write("posts/other.md", "---\ntitle: 別の題\nsearch: false\n---\n\n別の本文。\n")
    assert not search(project.build(), "別の本文").whole


def test_deleted_post_leaves_no_file_of_the_index(project: Project) -> None:
    before = project.build(files=FILES)
    project.remove("posts/other.md")
    project.write("posts/one.md", POST.replace("[別の記事](other.md)と{kb:post}`other`に触れる", "何もない"))
    after = project.build()
    clean = project.build(to="clean")
    assert sorted(stamp(after.outdir / FOLDER)) == sorted(stamp(clean.outdir / FOLDER))
    assert after.outdir == before.outdir


def test_file_that_somebody_put_beside_the_index_stays(project: Project) -> None:
    project.write("extra/kb-search/own.js", "ours();\n")
    conf = project.conf + 'html_extra_path = ["extra"]\n'
    built = Project(project.root, conf).build(files=FILES)
    assert (built.outdir / FOLDER / "own.js").is_file()


def test_index_whose_writing_was_stopped_is_written_again(project: Project) -> None:
    built = project.build(files=FILES)
    (built.outdir / FOLDER / "index.js").unlink()
    (built.outdir / FOLDER / "terms-0.js").write_text("half", encoding="utf-8")
    assert find_urls(project.build(), "箇条書きの項目") == ["posts/one.html"]


def test_reader_without_scripts_is_told_so_in_the_language_of_the_site(built: Result) -> None:
    assert "検索機能を使うには JavaScript を有効にしてください。" in built.read("search.html")


def test_pages_run_no_script_that_evaluates_text(project: Project) -> None:
    result = project.build(files={"index.md": "# 家\n"})
    assert "translations.js" not in result.read("index.html")
    assert "kb-search.js" in result.read("index.html")


def test_site_without_a_first_page_is_refused_with_what_to_do(project: Project) -> None:
    with pytest.raises(ConfigError, match=r"index\.md"):
        project.build(files={"posts/a.md": "---\ntitle: 題\n---\n\n文。\n"})

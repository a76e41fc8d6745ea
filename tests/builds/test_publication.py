from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import CONF, Project

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HOSTED = CONF + 'project = "知識"\nhtml_title = "知識 & <b>"\nhtml_baseurl = "https://example.org/kb"\n'
FILES = {
    "index.md": "# 目次\n",
    "posts/a.md": "---\ntitle: 甲 & <乙>\ndate: 2025-01-02\ntags: [RAG]\nauthors: [山田]\n---\n\nRAGです。\n",
    "posts/b.md": "---\ntitle: 丙\ndate: 2025-03-04T05:06:07+09:00\nupdated: 2025-04-05\n---\n\n本文です。\n",
    "posts/c.md": "---\ntitle: 日付なし\n---\n\n本文です。\n",
    "terms/rag.md": "---\nterm: RAG\nreading: らぐ\n---\n\n検索して*作る*手法。\n",
}


def build(project: Project, conf: str = HOSTED, builder: str = "html") -> Path:
    result = Project(project.root, conf).build(builder, files=FILES)
    assert result.warnings == []
    return result.outdir


def test_feed_holds_the_dated_posts_newest_first(project: Project) -> None:
    feed = ElementTree.parse(build(project) / "feed.xml").getroot()
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == ["丙", "甲 & <乙>"]
    assert entries[0].findtext("a:published", namespaces=ATOM) == "2025-03-03T20:06:07+00:00"
    assert entries[0].findtext("a:updated", namespaces=ATOM) == "2025-04-05T00:00:00+00:00"
    links = [link.get("href") for link in feed.iterfind(".//a:link", ATOM)]
    assert links == [
        "https://example.org/kb/",
        "https://example.org/kb/feed.xml",
        "https://example.org/kb/posts/b.html",
        "https://example.org/kb/posts/a.html",
    ]
    assert feed.findtext("a:updated", namespaces=ATOM) == "2025-04-05T00:00:00+00:00"
    assert len({identifier.text for identifier in feed.iterfind(".//a:id", ATOM)}) == 3


def test_every_page_names_the_feed(project: Project) -> None:
    outdir = build(project)
    assert 'type="application/atom+xml" title="知識 &amp; &lt;b&gt;" href="../feed.xml">' in (
        outdir / "posts/a.html"
    ).read_text(encoding="utf-8")
    assert 'href="feed.xml">' in (outdir / "index.html").read_text(encoding="utf-8")


def test_without_dated_posts_there_is_no_feed(project: Project) -> None:
    outdir = build(project)
    for name in ("posts/a.md", "posts/b.md"):
        project.remove(name)
    assert Project(project.root, HOSTED).build().outdir == outdir
    assert not (outdir / "feed.xml").exists()
    assert "atom+xml" not in (outdir / "index.html").read_text(encoding="utf-8")


def test_knowledge_file_holds_every_record_with_its_address(project: Project) -> None:
    content = json.loads((build(project) / "kb.json").read_text(encoding="utf-8"))
    assert content["url"] == "https://example.org/kb/"
    assert [post["title"] for post in content["posts"]] == ["丙", "甲 & <乙>", "日付なし"]
    assert content["posts"][1]["terms"] == ["rag"]
    assert content["posts"][1]["date"] == "2025-01-02"
    assert content["terms"][0]["reading"] == "らぐ"
    assert content["terms"][0]["url"] == "https://example.org/kb/terms/rag.html"
    assert [(tag["name"], tag["posts"]) for tag in content["tags"]] == [("RAG", 1)]


def test_site_map_lists_every_page_and_the_last_change_of_posts(project: Project) -> None:
    root = ElementTree.parse(build(project, builder="dirhtml") / "sitemap.xml").getroot()
    days = {
        entry.findtext("m:loc", namespaces=MAP): entry.findtext("m:lastmod", namespaces=MAP) for entry in root
    }
    assert days["https://example.org/kb/posts/b/"] == "2025-04-05"
    assert days["https://example.org/kb/terms/rag/"] is None
    assert "https://example.org/kb/tags/rag/" in days
    assert "https://example.org/kb/authors/%E5%B1%B1%E7%94%B0/" in days


def test_guide_for_language_models_links_terms_and_posts(project: Project) -> None:
    text = (build(project) / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# 知識 & \\<b\\>\n")
    assert "- [RAG](<https://example.org/kb/terms/rag.html>): 検索して作る手法。\n" in text
    assert "- [甲 & \\<乙\\>](<https://example.org/kb/posts/a.html>)" in text


@pytest.mark.parametrize("name", ["kb.json", "sitemap.xml", "llms.txt", "feed.xml"])
def test_without_an_address_of_the_site_links_are_relative(project: Project, name: str) -> None:
    text = (build(project, CONF) / name).read_text(encoding="utf-8")
    assert "example.org" not in text
    assert "posts/a.html" in text

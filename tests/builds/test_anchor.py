"""Links to places on a page lead there, whatever generator named them."""

from __future__ import annotations

import re

from tests.conftest import Project

POST = """---
title: 題
---

[印](#signet) [節](#スイッチのon-off) [古](#old) [題](#題) [上](#) [注](#ノート内) [太](#bold)
[他](b.md#まとめ-1) [元](b.md#mark)

{: #signet}
段落

## スイッチのON / OFF

<a name="old"></a>**太字**{:#bold}

:::{note}
### ノート内

[外](#signet)
:::
"""
OTHER = "---\ntitle: 他\n---\n\n## まとめ\n\n## まとめ\n\n語\n{: #mark}\n"


def read_links(page: str) -> dict[str, str]:
    """Map the texts of the links in the article to where they lead."""
    page = page[page.index("<h1") : page.index("</article>")]
    links = re.findall(r'<a class="reference internal" href="([^"]*)">(.*?)</a>', page)
    return {re.sub("<[^>]*>", "", text): href for href, text in links}


def test_links_lead_to_the_places_that_their_author_meant(project: Project) -> None:
    result = project.build(files={"index.md": "# 目次\n", "posts/a.md": POST, "posts/b.md": OTHER})
    assert result.warnings == []
    page, links = result.read("posts/a.html"), read_links(result.read("posts/a.html"))
    expected = {
        "印": "#signet",
        "節": "#スイッチのon--off",
        "古": "#old",
        "題": "#題",
        "上": "#",
        "注": "#ノート内",
        "太": "#bold",
        "外": "#signet",
        "他": "b.html#まとめ-1",
        "元": "b.html#mark",
    }
    assert {text: links.get(text) for text in expected} == expected
    for key in ("signet", "スイッチのon--off", "old", "題", "ノート内", "bold"):
        assert page.count(f'id="{key}"') == 1
    assert '<p id="signet">' in page
    assert result.read("posts/b.html").count('id="mark"') == 1


def test_dead_links_are_text_with_a_warning_of_ours(project: Project) -> None:
    text = "---\ntitle: 題\n---\n\n## 概要\n\n一行目\n[無](#概用) [他](b.md#ない)\n"
    result = project.build(files={"index.md": "# 目次\n", "posts/a.md": text, "posts/b.md": OTHER})
    found = [re.sub(r"^.*/posts/", "", line) for line in result.warnings]
    assert [line.partition(" ")[0] for line in found] == ["a.md:8:5:", "a.md:8:18:"]
    assert all(line.endswith("[kb.link.anchor]") for line in found)
    assert "'#概要'" in found[0]
    links = read_links(result.read("posts/a.html"))
    assert "無" not in links
    assert links["他"] == "b.html"


def test_anchor_of_another_post_is_followed_when_it_changes(project: Project) -> None:
    text = "---\ntitle: 題\n---\n\n[他](b.md#mark)\n"
    project.build(files={"index.md": "# 目次\n", "posts/a.md": text, "posts/b.md": OTHER})
    project.write("posts/b.md", OTHER.replace("#mark", "#other"))
    result = project.build()
    assert [line.rpartition(" ")[2] for line in result.warnings] == ["[kb.link.anchor]"]
    clean = project.build(to="clean")
    assert result.read("posts/a.html") == clean.read("posts/a.html")


def test_raw_html_leads_to_pages_and_shows_pictures(project: Project) -> None:
    body = (
        '<a href="b.md#まとめ">一</a>\n\n<p align="center">\n'
        '<a href="b.md">二 <b>語</b></a>\n<img src="i.png" width="30%">\n</p>\n\n'
        '<p>\n<a href="ない.md">三</a>\n<img src="none.png"></p>\n'
    )
    project.write("posts/i.png", "x")
    files = {"index.md": "# 目次\n", "posts/a.md": f"---\ntitle: 題\n---\n\n{body}", "posts/b.md": OTHER}
    result = project.build(files=files)
    found = [re.sub(r"^.*/posts/", "", line) for line in result.warnings]
    assert [(line.partition(" ")[0], line.rpartition(" ")[2]) for line in found] == [
        ("a.md:14:11:", "[kb.link.missing-image]"),
        ("a.md:13:10:", "[kb.link.dead]"),
    ]
    page = result.read("posts/a.html")
    assert read_links(page)["二 語"] == "b.html"
    assert read_links(page)["一"] == "b.html#まとめ"
    assert 'src="../_images/i.png"' in page
    assert "三" in page

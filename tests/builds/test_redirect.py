from __future__ import annotations

import pytest

from kb_ext.adapter.redirect import make_pagename
from tests.conftest import Project

POST = "---\ntitle: 題&<b>\ndate: 2025-01-02\nredirect_from:\n{}---\n\n本文です。\n"


def list_lines(*addresses: str) -> str:
    return "".join(f"- {address}\n" for address in addresses)


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_page_at_each_old_address_leads_to_the_post(project: Project, builder: str) -> None:
    post = POST.format(list_lines("/2025/01/02/日本/", "/entry/4", "/old.html"))
    result = project.build(builder, files={"index.md": "# 目次\n", "posts/a.md": post})
    assert result.warnings == []
    page = result.read("2025/01/02/日本/index.html")
    target = "../../../../posts/a.html" if builder == "html" else "../../../../posts/a/"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
    assert f'<a href="{target}">題&amp;&lt;b&gt;</a>' in page
    assert (result.outdir / "entry/4/index.html").is_file()
    assert (result.outdir / ("old.html" if builder == "html" else "old/index.html")).is_file()


def test_a_real_page_is_never_replaced(project: Project) -> None:
    addresses = list_lines("/index.html", "/posts/b.html", "/_static/kb.css/", "/search.html", "/tags/x.html")
    post = POST.format(addresses).replace("title:", "tags: [x]\ntitle:")
    result = project.build(
        files={"index.md": "# 目次\n", "posts/a.md": post, "posts/b.md": "---\ntitle: 乙\n---\n\n乙です。\n"}
    )
    for name in ("index", "posts/b", "search", "tags/x"):
        assert "http-equiv" not in result.read(f"{name}.html")


def test_of_two_posts_the_first_has_the_address(project: Project) -> None:
    post = POST.format(list_lines("/x/"))
    result = project.build(files={"index.md": "# 目次\n", "posts/b.md": post, "posts/a.md": post}, jobs=2)
    assert "posts/a.html" in result.read("x/index.html")


@pytest.mark.parametrize(
    ("address", "pagename"),
    [
        ("/a/b/", "a/b/index"),
        ("/a/b", "a/b/index"),
        ("/a/b.html?x#y", "a/b"),
        ("/%E6%97%A5/", "日/index"),
        ("/../a", ""),
        ("/a/%2e%2e/%2e%2e/b", ""),
        ("/_static/a", ""),
        ("/.git/a", ""),
        ("/", ""),
        ("", ""),
    ],
)
def test_addresses_stay_inside_the_output(address: str, pagename: str) -> None:
    assert make_pagename(address) == pagename

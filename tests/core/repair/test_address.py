from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from kb_ext.core.repair.address import Place, is_address, list_addresses, list_aliases
from kb_ext.core.repair.generator import Generator
from kb_ext.core.repair.hugo_setting import parse_permalinks


@pytest.mark.parametrize(
    ("generator", "path", "head", "pattern", "address"),
    [
        ("jekyll", "_posts/2025-01-02-a-b.md", "", "", "/2025/01/02/a-b/"),
        ("jekyll", "_posts/2025-01-02-a.md", "categories: [X, 甲]", "pretty", "/x/甲/2025/01/02/a/"),
        ("jekyll", "_posts/2025-01-02-a.md", "slug: b", "/p/:year/:i_day/:title.html", "/p/2025/2/b.html"),
        ("jekyll", "_posts/2025-01-02-a.md", "permalink: /x/y/", "pretty", "/x/y/"),
        ("hugo", "content/posts/a/index.md", "", "", "/posts/a/"),
        ("hugo", "content/posts/a/index.ja.md", "slug: b", "", "/posts/b/"),
        ("hugo", "content/posts/a.md", "url: /u/", "", "/u/"),
        ("zenn", "articles/abc.md", "", "", "/articles/abc"),
        ("qiita", "public/x.md", "id: 0123abc", "", "/items/0123abc"),
        ("astro", "src/content/blog/ja/a.md", "", "", "/blog/ja/a/"),
        ("eleventy", "src/posts/blogs/2025/0122_a-b.md", "", "", "/blogs/2025/01/22/a-b/"),
        ("plain", "a.md", "path: /entry/4", "", "/entry/4"),
    ],
)
def test_every_generator_has_its_addresses(
    generator: str, path: str, head: str, pattern: str, address: str
) -> None:
    place = Place(path=PurePosixPath(path), generator=Generator(generator), pattern=pattern)
    assert list_addresses(place, f"---\ntitle: 題\n{head}\n---\n") == (address,)


def test_toml_front_matter_is_read() -> None:
    place = Place(path=PurePosixPath("content/a.md"), generator=Generator.HUGO)
    text = '+++\nslug = "b"\naliases = ["/old/", "https://evil.example/", "../x"]\n+++\n'
    assert list_addresses(place, text) == ("/b/",)
    assert list_aliases(text) == ("/old/",)


def test_a_plain_file_without_keys_had_no_address() -> None:
    assert list_addresses(Place(path=PurePosixPath("2025-01-02-a.md")), "---\ntitle: 題\n---\n") == ()


@pytest.mark.parametrize(
    "text", ["", "/", "a/b", "//", "/a/../b", "/..", "/a\nb", '/a"b', "/x:y", "/" + "a" * 600]
)
def test_what_is_no_path_of_a_site_is_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("pattern", "head", "address"),
    [
        ("/:year/:month/:slug/", "date: 2025-02-03", "/2025/02/日本語の-題/"),
        ("/:year/:month/:slug/", "date: 2025-02-03\nslug: Sl ug", "/2025/02/sl-ug/"),
        ("/:sections/:filename", "", "/posts/deep/a/"),
        (":section/:day/:slugorfilename/", "date: 2025-02-03T01:00:00+09:00", "/posts/03/a/"),
        ("/:year/:unknown/", "date: 2025-02-03", "/posts/deep/a/"),
        ("/:year/:title/", "", "/posts/deep/a/"),
    ],
)
def test_hugo_makes_addresses_by_the_pattern_of_a_section(pattern: str, head: str, address: str) -> None:
    place = Place(
        path=PurePosixPath("content/posts/deep/a/index.md"),
        generator=Generator.HUGO,
        permalinks={"posts": pattern, "other": "/x/"},
    )
    assert list_addresses(place, f"---\ntitle: 日本語の 題！\n{head}\n---\n") == (address,)


@pytest.mark.parametrize(
    ("text", "suffix", "alone", "found"),
    [
        ("[permalinks]\nposts = '/:slug/'\n", ".toml", False, {"posts": "/:slug/"}),
        ("[permalinks.page]\nposts = '/:slug/'\n", ".toml", False, {"posts": "/:slug/"}),
        ("permalinks:\n  page:\n    /posts/: /:slug/\n", ".yaml", False, {"posts": "/:slug/"}),
        ('{"posts": "/:slug/"}', ".json", True, {"posts": "/:slug/"}),
        ("[permalinks\n", ".toml", False, {}),
        ("- a\n", ".yml", False, {}),
    ],
)
def test_permalinks_are_read_from_every_form_of_configuration(
    text: str, suffix: str, alone: bool, found: dict[str, str]
) -> None:
    assert parse_permalinks(text, suffix, alone=alone) == found

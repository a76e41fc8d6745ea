"""The files of an index."""

from __future__ import annotations

import random

import pytest

from kb_ext.core.search.index import MANIFEST, build_index, digest_pages, find_bucket, is_current
from kb_ext.core.search.page import Page
from kb_ext.core.search.reader import BrokenIndexError, open_index, parse_file
from tests.core.search.sample import find_docnames, make_index, make_page

PAGES = tuple(
    make_page(
        f"posts/p{number}", f"題{number}", f"本文{number}の語{number % 7}です。", tags=(f"札{number % 3}",)
    )
    for number in range(300)
)


def test_files_do_not_depend_on_the_order_of_the_pages() -> None:
    mixed = list(PAGES)
    random.Random(1).shuffle(mixed)
    assert build_index(mixed) == build_index(PAGES)


def test_new_page_leaves_the_texts_of_the_others_alone() -> None:
    before, after = build_index(PAGES), build_index((*PAGES, make_page("posts/p0a", "新しい題", "新しい文")))
    texts = {name for name in before if name.startswith("text/")}
    changed = {name for name in texts if before[name] != after[name]}
    assert changed <= {f"text/{find_bucket('posts/p0a')}-0.js"}


def test_manifest_says_which_version_it_is_of() -> None:
    version = digest_pages(PAGES)
    manifest = build_index(PAGES, version)[MANIFEST]
    assert is_current(manifest, version)
    assert not is_current(manifest, digest_pages(PAGES[1:]))


def test_pages_whose_texts_share_a_file_are_told_apart() -> None:
    names = (f"posts/{number}" for number in range(2000))
    sharers: dict[str, list[str]] = {}
    for name in names:
        sharers.setdefault(find_bucket(name), []).append(name)
    first, second = next(some for some in sharers.values() if len(some) == 2)
    index = make_index(make_page(first, "一番", "一番の文"), make_page(second, "二番", "二番の文"))
    assert find_docnames(index, "一番の文") == [first]
    assert find_docnames(index, "二番の文") == [second]


@pytest.mark.parametrize("pages", [(), (Page(docname="index", url="index.html", title=""),)])
def test_site_without_text_has_an_index(pages: tuple[Page, ...]) -> None:
    index = open_index(build_index(pages).__getitem__)
    assert find_docnames(index, "何か") == []


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b'kbSearch.put("index","!");', b'kbSearch.put("index","AAAA");']
)
def test_file_that_is_none_of_an_index_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenIndexError):
        parse_file(content)

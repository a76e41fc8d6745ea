"""Every link inside the built site leads somewhere, to the very element that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser.conftest import PAGES, Site

pytestmark = pytest.mark.browser

LINKING = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src"}


@dataclass(slots=True)
class Outline(HTMLParser):
    """The ids of a page and what it links to."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element is called and where it leads."""
        values = dict(attrs)
        self.ids += [value for value in (values.get("id"),) if value]
        link = values.get(LINKING.get(tag, ""))
        if link is not None and not (tag == "link" and values.get("rel") == "canonical"):
            self.links.append(link)


@cache
def read_outline(path: Path) -> Outline:
    outline = Outline()
    outline.feed(path.read_text(encoding="utf-8"))
    outline.close()
    return outline


def list_pages(site: Site) -> list[Path]:
    return sorted(path for path in site.directory.rglob("*.html") if "_static" not in path.parts)


def list_targets(page: Path) -> set[Path]:
    """List the files that a page links to."""
    paths = (urlsplit(link).path for link in read_outline(page).links if not urlsplit(link).netloc)
    return {(page.parent / unquote(path)).resolve() for path in paths if path}


def is_broken(site: Site, page: Path, link: str) -> bool:
    """Tell whether a link within the site leads to no file, or to no element of it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    base = site.directory if parts.path.startswith("/") else page.parent
    target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_file() or not target.is_relative_to(site.directory.resolve()):
        return True
    fragment = unquote(parts.fragment)
    return bool(fragment) and target.suffix == ".html" and fragment not in read_outline(target).ids


def iterate_broken(site: Site) -> Iterator[str]:
    for page in list_pages(site):
        for link in dict.fromkeys(read_outline(page).links):
            if is_broken(site, page, link):
                yield f"{page.relative_to(site.directory)}: {link}"


def test_crawler_sees_every_page_that_is_looked_at(site: Site) -> None:
    names = {page.relative_to(site.directory).with_suffix("").as_posix() for page in list_pages(site)}
    assert sorted(set(PAGES) - names) == []
    assert sum(len(read_outline(page).links) for page in list_pages(site)) > 1000


def test_crawler_knows_a_broken_link(site: Site) -> None:
    home = site.directory / "index.html"
    assert is_broken(site, home, "nowhere.html")
    assert is_broken(site, home, "#nowhere")
    assert is_broken(site, home, "../outside.html")
    assert not is_broken(site, home, "terms/rag.html")


def test_every_internal_link_resolves(site: Site) -> None:
    assert list(iterate_broken(site)) == []


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    repeated = [
        f"{page.relative_to(site.directory)}: {name}"
        for page in list_pages(site)
        for name in sorted(
            {name for name in read_outline(page).ids if read_outline(page).ids.count(name) > 1}
        )
    ]
    assert repeated == []


@pytest.mark.parametrize("hub", ["index", "posts/index", "tags/index", "terms/index", "comparisons/index"])
def test_every_page_leads_to_the_hubs(site: Site, hub: str) -> None:
    target = (site.directory / f"{hub}.html").resolve()
    lost = [
        pagename
        for pagename in PAGES
        if pagename != hub and target not in list_targets(site.directory / f"{pagename}.html")
    ]
    assert lost == []

"""Every page, in light and dark, narrow and wide: quiet, its own, in one column and well outlined."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.browser.conftest import PAGES, POSTS, Mode, Site, Visit

pytestmark = pytest.mark.browser

MODES = (
    Mode("light", 390),
    Mode("light", 1360),
    Mode("dark", 390),
    Mode("dark", 1360),
    Mode("light", 320),
)


# A fixture of wide scope, so that pytest keeps the tests of one visit together and pages are opened once.
@pytest.fixture(
    name="seen",
    scope="module",
    params=[pytest.param((page, mode), id=f"{page}-{mode}") for page in PAGES for mode in MODES],
)
def look_at_page(request: pytest.FixtureRequest, visit: Callable[[str, Mode], Visit]) -> Visit:
    """Open every page in every mode."""
    pagename, mode = request.param
    return visit(pagename, mode)


def test_documentation_builds_without_warnings(site: Site) -> None:
    assert site.warnings == ""


def test_there_are_posts_to_look_at() -> None:
    assert len(POSTS) >= 5


def test_page_is_served(seen: Visit) -> None:
    assert seen.status == 200


def test_page_causes_no_message_or_error(seen: Visit) -> None:
    assert seen.noise == ()


def test_page_asks_no_other_host(seen: Visit) -> None:
    assert seen.strangers == ()


def test_page_never_scrolls_sideways(seen: Visit) -> None:
    assert seen.measure["overflow"] <= 0, f"wider than the window: {seen.measure['wide']}"


def test_page_has_one_first_level_heading(seen: Visit) -> None:
    assert seen.measure["first"] == 1


def test_headings_never_skip_a_level(seen: Visit) -> None:
    levels = seen.measure["levels"]
    assert levels[:1] == [1]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_page_says_that_it_is_japanese(seen: Visit) -> None:
    assert seen.measure["lang"] == "ja"

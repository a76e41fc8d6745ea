"""Nobody is kept out: axe finds nothing wrong with one page of each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import find_faults
from tests.browser.conftest import POSTS, Mode

pytestmark = pytest.mark.browser

KINDS = (
    "index",
    POSTS[0],
    POSTS[-1],
    "terms/rag",
    "terms/index",
    "tags/llm",
    "comparisons/index",
    "comparisons/local-llm-runners",
)
HIGHLIGHTED = ".highlight"
"""Code as Pygments and Furo show it: what is too wide scrolls, but asks browsers to make it focusable."""


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pagename", KINDS)
def test_axe_finds_nothing_wrong_in_the_article(
    open_page: Callable[[str, Mode], Page], pagename: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page = open_page(pagename, Mode(scheme, width))
    assert (
        find_faults(page, "article", without=HIGHLIGHTED if page.locator(HIGHLIGHTED).count() else "") == []
    )

"""Nobody is kept out of a comparison: axe finds nothing wrong with it, in any shape and colour."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import find_faults
from tests.browser.comparison.conftest import Opener, frame_of
from tests.browser.conftest import Mode

pytestmark = pytest.mark.browser

SHAPES = (
    "two.html",
    "two.html?birds.sort=price&birds.order=desc&birds.is.tools=yes&birds.differences=1",
    "two.html?birds.transposed=1",
    "two.html?birds.pair=スズメ&birds.pair=ハト",
    "two.html?birds.q=nothing",
)


def open_panels(page: Page) -> None:
    for key, name in (("birds", "絞り込み"), ("second", "表示を選ぶ")):
        frame_of(page, key).get_by_role("button", name=name).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("address", SHAPES)
def test_axe_finds_nothing_wrong(
    open_board: Opener, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = open_board(address, Mode(scheme, width), today="2026-06-15")
    if "?" not in address:
        open_panels(page)
    assert find_faults(page, "article") == []


def test_axe_finds_nothing_wrong_with_the_full_screen(open_board: Opener) -> None:
    page = open_board()
    frame_of(page).get_by_role("button", name="画面いっぱいに表示").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert find_faults(page, "dialog") == []


def test_axe_finds_nothing_wrong_without_scripts_of_ours(open_board: Opener) -> None:
    assert find_faults(open_board("large.html"), "article") == []


def test_axe_finds_what_is_wrong(open_board: Opener) -> None:
    page = open_board()
    frame_of(page).get_by_role("searchbox").evaluate("node => node.removeAttribute('aria-label')")
    frame_of(page).get_by_role("searchbox").evaluate("node => node.removeAttribute('placeholder')")
    assert find_faults(page, "article") != []

"""What a reader chooses stands in the address: it can be shared, and the history walks through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.comparison.conftest import Opener, ends, frame_of, list_criteria, list_items
from tests.browser.conftest import Mode

ContextFinder = Callable[[Mode], BrowserContext]

pytestmark = pytest.mark.browser


def test_shared_address_shows_the_same(open_board: Opener) -> None:
    page = open_board()
    frame = frame_of(page)
    frame.get_by_role("button", name="料金", exact=True).dblclick()
    frame.get_by_role("button", name="絞り込み").click()
    frame.get_by_role("group", name="対応言語").get_by_text("日本語").click()
    frame.get_by_role("button", name="表示を選ぶ").click()
    frame.get_by_role("group", name="表示する観点").get_by_text("公開日").click()
    frame.get_by_role("button", name="行と列を入れ替え").click()
    seen = list_items(page), list_criteria(page)
    address = page.evaluate("location.pathname + location.search")
    other = open_board(address.removeprefix("/"), Mode("dark", 390))
    assert (list_items(other), list_criteria(other)) == seen
    expect(frame_of(other).get_by_role("button", name="行と列を入れ替え")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_two_comparisons_share_an_address(open_board: Opener) -> None:
    page = open_board("two.html?from=mail#comparison-birds-note-1")
    frame_of(page).get_by_role("button", name="版", exact=True).click()
    frame_of(page, "second").get_by_role("searchbox").fill("タカ")
    expect(page).to_have_url(
        ends("two.html?from=mail&birds.sort=version&second.q=%E3%82%BF%E3%82%AB#comparison-birds-note-1")
    )


def test_history_walks_back_and_forward_through_choices(open_board: Opener) -> None:
    page = open_board()
    frame_of(page).get_by_role("button", name="版", exact=True).click()
    first = list_items(page)
    frame_of(page).get_by_role("button", name="違いだけ表示").click()
    frame_of(page).get_by_role("searchbox").press_sequentially("mit")
    assert len(list_items(page)) == 3
    page.go_back()
    expect(frame_of(page).get_by_role("searchbox")).to_have_value("")
    assert list_items(page) == first
    expect(frame_of(page).get_by_role("button", name="違いだけ表示")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.go_back()
    expect(frame_of(page).get_by_role("button", name="違いだけ表示")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.go_forward()
    page.go_forward()
    expect(frame_of(page).get_by_role("searchbox")).to_have_value("mit")
    assert len(list_items(page)) == 3


@pytest.mark.parametrize(
    "query",
    [
        "birds.sort=nothing&birds.order=sideways",
        "birds.pair=スズメ&birds.pair=nobody",
        "birds.pair=スズメ&birds.pair=スズメ",
        "birds.item=nobody&birds.criterion=nothing",
        "birds.is.nothing=yes&birds.__proto__=1",
        "nobody.q=x&=&&birds",
    ],
)
def test_address_that_names_nothing_known_changes_nothing(open_board: Opener, query: str) -> None:
    page = open_board(f"two.html?{query}")
    assert len(list_items(page)) == 5
    assert len(list_criteria(page)) == 7


def test_markup_in_an_address_stays_text(open_board: Opener) -> None:
    page = open_board("two.html?birds.q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    expect(frame_of(page).get_by_role("searchbox")).to_have_value("<img src=x onerror=alert(1)>")
    assert list_items(page) == []


def test_fewer_names_than_not_are_written(open_board: Opener) -> None:
    page = open_board("large.html")
    page.get_by_role("button", name="表示を選ぶ").click()
    page.get_by_role("button", name="表示する項目: すべて外す").click()
    items = page.get_by_role("group", name="表示する項目", exact=True)
    items.get_by_text("項目07").click()
    items.get_by_text("項目08").click()
    expect(page).to_have_url(
        ends("large.html?large.item=%E9%A0%85%E7%9B%AE07&large.item=%E9%A0%85%E7%9B%AE08")
    )
    assert list_items(page, "large") == ["項目07", "項目08"]


def test_both_places_of_one_comparison_show_the_same(open_board: Opener) -> None:
    page = open_board("twice.html#%E0%A4%A")
    frames = page.locator(".kb-comparison-frame")
    frames.first.get_by_role("searchbox").fill("タカ")
    expect(frames.last.get_by_role("searchbox")).to_have_value("タカ")
    expect(frames.last.locator("tbody tr:visible")).to_have_count(1)
    frames.last.get_by_role("button", name="表示を選ぶ").click()
    expect(frames.last.get_by_role("group", name="表示を選ぶ")).to_be_visible()
    expect(frames.first.get_by_role("group", name="表示を選ぶ")).to_be_hidden()


def test_comparison_works_from_a_folder_without_a_server(built: Path, context_of: ContextFinder) -> None:
    page = context_of(Mode()).new_page()
    page.goto(f"{(built / 'two.html').as_uri()}?birds.sort=price&birds.order=desc")
    frame_of(page).get_by_role("button", name="違いだけ表示").click()
    assert list_items(page)[0] == "タカ"
    expect(page).to_have_url(ends("two.html?birds.sort=price&birds.order=desc&birds.differences=1"))
    page.close()

"""Readers sort by any criterion, and what has no value stays at the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.comparison.conftest import Opener, frame_of, list_items
from tests.browser.conftest import Mode

pytestmark = pytest.mark.browser

HATO = "ハト"
AUTHOR = ["スズメ", "カモメ", "タカ", "フクロウ", HATO]
ORDERS = [
    ("項目", ["カモメ", "スズメ", "タカ", HATO, "フクロウ"]),
    ("ライセンス", ["カモメ", "スズメ", "タカ", "フクロウ", HATO]),
    ("コンテキスト長", ["カモメ", "スズメ", HATO, "タカ", "フクロウ"]),
    ("料金", ["スズメ", "フクロウ", "タカ", "カモメ", HATO]),
    ("関数呼び出し", ["タカ", "カモメ", "スズメ", "フクロウ", HATO]),
    ("版", [HATO, "カモメ", "スズメ", "タカ", "フクロウ"]),
    ("公開日", ["フクロウ", "カモメ", "スズメ", HATO, "タカ"]),
]
"""By each criterion upwards: equal values as the author has them, what is no value last."""
DOWN = [
    ("コンテキスト長", ["タカ", HATO, "スズメ", "カモメ", "フクロウ"]),
    ("料金", ["タカ", "スズメ", "フクロウ", "カモメ", HATO]),
    ("公開日", [HATO, "スズメ", "カモメ", "フクロウ", "タカ"]),
]


@pytest.mark.parametrize(("label", "order"), ORDERS)
def test_click_sorts_upwards(open_board: Opener, label: str, order: list[str]) -> None:
    page = open_board()
    frame_of(page).get_by_role("button", name=label, exact=True).click()
    header = frame_of(page).locator("th", has_text=label).first
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert list_items(page) == order


@pytest.mark.parametrize(("label", "order"), DOWN)
def test_second_click_sorts_downwards_and_keeps_the_end(
    open_board: Opener, label: str, order: list[str]
) -> None:
    page = open_board()
    frame_of(page).get_by_role("button", name=label, exact=True).dblclick()
    expect(frame_of(page).locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert list_items(page) == order


def test_third_click_restores_the_order_of_the_author(open_board: Opener) -> None:
    page = open_board()
    for _ in range(3):
        frame_of(page).get_by_role("button", name="版", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert list_items(page) == AUTHOR


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keyboard_sorts_and_stays_where_it_is(open_board: Opener, key: str) -> None:
    page = open_board()
    button = frame_of(page).get_by_role("button", name="料金", exact=True)
    button.focus()
    page.keyboard.press(key)
    assert list_items(page)[0] == "スズメ"
    page.keyboard.press(key)
    assert list_items(page)[0] == "タカ"
    expect(button).to_be_focused()


def test_sorting_one_comparison_leaves_the_other(open_board: Opener) -> None:
    page = open_board()
    frame_of(page, "second").get_by_role("button", name="コンテキスト長").click()
    assert list_items(page, "second") == ["カモメ", "スズメ", "タカ"]
    assert list_items(page) == AUTHOR
    expect(frame_of(page).locator("th[aria-sort]")).to_have_count(0)


@pytest.mark.parametrize("width", [1360, 390])
def test_columns_are_sorted_where_items_are_columns(open_board: Opener, width: int) -> None:
    page = open_board("two.html?birds.transposed=1", Mode("dark", width))
    button = frame_of(page).get_by_role("button", name="料金", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(frame_of(page).locator("th[scope='row'][aria-sort]")).to_have_attribute("aria-sort", "ascending")
    assert list_items(page) == ["スズメ", "フクロウ", "タカ", "カモメ", HATO]
    expect(button).to_be_focused()


def test_sort_button_is_as_large_as_a_finger(open_board: Opener) -> None:
    page = open_board(mode=Mode("light", 390))
    sizes: list[list[float]] = page.locator(
        ".kb-comparison-frame :is(button, select, input[type=search])"
    ).evaluate_all(
        """found => found.filter(node => node.checkVisibility()).map(node => {
            const box = (node.closest("label") ?? node).getBoundingClientRect();
            return [box.width, box.height];
        })"""
    )
    assert len(sizes) > 10
    assert [size for size in sizes if min(size) < 44] == []

"""Readers turn a comparison around, put two items side by side, fill the screen, print."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.comparison.conftest import Opener, ends, frame_of, list_criteria, list_items
from tests.browser.comparison.sample import COLUMNS, ROWS
from tests.browser.conftest import MEASURE, Measure, Mode

pytestmark = pytest.mark.browser

NARROW = Mode("light", 390)
NAMES = [label for label, _ in ROWS]
LABELS = [column.label for column in COLUMNS]
READ_GRID = """
table => [...table.rows].map(row => [...row.cells].filter(cell => cell.checkVisibility())
    .map(cell => [[cell.tagName, cell.scope].filter(Boolean).join(" "), cell.innerText.trim()])
    // The number of a note is not part of an item's name.
    .map(([role, text]) => `${role}: ${role.startsWith("TH") ? text.replace(/\\d+$/, "") : text}`))
"""


def read_grid(page: Page, key: str) -> list[list[str]]:
    grid: list[list[str]] = page.locator(f"[data-comparison='{key}']").evaluate(READ_GRID)
    return [row for row in grid if row]


def test_swapping_makes_a_real_table_with_items_as_columns(open_board: Opener) -> None:
    page = open_board("two.html?second.best=0")
    frame_of(page, "second").get_by_role("button", name="行と列を入れ替え").click()
    assert read_grid(page, "second") == [
        ["TH col: 項目", "TH col: スズメ", "TH col: カモメ", "TH col: タカ"],
        ["TH row: ライセンス", "TD: MIT", "TD: Apache-2.0", "TD: MIT"],
        ["TH rowgroup: 性能"],
        ["TH row: コンテキスト長", "TD: 128K", "TD: 32K", "TD: 1M"],
    ]
    frame_of(page, "second").get_by_role("button", name="行と列を入れ替え").click()
    assert read_grid(page, "second")[1:3] == [
        ["TH col: 項目", "TH col: ライセンス", "TH col: コンテキスト長"],
        ["TH row: スズメ", "TD: MIT", "TD: 128K"],
    ]


def test_swapped_table_is_filtered_too(open_board: Opener) -> None:
    page = open_board("two.html?birds.transposed=1")
    frame_of(page).get_by_role("searchbox").fill("mit 英語")
    assert list_items(page) == ["スズメ", "タカ"]
    frame_of(page).get_by_role("button", name="違いだけ表示").click()
    assert list_criteria(page) == LABELS[1:]
    widths = frame_of(page).locator("th[scope=rowgroup]").evaluate_all("all => all.map(one => one.colSpan)")
    assert widths == [3, 3]


@pytest.mark.parametrize("width", [390, 320])
def test_two_items_stand_side_by_side_on_a_narrow_screen(open_board: Opener, width: int) -> None:
    page = open_board(mode=Mode("light", width))
    frame_of(page).get_by_role("button", name="2つを比べる").click()
    frame_of(page).get_by_role("combobox", name="比べる項目（2つ目）").select_option("フクロウ")
    assert list_items(page) == ["スズメ", "フクロウ"]
    grid = read_grid(page, "birds")
    assert grid[0] == ["TH col: スズメ", "TH col: フクロウ"]
    assert grid[1:3] == [["TH rowgroup: ライセンス"], ["TD: MIT", "TD: MIT"]]
    region = frame_of(page).locator(".kb-comparison-region")
    assert region.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert page.evaluate("document.querySelector('.content').scrollWidth") <= width
    frame_of(page).get_by_role("button", name="2つを比べる").click()
    assert list_items(page) == NAMES


def test_choosing_the_other_item_swaps_the_two(open_board: Opener) -> None:
    page = open_board(mode=NARROW)
    frame_of(page).get_by_role("button", name="2つを比べる").click()
    first = frame_of(page).get_by_role("combobox", name="比べる項目（1つ目）")
    first.focus()
    page.keyboard.press("ArrowDown")
    assert list_items(page) == ["カモメ", "スズメ"]


def test_pair_shows_only_where_the_two_differ(open_board: Opener) -> None:
    page = open_board("two.html?birds.pair=スズメ&birds.pair=フクロウ&birds.differences=1", NARROW)
    assert list_criteria(page) == ["コンテキスト長", "対応言語", "版", "公開日"]


def test_two_items_are_columns_on_a_wide_screen(open_board: Opener) -> None:
    page = open_board()
    frame_of(page, "second").get_by_role("button", name="2つを比べる").click()
    assert read_grid(page, "second")[0] == ["TH col: 項目", "TH col: スズメ", "TH col: カモメ"]


def test_header_and_item_stay_in_sight_while_the_region_scrolls(open_board: Opener) -> None:
    page = open_board("large.html")
    region = page.locator(".kb-comparison-region")
    region.scroll_into_view_if_needed()
    region.evaluate("node => { node.scrollLeft = 2000; node.scrollTop = 900 }")
    page.wait_for_function(
        "() => document.querySelector('.kb-comparison-more-before.kb-comparison-more-above')"
    )
    edges = page.evaluate(
        """() => {
          const region = document.querySelector(".kb-comparison-region").getBoundingClientRect();
          const head = document.querySelector("[data-comparison] thead th").getBoundingClientRect();
          const item = document.querySelector("[data-item=項目30] th").getBoundingClientRect();
          return [head.top - region.top, head.left - region.left, item.left - region.left].map(Math.round);
        }"""
    )
    assert edges == [1, 1, 1]


def test_header_stays_in_sight_of_the_window_where_the_table_fits(open_board: Opener) -> None:
    page = open_board("large.html?large.criterion=c0&large.criterion=c1")
    assert page.locator(".kb-comparison-view.kb-comparison-fits").count() == 1
    page.locator("[data-item=項目40]").scroll_into_view_if_needed()
    page.wait_for_function("() => scrollY > 300")
    top = page.locator("[data-comparison] thead th").first.evaluate(
        "node => node.getBoundingClientRect().top"
    )
    assert round(top) == 0


def test_region_has_a_name_and_can_be_focused(open_board: Opener) -> None:
    page = open_board(mode=NARROW)
    region = page.get_by_role("region", name="鳥の名の製品の比較")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_frame_fills_the_screen_and_comes_back(open_board: Opener) -> None:
    page = open_board("two.html?birds.sort=price")
    expand = frame_of(page).get_by_role("button", name="画面いっぱいに表示")
    expand.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="鳥の名の製品の比較")
    expect(dialog).to_be_visible()
    assert dialog.locator(".kb-comparison-region").bounding_box()["width"] > 1300  # type: ignore[index]
    dialog.get_by_role("button", name="版", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(frame_of(page).get_by_role("button", name="画面いっぱいに表示")).to_be_focused()
    assert list_items(page)[0] == NAMES[-1]


def test_note_is_reached_from_the_full_screen(open_board: Opener) -> None:
    page = open_board()
    frame_of(page).get_by_role("button", name="画面いっぱいに表示").click()
    page.locator("#comparison-birds-mark-1").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(ends("#comparison-birds-note-1"))


def test_link_back_from_a_note_finds_a_row_that_was_hidden(open_board: Opener) -> None:
    page = open_board("two.html?birds.without-item=スズメ")
    page.locator("#comparison-birds-note-1 a").first.click()
    expect(frame_of(page).locator("#comparison-birds-mark-1")).to_be_in_viewport()


def test_old_values_are_marked_by_the_clock_of_the_reader(open_board: Opener) -> None:
    page = open_board(today="2026-06-15")
    assert frame_of(page).locator(".kb-comparison-age").all_inner_texts() == ["3年以上前の値"]
    expect(frame_of(page).locator("td", has_text="3年以上前の値")).to_have_attribute(
        "data-as-of", "2023-01-01"
    )


def test_one_sentence_says_that_all_values_are_old(open_board: Opener) -> None:
    page = open_board(today="2027-02-01")
    expect(frame_of(page).locator(".kb-comparison-age")).to_have_count(0)
    expect(frame_of(page).get_by_text("すべて1年以上前のものです。")).to_be_visible()


def test_young_values_are_not_marked(open_board: Opener) -> None:
    page = open_board(today="2023-06-15")
    expect(page.locator(".kb-comparison-age, .kb-comparison-notice:visible")).to_have_count(0)


def test_paper_gets_everything_and_no_controls(open_board: Opener) -> None:
    page = open_board(
        "two.html?birds.q=taka&birds.without-criterion=price&second.pair=スズメ&second.pair=タカ"
    )
    assert list_items(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".kb-comparison-status")).to_have_text(["5件中5件を表示", "3件中3件を表示"])
    assert list_items(page) == NAMES
    assert list_criteria(page) == LABELS
    assert len(list_items(page, "second")) == 3
    expect(frame_of(page).get_by_role("button", name="違いだけ表示")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator(".kb-comparison-status").first).to_contain_text("5件中0件を表示")
    expect(frame_of(page).get_by_role("button", name="違いだけ表示")).to_be_visible()
    assert list_items(page) == []


@pytest.mark.parametrize("width", [1360, 390])
def test_table_is_complete_without_scripts(open_board: Opener, width: int) -> None:
    page = open_board(mode=Mode("light", width, scripts=False))
    table = page.get_by_role("table", name="鳥の名の製品の比較")
    expect(table.get_by_role("cell")).to_have_count(len(NAMES) * len(LABELS))
    expect(page.locator("article button")).to_have_count(0)
    expect(page.get_by_role("region", name="鳥の名の製品の比較")).to_be_visible()


@pytest.mark.parametrize("width", [1920, 1360, 390, 320])
@pytest.mark.parametrize("address", ["two.html", "large.html", "two.html?birds.transposed=1"])
def test_page_never_scrolls_sideways(open_board: Opener, width: int, address: str) -> None:
    page = open_board(address, Mode("light", width))
    measure: Measure = page.evaluate(MEASURE)
    assert measure["overflow"] <= 0
    frames = page.locator(".kb-comparison-frame").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().right - innerWidth)"
    )
    assert max(frames) < 0


def test_wide_table_takes_the_room_beside_the_text(open_board: Opener) -> None:
    page = open_board("large.html")
    paragraph = page.locator("article p").first.bounding_box()
    frame = page.locator(".kb-comparison-frame").bounding_box()
    assert paragraph is not None
    assert frame is not None
    assert frame["width"] > paragraph["width"] + 100

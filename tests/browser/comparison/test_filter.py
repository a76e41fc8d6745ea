"""Readers narrow a comparison down, and see what differs and what is best."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.comparison.conftest import Opener, ends, frame_of, list_criteria, list_items
from tests.browser.comparison.sample import COLUMNS
from tests.browser.conftest import Mode

pytestmark = pytest.mark.browser

ALL = [column.label for column in COLUMNS]


def search(page: Page, text: str, key: str = "birds") -> None:
    frame_of(page, key).get_by_role("searchbox").fill(text)


def open_panel(page: Page, name: str) -> None:
    frame_of(page).get_by_role("button", name=name).click()


def check(page: Page, group: str, label: str) -> None:
    frame_of(page).get_by_role("group", name=group, exact=True).get_by_text(label, exact=True).click()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ふくろう", ["フクロウ"]),
        ("ﾌｸﾛｳ", ["フクロウ"]),
        ("ｍｉｔ", ["スズメ", "タカ", "フクロウ"]),
        ("mit 英語", ["スズメ", "タカ"]),
        ("不明", ["カモメ"]),
        ("どこにもない", []),
    ],
)
def test_words_are_found_whatever_their_width_case_or_kana(
    open_board: Opener, text: str, found: list[str]
) -> None:
    page = open_board()
    search(page, text)
    assert list_items(page) == found
    expect(frame_of(page).get_by_role("status")).to_contain_text(f"5件中{len(found)}件を表示")
    assert len(list_items(page, "second")) == 3


def test_numbers_of_notes_are_not_searched(open_board: Opener) -> None:
    page = open_board()
    search(page, "128K1")
    assert list_items(page) == []


def test_word_being_composed_does_not_filter_yet(open_board: Opener) -> None:
    page = open_board()
    frame_of(page).get_by_role("searchbox").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ｔか", "selectionStart": 2, "selectionEnd": 2})
    expect(frame_of(page).get_by_role("searchbox")).to_have_value("ｔか")
    assert len(list_items(page)) == 5
    session.send("Input.insertText", {"text": "タカ"})
    expect(frame_of(page).get_by_role("status")).to_contain_text("5件中1件")
    assert list_items(page) == ["タカ"]


def test_values_of_one_criterion_widen_and_of_two_narrow(open_board: Opener) -> None:
    page = open_board()
    open_panel(page, "絞り込み")
    check(page, "関数呼び出し", "対応")
    assert len(list_items(page)) == 3
    check(page, "関数呼び出し", "一部")
    assert len(list_items(page)) == 4
    check(page, "対応言語", "英語")
    assert list_items(page) == ["スズメ", "カモメ"]
    expect(frame_of(page).get_by_role("button", name="絞り込み")).to_contain_text("3")


def test_keyboard_filters_by_value_and_leaves_the_panel(open_board: Opener) -> None:
    page = open_board()
    button = frame_of(page).get_by_role("button", name="絞り込み")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    box = frame_of(page).get_by_role("group", name="関数呼び出し").get_by_role("checkbox").last
    for _ in range(20):
        page.keyboard.press("Tab")
        if box.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Space")
    assert list_items(page) == ["タカ"]
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(frame_of(page).get_by_role("checkbox")).to_have_count(0)


def test_items_and_criteria_are_chosen(open_board: Opener) -> None:
    page = open_board()
    open_panel(page, "表示を選ぶ")
    check(page, "表示する項目", "カモメ")
    check(page, "表示する観点", "版")
    assert "カモメ" not in list_items(page)
    assert list_criteria(page) == [label for label in ALL if label != "版"]
    expect(frame_of(page).get_by_role("status")).to_have_text("5件中4件を表示 ・ 観点は7個中6個")
    frame_of(page).get_by_role("button", name="表示する観点: すべて外す").click()
    assert list_criteria(page) == []
    frame_of(page).get_by_role("button", name="表示する観点: すべて表示").click()
    assert list_criteria(page) == ALL


def test_groups_follow_the_criteria_that_are_shown(open_board: Opener) -> None:
    page = open_board()
    groups = frame_of(page).locator("th[scope=colgroup]")
    assert groups.evaluate_all("all => all.map(one => [one.textContent, one.colSpan])") == [
        ["性能", 2],
        ["機能", 2],
    ]
    open_panel(page, "表示を選ぶ")
    check(page, "表示する観点", "料金")
    assert groups.evaluate_all("all => all.map(one => [one.textContent, one.colSpan])") == [
        ["性能", 1],
        ["機能", 2],
    ]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_only_what_differs_is_shown(open_board: Opener, key: str) -> None:
    page = open_board()
    search(page, "mit 英語")
    button = frame_of(page).get_by_role("button", name="違いだけ表示")
    button.focus()
    page.keyboard.press(key)
    expect(button).to_have_attribute("aria-pressed", "true")
    assert list_criteria(page) == [label for label in ALL if label != "ライセンス"]
    page.keyboard.press(key)
    assert list_criteria(page) == ALL


def test_different_reasons_for_no_value_are_a_difference(open_board: Opener) -> None:
    page = open_board("two.html?birds.item=カモメ&birds.item=ハト&birds.differences=1")
    assert "料金" in list_criteria(page)


def list_best(page: Page) -> list[str]:
    found: list[str] = (
        frame_of(page).locator("td:visible", has=page.locator(".kb-comparison-best")).all_inner_texts()
    )
    return [text.replace("最良", "").split("\n")[0].strip() for text in found]


def test_best_values_are_marked_in_words_ties_too(open_board: Opener) -> None:
    page = open_board(mode=Mode("dark"))
    marks = frame_of(page).locator(".kb-comparison-best")
    assert set(marks.all_inner_texts()) == {"最良"}
    assert sorted(list_best(page)) == ["$0.15", "$0.15", "1M", "2.0", "対応", "対応", "対応"]


def test_best_is_best_of_what_is_shown(open_board: Opener) -> None:
    page = open_board()
    search(page, "apache")
    assert list_best(page) == []
    search(page, "mit 英語")
    assert list_best(page) == ["$0.15", "対応", "1M", "2.0rc1"]


def test_marks_of_the_best_can_be_taken_off(open_board: Opener) -> None:
    page = open_board()
    frame_of(page).get_by_role("button", name="最良を強調").click()
    assert list_best(page) == []
    frame_of(page).get_by_role("button", name="選択を元に戻す").click()
    assert len(list_best(page)) == 7


def test_reset_undoes_everything_and_keeps_the_focus_in_the_tools(open_board: Opener) -> None:
    page = open_board(
        "two.html?birds.q=mit&birds.sort=price&birds.transposed=1&birds.without-item=タカ&second.q=x"
    )
    reset = frame_of(page).get_by_role("button", name="選択を元に戻す")
    reset.focus()
    page.keyboard.press("Enter")
    assert len(list_items(page)) == 5
    assert list_criteria(page) == ALL
    expect(page).to_have_url(ends("two.html?second.q=x"))
    expect(reset).to_be_hidden()
    expect(frame_of(page).get_by_role("button", name="表示を選ぶ")).to_be_focused()

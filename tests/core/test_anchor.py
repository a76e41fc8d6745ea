"""What a link means that names a place as another generator did."""

from __future__ import annotations

import pytest

from kb_ext.core.anchor import build_anchor_index, is_key

ANCHORS = {
    "はじめに": "はじめに",
    "スイッチのon--off": "スイッチのON / OFF",
    "まとめ": "まとめ",
    "まとめ-1": "まとめ",
    "2-install-v10": "2. Install v1.0",
    "signet": "",
}


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("はじめに", "はじめに"),
        ("%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB", "はじめに"),
        ("スイッチのon-off", "スイッチのon--off"),
        ("スイッチのon-/-off", "スイッチのon--off"),
        ("まとめ", "まとめ"),
        ("まとめ-1", "まとめ-1"),
        ("2.-install-v1.0", "2-install-v10"),
        ("install-v10", "2-install-v10"),
        ("Signet", "signet"),
        ("section", "はじめに"),
        ("おわりに", ""),
        ("", ""),
    ],
)
def test_fragment_of_any_generator_finds_its_place(target: str, key: str) -> None:
    assert build_anchor_index(ANCHORS).find(target) == key


def test_fragment_that_could_mean_two_places_finds_none() -> None:
    index = build_anchor_index({"a-b": "A b", "ab": "AB"})
    assert (index.find("A_B"), index.find("ab")) == ("", "ab")


def test_most_similar_anchor_is_suggested() -> None:
    assert build_anchor_index(ANCHORS).suggest("signett") == "signet"
    assert build_anchor_index({f"a{number}": "" for number in range(400)}).suggest("a1x") == ""


@pytest.mark.parametrize("text", ["", "a b", "kb-search", "__toc", "furo-main", "<x", "a" * 201, "a\x00"])
def test_names_of_the_page_are_no_anchors(text: str) -> None:
    assert not is_key(text)

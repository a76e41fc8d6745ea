from __future__ import annotations

from kb_ext.core.repair.character import (
    compose_letters,
    find_lost_characters,
    normalise_line_endings,
    remove_byte_order_mark,
    remove_control_characters,
)
from tests.core.repair.conftest import HEAD, run_pass


def test_byte_order_mark_goes() -> None:
    run = run_pass(remove_byte_order_mark, "\ufeff---\n")
    assert (run.text, run.names) == ("---\n", ["MARK"])


def test_line_ends_become_line_feeds() -> None:
    run = run_pass(normalise_line_endings, "a\r\nb\rc\n")
    assert run.text == "a\nb\nc\n"
    assert run.messages == ["2 line ends other than a line feed are replaced."]


def test_control_characters_go_with_their_place_and_name() -> None:
    run = run_pass(remove_control_characters, "一行\nバック\x08スペース\x00\n")
    assert run.text == "一行\nバックスペース\n"
    assert run.places == [("CONTROL", 2, 4)]
    assert run.messages == ["2 control characters are removed: U+0000, U+0008."]


def test_line_separators_leave_a_space() -> None:
    assert run_pass(remove_control_characters, "前\u2028後\x0c終").text == "前 後 終"


def test_letters_are_composed_outside_code() -> None:
    run = run_pass(compose_letters, f"{HEAD}\nか\u3099 `か\u3099`\n\n```\nか\u3099\n```\n")
    assert run.body == "\nが `か\u3099`\n\n```\nか\u3099\n```\n"
    assert run.places == [("COMPOSED", 5, 1)]


def test_variant_kanji_keep_their_form() -> None:
    text = f"{HEAD}\n神\ufa19\n"
    assert run_pass(compose_letters, text).text == text


def test_every_lost_character_is_found_where_it_stands_and_kept() -> None:
    text = f"{HEAD}\n```\n# ローカ\ufffd\ufffd\ufffdLLM\n```\n末\ufffd\n"
    run = run_pass(find_lost_characters, text)
    assert run.text == text
    assert run.places == [("LOST_CHARACTERS", 6, 6), ("LOST_CHARACTERS", 8, 2)]
    assert run.messages[0] == "3 U+FFFD stand for lost characters: '# ローカ\ufffd\ufffd\ufffdLLM'."

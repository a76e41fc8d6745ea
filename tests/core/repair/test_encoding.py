from __future__ import annotations

import pytest

from kb_ext.core.repair.encoding import NotTextError, decode_damaged
from kb_ext.core.repair.pipeline import Ledger

TEXT = "# 量子化の話\n\nモデルの重みを小さな整数で表すと、メモリーの使用量が減ります。\n"


def decode(data: bytes) -> tuple[str, str, list[str]]:
    ledger = Ledger(range(1, data.count(b"\n") + 2))
    text, encoding = decode_damaged(data, ledger)
    return text, encoding, [repair.describe() for repair in ledger.repairs]


def test_utf8_is_not_worth_a_word() -> None:
    assert decode(TEXT.encode()) == (TEXT, "utf-8", [])


@pytest.mark.parametrize(
    ("codec", "label"),
    [("cp932", "CP932 (Shift_JIS)"), ("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP")],
)
def test_legacy_encodings_are_recognised_and_named(codec: str, label: str) -> None:
    text, encoding, messages = decode(TEXT.encode(codec))
    assert (text, encoding) == (TEXT, codec)
    assert messages == [f"The file was {label} and is UTF-8 now."]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_recognised_with_and_without_mark(codec: str) -> None:
    text, encoding, messages = decode(("---\ntitle: abc\n---\n" + TEXT).encode(codec))
    assert text.endswith(TEXT)
    assert encoding.startswith("utf-16")
    assert messages == ["The file was UTF-16 and is UTF-8 now."]


def test_one_damaged_place_does_not_make_utf8_another_encoding() -> None:
    data = TEXT.encode()
    text, encoding, messages = decode(data[:30] + data[31:])
    assert encoding == "utf-8"
    assert "\ufffd" in text
    assert messages == ["The file is UTF-8 with 1 damaged places; each is marked with U+FFFD."]


def test_marks_of_lost_characters_that_stood_in_the_file_are_not_new_damage() -> None:
    assert decode("損\ufffd傷".encode())[2] == []


def test_damaged_cp932_is_still_cp932() -> None:
    data = (TEXT * 5).encode("cp932")
    text, encoding, _ = decode(data[:40] + b"\xff" + data[40:])
    assert encoding == "cp932"
    assert "メモリー" in text


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(64), b"\x00" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)

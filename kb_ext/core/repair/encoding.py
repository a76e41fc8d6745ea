"""From bytes to text: which encoding a file is in, and where its bytes are damaged."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.finding import Finding, Note

_LEGACY: Final = (("cp932", "CP932 (Shift_JIS)"), ("euc_jp", "EUC-JP"))
_ISO_2022_JP: Final = re.compile(rb"\x1b\$[@B]")
_GOOD: Final = re.compile(r"[ぁ-ゖァ-ヺー一-鿿、。「」（）！？：・]")
_BAD: Final = re.compile("[\ufffd\ue000-\uf8ff\uff61-\uff9f\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BINARY: Final = re.compile("[\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOST: Final = "\ufffd".encode()
_MAX_BINARY: Final = 0.2
"""Share of undecodable and control characters above which a file is no text."""


class NotTextError(ValueError):
    """The bytes are those of a picture, an archive or the like."""


def decode_source(data: bytes, note: Note) -> tuple[str, str]:
    """Return the text of a file and the encoding it was in, in Python's spelling.

    Raises `NotTextError` where no encoding makes a text of the bytes.
    """
    text, encoding, label = _choose_decoding(data)
    odd = len(_BINARY.findall(text)) - (data.count(_LOST) if encoding == "utf-8" else 0)
    if odd > _MAX_BINARY * len(text):
        raise NotTextError
    if label:
        note(Finding.ENCODING, encoding=label)
    return text, encoding


def decode_damaged(data: bytes, note: Note) -> tuple[str, str]:
    """Return the text like `decode_source`, and tell how many places of a UTF-8 file are damaged."""
    text, encoding = decode_source(data, note)
    if encoding == "utf-8":
        count = text.count("\ufffd") - data.count(_LOST)
        if count > 0:
            line = text[: text.index("\ufffd")].count("\n") + 1
            note(Finding.UNDECODABLE, line=line, count=str(count))
    return text, encoding


def _choose_decoding(data: bytes) -> tuple[str, str, str]:
    wide = _guess_wide(data)
    if wide:
        return data.decode(wide, errors="replace"), wide, "UTF-16"
    if _ISO_2022_JP.search(data) and (text := _try_decoding(data, "iso2022_jp")) is not None:
        return text, "iso2022_jp", "ISO-2022-JP"
    text = data.decode("utf-8", errors="replace")
    if "\ufffd" not in text or not _is_foreign(text, data):
        return text, "utf-8", ""
    return _choose_legacy(data, text)


def _guess_wide(data: bytes) -> str:
    """Return a UTF-16 codec where a byte order mark or the position of the zero bytes tells of one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    odd, even = data[1::2].count(0), data[::2].count(0)
    if len(data) < 8 or odd + even < max(len(data) // 16, 2) or min(odd, even) * 8 > max(odd, even):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_foreign(text: str, data: bytes) -> bool:
    """Tell whether so much of a text is damaged that it was hardly ever UTF-8."""
    damaged = text.count("\ufffd") - data.count(_LOST)
    sound = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    return damaged * 4 > sound


def _choose_legacy(data: bytes, damaged: str) -> tuple[str, str, str]:
    candidates = [(_rate_japanese(damaged), damaged, "utf-8", "")]
    for codec, label in _LEGACY:
        text = data.decode(codec, errors="replace")
        candidates.append((_rate_japanese(text), text, codec, label))
    _, text, codec, label = max(candidates, key=lambda candidate: candidate[0])
    return text, codec, label


def _rate_japanese(text: str) -> int:
    """Rate how much a text looks like Japanese; half-width kana are what EUC-JP looks like in CP932."""
    return len(_GOOD.findall(text)) - 3 * len(_BAD.findall(text))


def _try_decoding(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None

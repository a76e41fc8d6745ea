from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from kb_ext.cli import language
from kb_ext.cli.language import guess_language, load_translation


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ja"}, "ja"),
        ({}, "en"),
    ],
)
def test_language_follows_the_locale(environ: dict[str, str], expected: str) -> None:
    assert guess_language(environ) == expected


def test_english_is_the_ids_themselves() -> None:
    assert load_translation("en")("The file is empty.") == "The file is empty."


def test_a_catalogue_is_read_and_a_broken_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    assert load_translation("ja")("a") == "a"
    (folder / "kb_ext.mo").write_bytes(b"no catalogue")
    assert load_translation("ja")("a") == "a"
    (folder / "kb_ext.mo").write_bytes(make_catalogue("a", "あ"))
    assert load_translation("ja")("a") == "あ"


def make_catalogue(key: str, text: str) -> bytes:
    """Return a .mo file with a header and one pair."""
    pairs = [(b"", b"Content-Type: text/plain; charset=utf-8\n"), (key.encode(), text.encode())]
    tables, data, start = [b"", b""], b"", 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<II", len(pair[side]), start + len(data))
            data += pair[side] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + tables[0] + tables[1] + data


def test_unknown_commands_are_wrong_usage() -> None:
    result = subprocess.run([sys.executable, "-m", "kb_ext", "frobnicate"], capture_output=True, check=False)
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr

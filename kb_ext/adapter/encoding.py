"""Lets a build go on when a source is not UTF-8: Sphinx itself stops at the first such byte."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import SourceCode

TOLERANT_UTF8: Final = "kb_tolerant_utf_8"
"""UTF-8 in which every undecodable byte sequence reads as U+FFFD, and a byte order mark as nothing."""
_UTF8_NAMES: Final = frozenset({"utf-8", "utf8", "utf-8-sig"})


def _decode(data: bytes, _errors: str = "strict", /) -> tuple[str, int]:
    return bytes(data).decode("utf-8-sig", "replace"), len(data)


class _TolerantDecoder(codecs.BufferedIncrementalDecoder):
    """Waits for the end of a file, which Sphinx reads whole."""

    def _buffer_decode(  # type: ignore[override] # Buffer is a type of Python 3.12
        self, data: bytes, errors: str, final: bool
    ) -> tuple[str, int]:
        return _decode(data, errors) if final else ("", 0)


def find_codec(name: str) -> codecs.CodecInfo | None:
    """Return our codec for its own name, and none for others."""
    if name != TOLERANT_UTF8:
        return None
    return codecs.CodecInfo(
        name=TOLERANT_UTF8,
        encode=codecs.utf_8_encode,
        decode=_decode,  # type: ignore[arg-type] # as above
        incrementaldecoder=_TolerantDecoder,
    )


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Report every source that is not UTF-8, and have it read as well as can be."""
    if app.config.source_encoding.lower() not in _UTF8_NAMES:
        return
    damaged = [docname for docname in docnames if _report_damage(env, docname)]
    if damaged:
        codecs.register(find_codec)
        env.settings["input_encoding"] = TOLERANT_UTF8


def _report_damage(env: BuildEnvironment, docname: str) -> bool:
    try:
        content = Path(env.doc2path(docname)).read_bytes()
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        above = content[: error.start]
        line, column = above.count(b"\n") + 1, error.start - (above.rfind(b"\n") + 1)
        readable = above[len(above) - column :].decode("utf-8", "replace")
        byte = f"0x{content[error.start]:02x}"
        reporter_for(env, docname)(SourceCode.NOT_UTF8, line=line, column=len(readable) + 1, byte=byte)
        return True
    except OSError:
        return False
    return False


def setup_encoding(app: Sphinx) -> None:
    """Connect the handler."""
    app.connect("env-before-read-docs", on_env_before_read_docs, priority=200)

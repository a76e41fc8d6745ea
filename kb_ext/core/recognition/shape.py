"""What cells look like: names, code, sentences, values of one type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from kb_ext.core.value import ValueType, guess_type
from kb_ext.core.verdict import parse_state

_CODE: Final = re.compile(r"`[^`]+`(?:[\s、,/・]*`[^`]+`)*")
_LATIN_NAME: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9.+#/_-]*[A-Z0-9+#][A-Za-z0-9.+#_-]*|\b[A-Z][A-Za-z0-9.+#_-]+"
)
_LATIN_WORD: Final = re.compile(r"[a-z][a-z0-9.+#_-]+")
_KATAKANA_NAME: Final = re.compile(r"[ァ-ヺー・]{3,}")
_SENTENCE: Final = re.compile(r"。|[をがはに].*(?:する|した|ない|ます|です|か)$|[?？]$")
_MAX_NAME: Final = 32
_HIRAGANA: Final = " 　" + "".join(map(chr, range(0x3041, 0x3097)))
_MIN_AFFIX: Final = 2
_MIN_LATIN_AFFIX: Final = 4


def find_type(cells: Sequence[str]) -> ValueType:
    """Return what the cells of a criterion hold; words, where fewer than two say anything."""
    known = [cell for cell in cells if parse_state(cell) is None]
    return guess_type(known) if len(known) > 1 else ValueType.TEXT


def is_code(source: str) -> bool:
    """Tell whether a cell, as its author wrote it, is code and nothing else."""
    return _CODE.fullmatch(source.strip("* ")) is not None


def is_name(label: str) -> bool:
    """Tell whether a label has the form of a proper name.

    It has a Latin word with a capital or digit, or one in katakana, or is nothing but a Latin word.
    """
    return bool(_LATIN_NAME.search(label) or _KATAKANA_NAME.search(label) or _LATIN_WORD.fullmatch(label))


def is_proper(label: str) -> bool:
    """Tell whether a label is surely a proper name: it has a Latin one, or is katakana and nothing else."""
    return bool(_LATIN_NAME.search(label) or _LATIN_WORD.fullmatch(label) or _KATAKANA_NAME.fullmatch(label))


def is_sentence(label: str) -> bool:
    """Tell whether a label is too much of a sentence to name something."""
    return len(label) > _MAX_NAME or _SENTENCE.search(label) is not None


def find_affix(labels: Sequence[str]) -> str:
    """Return what all labels end or begin with, if it is as long as a word; brackets do not count."""
    bare = [re.sub(r"[\s　]*[（(].*", "", label) for label in labels]
    if len(bare) < 2 or len({*bare}) < len(bare):
        return ""
    ending = _find_prefix([label[::-1] for label in bare])[::-1].strip(_HIRAGANA)
    beginning = _find_prefix(bare).strip(_HIRAGANA)
    affix = max(ending, beginning, key=len)
    return affix if len(affix) >= (_MIN_LATIN_AFFIX if affix.isascii() else _MIN_AFFIX) else ""


def _find_prefix(labels: Sequence[str]) -> str:
    alike = takewhile(lambda letters: len({*letters}) == 1, zip(*labels, strict=False))
    return "".join(letters[0] for letters in alike)

"""The beginning of a text, cut where a reader would stop."""

from __future__ import annotations

import math
import re
from typing import Final

LENGTH: Final = 120
"""Characters of a summary: what search engines show of a Japanese description."""
SENTENCE_END: Final = re.compile(r"[。．！？!?](?:[」』）)]*)|\.(?=\s)")
_LATIN_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.-]*")
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff々ー]")
_LATIN_WORDS_PER_MINUTE: Final = 220


def cut_summary(text: str, length: int = LENGTH) -> str:
    """Return whole sentences of at most `length` characters, or a cut one with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    ends = [match.end() for match in SENTENCE_END.finditer(flat, 0, length)]
    if ends and ends[-1] >= length // 3:
        return flat[: ends[-1]]
    return flat[: length - 1].rstrip("、,，・ ") + "…"


def estimate_minutes(text: str, characters_per_minute: int) -> int:
    """Estimate how long a text takes to read, in whole minutes, at least one.

    Japanese is counted by characters, other scripts by words at 220 a minute.
    """
    characters = len(_JAPANESE.findall(text))
    words = len(_LATIN_WORD.findall(text))
    return max(1, math.ceil(characters / characters_per_minute + words / _LATIN_WORDS_PER_MINUTE))

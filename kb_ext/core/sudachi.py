"""Guesses how a name is read, where the morphological analyser SudachiPy is installed.

It is an optional extra (`kb-ext[sudachi]`): a guess is only ever shown to an author, never used for a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Protocol, cast


class _Morpheme(Protocol):
    def reading_form(self) -> str:
        """Return the reading in katakana."""

    def surface(self) -> str:
        """Return the text."""


def guess_reading(name: str) -> str:
    """Return the probable reading in katakana; empty where no analyser is installed or it knows none."""
    tokenize = load_tokenizer()
    if tokenize is None:
        return ""
    morphemes = list(tokenize(name))
    if any(not morpheme.reading_form() for morpheme in morphemes):
        return ""
    reading = "".join(morpheme.reading_form() for morpheme in morphemes)
    return reading if _is_kana(reading) else ""


def _is_kana(text: str) -> bool:
    return bool(text) and all("\u3041" <= character <= "\u30fc" for character in text)


@cache
def load_tokenizer() -> Callable[[str], Iterable[_Morpheme]] | None:
    """Load the analyser and its dictionary once; both have to be there."""
    try:
        dictionary = import_module("sudachipy").Dictionary(dict="core")
    except ImportError:  # which a missing dictionary is, too
        return None
    return cast("Callable[[str], Iterable[_Morpheme]]", dictionary.tokenizer().tokenize)

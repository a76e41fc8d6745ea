"""Many words as one regular expression in the shape of a trie, whose cost does not grow with their number.

How it compares with the Aho–Corasick automata of the usual packages: `benchmarks/glossary_cost.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 80
_FEW: Final = 8
"""Groups that many branches are put into, again and again."""
_MANY: Final = 100
"""Branches above which that pays; fewer of them, the engine tells by their first characters at once."""


def compile_words(words: Iterable[str]) -> re.Pattern[str] | None:
    """Compile words to an expression that matches the longest one at the leftmost place.

    What is longer than `LONGEST` is nobody's word, and would nest groups deeper than the engine allows.
    """
    trie: dict[str, object] = {}
    for word in words:
        if len(word) > LONGEST:
            continue
        node = trie
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment] # values are tries
        node[""] = {}
    return re.compile(_render(trie)) if trie else None


def _render(trie: dict[str, object]) -> str:
    branches = []
    for character in sorted(trie):
        child = trie[character]
        if character and isinstance(child, dict):
            branches.append((character, re.escape(character) + _render(child)))
    if not branches:
        return ""
    joined = "|".join(branch for _, branch in branches) if len(branches) <= _MANY else _join(branches)
    body = joined if len(branches) == 1 else f"(?:{joined})"
    if "" not in trie:
        return body
    return f"(?:{body})?"


def _join(branches: list[tuple[str, str]]) -> str:
    """Join branches with their first characters, in order; many of them are guarded by ranges.

    The engine tries branches one after another: without guards it would try thousands at every character.
    """
    if len(branches) <= _FEW:
        return "|".join(branch for _, branch in branches)
    size = -(-len(branches) // _FEW)
    groups = (branches[start : start + size] for start in range(0, len(branches), size))
    return "|".join(
        f"(?=[{_escape(group[0][0])}-{_escape(group[-1][0])}])(?:{_join(group)})" for group in groups
    )


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}"

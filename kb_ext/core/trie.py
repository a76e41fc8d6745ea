"""Many words as one regular expression in the shape of a trie, whose cost does not grow with their number.

How it compares with the Aho–Corasick automata of the usual packages: `benchmarks/glossary_cost.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def compile_words(words: Iterable[str]) -> re.Pattern[str] | None:
    """Compile words to an expression that matches the longest one at the leftmost place."""
    trie: dict[str, object] = {}
    for word in words:
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
            branches.append(re.escape(character) + _render(child))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in trie:
        return body
    return f"(?:{body})?"

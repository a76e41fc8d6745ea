"""What was typed: groups of terms. The twin of the first part of `kb-search-rank.js`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from kb_ext.core.search.token import is_dense, locate_tokens

MAX_LENGTH: Final = 200
"""Characters of a query that are looked at; each pair of them may need a file of the index."""
_GRAMMAR: Final = re.compile("[ぁ-ん]+")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A term of a group and its distance from the first; `weak` is what is mostly grammar."""

    term: str
    at: int
    weak: bool

    @property
    def single(self) -> bool:
        """Tell whether it is one character of a script without spaces."""
        return len(self.term) == 1 and is_dense(self.term)


Group = tuple[Part, ...]
"""What was typed without a space or a stop."""


def parse_query(query: str) -> list[Group]:
    """Return the groups of a query, each once."""
    groups: dict[tuple[tuple[str, int], ...], Group] = {}
    for word in _SPACES.split(query[:MAX_LENGTH]):
        for group in _split_word(word):
            aligned = tuple(replace(part, at=part.at - group[0].at) for part in group)
            groups.setdefault(tuple((part.term, part.at) for part in aligned), aligned)
    return list(groups.values())


def _split_word(word: str) -> list[list[Part]]:
    groups: list[list[Part]] = [[]]
    previous = Part("", -1, False)
    for token in locate_tokens(word):
        if groups[-1] and token.position > previous.at + 1:
            groups.append([])
        part = Part(token.term, token.position, bool(_GRAMMAR.fullmatch(word[token.start : token.end])))
        # The last character of a run follows from the pair before it.
        is_tail = bool(groups[-1]) and part.single and is_dense(previous.term)
        if not (is_tail and previous.term.endswith(part.term)):
            groups[-1].append(part)
        previous = part
    return [group for group in groups if group]


def choose_cover(group: Group) -> list[Part]:
    """Return the terms that suffice to find a group word for word: of pairs that overlap every second one."""
    chosen: list[Part] = []
    start = 0
    for index, part in enumerate(group):
        linked = index > 0 and is_dense(part.term) and is_dense(group[index - 1].term)
        if not linked or part.at != group[index - 1].at + 1:
            start = index
        after = group[index + 1] if index + 1 < len(group) else None
        last = after is None or not is_dense(after.term) or after.at != part.at + 1
        if last or not is_dense(part.term) or part.single or (part.at - group[start].at) % 2 == 0:
            chosen.append(part)
    return chosen

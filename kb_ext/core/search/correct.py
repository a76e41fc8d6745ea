"""What a query that was not found may have meant. The twin of `kb-search-correct.js`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kb_ext.core.search.find import Answer, find_hits
from kb_ext.core.search.query import parse_query
from kb_ext.core.search.reader import Index
from kb_ext.core.search.token import is_dense, locate_tokens, make_key

MAX_CORRECTIONS: Final = 3
MIN_LENGTH: Final = 4
"""Characters of a word or name that is compared."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, what the query may have meant, and which of that the answer is for, if any."""

    answer: Answer
    corrections: tuple[str, ...] = ()
    corrected: str = ""


def answer_query(index: Index, query: str) -> Reply:
    """Find pages; where there are none, those of what was probably meant."""
    answer = find_hits(index, query)
    corrections = () if answer.whole else _correct_query(index, query)
    if answer.hits or not corrections:
        return Reply(answer, corrections)
    other = find_hits(index, corrections[0])
    return Reply(Answer(other.hits, other.groups, whole=False), corrections, corrections[0])


def _correct_query(index: Index, query: str) -> tuple[str, ...]:
    """Return names of terms, and the query with other words, that are written nearly like it."""
    found: dict[str, str] = {}
    for text in (*_correct_name(index, query), *_correct_words(index, query)):
        found.setdefault(make_key(text), text)
    return tuple(found.values())[:MAX_CORRECTIONS]


def _correct_name(index: Index, query: str) -> list[str]:
    key = make_key(query)
    if len(key) < MIN_LENGTH:
        return []
    names = index.list_spellings()["names"]
    near = ((measure_distance(key, name, _allow(key)), name, shown) for name, shown in names)
    return [shown for _, _, shown in sorted(one for one in near if one[0] > 0)]


def _correct_words(index: Index, query: str) -> list[str]:
    """Replace every word that stands nowhere, if each has a near one."""
    parts = [part for group in parse_query(query) for part in group]
    unknown = [
        part.term
        for part in parts
        if not is_dense(part.term)
        and len(part.term) >= MIN_LENGTH
        and not part.term.isdecimal()
        and not index.find_positions(part.term)
    ]
    corrected = query
    for term in unknown:
        near = _find_near_word(index, term)
        if not near:
            return []
        token = next((token for token in locate_tokens(corrected) if token.term == term), None)
        if token is not None:
            corrected = corrected[: token.start] + near + corrected[token.end :]
    return [corrected] if corrected != query else []


def _find_near_word(index: Index, word: str) -> str:
    """Return the nearest word, the most frequent of several."""
    spellings = index.list_spellings()
    words = enumerate(spellings["words"])
    near = ((measure_distance(word, other, _allow(word)), order, other) for order, other in words)
    _, _, nearest = min((one for one in near if one[0] >= 0), default=(0, 0, ""))
    return spellings["shown"].get(nearest, nearest)


def _allow(text: str) -> int:
    return 1 if len(text) < 6 else 2


def measure_distance(first: str, second: str, allowed: int) -> int:
    """Count the edits (a swap of neighbours is one) between two texts; -1 where they are too many."""
    if abs(len(first) - len(second)) > allowed:
        return -1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, one in enumerate(first, 1):
        following = [i]
        for j, other in enumerate(second, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (one != other))
            if i > 1 and j > 1 and one == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > allowed:
            return -1
        before, row = row, following
    return row[-1] if row[-1] <= allowed else -1

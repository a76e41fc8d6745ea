"""The candidates for terms that many texts speak for, best first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Final

from kb_ext.core.fold import fold_name
from kb_ext.core.recognition.definition import Definition, Sign
from kb_ext.core.recognition.name import (
    is_abbreviation,
    is_common,
    is_company,
    is_tag_name,
    is_term_name,
    may_abbreviate,
    sounds_like,
    spells,
)

_SURE: Final = 5.0
"""From which evidence on it counts in full how many files name a word."""
_KNOWN_BOTH: Final = 0.5
_EXPLAINED: Final = 1.0
_DOUBTED: Final = 0.5
"""What is left of the score of words that all readers know, and of Latin ones that are tags and nothing more."""
_SEPARATORS: Final = re.compile(r"[\s・･_-]+")
_PIECE: Final = re.compile(r"(?<=[をがはもにとでてへやのなるたいうくすぐつぬぶむだらよば])(?=[^ぁ-んー])")
_BROAD: Final = "AI"
"""What may end a Japanese name: 説明可能なAI. Other Latin words there are names of their own."""
_SHARE: Final = 0.7
"""How often a longer name has to stand beside a shorter one within it to be the name."""
_MIN_TAGS: Final = 2
Resolve = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A definition and the file it stands in."""

    path: str
    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one file gives."""

    path: str
    definitions: tuple[Definition, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCandidate:
    """A word that may be worth a term."""

    name: str
    english: str = ""
    abbreviation: str = ""
    variants: tuple[str, ...] = ()
    """Other names that are glossed alike."""
    places: tuple[Place, ...]
    """Where it is defined or glossed, the most telling first."""
    signs: tuple[tuple[Sign, int], ...]
    """What speaks for it, and in how many files."""
    files: int = 0
    """How many files name it."""
    occurrences: int = 0
    """How often they do."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it."""
        return tuple(
            dict.fromkeys(filter(None, (self.name, self.abbreviation, self.english, *self.variants)))
        )

    @property
    def meaning(self) -> str:
        """The best that is said of it."""
        return next((place.definition.meaning for place in self.places if place.definition.meaning), "")

    @property
    def score(self) -> float:
        """What it is ranked by."""
        told = sum(sign.weight * (1 + 0.5 * log2(count)) for sign, count in self.signs)
        told += _KNOWN_BOTH * (bool(self.english or self.abbreviation) and not self.name.isascii())
        told += _EXPLAINED * bool(self.meaning)
        named = log2(1 + self.files) * min(1.0, told / _SURE)
        if any(map(is_common, (self.name, self.abbreviation))):
            return round((told + named) * _DOUBTED, 2)
        if self.name.isascii() and {sign for sign, _ in self.signs} == {Sign.TAG}:
            told *= _DOUBTED
        return round(told + named, 2)


def find_candidates(sources: Sequence[Source], resolve: Resolve) -> list[TermCandidate]:
    """Return the candidates that are no terms yet, best first; occurrences are not counted yet."""
    places = _settle_names(sources)
    groups = _group(places, _count_tags(sources))
    found = [candidate for group in groups if (candidate := _build(group)) is not None]
    return sorted(
        (candidate for candidate in found if not any(map(resolve, candidate.names))),
        key=lambda candidate: (-candidate.score, candidate.name),
    )


def fold_term(name: str) -> str:
    """Fold what makes no other term: case, width, hyphens, spaces, long vowels at the end, plurals."""
    folded = _SEPARATORS.sub("", fold_name(name))
    return folded.removesuffix("s") if folded.isascii() and len(folded) > 4 else folded.rstrip("ー")


def _count_tags(sources: Sequence[Source]) -> dict[str, tuple[str, int]]:
    """Map folded tags that may be terms to how they are written and in how many files they stand."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        for tag in dict.fromkeys(source.tags):
            spelled[fold_term(tag)][tag] += 1
    return {
        key: (counts.most_common(1)[0][0], counts.total())
        for key, counts in spelled.items()
        if counts.total() >= _MIN_TAGS and is_tag_name(counts.most_common(1)[0][0])
    }


def _settle_names(sources: Sequence[Source]) -> list[Place]:
    """Find where the names of glosses in running text begin, from all that is glossed alike."""
    glossed: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        for definition in source.definitions:
            if definition.sign in {Sign.GLOSS, Sign.FULL_NAME}:
                glossed[_key_gloss(definition)][definition.name] += 1
    support = {key: _count_endings(lefts) for key, lefts in glossed.items()}
    places = []
    for source in sources:
        for definition in source.definitions:
            settled = definition
            if not definition.is_exact or definition.sign is Sign.GLOSS:
                settled = _settle(definition, support[_key_gloss(definition)])
            if settled is not None:
                places.append(Place(path=source.path, definition=settled))
    return places


def _key_gloss(definition: Definition) -> str:
    return fold_term(definition.abbreviation or definition.english)


def _count_endings(lefts: Counter[str]) -> Counter[str]:
    """Count in how many different texts each possible name stands at the end."""
    endings: Counter[str] = Counter()
    for left in lefts:
        endings.update({*_list_endings(left)})
    return endings


def _list_endings(left: str) -> Iterator[str]:
    """Yield the text and what is left of it where another word may begin."""
    yield left
    yield from (left[match.start() :] for match in _PIECE.finditer(left) if match.start())


def _settle(definition: Definition, support: Counter[str]) -> Definition | None:
    """Cut a name where it begins; None where there is none, or what stands in brackets is no name of it."""
    endings = list(_list_endings(definition.name))
    last = endings[-1]
    if is_abbreviation(last) and definition.english and spells(last, definition.english):
        return replace(definition, name=last, abbreviation=last, sign=Sign.FULL_NAME)
    endings = [ending for ending in endings if is_term_name(ending)]
    if not endings or (last.isascii() and last != _BROAD):
        return None
    name = definition.name if definition.is_exact else _choose_ending(endings, support)
    if definition.is_exact and name != last and support[last] > support[name] and is_term_name(last):
        name = last
    gloss = definition.english or definition.abbreviation
    fits = sounds_like(name, gloss) if definition.english else may_abbreviate(name, gloss)
    if is_company(name) or is_company(gloss) or not fits:
        return None
    return replace(definition, name=name)


def _choose_ending(endings: list[str], support: Counter[str]) -> str:
    """Choose the longest name that several texts have, unless a shorter one is clearly commoner."""
    most = max(support[ending] for ending in endings)
    often = [ending for ending in endings if support[ending] >= max(2, most * _SHARE)]
    return max(often, key=len) if often else min(endings, key=len)


@dataclass(slots=True)
class _Group:
    places: list[Place]
    tag: tuple[str, int] | None = None


def _group(places: Iterable[Place], tags: dict[str, tuple[str, int]]) -> list[_Group]:
    """Put together what shares a name, an English name or an abbreviation."""
    owner: dict[str, str] = {}

    def find(key: str) -> str:
        while owner.setdefault(key, key) != key:
            key = owner[key]
        return key

    listed = [(place, _list_keys(place.definition)) for place in places]
    for _, keys in listed:
        for key in keys[1:]:
            first, second = sorted((find(keys[0]), find(key)))
            owner[second] = first
    groups: dict[str, _Group] = {}
    for place, keys in listed:
        groups.setdefault(find(keys[0]), _Group([])).places.append(place)
    for key, tag in tags.items():
        groups.setdefault(find(key), _Group([])).tag = tag
    return list(groups.values())


def _list_keys(definition: Definition) -> list[str]:
    names = (definition.name, definition.abbreviation, definition.english)
    return [fold_term(name) for name in names if name]


def _build(group: _Group) -> TermCandidate | None:
    definitions = [place.definition for place in group.places]
    best: dict[tuple[str, int], Sign] = {}
    for place in sorted(group.places, key=lambda place: -place.definition.sign.weight):
        best.setdefault((place.path, place.definition.line), place.definition.sign)
    paths: dict[Sign, set[str]] = defaultdict(set)
    for (path, _), sign in best.items():
        paths[sign].add(path)
    signs = [(sign, len(paths[sign])) for sign in Sign if sign in paths]
    if group.tag is not None:
        signs.append((Sign.TAG, group.tag[1]))
    named = Counter(definition.name for definition in definitions if not definition.name.isascii())
    latin = Counter(definition.name for definition in definitions if definition.name.isascii())
    tag = group.tag[0] if group.tag else ""
    name = _choose_name(named, latin) or tag
    english = _choose(Counter(definition.english for definition in definitions if definition.english))
    abbreviation = _choose(
        Counter(definition.abbreviation for definition in definitions if definition.abbreviation)
    )
    others = dict.fromkeys([*named, tag] if tag else named)
    order = {sign: number for number, sign in enumerate(Sign)}
    return TermCandidate(
        name=name,
        english=english,
        abbreviation="" if abbreviation == name else abbreviation,
        variants=tuple(other for other in others if other not in {name, english, abbreviation}),
        places=tuple(
            sorted(
                group.places,
                key=lambda place: (
                    not place.definition.meaning,
                    order[place.definition.sign],
                    place.path,
                    place.definition.line,
                ),
            )
        ),
        signs=tuple(signs),
    )


def _choose_name(named: Counter[str], latin: Counter[str]) -> str:
    """Return the Japanese name, unless the Latin one is far commoner."""
    name, other = _choose(named), _choose(latin)
    return name if 2 * named[name] >= latin[other] else other


def _choose(counts: Counter[str]) -> str:
    """Return the commonest; of several the shortest, and of those the first in order."""
    return min(counts, key=lambda text: (-counts[text], "の" in text, len(text), text), default="")

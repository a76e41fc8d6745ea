"""The candidates for terms that many texts speak for, best first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Final

from kb_ext.core.fold import fold_name
from kb_ext.core.glossary import build_glossary
from kb_ext.core.recognition.definition import Definition, Sign
from kb_ext.core.recognition.name import (
    is_abbreviation,
    is_common,
    is_company,
    is_product,
    is_tag_name,
    is_term_name,
    may_abbreviate,
    sounds_like,
    spells,
)
from kb_ext.core.record import Autolink, Term

_KNOWN_BOTH: Final = 0.5
_EXPLAINED: Final = 1.0
_DOUBTED: Final = 0.5
"""What is left of the score of Latin words that are tags and nothing more."""
_KNOWN: Final = 0.15
"""What is left of the score of words that all readers know."""
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
    """Its tags among them."""
    prose: str = ""
    """Its text without code, in which uses are counted."""


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
    """How many files name it, in their text or by a tag."""
    occurrences: int = 0
    """How often their texts do."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it."""
        return tuple(
            dict.fromkeys(filter(None, (self.name, self.abbreviation, self.english, *self.variants)))
        )

    @property
    def meaning(self) -> str:
        """The best that is said of it."""
        told = (place.definition for place in self.places)
        return next((definition.meaning for definition in told if definition.meaning), "")

    @property
    def score(self) -> float:
        """What it is ranked by."""
        told = sum(sign.weight * (1 + 0.5 * log2(count)) for sign, count in self.signs)
        told += _KNOWN_BOTH * (bool(self.english or self.abbreviation) and not self.name.isascii())
        told += _EXPLAINED * bool(self.meaning)
        if any(map(is_common, (self.name, self.abbreviation))):
            told *= _KNOWN
        elif self.name.isascii() and {sign for sign, _ in self.signs} == {Sign.TAG}:
            told *= _DOUBTED
        return round(told * log2(2 + self.files), 2)


def find_candidates(sources: Sequence[Source], resolve: Resolve) -> list[TermCandidate]:
    """Return the candidates that are no terms yet, best first."""
    places = _settle_names(sources)
    groups = _group(places)
    found = [candidate for group in groups if (candidate := _build(group)) is not None]
    fresh = [candidate for candidate in found if not any(map(resolve, candidate.names))]
    return sorted(_count_uses(fresh, sources), key=lambda candidate: (-candidate.score, candidate.name))


def _count_uses(candidates: Sequence[TermCandidate], sources: Sequence[Source]) -> list[TermCandidate]:
    """Count in how many files each candidate is named, by a tag too, and how often texts name it.

    Names are found as those of terms are.
    """
    terms = {
        str(number): Term(
            slug=str(number),
            docname="",
            name=candidate.name,
            abbreviation=candidate.abbreviation,
            aliases=candidate.variants,
            autolink=Autolink.FIRST,
        )
        for number, candidate in enumerate(candidates)
    }
    glossary = build_glossary(terms)
    paths: dict[str, set[str]] = defaultdict(set)
    for number, candidate in enumerate(candidates):
        tags = (place for place in candidate.places if place.definition.sign is Sign.TAG)
        paths[str(number)].update(place.path for place in tags)
    uses: Counter[str] = Counter()
    for source in sources:
        for occurrence in glossary.find(source.prose):
            uses[occurrence.slug] += 1
            paths[occurrence.slug].add(source.path)
    return [
        replace(candidate, files=len(paths[str(number)]), occurrences=uses[str(number)])
        for number, candidate in enumerate(candidates)
    ]


def fold_term(name: str) -> str:
    """Fold what makes no other term: case, width, hyphens, spaces, long vowels at the end, plurals."""
    folded = _SEPARATORS.sub("", fold_name(name))
    return folded.removesuffix("s") if folded.isascii() and len(folded) > 4 else folded.rstrip("ー")


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
            settled: Definition | None = definition
            if definition.sign in {Sign.GLOSS, Sign.FULL_NAME}:
                settled = settle_name(definition, support[_key_gloss(definition)])
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


def settle_name(definition: Definition, support: Counter[str] | None = None) -> Definition | None:
    """Cut a name where it begins; None where there is none, or what stands in brackets is no name of it.

    `support` says in how many texts possible names stand.
    """
    support = support or Counter()
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
    if _is_name_of(name, definition):
        return replace(definition, name=name)
    if definition.sign is Sign.FULL_NAME:
        return replace(definition, name=definition.abbreviation)
    return None


def _is_name_of(name: str, definition: Definition) -> bool:
    """Tell whether what stands in the brackets can be the English name or the abbreviation of the word."""
    gloss = definition.english or definition.abbreviation
    if is_company(name) or is_company(gloss) or is_product(definition.english):
        return False
    return sounds_like(name, gloss) if definition.english else may_abbreviate(name, gloss)


def _choose_ending(endings: list[str], support: Counter[str]) -> str:
    """Choose the longest name that several texts have, unless a shorter one is clearly commoner."""
    most = max(support[ending] for ending in endings)
    often = [ending for ending in endings if support[ending] >= max(2, most * _SHARE)]
    return max(often, key=len) if often else min(endings, key=len)


def _group(places: Iterable[Place]) -> list[list[Place]]:
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
    groups: dict[str, list[Place]] = {}
    for place, keys in listed:
        groups.setdefault(find(keys[0]), []).append(place)
    return list(groups.values())


def _list_keys(definition: Definition) -> list[str]:
    names = (definition.name, definition.abbreviation, definition.english)
    keys = [fold_term(name) for name in names if name]
    return [key for key in keys if key != fold_term(_BROAD)] or keys[:1]


def _build(group: list[Place]) -> TermCandidate | None:
    """Make a candidate of all that is said of one word; None for tags that are hardly one."""
    telling = [place for place in group if place.definition.sign is not Sign.TAG] or group
    tagged = len({place.path for place in group if place.definition.sign is Sign.TAG})
    if telling is group and (tagged < _MIN_TAGS or not is_tag_name(group[0].definition.name)):
        return None
    definitions = [place.definition for place in telling]
    named, latin = _weigh_names(telling)
    name = _choose_name(named, latin)
    english = _choose(Counter(definition.english for definition in definitions if definition.english))
    abbreviation = _choose(
        Counter(definition.abbreviation for definition in definitions if definition.abbreviation)
    )
    others = dict.fromkeys(definition.name for definition in definitions if not definition.name.isascii())
    return TermCandidate(
        name=name,
        english=english,
        abbreviation="" if abbreviation == name else abbreviation,
        variants=tuple(other for other in others if other not in {name, english, abbreviation}),
        places=tuple(sorted(group, key=lambda place: (place.definition.name != name, *_order_place(place)))),
        signs=_count_signs(group),
    )


def _order_place(place: Place) -> tuple[bool, float, str, int]:
    definition = place.definition
    return (not definition.meaning, -definition.sign.weight, place.path, definition.line)


def _count_signs(group: list[Place]) -> tuple[tuple[Sign, int], ...]:
    """Count in how many files each sign is, every line once, for the strongest sign that it has."""
    best: dict[tuple[str, int], Sign] = {}
    for place in sorted(group, key=lambda place: -place.definition.sign.weight):
        best.setdefault((place.path, place.definition.line), place.definition.sign)
    files = Counter(sign for sign, _ in {(sign, path) for (path, _), sign in best.items()})
    return tuple((sign, files[sign]) for sign in Sign if files[sign])


def _weigh_names(places: Iterable[Place]) -> tuple[Counter[str], Counter[str]]:
    """Count in how many files names stand, Japanese and Latin ones; twice where it is sure how they begin."""
    sure: dict[tuple[str, str], bool] = {}
    for place in places:
        key = (place.path, place.definition.name)
        sure[key] = place.definition.is_exact or sure.get(key, False)
    named: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    for (_, name), is_exact in sure.items():
        (latin if name.isascii() else named)[name] += 1 + is_exact
    if latin:
        begun = {name for (_, name), is_exact in sure.items() if is_exact}
        named = Counter({name: count for name, count in named.items() if name in begun})
    return named, latin


def _choose_name(named: Counter[str], latin: Counter[str]) -> str:
    """Return the Japanese name, unless the Latin one is far commoner."""
    name, other = _choose(named), _choose(latin)
    return name if 2 * named[name] > latin[other] else other


def _choose(counts: Counter[str]) -> str:
    """Return the commonest; of several the shortest, and of those the first in order."""
    return min(counts, key=lambda text: (-counts[text], "の" in text, len(text), text), default="")

"""Finding the names of terms in running Japanese text, which has no spaces to find words by.

The longest name at the leftmost place wins, whatever it leads to: a name that links nowhere, because several
terms have it or its term asks for it, still keeps the shorter names inside it from linking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from unicodedata import normalize

from kb_ext.core.boundary import Place, is_common_word, is_katakana, is_short, is_word
from kb_ext.core.comparison import split_item_label
from kb_ext.core.lexicon import claim_names, follow_see
from kb_ext.core.record import Autolink, Match, Term
from kb_ext.core.spelling import Spelling, fold_spelling, spell_text
from kb_ext.core.trie import compile_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A name of a term in a text, by offsets into that text."""

    start: int
    end: int
    slug: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """All names of all terms, ready for searching."""

    slugs: dict[str, str]
    """Folded name to the slug that it links to by itself."""
    shared: dict[str, tuple[str, ...]]
    """Folded name to the slugs that claim it, where it never links by itself."""
    meanings: dict[str, str]
    """Folded name to the slug that it stands for where an author names a term."""
    always: frozenset[str]
    """Slugs that are linked wherever they are named."""
    digest: str
    """Changes when a name, its owner or what may stand around it changes."""
    _matches: dict[str, Match] = field(repr=False)
    """What may stand around each name, as far as its terms say."""
    _acronyms: frozenset[str] = field(repr=False)
    """Names that are written in capitals alone."""
    _words: frozenset[str] = field(repr=False)
    """Names in katakana, without a final ー."""
    _pattern: re.Pattern[str] | None = field(repr=False)

    def find(self, text: str) -> Iterator[Occurrence]:
        """Yield the names in a text, leftmost longest, none overlapping another."""
        if self._pattern is None:
            return
        spelling = spell_text(text)
        position = last = 0
        while (match := self._pattern.search(spelling.folded, position)) is not None:
            found = self._find_at(spelling, text, match, last)
            if found is None:
                position = match.start() + 1
                continue
            name, start, last = found
            position = match.start() + len(name)
            if name in self.slugs:
                yield Occurrence(start=start, end=last, slug=self.slugs[name])

    def _find_at(
        self, spelling: Spelling, text: str, match: re.Match[str], last: int
    ) -> tuple[str, int, int] | None:
        """Return the longest name at a match that is a word there, and its place in the text."""
        begin, end = match.span()
        while end > begin:
            name = spelling.folded[begin:end]
            if name in self._matches:
                start, stop = spelling.find_span(begin, end)
                place = Place(spelling.plain, text, start, stop, after_name=0 < last == start)
                if is_word(place, self._matches[name], self._words) and not (
                    name in self._acronyms and is_common_word(place)
                ):
                    return name, start, stop
            end -= 1
        return None

    def resolve(self, name: str) -> str | None:
        """Return the slug of the one term that a name means, however it is spelled.

        A former name or slug means its term, too, and so does `name (sense)`.
        """
        return self.meanings.get(fold_spelling(name))

    def list_owners(self, name: str) -> tuple[str, ...]:
        """List the slugs of the terms that share a name; empty where it means one of them, or none."""
        folded = fold_spelling(name)
        return () if folded in self.meanings else self.shared.get(folded, ())

    def resolve_item(self, label: str) -> str | None:
        """Return the slug of the term that an item of a comparison means, if any of its names does."""
        resolved = (self.resolve(name) for name in (label, *split_item_label(label)))
        return next((slug for slug in resolved if slug), None)


def build_glossary(terms: Mapping[str, Term]) -> Glossary:
    """Collect the names of all terms; names of several owners and of terms that opted out are set aside."""
    goals, claims = follow_see(terms), claim_names(terms)
    meanings = _find_meanings(terms, claims, goals)
    linked = {
        name: slug
        for name, slug in meanings.items()
        if _links(name, terms[slug]) and all(_links(name, terms[owner]) for owner in claims.get(name, ()))
    }
    shared = {name: owners for name, owners in claims.items() if name not in linked}
    owners = {**{name: (slug,) for name, slug in meanings.items()}, **claims}
    matches = {name: _choose_match(terms[slug] for slug in owners[name]) for name in sorted(owners)}
    always = frozenset(slug for slug in terms if terms[slug].autolink is Autolink.ALWAYS)
    acronyms = _find_acronyms(terms)
    parts = (linked, shared, meanings, matches)
    digest = sha1(
        repr((*(sorted(part.items()) for part in parts), sorted(always), sorted(acronyms))).encode()
    ).hexdigest()
    words = frozenset(name.rstrip("ー") for name in matches if all(map(is_katakana, name)))
    return Glossary(
        linked, shared, meanings, always, digest, matches, acronyms, words, compile_words(matches)
    )


def _links(name: str, term: Term) -> bool:
    """Tell whether a name of a term links by itself; the shortest kanji names are parts of other words."""
    if term.autolink is Autolink.AUTO:
        return not is_short(name)
    return term.autolink is not Autolink.NEVER


def _choose_match(owners: Iterable[Term]) -> Match:
    """Return what all owners of a name say, or else what is usual."""
    said = {term.match for term in owners}
    return said.pop() if len(said) == 1 else Match.AUTO


def _find_acronyms(terms: Mapping[str, Term]) -> frozenset[str]:
    spelled: dict[str, bool] = {}
    for term in terms.values():
        for name in (*term.names, *term.former):
            key = fold_spelling(name)
            letters = normalize("NFKC", name)
            is_upper = letters.isascii() and letters.isalpha() and letters.isupper()
            spelled[key] = spelled.get(key, True) and is_upper
    return frozenset(name for name, is_upper in spelled.items() if is_upper)


def _find_meanings(
    terms: Mapping[str, Term], claims: Mapping[str, tuple[str, ...]], goals: Mapping[str, str]
) -> dict[str, str]:
    """Map every name that means one term to its slug: names it has now before those that it had."""
    meanings: dict[str, str] = {}
    for name, owners in sorted(claims.items()):
        reached = {goals[slug] for slug in owners}
        if len(reached) == 1:
            meanings[name] = reached.pop()
    for slug in sorted(terms):
        term = terms[slug]
        spelled = [f"{name} ({term.sense})" for name in term.names if term.sense]
        for name in filter(None, map(fold_spelling, (*spelled, *term.former))):
            if name not in claims:
                meanings.setdefault(name, goals[slug])
    return meanings

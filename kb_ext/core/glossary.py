"""Finding the names of terms in running Japanese text, which has no spaces to find words by.

The longest name at the leftmost place wins. Where a name begins or ends decides whether it is one: an ASCII
name may not stand inside a longer ASCII word (`LLM` in `vLLM`) or a joined one (`GPT` in `GPT-4o`), a
katakana name not inside a longer katakana run (モデル in モデルサイズ), a kanji name not behind another kanji
(強化学習 in 深層強化学習).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Final

from kb_ext.core.comparison import split_item_label
from kb_ext.core.lexicon import claim_names, follow_see
from kb_ext.core.record import Autolink, Term
from kb_ext.core.spelling import fold_spelling, fold_text

_JOINERS: Final = "-.+_"
_KANA_MARKS: Final = "ー゛゜"
_SHORT: Final = 2
"""Kanji of a name that is too common to link unless its term asks for it."""


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
    """Folded name to the slug of its only owner."""
    shared: dict[str, tuple[str, ...]]
    """Folded name to the slugs that all claim it; such a name never links by itself."""
    meanings: dict[str, str]
    """Folded name to the slug that it stands for where an author names a term."""
    digest: str
    """Changes when a name or its owner changes."""
    _pattern: re.Pattern[str] | None = field(repr=False)

    def find(self, text: str) -> Iterator[Occurrence]:
        """Yield the names in a text, leftmost longest, none overlapping another."""
        if self._pattern is None:
            return
        folded = fold_text(text)
        position = 0
        while (match := self._pattern.search(folded, position)) is not None:
            name = self._find_at(folded, match)
            if name is None:
                position = match.start() + 1
                continue
            yield Occurrence(start=match.start(), end=match.start() + len(name), slug=self.slugs[name])
            position = match.start() + len(name)

    def _find_at(self, folded: str, match: re.Match[str]) -> str | None:
        """Return the longest name at a match whose borders hold."""
        start, end = match.span()
        while end > start:
            name = folded[start:end]
            if name in self.slugs and _has_borders(folded, start, end):
                return name
            end -= 1
        return None

    def resolve(self, name: str) -> str | None:
        """Return the slug of the one term that a name means, however it is spelled.

        A former name or slug means its term, too, and so does `name (sense)`.
        """
        return self.meanings.get(fold_spelling(name))

    def resolve_item(self, label: str) -> str | None:
        """Return the slug of the term that an item of a comparison means, if any of its names does."""
        resolved = (self.resolve(name) for name in split_item_label(label))
        return next((slug for slug in resolved if slug), None)


def build_glossary(terms: Mapping[str, Term]) -> Glossary:
    """Collect the names of all terms; names of several owners and of terms that opted out are set aside."""
    goals = follow_see(terms)
    claims = claim_names(terms)
    meanings = _find_meanings(terms, claims, goals)
    linked = {
        name: slug
        for name, slug in meanings.items()
        if _links(name, terms[slug]) and all(_links(name, terms[owner]) for owner in claims.get(name, ()))
    }
    shared = {name: owners for name, owners in claims.items() if name not in linked}
    digest = sha1(
        repr((sorted(linked.items()), sorted(shared.items()), sorted(meanings.items()))).encode()
    ).hexdigest()
    return Glossary(linked, shared, meanings, digest, _compile_names(linked))


def _links(name: str, term: Term) -> bool:
    """Tell whether a name of a term links by itself; the shortest kanji names are parts of other words."""
    if term.autolink is Autolink.AUTO:
        return len(name) > _SHORT or not all(map(_is_kanji, name))
    return term.autolink is not Autolink.NEVER


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
        forms = ("{} ({})", "{}({})") if term.sense else ()
        spelled = (form.format(name, term.sense) for name in term.names for form in forms)
        for name in filter(None, map(fold_spelling, (*spelled, *term.former))):
            if name not in claims:
                meanings.setdefault(name, goals[slug])
    return meanings


def _compile_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Compile names to one expression in the shape of a trie, whose cost does not grow with their number."""
    trie: dict[str, object] = {}
    for name in names:
        node = trie
        for character in name:
            node = node.setdefault(character, {})  # type: ignore[assignment] # values are tries
        node[""] = {}
    return re.compile(_render_trie(trie)) if trie else None


def _render_trie(trie: dict[str, object]) -> str:
    branches = []
    for character in sorted(trie):
        child = trie[character]
        if character and isinstance(child, dict):
            branches.append(re.escape(character) + _render_trie(child))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in trie:
        return body
    return f"(?:{body})?"


def _has_borders(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return (
        _opens(before, text[start])
        and _closes(text[end - 1], after)
        and not _is_joined(text[start - 2 : start] if start > 1 else "", text[start], backwards=True)
        and not _is_joined(text[end : end + 2], text[end - 1], backwards=False)
    )


def _opens(before: str, first: str) -> bool:
    if first.isascii():
        return not _is_ascii_word(before)
    if _is_katakana(first):
        return not _is_katakana(before)
    return not (_is_kanji(first) and _is_kanji(before))


def _closes(last: str, after: str) -> bool:
    if last.isascii():
        return not (_is_ascii_word(after) or (after == last and not _is_ascii_word(last)))
    return not (_is_katakana(last) and _is_katakana(after))


def _is_joined(outside: str, edge: str, *, backwards: bool) -> bool:
    """Tell whether `-4` in `GPT-4`, or `llama.` in `llama.cpp`, makes a longer name of an ASCII one."""
    if len(outside) < 2 or not _is_ascii_word(edge):
        return False
    joiner, beyond = (outside[1], outside[0]) if backwards else (outside[0], outside[1])
    return joiner in _JOINERS and _is_ascii_word(beyond)


def _is_ascii_word(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()


def _is_katakana(character: str) -> bool:
    return bool(character) and ("\u30a1" <= character <= "\u30fa" or character in _KANA_MARKS)


def _is_kanji(character: str) -> bool:
    return bool(character) and ("\u3400" <= character <= "\u9fff" or character == "々")

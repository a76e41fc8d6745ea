"""Finding the names of terms in running Japanese text, which has no spaces to find words by.

The longest name at the leftmost place wins. Where a name begins or ends decides whether it is one: an ASCII
name may not stand inside a longer ASCII word (`LLM` in `vLLM`) or a joined one (`GPT` in `GPT-4o`), a
katakana name not inside a longer katakana run (モデル in モデルサイズ), a kanji name not behind another kanji
(強化学習 in 深層強化学習).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Final

from kb_ext.core.comparison import split_item_label
from kb_ext.core.fold import fold_name
from kb_ext.core.record import Term

_JOINERS: Final = "-.+_"
_KANA_MARKS: Final = "ー゛゜"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A name of a term in a text, by offsets into that text."""

    start: int
    end: int
    slug: str


def _build_width_table() -> dict[int, str]:
    """Map every character whose folded form is one character: full-width, capitals, half-width kana."""
    table: dict[int, str] = {0x0A: " "}
    ranges = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x391, 0x400), range(0x400, 0x460))
    for code in (*(code for codes in ranges for code in codes), *range(0xFF01, 0xFFDD), 0x3000):
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    return table


_WIDTHS: Final = _build_width_table()


def fold_text(text: str) -> str:
    """Fold width and case without changing the length, so that offsets stay true."""
    return text.translate(_WIDTHS)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All names of all terms, ready for searching."""

    slugs: dict[str, str]
    """Folded name to the slug of its only owner."""
    shared: dict[str, tuple[str, ...]]
    """Folded name to the slugs that all claim it; such a name never links by itself."""
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
        """Return the slug of the one term that a name means, however it is spelled."""
        return self.slugs.get(_fold_spelling(name)) or self._resolve_unlinked(name)

    def _resolve_unlinked(self, name: str) -> str | None:
        owners = self.shared.get(_fold_spelling(name), ())
        return owners[0] if len(owners) == 1 else None

    def resolve_item(self, label: str) -> str | None:
        """Return the slug of the term that an item of a comparison means, if any of its names does."""
        resolved = (self.resolve(name) for name in split_item_label(label))
        return next((slug for slug in resolved if slug), None)


def _fold_spelling(name: str) -> str:
    return fold_text(fold_name(name))


def build_glossary(terms: Mapping[str, Term]) -> Glossary:
    """Collect the names of all terms; names of several owners and of terms that opted out are set aside."""
    owners: dict[str, list[Term]] = {}
    for slug in sorted(terms):
        for name in filter(_fold_spelling, terms[slug].names):
            claimants = owners.setdefault(_fold_spelling(name), [])
            if terms[slug] not in claimants:
                claimants.append(terms[slug])
    linked = {
        name: claimants[0].slug
        for name, claimants in owners.items()
        if len(claimants) == 1 and claimants[0].autolink
    }
    shared = {
        name: tuple(term.slug for term in claimants)
        for name, claimants in owners.items()
        if name not in linked
    }
    digest = sha1(repr((sorted(linked.items()), sorted(shared.items()))).encode()).hexdigest()
    return Glossary(linked, shared, digest, _compile_names(linked))


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

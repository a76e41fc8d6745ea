"""The index of a glossary: terms in the rows of the 五十音 table, other names as pointers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kb_ext.core.fold import fold_name
from kb_ext.core.gojuon import LATIN_ROW, ROWS, find_row, sort_key
from kb_ext.core.link import Tip, make_tip
from kb_ext.core.record import Term

Place = tuple[int, str, str, str, str]
"""Key by which items are put in order."""

_SHORT: Final = 4
"""Letters of an abbreviation, whose `s` may be part of it."""
_KANA: Final = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fb\u30fc\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term where the index tells what it means."""

    tip: Tip
    category: str = ""
    sense: str = ""
    names: tuple[str, ...] = ()
    """Names that are not shown, but under which readers look the term up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Another name of a term, which leads to it."""

    name: str
    tip: Tip


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The part of a row under one letter; the rows of kana are one group without any."""

    letter: str
    items: tuple[Entry | Pointer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table, which may be empty."""

    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermIndex:
    """All rows of a glossary, in order."""

    rows: tuple[Row, ...] = ()
    total: int = 0
    """How many terms it lists."""


def list_terms(terms: Iterable[Term]) -> TermIndex:
    """Make an index of one row that keeps the order of the terms."""
    items = tuple(_make_entry(term) for term in terms)
    groups = (Group(letter="", items=items),) if items else ()
    return TermIndex(rows=(Row(label="", groups=groups),), total=len(items))


def build_term_index(
    listed: Iterable[Term], terms: Mapping[str, Term], resolve: Callable[[str], str | None]
) -> TermIndex:
    """Build the index of some of all terms; `resolve` finds the slug that a name means."""
    placed: dict[str, list[tuple[Place, Entry | Pointer]]] = {row: [] for row in ROWS}
    total = 0
    for term in listed:
        total += 1
        for reading, name, item in _iterate_items(term, terms, resolve):
            place = (*sort_key(reading, name), term.slug)
            placed[find_row(reading, name)].append((place, item))
    rows = (_build_row(label, [item for _, item in sorted(placed[label], key=_get_place)]) for label in ROWS)
    return TermIndex(rows=tuple(rows), total=total)


def _get_place(placed: tuple[Place, Entry | Pointer]) -> Place:
    return placed[0]


def _iterate_items(
    term: Term, terms: Mapping[str, Term], resolve: Callable[[str], str | None]
) -> Iterator[tuple[str, str, Entry | Pointer]]:
    """Yield each item with the reading and the name under which it stands."""
    target = term.see if term.see in terms else resolve(term.see) if term.see else None
    replaced = target is not None and target != term.slug
    tip = make_tip(terms[target]) if target and replaced else make_tip(term)
    item = Pointer(name=term.name, tip=tip) if replaced else _make_entry(term)
    yield term.reading, term.name, item
    seen = {(find_row(term.reading, term.name), _flatten(term.name))}
    for name in (*term.names, *term.former):
        key = (find_row("", name), _flatten(name))
        if _is_sortable(name) and key not in seen:
            seen.add(key)
            yield "", name, Pointer(name=name, tip=tip)


def _make_entry(term: Term) -> Entry:
    shown = {term.name, term.english, term.abbreviation}
    names = tuple(name for name in (*term.names, *term.former) if name not in shown)
    return Entry(tip=make_tip(term), category=term.category, sense=term.sense, names=names)


def _is_sortable(name: str) -> bool:
    """Tell whether a name has its place without a reading: one in kana, or one of another script."""
    return bool(_KANA.fullmatch(name)) or (name[:1].isascii() and name[:1].isalnum())


def _flatten(name: str) -> str:
    """Fold what makes no entry of its own: spaces, hyphens, the plural of an English name."""
    flat = re.sub(r"[\W_]", "", fold_name(name))
    return flat[:-1] if flat.isascii() and len(flat) > _SHORT and flat.endswith("s") else flat


def _build_row(label: str, items: list[Entry | Pointer]) -> Row:
    groups: dict[str, list[Entry | Pointer]] = {}
    for item in items:
        letter = _find_letter(item) if label == LATIN_ROW else ""
        groups.setdefault(letter, []).append(item)
    return Row(
        label=label,
        groups=tuple(Group(letter=letter, items=tuple(members)) for letter, members in groups.items()),
    )


def _find_letter(item: Entry | Pointer) -> str:
    name = item.name if isinstance(item, Pointer) else item.tip.reading or item.tip.name
    return unicodedata.normalize("NFKD", fold_name(name))[:1].upper()

"""The index of a glossary: terms by the rows of the 五十音 table, other names with a pointer to their term."""

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


def build_term_index(terms: Iterable[Term], resolve: Callable[[str], str | None], all_terms: Mapping[str, Term]) -> TermIndex:
    """Build the index of some of all terms; `resolve` finds the slug that a name means."""
    listed = sorted(terms, key=lambda term: sort_key(term.reading, term.name))
    placed: dict[str, list[tuple[tuple[object, ...], Entry | Pointer]]] = {row: [] for row in ROWS}
    for term in listed:
        for reading, name, item in _iterate_items(term, resolve, all_terms):
            placed[find_row(reading, name)].append(((*sort_key(reading, name), term.slug), item))
    rows = (_build_row(label, [item for _, item in sorted(placed[label], key=_get_key)]) for label in ROWS)
    return TermIndex(rows=tuple(rows), total=len(listed))


def _get_key(placed: tuple[tuple[object, ...], Entry | Pointer]) -> str:
    return repr(placed[0])


def _iterate_items(
    term: Term, resolve: Callable[[str], str | None], all_terms: Mapping[str, Term]
) -> Iterator[tuple[str, str, Entry | Pointer]]:
    """Yield the reading and name under which each item stands."""
    tip = make_tip(term)
    target = resolve(term.see) if term.see else None
    if target and target != term.slug:
        tip = make_tip(all_terms[target])
        yield term.reading, term.name, Pointer(name=term.name, tip=tip)
        return
    others = tuple(name for name in term.names if name not in {term.name, term.english, term.abbreviation})
    names = (*others, *term.former)
    yield (
        term.reading,
        term.name,
        Entry(tip=tip, category=term.category, sense=term.sense, names=names),
    )
    own_row = find_row(term.reading, term.name)
    seen = {(own_row, _flatten(term.name))}
    for name in (*term.names, *term.former):
        row = find_row("", name)
        if _is_sortable(name) and (row, _flatten(name)) not in seen:
            seen.add((row, _flatten(name)))
            yield "", name, Pointer(name=name, tip=tip)


def _is_sortable(name: str) -> bool:
    """Tell whether a name has its place without a reading: one in kana, or one of another script."""
    return bool(_KANA.fullmatch(name)) or name[:1].isascii()


def _flatten(name: str) -> str:
    return re.sub(r"[\W_]", "", fold_name(name))


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

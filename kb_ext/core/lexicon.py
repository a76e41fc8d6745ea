"""Which of all definitions are the terms of a site: what several of them claim, and who has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb_ext.core.record import Term
from kb_ext.core.spelling import fold_spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Something that several terms have and that only one can have."""

    key: str
    """The slug or the folded name."""
    terms: tuple[Term, ...]
    """In order; the first one has the slug."""
    is_meant: bool = False
    """Whether each of them names its own sense."""

    def list_others(self, term: Term) -> str:
        """Name the documents of the others."""
        return ", ".join(dict.fromkeys(other.source for other in self.terms if other is not term))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The terms of a site."""

    terms: dict[str, Term]
    """By slug, in order."""
    accounts: dict[str, tuple[Term, ...]]
    """Slug to what posts say of a term that is defined elsewhere."""
    clashes: tuple[Clash, ...]


def choose_terms(found: Iterable[Term]) -> Lexicon:
    """Decide between definitions: a file of its own comes first, then the first post in order.

    A post that describes a term of that name, or of that slug, gives an account of it and defines nothing.
    """
    terms: dict[str, Term] = {}
    accounts: dict[str, list[Term]] = {}
    rivals: dict[str, list[Term]] = {}
    named: dict[tuple[str, str], str] = {}
    for term in sorted(found, key=lambda term: (bool(term.origin), term.source, term.slug)):
        owner = _find_owner(term, terms, named)
        if owner is None:
            terms[term.slug] = term
            for key in map(fold_spelling, (*term.names, *term.former)):
                named.setdefault((key, fold_spelling(term.sense)), term.slug)
                named.setdefault((key, ""), term.slug)
        elif term.origin:
            accounts.setdefault(owner, []).append(term)
        else:
            rivals.setdefault(owner, [terms[owner]]).append(term)
    doubles = (Clash(key=slug, terms=tuple(rivals[slug])) for slug in sorted(rivals))
    return Lexicon(
        terms=dict(sorted(terms.items())),
        accounts={slug: tuple(accounts[slug]) for slug in sorted(accounts)},
        clashes=(*doubles, *_find_shared_names(terms)),
    )


def _find_owner(term: Term, terms: dict[str, Term], named: dict[tuple[str, str], str]) -> str | None:
    if term.slug in terms:
        return term.slug
    return named.get((fold_spelling(term.name), fold_spelling(term.sense))) if term.origin else None


def _find_shared_names(terms: dict[str, Term]) -> Iterator[Clash]:
    goals = follow_see(terms)
    for name, owners in sorted(claim_names(terms).items()):
        if len({goals[slug] for slug in owners}) > 1:
            claimants = tuple(terms[slug] for slug in owners)
            senses = {fold_spelling(term.sense) for term in claimants}
            is_meant = len(senses) == len(claimants) and "" not in senses
            yield Clash(key=name, terms=claimants, is_meant=is_meant)


def claim_names(terms: Mapping[str, Term]) -> dict[str, tuple[str, ...]]:
    """Map each folded name to the slugs of the terms that have it: one, unless it is ambiguous."""
    owners: dict[str, dict[str, None]] = {}
    for slug in sorted(terms):
        for name in filter(None, map(fold_spelling, terms[slug].names)):
            owners.setdefault(name, {})[slug] = None
    return {name: tuple(slugs) for name, slugs in owners.items()}


def follow_see(terms: Mapping[str, Term]) -> dict[str, str]:
    """Map each slug to that of the term which is to be used for it; a circle leads nowhere else."""
    nexts = _map_see(terms)
    goals: dict[str, str] = {}
    for slug in terms:
        end = _walk(slug, nexts)[-1]
        goals[slug] = end if nexts[end] == end else slug
    return goals


def find_circles(terms: Mapping[str, Term]) -> Iterator[Term]:
    """Yield the terms whose `see` leads back to themselves."""
    nexts, claimed = _map_see(terms), claim_names(terms)
    for slug in sorted(terms):
        see = terms[slug].see
        exists = see in terms or fold_spelling(see) in claimed
        if see and exists and nexts[_walk(slug, nexts)[-1]] == slug:
            yield terms[slug]


def _map_see(terms: Mapping[str, Term]) -> dict[str, str]:
    """Map each slug to that of the term its `see` names, or to itself."""
    names = claim_names(terms)

    def find_next(slug: str) -> str:
        see = terms[slug].see
        owners = names.get(fold_spelling(see), ()) if see else ()
        return see if see in terms else owners[0] if owners else slug

    return {slug: find_next(slug) for slug in terms}


def _walk(slug: str, nexts: Mapping[str, str]) -> list[str]:
    """List the terms on the way from one, each once."""
    seen = [slug]
    while (after := nexts[seen[-1]]) not in seen:
        seen.append(after)
    return seen

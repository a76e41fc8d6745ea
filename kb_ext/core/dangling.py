"""Terms that a term names and that do not exist, or that cannot be told apart by that name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kb_ext.core.code import Code, TermCode
from kb_ext.core.glossary import Glossary
from kb_ext.core.lexicon import claim_names
from kb_ext.core.record import Term
from kb_ext.core.spelling import fold_spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangling:
    """A name by which a term refers to another one, in vain."""

    term: Term
    """Whose front matter it stands in."""
    name: str
    owners: tuple[str, ...] = ()
    """Slugs of the terms that share the name; none where there is no such term."""
    near: str = ""
    """What was probably meant."""

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the name, or of the term where the name is part of a longer text."""
        places = {name: (line, column) for name, line, column in self.term.places}
        return places.get(self.name, (self.term.line, self.term.column))

    @property
    def code(self) -> Code:
        """What is wrong with it."""
        return TermCode.AMBIGUOUS_TERM if self.owners else TermCode.UNKNOWN_TERM

    @property
    def values(self) -> dict[str, str]:
        """What the message is filled with."""
        rest = {"slugs": ", ".join(self.owners)} if self.owners else {"suggestion": self.near}
        return {"name": self.name, **rest}


def find_dangling(terms: Mapping[str, Term], glossary: Glossary) -> Iterator[Dangling]:
    """Yield the names in `see`, `broader`, `narrower` and `related` that lead to no term, by slug."""
    claimed = claim_names(terms)
    for slug in sorted(terms):
        term = terms[slug]
        if term.see and term.see not in terms and fold_spelling(term.see) not in claimed:
            yield _describe(term, term.see, terms, glossary)
        for name in dict.fromkeys((*term.broader, *term.narrower, *term.related)):
            if name not in terms and glossary.resolve(name) is None:
                yield _describe(term, name, terms, glossary)


def _describe(term: Term, name: str, terms: Mapping[str, Term], glossary: Glossary) -> Dangling:
    owners = glossary.list_owners(name)
    names = () if owners else sorted({name for term in terms.values() for name in (term.slug, *term.names)})
    near = get_close_matches(name, names, n=1)
    return Dangling(term=term, name=name, owners=owners, near=near[0] if near else "")

"""What the page of a term collects: everything that the site says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb_ext.core.excerpt import cut_summary
from kb_ext.core.facet import FacetIndex, Label
from kb_ext.core.glossary import Glossary
from kb_ext.core.link import Link, Source, Tip, make_source, make_tip
from kb_ext.core.record import Facet, Facts, Post, Quote, Term
from kb_ext.core.relation import Relations
from kb_ext.core.spelling import fold_spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A post that names the term, and the sentence in which it does so first."""

    link: Link
    quote: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a post says that the term means."""

    link: Link
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """All that is shown of other pages on the page of a term."""

    origin: Link | None = None
    """The post that defines the term, where it has no file of its own."""
    see: Tip | None = None
    """The term that is to be used instead."""
    senses: tuple[Tip, ...] = ()
    """Other terms of the same name."""
    relatives: tuple[tuple[str, tuple[Tip, ...]], ...] = ()
    """Kind of relation (`broader`, `narrower`, `related`) to the terms so related."""
    sources: tuple[Source, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    uses: tuple[Use, ...] = ()
    """The newest first."""
    tags: tuple[Label, ...] = ()
    """The tags that name the term."""
    tagged: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HubBuilder:
    """Holds what is computed once for the hubs of all terms."""

    facts: Facts
    glossary: Glossary
    facets: FacetIndex
    relations: Mapping[str, Relations]
    posts: tuple[Post, ...]
    """The newest first."""
    order: Mapping[str, int]
    """Docname of each post to its place among them."""
    link: Callable[[str], Link]

    def build(self) -> dict[str, Hub]:
        """Map the slug of every term to its hub."""
        tags = self._group_tags()
        uses = self._group_uses()
        tagged = self._group_tagged()
        return {
            slug: Hub(
                origin=self.link(term.origin) if term.origin else None,
                see=self._find_see(term),
                senses=self._find_senses(term),
                relatives=tuple(
                    (kind, tuple(make_tip(self.facts.terms[other]) for other in others))
                    for kind, others in self.relations.get(slug, {}).items()
                ),
                sources=tuple(make_source(source, self.link, self.facts.titles) for source in term.sources),
                explanations=tuple(self._explain(term, uses.get(slug, ()))),
                uses=uses.get(slug, ()),
                tags=tags.get(slug, ()),
                tagged=tagged.get(slug, ()),
            )
            for slug, term in self.facts.terms.items()
        }

    def _find_see(self, term: Term) -> Tip | None:
        slug = self.glossary.resolve(term.see) if term.see else None
        slug = term.see if term.see in self.facts.terms else slug
        return make_tip(self.facts.terms[slug]) if slug and slug != term.slug else None

    def _find_senses(self, term: Term) -> tuple[Tip, ...]:
        shared = self.glossary.shared
        owners = (slug for name in term.names for slug in shared.get(fold_spelling(name), ()))
        others = dict.fromkeys(slug for slug in owners if slug != term.slug)
        return tuple(make_tip(self.facts.terms[slug]) for slug in others)

    def _explain(self, term: Term, uses: Iterable[Use]) -> Iterator[Explanation]:
        """Yield what posts say that a term means: in their front matter, or else in their prose."""
        said = {use.link.docname: use.quote.explanation for use in uses if use.quote}
        accounts = self.facts.accounts.get(term.slug, ())
        said.update((account.origin, account.definition) for account in accounts if account.definition)
        for docname in sorted(said.keys() & self.order.keys(), key=self.order.__getitem__):
            text = said[docname]
            if text and docname != term.origin and text not in term.definition:
                yield Explanation(link=self.link(docname), text=cut_summary(text))

    def _group_uses(self) -> dict[str, tuple[Use, ...]]:
        uses: dict[str, list[Use]] = {}
        for post in self.posts:
            link = self.link(post.docname)
            for slug, quote in self._quote_terms(post.docname).items():
                if slug in self.facts.terms:
                    uses.setdefault(slug, []).append(Use(link=link, quote=quote))
        return {slug: tuple(found) for slug, found in uses.items()}

    def _quote_terms(self, docname: str) -> dict[str, Quote | None]:
        """Map each term that a document names, or refers to by hand, to the sentence where it does so."""
        found: dict[str, Quote | None] = dict.fromkeys(self.facts.mentions.get(docname, ()))
        found.update((quote.slug, quote) for quote in self.facts.quotes.get(docname, ()))
        for quote in self.facts.named.get(docname, ()):
            slug = find_slug(quote.slug, self.facts.terms, self.glossary)
            if slug:
                found[slug] = found.get(slug) or quote
        return found

    def _group_tags(self) -> dict[str, tuple[Label, ...]]:
        tags: dict[str, list[Label]] = {}
        for label in self.facets.list_facet(Facet.TAG):
            slug = self.glossary.resolve(label.name) if label.term else None
            if slug:
                tags.setdefault(slug, []).append(label)
        return {slug: tuple(labels) for slug, labels in tags.items()}

    def _group_tagged(self) -> dict[str, tuple[Link, ...]]:
        tagged: dict[str, list[Link]] = {}
        for post in self.posts:
            slugs = dict.fromkeys(self.glossary.resolve(tag) for tag in post.tags)
            for slug in filter(None, slugs):
                tagged.setdefault(slug, []).append(self.link(post.docname))
        return {slug: tuple(links) for slug, links in tagged.items()}


def find_slug(name: str, terms: Mapping[str, Term], glossary: Glossary) -> str | None:
    """Find the term that an author names, by its slug or by any of its names."""
    return name if name in terms else glossary.resolve(name)

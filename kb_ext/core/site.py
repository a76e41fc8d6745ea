"""Everything that is derived from the facts of all documents: built once, then read-only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kb_ext.core.facet import FacetIndex, Label, build_facets
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.hub import find_slug
from kb_ext.core.listing import Listing, build_comparison_index, build_glossary_listing, build_listings
from kb_ext.core.record import Comparison, Facet, Facts, Term
from kb_ext.core.relation import Relations, build_relations
from kb_ext.core.term_index import build_term_index
from kb_ext.core.timeline import sort_newest_first
from kb_ext.core.view import View, build_views


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The derived state of a whole knowledge base."""

    glossary: Glossary = field(default_factory=lambda: build_glossary({}))
    facets: FacetIndex = field(default_factory=lambda: build_facets(()))
    terms: dict[str, Term] = field(default_factory=dict)
    """By slug."""
    comparisons: dict[str, Comparison] = field(default_factory=dict)
    """By key."""
    views: dict[str, View] = field(default_factory=dict)
    """By docname."""
    listings: tuple[Listing, ...] = ()
    relations: dict[str, Relations] = field(default_factory=dict)
    """By slug of the term."""

    def iterate_hubs(self) -> Iterator[Listing]:
        """Yield the listings that are ways into the site: of all posts, labels, terms and comparisons."""
        yield from (listing for listing in self.listings if listing.pagename.endswith("/index"))

    def find_slug(self, name: str) -> str | None:
        """Find a term by its slug or by any of its names."""
        return find_slug(name, self.terms, self.glossary)

    def get_view(self, docname: str) -> View:
        """Return the view of a document; an empty one where nothing refers to it."""
        return self.views.get(docname, _EMPTY)


_EMPTY = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things are on a site, and how many of them are shown."""

    posts: str = "posts"
    """Folder of the posts."""
    terms: str = "terms"
    """Folder of the terms."""
    comparisons: str = "comparisons"
    """Folder of the comparisons."""
    related: int = 5
    """How many related posts a post names at most."""
    page_size: int = 50
    """How many posts an older page of a listing holds."""


def build_site(facts: Facts, glossary: Glossary, layout: Layout) -> Site:
    """Derive everything from the facts."""

    def find_term(name: str) -> str:
        slug = glossary.resolve(name)
        return facts.terms[slug].docname if slug else ""

    posts = sort_newest_first(facts.posts.values())
    facets = build_facets(posts, find_term)
    named = _name_terms(facts, glossary, facets)
    relations = build_relations(facts.terms, glossary.resolve)
    index = build_term_index(facts.terms.values(), facts.terms, glossary.resolve)
    listings = (
        *build_listings(posts, facets, named, page_size=layout.page_size, folder=layout.posts),
        build_glossary_listing(index, layout.terms),
        build_comparison_index(facts.comparisons.values(), layout.comparisons),
    )
    views = build_views(facts, glossary, facets, related=layout.related, relations=relations)
    return Site(
        glossary=glossary,
        facets=facets,
        terms=facts.terms,
        comparisons=facts.comparisons,
        views=views,
        listings=listings,
        relations=relations,
    )


def _name_terms(facts: Facts, glossary: Glossary, facets: FacetIndex) -> dict[Label, Term]:
    """Map the tags that name a term to it."""
    tags = (label for label in facets.posts if label.facet is Facet.TAG)
    resolved = ((label, glossary.resolve(label.name)) for label in tags)
    return {label: facts.terms[slug] for label, slug in resolved if slug}

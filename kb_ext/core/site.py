"""Everything that is derived from the facts of all documents: built once, then read-only."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from kb_ext.core.comparison import (
    Comparison,
    Resolve,
    choose_contributions,
    merge_contributions,
)
from kb_ext.core.contribution import make_page_key
from kb_ext.core.facet import FacetIndex, Label, build_facets
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.hub import find_slug
from kb_ext.core.listing import (
    Listing,
    build_comparison_index,
    build_comparison_pages,
    build_glossary_listing,
    build_listings,
)
from kb_ext.core.record import Facet, Facts, Item, Term
from kb_ext.core.relation import Relations, build_relations
from kb_ext.core.term_index import build_term_index
from kb_ext.core.timeline import sort_newest_first
from kb_ext.core.view import Table, View, build_table, build_views


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The derived state of a whole knowledge base."""

    glossary: Glossary = field(default_factory=lambda: build_glossary({}))
    facets: FacetIndex = field(default_factory=lambda: build_facets(()))
    terms: dict[str, Term] = field(default_factory=dict)
    """By slug."""
    tables: dict[str, Table] = field(default_factory=dict)
    """Comparisons by key."""
    views: dict[str, View] = field(default_factory=dict)
    """By docname."""
    listings: tuple[Listing, ...] = ()
    relations: dict[str, Relations] = field(default_factory=dict)
    """By slug of the term."""

    @property
    def comparisons(self) -> dict[str, Comparison]:
        """Comparisons by key."""
        return {key: table.comparison for key, table in self.tables.items()}

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

    tables = _merge_comparisons(facts, glossary, layout.comparisons)
    posts = sort_newest_first(facts.posts.values())
    facets = build_facets(posts, find_term)
    named = _name_terms(facts, glossary, facets)
    relations = build_relations(facts.terms, glossary.resolve)
    index = build_term_index(facts.terms.values(), facts.terms, glossary.resolve)
    listings = (
        *build_listings(posts, facets, named, page_size=layout.page_size, folder=layout.posts),
        build_glossary_listing(index, layout.terms),
        build_comparison_index(tables.values(), layout.comparisons),
        *build_comparison_pages(tables.values(), facts.titles),
    )
    views = build_views(facts, glossary, facets, related=layout.related, tables=tables, relations=relations)
    return Site(
        glossary=glossary,
        facets=facets,
        terms=facts.terms,
        tables=tables,
        views=views,
        listings=listings,
        relations=relations,
    )


def make_resolver(terms: Collection[str], glossary: Glossary) -> Resolve:
    """Return what finds the term of an item: by its author's word, or else by its label."""

    def resolve(item: Item) -> str | None:
        if not item.term:
            return glossary.resolve_item(item.label)
        return item.term if item.term in terms else glossary.resolve(item.term)

    return resolve


def _merge_comparisons(facts: Facts, glossary: Glossary, folder: str) -> dict[str, Table]:
    """Merge what pages say of each comparison; a page of its name in the folder is its own."""
    own = {
        make_page_key(docname): docname
        for docname in sorted(facts.titles, reverse=True)
        if docname.rpartition("/")[0] == folder and docname != f"{folder}/index"
    }
    found = [one for _, several in sorted(facts.contributions.items()) for one in several]
    chosen, _ = choose_contributions(found, folder)
    tables: dict[str, Table] = {}
    resolve = make_resolver(facts.terms, glossary)

    for key, contributions in chosen.items():
        docname = own.get(key, f"{folder}/{key}")
        comparison, _ = merge_contributions(contributions, docname, resolve)
        if not comparison.caption:
            comparison = replace(comparison, caption=_find_title(comparison, facts))
        tables[key] = build_table(comparison, facts)
    return tables


def _find_title(comparison: Comparison, facts: Facts) -> str:
    """Return the title of the comparison's own page, or else of the first that says something for it."""
    docnames = (comparison.docname, *comparison.contributors)
    titles = (
        facts.posts[docname].title if docname in facts.posts else facts.titles.get(docname)
        for docname in docnames
    )
    return next((title for title in titles if title), comparison.key)


def _name_terms(facts: Facts, glossary: Glossary, facets: FacetIndex) -> dict[Label, Term]:
    """Map the tags that name a term to it."""
    tags = (label for label in facets.posts if label.facet is Facet.TAG)
    resolved = ((label, glossary.resolve(label.name)) for label in tags)
    return {label: facts.terms[slug] for label, slug in resolved if slug}

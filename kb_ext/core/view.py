"""What a page takes from other pages: built for the whole site at once, then read-only.

The digest of its view decides whether a page that was not read again has to be written again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1

from kb_ext.core.card import Card, build_card
from kb_ext.core.comparison import Cell, Comparison, Line
from kb_ext.core.facet import FacetIndex, Label
from kb_ext.core.fold import fold_name
from kb_ext.core.glossary import Glossary
from kb_ext.core.hub import Hub, HubBuilder, find_slug
from kb_ext.core.link import Link, Tip, make_tip
from kb_ext.core.record import Criterion, Facts, Post, Query, Term, TermQuery
from kb_ext.core.related import rank_related
from kb_ext.core.relation import Relations
from kb_ext.core.term_index import TermIndex, build_term_index, list_terms
from kb_ext.core.timeline import sort_newest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a comparison, as the page of its term shows it."""

    comparison: Link
    anchor: str
    item: str
    cells: tuple[tuple[Criterion, Cell], ...]
    as_of: str
    """Holds for the cells without a date of their own."""
    source: str = ""
    """Docname or address that the cells without a source of their own are taken from."""
    sources: tuple[tuple[str, Link], ...] = ()
    """What each docname among the sources is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A comparison with what it shows of other pages."""

    comparison: Comparison
    sources: tuple[tuple[str, Link], ...] = ()
    """What each docname among the sources is; one that is missing is shown as it is."""
    tips: tuple[Tip, ...] = ()
    """The terms that its items are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that one page shows of others."""

    tips: tuple[Tip, ...] = ()
    """Terms that the prose or a comparison on the page names, in order of appearance."""
    references: tuple[Link, ...] = ()
    outlines: tuple[str, ...] = ()
    """The outlines of the references: a link to a heading holds its anchor, and perhaps its text."""
    backlinks: tuple[Link, ...] = ()
    labels: tuple[Label, ...] = ()
    """The listings that a post is in, in the order of its front matter."""
    previous: Link | None = None
    next: Link | None = None
    related: tuple[Link, ...] = ()
    comparisons: tuple[Link, ...] = ()
    hub: Hub | None = None
    """For the page of a term."""
    rows: tuple[Row, ...] = ()
    """For the page of a term, what comparisons say of it."""
    tables: tuple[Table, ...] = ()
    """The comparisons that the page shows."""
    cited: tuple[Link, ...] = ()
    """The comparisons that the page links to by hand."""
    term_lists: tuple[TermIndex, ...] = ()
    """The answer to each of the page's queries for terms."""
    cards: tuple[tuple[Card, ...], ...] = ()
    """The answer to each query of the page."""

    @property
    def digest(self) -> str:
        """Identify the content."""
        return digest_of(self)


def digest_of(value: object) -> str:
    """Identify a record, or a tuple of them, by all that it holds."""
    return sha1(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def build_views(
    facts: Facts,
    glossary: Glossary,
    facets: FacetIndex,
    *,
    related: int,
    tables: Mapping[str, Table] | None = None,
    relations: Mapping[str, Relations] | None = None,
) -> dict[str, View]:
    """Build the view of every document that has anything to show of others.

    `related` is how many related posts a post names at most; `tables` are the comparisons by key,
    `relations` how terms are related, by slug.
    """
    return _ViewBuilder(facts, glossary, facets, related, tables or {}, relations or {}).build()


def build_table(comparison: Comparison, facts: Facts) -> Table:
    """Look up what a comparison shows of other pages."""
    texts = {comparison.source}
    for line in comparison.lines:
        for cell in line.cells:
            texts.update((cell.source, *(other.source for other in cell.others)))
    found = {text: find_document(text, facts) for text in sorted(texts) if text}
    terms = dict.fromkeys(line.term for line in comparison.lines if line.term in facts.terms)
    return Table(
        comparison=comparison,
        sources=tuple((text, make_link(docname, facts)) for text, docname in found.items() if docname),
        tips=tuple(make_tip(facts.terms[slug]) for slug in terms),
    )


def find_document(target: str, facts: Facts) -> str | None:
    """Find a document by docname, or a post by the end of its docname."""
    stem = target.removesuffix(".md").strip("/")
    if stem in facts.titles or stem in facts.posts:
        return stem
    return next((name for name in facts.posts if name.endswith("/" + stem)), None)


def make_link(docname: str, facts: Facts) -> Link:
    """Return the link to a document, with its day if it is a post."""
    post = facts.posts.get(docname)
    title = post.title if post else facts.titles.get(docname, docname)
    return Link(docname=docname, title=title, day=post.date.day if post and post.date else "")


class _ViewBuilder:
    """Holds what is computed once for all views."""

    def __init__(
        self,
        facts: Facts,
        glossary: Glossary,
        facets: FacetIndex,
        related: int,
        tables: Mapping[str, Table],
        relations: Mapping[str, Relations],
    ) -> None:
        self._facts = facts
        self._glossary = glossary
        self._facets = facets
        self._posts = sort_newest_first(facts.posts.values())
        self._related = rank_related(facts, self._posts, related)
        self._tables = tables
        self._backlinks = _invert(facts.references)
        self._neighbours = _pair_neighbours([post.docname for post in self._posts if post.date])
        self._users = _group(
            (docname, key)
            for key, table in sorted(tables.items())
            for docname in _list_involved(table)
            if docname != table.comparison.docname
        )
        self._rows = self._collect_rows()
        self._hubs = HubBuilder(
            facts=facts,
            glossary=glossary,
            facets=facets,
            relations=relations,
            posts=self._posts,
            order={post.docname: number for number, post in enumerate(self._posts)},
            link=self._link,
        ).build()

    def build(self) -> dict[str, View]:
        facts = self._facts
        docnames = {*facts.posts, *facts.mentions, *facts.references, *facts.queries, *self._backlinks}
        docnames |= {*facts.named, *facts.term_queries}
        docnames.update(term.docname for term in facts.terms.values())
        docnames.update(facts.shown, facts.cited, self._users)
        terms = {term.docname: term for term in facts.terms.values()}
        return {name: self._build_view(name, terms.get(name)) for name in sorted(docnames)}

    def _build_view(self, docname: str, term: Term | None) -> View:
        post = self._facts.posts.get(docname)
        newer, older = self._neighbours.get(docname, (None, None))
        return View(
            tips=self._build_tips(docname),
            references=self._link_all(self._facts.references.get(docname, ())),
            outlines=tuple(
                self._facts.outlines.get(target, "") for target in self._facts.references.get(docname, ())
            ),
            backlinks=self._link_all(self._backlinks.get(docname, ())),
            labels=self._facets.get_labels(post) if post else (),
            previous=self._link(older) if older else None,
            next=self._link(newer) if newer else None,
            related=self._build_related(post) if post else (),
            comparisons=self._build_comparisons(docname),
            tables=tuple(self._list_tables(docname)),
            hub=self._hubs[term.slug] if term else None,
            cited=self._link_tables(self._facts.cited.get(docname, ())),
            rows=self._rows.get(term.slug, ()) if term else (),
            term_lists=tuple(self._list_terms(query) for query in self._facts.term_queries.get(docname, ())),
            cards=tuple(self._answer(query) for query in self._facts.queries.get(docname, ())),
        )

    def _answer(self, query: Query) -> tuple[Card, ...]:
        posts = self._posts
        if query.facet is not None:
            label = self._facets.get_label(query.facet, query.name)
            posts = self._facets.posts[label] if label else ()
        return tuple(build_card(post, self._facets) for post in posts[: query.limit])

    def _build_tips(self, docname: str) -> tuple[Tip, ...]:
        shown = list(self._facts.mentions.get(docname, ()))
        named = (self._find_slug(quote.slug) for quote in self._facts.named.get(docname, ()))
        shown += filter(None, named)
        for table in self._list_tables(docname):
            shown += [tip.slug for tip in table.tips]
        return tuple(self._tip(slug) for slug in dict.fromkeys(shown) if slug in self._facts.terms)

    def _build_related(self, post: Post) -> tuple[Link, ...]:
        named = [name for name in (self._find_post(target) for target in post.related) if name]
        ranked = dict.fromkeys([*named, *self._related.get(post.docname, ())])
        ranked.pop(post.docname, None)
        limit = max(len(named), len(self._related.get(post.docname, ())))
        return self._link_all(list(ranked)[:limit])

    def _find_post(self, target: str) -> str | None:
        stem = target.removesuffix(".md").strip("/")
        candidates = (stem, *(name for name in self._facts.posts if name.endswith("/" + stem)))
        return next((name for name in candidates if name in self._facts.posts), None)

    def _list_tables(self, docname: str) -> Iterable[Table]:
        keys = dict.fromkeys(self._facts.shown.get(docname, ()))
        return (self._tables[key] for key in keys if key in self._tables)

    def _build_comparisons(self, docname: str) -> tuple[Link, ...]:
        """Link the comparisons that a document contributes to or is a source of."""
        return self._link_tables(self._users.get(docname, ()))

    def _link_tables(self, keys: Iterable[str]) -> tuple[Link, ...]:
        found = (self._tables[key].comparison for key in keys if key in self._tables)
        return tuple(Link(docname=one.docname, title=one.caption) for one in found)

    def _find_slug(self, name: str) -> str | None:
        return find_slug(name, self._facts.terms, self._glossary)

    def _list_terms(self, query: TermQuery) -> TermIndex:
        """Answer a page's query for terms: in the order of an index, or as the page names them."""
        terms = self._facts.terms
        named = dict.fromkeys(filter(None, map(self._find_slug, query.names)))
        chosen = [terms[slug] for slug in (named if query.names else terms)]
        if query.category:
            chosen = [term for term in chosen if fold_name(term.category) == fold_name(query.category)]
        if query.names and not query.index:
            return list_terms(chosen)
        return build_term_index(chosen, terms, self._glossary.resolve)

    def _collect_rows(self) -> dict[str, tuple[Row, ...]]:
        rows: dict[str, list[Row]] = {}
        for _, table in sorted(self._tables.items()):
            for line in table.comparison.lines:
                if line.term:
                    rows.setdefault(line.term, []).append(_build_row(table, line))
        return {slug: tuple(found) for slug, found in rows.items()}

    def _tip(self, slug: str) -> Tip:
        return make_tip(self._facts.terms[slug])

    def _link_all(self, docnames: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self._link(docname) for docname in docnames)

    def _link(self, docname: str) -> Link:
        return make_link(docname, self._facts)


def _list_involved(table: Table) -> list[str]:
    """List the documents that a comparison draws on."""
    sources = (link.docname for _, link in table.sources)
    return list(dict.fromkeys((*table.comparison.contributors, *sources)))


def _build_row(table: Table, line: Line) -> Row:
    comparison = table.comparison
    told = [cell for cell in line.cells if cell.text]
    used = {comparison.source, *(cell.source for cell in line.cells)}
    return Row(
        comparison=Link(docname=comparison.docname, title=comparison.caption),
        anchor=comparison.anchor,
        item=line.label,
        cells=tuple(
            (column.criterion, cell) for column, cell in zip(comparison.columns, line.cells, strict=True)
        ),
        as_of=comparison.as_of or _find_usual([cell.as_of for cell in told]),
        source=comparison.source or _find_usual([cell.source for cell in told]),
        sources=tuple((text, link) for text, link in table.sources if text in used),
    )


def _find_usual(texts: Sequence[str]) -> str:
    """Return what most cells say, so that it is said once; nothing where a cell says nothing."""
    return Counter(texts).most_common(1)[0][0] if texts and all(texts) else ""


def _pair_neighbours(docnames: list[str]) -> dict[str, tuple[str | None, str | None]]:
    """Map each docname to the one before it and the one after it in the list."""
    before, after = [None, *docnames[:-1]], [*docnames[1:], None]
    return {docname: (before[number], after[number]) for number, docname in enumerate(docnames)}


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, member in pairs:
        groups.setdefault(key, []).append(member)
    return groups


def _invert(relation: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Turn 'from each to many' around; the many are sorted."""
    inverse: dict[str, list[str]] = {}
    for source in sorted(relation):
        for target in dict.fromkeys(relation[source]):
            inverse.setdefault(target, []).append(source)
    return {target: tuple(sources) for target, sources in inverse.items()}

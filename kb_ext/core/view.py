"""What a page takes from other pages: built for the whole site at once, then read-only.

The digest of its view decides whether a page that was not read again has to be written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1

from kb_ext.core.card import Card, build_card
from kb_ext.core.facet import FacetIndex, Label
from kb_ext.core.glossary import Glossary
from kb_ext.core.link import Link, Tip, make_tip
from kb_ext.core.record import Criterion, Facts, Item, Post, Query, Term
from kb_ext.core.related import rank_related
from kb_ext.core.timeline import sort_newest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a comparison, as the page of its term shows it."""

    comparison: Link
    anchor: str
    item: str
    cells: tuple[tuple[Criterion, str], ...]
    as_of: str


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
    used_in: tuple[Link, ...] = ()
    tagged: tuple[Link, ...] = ()
    rows: tuple[Row, ...] = ()
    relatives: tuple[tuple[str, tuple[Tip, ...]], ...] = ()
    """Kind of relation (`broader`, `narrower`, `related`) to the terms so related."""
    cards: tuple[tuple[Card, ...], ...] = ()
    """The answer to each query of the page."""

    @property
    def digest(self) -> str:
        """Identify the content."""
        return digest_of(self)


def digest_of(value: object) -> str:
    """Identify a record, or a tuple of them, by all that it holds."""
    return sha1(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def build_views(facts: Facts, glossary: Glossary, facets: FacetIndex, *, related: int) -> dict[str, View]:
    """Build the view of every document that has anything to show of others.

    `related` is how many related posts a post names at most.
    """
    return _ViewBuilder(facts, glossary, facets, related).build()


class _ViewBuilder:
    """Holds what is computed once for all views."""

    def __init__(self, facts: Facts, glossary: Glossary, facets: FacetIndex, related: int) -> None:
        self._facts = facts
        self._glossary = glossary
        self._facets = facets
        self._posts = sort_newest_first(facts.posts.values())
        self._related = rank_related(facts, self._posts, related)
        self._titles = {**facts.titles, **{post.docname: post.title for post in facts.posts.values()}}
        self._backlinks = _invert(facts.references)
        self._uses = _invert(facts.mentions)
        self._position = {post.docname: number for number, post in enumerate(self._posts)}
        self._neighbours = _pair_neighbours([post.docname for post in self._posts if post.date])
        self._item_terms = {
            key: tuple(glossary.resolve_item(item.label) for item in comparison.items)
            for key, comparison in facts.comparisons.items()
        }
        self._shown = _group(
            (comparison.docname, key) for key, comparison in sorted(facts.comparisons.items())
        )
        self._drawn_on = _group(
            (comparison.source, key) for key, comparison in sorted(facts.comparisons.items())
        )
        self._tagged = _group(
            (slug, post.docname)
            for post in self._posts
            for slug in dict.fromkeys(glossary.resolve(tag) for tag in post.tags)
            if slug
        )
        self._rows = self._collect_rows()

    def build(self) -> dict[str, View]:
        facts = self._facts
        docnames = {*facts.posts, *facts.mentions, *facts.references, *facts.queries, *self._backlinks}
        docnames.update(term.docname for term in facts.terms.values())
        docnames.update(comparison.docname for comparison in facts.comparisons.values())
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
            used_in=self._build_uses(term) if term else (),
            tagged=self._link_all(self._tagged.get(term.slug, ())) if term else (),
            rows=self._rows.get(term.slug, ()) if term else (),
            relatives=self._build_relatives(term) if term else (),
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
        for key in self._shown.get(docname, ()):
            shown += [slug for slug in self._item_terms[key] if slug]
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

    def _build_comparisons(self, docname: str) -> tuple[Link, ...]:
        """Link the comparisons that draw on a document."""
        users = (self._facts.comparisons[key] for key in self._drawn_on.get(docname, ()))
        return tuple(
            Link(docname=user.docname, title=user.caption) for user in users if user.docname != docname
        )

    def _build_uses(self, term: Term) -> tuple[Link, ...]:
        users = [docname for docname in self._uses.get(term.slug, ()) if docname in self._position]
        return self._link_all(sorted(users, key=self._position.__getitem__))

    def _collect_rows(self) -> dict[str, tuple[Row, ...]]:
        rows: dict[str, list[Row]] = {}
        for key, comparison in sorted(self._facts.comparisons.items()):
            for item, slug in zip(comparison.items, self._item_terms[key], strict=True):
                if slug:
                    rows.setdefault(slug, []).append(self._build_row(key, item))
        return {slug: tuple(found) for slug, found in rows.items()}

    def _build_row(self, key: str, item: Item) -> Row:
        comparison = self._facts.comparisons[key]
        return Row(
            comparison=Link(docname=comparison.docname, title=comparison.caption),
            anchor=f"comparison-{key}",
            item=item.label,
            cells=tuple(zip(comparison.criteria, item.cells, strict=True)),
            as_of=comparison.as_of,
        )

    def _build_relatives(self, term: Term) -> tuple[tuple[str, tuple[Tip, ...]], ...]:
        kinds = (("broader", term.broader), ("narrower", term.narrower), ("related", term.related))
        resolved = ((kind, tuple(self._resolve_terms(targets))) for kind, targets in kinds)
        return tuple((kind, tips) for kind, tips in resolved if tips)

    def _resolve_terms(self, targets: Iterable[str]) -> Iterable[Tip]:
        for target in targets:
            slug = target if target in self._facts.terms else self._glossary.resolve(target)
            if slug:
                yield self._tip(slug)

    def _tip(self, slug: str) -> Tip:
        return make_tip(self._facts.terms[slug])

    def _link_all(self, docnames: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self._link(docname) for docname in docnames)

    def _link(self, docname: str) -> Link:
        post = self._facts.posts.get(docname)
        day = post.date.day if post and post.date else ""
        return Link(docname=docname, title=self._titles.get(docname, docname), day=day)


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

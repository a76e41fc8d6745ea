"""The Sphinx domain `kb`: the only owner of state, and the cross-references to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain, count
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from kb_ext.adapter.heading import name_listing
from kb_ext.adapter.node import make_term_reference
from kb_ext.adapter.option import get_options
from kb_ext.adapter.text import _
from kb_ext.core.contribution import make_key
from kb_ext.core.facet import Label
from kb_ext.core.lexicon import Lexicon, choose_terms
from kb_ext.core.link import Tip, make_tip
from kb_ext.core.listing import Listing
from kb_ext.core.record import Contribution, Facet, Facts, Mentions, Post, Query, Quote, Term, TermQuery
from kb_ext.core.site import Site
from kb_ext.core.view import digest_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

FACET_OBJECTS = {
    "category": Facet.CATEGORY,
    "tag": Facet.TAG,
    "author": Facet.AUTHOR,
    "archive": Facet.ARCHIVE,
}
"""Object types that are addresses of listings."""


class KnowledgeDomain(Domain):
    """Posts, terms, comparisons, and the listings made from them."""

    name = "kb"
    label = "Knowledge base"
    object_types: ClassVar[dict[str, ObjType]] = {
        "post": ObjType(_("post"), "post"),
        "term": ObjType(_("term"), "term"),
        "comparison": ObjType(_("comparison"), "comparison"),
        "category": ObjType(_("category"), "category"),
        "tag": ObjType(_("tag"), "tag"),
        "author": ObjType(_("author"), "author"),
        "archive": ObjType(_("archive"), "archive"),
        "index": ObjType(_("index"), "index"),
    }
    roles: ClassVar[dict[str, Any]] = {
        "post": XRefRole(warn_dangling=True),
        "term": XRefRole(warn_dangling=True),
        "comparison": XRefRole(warn_dangling=True),
        "category": XRefRole(warn_dangling=True),
        "tag": XRefRole(warn_dangling=True),
        "author": XRefRole(warn_dangling=True),
        "archive": XRefRole(warn_dangling=True),
        "index": XRefRole(warn_dangling=True),
    }
    data_version = 3

    site: Site = Site()
    """What the facts of all documents amount to; set once per build, never saved."""

    @property
    def posts(self) -> dict[str, Post]:
        """Posts by docname."""
        return cast("dict[str, Post]", self.data.setdefault("posts", {}))

    @property
    def terms(self) -> dict[str, tuple[Term, ...]]:
        """Terms by the docname of what defines them; two of them may want one slug."""
        return cast("dict[str, tuple[Term, ...]]", self.data.setdefault("terms", {}))

    @property
    def contributions(self) -> dict[str, tuple[Contribution, ...]]:
        """What each document says for comparisons."""
        return cast("dict[str, tuple[Contribution, ...]]", self.data.setdefault("contributions", {}))

    @property
    def shown(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Keys of the comparisons that each document shows, with the lines that ask for them, if any."""
        return cast("dict[str, tuple[tuple[str, int], ...]]", self.data.setdefault("shown", {}))

    @property
    def cited(self) -> dict[str, tuple[str, ...]]:
        """Keys of the comparisons that each document links to."""
        return cast("dict[str, tuple[str, ...]]", self.data.setdefault("cited", {}))

    @property
    def mentions(self) -> dict[str, Mentions]:
        """Terms named in the prose of each document."""
        return cast("dict[str, Mentions]", self.data.setdefault("mentions", {}))

    @property
    def references(self) -> dict[str, tuple[str, ...]]:
        """Docnames that each document refers to by hand."""
        return cast("dict[str, tuple[str, ...]]", self.data.setdefault("references", {}))

    @property
    def queries(self) -> dict[str, tuple[Query, ...]]:
        """Lists of posts that each document shows."""
        return cast("dict[str, tuple[Query, ...]]", self.data.setdefault("queries", {}))

    @property
    def named(self) -> dict[str, tuple[Quote, ...]]:
        """Places in each document where its author refers to a term."""
        return cast("dict[str, tuple[Quote, ...]]", self.data.setdefault("named", {}))

    @property
    def term_queries(self) -> dict[str, tuple[TermQuery, ...]]:
        """Lists of terms that each document shows."""
        return cast("dict[str, tuple[TermQuery, ...]]", self.data.setdefault("term_queries", {}))

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """Paths of images that each document shows and that do not exist."""
        return cast("dict[str, tuple[str, ...]]", self.data.setdefault("missing", {}))

    def note_missing(self, docname: str, path: str) -> None:
        """Record an image that does not exist."""
        self.missing[docname] = (*self.missing.get(docname, ()), path)

    def get_term_at(self, docname: str) -> Term | None:
        """Return the term whose own file a document is."""
        return next((term for term in self.terms.get(docname, ()) if not term.origin), None)

    def note_query(self, docname: str, query: Query) -> int:
        """Record a list of posts that a document shows; return its number on the page."""
        self.queries[docname] = (*self.queries.get(docname, ()), query)
        return len(self.queries[docname]) - 1

    def note_term_query(self, docname: str, query: TermQuery) -> int:
        """Record a list of terms that a document shows; return its number on the page."""
        self.term_queries[docname] = (*self.term_queries.get(docname, ()), query)
        return len(self.term_queries[docname]) - 1

    def note_named(self, docname: str, quotes: Iterable[Quote]) -> None:
        """Record where the author of a document refers to terms."""
        found = tuple(quotes)
        if found:
            self.named[docname] = found

    def note_post(self, post: Post) -> None:
        """Record a post, or what was learnt of it since."""
        self.posts[post.docname] = post

    def note_term(self, term: Term) -> None:
        """Record a term, or what was learnt of it since."""
        others = (known for known in self.terms.get(term.source, ()) if known.slug != term.slug)
        self.terms[term.source] = (*others, term)

    def note_contribution(self, contribution: Contribution) -> None:
        """Record what a document says for a comparison."""
        docname = contribution.docname
        self.contributions[docname] = (*self.contributions.get(docname, ()), contribution)

    def note_shown(self, docname: str, key: str, line: int = 0) -> None:
        """Record that a document shows a comparison."""
        self.shown[docname] = (*self.shown.get(docname, ()), (key, line))

    def note_cited(self, docname: str, keys: tuple[str, ...]) -> None:
        """Record which comparisons a document links to."""
        if keys:
            self.cited[docname] = keys

    def find_free_key(self, docname: str, key: str) -> str:
        """Return the key of a comparison that names none: the file's, numbered where the page has several."""
        taken = {one.key for one in self.contributions.get(docname, ())}
        numbered = (f"{key}-{number}" for number in count(2))
        return next(free for free in chain([key], numbered) if free not in taken)

    def note_references(self, docname: str, targets: Iterable[str]) -> None:
        """Record which documents a document refers to."""
        unique = tuple(target for target in dict.fromkeys(targets) if target != docname)
        if unique:
            self.references[docname] = unique

    def clear_doc(self, docname: str) -> None:
        """Forget all that a document said."""
        for records in self._list_by_docname():
            records.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: Mapping[str, Any]) -> None:
        """Take over what a parallel reader learnt of its documents."""
        other = KnowledgeDomain.__new__(KnowledgeDomain)
        other.data = dict(otherdata)
        for mine, theirs in zip(self._list_by_docname(), other._list_by_docname(), strict=True):
            mine.update((docname, theirs[docname]) for docname in sorted(docnames) if docname in theirs)

    def _list_by_docname(self) -> tuple[dict[str, Any], ...]:
        """List everything that is kept: each maps docnames to what that document said."""
        return (
            self.posts,
            self.terms,
            self.contributions,
            self.shown,
            self.cited,
            self.mentions,
            self.references,
            self.queries,
            self.missing,
            self.named,
            self.term_queries,
        )

    def gather_facts(self) -> Facts:
        """Collect all records, in an order that does not depend on how they were read."""
        titles = {docname: title.astext() for docname, title in sorted(self.env.titles.items())}
        lexicon = self.choose_terms()
        return Facts(
            posts=dict(sorted(self.posts.items())),
            terms=lexicon.terms,
            accounts=lexicon.accounts,
            contributions=dict(sorted(self.contributions.items())),
            shown={docname: tuple(key for key, _ in shown) for docname, shown in sorted(self.shown.items())},
            cited=dict(sorted(self.cited.items())),
            mentions=self.gather_mentions(),
            references={
                docname: tuple(target for target in targets if target in self.env.all_docs)
                for docname, targets in sorted(self.references.items())
            },
            queries=dict(sorted(self.queries.items())),
            titles=titles,
            outlines=dict(_iterate_outlines(self.env)),
            quotes=self.gather_quotes(),
            named=dict(sorted(self.named.items())),
            term_queries=dict(sorted(self.term_queries.items())),
        )

    def gather_quotes(self) -> dict[str, tuple[Quote, ...]]:
        """Map every post to what it says around the terms that its prose names."""
        return {docname: noted.quotes for docname, noted in sorted(self.mentions.items()) if noted.quotes}

    def gather_mentions(self) -> dict[str, tuple[str, ...]]:
        """Map every document to the terms that its prose names."""
        return {docname: noted.slugs for docname, noted in sorted(self.mentions.items())}

    def choose_terms(self) -> Lexicon:
        """Decide which of all definitions are the terms of the site."""
        return choose_terms(term for several in self.terms.values() for term in several)

    def find_post(self, target: str) -> Post | None:
        """Find a post by docname or by its path below the post directory, with or without suffix."""
        stem = target.strip("/").removesuffix(".md")
        folder = get_options(self.env.config).post_directory
        return self.posts.get(stem) or self.posts.get(f"{folder}/{stem}")

    def find_label(self, object_type: str, target: str) -> Label | None:
        """Find a category, tag, author or archive, however its name is spelled."""
        return self.site.facets.get_label(FACET_OBJECTS[object_type], target)

    def find_hub(self, target: str) -> Listing | None:
        """Find the index of posts, terms, comparisons or of a facet, by its folder."""
        hubs = self.site.iterate_hubs()
        return next((hub for hub in hubs if hub.pagename == f"{target.strip('/')}/index"), None)

    def iterate_generated_terms(self) -> Iterator[Term]:
        """Yield the terms whose pages are made from a post's front matter."""
        for term in self.site.terms.values():
            if term.origin and term.docname not in self.env.found_docs:
                yield term

    def find_term_page(self, pagename: str) -> Term | None:
        """Return the term whose page this is."""
        term = self.site.terms.get(pagename.rpartition("/")[2])
        return term if term is not None and term.docname == pagename else None

    def find_tip(self, target: str) -> Tip | None:
        """Find a term by slug or by any of its names."""
        slug = self.site.find_slug(target)
        return make_tip(self.site.terms[slug]) if slug else None

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve one role; what is unknown here may still be known to another project."""
        return self._resolve(fromdocname, builder, typ, target, node, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Offer every object of this name."""
        found = (
            (f"kb:{role}", self._resolve(fromdocname, builder, role, target, node, contnode))
            for role in self.roles
        )
        return [(role, reference) for role, reference in found if reference is not None]

    def _resolve(
        self,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        explicit = bool(node.get("refexplicit"))
        if typ == "term":
            return self.refer_to_term(builder, fromdocname, target, contnode.astext() if explicit else target)
        place = self._locate(typ, target)
        if place is None:
            return None
        docname, anchor, title = place
        content = _content(contnode, target if typ in FACET_OBJECTS else title, explicit)
        return make_refnode(builder, fromdocname, docname, anchor, nodes.inline("", "", content), title)

    def refer_to_term(self, builder: Builder, docname: str, target: str, text: str) -> nodes.reference | None:
        """Make the link from a document to the term that a name means, if any does."""
        tip = self.find_tip(target)
        return make_term_reference(builder, docname, tip, nodes.Text(text)) if tip else None

    def _locate(self, typ: str, target: str) -> tuple[str, str, str] | None:
        """Return docname, anchor and title of an object."""
        if typ == "post":
            post = self.find_post(target)
            return (post.docname, "", post.title) if post else None
        if typ == "comparison":
            table = self.site.tables.get(target) or self.site.tables.get(make_key(target))
            comparison = table.comparison if table else None
            return (comparison.docname, comparison.anchor, comparison.caption) if comparison else None
        if typ == "index":
            hub = self.find_hub(target)
            return (hub.pagename, "", name_listing(hub, get_options(self.env.config))) if hub else None
        label = self.find_label(typ, target)
        return (label.pagename, "", label.name) if label else None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """List every object for `objects.inv`, so that other projects can link in."""
        folder = get_options(self.env.config).post_directory
        for post in self.posts.values():
            yield post.docname.removeprefix(f"{folder}/"), post.title, "post", post.docname, "", 1
        for term in self.site.terms.values():
            yield term.slug, term.name, "term", term.docname, "", 1
            for name in term.names:
                if name != term.slug and self.site.glossary.resolve(name) == term.slug:
                    yield name, term.name, "term", term.docname, "", -1
        for comparison in (table.comparison for table in self.site.tables.values()):
            anchor = comparison.anchor
            yield comparison.key, comparison.caption, "comparison", comparison.docname, anchor, 1
        for hub in self.site.iterate_hubs():
            title = name_listing(hub, get_options(self.env.config))
            yield hub.pagename.removesuffix("/index"), title, "index", hub.pagename, "", -1
        for object_type, facet in FACET_OBJECTS.items():
            for label in self.site.facets.list_facet(facet):
                yield label.name, label.name, object_type, label.pagename, "", -1


def _iterate_outlines(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Identify the headings of every document, as MyST notes them for links with a fragment."""
    for docname, metadata in sorted(env.metadata.items()):
        slugs = metadata.get("myst_slugs", {})
        if slugs:
            yield docname, digest_of([(slug, anchor, text) for slug, (_, anchor, text) in slugs.items()])


def _content(contnode: Element, text: str, explicit: bool) -> nodes.Text:
    return nodes.Text(contnode.astext() if explicit else text)


def get_domain(env: BuildEnvironment) -> KnowledgeDomain:
    """Return the domain of a build, typed."""
    return cast("KnowledgeDomain", env.get_domain("kb"))

"""Grouping posts by category, tag, author, year and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb_ext.core.fold import assign_slugs, fold_name
from kb_ext.core.record import Facet, Post
from kb_ext.core.timeline import sort_newest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One value of a facet: how it is shown, and the address of its listing."""

    facet: Facet
    name: str
    slug: str
    term: str = ""
    """Docname of the page of the term that a tag names."""

    @property
    def pagename(self) -> str:
        """The listing's address without suffix."""
        return f"{self.facet}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetIndex:
    """All labels of a site, and the posts of each, newest first."""

    labels: dict[tuple[Facet, str], Label]
    """By facet and folded name."""
    posts: dict[Label, tuple[Post, ...]]

    def get_label(self, facet: Facet, name: str) -> Label | None:
        """Find a label however its name is spelled."""
        return self.labels.get((facet, fold_name(name)))

    def get_labels(self, post: Post) -> tuple[Label, ...]:
        """List the labels of a post, facet by facet."""
        found = (self.labels.get((facet, fold_name(name))) for facet, name in iterate_names(post))
        return tuple(dict.fromkeys(label for label in found if label))

    def list_facet(self, facet: Facet) -> tuple[Label, ...]:
        """List the labels of a facet: years newest first and before their months, others by size."""
        labels = [label for label in self.posts if label.facet is facet]
        if facet is Facet.ARCHIVE:
            return tuple(sorted(labels, key=_order_periods, reverse=True))
        return tuple(sorted(labels, key=lambda label: (-len(self.posts[label]), label.name)))


def iterate_names(post: Post) -> Iterator[tuple[Facet, str]]:
    """Yield every facet and name that a post is listed under."""
    yield from ((Facet.CATEGORY, name) for name in post.categories)
    yield from ((Facet.TAG, name) for name in post.tags)
    yield from ((Facet.AUTHOR, name) for name in post.authors)
    if post.date:
        yield Facet.ARCHIVE, post.date.year
        yield Facet.ARCHIVE, f"{post.date.year}/{post.date.month}"


def _find_none(_name: str) -> str:
    return ""


def build_facets(posts: Iterable[Post], find_term: Callable[[str], str] = _find_none) -> FacetIndex:
    """Collect the labels of all published posts; spellings that fold alike are one label.

    A label is shown as most posts spell it, the alphabetically first of equals. `find_term` returns the
    docname of the term that a tag names, or an empty text.
    """
    members: dict[tuple[Facet, str], list[Post]] = {}
    spellings: dict[tuple[Facet, str], Counter[str]] = {}
    for post in sort_newest_first(posts):
        for facet, name in iterate_names(post):
            key = (facet, fold_name(name))
            spellings.setdefault(key, Counter())[name] += 1
            if not members.setdefault(key, []) or members[key][-1] is not post:
                members[key].append(post)
    slugs = {facet: _assign(facet, [name for kind, name in members if kind is facet]) for facet in Facet}
    labels = {
        (facet, name): Label(
            facet=facet,
            name=_choose(spellings[facet, name]),
            slug=slugs[facet][name],
            term=find_term(name) if facet is Facet.TAG else "",
        )
        for facet, name in sorted(members)
    }
    return FacetIndex(labels=labels, posts={label: tuple(members[key]) for key, label in labels.items()})


def _assign(facet: Facet, names: list[str]) -> dict[str, str]:
    if facet is Facet.ARCHIVE:
        return {name: name for name in names}
    return assign_slugs(names)


def _choose(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _order_periods(label: Label) -> tuple[str, str]:
    year, _, month = label.slug.partition("/")
    return year, month or "99"

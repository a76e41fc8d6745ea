"""Roles that name a term or a post: whether there is one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from kb_ext.check.choice import suggest
from kb_ext.check.document import Document
from kb_ext.check.project import find_project
from kb_ext.check.record import Task
from kb_ext.check.source import list_docnames, list_files, name_document
from kb_ext.core.code import SiteCode, TermCode
from kb_ext.core.comparison_field import list_keys
from kb_ext.core.contribution import make_key, make_page_key
from kb_ext.core.facet import FacetIndex, build_facets
from kb_ext.core.front_matter import FrontMatter, read_front_matter
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.lexicon import choose_terms
from kb_ext.core.post import parse_post
from kb_ext.core.post_term import parse_post_terms
from kb_ext.core.problem import Report, ignore_problem
from kb_ext.core.record import Facet, Term
from kb_ext.core.term import parse_term
from kb_ext.markdown.reader import LISTING, Reference

_EXPLICIT: Final = re.compile(r".+?(?<!\\)<(.*?)>$", re.DOTALL)
_COMPARISON: Final = re.compile(
    r"^[^\n`~:]*[`~:]{3,}\{kb:comparison\}(.*)(?:\n[ \t]*:(?!key:).*)*(?:\n[ \t]*:key:(.*))?", re.MULTILINE
)
_TABLELESS: Final = re.compile(r"(?:\n[ \t>]*:[\w-]+:.*)*\s*\n[ \t>]*[`~:]{3,}[ \t]*$", re.MULTILINE)
"""What follows the first lines of a directive that only shows a comparison."""
_FACETS: Final = {
    "kb:category": Facet.CATEGORY,
    "kb:tag": Facet.TAG,
    "kb:author": Facet.AUTHOR,
    "kb:archive": Facet.ARCHIVE,
}


@dataclass(frozen=True, slots=True)
class SiteTerms:
    """The terms of a site, and what their names mean."""

    terms: dict[str, Term]
    glossary: Glossary

    def knows(self, target: str) -> bool:
        """Tell whether a text names a term."""
        return target in self.terms or self.glossary.resolve(target) is not None

    def list_names(self) -> list[str]:
        """List all that names a term."""
        return sorted({name for term in self.terms.values() for name in (term.slug, *term.names)})


def check_references(document: Document, report: Report) -> None:
    """Report roles whose term or post the site lacks; what other projects have is known to a build only."""
    task = document.task
    if not task.is_sure:
        return
    has_others = find_project(task.path, task.root).has_others
    for reference in document.reading.references:
        target = _read_target(reference.target)
        if reference.kind in LISTING:
            _check_term(task, reference.target, reference.line, report)
        elif has_others:
            continue
        elif reference.kind == "kb:term":
            _check_term(task, target, reference.line, report)
        elif reference.kind == "kb:post":
            _check_post(task, target, reference.line, report)
        elif reference.kind in _FACETS:
            _check_label(task, reference, target, report)
        elif reference.kind == "kb:comparison":
            keys = _list_comparisons(task.root)
            _check_among(keys, "comparison", target, reference.line, report)
        elif reference.kind == "kb:index":
            _check_among(_list_hubs(task), "index", target.strip("/"), reference.line, report)


def _check_term(task: Task, target: str, line: int, report: Report) -> None:
    terms = read_site_terms(task.root, task.terms, task.folder)
    owners = terms.glossary.list_owners(target) if target not in terms.terms else ()
    if owners:
        report(TermCode.AMBIGUOUS_TERM, line=line, name=target, slugs=", ".join(owners))
    elif not terms.knows(target):
        near = suggest(target, terms.list_names(), cutoff=0.6)
        report(TermCode.UNKNOWN_TERM, line=line, name=target, suggestion=near)


def _read_target(content: str) -> str:
    match = _EXPLICIT.match(content)
    return (match[1] if match else content).strip()


def _check_post(task: Task, target: str, line: int, report: Report) -> None:
    docnames = _list_posts(task.root, task.folder)
    stem = target.strip("/").removesuffix(".md")
    wanted = stem if stem.startswith(f"{task.folder}/") else f"{task.folder}/{stem}"
    if posixpath.normpath(wanted) not in docnames:
        names = [docname.removeprefix(f"{task.folder}/") for docname in docnames]
        near = suggest(target, names, cutoff=0.6) if len(names) <= 500 else ""
        report(SiteCode.UNKNOWN_REFERENCE, line=line, kind="post", target=target, suggestion=near)


def _check_label(task: Task, reference: Reference, target: str, report: Report) -> None:
    facet = _FACETS[reference.kind]
    facets = _build_facets(task.root, task.folder)
    if facets.get_label(facet, target) is None:
        names = [label.name for label in facets.list_facet(facet)]
        kind = reference.kind.removeprefix("kb:")
        _check_among(frozenset(names) - {target}, kind, target, reference.line, report)


def _check_among(known: frozenset[str], kind: str, target: str, line: int, report: Report) -> None:
    if target not in known:
        near = suggest(target, known, cutoff=0.6) if len(known) <= 500 else ""
        report(SiteCode.UNKNOWN_REFERENCE, line=line, kind=kind, target=target, suggestion=near)


def _list_hubs(task: Task) -> frozenset[str]:
    return frozenset({task.folder, task.terms, "comparisons", "categories", "tags", "authors", "archive"})


@cache
def _build_facets(root: Path, folder: str) -> FacetIndex:
    """Collect what the posts of a site are listed under, drafts left out as in a build."""
    found = ((path, _read_header(path)) for path in list_files(root / folder))
    posts = (
        parse_post(name_document(path, root), header, ignore_problem) for path, header in found if header
    )
    return build_facets(post for post in posts if not post.draft)


def _read_header(path: Path, needed: str = "") -> FrontMatter | None:
    """Read the front matter of a file that can be read and has a line which begins with some text."""
    try:
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return None
    return read_front_matter(text, ignore_problem) if not needed or f"\n{needed}" in text else None


@cache
def _list_comparisons(root: Path) -> frozenset[str]:
    """Return the keys of all comparisons of a site."""
    keys: set[str] = set()
    for path in list_files(root):
        try:
            text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError:
            continue
        if "comparison" in text:
            docname = name_document(path, root)
            keys.update(list_keys(read_front_matter(text, ignore_problem).mapping, docname))
            tables = (
                found for found in _COMPARISON.finditer(text) if not _TABLELESS.match(text, found.end())
            )
            named = ((found[2] or found[1]).strip() for found in tables)
            keys.update(make_key(name) if name else make_page_key(docname) for name in named)
    return frozenset(keys)


@cache
def _list_posts(root: Path, folder: str) -> frozenset[str]:
    return frozenset(list_docnames(root / folder, root))


@cache
def read_site_terms(root: Path, folder: str, posts: str) -> SiteTerms:
    """Read all terms of a site: those of a folder, and those that posts define."""
    found = [
        parse_term(docname, front_matter, ignore_problem)
        for docname, front_matter in _iterate_headers(root, folder, "")
    ]
    for docname, front_matter in _iterate_headers(root, posts, "terms:") if posts else ():
        found += parse_post_terms(docname, front_matter, folder, ignore_problem)
    terms = choose_terms(found).terms
    return SiteTerms(terms, build_glossary(terms))


def _iterate_headers(root: Path, folder: str, needed: str) -> Iterator[tuple[str, FrontMatter]]:
    """Yield the front matter of each file of a folder that has a line which begins with some text."""
    for path in list_files(root / folder):
        header = _read_header(path, needed)
        if header is not None:
            yield name_document(path, root), header

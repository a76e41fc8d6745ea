"""Writes the search index and the search page, in the place of those of Sphinx."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.domain import KnowledgeDomain, get_domain
from kb_ext.adapter.option import Options, get_options
from kb_ext.adapter.output import write_file
from kb_ext.adapter.search_text import read_sections, setup_search_text
from kb_ext.core.comparison import Comparison
from kb_ext.core.record import Term
from kb_ext.core.search.index import FOLDER, MANIFEST, build_index, digest_pages, is_current, is_ours
from kb_ext.core.search.page import Kind, Page, Section

TEMPLATE: Final = "kb/search.html"
_BUILDERS: Final = frozenset({"html", "dirhtml"})
_EVALUATED: Final = "translations.js"


def on_builder_inited(app: Sphinx) -> None:
    """Spare Sphinx its own index: it cannot find what is not typed as it was cut into words."""
    builder = app.builder
    if builder.name in _BUILDERS and isinstance(builder, StandaloneHTMLBuilder):
        builder.search = False


def on_html_page_context(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Leave out the texts of Sphinx's own search page: their script evaluates text, which policies forbid."""
    if app.builder.name in _BUILDERS:
        scripts = context.get("script_files", [])
        context["script_files"] = [
            one for one in scripts if not str(getattr(one, "filename", one)).endswith(_EVALUATED)
        ]


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that shows results; the theme's forms lead there."""
    if app.builder.name in _BUILDERS:
        yield "search", {}, TEMPLATE


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the index after success, when a page that can be found has changed."""
    if exception is None and app.builder.name in _BUILDERS:
        write_index(Path(app.outdir) / FOLDER, tuple(iterate_pages(app)))


def write_index(folder: Path, pages: tuple[Page, ...]) -> None:
    """Write the files of the index and remove those of an earlier one."""
    version = digest_pages(pages)
    manifest = folder / MANIFEST
    if manifest.is_file() and is_current(manifest.read_bytes(), version):
        return
    # The manifest goes first and comes last: it never says that files are current which are not.
    manifest.unlink(missing_ok=True)
    files = build_index(pages, version)
    for name, content in files.items():
        if name != MANIFEST:
            write_file(folder / name, content)
    for path in sorted(folder.rglob("*.js")):
        if path.relative_to(folder).as_posix() not in files and is_ours(path.read_bytes()):
            path.unlink()
    write_file(manifest, files[MANIFEST])


def iterate_pages(app: Sphinx) -> Iterator[Page]:
    """Yield every page that can be found, with what it is known by."""
    env, options = app.env, get_options(app.config)
    domain = get_domain(env)
    compared = {table.comparison.docname: table.comparison for table in domain.site.tables.values()}
    for docname in sorted(env.found_docs | compared.keys()):
        url, comparison = app.builder.get_target_uri(docname), compared.get(docname)
        sections = read_sections(env, docname) if docname in env.found_docs else ()
        post = domain.posts.get(docname)
        if sections is None or (post and post.draft):
            continue
        if comparison is not None:
            sections = (*sections, _describe_comparison(comparison))
        page = _make_page(env, domain, options, docname, url, sections)
        is_generated = comparison is not None and docname not in env.found_docs
        yield replace(page, title=comparison.caption) if comparison and is_generated else page
    for term in domain.site.terms.values():
        if term.origin and term.docname not in env.found_docs:
            definition = (Section(blocks=(term.definition,)),) if term.definition else ()
            yield _make_term_page(term, app.builder.get_target_uri(term.docname), definition)


def _describe_comparison(comparison: Comparison) -> Section:
    """Return what a comparison says, item by item, to be found on its own page."""
    blocks = (
        " ".join(filter(None, (line.label, line.note, *(cell.text for cell in line.cells))))
        for line in comparison.lines
    )
    labels = " ".join(column.criterion.label for column in comparison.columns)
    return Section(heading=comparison.caption, anchor=comparison.anchor, blocks=(labels, *blocks))


def _make_page(
    env: BuildEnvironment,
    domain: KnowledgeDomain,
    options: Options,
    docname: str,
    url: str,
    sections: tuple[Section, ...],
) -> Page:
    post, term = domain.posts.get(docname), domain.get_term_at(docname)
    if post is not None:
        lead = (Section(blocks=(post.excerpt,)),) if post.excerpt else ()
        return Page(
            docname=docname,
            url=url,
            title=post.title,
            kind=Kind.POST,
            day=post.date.day if post.date else "",
            categories=post.categories,
            tags=post.tags,
            authors=post.authors,
            sections=(*lead, *sections),
        )
    if term is not None:
        return _make_term_page(term, url, sections)
    title = env.titles[docname].astext() if docname in env.titles else docname
    is_comparison = docname.startswith(f"{options.comparison_directory}/")
    return Page(
        docname=docname,
        url=url,
        title=title,
        kind=Kind.COMPARISON if is_comparison else Kind.GUIDE,
        sections=sections,
    )


def _make_term_page(term: Term, url: str, sections: tuple[Section, ...]) -> Page:
    return Page(
        docname=term.docname,
        url=url,
        title=term.name,
        kind=Kind.TERM,
        names=(*term.names[1:], *term.former),
        reading=term.reading,
        categories=(term.category,) if term.category else (),
        sections=sections,
    )


def setup_search(app: Sphinx) -> None:
    """Connect the handlers."""
    setup_search_text(app)
    app.connect("builder-inited", on_builder_inited)
    # Behind all that add scripts to the page.
    app.connect("html-page-context", on_html_page_context, priority=900)
    app.connect("html-collect-pages", on_html_collect_pages)
    app.connect("build-finished", on_build_finished, priority=600)

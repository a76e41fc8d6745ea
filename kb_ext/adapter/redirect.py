"""Pages at the old addresses of posts and terms, each of which leads on to the page of today.

What a build shows at an address of its own is never replaced, and nothing is written outside the output
directory. The pages are entered in the ledger like all others, so that those of removed addresses go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext import __version__
from kb_ext.adapter.domain import KnowledgeDomain, get_domain
from kb_ext.adapter.ledger import Ledger
from kb_ext.adapter.output import write_file
from kb_ext.adapter.text import translate
from kb_ext.core.post_term import is_slug
from kb_ext.core.repair.address import is_address
from kb_ext.core.view import digest_of

TEMPLATE: Final = "kb/redirect.html"
_BUILDERS: Final = frozenset({"html", "dirhtml"})
_RESERVED: Final = frozenset(
    {"_static", "_sources", "_images", "_downloads", "_modules", "schema", "kb-search"}
)
"""Folders of the output that hold no pages."""
_GENERATED: Final = frozenset({"index", "search", "genindex", "py-modindex", "404"})
_PAGE_SUFFIXES: Final = frozenset({".html", ".htm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One old address."""

    pagename: str
    docname: str
    """Of the page that it leads to."""


def list_redirects(app: Sphinx) -> tuple[Redirect, ...]:
    """Return the redirects of the site in order; of two posts that claim an address, the first has it."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in _BUILDERS:
        return ()
    env = app.env
    taken = {*env.found_docs, *(listing.pagename for listing in get_domain(env).site.listings), *_GENERATED}
    taken |= {term.docname for term in get_domain(env).site.terms.values()}
    taken |= {f"{pagename}/index" for pagename in taken} if builder.name == "dirhtml" else set()
    found: dict[str, Redirect] = {}
    for address, docname in _iterate_addresses(get_domain(env)):
        pagename = make_pagename(address) if is_address(address) else ""
        if pagename and pagename not in taken:
            found.setdefault(pagename, Redirect(pagename=pagename, docname=docname))
    return tuple(found[pagename] for pagename in sorted(found))


def _iterate_addresses(domain: KnowledgeDomain) -> Iterator[tuple[str, str]]:
    """Yield every old address with the docname of what was there."""
    for docname, post in sorted(domain.posts.items()):
        yield from ((address, docname) for address in post.redirect_from)
    for term in domain.site.terms.values():
        folder = term.docname.removesuffix(term.slug)
        yield from ((f"/{folder}{slug}.html", term.docname) for slug in term.former if is_slug(slug))


def make_pagename(address: str) -> str:
    """Return the page that a server shows at an address, or an empty text where none may be.

    `/a/b/` and `/a/b` are the page `a/b/index`, `/a/b.html` is the page `a/b`.
    """
    path = PurePosixPath(unquote(address.partition("?")[0].partition("#")[0]).strip("/"))
    parts = path.parts
    if (
        not parts
        or not is_address(f"/{path}")
        or parts[0] in _RESERVED
        or any(p.startswith(".") for p in parts)
    ):
        return ""
    if path.suffix.lower() in _PAGE_SUFFIXES:
        return path.with_suffix("").as_posix()
    return f"{path}/index"


def digest_redirects(app: Sphinx) -> dict[str, str]:
    """Map the page of every redirect to the digest of what it says: part of what the ledger holds."""
    language, base = app.config.language, app.config.html_baseurl
    return {
        redirect.pagename: digest_of((__version__, language, base, redirect, _find_title(app, redirect)))
        for redirect in list_redirects(app)
    }


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages after success; one that would not change is left alone."""
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    known = Ledger(Path(app.outdir)).find_removed({})
    for redirect in list_redirects(app):
        path = Path(builder.get_output_path(redirect.pagename))
        # A file that is no page of ours came by `html_extra_path`.
        foreign = path.exists() and redirect.pagename not in known
        if path.resolve().is_relative_to(Path(app.outdir).resolve()) and not foreign:
            write_file(path, builder.templates.render(TEMPLATE, _make_context(app, redirect)).encode())


def _make_context(app: Sphinx, redirect: Redirect) -> Mapping[str, str]:
    builder = app.builder
    target = builder.get_relative_uri(redirect.pagename, redirect.docname)
    base = app.config.html_baseurl.rstrip("/")
    canonical = f"{base}/{builder.get_target_uri(redirect.docname)}" if base else target
    return {
        "language": app.config.language,
        "target": target,
        "canonical": canonical,
        "title": _find_title(app, redirect),
        "message": translate("This page has moved."),
    }


def _find_title(app: Sphinx, redirect: Redirect) -> str:
    title = app.env.titles.get(redirect.docname)
    if title is not None:
        return title.astext()
    generated = {term.docname: term.name for term in get_domain(app.env).site.terms.values()}
    return generated.get(redirect.docname, redirect.docname)


def setup_redirect(app: Sphinx) -> None:
    """Connect the handler; the pages are written before the ledger."""
    app.connect("build-finished", on_build_finished, priority=700)

"""Between reading and writing: derives the site from the facts and finds the pages that are out of date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.errors import ConfigError

from kb_ext import ENV_VERSION, __version__
from kb_ext.adapter.comparison_source import word_suggestions
from kb_ext.adapter.domain import KnowledgeDomain, get_domain
from kb_ext.adapter.ledger import Ledger
from kb_ext.adapter.option import get_options
from kb_ext.adapter.reading import find_scope, read_prose
from kb_ext.adapter.redirect import digest_redirects
from kb_ext.adapter.text import translate
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import TermCode
from kb_ext.core.dangling import find_dangling
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.lexicon import find_circles
from kb_ext.core.quote import gather_quotes
from kb_ext.core.record import Mentions, Quote, Scope
from kb_ext.core.site import build_site
from kb_ext.core.view import digest_of


def on_env_before_read_docs(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    """Strike out the pages of documents that are about to be read and so written."""
    if app.config.root_doc not in app.env.found_docs:
        text = translate("The site has no first page: write '{name}.md' beside conf.py, with a heading.")
        raise ConfigError(text.format(name=app.config.root_doc))
    Ledger(Path(app.outdir)).strike_out(docnames)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Build the site and return the documents whose pages would show something old."""
    domain, options = get_domain(env), get_options(app.config)
    facts = domain.gather_facts()
    glossary = build_glossary(facts.terms)
    _update_mentions(domain, glossary)
    facts = replace(facts, mentions=domain.gather_mentions(), quotes=domain.gather_quotes())
    site = build_site(facts, glossary, options.make_layout())
    # A page that someone wrote takes the place of a generated one.
    listings = tuple(listing for listing in site.listings if listing.pagename not in env.found_docs)
    domain.site = replace(site, listings=listings)
    _report_doubles(domain)
    ledger = Ledger(Path(app.outdir))
    stale = ledger.find_stale(compute_digests(app, domain))
    if isinstance(app.builder, StandaloneHTMLBuilder):
        outdated = set(app.builder.get_outdated_docs())
        # When every document is out of date, as after a change of a template, so is every listing.
        everything = outdated >= env.found_docs
        stale |= _list_generated(domain) if everything else set()
        # Redirects are compared with what is there: a name of theirs may be somebody else's file.
        ledger.strike_out((stale | outdated) - digest_redirects(app).keys())
    return sorted(stale & env.found_docs)


def compute_digests(app: Sphinx, domain: KnowledgeDomain) -> dict[str, str]:
    """Map every page of the site to the digest of what it shows of other pages."""
    env, site = domain.env, domain.site
    frame = _digest_frame(app)
    digests = {
        docname: digest_of((site.get_view(docname), _get_places(domain, docname), frame))
        for docname in sorted(env.found_docs)
    }
    digests.update(digest_generated(app, domain))
    digests.update(digest_redirects(app))
    return digests


def digest_generated(app: Sphinx, domain: KnowledgeDomain) -> dict[str, str]:
    """Map every listing, and every page of a term that a post defines, to the digest of what it shows."""
    site, frame = domain.site, _digest_frame(app)
    digests = {listing.pagename: digest_of((listing, frame)) for listing in site.listings}
    digests.update(
        (term.docname, digest_of((term, site.get_view(term.docname), frame)))
        for term in domain.iterate_generated_terms()
    )
    return digests


def _list_generated(domain: KnowledgeDomain) -> set[str]:
    """List the pages that no document is written as."""
    listings = {listing.pagename for listing in domain.site.listings}
    return listings | {term.docname for term in domain.iterate_generated_terms()}


def _get_places(domain: KnowledgeDomain, docname: str) -> str:
    """Identify where the prose of a page names terms: another name of a term moves the links to it."""
    noted = domain.mentions.get(docname)
    return noted.places if noted else ""


def _digest_frame(app: Sphinx) -> str:
    """Identify what stands around the text of every page: toctree, hubs, configuration and our version."""
    hubs = [(listing.pagename, bool(listing.total)) for listing in get_domain(app.env).site.iterate_hubs()]
    info = app.builder.build_info if isinstance(app.builder, StandaloneHTMLBuilder) else None
    configuration = (info.config_hash, info.tags_hash) if info else ()
    return digest_of(
        (__version__, ENV_VERSION, app.config.language, configuration, hubs, _digest_toctree(app))
    )


def _digest_toctree(app: Sphinx) -> str:
    root = app.config.root_doc
    if root not in app.env.all_docs or not isinstance(app.builder, StandaloneHTMLBuilder):
        return ""  # only HTML draws the tree on every page, and only HTML has addresses for it
    tree = global_toctree_for_doc(
        app.env, root, app.builder, tags=app.tags, collapse=False, includehidden=True
    )
    return digest_of(str(tree))


def _report_doubles(domain: KnowledgeDomain) -> None:
    """Report what two places claim, at the later one of them: slugs and names of terms."""
    env, site = domain.env, domain.site
    for clash in domain.choose_terms().clashes:
        code = TermCode.SEVERAL_SENSES if clash.is_meant else TermCode.DUPLICATE_TERM
        for term in clash.terms:
            report = reporter_for(env, term.source)
            report(code, line=term.line, column=term.column, name=clash.key, other=clash.list_others(term))
    for dangling in find_dangling(site.terms, site.glossary):
        report = word_suggestions(reporter_for(env, dangling.term.source))
        line, column = dangling.place
        report(dangling.code, line=line, column=column, **dangling.values)
    for term in find_circles(site.terms):
        report = reporter_for(env, term.source)
        report(TermCode.CIRCULAR_SEE, line=term.line, column=term.column, name=term.see)


def _update_mentions(domain: KnowledgeDomain, glossary: Glossary) -> None:
    """Search the prose of every document that was read, or of all when the glossary changed."""
    env, usual = domain.env, get_options(domain.env.config).scope
    for docname in sorted(env.found_docs):
        noted = domain.mentions.get(docname)
        scope = find_scope(domain, docname) or usual
        searched = f"{glossary.digest} {scope}"
        if noted is not None and noted.glossary == searched:
            continue
        own = domain.get_term_at(docname)
        runs = read_prose(env, docname) if scope is not Scope.NONE else []
        found = [
            (number, section, occurrence)
            for number, (section, text) in enumerate(runs)
            for occurrence in glossary.find(text)
            if own is None or occurrence.slug != own.slug
        ]
        slugs = tuple(dict.fromkeys(occurrence.slug for *_, occurrence in found))
        places = digest_of((scope, found)) if found else ""
        quotes: tuple[Quote, ...] = ()
        if docname in domain.posts:
            named = [(number, occurrence) for number, _, occurrence in found]
            quotes = gather_quotes([text for _, text in runs], named)
        domain.mentions[docname] = Mentions(glossary=searched, slugs=slugs, places=places, quotes=quotes)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """After success, enter what was written and remove the pages that the site no longer has."""
    if exception is not None:
        return
    ledger = Ledger(Path(app.outdir))
    digests = compute_digests(app, get_domain(app.env))
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for pagename in ledger.find_removed(digests):
            _remove_page(app.builder, pagename)
        for pagename in sorted(digests.keys() - app.env.found_docs):
            _remove_sources(app.builder, pagename)  # of a page that someone wrote before
    ledger.enter(digests)


def _remove_page(builder: StandaloneHTMLBuilder, pagename: str) -> None:
    """Delete a page and its source; only ever names that the ledger says were written here."""
    _remove_file(builder, Path(builder.get_output_path(pagename)))
    _remove_sources(builder, pagename)


def _remove_sources(builder: StandaloneHTMLBuilder, pagename: str) -> None:
    end = builder.config.html_sourcelink_suffix
    for suffix in builder.config.source_suffix:
        # Sphinx adds no second suffix where the two are the same.
        name = f"{pagename}{suffix}" if suffix == end else f"{pagename}{suffix}{end}"
        _remove_file(builder, Path(builder.outdir) / "_sources" / name)


def _remove_file(builder: StandaloneHTMLBuilder, path: Path) -> None:
    if path.resolve().is_relative_to(Path(builder.outdir).resolve()):
        path.unlink(missing_ok=True)
        _remove_empty_folders(path.parent, Path(builder.outdir))


def _remove_empty_folders(folder: Path, top: Path) -> None:
    """Remove a folder and those above it, up to the output directory, as long as they are empty."""
    while folder != top and folder.is_relative_to(top) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def setup_update(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("env-updated", on_env_updated, priority=800)
    app.connect("build-finished", on_build_finished, priority=800)

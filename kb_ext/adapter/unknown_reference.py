"""Reports references to what neither this project nor another one knows, with what was probably meant."""

from __future__ import annotations

from difflib import get_close_matches

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain

from kb_ext.adapter.domain import FACET_OBJECTS, KnowledgeDomain, get_domain
from kb_ext.adapter.text import translate
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import SiteCode, TermCode


def on_missing_reference(
    app: Sphinx, _env: object, node: pending_xref, contnode: nodes.Element
) -> nodes.Node | None:
    """Let Sphinx's own role `term` find our terms, behind the glossaries that Sphinx knows itself."""
    if node.get("refdomain") != "std" or node.get("reftype") != "term":
        return None
    docname = str(node.get("refdoc", app.env.docname))
    target = str(node["reftarget"])
    return get_domain(app.env).refer_to_term(app.builder, docname, target, contnode.astext())


def on_warn_missing_reference(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in our own words what one of our roles does not find."""
    if not isinstance(domain, KnowledgeDomain):
        return None
    report_unknown(app, domain, str(node["reftype"]), str(node["reftarget"]), node)
    return True


def report_unknown(app: Sphinx, domain: KnowledgeDomain, typ: str, target: str, node: nodes.Node) -> None:
    """Report a name that is none, at the place of a node."""
    near = get_close_matches(target, _list_names(domain, typ), n=1)
    suggestion = translate(" Did you mean '{name}'?").format(name=near[0]) if near else ""
    report = reporter_for(app.env, app.env.docname)
    line = node.line or 1
    owners = domain.site.glossary.list_owners(target) if typ == "term" else ()
    if owners:
        report(TermCode.AMBIGUOUS_TERM, line=line, name=target, slugs=", ".join(owners))
    elif typ == "term":
        report(TermCode.UNKNOWN_TERM, line=line, name=target, suggestion=suggestion)
    else:
        kind = translate(typ)
        report(SiteCode.UNKNOWN_REFERENCE, line=line, kind=kind, target=target, suggestion=suggestion)


def _list_names(domain: KnowledgeDomain, typ: str) -> list[str]:
    site = domain.site
    if typ == "term":
        return sorted({name for term in site.terms.values() for name in (term.slug, *term.names)})
    if typ == "post":
        return sorted(name.partition("/")[2] for name in domain.posts)
    if typ == "comparison":
        return sorted(site.tables)
    if typ == "index":
        return [hub.pagename.removesuffix("/index") for hub in site.iterate_hubs()]
    return [label.name for label in site.facets.list_facet(FACET_OBJECTS[typ])]


def setup_unknown_reference(app: Sphinx) -> None:
    """Connect the handlers; what is ours comes before what other projects have."""
    app.connect("missing-reference", on_missing_reference, priority=400)
    app.connect("warn-missing-reference", on_warn_missing_reference)

"""Links to places on a page: led there, or reported at their line and shown as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.option import get_options
from kb_ext.adapter.place import find_place
from kb_ext.adapter.text import translate
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.anchor import TOP, AnchorIndex, build_anchor_index
from kb_ext.core.code import BodyCode
from kb_ext.markdown.anchor import Anchors

_SLUGS: Final = "myst_slugs"
"""Where MyST keeps the headings of a page, and looks for what a link with a fragment leads to."""


def settle_anchors(document: nodes.document, anchors: Anchors) -> None:
    """Lead the links of a record that was just read, report the dead ones, and keep its anchors."""
    env: BuildEnvironment = document.settings.env
    if anchors.found:
        env.metadata[env.docname][_SLUGS] = {key: (0, key, text) for key, text in anchors.found.items()}
    if not anchors.links:
        return
    index = build_anchor_index(anchors.found)
    for reference in list(_iterate_links(document)):
        _lead(reference, index)
    for target, line, near in anchors.iterate_dead(index):
        report_dead(env, line, f"#{target}", f"#{near}" if near else "")


def _iterate_links(document: nodes.document) -> Iterator[nodes.reference]:
    return (reference for reference in document.findall(nodes.reference) if reference.get("id_link"))


def _lead(reference: nodes.reference, index: AnchorIndex) -> None:
    target = str(reference["refuri"])[1:]
    key = index.find(target)
    del reference["id_link"]
    if key:
        del reference["refuri"]
        reference["refid"] = key
        reference["internal"] = True
        if not reference.children:
            reference += nodes.inline("", key)
    elif target in TOP:
        reference["refuri"] = "#"
        reference["internal"] = True
    else:
        reference.replace_self(nodes.inline("", "", *(reference.children or [nodes.Text(f"#{target}")])))


def settle_fragment(env: BuildEnvironment, xref: addnodes.pending_xref) -> None:
    """Lead a link with a fragment to its place on another record, or to the page where there is none."""
    docname, target = str(xref["reftarget"]), xref.get("reftargetid")
    if not target or not get_options(env.config).is_record(docname) or docname not in env.all_docs:
        return
    index = build_anchor_index(_read_anchors(env, docname))
    key = index.find(str(target))
    xref["reftargetid"] = key or None
    if not key and target not in TOP:
        near = index.suggest(str(target))
        report_dead(env, xref.line or 1, f"{docname}.md#{target}", f"#{near}" if near else "")


def _read_anchors(env: BuildEnvironment, docname: str) -> Mapping[str, str]:
    slugs = env.metadata[docname].get(_SLUGS, {})
    return {key: text for key, (_, _, text) in slugs.items()}


def report_dead(env: BuildEnvironment, line: int, target: str, near: str) -> None:
    """Report a link whose fragment names nothing."""
    suggestion = translate(" Did you mean '{name}'?").format(name=near) if near else ""
    _, column = find_place(env, env.docname, line, target[target.index("#") :])
    report = reporter_for(env, env.docname)
    report(BodyCode.DEAD_ANCHOR, line=line, column=column, target=target, suggestion=suggestion)

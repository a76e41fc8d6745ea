"""Links of records that lead nowhere on this site: reported at their line, shown as text."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from kb_ext.adapter.anchor import settle_fragment
from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.option import get_options
from kb_ext.adapter.place import find_place
from kb_ext.adapter.text import translate
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import BodyCode


class DeadLinkTransform(SphinxPostTransform):
    """Runs before MyST looks for a target of this name, which no path of another site has."""

    default_priority = 7

    def run(self, **kwargs: Any) -> None:
        """Take the link off every path that MyST did not find a document or file behind."""
        is_record = get_options(self.config).is_record(self.env.docname)
        for xref in list(self.document.findall(addnodes.pending_xref)):
            if xref.get("reftype") != "myst":
                continue
            target = str(xref.get("reftarget", ""))
            # MyST marks a path that it found a document behind with a domain of its own.
            if xref.get("refdomain") == "doc" and (not is_record or target in self.env.all_docs):
                settle_fragment(self.env, xref)
            elif xref.get("refdomain") == "doc":
                self._report(xref, f"{target}.md")  # a draft, or a page that is left out
                xref.replace_self(nodes.inline("", "", *xref.children))
            elif is_record and not xref.get("refdomain"):
                self._report(xref, target)
                xref.replace_self(nodes.inline("", "", *xref.children))

    def _report(self, xref: addnodes.pending_xref, target: str) -> None:
        near = self._find_near(target)
        suggestion = translate(" Did you mean '{name}'?").format(name=near) if near else ""
        report = reporter_for(self.env, self.env.docname)
        line = xref.line or 1
        _, column = find_place(self.env, self.env.docname, line, target)
        report(BodyCode.DEAD_LINK, line=line, column=column, target=target, suggestion=suggestion)

    def _find_near(self, target: str) -> str | None:
        """Return the post whose file is called most like the last part of a path."""
        wanted = target.partition("#")[0].partition("?")[0].strip("/").rpartition("/")[2]
        names = {
            docname.rpartition("/")[2]: docname
            for docname in sorted(get_domain(self.env).posts)
            if docname != self.env.docname
        }
        exact = [docname for name, docname in names.items() if wanted and name.endswith(wanted)]
        if exact:
            return exact[0]
        near = get_close_matches(wanted, names, n=1, cutoff=0.8) if len(names) <= 500 else []
        return names[near[0]] if near else None


def setup_dead_link(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(DeadLinkTransform)

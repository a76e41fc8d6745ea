"""Links the first occurrence of each term in a page's prose."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.node import make_term_reference
from kb_ext.adapter.prose import Run, iterate_runs
from kb_ext.core.glossary import Glossary, Occurrence
from kb_ext.core.link import Tip


class TermLinkTransform(SphinxPostTransform):
    """Runs before the page is completed, so that only the author's own prose is searched."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Link every term that the view says the prose names."""
        domain = get_domain(self.env)
        docname = self.env.docname
        noted = domain.mentions.get(docname)
        tips = {tip.slug: tip for tip in domain.site.get_view(docname).tips}
        waiting = {slug: tips[slug] for slug in (noted.slugs if noted else ()) if slug in tips}
        for run in list(iterate_runs(self.document)):
            if not waiting:
                return
            self._link_run(run, domain.site.glossary, waiting)

    def _link_run(self, run: Run, glossary: Glossary, waiting: dict[str, Tip]) -> None:
        """Link the terms that still wait for their first occurrence, and take them off the list."""
        links: dict[int, list[tuple[Occurrence, Tip]]] = {}
        for occurrence in glossary.find(run.text):
            place = run.find_piece(occurrence.start, occurrence.end)
            if place is not None and occurrence.slug in waiting:
                links.setdefault(place[0], []).append((occurrence, waiting.pop(occurrence.slug)))
        for offset, piece in run.pieces:
            if offset in links:
                piece.parent.replace(piece, self._split(piece.astext(), offset, links[offset]))

    def _split(self, text: str, offset: int, links: list[tuple[Occurrence, Tip]]) -> list[nodes.Node]:
        """Cut a text at its links."""
        builder, docname = self.env._app.builder, self.env.docname
        parts: list[nodes.Node] = []
        position = 0
        for occurrence, tip in links:
            start, end = occurrence.start - offset, occurrence.end - offset
            name = nodes.Text(text[start:end])
            parts += [nodes.Text(text[position:start])] if start > position else []
            parts.append(make_term_reference(builder, docname, tip, name))
            position = end
        return [*parts, nodes.Text(text[position:])] if position < len(text) else parts


def setup_term_link(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TermLinkTransform)

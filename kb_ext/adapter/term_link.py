"""Links terms in a page's prose: by default the first occurrence in each section."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.node import make_term_reference
from kb_ext.adapter.option import get_options
from kb_ext.adapter.prose import Run, iterate_runs
from kb_ext.adapter.reading import find_scope
from kb_ext.core.chooser import Chooser
from kb_ext.core.glossary import Glossary, Occurrence
from kb_ext.core.link import Tip


class TermLinkTransform(SphinxPostTransform):
    """Runs before the page is completed, so that only the author's own prose is searched."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Link the terms that the view says the prose names, as often as the page says."""
        domain, docname = get_domain(self.env), self.env.docname
        noted = domain.mentions.get(docname)
        named = frozenset(noted.slugs) if noted else frozenset()
        tips = {tip.slug: tip for tip in domain.site.get_view(docname).tips if tip.slug in named}
        if not tips:
            return
        scope = find_scope(domain, docname) or get_options(self.config).scope
        chooser = Chooser(scope, domain.site.glossary.always)
        for run in list(iterate_runs(self.document)):
            self._link_run(run, domain.site.glossary, tips, chooser)

    def _link_run(self, run: Run, glossary: Glossary, tips: dict[str, Tip], chooser: Chooser) -> None:
        """Link the occurrences of one run that are not left for a reason."""
        links: dict[int, list[tuple[Occurrence, Tip]]] = {}
        for occurrence in glossary.find(run.text):
            place = run.find_piece(occurrence.start, occurrence.end)
            tip = tips.get(occurrence.slug)
            if place is not None and tip is not None and chooser.take(occurrence.slug, run.section):
                links.setdefault(place[0], []).append((occurrence, tip))
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

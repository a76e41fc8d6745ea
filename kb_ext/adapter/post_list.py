"""The directive `{kb:posts}`: the newest posts, of all or of one category, tag or author."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kb_ext.adapter.domain import FACET_OBJECTS, get_domain
from kb_ext.adapter.draw import Painter
from kb_ext.core.record import Query

DEFAULT_LIMIT = 10
"""How many posts are shown when the page does not say."""


class post_list(nodes.General, nodes.Element):  # noqa: N801 # docutils names nodes in lower case
    """Stands where a list of posts will be; `number` is its place among the queries of the page."""


class PostListDirective(SphinxDirective):
    """Notes which posts are wanted; they are known only once all documents are read."""

    option_spec: ClassVar[dict[str, Any]] = {
        "limit": directives.positive_int,
        "category": directives.unchanged_required,
        "tag": directives.unchanged_required,
        "author": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        wanted = next((kind for kind in ("category", "tag", "author") if kind in self.options), None)
        query = Query(
            limit=self.options.get("limit", DEFAULT_LIMIT),
            facet=FACET_OBJECTS[wanted] if wanted else None,
            name=self.options[wanted] if wanted else "",
        )
        number = get_domain(self.env).note_query(self.env.docname, query)
        return [post_list("", number=number)]


class PostListTransform(SphinxPostTransform):
    """Puts the posts in the place of the placeholders."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the document."""
        domain = get_domain(self.env)
        painter = Painter(self.env._app.builder, self.env.docname)
        cards = domain.site.get_view(self.env.docname).cards
        for placeholder in list(self.document.findall(post_list)):
            number = placeholder["number"]
            shown = cards[number] if number < len(cards) else ()
            placeholder.replace_self([painter.draw_cards(shown)] if shown else [])


def setup_post_list(app: Sphinx) -> None:
    """Register the directive and the transform."""
    app.add_node(post_list)
    app.add_directive_to_domain("kb", "posts", PostListDirective)
    app.add_post_transform(PostListTransform)

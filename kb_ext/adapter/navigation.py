"""The site's navigation: the hubs of the knowledge base, and the toctree rendered once per folder.

Furo renders the whole toctree into every page, which is quadratic in the number of pages. Pages outside the
toctree see the same tree, but for the way to it, wherever they stand in one folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.heading import name_listing
from kb_ext.adapter.option import get_options
from kb_ext.adapter.text import translate

Toctree = Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the navigation."""

    title: str
    uri: str
    current: bool


class Navigation:
    """Serves the toctree of every page; remembers one for each folder during one build."""

    def __init__(self) -> None:
        self._trees: dict[tuple[str, str], str] = {}
        self._inside: frozenset[str] | None = None

    def on_env_updated(self, _app: Sphinx, env: object) -> None:
        """Forget what an earlier build in this process rendered."""
        self._trees.clear()
        self._inside = None

    def on_html_page_context(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document
    ) -> None:
        """Put a cheaper toctree, with our hubs above it, in the place of the page's own."""
        original: Toctree | None = context.get("toctree")
        if original is None:
            return

        def toctree(**arguments: Any) -> str:
            return self._render(app, pagename, original, arguments)

        context["toctree"] = toctree

    def _render(self, app: Sphinx, pagename: str, original: Toctree, arguments: dict[str, Any]) -> str:
        if self._inside is None:
            included = app.env.toctree_includes.values()
            self._inside = frozenset(docname for docnames in included for docname in docnames)
        hubs = {hub.pagename for hub in get_domain(app.env).site.iterate_hubs()}
        if pagename in self._inside or pagename == app.config.root_doc or pagename in hubs:
            return self._compose(app, pagename, original(**arguments))
        key = (dirname(pagename), repr(sorted(arguments.items())))
        if key not in self._trees:
            self._trees[key] = self._compose(app, pagename, original(**arguments))
        return self._trees[key]

    def _compose(self, app: Sphinx, pagename: str, tree: str | None) -> str:
        builder = app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        entries = self._list_entries(app, pagename)
        if not entries:
            return tree or ""
        context = {"caption": translate("Knowledge base"), "entries": entries}
        return (tree or "") + str(builder.templates.render("kb/navigation.html", context))

    def _list_entries(self, app: Sphinx, pagename: str) -> list[Entry]:
        options = get_options(app.config)
        hubs = [listing for listing in get_domain(app.env).site.iterate_hubs() if listing.total]
        return [
            Entry(
                title=name_listing(hub, options),
                uri=app.builder.get_relative_uri(pagename, hub.pagename) or "#",
                current=dirname(pagename) == dirname(hub.pagename),
            )
            for hub in hubs
            if hub.pagename not in (self._inside or ())
        ]


def setup_navigation(app: Sphinx) -> None:
    """Connect the handlers; Furo reads the toctree at priority 500."""
    navigation = Navigation()
    app.connect("env-updated", navigation.on_env_updated)
    app.connect("html-page-context", navigation.on_html_page_context, priority=400)

"""What readers see of the search: the box on every page, its suggestions, and the page of results."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from kb_ext.adapter.text import translate


def on_html_page_context(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the templates the texts of the interface."""
    context["kb_search_texts"] = list_texts()


def list_texts() -> dict[str, object]:
    """Map what the scripts ask for to its text in the site's language; `{…}` are places that they fill."""
    return {
        "search": translate("Search"),
        "suggestions": translate("Suggestions"),
        "suggested": translate("{count} suggestions"),
        "all": translate("Search for “{query}”"),
        "recent": translate("Recent searches"),
        "clear": translate("Clear"),
        "found": translate("{count} pages for “{query}”"),
        "nothing": translate("Nothing was found for “{query}”."),
        "partly": translate("No page has all of “{query}”. {count} pages have parts of it."),
        "corrected": translate("Nothing was found for “{query}”. {count} pages for “{corrected}”"),
        "failed": translate("The search cannot be loaded. Check the connection and try again."),
        "advice": translate("Try fewer or other words; a part of a word is enough."),
        "corrections": translate("Did you mean:"),
        "more": translate("More results"),
        "sort": translate("Order"),
        "sorts": {"relevance": translate("Best first"), "date": translate("Newest first")},
        "kinds": {
            "post": translate("Post"),
            "term": translate("Term"),
            "comparison": translate("Comparison"),
            "guide": translate("Guide"),
        },
        "facets": {
            "kind": translate("Kind"),
            "category": translate("Categories"),
            "tag": translate("Tags"),
            "year": translate("Year"),
        },
    }


def setup_search_box(app: Sphinx) -> None:
    """Register the script, the style sheet and the handler."""
    app.add_css_file("kb-search.css", priority=710)
    app.add_js_file("kb-search.js", loading_method="defer")
    app.connect("html-page-context", on_html_page_context)

"""Gives pages that hold a comparison, and only these, the script and the style sheet for it."""

from __future__ import annotations

import json
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from kb_ext.adapter.text import translate

PARTS: Final = ("element", "order", "address", "age", "model", "panel", "region", "table", "toolbar")
"""The scripts that the main one is made of; each uses only what is before it."""
SHEETS: Final = ("kb-comparison", "kb-comparison-tools", "kb-comparison-view")
"""The style sheets; readers without scripts need only the first."""
_TABLE = 'class="kb-comparison '
_OTHER_TABLE = 'class="kb-comparison"'


def on_html_page_context(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Add what a comparison needs; Sphinx forgets what is added here before the next page."""
    body = str(context.get("body", ""))
    if _TABLE not in body and _OTHER_TABLE not in body:
        return
    for sheet in SHEETS:
        app.add_css_file(f"{sheet}.css", priority=710)
    texts = json.dumps(_list_texts(), ensure_ascii=False, sort_keys=True)
    for part in PARTS:
        app.add_js_file(f"kb-comparison-{part}.js", loading_method="defer")
    attributes: dict[str, Any] = {"data-kb-comparison-texts": texts}
    app.add_js_file("kb-comparison.js", loading_method="defer", **attributes)


def _list_texts() -> dict[str, str]:
    """Name the texts of the interface, in the site's language; the script fills their places."""
    return _list_control_texts() | _list_statement_texts() | _list_value_texts()


def _list_control_texts() -> dict[str, str]:
    return {
        "tools": translate("Tools for this comparison"),
        "search": translate("Search this table"),
        "filter": translate("Filter items"),
        "choose": translate("Choose what to show"),
        "differences": translate("Only differences"),
        "mark": translate("Mark the best"),
        "transposed": translate("Swap rows and columns"),
        "pair": translate("Compare two"),
        "expand": translate("Fill the screen"),
        "shrink": translate("Leave the full screen"),
        "reset": translate("Undo all choices"),
        "items": translate("Items to show"),
        "criteria": translate("Criteria to show"),
        "all": translate("Show all"),
        "none": translate("Show none"),
        "action": translate("{group}: {action}"),
        "first": translate("First item to compare"),
        "second": translate("Second item to compare"),
        "sort": translate("Sort by {label}"),
    }


def _list_statement_texts() -> dict[str, str]:
    return {
        "best": translate("Best value"),
        "shown": translate("{shown} of {total} shown"),
        "shownCriteria": translate("criteria: {shown} of {total}"),
        "separator": translate(" · "),
        "nothing": translate("Nothing matches."),
        "same": translate("They do not differ."),
        "paired": translate("Comparing two"),
        "old": translate("older than {age}"),
        "allOld": translate("All dated values here are older than {age}."),
        "year": translate("1 year"),
        "years": translate("{count} years"),
        "month": translate("1 month"),
        "months": translate("{count} months"),
        "days": translate("{count} days"),
    }


def _list_value_texts() -> dict[str, str]:
    """Name the values that cells write in different words, as `data-value` and `data-state` have them."""
    return {
        "yes": translate("yes"),
        "partial": translate("partly"),
        "no": translate("no"),
        "unknown": translate("unknown"),
        "unsupported": translate("not supported"),
        "unconfirmed": translate("not confirmed"),
        "not-applicable": translate("not applicable"),
    }


def setup_comparison_asset(app: Sphinx) -> None:
    """Register the handler, behind those that complete a page."""
    app.connect("html-page-context", on_html_page_context, priority=700)

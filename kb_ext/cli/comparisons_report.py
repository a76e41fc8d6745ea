"""What `kb comparisons suggest` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from kb_ext.cli.survey import Glossaries, Page
from kb_ext.core.problem import Translate
from kb_ext.core.recognition.clue import Orientation
from kb_ext.core.recognition.suggestion import SuggestedCriterion, Suggestion, suggest_comparisons
from kb_ext.core.recognition.table import find_tables
from kb_ext.core.value import ValueType

REPORT_VERSION: Final = 1
_ORIENTATIONS: Final = {
    Orientation.ROWS: "{count} items in rows",
    Orientation.COLUMNS: "{count} items in columns",
}
_TYPES: Final = {
    ValueType.NUMBER: "number",
    ValueType.MONEY: "money",
    ValueType.PERCENTAGE: "percentage",
    ValueType.RATING: "rating",
    ValueType.BOOLEAN: "yes or no",
    ValueType.LIST: "list",
    ValueType.DATE: "date",
    ValueType.VERSION: "version",
    ValueType.LINK: "link",
}
"""Types that are told, with their words (gettext message ids); text goes without saying."""
_SUMMARY: Final = "Files: {files}, tables: {tables}, worth being comparisons: {suggested}"
Tree = str | int | float | None | Sequence["Tree"] | dict[str, "Tree"]


def print_suggestions(pages: Sequence[Page], form: str, translate: Translate) -> None:
    """Print what is proposed for each file, and how much there was to look at."""
    tables = [find_tables(page.text) for page in pages]
    glossaries = Glossaries()
    found = [
        (page, suggest_comparisons(there, glossaries.find(page.task).resolve_item))
        for page, there in zip(pages, tables, strict=True)
    ]
    counts = {
        "files": len(pages),
        "tables": sum(map(len, tables)),
        "suggested": sum(len(suggestions) for _, suggestions in found),
    }
    if form == "json":
        entries: list[Tree] = [
            _describe(page.task.shown, suggestion, translate)
            for page, suggestions in found
            for suggestion in suggestions
        ]
        report: Tree = {"version": REPORT_VERSION, "suggestions": entries, "summary": {**counts}}
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for page, suggestions in found:
        for suggestion in suggestions:
            print("\n".join(_word(page.task.shown, suggestion, translate)))
    print(translate(_SUMMARY).format(**counts))


def _word(path: str, suggestion: Suggestion, translate: Translate) -> Iterator[str]:
    """Yield the lines that tell of one table."""
    table, judgement = suggestion.table, suggestion.judgement
    items = translate(_ORIENTATIONS[judgement.orientation]).format(count=len(suggestion.items))
    about = table.heading or table.title
    message = translate("This table compares things: {items}, weight {weight}.").format(
        items=items, weight=f"{judgement.weight:g}"
    )
    yield f"{path}:{table.line}:1: info[suggest.comparison] {message} {about}".rstrip()
    told = [f"{item.label} → {item.term}" if item.term else item.label for item in suggestion.items]
    yield f"    {translate('Items')}: {', '.join(told)}"
    criteria = [_word_criterion(criterion, translate) for criterion in suggestion.criteria]
    yield f"    {translate('Criteria')}: {', '.join(criteria)}"
    for evidence in judgement.evidence:
        yield f"    {evidence.weight:+g} {evidence.describe(translate)}"


def _word_criterion(criterion: SuggestedCriterion, translate: Translate) -> str:
    if criterion.type not in _TYPES:
        return criterion.label
    type_ = translate(_TYPES[criterion.type])
    return f"{criterion.label} ({' '.join(filter(None, (type_, criterion.unit)))})"


def _describe(path: str, suggestion: Suggestion, translate: Translate) -> Tree:
    table, judgement = suggestion.table, suggestion.judgement
    return {
        "path": path,
        "line": table.line,
        "end": table.end - 1,
        "heading": table.heading,
        "orientation": judgement.orientation.value,
        "weight": judgement.weight,
        "why": [
            {
                "clue": evidence.clue.public,
                "weight": evidence.weight,
                "message": evidence.describe(translate),
            }
            for evidence in judgement.evidence
        ],
        "items": [{"label": item.label, "term": item.term or None} for item in suggestion.items],
        "criteria": [
            {"label": criterion.label, "type": criterion.type.value, "unit": criterion.unit or None}
            for criterion in suggestion.criteria
        ],
    }

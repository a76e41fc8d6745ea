"""What can be wrong with comparisons."""

from __future__ import annotations

from kb_ext.core.code.base import Code, Severity


class ComparisonCode(Code):
    """What can be wrong with comparisons."""

    COMPARISON_SHAPE = (
        "comparison.shape",
        Severity.WARNING,
        "The row '{item}' has {found} cells where {expected} are expected.",
        "Add the missing cells or remove the surplus ones.",
    )
    """A ragged row: surplus cells are kept in the last one, missing ones are shown as unknown."""
    COMPARISON_EMPTY = (
        "comparison.empty",
        Severity.ERROR,
        "The comparison '{key}' has no table.",
        "Write a Markdown table with a header row inside it.",
    )
    """Nothing to compare was found where a comparison was announced."""
    DUPLICATE_COMPARISON = (
        "comparison.duplicate",
        Severity.WARNING,
        "The comparison '{key}' is already defined in {other}.",
        "Choose another key.",
    )
    """Two tables share a key; the first one is kept."""

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
        "Choose another key, or name this key to contribute to that comparison.",
    )
    """Two tables that name no key share one, that of their files; the first one has it."""
    UNKNOWN_COMPARISON = (
        "comparison.unknown",
        Severity.WARNING,
        "There is no comparison '{key}' to show.{suggestion}",
        "Correct the key, or write a Markdown table inside the directive.",
    )
    """A page asks for a comparison that no page defines."""
    COMPARISON_SETTING = (
        "comparison.setting",
        Severity.WARNING,
        "'{found}' is not allowed for '{setting}'; allowed are {allowed}.",
        "Write one of these, or leave it out.",
    )
    """A type, an orientation or a wish that does not exist; it is left out."""
    UNKNOWN_CRITERION = (
        "comparison.criterion",
        Severity.WARNING,
        "'{name}' is none of the criteria.{suggestion}",
        "Declare the criterion, or correct its key.",
    )
    """A cell for a criterion that the comparison does not have; it is not shown."""
    DUPLICATE_CRITERION = (
        "comparison.duplicate-criterion",
        Severity.WARNING,
        "The criterion '{label}' stands here a second time.",
        "Keep one of them, or tell them apart.",
    )
    """Two criteria of one name; both are shown."""
    DUPLICATE_ITEM = (
        "comparison.duplicate-item",
        Severity.WARNING,
        "The item '{label}' stands here a second time.",
        "Keep one of them, or tell them apart.",
    )
    """Two items of one name; both are shown."""
    BAD_VALUE = (
        "comparison.value",
        Severity.WARNING,
        "'{value}' by '{criterion}' is not {expected}.",
        "Correct the value or the type of the criterion '{criterion}'; '不明' says that it is unknown.",
    )
    """A cell that is not of the type its criterion declares; it is shown, and ordered behind the others."""
    MISSING_AS_OF = (
        "comparison.as-of",
        Severity.WARNING,
        "The comparison '{key}' does not say as of when '{label}' holds.",
        "Write 'as_of' for the cell, its row or the whole comparison.",
    )
    """Only reported where the site asks for dates."""
    CONTRADICTION = (
        "comparison.contradiction",
        Severity.WARNING,
        "'{item}' by '{criterion}' is '{value}' here ({as_of}), but '{told}' in {other} ({other_as_of}).",
        "Correct one of them, or give both their dates; the newest is shown, with the other in its note.",
    )
    """Two pages say different things of one cell."""
    DATA_FILE = (
        "comparison.file",
        Severity.ERROR,
        "The file '{file}' cannot be used: {detail}.",
        "Name a YAML, JSON or CSV file inside the source directory.",
    )
    """The data of a comparison that cannot be read."""
    STALE = (
        "comparison.stale",
        Severity.INFO,
        "'{item}' by '{criterion}' is as of {as_of}, {days} days ago.",
        "Look it up again, and correct the value or its date.",
    )
    """Only reported by `kb check --stale`."""

"""The pass that gives a document on one line its line breaks back."""

from __future__ import annotations

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note
from kb_ext.core.repair.line_break import is_flattened, restore_line_breaks


def restore_flattened(text: str, context: Context, note: Note) -> str:
    """Restore the line breaks of a flattened document; nothing but white space may change."""
    if not is_flattened(text):
        return text
    restored = restore_line_breaks(text)
    if restored == text or restored.split() != text.split():
        return text
    note(Finding.FLATTENED, count=str(restored.count("\n")))
    return restored

"""What can be wrong with terms."""

from __future__ import annotations

from kb_ext.core.code.base import Code, Severity


class TermCode(Code):
    """What can be wrong with terms."""

    DUPLICATE_TERM = (
        "term.duplicate",
        Severity.WARNING,
        "'{name}' is already a name of the term in {other}.",
        "Remove it from one of the two, or name the sense of each.",
    )
    """Two terms share a name; the name links to neither."""
    UNKNOWN_TERM = (
        "term.unknown",
        Severity.WARNING,
        "There is no term '{name}'.{suggestion}",
        "Add it below 'terms/', or correct the name.",
    )
    """An explicit reference or a relation names no term."""
    TERM_WITHOUT_READING = (
        "term.no-reading",
        Severity.WARNING,
        "The term '{name}' has no reading.",
        "Add 'reading: …' in kana, so that it can be sorted.",
    )
    """A name with kanji cannot be put in 五十音 order without its reading."""
    BAD_READING = (
        "term.reading",
        Severity.WARNING,
        "The reading '{value}' holds other characters than kana.",
        "Write it in hiragana.",
    )
    """A reading is what the name sounds like, in kana only."""

"""What can be wrong with terms."""

from __future__ import annotations

from kb_ext.core.code.base import Code, Severity


class TermCode(Code):
    """What can be wrong with terms."""

    DUPLICATE_TERM = (
        "term.duplicate",
        Severity.WARNING,
        "'{name}' is also a name of the term in {other}.",
        "Remove it from one of the two, or name the sense of each.",
    )
    """Two terms share a name; the name links to neither."""
    SEVERAL_SENSES = (
        "term.senses",
        Severity.INFO,
        "'{name}' has another sense in {other}, and links to neither by itself.",
        "Name the sense in brackets behind the name where one of them is meant.",
    )
    """Terms that share a name and say in which sense each is meant."""
    UNKNOWN_TERM = (
        "term.unknown",
        Severity.WARNING,
        "There is no term '{name}'.{suggestion}",
        "Add it below 'terms/', or correct the name.",
    )
    """An explicit reference or a relation names no term."""
    AMBIGUOUS_TERM = (
        "term.ambiguous",
        Severity.WARNING,
        "'{name}' is a name of several terms: {slugs}.",
        "Write one of these instead, or the name with its sense in brackets.",
    )
    """An explicit reference names more than one term."""
    TERM_WITHOUT_READING = (
        "term.no-reading",
        Severity.WARNING,
        "The term '{name}' has no 'reading: {reading}'.",
        "Add it in kana, so that it can be sorted.",
    )
    """A name with kanji cannot be put in 五十音 order without its reading. `kb-ext[sudachi]` guesses it."""
    BAD_READING = (
        "term.reading",
        Severity.WARNING,
        "The reading '{value}' holds other characters than kana.",
        "Write it in hiragana.",
    )
    """A reading is what the name sounds like, in kana only."""
    TERM_WITHOUT_DEFINITION = (
        "term.no-definition",
        Severity.WARNING,
        "The term '{name}' has no definition.",
        "Add 'definition: …', one sentence that says what it means.",
    )
    """A term that a post defines says what it means in its front matter, as it has no text of its own."""
    BAD_SLUG = (
        "term.slug",
        Severity.WARNING,
        "'{value}' cannot be the file name of a page.",
        "Write it in letters a-z, digits, '.', '_' and '-'.",
    )
    """The address of a term is ASCII; until this is corrected, one is made from its names."""
    CIRCULAR_SEE = (
        "term.circle",
        Severity.WARNING,
        "'see: {name}' leads back to this term.",
        "Remove 'see' from the term that is to be used.",
    )
    """Terms that replace each other, or a term that replaces itself, lead readers nowhere."""

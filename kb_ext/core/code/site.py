"""What can be wrong between pages."""

from __future__ import annotations

from kb_ext.core.code.base import Code, Severity


class SiteCode(Code):
    """What can be wrong between pages."""

    UNKNOWN_REFERENCE = (
        "reference.unknown",
        Severity.WARNING,
        "There is no {kind} '{target}'.{suggestion}",
        "Correct the target.",
    )
    """A role names a post, category, tag or author that does not exist."""
    DUPLICATE_TITLE = ("site.title", Severity.WARNING, "{other} has the same title.", "Tell them apart.")
    """Two posts that no listing, feed or search result can tell apart."""
    DUPLICATE_ADDRESS = (
        "site.address",
        Severity.WARNING,
        "The address '{address}' is also that of {other}.",
        "Choose another one.",
    )
    """Two posts with one permalink or slug."""

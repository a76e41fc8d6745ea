"""Every kind of finding, in one enum for each thing that can be wrong."""

from __future__ import annotations

from typing import Final

from kb_ext.core.code.base import Code, Severity
from kb_ext.core.code.body import BodyCode
from kb_ext.core.code.comparison import ComparisonCode
from kb_ext.core.code.site import SiteCode
from kb_ext.core.code.source import SourceCode
from kb_ext.core.code.term import TermCode

CODE_GROUPS: Final[tuple[type[Code], ...]] = (SourceCode, BodyCode, TermCode, ComparisonCode, SiteCode)
"""The enums, in the order in which the reference lists them."""
CODES: Final[tuple[Code, ...]] = tuple(code for group in CODE_GROUPS for code in group)
"""Every kind of finding."""

__all__ = [
    "CODES",
    "CODE_GROUPS",
    "BodyCode",
    "Code",
    "ComparisonCode",
    "Severity",
    "SiteCode",
    "SourceCode",
    "TermCode",
]

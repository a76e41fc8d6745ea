"""Every code with what it means: what lists of rules are made from."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.code import CODE_GROUPS, CODES, Code
from kb_ext.core.docstring import read_all_docstrings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One code and the docstring of its member."""

    code: Code
    description: str


def list_rules() -> list[Rule]:
    """List all codes in the order of their declaration."""
    descriptions = read_all_docstrings(CODE_GROUPS)
    return [Rule(code=code, description=descriptions.get(code.name, "")) for code in CODES]

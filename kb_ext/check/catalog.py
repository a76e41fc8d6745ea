"""Every code with what it means: what lists of rules are made from."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.docstring import read_docstrings
from kb_ext.core.problem import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One code and the docstring of its member."""

    code: Code
    description: str


def list_rules() -> list[Rule]:
    """List all codes in the order of their declaration."""
    descriptions = read_docstrings(Code)
    return [Rule(code=code, description=descriptions.get(code.name, "")) for code in Code]

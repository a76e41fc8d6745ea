"""Accounting for every character of an import: what the report names, and nothing else, is lost or gained."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kb_ext.core.code import Code, SourceCode
from kb_ext.core.draft import Draft
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.repair.page import open_page

_MARK: Final = "\ufeff"
"""A byte order mark in front of everything is no part of a body."""
_MOVED: Final = frozenset(
    {"FLATTENED", "UNOPENED", "INDENTED", "TOML", "FENCE_FORM", "YAML_SYNTAX", "WRAPPED", "UNCLOSED"}
)
"""Findings after which nobody can say where the source's front matter ended."""


def find_unaccounted(draft: Draft) -> dict[str, int]:
    """Return the characters, white space aside, that a body gained or lost beyond what its repairs name.

    Where the source's front matter is damaged, nobody can say what its body is; such a draft passes.
    """
    problems: list[Code] = []

    def report(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        problems.append(code)

    source = draft.source.removeprefix(_MARK)
    body = read_front_matter(source.replace("\r\n", "\n"), report).body
    if _MOVED.intersection(repair.finding.name for repair in draft.repairs):
        return {}
    if set(problems) - {SourceCode.DUPLICATE_KEY}:
        return {}
    expected = count_characters(body)
    for repair in draft.repairs:
        if repair.removed == _MARK:
            continue
        expected.subtract(count_characters(repair.removed))
        expected.update(count_characters(repair.added))
    found = count_characters(open_page(draft.text).body)
    keys = sorted(expected.keys() | found.keys())
    return {key: found[key] - expected[key] for key in keys if found[key] != expected[key]}


def count_characters(text: str) -> Counter[str]:
    """Count the characters of a text, white space aside."""
    return Counter("".join(text.split()))

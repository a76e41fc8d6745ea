"""Fields whose value is one of a few words."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeVar

from kb_ext.core.code import SourceCode
from kb_ext.core.field import FALSE_SPELLINGS, TRUE_SPELLINGS, FieldReader
from kb_ext.core.record import Autolink, Match, Scope
from kb_ext.core.yaml_tree import Scalar

Word = TypeVar("Word", bound=StrEnum)

_SCOPES: Final = {
    **{scope.value: scope for scope in Scope},
    **dict.fromkeys((*FALSE_SPELLINGS, "never"), Scope.NONE),
    **dict.fromkeys(TRUE_SPELLINGS, None),
}
_AUTOLINKS: Final = {
    **{autolink.value: autolink for autolink in Autolink if autolink},
    **dict.fromkeys((*FALSE_SPELLINGS, "none"), Autolink.NEVER),
    **dict.fromkeys(TRUE_SPELLINGS, Autolink.FIRST),
}
_MATCHES: Final = {match.value: match for match in Match if match}
CHOICES: Final = {
    "scope": (tuple(scope.value for scope in Scope if scope is not Scope.NONE), tuple(_SCOPES)),
    "autolink": (tuple(autolink.value for autolink in Autolink if autolink), tuple(_AUTOLINKS)),
    "match": (tuple(_MATCHES), tuple(_MATCHES)),
}
"""Name of each choice to the words that are offered, and to all that are understood in either case."""


def read_scope(reader: FieldReader) -> Scope | None:
    """Return how often a page says that it links to a term; None where it leaves that to the site."""
    return _read_word(reader, "autolink", _SCOPES, "'section', 'page', 'all' or 'false'")


def parse_scope(text: str) -> Scope | None:
    """Return what a page's front matter means that was checked elsewhere."""
    return _SCOPES.get(text.strip().lower())


def read_autolink(reader: FieldReader) -> Autolink:
    """Return when words link to a term."""
    return _read_word(reader, "autolink", _AUTOLINKS, "'first', 'always' or 'never'") or Autolink.AUTO


def read_match(reader: FieldReader) -> Match:
    """Return how much may stand around a term's names."""
    return _read_word(reader, "match", _MATCHES, "'strict' or 'loose'") or Match.AUTO


def _read_word(
    reader: FieldReader, key: str, words: dict[str, Word] | dict[str, Word | None], expected: str
) -> Word | None:
    """Look a value up; one that is no known word is reported and counts as not given."""
    node = reader.find(key)
    if node is None:
        return None
    text = node.text.strip() if isinstance(node, Scalar) else type(node).__name__.lower()
    if text and text.lower() not in words:
        reader.report(
            SourceCode.WRONG_TYPE,
            line=node.line,
            column=node.column,
            key=key,
            expected=expected,
            found=repr(text),
        )
    return words.get(text.lower())

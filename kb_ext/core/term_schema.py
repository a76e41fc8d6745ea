"""The parts of a front matter's JSON Schema that describe terms: the words of a choice, and `terms:`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kb_ext.core.choice import CHOICES
from kb_ext.core.json_tree import Tree

_TEXT: Final[Tree] = {"type": ["string", "number", "boolean"]}
_NAMES: Final = ("term", "title", "name")
"""Keys of which an entry has one, where it is not the value of its own name."""


def describe_terms(properties: dict[str, Tree], others: Tree) -> dict[str, Tree]:
    """Describe `terms:` and the words of its fields, by name; `others` is said of unknown keys."""
    entry: dict[str, Tree] = {"type": "object", "properties": properties, "additionalProperties": others}
    keys: list[Tree] = [{"required": [key]} for key in _NAMES]
    named: Tree = {"allOf": [_refer("entry"), {"anyOf": keys}]}
    return {
        **{name: _describe_choice(offered, understood) for name, (offered, understood) in CHOICES.items()},
        "terms": {
            "anyOf": [
                {
                    "type": "array",
                    "items": {"anyOf": [_TEXT, named]},
                },
                {"type": "object", "additionalProperties": {"anyOf": [_TEXT, _refer("entry")]}},
                {"type": "null"},
            ]
        },
        "entry": entry,
    }


def _refer(name: str) -> Tree:
    return {"$ref": f"#/$defs/{name}"}


def _describe_choice(offered: Iterable[str], understood: Iterable[str]) -> Tree:
    """Offer the words to an editor, and take all that the parser takes: other spellings, in either case."""
    words = sorted(understood)
    pattern = "|".join("".join(map(_fold_letter, word)) for word in words)
    flags: list[Tree] = [flag for flag in (True, False) if str(flag).lower() in words]
    digits: list[Tree] = [int(word) for word in words if word.isdecimal()]
    return {
        "anyOf": [
            {"enum": [*offered, *flags]},
            {"enum": [*digits, None]},
            {"type": "string", "pattern": rf"^\s*({pattern})?\s*$"},
        ]
    }


def _fold_letter(letter: str) -> str:
    return f"[{letter.upper()}{letter}]" if letter.isalpha() else letter

"""The part of a front matter's JSON Schema that describes `comparison:`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kb_ext.core.json_tree import Tree
from kb_ext.core.record import Better
from kb_ext.core.value import ValueType

_TEXT: Final[Tree] = {"type": ["string", "number", "boolean", "null"]}


def _refer(name: str) -> Tree:
    return {"$ref": f"#/$defs/{name}"}


def _describe(**properties: Tree) -> dict[str, Tree]:
    """Describe a mapping; what an author may write besides is a slip that the check reports."""
    return {"type": "object", "properties": dict(properties)}


def _choose(words: Iterable[str]) -> Tree:
    """Offer words to an editor, and take any text as the parser does."""
    return {"anyOf": [{"enum": [str(word) for word in words]}, _TEXT]}


_SHARED: Final[dict[str, Tree]] = {"note": _TEXT, "source": _TEXT, "as_of": _TEXT}
COMPARISON_DEFS: Final[dict[str, Tree]] = {
    "comparisons": {
        "anyOf": [
            _refer("comparison"),
            {"type": "object", "additionalProperties": _refer("comparison")},
            {"type": "array", "items": _refer("comparison")},
            {"type": "null"},
        ]
    },
    "comparison": _describe(
        key=_TEXT,
        caption=_TEXT,
        item_label=_TEXT,
        file=_TEXT,
        criteria={"type": ["array", "null"], "items": _refer("criterion")},
        items={"type": ["array", "null"], "items": _refer("item")},
        **_SHARED,
    ),
    "criterion": {
        "anyOf": [
            _TEXT,
            _describe(
                key=_TEXT,
                label=_TEXT,
                type=_choose(ValueType),
                unit=_TEXT,
                currency=_TEXT,
                period=_TEXT,
                scale=_TEXT,
                better=_choose(Better),
                group=_TEXT,
                **_SHARED,
            ),
        ]
    },
    "item": {
        "anyOf": [
            _TEXT,
            _describe(
                label=_TEXT,
                term=_TEXT,
                cells={
                    "anyOf": [
                        {"type": "object", "additionalProperties": _refer("cell")},
                        {"type": "array", "items": _refer("cell")},
                        {"type": "null"},
                    ]
                },
                **_SHARED,
            ),
        ]
    },
    "cell": {
        "anyOf": [
            _TEXT,
            {"type": "array", "items": _TEXT},
            _describe(value={"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}, **_SHARED),
        ]
    },
}
"""What `comparison:` may hold, by name; the first is the whole."""

"""The JSON Schema (draft 2020-12) of a front matter, built from the declared fields.

It accepts what the parser reads without complaint. A key that means the same elsewhere and a key that nobody
knows are allowed but marked as deprecated, so that an editor points at them and a validator does not fail.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from kb_ext.core.code import SourceCode
from kb_ext.core.comparison_schema import COMPARISON_DEFS
from kb_ext.core.field import FALSE_SPELLINGS, FIELDS, TRUE_SPELLINGS, Field, Shape
from kb_ext.core.json_tree import Tree
from kb_ext.core.problem import Translate
from kb_ext.core.term_field import ENTRY_FIELDS, SHARED_FIELDS, TERM_FIELDS
from kb_ext.core.term_schema import describe_terms
from kb_ext.core.yaml_tree import Mapping as Branch
from kb_ext.core.yaml_tree import Node, Scalar, parse_yaml

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
FOLDER: Final = "schema"
"""Where a site publishes its schemas."""
KINDS: Final = {
    "post": (FIELDS, "title", "Front matter of a post"),
    "term": ((*TERM_FIELDS, *SHARED_FIELDS), "term", "Front matter of a term"),
}
"""Kind of page to its fields, the key of the one it needs, and the schema's title (a gettext message id)."""

_DAY: Final = r"[0-9]{4}\s*[-/.年]\s*(0?[1-9]|1[0-2])(\s*[-/.月]\s*(0?[1-9]|[12][0-9]|3[01])日?|月)?"
_TIME: Final = r"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?"
_OFFSET: Final = r"([Zz]|[Uu][Tt][Cc]|[Jj][Ss][Tt]|[+-][0-9]{1,2}(:?[0-9]{2})?)"
_STAMP: Final = rf"^\s*({_DAY}([Tt\s]\s*{_TIME}\s*{_OFFSET}?)?)?\s*$"
_FLAGS: Final = sorted(
    {case for text in TRUE_SPELLINGS | FALSE_SPELLINGS for case in (text, text.capitalize(), text.upper())}
)
_SHAPES: Final[dict[Shape, dict[str, Tree]]] = {
    Shape.TEXT: {
        "anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {"type": "array", "minItems": 1, "maxItems": 1},
        ]
    },
    Shape.DATE: {"type": ["string", "null"], "pattern": _STAMP},
    Shape.LIST: {"type": ["string", "number", "boolean", "null", "array"]},
    Shape.FLAG: {"anyOf": [{"type": ["boolean", "null"]}, {"enum": [0, 1, *_FLAGS]}]},
    Shape.NUMBER: {
        "anyOf": [{"type": ["number", "null"], "minimum": 0}, {"type": "string", "pattern": r"^\s*[0-9]"}]
    },
    Shape.TREE: {"type": ["object", "array", "null"]},
}
"""What JSON Schema calls each shape, as tolerant as the parser."""


_TERM_WORDS: Final = {"autolink": "autolink", "match": "match"}
_DEFINED: Final = {
    "post": {"comparison": "comparisons", "terms": "terms", "autolink": "scope"},
    "term": _TERM_WORDS,
}
"""Kind of page to its fields whose value is described in full, by the name of the description."""


def name_file(kind: str) -> str:
    """Return the file name of a kind's schema."""
    return f"{kind}.schema.json"


def build_schema(kind: str, translate: Translate = str, address: str = "") -> dict[str, Tree]:
    """Build the schema of a kind of page; `address` is where it is published, if it is."""
    fields, needed, title = KINDS[kind]
    named = next(field for field in fields if field.key == needed)
    keys: list[Tree] = [{"required": [key]} for key in (named.key, *named.synonyms)]
    others = _mark_deprecated(translate(SourceCode.UNKNOWN_KEY.hint))
    return {
        "$schema": DRAFT,
        **({"$id": address} if address else {}),
        "title": translate(title),
        "type": "object",
        **({"anyOf": keys} if len(keys) > 1 else {"required": [needed]}),
        "properties": _describe_fields(fields, _DEFINED[kind], translate),
        "additionalProperties": others,
        "$defs": {
            **{shape.name.lower(): _SHAPES[shape] for shape in Shape},
            **COMPARISON_DEFS,
            **describe_terms(_describe_fields(ENTRY_FIELDS, _TERM_WORDS, translate), others),
        },
    }


def render_schema(kind: str, translate: Translate = str, address: str = "") -> str:
    """Return the schema of a kind of page as the text of a JSON file."""
    return json.dumps(build_schema(kind, translate, address), ensure_ascii=False, indent=2) + "\n"


def convert_node(node: Node | None) -> Tree:
    """Return a YAML node as JSON, as an editor sees it: dates are texts there."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return _convert_scalar(node)
    if isinstance(node, Branch):
        return {entry.key.text: convert_node(entry.value) for entry in node.entries}
    return [convert_node(child) for child in node.children]


def _convert_scalar(scalar: Scalar) -> Tree:
    text = scalar.text
    if scalar.is_null:
        return None
    if scalar.tag == "bool":
        return text.strip().lower() in TRUE_SPELLINGS
    if scalar.tag in {"int", "float"}:
        try:
            number = json.loads(text)
        except ValueError:
            return text  # YAML's hexadecimal, infinity and the like
        return number if isinstance(number, int | float) else text
    return text


def _describe_fields(
    fields: Iterable[Field], defined: Mapping[str, str], translate: Translate
) -> dict[str, Tree]:
    """Describe the keys of some fields, the fields' own before those that mean the same."""
    described = {field: _describe_field(field, defined, translate) for field in fields}
    properties: dict[str, Tree] = {field.key: tree for field, tree in described.items()}
    for field, tree in described.items():
        message = translate("Write '{key}' instead.").format(key=field.key)
        properties.update((key, {**tree, **_mark_deprecated(message)}) for key in field.synonyms)
    return properties


def _describe_field(field: Field, defined: Mapping[str, str], translate: Translate) -> dict[str, Tree]:
    return {
        "title": field.key,
        "description": translate(field.description),
        "$ref": f"#/$defs/{defined.get(field.key, field.shape.name.lower())}",
        "examples": [convert_node(parse_yaml(field.example))],
    }


def _mark_deprecated(message: str) -> dict[str, Tree]:
    """Return what editors show: the standard keyword, and the message that VS Code's language servers add."""
    return {"deprecated": True, "deprecationMessage": message}

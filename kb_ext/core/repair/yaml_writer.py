"""Writing YAML nodes: plain where that reads back as the same text, quoted where it does not."""

from __future__ import annotations

import re
from typing import Final

import yaml
from yaml.resolver import Resolver

from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence

_RESOLVER = Resolver()
_FIRST: Final = re.compile(r"[\w(（「『【〈《“〜～…．・／/+$^;→＜＃※★☆◆■●\U0001f000-\U0001faff]")
_AWKWARD: Final = re.compile(r":(?:\s|$)|\s#|^\s|\s$|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_FLOW_AWKWARD: Final = re.compile(r"[,\[\]{}:?]")
_ESCAPED: Final = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_NAMED_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNFIT_FOR_LITERAL: Final = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[ ]\n|[ ]$"
)
_MAX_FLOW: Final = 160
"""Columns of a list on one line; longer ones are written below each other."""


def write_text(text: str, *, flow: bool = False) -> str:
    """Return a text as a scalar that reads back as this very text, quoted if need be."""
    return text if _is_plain(text, flow=flow) else quote_text(text)


def quote_text(text: str) -> str:
    """Return a text in double quotes."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def write_scalar(scalar: Scalar, *, flow: bool = False) -> str:
    """Return a scalar so that it keeps its text and, where YAML gives it another type than text, its type."""
    if scalar.is_null:
        return "null"
    if scalar.tag != "str" and _is_typed(scalar):
        return scalar.text
    return write_text(scalar.text, flow=flow)


def write_entry(key: str, node: Node) -> list[str]:
    """Return the lines of `key: value`."""
    return _attach(f"{write_text(key)}:", node)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or not _FIRST.match(text) or _AWKWARD.search(text):
        return False
    if flow and _FLOW_AWKWARD.search(text):
        return False
    return _resolve(text) == "str"


def _resolve(text: str) -> str:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call] # PyYAML
    return tag.rpartition(":")[2]


def _is_typed(scalar: Scalar) -> bool:
    """Tell whether the plain text has the scalar's type and a value that YAML can make of it."""
    if _resolve(scalar.text) != scalar.tag or scalar.tag in {"merge", "value"}:
        return False
    try:
        yaml.safe_load(scalar.text)
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
    return True


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _NAMED_ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _attach(lead: str, node: Node) -> list[str]:
    """Return the lines of a node behind `key:` or `-`."""
    inline = _write_inline(node)
    if inline is not None:
        return [f"{lead} {inline}"]
    if isinstance(node, Scalar):
        return [
            f"{lead} {'|' if node.text.endswith(chr(10)) else '|-'}",
            *_indent(node.text.removesuffix("\n")),
        ]
    lines = _write_block(node)
    if lead == "-":
        return [f"- {lines[0]}", *(f"  {line}" if line else line for line in lines[1:])]
    return [lead, *(f"  {line}" if line else line for line in lines)]


def _indent(text: str) -> list[str]:
    return [f"  {line}" if line else "" for line in text.split("\n")]


def _write_inline(node: Node) -> str | None:
    """Return a node on one line, or None where it takes several."""
    if isinstance(node, Scalar):
        return None if _is_literal(node) else write_scalar(node)
    if isinstance(node, Mapping):
        return None if node.entries else "{}"
    return _write_flow(node)


def _write_flow(node: Sequence) -> str | None:
    if not all(isinstance(child, Scalar) for child in node.children):
        return None
    flow = ", ".join(write_scalar(child, flow=True) for child in node.children if isinstance(child, Scalar))
    return f"[{flow}]" if len(flow) <= _MAX_FLOW or not node.children else None


def _is_literal(scalar: Scalar) -> bool:
    text = scalar.text
    if scalar.tag != "str" or "\n" not in text.removesuffix("\n") or text.endswith("\n\n"):
        return False
    return text[0] not in " \n" and not _UNFIT_FOR_LITERAL.search(text)


def _write_block(node: Node) -> list[str]:
    if isinstance(node, Mapping):
        return [line for entry in node.entries for line in write_entry(entry.key.text, entry.value)]
    children = node.children if isinstance(node, Sequence) else ()
    return [line for child in children for line in _attach("-", child)]

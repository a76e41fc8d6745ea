"""The front matter as a closed schema: every key is known, every value has its field's shape."""

from __future__ import annotations

from collections.abc import Sequence as Tuple
from typing import Final

from kb_ext.check.choice import suggest
from kb_ext.check.needless import NEEDLESS
from kb_ext.check.record import Claim, Kind
from kb_ext.core.code import SourceCode
from kb_ext.core.field import FIELDS, Field, FieldReader, Shape
from kb_ext.core.fold import fold_name
from kb_ext.core.front_matter import FrontMatter
from kb_ext.core.post import parse_post, read_stamp
from kb_ext.core.post_term import iterate_entries, parse_post_terms
from kb_ext.core.problem import Report
from kb_ext.core.record import Term
from kb_ext.core.term import parse_term
from kb_ext.core.term_field import ENTRY_FIELDS, TERM_FIELDS
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence, name_shape

EVERYWHERE: Final = frozenset(
    {"title", "date", "updated", "lang", "draft", "search", "kb", "layout", "extra"}
)
"""Keys of posts that terms may have, too."""
_TERM_KEYS: Final = (*TERM_FIELDS, *(known for known in FIELDS if known.key in EVERYWHERE))
_ONE_TEXT: Final = "text"
_NOT_A_LIST: Final = "a mapping or list"


def check_front_matter(
    front_matter: FrontMatter, kind: Kind, docname: str, report: Report
) -> tuple[Claim, ...]:
    """Report what is wrong with a front matter, and return what it claims for its page."""
    fields = _TERM_KEYS if kind is Kind.TERM else FIELDS
    claims: tuple[Claim, ...] = ()
    if kind is Kind.POST:
        parse_post(docname, front_matter, report)
        claims = _claim_as_post(front_matter.mapping)
    _check_keys(front_matter.mapping, fields, report)
    reader = FieldReader(mapping=front_matter.mapping, report=report)
    for known in fields:
        _check_value(known, reader)
    return claims


def read_terms(
    front_matter: FrontMatter, kind: Kind, docname: str, folder: str, report: Report
) -> tuple[Term, ...]:
    """Return the terms that a file defines, and report what is wrong with them."""
    if kind is Kind.TERM:
        return (parse_term(docname, front_matter, report),)
    if kind is not Kind.POST:
        return ()
    for entry in iterate_entries(front_matter):
        _check_keys(entry, ENTRY_FIELDS, report)
        reader = FieldReader(mapping=entry, report=report)
        for known in ENTRY_FIELDS:
            _check_value(known, reader)
    return parse_post_terms(docname, front_matter, folder, report)


def _check_keys(mapping: Mapping, fields: Tuple[Field], report: Report) -> None:
    known = {key for field in fields for key in (field.key, *field.synonyms)}
    for entry in mapping.entries:
        key, place = entry.key.text, (entry.key.line, entry.key.column)
        if key in known:
            continue
        if key in NEEDLESS:
            report(SourceCode.NEEDLESS_KEY, line=place[0], column=place[1], key=key)
        else:
            near = suggest(key, known)
            report(SourceCode.UNKNOWN_KEY, line=place[0], column=place[1], key=key, suggestion=near)


def _check_value(known: Field, reader: FieldReader) -> None:
    node = reader.find(known.key)
    if node is None:
        return
    if known.shape is Shape.TEXT:
        reader.read_text(known.key)
    elif known.shape is Shape.FLAG:
        reader.read_flag(known.key)
    elif known.shape is Shape.NUMBER:
        reader.read_number(known.key)
    elif known.shape is Shape.DATE:
        read_stamp(reader, known.key)
    elif known.shape is Shape.LIST:
        reader.read_list(known.key)
        _check_elements(known.key, node, reader.report)
    elif isinstance(node, Scalar):
        _complain(reader.report, known.key, node, _NOT_A_LIST)


def _check_elements(key: str, node: Node, report: Report) -> None:
    """Report the single elements of a list that are no texts; a mapping with a name is one."""
    for number, child in enumerate(node.children if isinstance(node, Sequence) else (), 1):
        named = isinstance(child, Mapping) and isinstance(child.get("name"), Scalar)
        if not named and (not isinstance(child, Scalar) or child.is_null or not child.text.strip()):
            _complain(report, f"{key}[{number}]", child, _ONE_TEXT)


def _complain(report: Report, key: str, node: Node, expected: str) -> None:
    found = name_shape(node)
    report(
        SourceCode.WRONG_TYPE,
        line=node.line,
        column=node.column,
        key=key,
        expected=expected,
        found=found,
    )


def _claim_as_post(mapping: Mapping) -> tuple[Claim, ...]:
    """Return the title and the addresses of a post; translations of one text may share them."""
    language = _read(mapping, "lang", "language", "locale")
    wanted = {"title": ("title",), "address": ("permalink", "slug", "url")}
    claims = []
    for sort, keys in wanted.items():
        for key in keys:
            node = mapping.get(key)
            if isinstance(node, Scalar) and node.text.strip():
                folded = fold_name(node.text.strip("/ "))
                told = node.text.strip()
                claim = Claim(
                    sort=sort, key=f"{language} {folded}", told=told, line=node.line, column=node.column
                )
                claims.append(claim)
    return tuple(claims)


def _read(mapping: Mapping, *keys: str) -> str:
    found = (mapping.get(key) for key in keys)
    return next((node.text.strip().casefold() for node in found if isinstance(node, Scalar)), "")

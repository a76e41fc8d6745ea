"""Terms that a post defines in its own front matter, below `terms:`.

    terms:
      - {term: 量子化, reading: りょうしか, english: Quantization, definition: 重みを粗く表すこと。}

A mapping from slug to fields and a plain list of names are read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha1
from typing import Final

from kb_ext.core.code import SourceCode, TermCode
from kb_ext.core.field import FieldReader
from kb_ext.core.fold import fold_name, make_slug
from kb_ext.core.front_matter import FrontMatter
from kb_ext.core.problem import Report
from kb_ext.core.record import Term
from kb_ext.core.romaji import romanise
from kb_ext.core.term import read_term
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_MAX_LENGTH: Final = 60
_RESERVED: Final = frozenset({"index"})
_EXPECTED: Final = "a list of mappings with 'term'"


def is_slug(text: str) -> bool:
    """Tell whether a text can be the file name of a term's page."""
    return bool(_SLUG.fullmatch(text)) and len(text) <= _MAX_LENGTH and text not in _RESERVED


def parse_post_terms(
    docname: str, front_matter: FrontMatter, folder: str, report: Report
) -> tuple[Term, ...]:
    """Read the terms that a post defines; `folder` is where the pages of terms are."""
    node = front_matter.mapping.get("terms")
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    terms: dict[str, Term] = {}
    for entry, slug in _iterate_entries(node, report):
        term = _read_entry(entry, slug, docname, folder, report)
        if term is None:
            continue
        if term.slug in terms:
            report(TermCode.DUPLICATE_TERM, line=term.line, column=term.column, name=term.slug, other=docname)
        terms.setdefault(term.slug, term)
    return tuple(terms.values())


def iterate_entries(front_matter: FrontMatter) -> Iterator[Mapping]:
    """Yield the mapping of every term that a post defines."""
    node = front_matter.mapping.get("terms")
    values = [entry.value for entry in node.entries] if isinstance(node, Mapping) else ()
    children = node.children if isinstance(node, Sequence) else values
    yield from (child for child in children if isinstance(child, Mapping))


def _iterate_entries(node: Node, report: Report) -> Iterator[tuple[Node, str]]:
    """Yield what describes each term, with the slug where a mapping has it as a key."""
    if isinstance(node, Sequence):
        yield from ((child, "") for child in node.children)
    elif isinstance(node, Mapping):
        yield from ((entry.value, entry.key.text.strip()) for entry in node.entries)
    else:
        _complain(node, "terms", report)


def _read_entry(node: Node, key: str, docname: str, folder: str, report: Report) -> Term | None:
    if isinstance(node, Scalar) and node.text.strip() and not node.is_null:
        entry, name = Mapping(line=node.line, column=node.column), key or node.text.strip()
        node = Scalar(text=name, line=node.line, column=node.column)
    elif isinstance(node, Mapping):
        entry = node
        reader = FieldReader(mapping=entry, report=report)
        name = reader.read_text("term") or reader.read_text("title") or reader.read_text("name") or key
    else:
        entry, name = Mapping(), ""
    if not name:
        _complain(node, "terms", report)
        return None
    return _make_term(FieldReader(mapping=entry, report=report), name, key, node, docname, folder)


def _make_term(reader: FieldReader, name: str, key: str, node: Node, docname: str, folder: str) -> Term:
    named = reader.find("term") or reader.find("title") or node
    slug = _read_slug(reader, key) or make_term_slug(
        name, reader.read_text("english"), reader.read_text("abbreviation"), reader.read_text("reading")
    )
    term = read_term(
        reader,
        name,
        slug=slug,
        docname=f"{folder}/{slug}",
        origin=docname,
        place=(named.line, named.column),
    )
    if not term.definition:
        reader.report(TermCode.TERM_WITHOUT_DEFINITION, line=term.line, column=term.column, name=name)
    return term


def _read_slug(reader: FieldReader, key: str) -> str:
    node = reader.find("slug")
    slug = reader.read_text("slug") or key
    if not slug or is_slug(slug):
        return slug
    if node is not None:
        reader.report(TermCode.BAD_SLUG, line=node.line, column=node.column, value=slug)
    return ""


def make_term_slug(name: str, english: str, abbreviation: str, reading: str) -> str:
    """Make the address of a term from what is known of it and of nothing else, so that it never changes."""
    for text in (name, english, abbreviation, romanise(reading), romanise(name)):
        slug = make_slug(text) if text else ""
        if is_slug(slug):
            return slug
    return f"term-{sha1(fold_name(name).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _complain(node: Node, key: str, report: Report) -> None:
    found = node.text if isinstance(node, Scalar) else type(node).__name__.lower()
    report(
        SourceCode.WRONG_TYPE,
        line=node.line,
        column=node.column,
        key=key,
        expected=_EXPECTED,
        found=repr(found),
    )

"""From front matter to a `Term`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kb_ext.core.choice import read_autolink, read_match
from kb_ext.core.code import TermCode
from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import FrontMatter
from kb_ext.core.post import find_title, read_stamp
from kb_ext.core.problem import Report
from kb_ext.core.record import Term
from kb_ext.core.sudachi import guess_reading
from kb_ext.core.yaml_tree import Scalar, Sequence

_NOT_KANA: Final = re.compile(r"[^\u3041-\u3096\u30a1-\u30fa\u30fb\u30fc\s]")
_KANJI: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々]")
_KATAKANA_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_UNKNOWN_READING: Final = "…"


def parse_term(docname: str, front_matter: FrontMatter, report: Report) -> Term:
    """Read what the front matter says of a term; its slug is its file's name."""
    reader = FieldReader(mapping=front_matter.mapping, report=report)
    name = reader.read_text("term") or reader.read_text("title")
    name = name or find_title(docname, front_matter, report)
    return read_term(reader, name, slug=PurePosixPath(docname).name, docname=docname)


def read_term(
    reader: FieldReader,
    name: str,
    *,
    slug: str,
    docname: str,
    origin: str = "",
    place: tuple[int, int] | None = None,
) -> Term:
    """Read the fields of a term, wherever they stand; `place` is the line and column of its name."""
    node = reader.find("term") or reader.find("title")
    line, column = place or ((node.line, node.column) if node is not None else (1, 1))
    as_of = read_stamp(reader, "as_of")
    return Term(
        slug=slug,
        docname=docname,
        origin=origin,
        name=name,
        reading=_read_reading(reader, name, line, column),
        english=reader.read_text("english"),
        abbreviation=reader.read_text("abbreviation"),
        aliases=reader.read_list("aliases"),
        category=reader.read_text("category"),
        definition=" ".join(reader.read_text("definition").split()) if origin else "",
        related=reader.read_list("related"),
        broader=reader.read_list("broader"),
        narrower=reader.read_list("narrower"),
        sources=reader.read_list("source"),
        as_of=as_of.day if as_of else "",
        see=reader.read_text("see"),
        former=reader.read_list("former"),
        sense=reader.read_text("sense"),
        match=read_match(reader),
        autolink=read_autolink(reader),
        line=line,
        column=column,
        places=tuple(_iterate_places(reader)),
    )


def _iterate_places(reader: FieldReader) -> Iterator[tuple[str, int, int]]:
    """Yield the names by which a term refers to others, with their places."""
    for node in filter(None, map(reader.find, ("see", "broader", "narrower", "related"))):
        for child in node.children if isinstance(node, Sequence) else (node,):
            if isinstance(child, Scalar):
                yield child.text.strip(), child.line, child.column


def needs_reading(name: str) -> bool:
    """Tell whether a name does not say by itself how it sounds."""
    return _KANJI.search(name) is not None


def fold_reading(text: str) -> str:
    """Write katakana as hiragana, so that readings compare whatever kana they are written in."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


def _read_reading(reader: FieldReader, name: str, line: int, column: int) -> str:
    node = reader.find("reading")
    reading = reader.read_text("reading")
    if node is not None and _NOT_KANA.search(reading):
        reader.report(TermCode.BAD_READING, line=node.line, column=node.column, value=reading)
    if not reading and _KANJI.search(name):
        guess = fold_reading(guess_reading(name)) or _UNKNOWN_READING
        reader.report(TermCode.TERM_WITHOUT_READING, line=line, column=column, name=name, reading=guess)
    return fold_reading(reading)

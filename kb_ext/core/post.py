"""From front matter to a `Post`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from kb_ext.core.choice import read_scope
from kb_ext.core.code import SourceCode
from kb_ext.core.field import FieldReader, Shape
from kb_ext.core.front_matter import FrontMatter
from kb_ext.core.problem import Report
from kb_ext.core.record import Post
from kb_ext.core.stamp import Stamp, parse_stamp
from kb_ext.core.yaml_tree import Node, Scalar

_MARKUP: Final = re.compile(r"[*`]+|!?\[([^\]]*)\]\([^)]*\)")
_OPENING_HASHES: Final = re.compile(r"^\s*#{1,6}\s+")
_PAIRED: Final = re.compile(r"\*\*([^*]+)\*\*|`([^`]+)`")
_CLOSING_HASHES: Final = re.compile(r"(?:^|\s)#+\s*$")


def parse_post(docname: str, front_matter: FrontMatter, report: Report) -> Post:
    """Read what the front matter says of a post; the title falls back on the first heading, then the path."""
    reader = FieldReader(mapping=front_matter.mapping, report=report)
    return Post(
        docname=docname,
        title=reader.read_text("title") or find_title(docname, front_matter, report),
        date=read_stamp(reader, "date"),
        updated=read_stamp(reader, "updated"),
        categories=reader.read_list("categories"),
        tags=tuple(dict.fromkeys(tag.lstrip("#＃ ") or tag for tag in reader.read_list("tags"))),
        authors=reader.read_list("authors"),
        excerpt=_flatten(reader.read_text("excerpt")),
        lang=reader.read_text("lang"),
        reading_minutes=_read_minutes(reader),
        translated=reader.read_flag("translated"),
        generated=reader.read_flag("generated"),
        model=reader.read_text("model"),
        draft=_is_draft(reader),
        autolink=read_scope(reader),
        related=reader.read_list("related"),
        redirect_from=reader.read_list("redirect_from"),
    )


def find_title(docname: str, front_matter: FrontMatter, report: Report) -> str:
    """Take the title from the first `# heading` of the body, else from the file's name; report it."""
    title = next(_iterate_first_level(front_matter.body), "") or PurePosixPath(docname).name
    code = SourceCode.MISSING_TITLE if front_matter.present else SourceCode.MISSING_FRONT_MATTER
    report(code, line=1, title=title)
    return title


def read_stamp(reader: FieldReader, key: str) -> Stamp | None:
    """Read a date field; an impossible one is reported and read as far as it goes."""
    node: Node | None = reader.find(key)
    if node is not None and not isinstance(node, Scalar):
        reader.complain(key, node, Shape.DATE)
    if not isinstance(node, Scalar) or not node.text.strip():
        return None
    stamp, exact = parse_stamp(node.text)
    if not exact:
        reader.report(SourceCode.BAD_DATE, line=node.line, column=node.column, value=node.text)
    return stamp


def _read_minutes(reader: FieldReader) -> int:
    node = reader.find("reading_time")
    return 0 if node is None else reader.read_number("reading_time") or 0


def _is_draft(reader: FieldReader) -> bool:
    hidden = reader.read_flag("draft") or reader.read_flag("private")
    return hidden or not reader.read_flag("published", default=True)


def _iterate_first_level(body: str) -> Iterator[str]:
    fence = ""
    for line in body.splitlines():
        marker = line.lstrip()[:3]
        if marker in {"```", "~~~"}:
            fence = "" if fence == marker else fence or marker
        elif not fence and line.startswith("# "):
            yield strip_markup(line[2:])


def _flatten(text: str) -> str:
    """Return an excerpt as plain text on one line: some are cut out of the Markdown of their post."""
    lines = (_OPENING_HASHES.sub("", line) for line in text.splitlines())
    return _PAIRED.sub(r"\1\2", " ".join(" ".join(lines).split()))


def strip_markup(text: str) -> str:
    """Drop emphasis, code marks and link targets from one line of Markdown."""
    return _MARKUP.sub(r"\1", _CLOSING_HASHES.sub("", text)).strip()

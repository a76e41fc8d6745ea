"""A source text as the rules of a check see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token

from kb_ext.check.record import Task
from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import FrontMatter
from kb_ext.core.problem import Report, ignore_problem
from kb_ext.markdown.reader import (
    Passage,
    Reading,
    create_page_reader,
    create_record_reader,
    find_first_line,
    read_document,
)

_PREFIX: Final = re.compile(r"[ \t>]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text below its front matter, and what Markdown makes of it."""

    task: Task
    text: str
    """The body below as many empty lines as the front matter has: its lines are those of the file."""
    lines: tuple[str, ...]
    """Of the file."""
    reading: Reading

    def get_line(self, number: int) -> str:
        """Return a line of the file, counted from 1, without what a quote or list puts in front of it."""
        line = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        return _PREFIX.sub("", line, count=1).rstrip()

    def find_range(self, passage: Passage, token: Token) -> tuple[int, int]:
        """Return the first line of a block in the file and the one behind its last."""
        start = passage.first_line + find_first_line(token)
        return start, passage.first_line + (token.map or [0, 0])[1]


def read_body(task: Task, text: str, front_matter: FrontMatter, title: str, report: Report) -> Document:
    """Parse a text as a build does; what a build says of it goes to `report`."""
    body = front_matter.blank_out()
    if task.kind.is_record:
        math = wants_mathematics(front_matter)
        md = create_record_reader(title, report, docname=task.docname, math=math)
    else:
        md = create_page_reader()
    lines = tuple(text.removeprefix("\ufeff").split("\n"))
    return Document(task=task, text=body, lines=lines, reading=read_document(md, body))


def read_title(front_matter: FrontMatter, task: Task) -> str:
    """Return what a page is called: its title, the term that it defines, or the name of its file."""
    reader = FieldReader(mapping=front_matter.mapping, report=ignore_problem)
    return reader.read_text("title") or reader.read_text("term") or task.docname.rpartition("/")[2]


def wants_mathematics(front_matter: FrontMatter) -> bool:
    """Tell whether a document asks for `$` to be mathematics."""
    return FieldReader(mapping=front_matter.mapping, report=ignore_problem).read_flag("math")

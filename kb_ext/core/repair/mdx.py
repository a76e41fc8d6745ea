"""MDX: what its authors import and export is code of their site, and comments are written as HTML's."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import Places, open_page
from kb_ext.core.repair.prose import mask_body

_MODULE: Final = re.compile(
    r"^(?:import\s+(?:[\w*{}\s,$]{1,400}\s+from\s+)?[\"'][^\"'\n]+[\"'];?"
    r"|export\s+(?:const|let|var|default|function|\{|\*)[^\n]*(?:\n(?![ \t]*\n)[^\n]+)*)[ \t]*\n?",
    re.MULTILINE,
)
_COMMENT: Final = re.compile(r"\{/\*(.{0,4000}?)\*/\}", re.DOTALL)
_COMPONENT: Final = re.compile(r"</?([A-Z][\w.]*)(?=[\s/>])")


def read_mdx(text: str, context: Context, note: Note) -> str:
    """Drop modules, keep comments, and report components, which nothing here draws."""
    if not context.mdx:
        return text
    page = open_page(text)
    places, masked = Places(page), mask_body(page.body, html=False, math=False)
    edits = []
    for match in _MODULE.finditer(page.body):
        if masked[match.start()] != "\x00":
            line, column = places.locate(match.start())
            note(Finding.MODULE, line=line, column=column, removed=match[0], code=shorten(match[0]))
            edits.append(Edit(start=match.start(), end=match.end()))
    for match in _COMMENT.finditer(masked):
        line, column = places.locate(match.start())
        new = f"<!--{page.body[match.start(1) : match.end(1)]}-->"
        old = page.body[match.start() : match.end()]
        note(Finding.COMMENT, line=line, column=column, removed=old, added=new)
        edits.append(Edit(start=match.start(), end=match.end(), new=new))
    for match in _COMPONENT.finditer(masked):
        if not match[0].startswith("</"):
            line, column = places.locate(match.start())
            note(Finding.COMPONENT, line=line, column=column, tag=f"<{match[1]}>")
    return page.head + apply_edits(page.body, sorted(edits, key=lambda edit: edit.start))

"""Links in raw HTML: `<a href="…">`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.link_target import find_post, is_root_relative, is_static, read_fragment
from kb_ext.core.repair.page import Page, Places
from kb_ext.core.repair.prose import mask_body

_TAG: Final = re.compile(
    r"<a\s(?:[^<>\x00]{0,1000}?\s)?href\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)


def judge_tags(page: Page, places: Places, context: Context, note: Note) -> Iterator[Edit]:
    """Lead links in raw HTML to posts; report those that lead to pages of the old site."""
    if "<a" not in page.body and "<A" not in page.body:
        return
    for match in _TAG.finditer(mask_body(page.body, html=False)):
        group = match.lastindex or 1
        start, end = match.span(group)
        target = unescape(page.body[start:end])
        line, column = places.locate(match.start())
        post = find_post(target, context)
        new = post + read_fragment(target)
        if post and new != target:
            told = {"removed": page.body[start:end], "added": new, "target": target, "post": new}
            note(Finding.RESOLVED_LINK, line=line, column=column, **told)
            yield Edit(start=start, end=end, new=new)
        elif not post and is_root_relative(target) and not is_static(target):
            note(Finding.DEAD_RELATIVE, line=line, column=column, target=shorten(target))

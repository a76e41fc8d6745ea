"""Link definitions: `[label]: address`, and the references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb_ext.core.repair.block import find_code_lines
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.link_target import find_post, is_root_relative, is_static, read_fragment
from kb_ext.core.repair.page import Page, Places
from kb_ext.core.repair.prose import iterate_prose

_DEFINITION: Final = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*(<[^<>\n]+>|\S+)[^\n]*\n?", re.MULTILINE)
_REFERENCE: Final = re.compile(r"(?<![!\\\]])\[([^\[\]]{1,800})\](?:\[([^\[\]\n]{0,200})\])?(?![\[(:])")


def judge_definitions(page: Page, places: Places, context: Context, note: Note) -> Iterator[Edit]:
    """Lead definitions to posts; of one that leads to a page of the old site, the references become text."""
    if "]:" not in page.body:
        return
    code = find_code_lines(page.body)
    dead: dict[str, str] = {}
    for match in _DEFINITION.finditer(page.body):
        if page.body.count("\n", 0, match.start()) in code:
            continue
        target = match[2].strip("<>")
        line, column = places.locate(match.start())
        post = find_post(target, context)
        new = post + read_fragment(target)
        if post and new != target:
            told = {"removed": match[2], "added": new, "target": target, "post": new}
            note(Finding.RESOLVED_LINK, line=line, column=column, **told)
            yield Edit(start=match.start(2), end=match.end(2), new=new)
        elif not post and is_root_relative(target) and not is_static(target):
            note(Finding.DEAD_DEFINITION, line=line, column=column, removed=match[0], target=shorten(target))
            dead[_fold(match[1])] = target
            yield Edit(start=match.start(), end=match.end())
    yield from _unlink(page.body, dead, places, note)


def _unlink(body: str, dead: dict[str, str], places: Places, note: Note) -> Iterator[Edit]:
    """Make references to dead definitions text."""
    for prose in iterate_prose(body) if dead else ():
        for match in _REFERENCE.finditer(prose.masked):
            text = prose.text[match.start(1) : match.end(1)]
            label = prose.text[match.start(2) : match.end(2)] if match[2] else text
            target = dead.get(_fold(label))
            if target is None:
                continue
            line, column = places.locate(prose.start + match.start())
            source = prose.text[match.start() : match.end()]
            told = {"removed": source, "added": text, "target": shorten(target), "text": shorten(text)}
            note(Finding.DEAD_LINK, line=line, column=column, **told)
            yield Edit(start=prose.start + match.start(), end=prose.start + match.end(), new=text)


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()

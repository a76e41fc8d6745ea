"""The title: finding one that is missing, completing one that is damaged, not saying it twice."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.fold import fold_name
from kb_ext.core.repair.block import Block, parse_blocks
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.header import Header, read_header
from kb_ext.core.repair.normal_form import ORDER, trim_body
from kb_ext.core.repair.page import Page, open_page
from kb_ext.core.repair.prose import has_words, read_plain_text
from kb_ext.core.yaml_tree import Scalar

_ATX: Final = re.compile(r"#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_HEADING_MARK: Final = re.compile(r"^#{1,6}[ \t]+")
_DATE: Final = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]?")
_LOST: Final = "\ufffd"
_MIN_INTACT: Final = 6
"""Characters before the damage that have to agree."""
_MAX_TITLE: Final = 120


def find_title(text: str, context: Context, note: Note) -> str:
    """Give the front matter a whole title, and remove the heading that says the same."""
    page = open_page(text)
    header = read_header(page)
    title = header.get_text("title")
    blocks = parse_blocks(page.body)
    if (clean := _strip_marks(title)) != title:
        note(Finding.TITLE_MARKS, line=_title_line(page), title=shorten(title, 120))
        header, title = header.put("title", Scalar(text=clean), ORDER), clean
        page = Page(head=header.write(), body=page.body)
    if _LOST in title or _is_cut(title):
        return _complete(page, header, title, blocks, note)
    if not has_words(title):
        return _find_new(page, header, blocks, context, note)
    if blocks and fold_name(_read_heading(blocks[0], level=1)) == fold_name(title):
        return _drop_block(page, header, blocks[0], note)
    return page.head + page.body


def _strip_marks(title: str) -> str:
    """Remove the marks of a heading and of bold type."""
    text = _HEADING_MARK.sub("", title).strip()
    if text.startswith("**") and text.count("**") == 1 and _LOST in text:
        text = text[2:]
    if text.startswith("**") and text.endswith("**") and text.count("**") == 2:
        text = text[2:-2]
    return text.strip() if has_words(text) else title


def _read_heading(block: Block, *, level: int = 0) -> str:
    """Return what an ATX heading says, or nothing for another block or level."""
    match = _ATX.match(block.text.strip()) if block.kind == "heading" else None
    if match is None or (level and block.level != level):
        return ""
    return read_plain_text(match[1])


def _is_cut(title: str) -> bool:
    """Tell whether bold type opens and never closes: the title was cut to a length."""
    return title.startswith("**") and title.count("**") == 1


def _complete(page: Page, header: Header, title: str, blocks: tuple[Block, ...], note: Note) -> str:
    """Take the first heading, or the headline that stands in its place, if it begins like the title."""
    intact = title.partition(_LOST)[0].removeprefix("**").strip()
    first_level = [block for block in blocks if block.level == 1][:1]
    for block in (*first_level, *blocks[:1]):
        whole = _read_heading(block) or _read_title_line(block)
        if len(intact) >= _MIN_INTACT and whole.startswith(intact) and _LOST not in whole:
            note(Finding.TITLE_COMPLETED, line=_title_line(page), title=title, heading=shorten(whole, 120))
            changed = header.put("title", Scalar(text=whole), ORDER)
            return _drop_block(page, changed, block, note)
    note(Finding.TITLE_DAMAGED, line=_title_line(page), title=title)
    return page.head + page.body


def _read_title_line(block: Block) -> str:
    """Return a paragraph that can only be a headline: one line without a full stop at its end."""
    if block.kind != "paragraph" or block.end - block.first != 1 or len(block.text) > _MAX_TITLE:
        return ""
    plain = read_plain_text(block.text)
    return "" if plain.endswith(("。", "．", "、")) else plain


def _find_new(page: Page, header: Header, blocks: tuple[Block, ...], context: Context, note: Note) -> str:
    heading = next((block for block in blocks if has_words(_read_heading(block, level=1))), None)
    if heading is None:
        title = _make_title(context)
        note(Finding.TITLE_FROM_NAME, title=title)
        return header.put("title", Scalar(text=title), ORDER).write() + page.body
    title = _read_heading(heading, level=1)
    note(Finding.TITLE_FROM_HEADING, line=page.body_line + heading.first, title=shorten(title))
    changed = header.put("title", Scalar(text=title), ORDER)
    if heading is blocks[0]:
        return _drop_block(page, changed, heading, note)
    return changed.write() + page.body


def _make_title(context: Context) -> str:
    stem = _DATE.sub("", context.original) or context.original or context.name
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words if has_words(words) else context.name


def _drop_block(page: Page, header: Header, block: Block, note: Note) -> str:
    note(
        Finding.HEADING_DROPPED,
        line=page.body_line + block.first,
        removed=block.text,
        heading=shorten(block.text.lstrip("# ")),
    )
    lines = page.body.split("\n")
    body = trim_body("\n".join((*lines[: block.first], *lines[block.end :])))
    return f"{header.write()}\n{body}" if body else header.write()


def _title_line(page: Page) -> int:
    lines = page.head.split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith("title:")), 1)

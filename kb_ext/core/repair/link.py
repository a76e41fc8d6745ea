"""Links: to posts that are imported along, to pages that are not, and to shops that pay for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.link_definition import judge_definitions
from kb_ext.core.repair.link_tag import judge_tags
from kb_ext.core.repair.link_target import find_post, has_scheme, is_root_relative, is_static, read_fragment
from kb_ext.core.repair.page import Places, open_page
from kb_ext.core.repair.prose import iterate_prose

_TEXT: Final = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\](?:\([^()\s]{0,500}\))?){0,800}"
_LINK: Final = re.compile(
    rf"(?<![!\\])\[({_TEXT})\]\([ \t]*(<[^<>\n]*>|[^\s()<>\x00]*(?:\([^\s()\x00]*\)[^\s()\x00]*)*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)"
)
_AFFILIATE: Final = re.compile(
    r"^https?://(?:"
    r"(?:[\w-]+\.)*amazon\.[a-z.]+/[^?#]*\?(?:[^#]*&)?(?:tag|linkId|linkCode)=[^&#]"
    r"|amzn\.(?:to|asia)/|(?:px|rpx)\.a8\.net/|(?:[\w-]+\.)?af\.moshimo\.com/|hb\.afl\.rakuten\.co\.jp/"
    r"|a\.r10\.to/|ck\.jp\.ap\.valuecommerce\.com/|click\.linksynergy\.com/|h\.accesstrade\.net/"
    r"|t\.felmat\.net/|(?:[\w-]+\.)?t\.afi-b\.com/|track\.affiliate-b\.com/|px\.moba8\.net/)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """An inline link of the body."""

    start: int
    end: int
    text: str
    target: str
    target_start: int
    """Where the target begins, its angle bracket included."""
    target_end: int


def set_links_right(text: str, context: Context, note: Note) -> str:
    """Lead links to imported posts; make links to other pages of the site text; report affiliate links."""
    page = open_page(text)
    places = Places(page)
    edits = []
    for link in _iterate_links(page.body):
        edit = _judge(link, places, context, note)
        if edit is not None:
            edits.append(edit)
    edits += judge_definitions(page, places, context, note)
    edits += judge_tags(page, places, context, note)
    return page.head + apply_edits(page.body, edits)


def _iterate_links(body: str) -> Iterator[_Link]:
    if "](" not in body:
        return
    for prose in iterate_prose(body):
        for match in _LINK.finditer(prose.masked):
            start, end = match.span()
            first, last = match.span(2)
            yield _Link(
                start=prose.start + start,
                end=prose.start + end,
                text=prose.text[match.start(1) : match.end(1)],
                target=prose.text[first:last].strip("<>"),
                target_start=prose.start + first,
                target_end=prose.start + last,
            )


def _judge(link: _Link, places: Places, context: Context, note: Note) -> Edit | None:
    line, column = places.locate(link.start)
    if _AFFILIATE.match(link.target):
        if not context.unlink_affiliates:
            note(Finding.AFFILIATE, line=line, column=column, target=shorten(link.target))
            return None
        return _unlink(link, Finding.AFFILIATE_DROPPED, line, column, note)
    post = find_post(link.target, context)
    if not post:
        return _judge_other(link, places, context, note)
    target = post + read_fragment(link.target)
    if target == link.target:
        return None
    accounts = {"removed": link.target, "added": target}
    note(Finding.RESOLVED_LINK, line=line, column=column, **accounts, target=link.target, post=target)
    return Edit(start=link.target_start, end=link.target_end, new=target)


def _judge_other(link: _Link, places: Places, context: Context, note: Note) -> Edit | None:
    """Judge a link that leads to no post: a root-relative one is dead here, unless it leads to a file."""
    line, column = places.locate(link.start)
    if not is_root_relative(link.target):
        if _is_page_file(link.target):
            note(Finding.DEAD_RELATIVE, line=line, column=column, target=shorten(link.target))
        return None
    if not is_static(link.target):
        return _unlink(link, Finding.DEAD_LINK, line, column, note)
    if not context.find_asset(link.target):
        note(Finding.STATIC_FILE, line=line, column=column, target=shorten(link.target))
    return None


def _unlink(link: _Link, finding: Finding, line: int, column: int, note: Note) -> Edit:
    said = shorten(link.text)
    note(
        finding,
        line=line,
        column=column,
        removed=f"[]({link.target})",
        target=shorten(link.target, 200),
        text=said,
    )
    return Edit(start=link.start, end=link.end, new=link.text)


def _is_page_file(target: str) -> bool:
    return not has_scheme(target) and target.partition("#")[0].lower().endswith((".md", ".mdx", ".markdown"))

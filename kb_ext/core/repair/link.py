"""Links: to posts that are imported along, to pages that are not, and to shops that pay for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from kb_ext.core.repair.block import find_code_lines
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import Page, Places, open_page
from kb_ext.core.repair.prose import iterate_prose

_TEXT: Final = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\](?:\([^()\s]{0,500}\))?){0,800}"
_LINK: Final = re.compile(
    rf"(?<![!\\])\[({_TEXT})\]\([ \t]*(<[^<>\n]*>|[^\s()<>\x00]*(?:\([^\s()\x00]*\)[^\s()\x00]*)*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\)"
)
_DEFINITION: Final = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:[ \t]*(<[^<>\n]+>|\S+)", re.MULTILINE)
_PAGE_SUFFIXES: Final = frozenset({"", ".html", ".htm", ".php", ".md", ".markdown"})
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
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
    edits += _judge_definitions(page, places, context, note)
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
    target = post + _read_fragment(link.target)
    if target == link.target:
        return None
    accounts = {"removed": link.target, "added": target}
    note(Finding.RESOLVED_LINK, line=line, column=column, **accounts, target=link.target, post=target)
    return Edit(start=link.target_start, end=link.target_end, new=target)


def _judge_other(link: _Link, places: Places, context: Context, note: Note) -> Edit | None:
    """Judge a link that leads to no post: a root-relative one is dead here, unless it leads to a file."""
    line, column = places.locate(link.start)
    if not _is_root_relative(link.target):
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


def _is_root_relative(target: str) -> bool:
    return target.startswith("/") and not target.startswith("//")


def find_post(target: str, context: Context) -> str:
    """Return the file of the post that a link leads to: by its address, by its site's, or from this file."""
    if _is_root_relative(target):
        return context.neighbours.find(target)
    if _SCHEME.match(target):
        return context.neighbours.find_absolute(target)
    if not target or target[0] in "#?{<" or target.startswith("//"):
        return ""
    return context.neighbours.find_relative(target, context.place, context.addresses)


def _is_page_file(target: str) -> bool:
    return not _SCHEME.match(target) and target.partition("#")[0].lower().endswith((".md", ".markdown"))


def is_static(target: str) -> bool:
    """Tell whether a link leads to a file rather than to a page."""
    try:
        path = urlsplit(target).path
    except ValueError:
        return False
    suffix = PurePosixPath(path).suffix.lower()
    return (
        suffix not in _PAGE_SUFFIXES
        and not path.endswith("/")
        and re.fullmatch(r"\.[a-z0-9]{2,5}", suffix) is not None
    )


def _read_fragment(target: str) -> str:
    _, sign, fragment = target.partition("#")
    return sign + fragment if fragment else ""


def _judge_definitions(page: Page, places: Places, context: Context, note: Note) -> Iterator[Edit]:
    """Lead definitions to posts; dead ones are reported, as only their references could become text."""
    if "]:" not in page.body:
        return
    code = find_code_lines(page.body)
    for match in _DEFINITION.finditer(page.body):
        if page.body.count("\n", 0, match.start()) in code:
            continue
        target = match[2].strip("<>")
        line, column = places.locate(match.start())
        post = find_post(target, context)
        new = post + _read_fragment(target)
        if post and new != target:
            note(
                Finding.RESOLVED_LINK,
                line=line,
                column=column,
                removed=match[2],
                added=new,
                target=target,
                post=new,
            )
            yield Edit(start=match.start(2), end=match.end(2), new=new)
        elif not post and _is_root_relative(target) and not is_static(target):
            note(Finding.DEAD_DEFINITION, line=line, column=column, target=shorten(target))

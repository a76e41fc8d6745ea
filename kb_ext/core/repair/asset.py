"""Pictures and other files that a post brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.header import read_header
from kb_ext.core.repair.link_target import is_static
from kb_ext.core.repair.normal_form import ORDER
from kb_ext.core.repair.page import Places, open_page
from kb_ext.core.repair.prose import mask_body
from kb_ext.core.yaml_tree import Scalar

_LINK: Final = re.compile(
    r"(!?)\[[^\[\]\n]*\]\([ \t]*(<[^<>\n]+>|[^\s()<>\x00]+(?:\([^\s()<>\x00]*\)[^\s()<>\x00]*)*)"
)
_IMAGE_TAG: Final = re.compile(r"<img\s[^<>]{0,500}?\bsrc=[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|\{|$")


def take_assets_along(text: str, context: Context, note: Note) -> str:
    """Lead to the places where the files that a post refers to are copied; report those that are missing."""
    page = open_page(text)
    places = Places(page)
    edits = []
    for start, end, is_image in _iterate_targets(page.body):
        target = page.body[start:end]
        found = _find(target, context)
        line, column = places.locate(start)
        if found == "" and (is_image or not target.startswith("/")):
            note(Finding.ASSET_MISSING, line=line, column=column, target=shorten(target.strip("<>"), 200))
        if not found or found == target:
            continue
        accounts = {"removed": target, "added": found}
        note(Finding.ASSET, line=line, column=column, **accounts, target=shorten(target), asset=found)
        edits.append(Edit(start=start, end=end, new=found))
    return _take_picture(page.head + apply_edits(page.body, edits), context, note)


def _iterate_targets(body: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each target of a picture or of a link to a file stands, and whether it is a picture."""
    if "](" not in body and "<img" not in body:
        return
    masked = mask_body(body)
    for match in _LINK.finditer(masked):
        if match[1] or is_static(match[2].strip("<>")):
            yield (*match.span(2), bool(match[1]))
    for match in _IMAGE_TAG.finditer(mask_body(body, html=False)):
        yield (*match.span(1), True)


def _find(target: str, context: Context) -> str | None:
    """Return the target that leads to the copy, an empty text where nothing is there, None to leave it."""
    path = target.strip("<>")
    if _ELSEWHERE.match(path):
        return None
    bare = re.split(r"[?#]", path, maxsplit=1)[0]
    found = context.find_asset(unquote(bare))
    if not found:
        return found
    # What the author wrote stays as it is where it says the same.
    return target if found == unquote(bare) else quote(found, safe="/~!@+,=") if " " in found else found


def _take_picture(text: str, context: Context, note: Note) -> str:
    """Do the same for the picture that the front matter names; one that is missing there is no damage."""
    page = open_page(text)
    header = read_header(page)
    path = header.get_text("image")
    found = context.find_asset(path) if path and not _ELSEWHERE.match(path) else None
    if not found or found == path:
        return text
    note(Finding.ASSET, target=shorten(path), asset=found)
    return header.put("image", Scalar(text=found), ORDER).write() + page.body

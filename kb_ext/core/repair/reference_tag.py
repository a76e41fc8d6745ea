"""Template tags in the place of an address: Jekyll's `post_url`, Hugo's `ref`, and the site's own address."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import Places, open_page
from kb_ext.core.repair.prose import mask_body

_VARIABLES: Final = r"(?:\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}|\{\{-?\s*\.Site\.BaseURL\s*-?\}\})+(?=/|\{%)"
_FILTERED: Final = (
    r"\{\{-?\s*[\"']([^\"'{}\n]+)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.baseurl)\s*-?\}\}"
)
_JEKYLL: Final = r"\{%-?\s*(?:post_url|link)\s+([^%{}\n]+?)\s*-?%\}"
_HUGO: Final = r"\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?[\"']?([^\"'\s<>%{}]+)[\"']?[^{}\n]*?[>%]\}\}"
_TAG: Final = re.compile(
    rf"(?P<lead>\]\([ \t]*<?|^ {{0,3}}\[[^\[\]\n]+\]:[ \t]*)"
    rf"(?P<variables>{_VARIABLES})?(?:(?P<filtered>{_FILTERED})|(?P<jekyll>{_JEKYLL})|(?P<hugo>{_HUGO}))?",
    re.MULTILINE,
)


def resolve_reference_tags(text: str, context: Context, note: Note) -> str:
    """Lead tags that name a post to its file, and remove the site's address before a path."""
    page = open_page(text)
    if "{" not in page.body:
        return text
    places, masked = Places(page), mask_body(page.body)
    edits = []
    for match in _TAG.finditer(page.body):
        new = _resolve(match, context)
        if match.end() == match.end("lead") or masked[match.start()] == "\x00":
            continue
        line, column = places.locate(match.end("lead"))
        old = page.body[match.end("lead") : match.end()]
        if new is None:
            note(Finding.DEAD_REFERENCE, line=line, column=column, target=shorten(old))
            continue
        finding = Finding.RESOLVED_LINK if match["jekyll"] or match["hugo"] else Finding.SITE_VARIABLE
        values = {"target": shorten(old), "post": new, "tag": shorten(old)}
        note(finding, line=line, column=column, removed=old, added=new, **values)
        edits.append(Edit(start=match.end("lead"), end=match.end(), new=new))
    return page.head + apply_edits(page.body, edits)


def _resolve(match: re.Match[str], context: Context) -> str | None:
    """Return what stands in the place of a tag, or None where it names no imported post."""
    groups = match.groups()
    if match["filtered"]:
        return groups[match.re.groupindex["filtered"]]
    kind = "jekyll" if match["jekyll"] else "hugo"
    if not match[kind]:
        return ""
    target = groups[match.re.groupindex[kind]].strip("\"'")
    name = context.neighbours.find_file(target)
    _, sign, fragment = target.partition("#")
    return name + sign + fragment if name else None

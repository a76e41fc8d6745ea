"""Hugo's shortcodes: those that mean something here are written as Markdown, the others reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.edit import Edit, apply_edits
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import Page, Places, open_page
from kb_ext.core.repair.prose import mask_body

_TAG: Final = re.compile(r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>[\w./-]+)(?P<rest>[^{}]{0,2000}?)[>%]\}\}")
_VALUE: Final = re.compile(r"(?:([\w-]+)\s*=\s*)?(?:\"((?:[^\"\\]|\\.)*)\"|`([^`]*)`|([^\s\"`=]+))")
_REFERENCES: Final = frozenset({"ref", "relref"})
_LEAD: Final = re.compile(r"(?:\]\([ \t]*<?|\]:[ \t]*|=[\"']?)$")
_KEY: Final = re.compile(r"[\w.-]+")
_NOTES: Final = {
    "note": "note",
    "info": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "important": "important",
    "warning": "warning",
    "caution": "warning",
    "danger": "danger",
    "error": "danger",
}
_CONTAINERS: Final = frozenset({"notice", "alert", "callout", "admonition", *_NOTES})
_FOLDS: Final = frozenset({"details", "expand", "collapse", "spoiler"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tag:
    """One shortcode as it stands in a body."""

    start: int
    end: int
    name: str
    closes: bool
    closed: bool
    """Whether it ends with a slash, so that nothing stands in it."""
    places: tuple[str, ...]
    """Values without a name."""
    named: Mapping[str, str]

    def get(self, *names: str, place: int = -1) -> str:
        """Return the first value of these names, else the one at a place."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        return found or (self.places[place] if 0 <= place < len(self.places) else "")


def write_shortcodes(text: str, context: Context, note: Note) -> str:
    """Write figures, code, embeds and notes as Markdown; report every other shortcode."""
    if "{{<" not in text and "{{%" not in text:
        return text
    page = open_page(text)
    places = Places(page)
    tags = _list_tags(page.body)
    edits: list[Edit] = []
    done: set[int] = set()
    for number, tag in enumerate(tags):
        if tag.start in done or _is_target(page.body, tag):
            continue
        written = _write(page, tag, _find_end(tags, number))
        line, column = places.locate(tag.start)
        shown = shorten(page.body[tag.start : tag.end])
        if written is None:
            note(Finding.SHORTCODE_KEPT, line=line, column=column, tag=shown)
            continue
        for edit in written:
            line, column = places.locate(edit.start)
            old = page.body[edit.start : edit.end]
            note(Finding.SHORTCODE, line=line, column=column, removed=old, added=edit.new, tag=shorten(old))
            done.update(other.start for other in tags if edit.start <= other.start < edit.end)
        edits += written
    return page.head + apply_edits(page.body, edits)


def _list_tags(body: str) -> list[_Tag]:
    masked = mask_body(body, html=False, math=False)
    return [_read_tag(match, body) for match in _TAG.finditer(body) if masked[match.start()] != "\x00"]


def _read_tag(match: re.Match[str], body: str) -> _Tag:
    rest = match["rest"].strip()
    values = _VALUE.findall(rest.removesuffix("/"))
    texts = [(key, quoted.replace('\\"', '"') or raw or bare) for key, quoted, raw, bare in values]
    return _Tag(
        start=match.start(),
        end=match.end(),
        name=match["name"].lower(),
        closes=bool(match["close"]),
        closed=rest.endswith("/"),
        places=tuple(text for key, text in texts if not key),
        named={key: text for key, text in texts if key},
    )


def _is_target(body: str, tag: _Tag) -> bool:
    """Tell whether a reference stands in the place of an address, where another pass reads it."""
    before = body[max(0, tag.start - 40) : tag.start]
    return tag.name in _REFERENCES and _LEAD.search(before) is not None


def _find_end(tags: list[_Tag], number: int) -> _Tag | None:
    """Return the tag that closes one; it may hold others of its name."""
    depth = 0
    for tag in tags[number + 1 : number + 200]:
        if tag.name == tags[number].name:
            depth += -1 if tag.closes else not tag.closed
            if depth < 0:
                return tag
    return None


def _write(page: Page, tag: _Tag, end: _Tag | None) -> list[Edit] | None:
    """Return what stands in the place of a shortcode, or None for one that is not known."""
    if tag.closes:
        return None
    if tag.name in _WHOLE and end:
        return [Edit(start=tag.start, end=end.end, new=_write_code(page.body, tag, end))]
    if end and (tag.name in _CONTAINERS or tag.name in _FOLDS):
        return _write_container(page.body, tag, end)
    write = _SINGLE.get(tag.name)
    new = write(tag) if write else ""
    return [Edit(start=tag.start, end=tag.end, new=new)] if new else None


def _write_code(body: str, tag: _Tag, end: _Tag) -> str:
    content = body[tag.end : end.start]
    language = tag.get("lang", place=0) if tag.name == "highlight" else tag.name
    if "\n" not in content and not _stands_alone(body, tag.start, end.end):
        marks = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
        return f"{marks}{content.strip()}{marks}"
    longest = max(map(len, re.findall("`{3,}", content)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{content.strip(chr(10))}\n{fence}"


def _write_container(body: str, tag: _Tag, end: _Tag) -> list[Edit] | None:
    if not (_stands_alone(body, tag.start, tag.end) and _stands_alone(body, end.start, end.end)):
        return None
    names_kind = tag.name in _CONTAINERS and tag.name not in _NOTES
    kind = tag.get("type", "kind", "style", place=0).lower() if names_kind else tag.name
    title = tag.get("title", "summary", place=int(names_kind))
    name = "details" if tag.name in _FOLDS else _NOTES.get(kind, "note")
    colons = ":" * min(3 + body.count("{{", tag.end, end.start), 12)
    return [
        Edit(start=tag.start, end=tag.end, new=f"{colons}{name} {title}".rstrip()),
        Edit(start=end.start, end=end.end, new=colons),
    ]


def _stands_alone(body: str, start: int, end: int) -> bool:
    """Tell whether nothing else stands on the lines of a range."""
    before = body[body.rfind("\n", 0, start) + 1 : start]
    behind = body.find("\n", end)
    return not before.strip() and not body[end : behind if behind >= 0 else len(body)].strip()


def _write_figure(tag: _Tag) -> str:
    source = tag.get("src", place=0)
    if not source:
        return ""
    caption, title = tag.get("caption"), tag.get("title")
    target = f"<{source}>" if re.search(r"[\s()]", source) else source
    picture = f"![{_escape(tag.get('alt') or caption or title)}]({target})"
    link = tag.get("link")
    picture = f"[{picture}]({link})" if link else picture
    credit = tag.get("attr")
    if credit and tag.get("attrlink"):
        credit = f"[{credit}]({tag.get('attrlink')})"
    below = [f"**{title}**" if title else "", caption, credit]
    return "\n\n".join(filter(None, (picture, " ".join(filter(None, below)))))


def _escape(text: str) -> str:
    return re.sub(r"([\[\]])", r"\\\1", text)


def _write_address(form: str) -> Callable[[_Tag], str]:
    def write(tag: _Tag) -> str:
        key = tag.get("id", place=0)
        return f"<{form.format(key)}>" if _KEY.fullmatch(key) else ""

    return write


def _write_gist(tag: _Tag) -> str:
    user, key = tag.get("user", place=0), tag.get("id", place=1)
    return f"<https://gist.github.com/{user}/{key}>" if _KEY.fullmatch(user) and _KEY.fullmatch(key) else ""


def _write_tweet(tag: _Tag) -> str:
    user, key = tag.get("user") or "i", tag.get("id", place=0)
    return f"<https://x.com/{user}/status/{key}>" if _KEY.fullmatch(user) and key.isdecimal() else ""


_WHOLE: Final = frozenset({"highlight", "mermaid"})
"""Shortcodes whose content is code."""
_SINGLE: Final[Mapping[str, Callable[[_Tag], str]]] = {
    "figure": _write_figure,
    "gist": _write_gist,
    "tweet": _write_tweet,
    "twitter": _write_tweet,
    "x": _write_tweet,
    "youtube": _write_address("https://www.youtube.com/watch?v={}"),
    "vimeo": _write_address("https://vimeo.com/{}"),
    "instagram": _write_address("https://www.instagram.com/p/{}/"),
}

"""Decide what may be shown of one HTML tag.

nh3 (a browser's own parser) judges every opening tag by itself, in the context it needs; what is shown is
what nh3 writes, never the author's source. Closing tags and their balance are the business of `markup`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

import nh3

from kb_ext.core.anchor import is_key

from .link import SCHEMES, is_allowed, is_external

VOID = frozenset({"br", "hr", "img", "wbr", "col"})
"""Allowed elements without content."""
ALLOWED = VOID | frozenset(
    "a abbr b bdi bdo blockquote caption cite code colgroup dd del details dfn div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup"
    " table tbody td tfoot th thead time tr u ul var".split()
)
"""Elements that Markdown posts use and that cannot harm."""
UNWRAPPED = frozenset(
    "article aside big body center font footer header html label main nav picture section strike tt".split()
)
"""Harmless elements that mean nothing here: left out without a word, their content stays."""
EMPTIED = frozenset(
    "audio canvas embed head iframe math noembed noframes noscript object script select style svg template"
    " textarea title video xmp plaintext".split()
)
"""Elements whose content is no text for a reader: left out together with it."""
REMOVED = EMPTIED | frozenset(
    "acronym address applet area base basefont button datalist dialog dir fieldset form frame frameset hgroup"
    " input keygen legend link map marquee menu menuitem meta meter nobr optgroup option output param portal"
    " progress search slot source track".split()
)
"""Elements that are left out and reported; what no list knows is text, such as `<T>` or `<your-name>`."""

_ATTRIBUTES = {
    "*": {"title", "lang", "dir", "align"},
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_SILENT = re.compile(
    r"(?:class|id|name|target|rel|role|loading|decoding|referrerpolicy|border|cellpadding|cellspacing|cite|width"
    r"|height|size|color|face|bgcolor|valign|clear|alt|datetime|shape|hspace|vspace|type|itemprop|srcset|sizes"
    r"|crossorigin|markdown|aria-.*|data-.*|xmlns.*|/)$"
)
_TARGETS = frozenset({"href", "src"})
_CONTEXT = {
    "td": "<table><tbody><tr>",
    "th": "<table><tbody><tr>",
    "tr": "<table><tbody>",
    "tbody": "<table>",
    "thead": "<table>",
    "tfoot": "<table>",
    "caption": "<table>",
    "colgroup": "<table>",
    "col": "<table><colgroup>",
}
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    clean_content_tags=set(),
    attributes=_ATTRIBUTES,
    url_schemes=set(SCHEMES),
    link_rel="noopener noreferrer",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is left of an opening tag."""

    html: str
    removed: tuple[str, ...] = ()
    """Names of attributes that were taken away and matter."""
    refused: tuple[str, ...] = ()
    """Link targets that were taken away."""


def judge_tag(name: str, source: str, *, docname: str = "", linked: bool = False) -> Verdict:
    """Return what may be shown of the opening tag `source` of the allowed element `name`.

    An image of another server becomes a link, or its alternative text where `linked` says that one is open.
    """
    given = read_attributes(source)
    kept_html = _clean(name, source)
    kept = read_attributes(kept_html)
    refused = tuple(
        value
        for key, value in sorted(given.items())
        if key in _TARGETS & _ATTRIBUTES.get(name, set())
        and (key not in kept or not is_allowed(value, docname))
    )
    removed = tuple(key for key in sorted(given) if key not in kept and _is_notable(name, key))
    html = f"<{name}>" if refused else kept_html
    html = f"{html[:-1]}{write_key(given)}>"
    if name == "img":
        html = _show_image(kept_html if not refused else "", given.get("alt", ""), linked=linked)
    return Verdict(html=html, removed=removed, refused=refused)


def read_attributes(source: str) -> dict[str, str]:
    """Return the attributes of one opening tag; of a repeated one the first counts, as in browsers."""
    found: dict[str, str] = {}
    inside = re.sub(r"^</?[^\s/>]+|/?>$", "", source)
    for match in _ATTRIBUTE.finditer(inside):
        value = match[2] or ""
        found.setdefault(match[1].lower(), unescape(value[1:-1] if value[:1] in ("'", '"') else value))
    return found


def write_key(attributes: Mapping[str, str]) -> str:
    """Return the attribute that makes an element an anchor, or nothing."""
    key = attributes.get("id") or attributes.get("name", "")
    return f' id="{escape(key)}"' if is_key(key) else ""


def link_frame(source: str, docname: str, *, linked: bool) -> str:
    """Return a link to what an embedded frame shows, or nothing if that may not be linked."""
    target = read_attributes(source).get("src", "")
    if linked or not target or not is_external(target) or not is_allowed(target, docname):
        return ""
    return _link(target, target)


def _is_notable(name: str, key: str) -> bool:
    return key not in _TARGETS & _ATTRIBUTES.get(name, set()) and not _SILENT.match(key)


def _clean(name: str, source: str) -> str:
    """Return what nh3 leaves of one opening tag; without attributes if it reads the source otherwise."""
    cleaned = _CLEANER.clean(_CONTEXT.get(name, "") + source)
    found = re.search(rf"<{name}(?: [a-z]+=\"[^\"<>]*\")*>", cleaned)
    return found[0] if found else f"<{name}>"


def _show_image(html: str, alt: str, *, linked: bool) -> str:
    target = read_attributes(html).get("src", "")
    if not target:
        return escape(alt)
    if not is_external(target):
        return html
    return escape(alt or target) if linked else _link(target, alt or target)


def _link(target: str, text: str) -> str:
    href = f"https:{target}" if target.startswith("//") else target
    opening = _clean("a", f'<a href="{escape(href)}">')
    return f"{opening}{escape(text)}</a>"

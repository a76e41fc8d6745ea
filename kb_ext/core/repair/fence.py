"""The fences around a front matter: after this pass a text begins with `---`, a block of YAML and `---`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

import yaml

from kb_ext.core.field import BY_KEY
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note
from kb_ext.core.repair.page import FENCE
from kb_ext.core.yaml_tree import LimitExceededError, Mapping, parse_yaml

_FENCE_LIKE: Final = re.compile(r"[ \t\u3000]*-{3,}[ \t\u3000]*$")
_KEY_LINE: Final = re.compile(r"[ \t]*[\"']?([A-Za-z_][\w.-]*)[\"']?[ \t]*:(?:\s|$)")
_YAML_LINE: Final = re.compile(r"[ \t]*(?:$|[ \t]|#(?!#)|- |[\]}]|[A-Za-z_][\w.-]*[ \t]*:(?:\s|$))")
_WRAPPER: Final = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*(markdown|md|yaml|yml|)[ \t]*$", re.IGNORECASE)
_MAX_UNOPENED: Final = 60
"""Lines in which a front matter without opening fence must be closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a front matter stands; either of its fences, lines `opening` and `closing`, may be missing."""

    opening: int
    """-1 without an opening fence."""
    first: int
    end: int
    closing: int
    """-1 without a closing fence."""

    @property
    def body(self) -> int:
        return (self.closing if self.closing >= 0 else self.end - 1) + 1


def set_fences_right(text: str, context: Context, note: Note) -> str:
    """Give the text a front matter between exact fences; one that has none gets an empty one."""
    lines = _unwrap(text.split("\n"), note)
    top = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    place = _find_front_matter(lines, top)
    if place is None:
        note(Finding.MISSING)
        return "\n".join((FENCE, FENCE, *lines))
    _report_place(lines, top, place, note)
    block = lines[place.first : place.end]
    even = dedent("\n".join(block)).split("\n") if block else []
    if even != block and any(line[:1] in " \t" for line in (lines[top], block[0])):
        note(Finding.INDENTED, line=place.first + 1)
        block = even
    return "\n".join((FENCE, *block, FENCE, *(lines[place.body :] or [""])))


def _report_place(lines: list[str], top: int, place: _Place, note: Note) -> None:
    if top > 0:
        note(Finding.BLANK_ABOVE)
    if place.opening < 0:
        note(Finding.UNOPENED, line=place.first + 1)
    if place.closing < 0:
        note(Finding.UNCLOSED, line=place.end)
    for number in (place.opening, place.closing):
        if number >= 0 and lines[number].rstrip() != FENCE:
            note(Finding.FENCE_FORM, line=number + 1, fence=lines[number])


def _unwrap(lines: list[str], note: Note) -> list[str]:
    """Take a code fence around the whole document, or around its front matter, away."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    opener = _WRAPPER.match(lines[filled[0]]) if len(filled) > 2 else None
    if opener is None or not _FENCE_LIKE.match(lines[filled[1]]):
        return lines
    ends = [number for number in filled[1:] if lines[number].strip() == opener[1]]
    fences = [number for number in filled[1:] if _FENCE_LIKE.match(lines[number])]
    around_block = len(fences) > 1 and ends[:1] == [fences[1] + 1]
    if not around_block and ends[-1:] != filled[-1:]:
        return lines
    closer = ends[0] if around_block else ends[-1]
    note(Finding.WRAPPED, line=filled[0] + 1, removed=lines[filled[0]] + lines[closer])
    return ["" if number in {filled[0], closer} else line for number, line in enumerate(lines)]


def _find_front_matter(lines: list[str], top: int) -> _Place | None:
    if top >= len(lines):
        return None
    if not _FENCE_LIKE.match(lines[top]):
        return _find_unopened(lines, top)
    closing = next((number for number in range(top + 1, len(lines)) if _ends_block(lines, top, number)), -1)
    if closing >= 0:
        verdict = _judge("\n".join(lines[top + 1 : closing]))
        if verdict == "yaml":
            return _Place(opening=top, first=top + 1, end=closing, closing=closing)
        if verdict == "other":
            return None
    return _find_broken(lines, top, closing)


def _ends_block(lines: list[str], top: int, number: int) -> bool:
    line = lines[number]
    if line.rstrip() == "...":
        return _judge("\n".join(lines[top + 1 : number])) == "yaml"
    return _FENCE_LIKE.match(line) is not None


def _judge(raw: str) -> str:
    """Return `yaml` for a front matter, `other` for text between two rules, `broken` for either."""
    try:
        node = parse_yaml(raw)
    except LimitExceededError:
        return "other"
    except yaml.YAMLError:
        return "broken"
    if node is None:
        filled = [line for line in raw.split("\n") if line.strip()]
        return "yaml" if all(_KEY_LINE.match(line.lstrip(" #")) for line in filled) else "other"
    if not isinstance(node, Mapping):
        return "other"
    keys = [f"{entry.key.text}:" for entry in node.entries]
    return "yaml" if not keys or any(_KEY_LINE.match(key) for key in keys) else "other"


def _find_broken(lines: list[str], top: int, closing: int) -> _Place | None:
    """Decide where a front matter ends that is not valid YAML, or is never closed."""
    limit = closing if closing >= 0 else len(lines)
    end = top + 1
    while end < limit and lines[end].strip() and _YAML_LINE.match(lines[end]):
        end += 1
    known = any(_names_field(line) for line in lines[top + 1 : end])
    rest = [line for line in lines[end:limit] if line.strip()]
    if closing >= 0 and not any(_is_text(line) for line in rest):
        usable = any(_names_field(line) for line in lines[top + 1 : closing])
        return _Place(opening=top, first=top + 1, end=closing, closing=closing) if usable else None
    return _Place(opening=top, first=top + 1, end=end, closing=-1) if known else None


def _is_text(line: str) -> bool:
    """Tell whether a line can hardly stand in a front matter: a heading, or a line without key."""
    return line.lstrip().startswith("##") or not _YAML_LINE.match(line)


def _find_unopened(lines: list[str], top: int) -> _Place | None:
    """Find `key: value` lines at the very top that a fence ends."""
    if not _names_field(lines[top]) or lines[top][:1] in " \t":
        return None
    for number in range(top + 1, min(top + _MAX_UNOPENED, len(lines))):
        if _FENCE_LIKE.match(lines[number]):
            named = sum(_names_field(line) for line in lines[top:number])
            sound = named > 1 and _judge("\n".join(lines[top:number])) == "yaml"
            return _Place(opening=-1, first=top, end=number, closing=number) if sound else None
        if not _YAML_LINE.match(lines[number]):
            return None
    return None


def _names_field(line: str) -> bool:
    match = _KEY_LINE.match(line)
    return match is not None and match[1] in BY_KEY

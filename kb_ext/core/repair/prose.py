"""Inline content: where prose stands, what of it is code, and what it says without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kb_ext.core.repair.block import find_code_lines, find_prose_lines

_BACKTICKS: Final = re.compile(r"`+")
_HTML: Final = re.compile(
    r"<(?:!--.{0,2000}?-->|/?[A-Za-z][^<>\n]{0,2000}>|[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>)"
)
_MATH: Final = re.compile(r"\$\$[^$\n]+\$\$|(?<![\w$\\])\$[^\s$][^$\n]*(?<!\s)\$(?![\w$])")
_BLANK: Final = "\x00"
_IMAGE_OR_LINK: Final = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_EMPHASIS: Final = re.compile(r"(\*{1,3}|~~|__)(?=\S)(.+?)(?<=\S)\1")
_CODE: Final = re.compile(r"(`+)(.+?)\1")
_STAND_IN: Final = "\ufffa"
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_MAX_PLAIN: Final = 4000
"""Length above which marks are left in place: no heading is that long, and reading them is quadratic."""
_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """One run of lines with inline content."""

    start: int
    """Where it begins in the body, in characters."""
    line: int
    """The line on which it begins, counted from 0 in the body."""
    text: str
    masked: str
    """The text with every character of code, HTML tags and mathematics replaced by NUL."""


def iterate_prose(body: str) -> Iterator[Prose]:
    """Yield the paragraphs, headings, list items and table rows of a body in order."""
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for first, end in find_prose_lines(body):
        text = "\n".join(lines[first:end])
        yield Prose(start=starts[first], line=first, text=text, masked=mask_code(text))


def mask_body(body: str, *, html: bool = True, math: bool = True) -> str:
    """Return a whole body with its code, and if asked for its HTML tags and formulas, replaced by NUL."""
    lines = body.split("\n")
    for number in find_code_lines(body):
        if number < len(lines):
            lines[number] = _BLANK * len(lines[number])
    for first, end in find_prose_lines(body):
        masked = mask_code("\n".join(lines[first:end]), html=html, math=math)
        lines[first:end] = _cut_lines(masked, lines[first:end])
    return "\n".join(lines)


def _cut_lines(masked: str, lines: list[str]) -> list[str]:
    """Cut a masked text, whose line ends may be masked as well, into lines of the same lengths."""
    parts, position = [], 0
    for line in lines:
        parts.append(masked[position : position + len(line)])
        position += len(line) + 1
    return parts


def mask_code(text: str, *, html: bool = True, math: bool = True) -> str:
    """Replace every character of code spans, HTML tags, autolinks and mathematics by NUL."""
    masked = _mask_spans(text) if "`" in text else text
    if html and "<" in masked:
        masked = _HTML.sub(_blank_out, masked)
    return _MATH.sub(_blank_out, masked) if math and "$" in masked else masked


def _blank_out(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])


def _mask_spans(text: str) -> str:
    """Mask code spans: a run of backticks up to the next run of the same length."""
    runs = list(_BACKTICKS.finditer(text))
    closers: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        closers.setdefault(len(runs[index][0]), []).append(index)
    parts: list[str] = []
    position = index = 0
    while index < len(runs):
        opener = runs[index]
        waiting = closers[len(opener[0])]
        while waiting and waiting[-1] <= index:
            waiting.pop()
        if waiting and not text[: opener.start()].endswith("\\"):
            closer = runs[waiting[-1]]
            parts += (text[position : opener.start()], _BLANK * (closer.end() - opener.start()))
            position, index = closer.end(), waiting[-1]
        index += 1
    return "".join((*parts, text[position:]))


def read_plain_text(source: str) -> str:
    """Return what a heading or paragraph says without links, emphasis, code marks and tags."""
    if len(source) > _MAX_PLAIN:
        return " ".join(source.split())
    codes = [match[2] for match in _CODE.finditer(source)]  # what stands in code is no mark and no tag
    text = _CODE.sub(_STAND_IN, source)
    text = _IMAGE_OR_LINK.sub(r"\1", _IMAGE_OR_LINK.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    text = _ESCAPE.sub(r"\1", _TAG.sub("", text))
    waiting = iter(codes)
    text = re.sub(_STAND_IN, lambda match: next(waiting, match[0]), text)
    return " ".join(text.split())


def has_words(text: str) -> bool:
    """Tell whether a text says anything at all."""
    return _WORD.search(text) is not None

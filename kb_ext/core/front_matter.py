"""Front matter: finding the block between the fences and reading it, with the position of every value.

A block that is not valid YAML is reported, and the lines of it that can be read by themselves are used, so
that one unquoted colon does not cost a post its title and its date.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import Final

import yaml

from kb_ext.core.code import SourceCode
from kb_ext.core.problem import Report
from kb_ext.core.yaml_tree import Entry, LimitExceededError, Mapping, Node, Scalar, Sequence, parse_yaml

FENCE: Final = re.compile(r"-{3,}[ \t]*$")
_CLOSING_FENCE: Final = re.compile(r"(?:-{3,}|\.{3})[ \t]*$")
_TOP_LEVEL_KEY: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_PLAIN_LIST: Final = re.compile(r"\[[^\[\]\"'`]*\]")
_YAML_LINE: Final = re.compile(r"[ \t#\-\]}]|[\w\"'][^:]*:(?:\s|$)")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_KINDS: Final = {Scalar: "text", Sequence: "list", Mapping: "mapping"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source text cut at its fences; line numbers count from 1 in the file."""

    raw: str | None
    """The text between the fences, or None without front matter."""
    raw_line: int
    body: str
    body_line: int
    closed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above a body, and the body."""

    mapping: Mapping
    body: str
    body_line: int
    present: bool

    def blank_out(self) -> str:
        """Return the body below as many empty lines as the front matter has: lines keep their numbers."""
        return "\n" * (self.body_line - 1) + self.body


def split_source(text: str) -> Source:
    """Cut a text into front matter and body.

    A byte order mark and blank lines above the opening fence are passed over, as authors cannot see them.
    """
    lines = split_lines(text.removeprefix("\ufeff"))
    opening = next((number for number, line in enumerate(lines) if line.strip()), None)
    if opening is None or not FENCE.match(lines[opening].rstrip("\r\n")):
        return Source(raw=None, raw_line=1, body="".join(lines), body_line=1)
    end = _find_end(lines, opening)
    for number in range(opening + 1, end):
        if _CLOSING_FENCE.match(lines[number].rstrip("\r\n")):
            raw, body = "".join(lines[opening + 1 : number]), "".join(lines[number + 1 :])
            return Source(raw=raw, raw_line=opening + 2, body=body, body_line=number + 2)
    return Source(raw=None, raw_line=opening + 1, body="".join(lines), body_line=1, closed=False)


def split_lines(text: str) -> list[str]:
    """Cut a text behind every line end that an editor counts: LF, CR LF or CR, and no other."""
    return _LINE.findall(text)


def _find_end(lines: list[str], opening: int) -> int:
    """Return where front matter must have ended: at the first line of prose behind a blank line."""
    blank = False
    for number in range(opening + 1, len(lines)):
        line = lines[number].rstrip()
        if blank and line and not _YAML_LINE.match(line):
            return number
        blank = blank or not line
    return len(lines)


def read_front_matter(text: str, report: Report) -> FrontMatter:
    """Read the front matter of a source text; whatever is wrong with it goes to `report`."""
    source = split_source(text)
    if not source.closed:
        report(SourceCode.UNCLOSED_FRONT_MATTER, line=source.raw_line)
        return _salvage_unclosed(source, report)
    if source.raw is None:
        return FrontMatter(mapping=Mapping(), body=source.body, body_line=1, present=False)
    mapping = _read_mapping(source.raw, source.raw_line, report)
    return FrontMatter(mapping=mapping, body=source.body, body_line=source.body_line, present=True)


def _salvage_unclosed(source: Source, report: Report) -> FrontMatter:
    """Take the run of `key: value` lines after an opening fence for the front matter."""
    lines = split_lines(source.body)
    end = source.raw_line
    while end < len(lines) and (lines[end][:1] in " \t-" or _TOP_LEVEL_KEY.match(lines[end].rstrip())):
        if not lines[end].strip():
            break
        end += 1
    raw, body = "".join(lines[source.raw_line : end]), "".join(lines[end:])
    mapping = _read_mapping(raw, source.raw_line + 1, report)
    return FrontMatter(mapping=mapping, body=body, body_line=end + 1, present=bool(mapping.entries))


def _read_mapping(raw: str, first_line: int, report: Report) -> Mapping:
    try:
        node = parse_yaml(raw, first_line=first_line)
    except LimitExceededError as error:
        report(SourceCode.YAML_LIMIT, line=error.line, detail=error.detail)
        return Mapping()
    except yaml.YAMLError as error:
        _report_syntax(error, raw, first_line, report)
        return _salvage_lines(raw, first_line)
    if node is None:
        return Mapping(line=first_line)
    if not isinstance(node, Mapping):
        report(SourceCode.NOT_A_MAPPING, line=node.line, column=node.column, kind=_KINDS[type(node)])
        return Mapping(line=first_line)
    _report_duplicates(node, report)
    return node


def _report_syntax(error: yaml.YAMLError, raw: str, first_line: int, report: Report) -> None:
    mark = getattr(error, "problem_mark", None)
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    if mark is not None:
        line, column = mark.line, mark.column
    else:
        # A character that YAML forbids: libyaml tells how many bytes stand before it.
        above = raw.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
        line, column = above.count("\n"), len(above.rpartition("\n")[2])
    report(SourceCode.YAML_SYNTAX, line=first_line + line, column=column + 1, detail=detail)


def _report_duplicates(mapping: Mapping, report: Report) -> None:
    seen: dict[str, Scalar] = {}
    for entry in mapping.entries:
        first = seen.setdefault(entry.key.text, entry.key)
        if first is not entry.key:
            report(
                SourceCode.DUPLICATE_KEY,
                line=entry.key.line,
                column=entry.key.column,
                key=entry.key.text,
                first=str(first.line),
            )


def _salvage_lines(raw: str, first_line: int) -> Mapping:
    """Read every top-level `key: value` line, with the lines indented below it, by itself."""
    blocks: list[tuple[int, list[str]]] = []
    # Keys that are all indented alike are top-level keys as well.
    lines = textwrap.dedent("".join(line.rstrip("\r\n") + "\n" for line in split_lines(raw))).split("\n")
    for number, line in enumerate(lines, first_line):
        if _TOP_LEVEL_KEY.match(line.rstrip()):
            blocks.append((number, [line]))
        elif blocks:
            blocks[-1][1].append(line)
    entries = tuple(entry for number, lines in blocks for entry in _salvage_block(lines, number))
    return Mapping(entries=entries, line=first_line)


def _salvage_block(lines: list[str], number: int) -> tuple[Entry, ...]:
    try:
        node: Node | None = parse_yaml("\n".join(lines), first_line=number)
    except (yaml.YAMLError, LimitExceededError):
        node = None
    if isinstance(node, Mapping):
        return node.entries
    match = _TOP_LEVEL_KEY.match(lines[0].rstrip())
    if match is None:
        return ()
    column = match.start(2) + 1 if match[2] else 1
    value = _salvage_value((match[2] or "").strip(), number, column)
    return (Entry(key=Scalar(text=match[1], line=number), value=value),)


def _salvage_value(text: str, line: int, column: int) -> Scalar | Sequence:
    """Take a value for what it looks like: a list in brackets (`[#LLM, #生成AI]`), or text."""
    if _PLAIN_LIST.fullmatch(text):
        parts = (part.strip() for part in text[1:-1].split(","))
        children = tuple(Scalar(text=part, line=line, column=column) for part in parts if part)
        return Sequence(children=children, line=line, column=column)
    return Scalar(text=text.strip("\"'"), line=line, column=column)

"""What a pass can say, and the record of its saying it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol

from kb_ext.core.code import Severity
from kb_ext.core.problem import Translate
from kb_ext.core.repair.step import Step


class Kind(StrEnum):
    """Whether the text was changed."""

    REPAIRED = "repaired"
    """The text that is written differs from the source here."""
    FOUND = "found"
    """Left as it is; a person has to decide."""


_DONE = (Kind.REPAIRED, Severity.INFO)
_ALTERED = (Kind.REPAIRED, Severity.WARNING)
_NOTED = (Kind.FOUND, Severity.INFO)
_DOUBTED = (Kind.FOUND, Severity.WARNING)


class Finding(Enum):
    """Every message of an import: its pass, its kind and severity, and its text (a gettext message id)."""

    ENCODING = (Step.DECODING, _DONE, "The file was {encoding} and is UTF-8 now.")
    UNDECODABLE = (
        Step.DECODING,
        _ALTERED,
        "The file is UTF-8 with {count} damaged places; each is marked with U+FFFD.",
    )
    MARK = (Step.BYTE_ORDER_MARK, _DONE, "A byte order mark is removed.")
    LINE_ENDING = (Step.LINE_ENDINGS, _DONE, "{count} line ends other than a line feed are replaced.")
    CONTROL = (Step.CONTROL_CHARACTERS, _DONE, "{count} control characters are removed: {characters}.")
    FLATTENED = (Step.LINE_BREAKS, _DONE, "The document stood on one line; it has {count} lines now.")
    WRAPPED = (Step.FENCES, _DONE, "The code fence around the whole document is removed.")
    BLANK_ABOVE = (Step.FENCES, _DONE, "Blank lines above the front matter are removed.")
    INDENTED = (Step.FENCES, _DONE, "The front matter was indented; its indentation is removed.")
    FENCE_FORM = (Step.FENCES, _DONE, "The fence '{fence}' is written '---'.")
    UNOPENED = (Step.FENCES, _DONE, "The front matter had no opening fence; it is added.")
    UNCLOSED = (Step.FENCES, _DONE, "The front matter was never closed; a fence is put after its last key.")
    MISSING = (Step.FENCES, _DONE, "The file had no front matter; one is added.")
    TOML = (Step.TOML, _DONE, "The TOML front matter is written as YAML.")
    TOML_SYNTAX = (
        Step.TOML,
        _ALTERED,
        "The front matter is not valid TOML: {detail}. Its lines are read one by one.",
    )
    YAML_SYNTAX = (
        Step.FRONT_MATTER,
        _ALTERED,
        "The front matter is not valid YAML: {detail}. What can be read is kept.",
    )
    UNREAD_LINE = (
        Step.FRONT_MATTER,
        _ALTERED,
        "This line cannot be read and is kept as a comment: '{line_text}'.",
    )
    DUPLICATE = (
        Step.FRONT_MATTER,
        _ALTERED,
        "'{key}' stands twice; the value of the last one counts, '{value}' goes below 'extra:'.",
    )
    DUPLICATE_ALIKE = (
        Step.FRONT_MATTER,
        _DONE,
        "'{key}' stands twice with the same value; one of them is removed.",
    )
    SYNONYM = (Step.FRONT_MATTER, _DONE, "'{key}' is written '{field}'.")
    UNKNOWN_KEY = (Step.FRONT_MATTER, _DONE, "'{key}' is no field; it is kept below 'extra:'.")
    SURPLUS_KEY = (
        Step.FRONT_MATTER,
        _DONE,
        "'{key}' says the same as '{field}', which counts; it is kept below 'extra:'.",
    )
    SHAPE = (Step.FRONT_MATTER, _ALTERED, "'{key}' should be {expected}; it is kept below 'extra:'.")
    DATE_FORM = (Step.FRONT_MATTER, _DONE, "The date '{value}' is written '{date}'.")
    DATE_ODD = (Step.FRONT_MATTER, _DOUBTED, "'{value}' is not a date; it is kept as text.")
    VALUE_FORM = (Step.FRONT_MATTER, _DONE, "The value of '{key}' was '{value}' and is written '{form}'.")
    COMMENT_MOVED = (Step.FRONT_MATTER, _DONE, "The comment '{comment}' stands above its key now.")
    FORM = (Step.FRONT_MATTER, _DONE, "The front matter is written in the standard order and form.")
    COMPOSED = (Step.COMPOSITION, _DONE, "{count} letters are joined with their combining marks.")
    END_MARK = (Step.MARKERS, _ALTERED, "The mark '{mark}' is removed.")
    SENTENCE_JOINED = (
        Step.MARKERS,
        _DONE,
        "The sentence that the mark cut in two is joined with line {line_range}.",
    )
    REPEATED = (Step.REPEATS, _ALTERED, "Line {dropped} repeats line {first} word for word and is dropped.")
    REPEATED_CUT = (
        Step.REPEATS,
        _ALTERED,
        "Line {dropped} repeats line {first} and breaks off; it is dropped.",
    )
    REPEATED_KEPT = (
        Step.REPEATS,
        _DOUBTED,
        "Line {dropped} repeats line {first}, but the section goes on differently; it is kept.",
    )
    ATTRIBUTE_LIST = (Step.ATTRIBUTE_LISTS, _DONE, "The attribute list '{text}' is removed.")
    ATTRIBUTE_ID = (
        Step.ATTRIBUTE_LISTS,
        _NOTED,
        "The attribute list '{text}' names a link target and is kept.",
    )
    MODULE = (Step.MDX, _ALTERED, "This code of the old site is removed: '{code}'.")
    COMMENT = (Step.MDX, _DONE, "The comment is written as one of HTML.")
    COMPONENT = (Step.MDX, _DOUBTED, "Nothing here draws the component '{tag}'; it is kept.")
    SHORTCODE = (Step.SHORTCODES, _DONE, "The shortcode '{tag}' is written as Markdown.")
    SHORTCODE_KEPT = (Step.SHORTCODES, _DOUBTED, "The shortcode '{tag}' means nothing here; it is kept.")
    RULE = (Step.RULES, _DONE, "A blank line is put above '---', which would make the paragraph a heading.")
    UNDERLINE = (Step.RULES, _DONE, "The underlined heading '{heading}' is written with '#'.")
    RESIDUE = (Step.CHAT_RESIDUE, _DOUBTED, "This looks like a chat model speaking to its user: '{text}'.")
    RESIDUE_DROPPED = (
        Step.CHAT_RESIDUE,
        _ALTERED,
        "What a chat model said to its user is dropped: '{text}'.",
    )
    TITLE_COMPLETED = (
        Step.TITLE,
        _DONE,
        "The damaged title '{title}' is completed from the text: '{heading}'.",
    )
    TITLE_DAMAGED = (
        Step.TITLE,
        _DOUBTED,
        "The title '{title}' is damaged, and nothing in the text completes it.",
    )
    TITLE_FROM_HEADING = (Step.TITLE, _DONE, "The title '{title}' is taken from the first heading.")
    TITLE_FROM_NAME = (Step.TITLE, _DONE, "There is no title and no heading; the file name gives '{title}'.")
    TITLE_MARKS = (Step.TITLE, _DONE, "The Markdown marks are removed from the title '{title}'.")
    HEADING_DROPPED = (
        Step.TITLE,
        _DONE,
        "The heading '{heading}' is the title and is removed from the text.",
    )
    DATE_FROM_NAME = (Step.FILE_NAME, _DONE, "The date {date} is taken from the file name.")
    RENAMED = (Step.FILE_NAME, _DONE, "The name '{name}' becomes '{target}'.")
    COLLISION = (Step.FILE_NAME, _DONE, "'{name}' is taken by {other}; the file becomes '{target}'.")
    ADDRESS_KEPT = (Step.OLD_SITE, _DONE, "The old address '{address}' is kept in 'redirect_from'.")
    MATHEMATICS = (Step.OLD_SITE, _DONE, "'math: true' is set, as '$' encloses formulas on the old site.")
    FROM_DRAFTS = (Step.OLD_SITE, _DONE, "'draft: true' is set, as the file stood among the drafts.")
    DEAD_LINK = (
        Step.LINKS,
        _ALTERED,
        "The link to '{target}' leads to no imported page; its text '{text}' is kept.",
    )
    DEAD_DEFINITION = (
        Step.LINKS,
        _ALTERED,
        "The link definition leads to no imported page and is removed: '{target}'.",
    )
    STATIC_FILE = (Step.LINKS, _NOTED, "The link leads to a file that has to be copied: '{target}'.")
    RESOLVED_LINK = (Step.LINKS, _DONE, "The link to '{target}' leads to {post} now.")
    SITE_VARIABLE = (Step.LINKS, _DONE, "The template tag '{tag}' before an address is removed.")
    DEAD_REFERENCE = (Step.LINKS, _DOUBTED, "'{target}' names no imported page; it is kept.")
    DEAD_RELATIVE = (Step.LINKS, _DOUBTED, "The link to '{target}' leads to no imported page; it is kept.")
    ASSET = (Step.LINKS, _DONE, "The file '{target}' is copied; the link leads to '{asset}'.")
    ASSET_MISSING = (Step.LINKS, _DOUBTED, "The file '{target}' is not there, so it is not copied.")
    ASSET_KEPT = (
        Step.LINKS,
        _DOUBTED,
        "'{asset}' exists and is different; it is kept. Use --force to replace it.",
    )
    AFFILIATE = (Step.LINKS, _NOTED, "This is an affiliate link: '{target}'.")
    AFFILIATE_DROPPED = (Step.LINKS, _ALTERED, "The affiliate link '{target}' is text now: '{text}'.")
    TABLE_STUMP = (Step.CUTS, _DOUBTED, "The text breaks off in the middle of a table: '{text}'.")
    OPEN_CODE = (Step.CUTS, _DOUBTED, "The code block that opens here is never closed.")
    OPEN_SENTENCE = (Step.CUTS, _DOUBTED, "The text breaks off in the middle of a sentence: '{text}'.")
    LOST_CHARACTERS = (Step.DAMAGE, _DOUBTED, "{count} U+FFFD stand for lost characters: '{text}'.")

    def __init__(self, step: Step, weight: tuple[Kind, Severity], message: str) -> None:
        self.step = step
        self.kind, self.severity = weight
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A run of lines of the text at hand, both ends included; told as the lines of the original file."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One thing that an import did or found, at a place in the original file that counts from 1."""

    finding: Finding
    line: int = 1
    column: int = 1
    values: tuple[tuple[str, str], ...] = ()
    removed: str = ""
    """What the text lost, but for white space; nothing else may be missing from it."""
    added: str = ""
    """What the text gained, but for white space."""

    @property
    def kind(self) -> Kind:
        """Tell whether the text was changed."""
        return self.finding.kind

    def describe(self, translate: Translate = str) -> str:
        """Return the message in the language of `translate`."""
        values = {key: translate(text) if key == "expected" and text else text for key, text in self.values}
        return translate(self.finding.message).format(**values)

    def render(self, path: str, translate: Translate = str) -> str:
        """Return the public one-line form, `path:line:column: severity[import.pass] message`."""
        label = f"{self.finding.severity}[import.{self.finding.step.public}]"
        return f"{path}:{self.line}:{self.column}: {label} {self.describe(translate)}"


class Note(Protocol):
    """Takes what a pass did; lines are those of the text that the pass was given."""

    def __call__(
        self,
        finding: Finding,
        /,
        *,
        line: int = 1,
        column: int = 1,
        removed: str = "",
        added: str = "",
        **values: str | Lines,
    ) -> None:
        """Record it."""


def shorten(text: str, limit: int = 60) -> str:
    """Return a text on one line, cut to what a message can hold."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"

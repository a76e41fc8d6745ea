"""What can be wrong with a source file, and how it is told to its author.

Every finding of the project, whether it comes from an import, a check or a build, is a `Problem` with one
of the codes below. Texts are English message ids; `kb_ext/locale` holds their Japanese translations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final, Protocol

Translate = Callable[[str], str]
"""Maps a message id to its text in the reader's language."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Something is lost or refused unless the author acts."""
    WARNING = "warning"
    """The page is complete, but probably not what the author meant."""
    INFO = "info"
    """Worth knowing; nothing has to be done."""


class Code(Enum):
    """Every kind of finding: its public name, its severity, its message and what to do about it."""

    YAML_SYNTAX = (
        "front-matter.yaml",
        Severity.ERROR,
        "The front matter is not valid YAML: {detail}.",
        "Quote values that hold ': ' or begin with a special character.",
    )
    """The block between the fences cannot be read as YAML. The lines that can be read are used."""
    YAML_LIMIT = (
        "front-matter.limit",
        Severity.ERROR,
        "The front matter is refused: {detail}.",
        "Make it smaller and write values out instead of using anchors and aliases.",
    )
    """Size, depth or alias expansion beyond what a post needs."""
    NOT_A_MAPPING = (
        "front-matter.not-a-mapping",
        Severity.ERROR,
        "The front matter must be 'key: value' lines, but is a {kind}.",
        "Write one 'key: value' pair on each line.",
    )
    """The front matter is valid YAML of another shape."""
    UNCLOSED_FRONT_MATTER = (
        "front-matter.unclosed",
        Severity.ERROR,
        "The front matter that opens here is never closed.",
        "Put a line of three hyphens '---' after its last key.",
    )
    """The opening fence has no closing one; the file is read as text."""
    MISSING_FRONT_MATTER = (
        "front-matter.missing",
        Severity.WARNING,
        "The file has no front matter.",
        "Begin it with '---', a 'title: …' line and '---'.",
    )
    """A post without front matter takes its title from its first heading or its file name."""
    FENCE_FORM = (
        "front-matter.fence",
        Severity.INFO,
        "The front matter is not set off as other readers need it.",
        "Let 'kb check --fix' put '---' alone on the lines around it.",
    )
    """Blank lines above the opening fence, an indented one, or more than three hyphens."""
    DUPLICATE_KEY = (
        "front-matter.duplicate-key",
        Severity.WARNING,
        "'{key}' stands twice; this one replaces the one on line {first}.",
        "Keep one of them.",
    )
    """YAML forbids it; the last one counts."""
    UNKNOWN_KEY = (
        "front-matter.unknown-key",
        Severity.WARNING,
        "'{key}' is not a known key.{suggestion}",
        "Correct it, or move it below 'extra:'.",
    )
    """Nothing reads the key."""
    NEEDLESS_KEY = (
        "front-matter.needless-key",
        Severity.INFO,
        "'{key}' means something to other generators, and nothing here.",
        "Remove it, or move it below 'extra:'.",
    )
    """A key of Jekyll, Zenn, Qiita, Hugo or Astro that is not needed, such as `layout` or `comments`."""
    WRONG_TYPE = (
        "front-matter.wrong-type",
        Severity.WARNING,
        "'{key}' must be {expected}, but is {found}.",
        "Write it as {expected}.",
    )
    """The value has another shape than its field."""
    BAD_DATE = (
        "front-matter.date",
        Severity.WARNING,
        "'{value}' is not a date.",
        "Write it as 2025-01-31 or 2025-01-31T09:00:00+09:00.",
    )
    """A date that no calendar holds; what can be read of it (the month) is used."""
    MISSING_TITLE = (
        "front-matter.no-title",
        Severity.WARNING,
        "There is no title; '{title}' is used.",
        "Add 'title: …' to the front matter.",
    )
    """Neither the front matter nor a first-level heading names the page."""
    DUPLICATE_TERM = (
        "term.duplicate",
        Severity.WARNING,
        "'{name}' is already a name of the term in {other}.",
        "Remove it from one of the two, or name the sense of each.",
    )
    """Two terms share a name; the name links to neither."""
    UNKNOWN_TERM = (
        "term.unknown",
        Severity.WARNING,
        "There is no term '{name}'.{suggestion}",
        "Add it below 'terms/', or correct the name.",
    )
    """An explicit reference or a relation names no term."""
    TERM_WITHOUT_READING = (
        "term.no-reading",
        Severity.WARNING,
        "The term '{name}' has no reading.",
        "Add 'reading: …' in kana, so that it can be sorted.",
    )
    """A name with kanji cannot be put in 五十音 order without its reading."""
    BAD_READING = (
        "term.reading",
        Severity.WARNING,
        "The reading '{value}' holds other characters than kana.",
        "Write it in hiragana.",
    )
    """A reading is what the name sounds like, in kana only."""
    COMPARISON_SHAPE = (
        "comparison.shape",
        Severity.WARNING,
        "The row '{item}' has {found} cells where {expected} are expected.",
        "Add the missing cells or remove the surplus ones.",
    )
    """A ragged row: surplus cells are kept in the last one, missing ones are shown as unknown."""
    COMPARISON_EMPTY = (
        "comparison.empty",
        Severity.ERROR,
        "The comparison '{key}' has no table.",
        "Write a Markdown table with a header row inside it.",
    )
    """Nothing to compare was found where a comparison was announced."""
    DUPLICATE_COMPARISON = (
        "comparison.duplicate",
        Severity.WARNING,
        "The comparison '{key}' is already defined in {other}.",
        "Choose another key.",
    )
    """Two tables share a key; the first one is kept."""
    UNKNOWN_REFERENCE = (
        "reference.unknown",
        Severity.WARNING,
        "There is no {kind} '{target}'.{suggestion}",
        "Correct the target.",
    )
    """A role names a post, category, tag or author that does not exist."""
    SKIPPED_HEADING = (
        "markdown.heading-level",
        Severity.INFO,
        "The heading '{heading}' skips a level.",
        "Use the next lower level; the page is shown as if you had.",
    )
    """Levels are closed up, so that a screen reader's outline has no holes."""
    FORBIDDEN_DIRECTIVE = (
        "trust.directive",
        Severity.WARNING,
        "The directive '{name}' is not allowed in a post; it is shown as text.",
        "Use Markdown, or one of the directives that the guide lists.",
    )
    """Posts come from strangers: nothing that includes files or passes raw output is run."""
    FORBIDDEN_ROLE = (
        "trust.role",
        Severity.WARNING,
        "The role '{name}' is not allowed in a post; it is shown as text.",
        "Use Markdown, or one of the roles that the guide lists.",
    )
    """As for directives."""
    FORBIDDEN_HTML = (
        "trust.html",
        Severity.WARNING,
        "HTML that could run scripts or change the page was removed: {removed}.",
        "Use Markdown.",
    )
    """What the sanitiser dropped; the rest of the HTML is shown."""
    FORBIDDEN_LINK = (
        "trust.link",
        Severity.WARNING,
        "The link target '{target}' is refused.",
        "Link to a page over http(s) or to a file inside the source directory.",
    )
    """`javascript:` and `data:` links, and paths that leave the source directory."""
    MISSING_IMAGE = (
        "link.missing-image",
        Severity.WARNING,
        "The image '{target}' does not exist.",
        "Add the file, or remove the image.",
    )
    """An image path with no file behind it; its alternative text is shown."""
    DEAD_LINK = (
        "link.dead",
        Severity.WARNING,
        "The link target '{target}' does not exist on this site.{suggestion}",
        "Link to an existing page.",
    )
    """A relative or root-relative link with no page behind it."""
    TEMPLATE_TAG = (
        "markdown.template-tag",
        Severity.WARNING,
        "'{tag}' is a template tag of another generator and is shown as text.",
        "Replace it with Markdown.",
    )
    """Liquid or a Hugo shortcode that nothing here evaluates."""
    BAD_OPTION = (
        "config.option",
        Severity.WARNING,
        "{option} must be {expected}, but is {found}; {fallback} is used.",
        "Correct it in conf.py.",
    )
    """A `kb_*` option of the wrong shape; its default is used."""
    BAD_SETTING = (
        "config.setting",
        Severity.WARNING,
        "{setting} must be {expected}, but is {found}.{suggestion}",
        "Correct it; until then it is passed over.",
    )
    """A setting of `[tool.kb]` in pyproject.toml or of `kb:` in a front matter that nobody understands."""
    NOT_UTF8 = (
        "file.encoding",
        Severity.ERROR,
        "The file is not UTF-8 from here on (byte {byte}); what cannot be read is shown as U+FFFD.",
        "Save it as UTF-8, or let 'kb import' find its encoding.",
    )
    """Another encoding, or bytes lost in the middle of a character."""
    UNREADABLE = (
        "file.unreadable",
        Severity.ERROR,
        "The file cannot be read: {detail}.",
        "Check that it exists and that you may read it.",
    )
    """The operating system refuses the file."""
    BYTE_ORDER_MARK = ("file.mark", Severity.INFO, "There is a byte order mark.", "Use 'kb check --fix'.")
    """An invisible character in front of everything, which hides the front matter from many tools."""
    LINE_ENDINGS = ("file.line-end", Severity.INFO, "Lines end with CR.", "Use 'kb check --fix'.")
    """Windows or old Mac line ends; reported where the first one stands."""
    CONTROL_CHARACTER = (
        "file.control-character",
        Severity.WARNING,
        "There are invisible control characters: {characters}.",
        "Remove them, or use 'kb check --fix'.",
    )
    """What HTML and YAML forbid; Japanese input methods leave backspaces behind."""
    COMPOSITION = ("file.nfc", Severity.INFO, "Letters and marks stand apart.", "Use 'kb check --fix'.")
    """`カ` and a separate voiced sound mark for `ガ`: searching for the word does not find it."""
    LOST_CHARACTER = (
        "text.lost-character",
        Severity.ERROR,
        "A character is lost (U+FFFD): '{text}'.",
        "Write what stood there.",
    )
    """The replacement character outside code: what an earlier conversion could not read."""
    REPEATED_TEXT = (
        "text.repeated",
        Severity.WARNING,
        "Lines {lines} repeat lines {first} word for word.",
        "Keep one of them.",
    )
    """Whole sections, or paragraphs too long to be written twice on purpose."""
    CHAT_RESIDUE = ("text.chat-residue", Severity.WARNING, "A chat model speaks: '{text}'.", "Remove it.")
    """Only in the first and the last paragraphs."""
    END_MARK = ("text.end-mark", Severity.WARNING, "'{text}' is a mark of a text generator.", "Remove it.")
    """`---END---` and the like on a line of its own."""
    UNSOURCED = ("text.unsourced", Severity.INFO, "'{text}' says that no source is known.", "Name one.")
    """`※出典元不明` and the like."""
    UNCLOSED_FENCE = (
        "markdown.unclosed-fence",
        Severity.WARNING,
        "The block that opens here with '{fence}' is never closed.",
        "Put the same mark on a line of its own where it ends.",
    )
    """All that follows is taken for code, or for a part of the note."""
    RAGGED_TABLE = (
        "markdown.ragged-table",
        Severity.WARNING,
        "The row has {found} cells where {expected} are expected.",
        "Add the missing cells or remove the surplus ones; a '|' in a cell is written '\\|'.",
    )
    """Surplus cells are not shown."""
    TABLE_STUMP = (
        "markdown.table-stump",
        Severity.WARNING,
        "'{text}' belongs to no table and is shown as it is typed.",
        "Write a header row, a row of hyphens with as many cells, and the rows.",
    )
    """A table that breaks off, or whose second row does not fit its first."""
    SEVERAL_TITLES = (
        "markdown.several-titles",
        Severity.WARNING,
        "'{heading}' is one of {count} first-level headings.",
        "Begin sections with '##'; the title stands in the front matter.",
    )
    """A page has one title."""
    LITERAL_MARK = (
        "markdown.literal",
        Severity.WARNING,
        "'{text}' is shown as it is typed.",
        "Check its other end, and that no space stands between the mark and the words.",
    )
    """Asterisks that begin or end nothing, outside code."""
    MISSING_SPACE = (
        "markdown.space",
        Severity.WARNING,
        "'{text}' is shown as it is typed; a space is missing behind '{mark}'.",
        "Put a space there.",
    )
    """`##見出し` is no heading, and `-項目` no list."""
    RULE = (
        "markdown.rule",
        Severity.INFO,
        "Other readers take '---' below a paragraph for the underline of a heading.",
        "Put a blank line between them, or let 'kb check --fix' do it.",
    )
    """A rule directly below text."""
    DUPLICATE_TITLE = ("site.title", Severity.WARNING, "{other} has the same title.", "Tell them apart.")
    """Two posts that no listing, feed or search result can tell apart."""
    DUPLICATE_ADDRESS = (
        "site.address",
        Severity.WARNING,
        "The address '{address}' is also that of {other}.",
        "Choose another one.",
    )
    """Two posts with one permalink or slug."""

    def __init__(self, public: str, severity: Severity, message: str, hint: str) -> None:
        self.public = public
        self.severity = severity
        self.message = message
        self.hint = hint


_OWN_WORDS: Final = frozenset({"expected", "kind", "detail"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding at one place; lines and columns count from 1."""

    code: Code
    path: str = ""
    line: int = 1
    column: int = 1
    values: tuple[tuple[str, str], ...] = field(default=())

    def describe(self, translate: Translate = str) -> str:
        """Return the message without place or hint, in the language of `translate`."""
        return translate(self.code.message).format(**self._fill(translate))

    def advise(self, translate: Translate = str) -> str:
        """Return what to do about it, in the language of `translate`."""
        return translate(self.code.hint).format(**self._fill(translate))

    def _fill(self, translate: Translate) -> dict[str, str]:
        """Return the values for a text; those that are our own words are translated too."""
        return {key: translate(value) if key in _OWN_WORDS else value for key, value in self.values}

    def render(self, translate: Translate = str) -> str:
        """Return the public one-line form, `path:line:column: severity[code] message hint`."""
        place = f"{self.path}:{self.line}:{self.column}"
        label = f"{self.code.severity}[{self.code.public}]"
        return f"{place}: {label} {self.describe(translate)} {self.advise(translate)}"


class Report(Protocol):
    """Takes a finding of the file at hand; who calls it knows the line, who made it knows the path."""

    def __call__(self, code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        """Take one finding; `values` fill the placeholders of the code's message."""


def ignore_problem(_code: Code, /, *, line: int = 1, column: int = 1, **_values: str) -> None:
    """Drop a finding: the `Report` for sources that are reported elsewhere."""

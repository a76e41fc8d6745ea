"""What can be wrong with a file and its front matter."""

from __future__ import annotations

from kb_ext.core.code.base import Code, Severity


class SourceCode(Code):
    """What can be wrong with a file and its front matter."""

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

"""Why an import leaves a file alone."""

from __future__ import annotations

from enum import Enum

from kb_ext.core.problem import Translate


class Refusal(Enum):
    """Every reason: its public name and its message (a gettext message id)."""

    MISSING = ("missing", "The file does not exist.")
    """Nothing has this name."""
    NO_POSTS = ("no-posts", "There are no Markdown files in this folder.")
    """Files of other kinds are imported when they are named."""
    UNREADABLE = ("unreadable", "The file cannot be read: {detail}.")
    """The operating system refuses."""
    NO_FILE = ("no-file", "This is not a regular file.")
    """A pipe or a device, which may never end."""
    TOO_LARGE = ("too-large", "The file is larger than {limit} MiB.")
    """No post is."""
    EMPTY = ("empty", "The file is empty.")
    """There is nothing to import."""
    NOT_TEXT = ("not-text", "The file is not text.")
    """A picture, an archive or the like."""
    EXISTS = ("exists", "'{target}' exists and is different. Use --force to replace it.")
    """An import never overwrites what somebody may have edited."""
    UNWRITABLE = ("unwritable", "'{target}' cannot be written: {detail}.")
    """The operating system refuses."""

    def __init__(self, public: str, message: str) -> None:
        self.public = public
        self.message = message


class RefusalError(Exception):
    """Carries a refusal to whoever reports it."""

    def __init__(self, refusal: Refusal, **values: str) -> None:
        super().__init__(refusal.public)
        self.refusal = refusal
        self.values = values

    def describe(self, translate: Translate = str) -> str:
        """Return the message in the language of `translate`."""
        return translate(self.refusal.message).format(**self.values)

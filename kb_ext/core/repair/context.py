"""What a pass knows besides the text: the options, the file's name, the posts it is imported with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kb_ext.core.repair.finding import Note
from kb_ext.core.repair.neighbour import Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything a pass may look at."""

    name: str = "post"
    """The name of the file that is written, without its suffix."""
    original: str = ""
    """The name of the source file without its suffix; the last resort for a title."""
    renamed: bool = False
    """Whether the name had to change, so that the old one is worth keeping."""
    neighbours: Neighbours = field(default_factory=Neighbours)
    """The posts that links may lead to."""
    drop_chat_residue: bool = False
    unlink_affiliates: bool = False


Pass = Callable[[str, Context, Note], str]
"""Takes a text, returns the repaired one, and tells the note what it did."""

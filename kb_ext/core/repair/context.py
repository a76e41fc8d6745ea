"""What a pass knows besides the text: the options, the file's name, the posts it is imported with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kb_ext.core.repair.finding import Note
from kb_ext.core.repair.neighbour import Neighbours


def _leave_asset(target: str) -> str | None:
    return None


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
    place: PurePosixPath = field(default_factory=PurePosixPath)
    """The path of the source file, from which relative links lead."""
    target: PurePosixPath | None = None
    """The path of the file that is written, from which links lead once they are set right."""
    addresses: tuple[str, ...] = ()
    """Where the post was published, the main address first."""
    dollar_math: bool = False
    """Whether `$` encloses formulas on the site that the post comes from."""
    mdx: bool = False
    """Whether the source is MDX."""
    from_drafts: bool = False
    """Whether the file stood among drafts."""
    find_asset: Callable[[str], str | None] = field(default=_leave_asset)
    """Takes the path of a file that the text refers to, and returns the one that it will have: the same to
    leave it, an empty one where there is no such file, None for what is none of our concern."""
    drop_chat_residue: bool = False
    unlink_affiliates: bool = False


Pass = Callable[[str, Context, Note], str]
"""Takes a text, returns the repaired one, and tells the note what it did."""

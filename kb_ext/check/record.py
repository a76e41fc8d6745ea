"""What a check is given for each file, and what it makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from kb_ext.core.problem import Problem
from kb_ext.core.record import Contribution, Term


class Kind(Enum):
    """What a file is, as far as checks go."""

    POST = auto()
    """A post: its front matter has a schema, and its text comes from a stranger."""
    TERM = auto()
    """A term: as a post, with another schema."""
    COMPARISON = auto()
    """A page of comparisons: as a post, but it needs neither a title nor a front matter."""
    PAGE = auto()
    """Any other page: only its text is looked at."""

    @property
    def is_record(self) -> bool:
        """Tell whether the front matter is ours to read, and the text is read by our rules."""
        return self is not Kind.PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to be checked."""

    path: Path
    shown: str
    """The path as messages tell it."""
    root: Path
    """The source directory: that of conf.py, or the folder that was named."""
    docname: str
    """The path below the root, without its suffix."""
    kind: Kind
    is_sure: bool = True
    """Whether the place of the file tells its kind; otherwise its front matter may do so."""
    folder: str = "posts"
    """The folder of the posts, below the root; "" where there is no project."""
    terms: str = "terms"
    """The folder of the terms, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that only one file of a site may have."""

    sort: str
    """`title` or `address`."""
    key: str
    """What makes two claims the same."""
    told: str
    """The key as its author wrote it."""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in one file."""

    task: Task
    problems: tuple[Problem, ...] = ()
    claims: tuple[Claim, ...] = ()
    terms: tuple[Term, ...] = ()
    """The terms that it defines."""
    contributions: tuple[Contribution, ...] = ()
    """What it says for comparisons."""
    shown: tuple[tuple[str, int], ...] = ()
    """Keys of the comparisons that it shows, with the lines that ask for them."""
    ignored: tuple[str, ...] = ()
    """Codes that the file itself switches off."""

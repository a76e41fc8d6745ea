"""Where the source directory of a file is, and what its conf.py says without being run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Final

from kb_ext.check.record import Kind, Task

SUFFIXES: Final = frozenset({".md", ".markdown"})
SKIPPED: Final = frozenset({"_build", "node_modules", "__pycache__"})
"""Folders that hold no sources, beside hidden ones."""
_CONF: Final = "conf.py"
_INTERSPHINX: Final = "sphinx.ext.intersphinx"
_OTHERS: Final = "intersphinx_mapping"
_UNKNOWN: Final = object()
"""Stands for a value that is known only when conf.py is run."""
_OPTIONS: Final = frozenset(
    {
        _OTHERS,
        "kb_post_directory",
        "kb_term_directory",
        "kb_comparison_directory",
        "kb_require_as_of",
        "kb_stale_after",
        "exclude_patterns",
        "kb_drafts",
        "extensions",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A source directory, as far as it can be known without Sphinx."""

    root: Path
    posts: str = "posts"
    terms: str = "terms"
    comparisons: str = "comparisons"
    requires_as_of: bool = False
    """Whether every cell of a comparison needs a date."""
    stale_after: int = 0
    """Days after which a cell of a comparison counts as old; 0 for never."""
    excluded: tuple[str, ...] = ()
    """Patterns of `exclude_patterns`."""
    drafts: bool = False
    """Whether `kb_drafts` lets drafts be built."""
    has_others: bool = False
    """Whether intersphinx is set up, so that roles may name what another project has."""
    is_real: bool = True
    """Whether there is a conf.py; otherwise every file counts as a post."""

    def make_task(self, path: Path, shown: str) -> Task:
        """Return what has to be known to check one file."""
        absolute = path.absolute()
        inside = absolute.is_relative_to(self.root)
        name = absolute.relative_to(self.root) if inside else Path(absolute.name)
        docname = name.with_suffix("").as_posix()
        return Task(
            path=path,
            shown=shown,
            root=self.root,
            docname=docname,
            kind=self._find_kind(docname),
            is_sure=self.is_real,
            folder=self.posts if self.is_real else "",
            terms=self.terms,
        )

    def is_excluded(self, path: Path) -> bool:
        """Tell whether the build leaves a file or folder out."""
        if not self.excluded or not path.absolute().is_relative_to(self.root):
            return False
        name = path.absolute().relative_to(self.root).as_posix()
        return any(fnmatchcase(name, pattern.removesuffix("/**")) for pattern in self.excluded)

    def _find_kind(self, docname: str) -> Kind:
        if not self.is_real:
            return Kind.POST
        folders = {self.posts: Kind.POST, self.terms: Kind.TERM, self.comparisons: Kind.COMPARISON}
        for folder, kind in folders.items():
            if docname.startswith(f"{folder}/") and docname != f"{folder}/index":
                return kind
        return Kind.PAGE


def find_project(path: Path, named: Path) -> Project:
    """Return the project of a file; without a conf.py above it, `named`, a folder that was asked for."""
    folder = path.absolute().parent
    return _find_project(folder) or Project(root=named.absolute(), is_real=False)


@cache
def _find_project(folder: Path) -> Project | None:
    if (folder / _CONF).is_file():
        return _read_project(folder)
    return None if folder.parent == folder else _find_project(folder.parent)


def _read_project(root: Path) -> Project:
    options = dict(_iterate_options(root / _CONF))

    def read_folder(option: str, default: str) -> str:
        value = options.get(option)
        return value.strip("/") if isinstance(value, str) and value.strip("/") else default

    def read_list(option: str) -> tuple[str, ...]:
        value = options.get(option)
        return tuple(map(str, value)) if isinstance(value, list | tuple) else ()

    days = options.get("kb_stale_after")
    return Project(
        root=root,
        posts=read_folder("kb_post_directory", "posts"),
        terms=read_folder("kb_term_directory", "terms"),
        comparisons=read_folder("kb_comparison_directory", "comparisons"),
        drafts=options.get("kb_drafts") is True,
        requires_as_of=options.get("kb_require_as_of") is True,
        stale_after=days if isinstance(days, int) and not isinstance(days, bool) and days > 0 else 0,
        has_others=bool(options.get(_OTHERS)) and _INTERSPHINX in read_list("extensions"),
        excluded=read_list("exclude_patterns"),
    )


def _iterate_options(conf: Path) -> Iterator[tuple[str, object]]:
    """Yield the options that conf.py sets to plain values; nothing of it is run."""
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in _OPTIONS:
                try:
                    yield name, ast.literal_eval(node.value)
                except (ValueError, TypeError, SyntaxError):
                    if name == _OTHERS:
                        yield name, _UNKNOWN

"""Importing files: reading, repairing and writing each, so that one bad file never stops the others."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import Final

from kb_ext.cli.refusal import Refusal, RefusalError
from kb_ext.cli.source import SUFFIXES, Source, list_files, name_sources, show_path
from kb_ext.core.draft import Draft, make_draft
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.core.repair.finding import Finding, Repair
from kb_ext.core.repair.neighbour import Neighbours, gather_neighbours

IMPORTED: Final = "imported"
UNCHANGED: Final = "unchanged"
WOULD_IMPORT: Final = "would be imported"
REFUSED: Final = "refused"
MAX_SIZE: Final = 16 * 1024 * 1024
"""Bytes of one source file; the passes are linear, but a terminal and a reviewer are not."""
_HEAD: Final = 64 * 1024
"""Bytes of a file that are looked through for its addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a call of `kb import` asks for."""

    sources: tuple[Path, ...]
    into: Path
    name: str = ""
    force: bool = False
    dry_run: bool = False
    drop_chat_residue: bool = False
    unlink_affiliates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source."""

    source: Path
    status: str
    target: Path | None = None
    draft: Draft | None = None
    repairs: tuple[Repair, ...] = ()
    error: RefusalError | None = None


def import_posts(plan: Plan) -> Iterator[Outcome]:
    """Yield what became of every source in order; files are written unless it is a dry run."""
    files: dict[Path, Path] = {}
    for given in plan.sources:
        try:
            files.update((path.absolute(), path) for path in list_files(given))
        except RefusalError as error:
            yield Outcome(source=given, status=REFUSED, error=error)
        except OSError as error:
            refusal = RefusalError(Refusal.UNREADABLE, detail=_explain(error))
            yield Outcome(source=given, status=REFUSED, error=refusal)
    sources = name_sources(files.values(), plan.name)
    neighbours = _gather(sources, plan.into)
    for source in sources:
        yield _import_one(source, plan, neighbours)


def _import_one(source: Source, plan: Plan, neighbours: Neighbours) -> Outcome:
    target = plan.into / f"{source.name}.md"
    draft: Draft | None = None
    repairs: tuple[Repair, ...] = ()
    try:
        draft = _make_draft(source, plan, neighbours)
        repairs = (*_note_collision(source), *draft.repairs)
        status = _settle(draft, target, plan)
    except RefusalError as error:
        return Outcome(
            source=source.path, status=REFUSED, target=target, draft=draft, repairs=repairs, error=error
        )
    return Outcome(source=source.path, status=status, target=target, draft=draft, repairs=repairs)


def _make_draft(source: Source, plan: Plan, neighbours: Neighbours) -> Draft:
    context = Context(
        name=source.name,
        original=source.original,
        renamed=source.renamed and not plan.name,
        neighbours=neighbours,
        drop_chat_residue=plan.drop_chat_residue,
        unlink_affiliates=plan.unlink_affiliates,
    )
    try:
        return make_draft(_read(source.path), context)
    except NotTextError as error:
        raise RefusalError(Refusal.NOT_TEXT) from error


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise RefusalError(Refusal.NO_FILE)
        if status.st_size > MAX_SIZE:
            raise RefusalError(Refusal.TOO_LARGE, limit=str(MAX_SIZE >> 20))
        data = path.read_bytes()
    except OSError as error:
        raise RefusalError(Refusal.UNREADABLE, detail=_explain(error)) from error
    if not data.strip():
        raise RefusalError(Refusal.EMPTY)
    return data


def _note_collision(source: Source) -> tuple[Repair, ...]:
    if not source.rival:
        return ()
    values = (("name", source.original), ("other", source.rival), ("target", source.name))
    return (Repair(finding=Finding.COLLISION, values=values),)


def _settle(draft: Draft, target: Path, plan: Plan) -> str:
    """Write a draft where that is asked for and allowed, and return what was done."""
    data = draft.text.encode()
    try:
        present = target.read_bytes() if target.exists() else None
        if present == data:
            return UNCHANGED
        if present is not None and not plan.force:
            raise RefusalError(Refusal.EXISTS, target=show_path(target))
        if plan.dry_run:
            return WOULD_IMPORT
        _write(target, data)
    except OSError as error:
        raise RefusalError(Refusal.UNWRITABLE, target=show_path(target), detail=_explain(error)) from error
    return IMPORTED


def _write(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".kb-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _gather(sources: list[Source], into: Path) -> Neighbours:
    """Index the posts that links may lead to: those that are imported and those that are there already."""
    posts: dict[str, tuple[PurePath, str]] = {}
    present = sorted(into.iterdir()) if into.is_dir() else []
    for path in present:
        if path.suffix in SUFFIXES:
            posts[path.name] = (path, _read_head(path))
    for source in sources:
        posts[f"{source.name}.md"] = (source.path, _read_head(source.path))
    return gather_neighbours(posts)


def _read_head(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", errors="replace")
    except OSError:
        return ""


def _explain(error: OSError) -> str:
    return error.strerror or type(error).__name__

"""Importing files: reading, repairing and writing each, so that one bad file never stops the others."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import Final

from kb_ext.cli.import_asset import AssetFinder
from kb_ext.cli.import_site import Site, list_passed_over, list_posts, open_site, to_text_path
from kb_ext.cli.refusal import Refusal, RefusalError
from kb_ext.cli.source import SUFFIXES, Source, name_sources, show_path
from kb_ext.core.draft import Draft, make_draft
from kb_ext.core.repair.address import Place, list_addresses, list_aliases
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.core.repair.finding import Finding, Repair
from kb_ext.core.repair.generator import Generator
from kb_ext.core.repair.neighbour import Neighbour, Neighbours, gather_neighbours

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
    generator: Generator | None = None
    """What the sources are, where that is not to be recognised."""
    site_url: str = ""
    """Where they were published, where no configuration says so."""
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
    assets: tuple[Path, ...] = ()
    """The files that were copied, or would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The files of one import, once all of them are found."""

    sources: tuple[Source, ...]
    sites: Mapping[Path, Site]
    """By the path of the source."""
    neighbours: Neighbours
    refused: tuple[Outcome, ...] = ()
    passed_over: tuple[Path, ...] = ()
    """Markdown files in the folders of the plan that are no posts."""


def open_batch(plan: Plan) -> Batch:
    """Find the files that a plan names, their names and what links between them may lead to."""
    files: dict[Path, tuple[Path, Site]] = {}
    refused = []
    passed_over: set[Path] = set()
    for given in plan.sources:
        try:
            site = open_site(given, plan.generator, plan.site_url)
            files.update((path.absolute(), (path, site)) for path in _list_files(given, site))
            passed_over.update(list_passed_over(site) if given.is_dir() else ())
        except RefusalError as error:
            refused.append(Outcome(source=given, status=REFUSED, error=error))
        except OSError as error:
            refusal = RefusalError(Refusal.UNREADABLE, detail=_explain(error))
            refused.append(Outcome(source=given, status=REFUSED, error=refusal))
    sites = dict(files.values())
    sources = tuple(name_sources(sites, plan.name))
    neighbours = _gather(sources, sites, plan.into)
    left = tuple(sorted(path for path in passed_over if path.absolute() not in files))
    return Batch(
        sources=sources, sites=sites, neighbours=neighbours, refused=tuple(refused), passed_over=left
    )


def import_posts(plan: Plan, batch: Batch | None = None) -> Iterator[Outcome]:
    """Yield what became of every source in order; files are written unless it is a dry run."""
    batch = batch or open_batch(plan)
    yield from batch.refused
    for source in batch.sources:
        yield _import_one(source, plan, batch)


def _list_files(given: Path, site: Site) -> list[Path]:
    if given.is_dir():
        return list_posts(site)
    if not given.exists():
        raise RefusalError(Refusal.MISSING)
    return [given]


def _import_one(source: Source, plan: Plan, batch: Batch) -> Outcome:
    target = plan.into / f"{source.name}.md"
    finder = AssetFinder(site=batch.sites[source.path], source=source.path, name=source.name, into=plan.into)
    outcome = Outcome(source=source.path, status=REFUSED, target=target)
    try:
        draft = _make_draft(source, plan, batch, finder)
        outcome = replace(outcome, draft=draft, repairs=(*_note_collision(source), *draft.repairs))
        status = _settle(draft, target, plan)
        kept = _copy(finder.copies, plan)
    except RefusalError as error:
        return replace(outcome, error=error)
    return replace(
        outcome, status=status, assets=tuple(sorted(finder.copies)), repairs=(*outcome.repairs, *kept)
    )


def _make_draft(source: Source, plan: Plan, batch: Batch, finder: AssetFinder) -> Draft:
    site = batch.sites[source.path]
    place = site.locate(source.path)
    data = _read(source.path)
    context = Context(
        name=source.name,
        original=source.original,
        renamed=source.renamed and not plan.name,
        neighbours=batch.neighbours,
        place=to_text_path(source.path.absolute()),
        target=to_text_path((plan.into / f"{source.name}.md").absolute()),
        addresses=list_addresses(place, data[:_HEAD].decode("utf-8", errors="replace")),
        dollar_math=site.generator is Generator.ZENN,
        mdx=source.path.suffix.lower() == ".mdx",
        from_drafts=site.generator is Generator.JEKYLL and "_drafts" in place.path.parts,
        find_asset=finder.find,
        drop_chat_residue=plan.drop_chat_residue,
        unlink_affiliates=plan.unlink_affiliates,
    )
    try:
        return make_draft(data, context)
    except NotTextError as error:
        raise RefusalError(Refusal.NOT_TEXT) from error


def _copy(copies: Mapping[Path, Path], plan: Plan) -> tuple[Repair, ...]:
    """Copy the files of a post; return the findings about those that are there already and different."""
    kept = []
    for target, path in sorted(copies.items()):
        try:
            data = path.read_bytes()
            present = target.read_bytes() if target.exists() else None
            if present is not None and present != data and not plan.force:
                kept.append(Repair(finding=Finding.ASSET_KEPT, values=(("asset", show_path(target)),)))
            elif present != data and not plan.dry_run:
                _write(target, data)
        except OSError as error:
            detail = _explain(error)
            raise RefusalError(Refusal.UNWRITABLE, target=show_path(target), detail=detail) from error
    return tuple(kept)


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


def _gather(sources: tuple[Source, ...], sites: Mapping[Path, Site], into: Path) -> Neighbours:
    """Index the posts that links may lead to: those that are imported and those that are there already."""
    posts: dict[str, Neighbour] = {}
    present = sorted(into.iterdir()) if into.is_dir() else []
    for path in present:
        if path.suffix in SUFFIXES:
            posts[path.name] = _make_neighbour(path, None)
    for source in sources:
        name = f"{source.name}.md"
        target = to_text_path((into / name).absolute())
        posts[name] = replace(_make_neighbour(source.path, sites[source.path]), target=target)
    return gather_neighbours(posts, {site.url for site in sites.values()})


def _make_neighbour(path: Path, site: Site | None) -> Neighbour:
    text = _read_head(path)
    place = site.locate(path) if site else Place(path=PurePosixPath(show_path(Path(path.name))))
    addresses = (*list_addresses(place, text), *list_aliases(text))
    return Neighbour(path=to_text_path(path.absolute()), text=text, addresses=addresses)


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

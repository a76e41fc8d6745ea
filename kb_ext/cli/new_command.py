"""`kb new`: begins a post, a term or a comparison."""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import TimeoutExpired
from subprocess import run as run_process
from typing import Final

from kb_ext.cli.language import LANGUAGES, guess_language, load_translation
from kb_ext.cli.site import Site, find_site
from kb_ext.cli.source import SUFFIXES, is_safe, make_name, show_path
from kb_ext.core.code import Code, TermCode
from kb_ext.core.fold import make_slug
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.post_term import make_term_slug
from kb_ext.core.problem import Translate
from kb_ext.core.scaffold import WORDINGS, Kind, Scaffold, write_scaffold
from kb_ext.core.term import parse_term

_OPTIONS: Final[dict[str, tuple[str, str, tuple[Kind, ...]]]] = {
    "category": ("CATEGORY", "A category; may be given several times.", (Kind.POST, Kind.TERM)),
    "tags": ("TAG,TAG", "Tags, with commas between them; may be given several times.", (Kind.POST,)),
    "author": ("NAME", "The author; by default git's user.name.", (Kind.POST,)),
    "date": ("YYYY-MM-DD", "The date; by default now.", (Kind.POST, Kind.COMPARISON)),
    "reading": ("KANA", "How the term's name sounds, in kana.", (Kind.TERM,)),
    "english": ("NAME", "The term's English name.", (Kind.TERM,)),
    "item": ("NAME", "An item of the comparison; may be given several times.", (Kind.COMPARISON,)),
    "criterion": ("NAME", "A criterion of the comparison; may be given several times.", (Kind.COMPARISON,)),
}
"""Option to placeholder, help (a gettext message id) and the kinds of page that it goes with."""
_REPEATED: Final = frozenset({"category", "tags", "item", "criterion"})
_FOLDER_PAGES: Final = frozenset({"index", "_index", "readme"})
_READING_MESSAGES: Final = {
    TermCode.BAD_READING: "--reading must be kana.",
    TermCode.TERM_WITHOUT_READING: "A name with kanji needs its reading: add --reading, in kana.",
}
_GIT_SECONDS: Final = 10


class UsageError(Exception):
    """Carries what is wrong with a call, as a message id and the values of its placeholders."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def describe(self, translate: Translate = str) -> str:
        """Return the message in the language of `translate`."""
        return translate(self.message).format(**self.values)


class RefusedError(UsageError):
    """Carries why a page is not written although the call is right."""


def add_arguments(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Declare the options of `kb new`."""
    words = translate("The title; 'term' or 'comparison' before it begins such a page instead of a post.")
    parser.usage = "kb new [KIND] TITLE [OPTION…]"
    parser.add_argument("words", nargs="+", metavar="TITLE", help=words)
    for name, (placeholder, text, _) in _OPTIONS.items():
        flags = [f"--{name}", *(["--tag"] if name == "tags" else [])]
        action = "append" if name in _REPEATED else "store"
        parser.add_argument(*flags, dest=name, metavar=placeholder, action=action, help=translate(text))
    into = translate(
        "The folder to write into; by default that of its kind beside conf.py, here or in docs/."
    )
    parser.add_argument("--into", metavar="DIR", type=Path, help=into)
    slug = translate("The name of the file; it is the page's permanent address.")
    parser.add_argument("--slug", default="", help=slug)
    language = translate("The language of the page and of the messages.")
    parser.add_argument("--lang", choices=LANGUAGES, default="", help=language)


def run(options: argparse.Namespace) -> int:
    """Write the page and return 0, 1 when it cannot be written, or 2 for wrong usage."""
    translate = load_translation(options.lang or guess_language(os.environ))
    try:
        path = _begin_page(options)
    except UsageError as error:
        print(f"kb new: {error.describe(translate)}", file=sys.stderr)
        return 1 if isinstance(error, RefusedError) else 2
    print(show_path(path))
    return 0


def _begin_page(options: argparse.Namespace) -> Path:
    kind, title = _read_words(options.words)
    _check_options(options, kind)
    site, folder = find_place(options.into, kind)
    scaffold = _gather(options, kind, title, site, folder)
    language = choose_language(options.lang, site)
    _check_reading(scaffold, write_scaffold(scaffold, language))
    return write_page(scaffold, folder, language)


def write_page(scaffold: Scaffold, folder: Path, language: str) -> Path:
    """Write a page that is not there yet and return its path; raises `RefusedError`."""
    _refuse_existing(scaffold.slug, folder)
    path = folder / f"{scaffold.slug}.md"
    _write(path, write_scaffold(scaffold, language))
    return path


def _read_words(words: list[str]) -> tuple[Kind, str]:
    """Tell the kind from the title; a title alone is a post's."""
    cleaned = [_clean(word) for word in words]
    named = cleaned[0] in {kind.value for kind in Kind}
    if named and len(cleaned) == 1:
        message = "'{kind}' is a kind of page, and its title is missing; 'kb new post {kind}' begins a post."
        raise UsageError(message, kind=cleaned[0])
    kind, *title = [Kind(cleaned[0]), *cleaned[1:]] if named else [Kind.POST, *cleaned]
    if len(title) != 1:
        raise UsageError("Put the title into quotes.")
    if not title[0]:
        raise UsageError("The title is empty.")
    return Kind(kind), title[0]


def _check_options(options: argparse.Namespace, kind: Kind) -> None:
    for name, (_, _, kinds) in _OPTIONS.items():
        if getattr(options, name) and kind not in kinds:
            raise UsageError("--{option} does not go with '{kind}'.", option=name, kind=kind.value)
    if kind is Kind.TERM and len(options.category or ()) > 1:
        raise UsageError("A term has one category.")
    if options.slug and not _is_usable(options.slug.removesuffix(".md")):
        raise UsageError("--slug must be letters a-z, digits, '.', '_' and '-'.")


def find_place(into: Path | None, kind: Kind) -> tuple[Site | None, Path]:
    """Return the site, if there is one, and the folder to write into."""
    site = find_site(into)
    if into is not None:
        if into.exists() and not into.is_dir():
            raise UsageError("--into must be a folder.")
        return site, into
    if site is None:
        raise RefusedError("There is no conf.py here or in docs/. Say with --into where to write.")
    return site, site.find_folder(kind)


def _gather(options: argparse.Namespace, kind: Kind, title: str, site: Site | None, folder: Path) -> Scaffold:
    moment = _read_date(options.date)
    english = _clean(options.english or "")
    reading = _clean(options.reading or "")
    author = _clean(options.author or "")
    tags = (tag for text in options.tags or () for tag in text.replace("、", ",").split(","))
    return Scaffold(
        kind=kind,
        title=title,
        slug=options.slug.removesuffix(".md") or make_page_slug(kind, title, english, moment[:10], reading),
        date=moment,
        author=author or (_ask_git(folder) if kind is Kind.POST else ""),
        categories=_clean_all(options.category or ()),
        tags=_clean_all(tags),
        lang=options.lang,
        reading=reading,
        english=english,
        items=_clean_all(options.item or ()),
        criteria=_clean_all(options.criterion or ()),
        schema=site.locate_schema(kind, folder) if site else "",
    )


def _read_date(text: str | None) -> str:
    """Return the given day, else the moment that a reproducible build names, else now on the local clock."""
    if text:
        try:
            day = date.fromisoformat(text).isoformat()
        except ValueError:
            day = ""
        if day != text:
            raise UsageError("--date must be like 2025-01-31.")
        return day
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        raise UsageError("SOURCE_DATE_EPOCH must be a number of seconds.") from None


def make_page_slug(kind: Kind, title: str, english: str, day: str, reading: str = "") -> str:
    """Return a name in ASCII that depends on the names alone, for a post with its day before it."""
    name = make_slug(title)
    if kind is Kind.POST:
        return make_name(f"{day}-{name}")
    if kind is Kind.TERM and not is_safe(name):
        name = make_term_slug(title, english, "", reading)
    wanted = next((slug for slug in (name, make_slug(english) if english else "") if is_safe(slug)), name)
    slug = make_name(wanted)
    return slug if _is_usable(slug) else f"{slug}-{kind.value}"


def _is_usable(slug: str) -> bool:
    """Tell whether a file of this name can be a page of its own; an index is its folder's page."""
    return is_safe(slug) and slug.lower() not in _FOLDER_PAGES


def _ask_git(folder: Path) -> str:
    """Return the name that git knows the author by, or nothing."""
    place = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_dir())
    command = ["git", "-C", str(place), "config", "user.name"]
    try:
        result = run_process(command, capture_output=True, check=False, timeout=_GIT_SECONDS)
    except (OSError, TimeoutExpired):
        return ""
    return _clean(result.stdout.decode("utf-8", errors="replace"))


def _clean_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(_clean, texts) if text))


def _clean(text: str) -> str:
    """Return a text on one line, without control characters and bytes that are no text."""
    readable = text.encode("utf-8", "replace").decode()
    return " ".join(
        "".join(letter if unicodedata.category(letter) != "Cc" else " " for letter in readable).split()
    )


def choose_language(named: str, site: Site | None) -> str:
    """Return the named language, else the site's, else Japanese."""
    language = named or (site.get("language")[:2] if site else "")
    return language if language in WORDINGS else next(iter(WORDINGS))


def _check_reading(scaffold: Scaffold, text: str) -> None:
    """Refuse a term whose page would be reported as soon as it is built."""
    found: list[Code] = []

    def report(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        found.append(code)

    if scaffold.kind is Kind.TERM:
        parse_term(scaffold.slug, read_front_matter(text, report), report)
    for code in found:
        if code in _READING_MESSAGES:
            raise UsageError(_READING_MESSAGES[code])


def _refuse_existing(slug: str, folder: Path) -> None:
    """Refuse a name that a page anywhere below the folder has, as links by name would find two."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.stem.casefold() == slug.casefold():
            raise RefusedError("'{target}' exists. Choose another name with --slug.", target=show_path(path))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        message = "'{target}' cannot be written: {detail}."
        raise RefusedError(message, target=show_path(path), detail=detail) from error

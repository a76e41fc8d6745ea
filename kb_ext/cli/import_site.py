"""The site that a folder is: which program made it, which of its files are posts, and its address."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from kb_ext.cli.import_hugo import FILES, read_permalinks
from kb_ext.cli.refusal import Refusal, RefusalError
from kb_ext.cli.source import SUFFIXES, show_path
from kb_ext.core.repair.address import Place
from kb_ext.core.repair.generator import Generator

_NO_POSTS: Final = re.compile(
    r"(?:readme|license|licence|changelog|contributing|code_of_conduct|security|authors|notice|claude|agents)"
    r"(?:[._-].*)?",
    re.IGNORECASE,
)
_SKIPPED: Final = frozenset(
    {"node_modules", "bower_components", "_site", "_build", "_includes", "_layouts", "_data", "vendor"}
    | {"archetypes", "layouts", "themes", "__pycache__"}
)
_CONFIGURATIONS: Final = (
    (Generator.HUGO, ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default")),
    (Generator.ASTRO, ("astro.config.mjs", "astro.config.ts", "astro.config.js", "src/content")),
    (Generator.QIITA, ("qiita.config.json",)),
    (
        Generator.ELEVENTY,
        (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
    ),
    (Generator.JEKYLL, ("_posts", "_drafts", "_config.yml")),
    (Generator.ELEVENTY, ("src/posts",)),
)
_POSTS: Final = {
    Generator.JEKYLL: r"(?:^|/)_(?:posts|drafts)/",
    Generator.HUGO: r"(?:^|/)content/(?!(?:.*/)?_index\.[^/]*$)",
    Generator.ZENN: r"(?:^|/)articles/[^/]+$|(?:^|/)books/[^/]+/[^/]+$",
    Generator.QIITA: r"(?:^|/)public/[^/]+$",
    Generator.ASTRO: r"(?:^|/)src/content/",
    Generator.ELEVENTY: r"(?:^|/)(?:posts|blogs?)/",
    Generator.PLAIN: "",
}
"""What the paths of posts look like, the root's own name included."""
_ADDRESS: Final = re.compile(r"^(?:url|base_?url)\s*[:=]\s*[\"']?(https?://[^\s\"'#]+)", re.I | re.M)
_BASE: Final = re.compile(r"^baseurl\s*:\s*[\"']?(/[^\s\"'#]+)", re.MULTILINE)
_PATTERN: Final = re.compile(r"^permalink\s*:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)
_CONFIGURATION_FILES: Final = ("_config.yml", *FILES)
_HEAD: Final = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A tree of posts."""

    root: Path
    generator: Generator = Generator.PLAIN
    url: str = ""
    """Where it was published, without a slash at its end."""
    pattern: str = ""
    """Jekyll's setting `permalink`."""
    permalinks: Mapping[str, str] = field(default_factory=dict)
    """Hugo's table of that name."""

    def locate(self, path: Path) -> Place:
        """Return where a file stands in the site."""
        inside = path.relative_to(self.root) if path.is_relative_to(self.root) else Path(path.name)
        # Of a folder deep in a site, its own name and those above it still say what is what.
        name = self.root.absolute().name
        above = [name] if name in {"articles", "books", "content", "posts", "_drafts"} else []
        place = PurePosixPath(*above, to_text_path(inside))
        return Place(path=place, generator=self.generator, pattern=self.pattern, permalinks=self.permalinks)


def to_text_path(path: Path) -> PurePosixPath:
    """Return a path as the text that addresses are made of."""
    return PurePosixPath(show_path(path).replace(os.sep, "/"))


def open_site(given: Path, generator: Generator | None = None, url: str = "") -> Site:
    """Return the site that a folder is; a single file belongs to a plain one.

    `generator` and `url` take the place of what is recognised.
    """
    root = given if given.is_dir() else given.parent
    configuration = _read_configuration(root)
    found = generator or (recognise(given) if given.is_dir() else recognise_file(given))
    return Site(
        root=root,
        generator=found,
        url=(url or _find_url(configuration)).rstrip("/"),
        permalinks=read_permalinks(root) if found is Generator.HUGO else {},
        pattern=match[1] if (match := _PATTERN.search(configuration)) else "",
    )


def recognise(folder: Path) -> Generator:
    """Tell which program made a site, by its configuration, its folders and the keys of its posts."""
    for generator, names in _CONFIGURATIONS:
        if any((folder / name).exists() for name in names):
            return generator
    name = folder.absolute().name
    if name in {"_posts", "_drafts"} or any(folder.glob("*/_posts")):
        return Generator.JEKYLL
    if (folder / "content").is_dir() and _is_hugo(folder):
        return Generator.HUGO
    for part, generator in (("articles", Generator.ZENN), ("public", Generator.QIITA)):
        inner = folder if name == part else folder / part
        if any(recognise_file(path) is generator for path in sorted(inner.glob("*.md"))[:5]):
            return generator
    return Generator.ZENN if any(folder.glob("books/*/config.yaml")) else Generator.PLAIN


def recognise_file(path: Path) -> Generator:
    """Tell where a single post comes from by the keys that only one program writes."""
    head = _read_head(path).partition("\n---")[0]
    keys = set(re.findall(r"^(\w+):", head, re.MULTILINE))
    if {"emoji", "topics"} <= keys:
        return Generator.ZENN
    return Generator.QIITA if {"organization_url_name", "slide"} <= keys else Generator.PLAIN


def _is_hugo(folder: Path) -> bool:
    configured = any((folder / name).is_file() for name in ("config.toml", "config.yaml", "config.yml"))
    return configured or any((folder / name).is_dir() for name in ("archetypes", "themes"))


def list_posts(site: Site) -> list[Path]:
    """Return the posts of a site in order; raises `RefusalError` where there are none."""
    files = sorted(path for path in _walk(site.root) if not _is_meta(path))
    chosen = [path for path in files if _is_post(path, site)] or files
    if not chosen:
        raise RefusalError(Refusal.NO_POSTS)
    return chosen


def list_passed_over(site: Site) -> list[Path]:
    """Return the Markdown files below a site's folder that are no posts of it, in order."""
    posts = set(list_posts(site))
    return sorted(path for path in _walk(site.root) if path not in posts)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _SKIPPED]
        for name in files:
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield Path(parent, name)


def _is_meta(path: Path) -> bool:
    """Tell whether a file speaks of its folder or project; one with front matter is a post all the same."""
    return _NO_POSTS.fullmatch(path.stem) is not None and not _read_head(path).startswith(("---", "+++"))


def _is_post(path: Path, site: Site) -> bool:
    place = f"{site.root.absolute().name}/{to_text_path(path.relative_to(site.root))}"
    return re.search(_POSTS[site.generator], place) is not None


def _read_configuration(root: Path) -> str:
    texts: Iterable[str] = (_read_head(root / name) for name in _CONFIGURATION_FILES)
    return next((text for text in texts if text), "")


def _find_url(configuration: str) -> str:
    address, base = _ADDRESS.search(configuration), _BASE.search(configuration)
    return address[1].rstrip("/") + (base[1] if base else "") if address else ""


def _read_head(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", errors="replace").removeprefix("\ufeff")
    except OSError:
        return ""

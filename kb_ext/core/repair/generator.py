"""The programs that made the sites which posts come from."""

from __future__ import annotations

from enum import StrEnum


class Generator(StrEnum):
    """Every kind of site that an import knows; the value is its name on the command line."""

    JEKYLL = "jekyll"
    """`_posts/YYYY-MM-DD-slug.md` and `_drafts/`."""
    HUGO = "hugo"
    """`content/**`, with page bundles `slug/index.md`."""
    ZENN = "zenn"
    """`articles/slug.md` and `books/book/chapter.md`; `$` is mathematics."""
    QIITA = "qiita"
    """`public/*.md`, as the Qiita CLI keeps them."""
    ASTRO = "astro"
    """`src/content/**`."""
    ELEVENTY = "eleventy"
    """Any folder, often `src/posts/**`."""
    PLAIN = "plain"
    """Markdown files of no known site."""

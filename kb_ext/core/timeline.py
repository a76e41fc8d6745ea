"""The order of posts in time."""

from __future__ import annotations

from collections.abc import Iterable

from kb_ext.core.record import Post


def sort_newest_first(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Order published posts by their instant, newest first; those of no date come last.

    Posts of one instant are ordered by docname, so that the order is total.
    """
    published = (post for post in posts if not post.draft)
    return tuple(sorted(published, key=_key, reverse=True))


def _key(post: Post) -> tuple[str, str]:
    return (post.date.instant if post.date else "", post.docname)

"""The newest posts as an Atom feed, `feed.xml`."""

from __future__ import annotations

import html
import io
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed

from kb_ext.core.knowledge_file import Publication
from kb_ext.core.record import Post
from kb_ext.core.stamp import Stamp

FILE_NAME: Final = "feed.xml"


def render_feed(publication: Publication, size: int) -> bytes | None:
    """Render the newest `size` dated posts; None where there is nothing to tell.

    Without an address of the site the links are relative to the feed, which Atom (RFC 4287, 2) allows; the
    identifiers, which must not change with it, are made from the site's title and the names of the pages.
    """
    posts = [post for post in publication.posts if post.date][:size]
    if not posts:
        return None
    title, address = publication.title, publication.address
    feed = Atom1Feed(
        title=title,
        link=address("") or "./",
        description=None,
        language=publication.language,
        author_name=title,
        feed_url=address("") + FILE_NAME,
        feed_guid=_make_identifier(publication, ""),
    )
    for post in posts:
        _add_post(feed, post, publication)
    written = io.StringIO()
    feed.write(written, "utf-8")
    return written.getvalue().encode() + b"\n"


def _add_post(feed: Atom1Feed, post: Post, publication: Publication) -> None:
    assert post.date is not None
    feed.add_item(
        title=_keep_printable(post.title),
        link=publication.address(post.docname),
        # Atom's type for it is HTML.
        description=html.escape(_keep_printable(post.summary), quote=False),
        unique_id=_make_identifier(publication, post.docname),
        pubdate=_read_moment(post.date),
        updateddate=_read_moment(post.updated or post.date),
        categories=[_keep_printable(name) for name in dict.fromkeys((*post.categories, *post.tags))],
        author_name=_keep_printable(", ".join(post.authors)) or None,
    )


def _make_identifier(publication: Publication, docname: str) -> str:
    return uuid5(NAMESPACE_URL, f"{publication.base or publication.title}\n{docname}").urn


def _read_moment(stamp: Stamp) -> datetime:
    """Return a stamp as a time; a day is its beginning in UTC."""
    return datetime.fromisoformat(stamp.instant).replace(tzinfo=UTC)


def _keep_printable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(character for character in text if character.isprintable())

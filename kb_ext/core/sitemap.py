"""The site's map for search engines, as https://www.sitemaps.org/protocol.html describes it."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

from kb_ext.core.knowledge_file import Publication

NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render_sitemap(publication: Publication) -> bytes:
    """List every page with its address; a post with the day of its last change.

    The protocol wants absolute addresses: they are where the site's own address is known (`html_baseurl`).
    """
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    posts = {post.docname: post for post in publication.posts}
    for pagename in publication.pages:
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = publication.address(pagename)
        post = posts.get(pagename)
        stamp = (post.updated or post.date) if post else None
        if stamp is not None:
            ElementTree.SubElement(entry, "lastmod").text = stamp.day
    ElementTree.indent(root, space=" ")
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"

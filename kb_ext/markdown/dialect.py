"""Apply the rules of this package to a Markdown parser, in the one order that works.

Rules of the core chain run in the order in which they are applied here: those of a post look at blocks first
(what is refused, then what other dialects mean), and at inline tokens afterwards.
"""

from __future__ import annotations

from markdown_it import MarkdownIt

from kb_ext.core.problem import Report

from .anchor import anchor_plugin
from .attribute_list import attribute_list_plugin
from .container import container_plugin
from .embed import embed_plugin
from .emphasis import emphasis_plugin
from .fence import fence_plugin
from .footnote import footnote_plugin
from .formula import formula_plugin
from .guard import guard_plugin
from .heading import heading_plugin
from .image_size import image_size_plugin
from .limit import limit_plugin
from .line_break import line_break_plugin
from .template_tag import template_tag_plugin
from .thematic_break import thematic_break_plugin


def apply_reading_rules(md: MarkdownIt) -> None:
    """Apply what every document of the site is read with: Japanese emphasis and line breaks."""
    emphasis_plugin(md)
    line_break_plugin(md)


def apply_post_rules(
    md: MarkdownIt,
    *,
    title: str,
    report: Report,
    directives: frozenset[str],
    roles: frozenset[str],
    docname: str = "",
) -> None:
    """Apply what a post is read with, on top of the reading rules.

    `title` is the page's title, which a heading may repeat; `directives` and `roles` are the names a post may
    use; a `docname` confines paths to the source directory.
    """
    md.disable("lheading")
    limit_plugin(md)
    attribute_list_plugin(md)
    template_tag_plugin(md, report)
    footnote_plugin(md, report)
    guard_plugin(md, report, directives=directives, roles=roles, docname=docname)
    formula_plugin(md, report)
    container_plugin(md)
    fence_plugin(md)
    embed_plugin(md)
    image_size_plugin(md)
    heading_plugin(md, title=title)
    anchor_plugin(md, title=title)
    thematic_break_plugin(md)

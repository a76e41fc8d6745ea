"""The Markdown parser: MyST's, with our reading rules for every document and our dialect for records."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import (
    MdParserConfig,
    TopmatterReadError,
    merge_file_level,
    read_topmatter,
)
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.anchor import settle_anchors
from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.missing_image import IMAGE_LINE
from kb_ext.adapter.node import deletion
from kb_ext.adapter.option import get_options
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import FrontMatter, read_front_matter
from kb_ext.core.problem import ignore_problem
from kb_ext.markdown.anchor import KEYS, SLUG, get_anchors
from kb_ext.markdown.dialect import apply_post_rules, apply_reading_rules
from kb_ext.markdown.line import LINE
from kb_ext.markdown.link import is_too_long
from kb_ext.markdown.origin import Env
from kb_ext.markdown.raw import cut_html
from kb_ext.markdown.reader import DIRECTIVES, ROLES, SYNTAX

UNTRUSTED_SYNTAX: Final = frozenset({"substitution", "html_admonition", "dollarmath", "amsmath"})
"""Extensions that are never on in records: they evaluate templates, or read `$` as mathematics."""
MATH_SYNTAX: Final = frozenset({"dollarmath", "amsmath"})
"""Extensions that `math: true` turns on."""


class KnowledgeRenderer(SphinxRenderer):
    """Renders what MyST knows only as raw HTML as nodes of their own, and links that MyST fails at."""

    @property
    def is_record(self) -> bool:
        """Tell whether the document is read by our rules."""
        return get_options(self.sphinx_env.config).is_record(self.sphinx_env.docname)

    def add_line_and_source_path(self, node: nodes.Node, token: SyntaxTreeNode) -> None:
        """Note where a node stands, an inline one on its own line rather than on that of its paragraph."""
        super().add_line_and_source_path(node, token)
        line = token.meta.get(LINE)
        if line:
            node.line = line
            if isinstance(node, nodes.image):
                node[IMAGE_LINE] = line

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a directive between colons; MyST counts a line too many before a nested one."""
        name, _, argument = token.info.strip().partition(" ")
        if token.content.startswith(":::") and name.startswith("{") and name.endswith("}"):
            self.render_directive(token, name[1:-1], argument.strip())
        else:
            super().render_colon_fence(token)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Render raw HTML as it is; a picture of its own becomes a real one."""
        self._render_html(token, token.meta.get(LINE) or (token.map or (1, 1))[0])

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Render raw HTML, with the links and pictures of this site as real ones."""
        self._render_html(token, (token.map or (1, 1))[0])

    def _render_html(self, token: SyntaxTreeNode, line: int) -> None:
        tokens = cut_html(token.content, line) if self.is_record else []
        if not tokens:
            super().render_html_block(token)
        for part in tokens:
            part.map = [line, line]
        for child in SyntaxTreeNode(tokens).children:
            # A reference may only stand in text, and raw HTML is none for docutils.
            around = nodes.inline() if child.type == "link" else self.current_node
            with self.current_node_context(around, append=around is not self.current_node):
                self.rules[f"render_{child.type}"](child)

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """Render a paragraph with the anchors that it was given, or had as a heading."""
        super().render_paragraph(token)
        keys = (*token.meta.get(KEYS, ()), token.meta.get(SLUG, ""))
        paragraph = self.current_node[-1]
        if isinstance(paragraph, nodes.Element):
            paragraph["ids"].extend(filter(None, keys))

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role; what it refers to stands on its own line, not on that of its paragraph."""
        first = len(self.current_node)
        super().render_myst_role(token)
        for node in self.current_node[first:]:
            for xref in node.findall(addnodes.pending_xref):
                xref.line = token.meta.get(LINE) or xref.line

    def render_kb_anchor(self, token: SyntaxTreeNode) -> None:
        """Render a place that links may lead to."""
        self.current_node.append(nodes.target("", "", ids=[str(token.attrGet("id"))]))

    def generate_heading_target(
        self, token: SyntaxTreeNode, level: int, node: nodes.Element, title_node: nodes.Element
    ) -> None:
        """Give a heading the anchors that the Markdown rules found for it, its author's own first."""
        node["ids"].extend(token.meta.get(KEYS, ()))
        super().generate_heading_target(token, level, node, title_node)
        if SLUG in token.meta:
            node["slug"] = token.meta[SLUG]

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a path; one that no file system takes is left for dead without a look for it."""
        target = str(token.attrGet("href") or "")
        if not is_too_long(target):
            super().render_link_unknown(token)
            return
        xref = addnodes.pending_xref(
            refdoc=self.sphinx_env.docname if self.sphinx_env else "", reftype="myst", reftarget=target
        )
        self.add_line_and_source_path(xref, token)
        with self.current_node_context(xref, append=True):
            self.render_children(token)

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Render struck-through text."""
        node = deletion()
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            self.render_children(token)


class KnowledgeParser(MystParser):
    """Reads records (posts, terms, comparisons) with our dialect and other pages as MyST does."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse one document; the front matter of a record is ours and never reaches MyST."""
        env = document.settings.env
        docname = env.docname
        if get_options(env.config).is_record(docname):
            # The front matter's problems were reported when the source was read.
            front_matter = read_front_matter(inputstring, ignore_problem)
            parser = _create_record_parser(env, docname, env.myst_config, front_matter)
            inputstring = front_matter.blank_out()
            parser.options["document"] = document
            md_env: Env = {}
            parser.render(inputstring, md_env)
            settle_anchors(document, get_anchors(md_env))
        else:
            parser = create_md_parser(_configure_page(inputstring, document), KnowledgeRenderer)
            apply_reading_rules(parser)
            parser.options["document"] = document
            parser.render(inputstring)


def _configure_page(inputstring: str, document: nodes.document) -> MdParserConfig:
    """Return MyST's configuration with what the page itself says in its front matter, as MyST does it."""
    config: MdParserConfig = document.settings.env.myst_config
    try:
        topmatter = read_topmatter(inputstring)
    except TopmatterReadError:
        return config  # the renderer reports it

    def warn(subtype: MystWarnings, message: str) -> None:
        create_warning(document, message, subtype, line=1, append_to=document)

    return merge_file_level(config, topmatter, warn) if topmatter else config


def _create_record_parser(
    env: BuildEnvironment, docname: str, config: MdParserConfig, front_matter: FrontMatter
) -> MarkdownIt:
    wanted = (set(config.enable_extensions) | SYNTAX) - UNTRUSTED_SYNTAX
    reader = FieldReader(mapping=front_matter.mapping, report=ignore_problem)
    if reader.read_flag("math"):
        wanted |= MATH_SYNTAX
    title = _get_title(env, docname) or reader.read_text("title") or docname.rpartition("/")[2]
    own = config.copy(enable_extensions=wanted, heading_anchors=0, title_to_header=False)
    parser = create_md_parser(own, KnowledgeRenderer)
    parser.disable("front_matter", ignoreInvalid=True)
    report = reporter_for(env, docname)
    apply_reading_rules(parser)
    apply_post_rules(parser, title=title, report=report, directives=DIRECTIVES, roles=ROLES, docname=docname)
    title_plugin(parser, title)
    return parser


def _get_title(env: BuildEnvironment, docname: str) -> str:
    domain = get_domain(env)
    post = domain.posts.get(docname)
    if post is not None:
        return post.title
    term = domain.get_term_at(docname)
    return term.name if term else ""


def title_plugin(md: MarkdownIt, title: str) -> None:
    """Put the title, as plain text, before everything else as the one first-level heading."""
    pending = [title]

    def insert_title(state: StateCore) -> None:
        # Directives parse their content with this same parser; only the document itself has a title.
        if pending:
            state.tokens[:0] = _make_heading(pending.pop(), get_anchors(state.env).title)

    md.core.ruler.push("kb_title", insert_title)


def _make_heading(title: str, slug: str) -> list[Token]:
    text = Token(type="text", tag="", nesting=0, content=title)
    inline = Token(
        type="inline", tag="", nesting=0, content=title, children=[text], map=[0, 1], block=True, level=1
    )
    return [
        Token(
            type="heading_open", tag="h1", nesting=1, map=[0, 1], markup="#", block=True, meta={SLUG: slug}
        ),
        inline,
        Token(type="heading_close", tag="h1", nesting=-1, markup="#", block=True),
    ]


def setup_parser(app: Sphinx) -> None:
    """Take the place of MyST's parser."""
    app.add_source_parser(KnowledgeParser, override=True)

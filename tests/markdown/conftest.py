"""What the tests of the Markdown rules share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from docutils.utils import Reporter
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, make_document
from myst_parser.parsers.mdit import create_md_parser

from kb_ext.core.code import Code
from kb_ext.markdown.dialect import apply_post_rules, apply_reading_rules

Finding = tuple[str, int, str]
"""Code, line and the values of a finding."""
Findings = list[Finding]

TITLE = "題名"
DIRECTIVES = frozenset({"note", "admonition", "figure"})
ROLES = frozenset({"abbreviation", "sub"})
EXTENSIONS = {"colon_fence", "strikethrough", "alert"}


class Recorder:
    """A `Report` that keeps what it is told."""

    def __init__(self, found: Findings) -> None:
        self.found = found

    def __call__(self, code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        self.found.append((code.public, line, " ".join(values.values())))


@pytest.fixture
def findings() -> Findings:
    """What the rules reported in this test."""
    return []


def _apply(md: MarkdownIt, findings: Findings, docname: str = "") -> MarkdownIt:
    apply_reading_rules(md)
    apply_post_rules(
        md, title=TITLE, report=Recorder(findings), directives=DIRECTIVES, roles=ROLES, docname=docname
    )
    return md


@pytest.fixture
def post_parser(findings: Findings) -> Callable[..., MarkdownIt]:
    """Make a parser of posts as MyST configures it, that renders HTML."""

    def make(docname: str = "") -> MarkdownIt:
        config = MdParserConfig(enable_extensions=EXTENSIONS)
        return _apply(create_md_parser(config, RendererHTML), findings, docname)

    return make


@pytest.fixture
def dump(post_parser: Callable[..., MarkdownIt]) -> Callable[[str], str]:
    """Return the fences and containers of a post, one line of facts each, then what they hold."""

    def describe(token: Token) -> str:
        return f"{token.type} {token.map} {token.info}\n{token.content}"

    def dump(source: str) -> str:
        tokens = post_parser().parse(source)
        return "".join(describe(token) for token in tokens if token.type in ("fence", "colon_fence"))

    return dump


@pytest.fixture
def read_post(findings: Findings) -> Callable[..., nodes.document]:
    """Read a post through MyST's docutils renderer; whatever docutils says about it fails the test."""

    def read(source: str, docname: str = "") -> nodes.document:
        md = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), DocutilsRenderer)
        document = make_document("post.md")
        document.settings.myst_suppress_warnings = ["myst.header", "myst.strikethrough"]
        document.reporter.report_level = Reporter.SEVERE_LEVEL
        said: list[str] = []
        document.reporter.attach_observer(lambda message: said.append(message.astext()))
        md.options["document"] = document
        _apply(md, findings, docname).render(source)
        assert said == []
        return document

    return read

"""Read a document as a build does, without MyST: the same syntax, the same rules, nested texts included.

MyST renders docutils nodes while it parses the content of directives. Whoever only wants to know what stands
in a document gets its tokens here. `_add_syntax` follows `myst_parser.parsers.mdit.create_md_parser`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from itertools import dropwhile, takewhile
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.rules_block import make_fence_rule
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from kb_ext.core.problem import Report
from kb_ext.markdown.anchor import Anchors, get_anchors
from kb_ext.markdown.dialect import apply_post_rules, apply_reading_rules
from kb_ext.markdown.guard import find_directive
from kb_ext.markdown.line import find_line, line_plugin
from kb_ext.markdown.origin import ADDED, Env, get_line

DIRECTIVES: Final = frozenset(
    "admonition attention caution danger error hint important note seealso tip warning code-block code"
    " sourcecode image figure table list-table math grid grid-item grid-item-card card card-carousel dropdown"
    " tab-set tab-item button-link kb:comparison kb:posts kb:terms kb:glossary".split()
)
"""Directives that a post may use: none reads a file or passes output through unseen."""
ROLES: Final = frozenset(
    "abbr code doc emphasis guilabel kbd literal math menuselection ref strong sub subscript sup superscript"
    " term title any kb:post kb:term kb:comparison kb:category kb:tag kb:author kb:archive kb:index".split()
)
"""Roles that a post may use."""
SYNTAX: Final = frozenset(
    "alert attrs_block attrs_inline colon_fence deflist html_image strikethrough tasklist".split()
)
"""MyST's syntax extensions that are always on in records."""
PARSED: Final = DIRECTIVES - frozenset(
    "code-block code sourcecode image math button-link kb:posts kb:terms kb:glossary".split()
)
"""Directives whose content is Markdown."""
LISTING: Final = frozenset({"kb:terms", "kb:glossary"})
"""Directives whose content is names, one a line."""
TITLED: Final = frozenset("admonition dropdown table card grid-item-card tab-item".split())
"""Directives whose argument is Markdown, too."""
BARE: Final = frozenset("attention caution danger error hint important note seealso tip warning".split())
"""Directives without argument: what stands behind their name begins their content."""
_HTML_TARGET: Final = re.compile(
    r"""<(img|a)\s(?:[^<>]*?\s)?(?:src|href)\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE
)
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_INTERRUPTED: Final = ["paragraph", "reference", "blockquote", "list", "footnote_def"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link, image or role: its target as its author wrote it, and the line of the file it stands on."""

    kind: str
    """`link`, `image`, or the name of a role such as `kb:term` or of a directive such as `kb:terms`."""
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text without marks or escapes, and the line of the file that it stands on."""

    content: str
    line: int
    starts_line: bool
    """Whether nothing stands before it on its line."""
    block: int
    """Which block it belongs to; a number that is different for each."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The tokens of one text: of the document, or of a directive in it."""

    tokens: list[Token]
    first_line: int
    """The line of the file, counted from 1, on which the text begins."""
    name: str = ""
    """The directive that holds it; "" for the document itself."""
    argument: str = ""
    """What stands behind that name."""
    line: int = 1
    """The line of that directive."""
    text: str = ""
    """Its content without options."""
    options: tuple[tuple[str, str], ...] = ()
    """Its options, as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All the texts of a document in order, the outermost first, and what stands in them."""

    passages: list[Passage] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    anchors: Anchors = field(default_factory=Anchors)
    """Of a record; other pages are MyST's to read."""


def create_record_reader(title: str, report: Report, *, docname: str = "", math: bool = False) -> MarkdownIt:
    """Return a parser that reads a record as a build does, and reports what a build reports of it."""
    md = _add_syntax(MarkdownIt("commonmark"))
    if math:
        _add_mathematics(md)
    md.disable("front_matter")
    apply_reading_rules(md)
    apply_post_rules(md, title=title, report=report, directives=DIRECTIVES, roles=ROLES, docname=docname)
    return md


def create_page_reader() -> MarkdownIt:
    """Return a parser for the other pages of a site, which may do what MyST lets them."""
    md = _add_syntax(MarkdownIt("commonmark"))
    line_plugin(md)
    apply_reading_rules(md)
    return md


def read_document(md: MarkdownIt, text: str) -> Reading:
    """Parse a text and all that its directives hold; a parser reads one document only."""
    env: Env = {}
    reading = Reading(anchors=get_anchors(env))
    md.core.ruler.before("text_join", "kb_observe", partial(_observe, reading=reading))
    reading.passages.append(Passage(md.parse(text, env), 1))
    _read_nested(md, env, reading, reading.passages[0])
    return reading


def _add_syntax(md: MarkdownIt) -> MarkdownIt:
    """Add what MyST adds for itself and for the extensions in SYNTAX, in its order."""
    md.enable("table").use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.enable("strikethrough")
    colon_fence = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)
    md.block.ruler.before("fence", "colon_fence", colon_fence, {"alt": _INTERRUPTED})
    md.use(deflist_plugin)
    md.options["tasklists"] = True
    md.options["alerts"] = True
    spans = ("image", "code_inline", "link_close", "span_close")
    md.use(attrs_plugin, after=spans, spans=True, span_after="footnote_ref")
    return md.use(attrs_block_plugin)


def _add_mathematics(md: MarkdownIt) -> None:
    """Add what `math: true` turns on."""
    from mdit_py_plugins.amsmath import amsmath_plugin  # noqa: PLC0415 # few documents need them
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415

    options = {"allow_labels": True, "allow_space": True, "allow_digits": True, "double_inline": False}
    md.use(dollarmath_plugin, **options).use(amsmath_plugin)


def _observe(state: StateCore, reading: Reading) -> None:
    """Note what stands in the inline content while it still has its line breaks."""
    for block in state.tokens:
        line = get_line(state.env, (block.map or [0])[0])
        if block.type == "inline" and block.children:
            _observe_inline(block.children, line, len(reading.texts), reading)
        elif block.type == "html_block":
            reading.references.extend(_find_html(block.content, line))


def _observe_inline(children: list[Token], line: int, block: int, reading: Reading) -> None:
    starts_line = True
    for token in children:
        line = find_line(token, line)
        if token.type == "text" and token.content:
            reading.texts.append(Text(token.content, line, starts_line, block))
        elif token.type == "image":
            reading.references.append(Reference("image", _read_target(token, "src"), line))
        elif token.type == "link_open" and token.info != "auto":
            reading.references.append(Reference("link", _read_target(token, "href"), line))
        elif token.type == "myst_role":
            reading.references.append(Reference(str(token.meta["name"]).lower(), token.content, line))
        elif token.type == "html_inline":
            reading.references.extend(_find_html(token.content, line))
        starts_line = token.type in _BREAKS or (starts_line and token.type == "text" and not token.content)
        line += (token.type in _BREAKS) + (token.type == "html_inline") * token.content.count("\n")


def _read_target(token: Token, attribute: str) -> str:
    return normalizeLinkText(str(token.attrGet(attribute) or ""))


def _find_html(content: str, line: int) -> Iterator[Reference]:
    for match in _HTML_TARGET.finditer(content):
        kind = "image" if match[1].lower() == "img" else "link"
        yield Reference(kind, unescape(match[2]), line + content.count("\n", 0, match.start()))


def _read_nested(md: MarkdownIt, env: Env, reading: Reading, passage: Passage) -> None:
    """Parse what MyST would parse when it renders a passage, in its order: outermost first, top to bottom."""
    for token in passage.tokens:
        if token.type not in ("fence", "colon_fence"):
            continue
        name = find_directive(md, token)
        argument = ([*token.info.split(maxsplit=1), "", ""])[1].strip()
        if name in TITLED and argument:
            md.parseInline(argument, env)
        line = passage.first_line + find_first_line(token)
        if name in LISTING:
            names = tuple(read_names(_drop_options(token.content).splitlines()))
            reading.references.extend(Reference(name, target, line) for target in names)
        if name not in PARSED and (name or token.type == "fence"):
            continue
        text = _read_content(token, argument if name in BARE else "") if name else token.content
        options = tuple(_read_options(token.content)) if name else ()
        if text.strip():
            tokens = md.parse(f"{text}\n", env)
            inner = Passage(tokens, get_line(env, 0), name, argument, line, text, options)
            reading.passages.append(inner)
            _read_nested(md, env, reading, inner)
        elif name:
            reading.passages.append(Passage([], line + 1, name, argument, line, "", options))


def read_names(lines: Iterable[str]) -> Iterator[str]:
    """Yield the names of a directive that lists some, which may be marked as items."""
    return filter(None, (line.strip().lstrip("-*").strip() for line in lines))


def find_first_line(token: Token) -> int:
    """Return the line of its text, counted from 0, on which a block begins as its author wrote it."""
    line, _ = token.meta.get(ADDED, ((token.map or [0])[0], 0))
    return int(line)


def _read_content(token: Token, argument: str) -> str:
    text = _drop_options(token.content)
    return f"{argument}\n{text}" if argument else text


def _drop_options(content: str) -> str:
    """Return the part of a directive's content that is not options, as MyST parts them."""
    lines = content.splitlines()
    if content.startswith("---"):
        rest = list(dropwhile(lambda line: not line.startswith("---"), lines[1:]))[1:]
    else:
        rest = list(dropwhile(_is_option, lines))
    return "\n".join(rest[1:] if rest and not rest[0].strip() else rest)


def _read_options(content: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each option that takes one line."""
    lines = content.splitlines()
    if content.startswith("---"):
        lines = list(takewhile(lambda line: not line.startswith("---"), lines[1:]))
    else:
        lines = [line.strip()[1:] for line in takewhile(_is_option, lines)]
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip().strip("\"'")


def _is_option(line: str) -> bool:
    return line.lstrip().startswith(":") and not line.lstrip().startswith(":::")

"""What a stranger's post may not do, through MyST's own renderer where nesting matters."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from kb_ext.core.code import Code
from kb_ext.markdown.guard import guard_plugin
from kb_ext.markdown.link import find_scheme, is_allowed, is_external

Findings = list[tuple[str, int, str]]
ReadPost = Callable[..., nodes.document]
MakeParser = Callable[..., MarkdownIt]


def list_directives(name: str) -> list[str]:
    return [
        f"```{{{name}}} x\n```",
        f":::{{{name}}} x\n:::",
        f"~~~{{{name}}}\nx\n~~~",
        f"```{{{name.upper()}}}\n```",
    ]


@pytest.mark.parametrize(
    "source", list_directives("include") + list_directives("raw") + list_directives("eval-rst")
)
def test_forbidden_directive_is_shown_and_reported(
    source: str, read_post: ReadPost, findings: Findings
) -> None:
    document = read_post(f"前\n\n{source}\n")
    assert [(code, line) for code, line, _ in findings] == [("trust.directive", 3)]
    assert [block.astext() for block in document.findall(nodes.literal_block)] == [f"{source}\n"]


def test_include_nested_in_allowed_directive_is_refused(read_post: ReadPost, findings: Findings) -> None:
    document = read_post("前\n\n````{note}\n:class: x\n\n語\n\n```{include} /etc/passwd\n```\n````\n")
    assert findings == [("trust.directive", 8, "include")]
    assert "```{include} /etc/passwd" in next(document.findall(nodes.note)).astext()


def test_include_nested_in_containers_is_refused(read_post: ReadPost, findings: Findings) -> None:
    read_post("語\n\n::::message\n語\n\n:::info:題\n語\n\n```{include} a\n```\n:::\n::::\n")
    assert findings == [("trust.directive", 9, "include")]


def test_directive_in_a_list_and_a_quote_is_refused(read_post: ReadPost, findings: Findings) -> None:
    read_post("- 語\n\n  ```{include} a\n  ```\n\n> ```{raw} html\n> <b>\n> ```\n")
    assert findings == [("trust.directive", 3, "include"), ("trust.directive", 6, "raw")]


def test_findings_of_equal_nested_texts_have_their_own_lines(read_post: ReadPost, findings: Findings) -> None:
    block = ":::message\n{x}`y`\n:::\n"
    read_post(f"語\n\n{block}\n{block}\n> {{x}}`y`\n")
    assert [line for _, line, _ in findings] == [11, 4, 8]


def test_title_of_a_container_is_guarded(read_post: ReadPost, findings: Findings) -> None:
    read_post("語\n\n:::info: <span onclick=x>題</span>\n語\n:::\n")
    assert findings == [("trust.html", 3, "onclick")]


@pytest.mark.parametrize(
    "source",
    [
        "```{figure} https://example.com/a.png\n```",
        "```{figure} ../../../etc/passwd\n```",
        "```{figure} a.png\n:target: javascript:x\n```",
        "```{figure} a.png\n---\ntarget: |-\n  java\n  script:x\n---\n```",
        '```{figure} a.png\n:"target": "\\x6aavascript:x"\n```',
    ],
)
def test_targets_of_allowed_directives_are_guarded(
    source: str, read_post: ReadPost, findings: Findings
) -> None:
    document = read_post(f"語\n\n{source}\n", "posts/a")
    assert [(code, line) for code, line, _ in findings] == [("trust.link", 3)]
    assert not list(document.findall(nodes.image))


def test_findings_in_a_table_have_the_line_of_their_row(read_post: ReadPost, findings: Findings) -> None:
    read_post("語\n\n|a|b|\n|-|-|\n|1|2|\n|3|{x}`y`|\n")
    assert findings == [("trust.role", 6, "x")]


def test_front_matter_is_read_only_at_the_top(read_post: ReadPost) -> None:
    (note,) = read_post(":::message\n---\na: b\n---\n語\n:::").findall(nodes.note)
    assert "a: b" in note.astext()


def test_forbidden_role_is_shown_as_code(read_post: ReadPost, findings: Findings) -> None:
    document = read_post("語\n{raw-html}`<b>`と{sub}`2`\n")
    assert findings == [("trust.role", 2, "raw-html")]
    assert next(document.findall(nodes.literal)).astext() == "{raw-html}`<b>`"
    assert next(document.findall(nodes.subscript)).astext() == "2"


def test_fence_that_configuration_makes_a_directive_is_refused(findings: Findings) -> None:
    config = MdParserConfig(fence_as_directive={"mermaid"})
    md = create_md_parser(config, RendererHTML)

    def report(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        findings.append((code.public, line, values["name"]))

    guard_plugin(md, report, directives=frozenset(), roles=frozenset())
    assert 'class="language-text"' in md.render("```mermaid\nx\n```\n")
    assert findings == [("trust.directive", 1, "mermaid")]


def test_substitutions_are_not_evaluated(findings: Findings, post_parser: MakeParser) -> None:
    config = MdParserConfig(enable_extensions={"substitution"})
    md = create_md_parser(config, RendererHTML)

    def report(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        findings.append((code.public, line, ""))

    guard_plugin(md, report, directives=frozenset(), roles=frozenset())
    types = [child.type for token in md.parse("{{ 1 + 1 }}\n\na {{ b }}\n") for child in token.children or []]
    assert types == ["text", "text"]


def test_lines_of_a_comment_or_block_break_are_text(read_post: ReadPost) -> None:
    assert read_post("% 割引\n\n+++ 語\n").astext() == "% 割引\n\n+++ 語"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("語\n\n<div onclick=x>\n<p style='a'>\n\n</p></div>\n", [("trust.html", 3, "onclick, style")]),
        ("語\n\n<div>\n<script>x</script>\n</div>\n", [("trust.html", 4, "<script>")]),
        ("語\n<iframe src=x></iframe>\n", [("trust.html", 2, "<iframe>")]),
        ("語\n語 <a href='javascript:x'>a</a>\n", [("trust.link", 2, "javascript:x")]),
        ("語\n[a](b:c)\n", [("trust.link", 2, "b:c")]),
        ("語\n\n[a](javascript:x)\n", [("trust.link", 3, "javascript:x")]),
        ("<!-- x -->\n\n<span class=a id=b data-x=y>語</span>\n", []),
        ("Vec<String>と<your-name>\n", []),
        ("`<script>` と `{x}`\n\n```\n<script>\n```\n", []),
    ],
)
def test_findings_have_line_and_what_was_removed(
    source: str, expected: Findings, read_post: ReadPost, findings: Findings
) -> None:
    read_post(source)
    assert findings == expected


def test_paths_are_confined_only_where_the_docname_is_known(
    post_parser: MakeParser, findings: Findings
) -> None:
    source = "[a](../../b.md)\n"
    assert "href" in post_parser().render(source)
    assert "href" not in post_parser("posts/a").render(source)
    assert findings == [("trust.link", 1, "../../b.md")]


@pytest.mark.parametrize(
    "target",
    ["javascript:x", " JavaScript:x", "java\nscript:x", "\x01javascript:x", "data:text/html,x", "vbscript:x"],
)
def test_scripts_are_refused(target: str) -> None:
    assert not is_allowed(target)


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "path:a", "inv:a", "project:a", "C:\\x"],
)
def test_schemes_are_refused(target: str) -> None:
    assert not is_allowed(target)


@pytest.mark.parametrize("target", ["//a.b/c", "\\\\a.b", "/\\a.b", "https://a", "\t//a"])
def test_other_servers_are_recognised(target: str) -> None:
    assert is_external(target)


@pytest.mark.parametrize("target", ["a.md", "語:次.md", "#x", "?a=b:c", "./a:b", "/a", ""])
def test_paths_have_no_scheme(target: str) -> None:
    assert find_scheme(target) == ""
    assert not is_external(target)


BITS = [
    "<div>",
    "</div>",
    "<b ",
    "onclick=x",
    ">",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<svg/onload=x>",
    '"',
    "'",
]
BITS += [
    "<a href=javascript:x>",
    "<img src=x onerror=y>",
    "<style>",
    "</p>",
    "<p>",
    "\n\n",
    "> ",
    "- ",
    "# h\n",
    "<",
]


@pytest.mark.parametrize("seed", range(60))
def test_any_mixture_of_tags_is_safe_and_balanced(seed: int, post_parser: MakeParser) -> None:
    source, state = "", seed + 1
    for _ in range(60):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        source += BITS[(state >> 8) % len(BITS)]
    html = post_parser().render(source)
    tags = re.findall(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"<>]*\")*)( /)?>", html)
    assert html.count("<") == len(tags)
    assert not {name for _, name, _, _ in tags} & {"script", "style", "svg", "iframe"}
    assert not any(re.search(r"\bon[a-z]+=|javascript:", attributes) for _, _, attributes, _ in tags)
    stack: list[str] = []
    for closing, name, _, empty in tags:
        if closing:
            assert stack.pop() == name
        elif not empty and name not in ("br", "hr", "img", "wbr", "col"):
            stack.append(name)
    assert stack == []

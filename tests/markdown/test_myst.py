"""The rules together with MyST's renderer: what the tokens become, and in which line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from markdown_it import MarkdownIt
from sphinx.testing.util import SphinxTestApp

from kb_ext.markdown.fence import find_language

Findings = list[tuple[str, int, str]]
ReadPost = Callable[..., nodes.document]


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        (":::message\n語\n:::", nodes.note, "語"),
        (":::message alert\n語\n:::", nodes.warning, "語"),
        (":::note alert\n語\n:::", nodes.danger, "語"),
        (":::check\n語\n:::", nodes.tip, "語"),
        (":::info:題\n語\n:::", nodes.admonition, "題\n\n語"),
        (":::message\n:class: x\n語\n:::", nodes.note, ":class: x\n語"),
        (":::info:題\n---\na: b\n:::", nodes.admonition, "題\n\n<hr>\n\n\na: b"),
        (":::foo\n語\n:::", nodes.container, "語"),
        ("> [!NOTE]\n> 語", nodes.note, "語"),
        ("> [!WARNING]\n> **重要。**次", nodes.warning, "重要。次"),
    ],
)
def test_container_becomes_admonition(
    source: str, kind: type[nodes.Element], text: str, read_post: ReadPost
) -> None:
    assert [node.astext() for node in read_post(source).findall(kind)] == [text]


def test_titled_container_has_the_class_of_its_kind(read_post: ReadPost) -> None:
    admonition = next(read_post(":::alert: 題\n語\n:::").findall(nodes.admonition))
    assert admonition["classes"] == ["warning"]


@pytest.mark.parametrize("opening", [":::message", ":::info: 題", ":::column", "```{note}", ":::{note}"])
def test_lines_inside_a_container_are_those_of_the_file(opening: str, read_post: ReadPost) -> None:
    closing = opening[:3]
    document = read_post(f"一\n\n二\n\n{opening}\n三\n\n四\n{closing}\n")
    lines = {node.astext(): node.line for node in document.findall(nodes.paragraph)}
    assert lines == {"一": 1, "二": 3, "三": 6, "四": 8}


def test_containers_nest(read_post: ReadPost) -> None:
    document = read_post("::::message\n一\n:::message alert\n二\n:::\n三\n::::\n四")
    (note,) = document.findall(nodes.note)
    assert [type(child) for child in note.children] == [nodes.paragraph, nodes.warning, nodes.paragraph]


def test_heading_in_a_container_is_a_bold_paragraph(read_post: ReadPost) -> None:
    (note,) = read_post("# 題名\n\n## 節\n\n:::message\n# 見出し\n語\n:::").findall(nodes.note)
    assert isinstance(note.children[0], nodes.paragraph)
    assert isinstance(note.children[0].children[0], nodes.strong)


def test_subtitle_has_its_class(read_post: ReadPost) -> None:
    paragraph = next(read_post("# 別の題\n").findall(nodes.paragraph))
    assert paragraph["classes"] == ["kb-subtitle"]


def test_rules_that_separate_nothing_are_left_out(read_post: ReadPost) -> None:
    document = read_post("\n---\n\n語\n\n---\n\n---\n\n## 節\n\n---\n\n語\n\n- 一\n\n  ---\n\n---\n")
    assert len(list(document.findall(nodes.transition))) == 1
    assert [node.astext() for node in document.findall(nodes.raw)] == ["<hr>\n"]


def test_joined_lines_are_one_text(read_post: ReadPost) -> None:
    (paragraph,) = read_post("語\n次\n終").findall(nodes.paragraph)
    assert [child.astext() for child in paragraph.children] == ["語次終"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("語\n{{ a }}\n", [("markdown.template-tag", 2, "{{ a }}")]),
        ("語\n\n:::message\n{% raw %}\n:::\n", [("markdown.template-tag", 4, "{% raw %}")]),
        (
            "[a]({{ b\n}}) {% c %}\n",
            [("markdown.template-tag", 1, "{{ b }}"), ("markdown.template-tag", 2, "{% c %}")],
        ),
        ("[a]({{b}}c)\n", [("markdown.template-tag", 1, "{{b}}")]),
        ("語\n\n<div>\n{{ a }}\n</div>\n", [("markdown.template-tag", 4, "{{ a }}")]),
        ("`{{ a }}` {{ b\n\n    {{ c }}\n", []),
    ],
)
def test_template_tags_are_reported_with_their_line(
    source: str, expected: Findings, read_post: ReadPost, findings: Findings
) -> None:
    read_post(source)
    assert findings == expected


@pytest.mark.parametrize(
    ("written", "language"),
    [("JS", "js"), ("Shell", "shell"), ("mermaid", "text"), ("vue", "html"), ("c++", "c++"), ("nope", "")],
)
def test_language_is_one_that_pygments_knows(written: str, language: str) -> None:
    assert find_language(written) == language


CONF = """
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from kb_ext.markdown.dialect import apply_post_rules, apply_reading_rules

class Parser(MystParser):
    def parse(self, inputstring, document):
        md = create_md_parser(document.settings.env.myst_config, SphinxRenderer)
        md.options["document"] = document
        apply_reading_rules(md)
        names = frozenset()
        apply_post_rules(md, title="", report=lambda *a, **k: None, directives=names, roles=names)
        md.render(inputstring)

def setup(app):
    app.add_source_parser(Parser, override=True)

extensions = ["myst_parser", "sphinx_design"]
smartquotes = False
suppress_warnings = ["myst.header"]
"""
PAGE = """
```js:src/__main__.js
:caption: x
---
```

```nope:it's.txt
```

```既存ルール
語
```

:::details 題 **太字**
```py:a_b_c.py
x = 1
```
:::
"""


def test_captions_and_folds_in_a_sphinx_build(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.md").write_text(PAGE, encoding="utf-8")
    app = SphinxTestApp("pseudoxml", srcdir=tmp_path)
    try:
        app.build()
        doctree = app.env.get_doctree("index")
        assert app.warning.getvalue() == ""
    finally:
        app.cleanup()
    captions = [node.astext() for node in doctree.findall(nodes.caption)]
    assert captions == ["src/__main__.js", "it's.txt", "既存ルール", "a_b_c.py"]
    code = [(node["language"], node.astext()) for node in doctree.findall(nodes.literal_block)]
    assert code == [("js", ":caption: x\n---"), ("text", ""), ("text", "語"), ("py", "x = 1")]
    assert "題 太字" in doctree.astext()


def test_parser_can_be_used_again(post_parser: Callable[..., MarkdownIt]) -> None:
    md = post_parser()
    assert md.render("# 題名\n\n語") == md.render("# 題名\n\n語") == "<p>語</p>\n"

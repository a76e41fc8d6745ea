"""A check says what a build says: the same rules, on the same lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from kb_ext.adapter import parser as adapter
from kb_ext.check.engine import check_tasks
from kb_ext.check.source import list_tasks
from kb_ext.core.problem import ignore_problem
from kb_ext.markdown import reader
from kb_ext.markdown.dialect import apply_post_rules, apply_reading_rules
from tests.conftest import Project

FIXTURES = sorted((Path(__file__).parents[1] / "markdown" / "fixtures").glob("*.md"))
POST = """---
title: 題
tags: {a: b}
date: 2025-13-01
math: true
draft: maybe
---

## 節

{{ x }} と {% y %} と <script>x</script> です。

[他](/2025/01/31/x/)

![図](img/none.png)

[x](javascript:alert(1))

```{include} /etc/passwd
```

段落 {raw}`x` です。

:::message
一行目
{{ z }}
:::

::::{note} 見出し
:class: tip

<iframe src="https://example.com"></iframe>

```{admonition} {{ 題 }}
続き {eval}`x` です。
```
::::

> 引用 {{ q }}
>
> - 項目 {{ r }}

:::{kb:comparison} c
本文だけ。
:::

{kb:term}`ない` です。

{kb:post}`ない` です。

題[^1] です[^2]。[空]()

[^1]: 注 {{ f }}
[^3]: 余り

行を変えて
{kb:tag}`ない` {kb:category}`ない` {kb:author}`ない` {kb:comparison}`ない` {kb:index}`ない` {kb:archive}`1999`

```{kb:posts}
:limit: abc
:foo: >
:  続き
:tag: 語
```

```{kb:comparison}
---
as_of: 2025-01-01
as-of: 2025-01-01
---
| 語 | 値 |
|---|---|
| あ | 1 |
```

```{kb:glossary}
- ない
llm
```

::::{note}
:::{kb:terms}
:category: 語

無い
:::
::::

$$
\\frac{
$$

{math}`\\frac{` と
$\\sqrt[$ です。

```{math}
\\left(
```

[無](#ない) `複数
行` [<b>語</b>
](/dead/) ![図
](none.png) <a href="#html">語</a>
<img src="none2.png"> [他](b.md#ない)

:::{note}
[無](#なし)
:::
"""


WARNING = re.compile(r"([\w-]+\.md:\d+)\S* (?:WARNING|ERROR): .* \[(?:kb\.)?([\w.-]+)\]$")
RELATED = """---
term: LLM
reading: abc
see: ない
related: [e, ない]
broader:
- なし
---

語。
"""


def list_warnings(lines: list[str]) -> list[tuple[str, str]]:
    """Return file and line, and code, of every warning but those of MyST that only advise on style."""
    found = (WARNING.search(line) for line in lines)
    return sorted((match[1], match[2]) for match in found if match and match[2] != "myst.directive_parse")


def test_check_reports_what_a_build_reports_on_the_same_lines(project: Project) -> None:
    files = {
        "index.md": "# 目次\n",
        "posts/a.md": POST,
        "posts/b.md": "本文だけ。\n",
        "posts/c.md": "---\ntitle: 'x\n---\n\n本文。\n",
        "posts/d.md": "---\ntitle: 題\n\n本文。\n",
        "terms/e.md": "---\nterm: 量子化\n---\n\n語。\n",
        "terms/f.md": RELATED,
    }
    built = list_warnings(project.build("dummy", files=files).warnings)
    outcome = check_tasks(list_tasks([project.root / "source"]))
    checked = sorted(
        (f"{Path(problem.path).name}:{problem.line}", problem.code.public) for problem in outcome.problems
    )
    assert len(built) > 42
    assert [warning for warning in built if warning not in checked] == []


def make_myst_parser(*, math: bool) -> MarkdownIt:
    wanted = set(reader.SYNTAX) | (set(adapter.MATH_SYNTAX) if math else set())
    md = create_md_parser(MdParserConfig(enable_extensions=wanted), RendererHTML)
    md.disable(["front_matter", "wordcount"], ignoreInvalid=True)
    apply_reading_rules(md)
    apply_post_rules(md, title="題", report=ignore_problem, directives=reader.DIRECTIVES, roles=reader.ROLES)
    return md


@pytest.mark.parametrize("math", [False, True])
@pytest.mark.parametrize("path", [*FIXTURES, None], ids=lambda path: path.stem if path else "post")
def test_reader_makes_the_tokens_that_myst_makes(path: Path | None, math: bool) -> None:
    text = path.read_text(encoding="utf-8") if path else POST
    ours = reader.create_record_reader("題", ignore_problem, math=math).parse(text)
    theirs = make_myst_parser(math=math).parse(text)
    assert [token.as_dict() for token in ours] == [token.as_dict() for token in theirs]


def test_rules_of_the_reader_are_those_of_myst() -> None:
    ours = reader.create_record_reader("題", ignore_problem).get_active_rules()
    theirs = make_myst_parser(math=False).get_active_rules()
    assert ours == theirs

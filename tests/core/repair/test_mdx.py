"""MDX becomes Markdown."""

from __future__ import annotations

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.mdx import read_mdx
from tests.core.repair.conftest import HEAD, run_pass

BODY = """
import Note from '../../components/Note.astro';
import {
  a,
  b,
} from "x"
export const meta = {
  x: 1,
};

{/* 内緒 */}
<Note kind="x">語</Note>

```js
import x from "y"
```
"""


def test_modules_go_comments_stay_and_components_are_reported() -> None:
    run = run_pass(read_mdx, f"{HEAD}{BODY}", Context(mdx=True))
    assert run.body == '\n\n<!-- 内緒 -->\n<Note kind="x">語</Note>\n\n```js\nimport x from "y"\n```\n'
    assert [name for name, *_ in run.places] == ["MODULE", "MODULE", "MODULE", "COMMENT", "COMPONENT"]


def test_markdown_is_left_alone() -> None:
    run = run_pass(read_mdx, f"{HEAD}{BODY}")
    assert (run.body, run.places) == (BODY, [])

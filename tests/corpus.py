"""Real posts for tests that take any: those of docs/, short ones of other sites, and a corpus of your own.

`KB_CORPUS` names a folder with Markdown files below it; without it, the posts of the project are taken.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SHORT: Final = (
    b"+++\ntitle = 'x'\ndate = 2025-01-02\ntags = ['a', 'b']\n[cover]\nimage = 'c.png'\n+++\n\n"
    b'{{< figure src="a.png" >}}\n\n{{% notice tip %}}\nx\n{{% /notice %}}\n',
    "---\ntitle: '題'\nemoji: 🤖\ntype: tech\ntopics: [a]\npublished: true\n---\n\n:::message alert\n"
    "語[^1]\n:::\n\n![図](/images/a.png =250x)\n\n[^1]: 注\n\n@[card](https://example.com)\n".encode(),
    "---\nlayout: post\ntitle: 題: 副題\ndate: 2025-05-00\ntags: a, b\n---\n\n## 節\n{: #x}\n\n"
    "[a](#x) {% post_url 2025-01-01-a %}\n\n"
    "[b][c]\n\n[c]: /dead/\n\n<p><a href='/x/'>y</a> <img src=z.png></p>\n\n"
    "| a | b |\n|---|---|\n| 1 |\n".encode(),
    "\ufeff---\r\ntitle: 題\r\n---\r\n\r\n**「語」**の\r\n次の行\r\n---\r\n\r\n"
    "$$\n\\frac{a}{b}\n$$\r\n".encode(),
    "---\ntitle: 題\n---\n\n本文です。\n".encode("cp932"),
)
"""What the posts of the project do not hold: other dialects, encodings and slips."""


def list_posts() -> list[Path]:
    """List the files of the corpus, or the posts of the project."""
    folder = os.environ.get("KB_CORPUS")
    if folder:
        return sorted(path for path in Path(folder).rglob("*") if path.suffix in {".md", ".mdx", ".txt"})
    return sorted((ROOT / "docs" / "posts").glob("*.md"))

"""How long hostile input takes as it grows: `python benchmarks/hostile.py [--size BYTES]` prints a table.

Every input is read at a quarter of the size and at the size, by the check, the import and the build's parser.
What is linear takes four times as long; ratios above 8 are marked.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kb_ext.check.file import check_bytes
from kb_ext.check.record import Kind, Task
from kb_ext.core.draft import make_draft
from kb_ext.core.problem import ignore_problem
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.markdown.reader import create_record_reader, read_document

HEAD: Final = "---\ntitle: 題\ntags: [a]\n---\n\n"
LIMIT: Final = 2.0
SUSPECT: Final = 8.0
UNITS: Final = {
    "asterisks": "*",
    "asterisks and words": "a*b ",
    "strong beside brackets": "**「",
    "strong pairs": "**語**「",
    "underscores": "_a ",
    "opening brackets": "[",
    "brackets in pairs": "[]",
    "images": "![",
    "links left open": "[a](",
    "references": "[a][b]",
    "parentheses": "(",
    "bars": "|",
    "bars in lines": "|a|b|\n",
    "quotes": ">",
    "nested quotes in lines": "> > > > a\n",
    "less-than": "<",
    "tags left open": "<b>",
    "tags with attributes left open": "<a b='",
    "comments": "<!--",
    "declarations": "<!a",
    "instructions": "<?",
    "backticks": "`",
    "backticks of growing length": None,
    "fences": "```\n",
    "tildes": "~~~ x\n",
    "containers": ":::message\n",
    "directives": ":::{note}\n",
    "japanese in one line": "日本語の文章です。",
    "japanese without an end": "あ",
    "headings": "## 見出し\n\n",
    "same headings": "# a\n",
    "items": "- a\n",
    "nested items": None,
    "rules": "---\n",
    "table rows": None,
    "template tags": "{{",
    "liquid": "{% ",
    "shortcodes": "{{< x ",
    "shortcodes in pairs": "{{< tip >}}\n",
    "attribute lists": "{: .a ",
    "attribute lists with keys": "a\n{: #k}\n",
    "dollars": "$a",
    "double dollars": "$$\n",
    "colons": ":",
    "footnotes": "[^a]",
    "footnote definitions": "[^a]: b\n\n",
    "definitions": "[a]: /b\n",
    "entities": "&amp;",
    "escapes": "\\*",
    "addresses": "https://a.b/c ",
    "addresses in lines": "https://a.b/c\n",
    "at signs": "@[card](",
    "hashes": "#",
    "anchors": '<a id="x">',
    "links to anchors": "[a](#b)\n",
    "spaces": " ",
    "tabs": "\t",
    "blank lines": "\n",
    "ideographic spaces": "\u3000",
    "lost characters": "\ufffd",
    "sentences": "これは文です。\n",
    "repeated paragraphs": "同じ段落がここにあります。長い文です。\n\n",
    "control characters": "\x08",
    "roles": "{kb:term}`",
    "pictures with sizes": "![a](b =",
}


def make_text(name: str, size: int) -> str:
    """Return an input of about a size in characters."""
    if name == "backticks of growing length":
        return " ".join("`" * count for count in range(1, int((2 * size) ** 0.5)))
    if name == "nested items":
        depth = int((2 * size / 4) ** 0.5)
        return "".join(f"{'  ' * level}- a\n" for level in range(depth))
    if name == "table rows":
        return "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * (size // 14)
    unit = UNITS[name] or ""
    return unit * (size // len(unit))


def list_readers() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield the ways a text is read."""
    task = Task(path=Path("/nowhere/a.md"), shown="a.md", root=Path("/nowhere"), docname="a", kind=Kind.POST)
    yield "parser", lambda text: read_document(create_record_reader("題", ignore_problem), text)
    yield "check", lambda text: check_bytes(task, f"{HEAD}{text}".encode())
    yield "import", lambda text: make_draft(f"{HEAD}{text}".encode(), Context())


def measure(read: Callable[[str], object], text: str) -> float:
    """Return the seconds of processor time that one reading takes."""
    start = time.process_time()
    with suppress(NotTextError):
        read(text)
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000, help="characters of the larger input")
    parser.add_argument("--only", default="", help="inputs whose name holds this")
    parser.add_argument("--slow", action="store_true", help="print only what is slow or suspect")
    options = parser.parse_args()
    readers = list(list_readers())
    print(f"{'input':<32}" + "".join(f"{name:>18}" for name, _ in readers))
    for name in UNITS:
        if options.only not in name:
            continue
        cells, is_slow = [], False
        for _, read in readers:
            small = measure(read, make_text(name, options.size // 4))
            large = measure(read, make_text(name, options.size))
            is_bad = large > LIMIT or (large > LIMIT / 8 and large / small > SUSPECT)
            is_slow |= is_bad
            cells.append(f"{large:8.2f} s x{large / small:4.1f}{'!' if is_bad else ' '}")
        if is_slow or not options.slow:
            print(f"{name:<32}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()

"""The beginnings of new pages: a front matter and a body that an author fills in.

What is written here builds without a warning as it stands. Texts for the author to replace are in the page's
language and no message ids, as they become part of the page.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kb_ext.core.orientation import Orientation
from kb_ext.core.repair.page import FENCE
from kb_ext.core.repair.yaml_writer import write_entry
from kb_ext.core.yaml_tree import Node, Scalar, Sequence


class Kind(StrEnum):
    """What can be begun; the value is the word of the command line."""

    POST = "post"
    TERM = "term"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """What is known of a page that is begun; empty fields are left out of it."""

    kind: Kind
    title: str
    slug: str
    """The file's name without suffix."""
    date: str = ""
    """When it is begun, in ISO 8601; a comparison takes the day."""
    author: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    """Written only where the author names it."""
    reading: str = ""
    english: str = ""
    abbreviation: str = ""
    sources: tuple[str, ...] = ()
    definition: str = ""
    """What was found of a term in a post: plain text, to be checked and put into the author's own words."""
    items: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    schema: str = ""
    """Where editors find the JSON Schema: an address, or a path from the file's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The texts for the author to replace, in one language."""

    post: str
    term: str
    draft: str
    """The note below a definition that was found in a post."""
    comparison: str
    head: str
    items: tuple[str, ...]
    criteria: tuple[str, ...]


WORDINGS: Final = {
    "ja": Wording(
        post=(
            "この記事で何が分かるのかを、一、二文で書きます。\n\n"
            "## はじめに\n\n背景と、想定する読者を書きます。\n\n"
            "## まとめ\n\n要点と、次に読むとよい資料を書きます。\n"
        ),
        term="この用語の意味を、一文で書きます。\n\n使われる場面や、似た用語との違いを書きます。\n",
        draft="下書きです。出典の文と照らし合わせ、自分の言葉に直したら、この注意書きを消してください。",
        comparison="何を、どのような観点で比べる表なのかを書きます。\n",
        head="項目",
        items=("項目A", "項目B"),
        criteria=("観点1", "観点2"),
    ),
    "en": Wording(
        post=(
            "Say in a sentence or two what readers will learn.\n\n"
            "## Introduction\n\nGive the background, and say whom it is for.\n\n"
            "## Summary\n\nGive the main points, and say what to read next.\n"
        ),
        term="Say in one sentence what the term means.\n\nSay where it is used, and what it is not.\n",
        draft="A draft. Check it against its source, put it into your own words, and delete this note.",
        comparison="Say what is compared, and by which criteria.\n",
        head="Item",
        items=("Item A", "Item B"),
        criteria=("Criterion 1", "Criterion 2"),
    ),
}
"""By language; the first one is the default."""

_CELL_MARKUP: Final = re.compile(r"[\\|*`\[\]<>~$]|(?<!\w)_|_(?!\w)")
_BLOCK_MARK: Final = re.compile(r"[!-/:-@\[-^{-~](?<!\\)")
"""What may begin a heading, a list, a quotation, a comment or the like."""
_ORDINAL: Final = re.compile(r"^(\d+)([.)])")
_ROWS: Final = f":orientation: {Orientation.ROWS.value}"
"""As its cells are still empty, nothing in the table tells where its items stand."""
_UNKNOWN_CELL: Final = "…"


def write_scaffold(scaffold: Scaffold, language: str) -> str:
    """Return the text of a new page; its body is in `language`."""
    wording = WORDINGS[language]
    lines = [line for key, node in _list_entries(scaffold) for line in write_entry(key, node)]
    modeline = [f"# yaml-language-server: $schema={scaffold.schema}"] if scaffold.schema else []
    head = "\n".join((FENCE, *modeline, *lines, FENCE))
    return f"{head}\n\n{_write_body(scaffold, wording)}"


def _list_entries(scaffold: Scaffold) -> list[tuple[str, Node]]:
    """List the entries of the front matter, in the order of its fields."""
    entries: dict[Kind, list[tuple[str, str | tuple[str, ...]]]] = {
        Kind.POST: [
            ("title", scaffold.title),
            ("date", scaffold.date),
            ("categories", scaffold.categories),
            ("tags", scaffold.tags),
            ("authors", tuple(filter(None, [scaffold.author]))),
            ("lang", scaffold.lang),
        ],
        Kind.TERM: [
            ("term", scaffold.title),
            ("reading", scaffold.reading),
            ("english", scaffold.english),
            ("abbreviation", scaffold.abbreviation),
            ("category", next(iter(scaffold.categories), "")),
            ("source", scaffold.sources),
        ],
        Kind.COMPARISON: [("title", scaffold.title)],
    }
    return [(key, _make_node(key, value)) for key, value in entries[scaffold.kind] if value]


def _make_node(key: str, value: str | tuple[str, ...]) -> Node:
    if isinstance(value, str):
        return Scalar(text=value, tag="timestamp" if key == "date" else "str")
    return Sequence(children=tuple(Scalar(text=text) for text in value))


def _write_body(scaffold: Scaffold, wording: Wording) -> str:
    if scaffold.kind is Kind.POST:
        return wording.post
    if scaffold.kind is Kind.TERM and scaffold.definition:
        return f"{_escape_text(scaffold.definition)}\n\n```{{caution}}\n{wording.draft}\n```\n"
    if scaffold.kind is Kind.TERM:
        return wording.term
    return f"{wording.comparison}\n{_write_comparison(scaffold, wording)}"


def _write_comparison(scaffold: Scaffold, wording: Wording) -> str:
    """Return the directive around a table with one row for each item and one column for each criterion."""
    criteria = scaffold.criteria or wording.criteria
    rows = [
        (wording.head, *criteria),
        ("---",) * (len(criteria) + 1),
        *((item, *(_UNKNOWN_CELL,) * len(criteria)) for item in scaffold.items or wording.items),
    ]
    table = "\n".join(_write_row(row) for row in rows)
    return f"```{{kb:comparison}} {scaffold.slug}\n:as-of: {scaffold.date[:10]}\n{_ROWS}\n\n{table}\n```\n"


def _write_row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_CELL_MARKUP.sub(_escape, cell) for cell in cells)} |"


def _escape_text(text: str) -> str:
    """Write a text so that Markdown reads none of it as marks, at its beginning either."""
    escaped = _CELL_MARKUP.sub(_escape, " ".join(text.split()))
    escaped = _ORDINAL.sub(r"\1\\\2", escaped)
    return f"\\{escaped}" if _BLOCK_MARK.match(escaped) else escaped


def _escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def read_settings(source: str) -> dict[str, str]:
    """Return the texts that a conf.py assigns to names, without running it; what is computed is left out."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    return {
        target.id: statement.value.value
        for statement in body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }

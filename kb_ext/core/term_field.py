"""The fields of a term's front matter, declared as those of a post are."""

from __future__ import annotations

from typing import Final

from kb_ext.core.field import FIELDS, Field, Shape

TERM_FIELDS: Final = (
    Field(
        key="term",
        shape=Shape.TEXT,
        synonyms=("title",),
        description="The name under which the term is listed.",
        example="RAG",
    ),
    Field(
        key="reading",
        shape=Shape.TEXT,
        description="How the name sounds, in kana; it decides the term's place in the list.",
        example="らぐ",
    ),
    Field(
        key="english",
        shape=Shape.TEXT,
        description="The English name; it links to the term like the name itself.",
        example="Retrieval-Augmented Generation",
    ),
    Field(
        key="abbreviation",
        shape=Shape.TEXT,
        description="The abbreviation; it links to the term like the name itself.",
        example="RAG",
    ),
    Field(
        key="aliases",
        shape=Shape.LIST,
        description="Other names and spellings that link to the term.",
        example="[検索拡張生成]",
    ),
    Field(
        key="category",
        shape=Shape.TEXT,
        description="The group of terms that it belongs to.",
        example="手法",
    ),
    Field(
        key="related",
        shape=Shape.LIST,
        description="Terms that readers may want to look up next, by file name or by name.",
        example="[llm, vector-database]",
    ),
    Field(
        key="broader",
        shape=Shape.LIST,
        description="Terms of wider meaning, by file name or by name.",
        example="[generative-ai]",
    ),
    Field(
        key="narrower",
        shape=Shape.LIST,
        description="Terms of narrower meaning, by file name or by name.",
        example="[open-source-llm]",
    ),
    Field(
        key="source",
        shape=Shape.LIST,
        description="Where the definition comes from: posts or addresses.",
        example="[posts/2024-12-26-ai-trends-2025]",
    ),
    Field(
        key="as_of",
        shape=Shape.DATE,
        description="The day for which the definition holds.",
        example="2025-08-31",
    ),
    Field(
        key="autolink",
        shape=Shape.TEXT,
        description="How often words in the text link to the term: 'first', 'always' or 'never'.",
        example="first",
    ),
    Field(
        key="match",
        shape=Shape.TEXT,
        description="How much may stand around a name that links: 'strict' or 'loose'.",
        example="strict",
    ),
    Field(
        key="see",
        shape=Shape.TEXT,
        description="The term that is to be used instead; all names of this one lead there.",
        example="llm",
    ),
    Field(
        key="former",
        shape=Shape.LIST,
        description="Names and file names that the term had before; they still lead to it.",
        example="[Bard]",
    ),
    Field(
        key="sense",
        shape=Shape.TEXT,
        description="In which sense the name is meant, where several terms share it.",
        example="機械学習",
    ),
    Field(
        key="extra",
        shape=Shape.TREE,
        description="Whatever else is to be kept with the page; nothing reads it.",
        example="{checked_by: 編集部}",
    ),
)
"""Every field of a term, in the order in which they are written."""

_ELSEWHERE: Final = (
    Field(
        key="slug",
        shape=Shape.TEXT,
        description="The file name of the term's page, in letters a-z, digits, '.', '_' and '-'.",
        example="quantization",
    ),
    Field(
        key="definition",
        shape=Shape.TEXT,
        description="What the term means, in one paragraph.",
        example="重みを少ないビット数で表すことである。",
    ),
)
ENTRY_FIELDS: Final = (*(field for field in TERM_FIELDS if field.key != "extra"), *_ELSEWHERE)
"""Every field of a term that a post defines."""

_SHARED: Final = frozenset({"date", "updated", "lang", "draft", "search", "kb", "layout"})
SHARED_FIELDS: Final = tuple(field for field in FIELDS if field.key in _SHARED)
"""Fields of posts that the page of a term may have, too."""

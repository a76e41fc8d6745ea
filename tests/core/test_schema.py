"""The JSON Schema of the front matter, held against the parser and against real validators."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kb_ext.core.code import Code, SourceCode
from kb_ext.core.field import FIELDS, Field
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.json_tree import Tree
from kb_ext.core.post import parse_post
from kb_ext.core.post_term import parse_post_terms
from kb_ext.core.problem import ignore_problem
from kb_ext.core.schema import DRAFT, KINDS, build_schema, convert_node, render_schema
from kb_ext.core.term import parse_term
from kb_ext.core.term_field import SHARED_FIELDS, TERM_FIELDS
from kb_ext.core.yaml_tree import parse_yaml
from tests.core.test_problem import Recorder

DOCS = Path(__file__).parents[2] / "docs"
WRONG = frozenset({SourceCode.WRONG_TYPE, SourceCode.BAD_DATE, SourceCode.MISSING_TITLE})
POSTS = sorted((DOCS / "posts").glob("*.md"))
TERMS = sorted((DOCS / "terms").glob("*.md"))


def load(raw: str) -> Tree:
    return convert_node(parse_yaml(raw))


def is_valid(kind: str, raw: str) -> bool:
    return Draft202012Validator(build_schema(kind)).is_valid(load(raw))


def read_codes(raw: str) -> set[Code]:
    """Return what the parser complains about in the front matter of a post."""
    report = Recorder()
    front_matter = read_front_matter(f"---\n{raw}\n---\n", report)
    parse_post("posts/a", front_matter, report)
    parse_post_terms("posts/a", front_matter, "terms", report)
    return {code for code, _, _ in report.places}


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_a_valid_schema_of_its_draft(kind: str) -> None:
    schema = build_schema(kind)
    assert schema["$schema"] == DRAFT
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_every_post_of_the_site_is_valid(path: Path) -> None:
    front_matter = read_front_matter(path.read_text(encoding="utf-8"), ignore_problem)
    errors = Draft202012Validator(build_schema("post")).iter_errors(convert_node(front_matter.mapping))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("path", TERMS, ids=lambda path: path.stem)
def test_every_term_of_the_site_is_valid(path: Path) -> None:
    front_matter = read_front_matter(path.read_text(encoding="utf-8"), ignore_problem)
    errors = Draft202012Validator(build_schema("term")).iter_errors(convert_node(front_matter.mapping))
    assert [error.message for error in errors] == []


def test_the_site_has_posts_and_terms() -> None:
    assert POSTS
    assert TERMS


DATES = (
    "2025-08-31",
    "2025/8/31",
    "2025.08.31",
    "2025年8月31日",
    "2025年8月",
    "2025-08",
    "2025-08-31T09:00:00+09:00",
    "2025-08-31 09:00:00 +0900",
    "2025-08-31 09:00",
    "2025-08-31T00:20:58.123Z",
    '"2025-08-31 10:00:00 JST"',
    "2025-08-31 10:00:00 UTC",
    "~",
    '""',
)
LISTS = (
    "[LLM, RAG]",
    "LLM, RAG",
    "LLM、RAG",
    "[]",
    "[2025, 3.5, true]",
    "\n  - LLM\n  - RAG",
    "[{name: 甲, url: https://example.com}]",
    "null",
    "2025",
)
FLAGS = ("true", "false", "yes", "No", '"on"', "OFF", "1", "0", "null", '"TRUE"')
TEXTS = ("量子化", '"a: b"', "2025", "3.14", "true", "null", "[一つ]", "|\n  二行\n  です")
NUMBERS = ("8", '"8 min"', '"8分"', "0", "8.5", "null")
AUTOLINKS = ("first", "Always", "never", "none", "false", "true", '"no"', "0", '""', "null")
SCOPES = ("section", "PAGE", "all", "false", "true", "never", "1", '""', "~")
ENTRIES = (
    "[RAG, 2025]",
    "[{term: RAG, match: Loose, autolink: never, definition: 語。}]",
    "[{title: 2025, definition: 語。, aliases: 甲, unheard_of: 1}]",
    "{rag: RAG, llm: {english: Large Language Model, definition: 語。}}",
    "null",
)
TREES = ("{a: 1}", "[{term: RAG}]", "null", "[]")
DIALECTS = (
    "title: Jekyllの記事\nlayout: post\ndate: 2024-12-26 10:00:00 +0900\ncategories: AI 機械学習",
    "title: Zennの記事\nemoji: 🧠\ntype: tech\ntopics: [llm, rag]\npublished_at: 2025-01-31 12:00",
    "title: Qiitaの記事\ntags: [Python]\nprivate: false\nupdated_at: '2025-03-01T12:00:00+09:00'\nid: 01ab",
    "title: Hugoの記事\ndate: 2025-01-31T09:00:00+09:00\nlastmod: 2025-02-01\ndraft: false\nauthor: 甲",
    "title: Astroの記事\npubDate: 2025-01-31\nheroImage: ./a.png\ndescription: 要約。",
    "title: 知らないキーのある記事\ncomments: true\nmy_key: {a: [1, 2]}",
)
GOOD = [
    *(f"title: 甲\ndate: {value}" for value in DATES),
    *(f"title: 甲\nlastmod: {value}" for value in DATES),
    *(f"title: 甲\n{key}: {value}" for key in ("tags", "authors", "category") for value in LISTS),
    *(f"title: 甲\n{key}: {value}" for key in ("draft", "generated") for value in FLAGS),
    *(f"title: 甲\n{key}: {value}" for key in ("excerpt", "lang") for value in TEXTS),
    *(f"title: 甲\nreading_time: {value}" for value in NUMBERS),
    *(f"title: 甲\n{key}: {value}" for key in ("extra", "terms") for value in TREES),
    *(f"title: 甲\nautolink: {value}" for value in SCOPES),
    *(f"title: 甲\nterms: {value}" for value in ENTRIES),
    *DIALECTS,
]
BAD = [
    *(
        f"title: 甲\ndate: {value}"
        for value in ("2025-05-00", "2025-13-01", "昨日", "2025", "12/26", "2025-08-31 25:00", "[2025-08-31]")
    ),
    *(f"title: 甲\n{key}: {{a: 1}}" for key in ("tags", "authors", "excerpt", "draft", "reading_time")),
    *(f"title: 甲\ndraft: {value}" for value in ("maybe", "2", "[true]", '""')),
    *(f"title: 甲\nreading_time: {value}" for value in ("several", "-5", "[8]")),
    *(f"title: 甲\nautolink: {value}" for value in ("first", "often", "2", "[all]")),
    *(f"title: 甲\nterms: [{{term: 甲, {value}}}]" for value in ("match: loos", "autolink: page")),
    *(f"title: 甲\nterms: {value}" for value in ("RAG", "[{english: RAG}]", "[[RAG]]", "[null]", "{rag: }")),
    "title: [一, 二]",
    "title: {a: 1}",
    "tags: [LLM]",
    "headline: 甲",
]


def test_there_are_over_a_hundred_samples() -> None:
    assert len({*GOOD, *BAD}) > 100


@pytest.mark.parametrize("raw", GOOD)
def test_what_the_parser_reads_without_complaint_is_valid(raw: str) -> None:
    assert read_codes(raw) & WRONG == set()
    assert is_valid("post", raw)


@pytest.mark.parametrize("raw", BAD)
def test_what_the_parser_reports_is_invalid(raw: str) -> None:
    assert read_codes(raw) & WRONG
    assert not is_valid("post", raw)


@pytest.mark.parametrize(("kind", "fields"), [("post", FIELDS), ("term", (*TERM_FIELDS, *SHARED_FIELDS))])
def test_every_field_is_described_with_a_valid_example(kind: str, fields: tuple[Field, ...]) -> None:
    properties = json.loads(render_schema(kind))["properties"]
    needed = KINDS[kind][1]
    assert set(properties) == {key for field in fields for key in (field.key, *field.synonyms)}
    for field in fields:
        assert properties[field.key]["description"] == field.description
        assert "deprecated" not in properties[field.key]
        lines = dict.fromkeys([f"{needed}: 甲", f"{field.key}: {field.example}"])
        assert is_valid(kind, "\n".join(list(lines)[field.key == needed :])), field.key


def test_examples_are_read_without_complaint() -> None:
    raw = "\n".join(f"{field.key}: {field.example}" for field in FIELDS)
    assert read_codes(raw) == set()
    report = Recorder()
    raw = "\n".join(f"{field.key}: {field.example}" for field in TERM_FIELDS)
    parse_term("terms/a", read_front_matter(f"---\n{raw}\n---\n", report), report)
    assert report.places == []


def test_synonyms_are_deprecated_and_name_the_key_to_write() -> None:
    topics = json.loads(render_schema("post"))["properties"]["topics"]
    assert topics["title"] == "tags"
    assert topics["deprecated"] is True
    assert topics["deprecationMessage"] == "Write 'tags' instead."


def test_unknown_keys_are_allowed_and_marked() -> None:
    assert is_valid("post", "title: 甲\nunheard_of: 1")
    unknown = json.loads(render_schema("post"))["additionalProperties"]
    assert unknown == {"deprecated": True, "deprecationMessage": SourceCode.UNKNOWN_KEY.hint}


@pytest.mark.parametrize("raw", ["term: RAG", "title: RAG", "term: RAG\nreading: らぐ\nas_of: 2025-08"])
def test_a_term_needs_a_name(raw: str) -> None:
    assert is_valid("term", raw)
    assert not is_valid("term", "reading: らぐ")


@pytest.mark.parametrize("value", AUTOLINKS)
def test_words_for_links_to_a_term_are_offered_and_other_spellings_taken(value: str) -> None:
    raw = f"term: RAG\nmatch: STRICT\nautolink: {value}"
    report = Recorder()
    parse_term("terms/a", read_front_matter(f"---\n{raw}\n---\n", report), report)
    assert report.places == []
    assert is_valid("term", raw)
    assert not is_valid("term", "term: RAG\nautolink: page")
    definitions = json.loads(render_schema("term"))["$defs"]
    assert definitions["autolink"]["anyOf"][0] == {"enum": ["first", "always", "never", True, False]}
    assert definitions["match"]["anyOf"][0] == {"enum": ["strict", "loose"]}


def test_texts_are_translated_and_the_address_is_the_id() -> None:
    schema = build_schema("post", lambda text: f"«{text}»", "https://example.com/schema/post.schema.json")
    assert schema["$id"] == "https://example.com/schema/post.schema.json"
    assert schema["title"] == "«Front matter of a post»"
    assert "$id" not in build_schema("post")


def test_yaml_numbers_that_json_has_not_stay_texts() -> None:
    assert load("[0x1F, .nan, 1_000, 12, 1.5, -3]") == ["0x1F", ".nan", "1_000", 12, 1.5, -3]


def test_one_key_stands_for_one_field_of_a_term() -> None:
    keys = [key for field in (*TERM_FIELDS, *SHARED_FIELDS) for key in (field.key, *field.synonyms)]
    assert sorted(set(keys)) == sorted(keys)

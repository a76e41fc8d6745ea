"""YAML with positions, within limits, and nothing constructed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.yaml_tree import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    LimitExceededError,
    Mapping,
    Node,
    Scalar,
    Sequence,
    parse_yaml,
)

PIECES = (
    *("a", "語", "0x1F", "~", "b: ", "? ", "- ", "  ", "\n", "\r\n", "\t", "[", "]", "{", "}", ", ", ": "),
    *("&x ", "*x", "!!str ", "!", "'", '"', "|", ">", "#", "%", "@", "---", "...", "<<", "\ufeff", "\x00"),
)
SOURCES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
"""Texts made of what YAML is made of, in any order."""


def parse_mapping(text: str, *, first_line: int = 1) -> Mapping:
    node = parse_yaml(text, first_line=first_line)
    assert isinstance(node, Mapping)
    return node


def get_scalar(mapping: Mapping, key: str) -> Scalar:
    node = mapping.get(key)
    assert isinstance(node, Scalar)
    return node


def iterate_nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for child in node.children:
            yield from iterate_nodes(child)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key
            yield from iterate_nodes(entry.value)


@pytest.mark.parametrize(
    ("written", "text", "tag"),
    [
        ("量子化", "量子化", "str"),
        ("2025", "2025", "int"),
        ("0x1F", "0x1F", "int"),
        ("007", "007", "int"),
        ("3.10", "3.10", "float"),
        ("on", "on", "bool"),
        ("No", "No", "bool"),
        ("'no'", "no", "str"),
        ("~", "~", "null"),
        ("null", "null", "null"),
        ("''", "", "str"),
        ("2025-08-31", "2025-08-31", "timestamp"),
        ("2025-05-00", "2025-05-00", "timestamp"),
        ("2026-02-24 22:15:51 +0900", "2026-02-24 22:15:51 +0900", "str"),
        ("!!str 2025", "2025", "str"),
        ("🙂", "🙂", "str"),
        ("<<", "<<", "merge"),
    ],
)
def test_scalar_keeps_its_spelling_beside_the_tag(written: str, text: str, tag: str) -> None:
    scalar = get_scalar(parse_mapping(f"key: {written}\n"), "key")
    assert (scalar.text, scalar.tag) == (text, tag)


def test_empty_value_is_null() -> None:
    assert get_scalar(parse_mapping("title:\n"), "title").is_null


def test_quoted_empty_value_is_no_null() -> None:
    assert not get_scalar(parse_mapping("title: ''\n"), "title").is_null


def test_places_count_from_one_and_from_the_first_line() -> None:
    mapping = parse_mapping("title: あ\ntags:\n  - 量子化\n", first_line=2)
    tags = mapping.get("tags")
    assert isinstance(tags, Sequence)
    assert [(entry.key.line, entry.key.column) for entry in mapping.entries] == [(2, 1), (3, 1)]
    assert [(child.line, child.column) for child in tags.children] == [(4, 5)]


def test_columns_count_characters_of_any_width() -> None:
    node = parse_yaml("[量子化, 蒸留]")
    assert isinstance(node, Sequence)
    assert [child.column for child in node.children] == [2, 7]


def test_crlf_counts_as_one_line_end() -> None:
    mapping = parse_mapping("a: 1\r\nb: 2\r\n")
    assert [(entry.key.text, entry.key.line) for entry in mapping.entries] == [("a", 1), ("b", 2)]


def test_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert get_scalar(parse_mapping("\ufefftitle: x\n"), "title").text == "x"


@pytest.mark.parametrize("text", ["", "\n\n", "# 注釈だけ\n"])
def test_empty_document_is_none(text: str) -> None:
    assert parse_yaml(text) is None


def test_key_that_stands_twice_is_kept_and_the_last_counts() -> None:
    mapping = parse_mapping("tags: a\ntags: b\n")
    assert [entry.key.text for entry in mapping.entries] == ["tags", "tags"]
    assert get_scalar(mapping, "tags").text == "b"


def test_unknown_key_is_none() -> None:
    assert parse_mapping("a: 1\n").get("b") is None


def test_key_that_is_no_text_becomes_a_question_mark_at_its_place() -> None:
    mapping = parse_mapping("? [a, b]\n: c\n")
    assert [(entry.key.text, entry.key.line, entry.key.column) for entry in mapping.entries] == [("?", 1, 3)]


def test_alias_repeats_what_its_anchor_holds() -> None:
    mapping = parse_mapping("tags: &tags [LLM]\ntopics: *tags\n")
    assert mapping.get("topics") == mapping.get("tags")


@pytest.mark.parametrize("text", ["a: *nowhere\n", "a: &loop [*loop]\n"])
def test_alias_without_a_finished_anchor_is_refused(text: str) -> None:
    with pytest.raises(yaml.MarkedYAMLError, match="found undefined alias") as caught:
        parse_yaml(text, first_line=2)
    assert caught.value.problem_mark is not None
    assert caught.value.problem_mark.line == 0


def test_tag_of_python_constructs_nothing() -> None:
    scalar = get_scalar(parse_mapping("a: !!python/object/apply:os.system ['x']\nb: 1\n"), "b")
    assert scalar.text == "1"


def test_alias_expansion_is_bounded() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    with pytest.raises(LimitExceededError, match=f"more than {MAX_NODES} values") as caught:
        parse_yaml("\n".join(lines))
    assert caught.value.line == 5


def test_number_of_values_is_bounded() -> None:
    with pytest.raises(LimitExceededError, match=f"more than {MAX_NODES} values"):
        parse_yaml("a: b\n" * MAX_NODES)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
def test_depth_is_bounded(opening: str) -> None:
    with pytest.raises(LimitExceededError, match=f"nested deeper than {MAX_DEPTH} levels"):
        parse_yaml(opening * 5000)


def test_depth_up_to_the_limit_is_read() -> None:
    assert isinstance(parse_yaml("[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1)), Sequence)


def test_size_is_bounded_in_bytes() -> None:
    with pytest.raises(LimitExceededError, match=f"more than {MAX_BYTES // 1024} KiB") as caught:
        parse_yaml("a: " + "語" * (MAX_BYTES // 3), first_line=2)
    assert caught.value.line == 2


def test_huge_number_stays_text() -> None:
    assert get_scalar(parse_mapping(f"a: {'9' * 100_000}\n"), "a").text == "9" * 100_000


@pytest.mark.parametrize(
    "text", ["title: a: b", "tags: [a", "tags: [`intel`]", "a: \x00", "\ttitle: x", ": x"]
)
def test_what_is_not_yaml_raises_a_yaml_error(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        parse_yaml(text)


@settings(deadline=None)
@given(st.text() | SOURCES)
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        node = parse_yaml(text)
    except (yaml.YAMLError, LimitExceededError):
        return
    assert node is None or all(part.line >= 1 and part.column >= 1 for part in iterate_nodes(node))


def test_lone_surrogate_is_refused_by_name() -> None:
    with pytest.raises((yaml.YAMLError, LimitExceededError)):
        parse_yaml("a: \ud800")


@settings(deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z_][a-z0-9_-]*", fullmatch=True),
        st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), max_size=4),
        max_size=6,
    )
)
def test_what_the_safe_dumper_writes_is_read_back(values: dict[str, list[str]]) -> None:
    mapping = parse_yaml(yaml.safe_dump(values, allow_unicode=True))
    assert isinstance(mapping, Mapping)
    for key, texts in values.items():
        node = mapping.get(key)
        assert isinstance(node, Sequence)
        assert [child.text for child in node.children if isinstance(child, Scalar)] == texts

"""Front matter as authors write it, break it and attack with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.code import SourceCode
from kb_ext.core.field import FieldReader
from kb_ext.core.front_matter import FrontMatter, read_front_matter, split_lines, split_source
from kb_ext.core.problem import ignore_problem
from kb_ext.core.yaml_tree import MAX_NODES, Mapping, Scalar, Sequence
from tests.core.test_problem import Recorder

PIECES = (
    *("---", "---\n", "----- \n", " ---\n", "...\n", "+++\n", "\n", "\r\n", "\r", "\u2028", "\x0c"),
    *("title: 題\n", "tags: [a, b]\n", "- x\n", "  - y\n", "title: a: b\n", "題: x\n", "|\n", "a: &a [*a]\n"),
    *("本文\n", "# 見出し\n", "*x\n", "\ufeff", "\x00", "\t", ":", "'", '"'),
)
SOURCES = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
"""Texts made of what front matters are made of, in any order."""


@pytest.fixture(name="report")
def make_report() -> Recorder:
    return Recorder()


def read_texts(front_matter: FrontMatter) -> dict[str, str]:
    entries = front_matter.mapping.entries
    return {entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, Scalar)}


def read_list(front_matter: FrontMatter, key: str) -> tuple[str, ...]:
    return FieldReader(mapping=front_matter.mapping, report=ignore_problem).read_list(key)


def test_block_between_fences_is_read_and_the_rest_is_body(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: 量子化\ntags: [LLM]\n---\n\n本文\n", report)
    assert read_texts(front_matter) == {"title": "量子化"}
    assert (front_matter.body, front_matter.body_line, front_matter.present) == ("\n本文\n", 5, True)
    assert report.lines == []


def test_values_know_their_line_in_the_file(report: Recorder) -> None:
    mapping = read_front_matter("\n---\ntitle: x\ndate: y\n---\n", report).mapping
    assert [(entry.key.line, entry.value.line) for entry in mapping.entries] == [(3, 3), (4, 4)]


def test_file_without_front_matter_is_all_body(report: Recorder) -> None:
    front_matter = read_front_matter("# 見出し\n\n本文\n", report)
    assert (front_matter.body, front_matter.body_line) == ("# 見出し\n\n本文\n", 1)
    assert not front_matter.present
    assert report.lines == []


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \t\n"])
def test_empty_file_has_nothing_and_nothing_wrong(text: str, report: Recorder) -> None:
    front_matter = read_front_matter(text, report)
    assert front_matter.mapping == Mapping()
    assert front_matter.body.strip() == ""
    assert not front_matter.present
    assert report.lines == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_line_ends(line_end: str, report: Recorder) -> None:
    text = line_end.join(["---", "title: あ", "tags:", "  - x", "---", "本文", ""])
    front_matter = read_front_matter(text, report)
    assert read_texts(front_matter) == {"title": "あ"}
    assert read_list(front_matter, "tags") == ("x",)
    assert (front_matter.body, front_matter.body_line) == (f"本文{line_end}", 6)
    assert report.lines == []


@pytest.mark.parametrize("prefix", ["\ufeff", "\n\n", "\ufeff\n", "  \n"])
def test_what_authors_cannot_see_may_stand_above_the_fence(prefix: str, report: Recorder) -> None:
    front_matter = read_front_matter(f"{prefix}---\ntitle: x\n---\n本文", report)
    assert read_texts(front_matter) == {"title": "x"}
    assert front_matter.mapping.entries[0].key.line == prefix.count("\n") + 2
    assert report.lines == []


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t", "-----"])
def test_fence_may_be_longer_and_have_space_behind_it(fence: str, report: Recorder) -> None:
    assert read_texts(read_front_matter(f"{fence}\ntitle: x\n{fence}\n", report)) == {"title": "x"}
    assert report.lines == []


@pytest.mark.parametrize("opening", [" ---", "--", "—--", "ーーー", "---title", "+++"])
def test_line_that_is_no_fence_opens_nothing(opening: str, report: Recorder) -> None:
    text = f"{opening}\ntitle: x\n---\n"
    assert read_front_matter(text, report).body == text
    assert report.lines == []


@pytest.mark.parametrize("text", ["---\n---\n本文\n", "---\n\n---\n本文\n", "---\n# 注釈\n---\n本文\n"])
def test_empty_block_is_present_and_empty(text: str, report: Recorder) -> None:
    front_matter = read_front_matter(text, report)
    assert front_matter.mapping.entries == ()
    assert front_matter.present
    assert front_matter.body == "本文\n"
    assert report.lines == []


def test_blanked_out_front_matter_keeps_the_lines_of_the_body(report: Recorder) -> None:
    text = "---\ntitle: x\ntags: [a]\n---\n\n本文\n"
    blank = read_front_matter(text, report).blank_out()
    assert blank.splitlines().index("本文") == text.splitlines().index("本文")
    assert blank.strip() == "本文"


def test_unquoted_colon_costs_no_other_field(report: Recorder) -> None:
    text = "---\ntitle: BGPの基礎と実践: 経路制御\ndate: 2025-02-07\ntags:\n  - TCP/IP\n  - bgp\n---\n本文\n"
    front_matter = read_front_matter(text, report)
    assert read_texts(front_matter) == {"title": "BGPの基礎と実践: 経路制御", "date": "2025-02-07"}
    assert read_list(front_matter, "tags") == ("TCP/IP", "bgp")
    assert report.places == [(SourceCode.YAML_SYNTAX, 2, 17)]


def test_value_that_yaml_reserves_is_read_as_text(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: @Async入門\nauthor: `azu`\n---\n", report)
    assert read_texts(front_matter) == {"title": "@Async入門", "author": "`azu`"}
    assert report.places == [(SourceCode.YAML_SYNTAX, 2, 8)]


def test_quotes_of_a_value_that_cannot_be_read_are_dropped(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: 'It's'\ndate: 2025-01-01\n---\n", report)
    assert read_texts(front_matter) == {"title": "It's", "date": "2025-01-01"}
    assert [code for code, _, _ in report.places] == [SourceCode.YAML_SYNTAX]


def test_key_of_other_script_costs_no_other_field(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: a: b\n題名: x\ndate: 2025-01-01\n---\n", report)
    assert read_texts(front_matter) == {"title": "a: b", "date": "2025-01-01"}


def test_key_that_stands_twice_is_reported_at_its_second_place(report: Recorder) -> None:
    front_matter = read_front_matter("---\nimage: a.png\ntitle: x\nimage: b.png\n---\n", report)
    assert FieldReader(mapping=front_matter.mapping, report=report).read_text("image") == "b.png"
    assert report.places == [(SourceCode.DUPLICATE_KEY, 4, 1)]
    assert report.values == [{"key": "image", "first": "2"}]


def test_key_that_stands_three_times_is_reported_twice(report: Recorder) -> None:
    read_front_matter("---\na: 1\na: 2\na: 3\n---\n", report)
    assert report.places == [(SourceCode.DUPLICATE_KEY, 3, 1), (SourceCode.DUPLICATE_KEY, 4, 1)]


@pytest.mark.parametrize(
    ("block", "kind"), [("- a\n- b\n", "list"), ("ただの文。\n", "text"), ("[a]\n", "list")]
)
def test_block_that_is_no_mapping_is_reported_and_read_as_empty(
    block: str, kind: str, report: Recorder
) -> None:
    front_matter = read_front_matter(f"---\n{block}---\n本文\n", report)
    assert front_matter.mapping.entries == ()
    assert front_matter.body == "本文\n"
    assert report.places == [(SourceCode.NOT_A_MAPPING, 2, 1)]
    assert report.values == [{"kind": kind}]


def test_unclosed_block_gives_its_keys_and_loses_no_text(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: x\ntags: [a]\n\n# 見出し\n\n本文\n", report)
    assert read_texts(front_matter) == {"title": "x"}
    assert read_list(front_matter, "tags") == ("a",)
    assert (front_matter.body, front_matter.body_line) == ("\n# 見出し\n\n本文\n", 4)
    assert report.places == [(SourceCode.UNCLOSED_FRONT_MATTER, 1, 1)]


def test_unclosed_block_at_the_end_of_the_file_is_read(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: x", report)
    assert read_texts(front_matter) == {"title": "x"}
    assert front_matter.body == ""
    assert report.places == [(SourceCode.UNCLOSED_FRONT_MATTER, 1, 1)]


def test_unclosed_block_below_blank_lines_is_reported_at_its_fence(report: Recorder) -> None:
    front_matter = read_front_matter("\n\n---\ntitle: x\n本文\n", report)
    assert read_texts(front_matter) == {"title": "x"}
    assert (front_matter.body, front_matter.body_line) == ("本文\n", 5)
    assert report.places == [(SourceCode.UNCLOSED_FRONT_MATTER, 3, 1)]


def test_unclosed_fence_above_text_leaves_all_of_it(report: Recorder) -> None:
    front_matter = read_front_matter("---\n本文です。\n", report)
    assert front_matter.body == "本文です。\n"
    assert not front_matter.present
    assert report.places == [(SourceCode.UNCLOSED_FRONT_MATTER, 1, 1)]


def test_indented_closing_fence_does_not_close(report: Recorder) -> None:
    source = split_source("---\ntitle: x\n ---\n本文\n")
    assert not source.closed
    read_front_matter("---\ntitle: x\n ---\n本文\n", report)
    assert report.places[0] == (SourceCode.UNCLOSED_FRONT_MATTER, 1, 1)


def test_billion_laughs_are_refused_at_their_line(report: Recorder) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    front_matter = read_front_matter("\n".join(["---", *lines, "---", "本文"]), report)
    assert front_matter.mapping.entries == ()
    assert front_matter.body == "本文"
    assert report.places == [(SourceCode.YAML_LIMIT, 6, 1)]


@pytest.mark.parametrize(
    ("block", "detail"),
    [
        ("tags: " + "[" * 3000, "nested deeper than 24 levels"),
        ("a: " + "x" * 600_000, "more than 512 KiB"),
        ("a: b\n" * MAX_NODES, f"more than {MAX_NODES} values"),
    ],
)
def test_block_beyond_the_limits_is_refused_and_the_text_stays(
    block: str, detail: str, report: Recorder
) -> None:
    front_matter = read_front_matter(f"---\n{block}\n---\n本文", report)
    assert front_matter.mapping.entries == ()
    assert front_matter.body == "本文"
    assert [(problem.code, dict(problem.values)) for problem in report.problems] == [
        (SourceCode.YAML_LIMIT, {"detail": detail})
    ]


def test_control_character_is_reported_and_costs_no_other_field(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: a\x00b\ndate: 2025-01-01\n---\n本文", report)
    assert read_texts(front_matter)["date"] == "2025-01-01"
    assert front_matter.body == "本文"
    assert report.places == [(SourceCode.YAML_SYNTAX, 2, 9)]


@settings(deadline=None)
@given(st.text() | SOURCES)
def test_any_text_is_read_with_findings_inside_the_file(text: str) -> None:
    report = Recorder()
    front_matter = read_front_matter(text, report)
    lines = len(text.splitlines()) + 1
    assert [place for place in report.places if not 1 <= place[1] <= lines or place[2] < 1] == []
    assert all(report.lines)
    assert text.endswith(front_matter.body)
    assert isinstance(front_matter.mapping, Mapping)


@settings(deadline=None)
@given(SOURCES)
def test_lines_of_a_text_amount_to_it(text: str) -> None:
    assert "".join(split_lines(text)) == text


@settings(deadline=None)
@given(SOURCES)
def test_no_line_of_a_file_is_lost_or_moved(text: str) -> None:
    source = split_source(text)
    lines = split_lines(text.removeprefix("\ufeff"))
    assert source.body == "".join(lines[source.body_line - 1 :])
    if source.raw is not None:
        assert source.raw == "".join(lines[source.raw_line - 1 : source.body_line - 2])


@settings(deadline=None)
@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1),
    tags=st.lists(st.sampled_from(["LLM", "C#", "生成AI", "on", "2025", "~x"])),
)
def test_quoted_values_are_read_as_written(title: str, tags: list[str]) -> None:
    report = Recorder()
    quoted = ", ".join(f"'{tag}'" for tag in tags)
    text = f"---\ntitle: '{title.replace(chr(39), chr(39) * 2)}'\ntags: [{quoted}]\n---\n本文"
    front_matter = read_front_matter(text, report)
    tag_list = front_matter.mapping.get("tags")
    assert report.lines == []
    assert read_texts(front_matter) == {"title": title}
    assert isinstance(tag_list, Sequence)
    assert [child.text for child in tag_list.children if isinstance(child, Scalar)] == tags


@pytest.mark.parametrize("separator", ["\u2028", "\x0b"])
def test_only_line_ends_of_editors_end_a_line(separator: str, report: Recorder) -> None:
    text = f"---\ntitle: a{separator}b\n---\n本文\n"
    front_matter = read_front_matter(text, report)
    assert front_matter.body_line == 4
    assert read_texts(front_matter)["title"].endswith("b")


def test_control_character_is_reported_at_its_line(report: Recorder) -> None:
    read_front_matter("---\ntitle: x\ndate: 2025-01-01\nexcerpt: a\x08b\n---\n", report)
    assert report.places == [(SourceCode.YAML_SYNTAX, 4, 11)]


def test_unclosed_block_above_a_rule_loses_no_text(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: x\n\n# 見出し\n\n本文。\n\n---\n\n続き。\n", report)
    assert "本文。" in front_matter.body
    assert read_texts(front_matter) == {"title": "x"}


def test_three_dots_close_front_matter_as_in_jekyll(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: x\n...\n本文\n", report)
    assert (read_texts(front_matter), front_matter.body, report.lines) == ({"title": "x"}, "本文\n", [])


def test_indented_keys_of_a_broken_block_are_read(report: Recorder) -> None:
    front_matter = read_front_matter("---\n title: a: b\n date: 2025-01-01\n---\n", report)
    assert read_texts(front_matter) == {"title": "a: b", "date": "2025-01-01"}
    assert report.places == [(SourceCode.YAML_SYNTAX, 2, 10)]


def test_hash_tags_in_brackets_are_a_list(report: Recorder) -> None:
    front_matter = read_front_matter("---\ntitle: x\ntags: [#LLM, #生成AI]\n---\n", report)
    tags = front_matter.mapping.get("tags")
    assert isinstance(tags, Sequence)
    assert [child.text for child in tags.children if isinstance(child, Scalar)] == ["#LLM", "#生成AI"]

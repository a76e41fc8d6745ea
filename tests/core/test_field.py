"""Typed fields, whatever shape and whichever site's key they are written with."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.code import SourceCode
from kb_ext.core.field import BY_KEY, FIELDS, FieldReader
from kb_ext.core.yaml_tree import LimitExceededError, Mapping, parse_yaml
from tests.core.test_problem import Recorder


def make_reader(text: str) -> tuple[FieldReader, Recorder]:
    mapping = parse_yaml(text)
    report = Recorder()
    return FieldReader(mapping=mapping if isinstance(mapping, Mapping) else Mapping(), report=report), report


def test_keys_and_synonyms_mean_one_field_each() -> None:
    keys = [key for field in FIELDS for key in (field.key, *field.synonyms)]
    assert sorted(set(keys)) == sorted(keys)
    assert set(keys) == set(BY_KEY)


@pytest.mark.parametrize(
    ("written", "key", "text"),
    [
        ("description: 要点。", "excerpt", "要点。"),
        ("heroImage: a.png", "image", "a.png"),
        ("language: ja", "lang", "ja"),
        ("ogImage: a.png", "image", "a.png"),
    ],
)
def test_text_is_found_under_the_key_of_another_site(written: str, key: str, text: str) -> None:
    reader, report = make_reader(written)
    assert reader.read_text(key) == text
    assert report.lines == []


@pytest.mark.parametrize("key", ["topics", "tag", "keywords", "tags"])
def test_tags_are_found_under_every_synonym(key: str) -> None:
    reader, _ = make_reader(f"{key}: [LLM]")
    assert reader.read_list("tags") == ("LLM",)


def test_own_key_goes_before_its_synonyms() -> None:
    reader, _ = make_reader("description: 別\nexcerpt: 要点\n")
    assert reader.read_text("excerpt") == "要点"


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null"])
def test_null_is_as_if_the_key_were_not_there(nothing: str) -> None:
    reader, report = make_reader(
        f"excerpt: {nothing}\ndescription: 要点\ntags: {nothing}\ndraft: {nothing}\n"
    )
    assert reader.read_text("excerpt") == "要点"
    assert reader.read_list("tags") == ()
    assert not reader.read_flag("draft")
    assert report.lines == []


def test_key_that_is_no_field_can_be_read() -> None:
    reader, _ = make_reader("term: LLM\n")
    assert reader.read_text("term") == "LLM"
    assert reader.find("reading") is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2025", "2025"),
        ("007", "007"),
        ("on", "on"),
        ("2025-08-31", "2025-08-31"),
        ("'  題  '", "題"),
        ("[題]", "題"),
        ("|\n  一行目\n  二行目\n", "一行目\n二行目"),
    ],
)
def test_text_stays_what_was_written(written: str, text: str) -> None:
    reader, report = make_reader(f"title: {written}")
    assert reader.read_text("title") == text
    assert report.lines == []


@pytest.mark.parametrize(
    ("written", "found"), [("{a: b}", "a mapping"), ("[a, b]", "a list"), ("[]", "a list")]
)
def test_tree_where_a_text_belongs_is_reported(written: str, found: str) -> None:
    reader, report = make_reader(f"\ntitle: {written}")
    assert reader.read_text("title") == ""
    assert report.places == [(SourceCode.WRONG_TYPE, 2, 8)]
    assert report.values == [{"key": "title", "expected": "text", "found": found}]


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("[LLM, 量子化]", ("LLM", "量子化")),
        ("\n  - LLM\n  - 量子化\n", ("LLM", "量子化")),
        ("LLM, 量子化", ("LLM", "量子化")),
        ("LLM、量子化，蒸留", ("LLM", "量子化", "蒸留")),
        ("生成AI", ("生成AI",)),
        ("機械 学習", ("機械 学習",)),
        ("on", ("on",)),
        ("[on, 2025, 3.10, 2025-08-31]", ("on", "2025", "3.10", "2025-08-31")),
        ("[[LLM, 量子化], 蒸留]", ("LLM", "量子化", "蒸留")),
        ("[LLM, ~, '', ' ', 量子化]", ("LLM", "量子化")),
        ("[LLM, LLM]", ("LLM",)),
        ("['C++, C#']", ("C++, C#",)),
        ("[]", ()),
        ("''", ()),
        ("[{name: 山田, url: 'https://example.com'}, {id: sato}]", ("山田", "sato")),
        ("[{}]", ()),
    ],
)
def test_list_is_read_however_it_is_written(written: str, texts: tuple[str, ...]) -> None:
    reader, report = make_reader(f"tags: {written}")
    assert reader.read_list("tags") == texts
    assert report.lines == []


def test_mapping_where_a_list_belongs_is_reported() -> None:
    reader, report = make_reader("tags:\n  LLM: 1\n")
    assert reader.read_list("tags") == ()
    assert report.places == [(SourceCode.WRONG_TYPE, 2, 3)]


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("true", True),
        ("True", True),
        ("yes", True),
        ("on", True),
        ("1", True),
        ("'true'", True),
        ("false", False),
        ("NO", False),
        ("off", False),
        ("0", False),
    ],
)
def test_flag_is_read_in_every_spelling(written: str, flag: bool) -> None:
    reader, report = make_reader(f"draft: {written}")
    assert reader.read_flag("draft", default=not flag) is flag
    assert report.lines == []


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.parametrize("written", ["maybe", "[true]", "{a: b}", "はい", "2"])
def test_what_is_no_flag_is_reported_and_takes_the_default(written: str, default: bool) -> None:
    reader, report = make_reader(f"published: {written}")
    assert reader.read_flag("published", default=default) is default
    assert report.places == [(SourceCode.WRONG_TYPE, 1, 12)]
    assert report.values[0]["expected"] == "true or false"


@pytest.mark.parametrize(
    ("written", "number"), [("8", 8), ("8 min", 8), ("'8分'", 8), ("12.5", 12), ("１２", 12), ("0", 0)]
)
def test_number_is_the_one_that_a_text_begins_with(written: str, number: int) -> None:
    reader, report = make_reader(f"reading_time: {written}")
    assert reader.read_number("reading_time") == number
    assert report.lines == []


@pytest.mark.parametrize("written", ["約8分", "-3", "soon", "''", "[8]", "²", "{}"])
def test_what_begins_with_no_number_is_reported(written: str) -> None:
    reader, report = make_reader(f"reading_time: {written}")
    assert reader.read_number("reading_time") is None
    assert report.places == [(SourceCode.WRONG_TYPE, 1, 15)]


def test_missing_number_is_none() -> None:
    reader, report = make_reader("title: x")
    assert reader.read_number("reading_time") is None
    assert report.lines == []


def test_number_of_thousands_of_digits_is_reported() -> None:
    reader, report = make_reader(f"reading_time: {'9' * 5000}")
    assert reader.read_number("reading_time") is None
    assert report.places == [(SourceCode.WRONG_TYPE, 1, 15)]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_value_is_read_as_any_shape(text: str) -> None:
    try:
        reader, report = make_reader(f"title: {text}")
    except (yaml.YAMLError, LimitExceededError):
        return
    assert reader.read_text("title") == reader.read_text("title").strip()
    texts = reader.read_list("title")
    assert len(set(texts)) == len(texts)
    assert "" not in texts
    assert reader.read_flag("title") in {True, False}
    number = reader.read_number("title")
    assert number is None or number >= 0
    assert {code for code, _, _ in report.places} <= {SourceCode.WRONG_TYPE}

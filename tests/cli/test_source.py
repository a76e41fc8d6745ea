from __future__ import annotations

from pathlib import Path

import pytest

from kb_ext.cli.source import is_safe, make_name, name_sources, read_original


@pytest.mark.parametrize(
    ("original", "name"),
    [
        ("2025-01-31-a_b.c", "2025-01-31-a_b.c"),
        ("2025-01-31-生成AIと検索", "2025-01-31-ai"),
        ("Mac用 メモ", "mac"),
    ],
)
def test_names_keep_their_ascii(original: str, name: str) -> None:
    assert make_name(original) == name


@pytest.mark.parametrize("original", ["量子化", "2025-01-31-量子化", "123 量子化", "", ".", "-", "…"])
def test_names_without_letters_get_a_digest_that_stays_the_same(original: str) -> None:
    name = make_name(original)
    assert is_safe(name)
    assert name == make_name(original)


def test_a_name_is_the_same_however_its_marks_are_composed() -> None:
    assert make_name("ガイド") == make_name("カ\u3099イド")


@pytest.mark.parametrize("name", ["con", "NUL", "aux.txt", "-a", ".a", "a.", "a/b", "a b", "a" * 200, ""])
def test_unsafe_names(name: str) -> None:
    assert not is_safe(name)


def test_folder_pages_are_named_by_their_folder() -> None:
    assert read_original(Path("posts/0004/index.md")) == "0004"
    assert read_original(Path("index.md")) == "index"


def test_names_differ_also_by_case_and_on_third_meeting() -> None:
    paths = [Path("x/A.md"), Path("y/a.md"), Path("z/y/a.md"), Path("語.md"), Path("q/語.md")]
    names = [source.name for source in name_sources(paths)]
    assert names[:2] == ["A", "a-y"]
    assert len({name.casefold() for name in names}) == len(paths)


def test_different_names_with_the_same_slug_get_a_digest_of_their_own() -> None:
    first, second = name_sources([Path("生成AI.md"), Path("対話AI.md")])
    assert first.name == "ai"
    assert second.name.startswith("ai-")
    assert second.rival == "生成AI.md"

"""The repairs that are made in place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.check.fix import plan_fix, repair_text, write_fix
from kb_ext.check.record import Kind, Task


def make_task(path: Path) -> Task:
    return Task(path=path, shown=path.name, root=path.parent, docname=path.stem, kind=Kind.POST)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeff---\ntitle: a\n---\n", "---\ntitle: a\n---\n"),
        ("---\r\ntitle: a\r\n---\r\n\r\n本文。\r\n", "---\ntitle: a\n---\n\n本文。\n"),
        ("---\ntitle: a\n---\n\n本\x08文。\n", "---\ntitle: a\n---\n\n本文。\n"),
        ("---\ntitle: a\n---\n\nカ\u3099\n", "---\ntitle: a\n---\n\nガ\n"),
        ("---\ntitle: a\n---\n\n段落。\n---\n", "---\ntitle: a\n---\n\n段落。\n\n---\n"),
        ("\n----\ntitle: a\n----\n\n本文。\n", "---\ntitle: a\n---\n\n本文。\n"),
        ("---\ntitle: a\n\n本文。\n", "---\ntitle: a\n---\n\n本文。\n"),
    ],
)
def test_repair_is_made(before: str, after: str) -> None:
    assert repair_text(before, is_record=True) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本文。",
        "# 題\n\n本文。\n",
        "---\ntitle:   'a'   # 注\ntgas: [x]\ndate: 2025/1/1\n---\n\n\n本文。  \n\n\n",
        "---\ntitle: a\n---\n\n```\nカ\u3099\n```\n",
        "---\ntitle: a\n---\n\n## 節\n\n[x](/dead/)\n\n---END---\n\n次はそれをご希望ですか？\n",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert repair_text(text, is_record=True) == text


def test_underlined_headings_of_other_pages_stay() -> None:
    assert repair_text("題\n---\n", is_record=False) == "題\n---\n"


@settings(max_examples=200, deadline=None)
@given(st.text("-=\n\r \x08\ufeffカ\u3099a:#|`", max_size=60))
def test_repair_is_complete_after_one_run(text: str) -> None:
    once = repair_text(text, is_record=True)
    assert repair_text(once, is_record=True) == once


def test_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.md", tmp_path / "a.md"
    target.write_bytes(b"a\r\n")
    target.chmod(0o640)
    link.symlink_to(target)
    fix = plan_fix(make_task(link))
    assert fix is not None
    write_fix(fix)
    assert target.read_bytes() == b"a\n"
    assert target.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["a.md", "target.md"]


@pytest.mark.parametrize("data", ["日本語\r\n".encode("cp932"), b"clean\n", b""])
def test_nothing_is_planned_for_clean_files_and_other_encodings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    assert plan_fix(make_task(path)) is None


def test_nothing_is_planned_for_what_cannot_be_read(tmp_path: Path) -> None:
    assert plan_fix(make_task(tmp_path / "gone.md")) is None

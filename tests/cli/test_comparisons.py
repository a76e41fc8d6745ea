"""`kb comparisons suggest` as an author types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_ext.cli import main
from tests.conftest import CONF, Project

TABLE = """\
| 手法 | メモリ | 料金 | オフライン |
|:---|---:|---|---|
| **LoRA** |  40GB | $3/月 | ○ |
| QLoRA[^1] | 24GB|$5/月 | ×（`API` のみ） |
| 量子化 | 8GB | 無料 | ○ |
"""
POST = f"""\
---
title: 手法の話
date: 2025-01-02
---

## 微調整の手法: 比較

[手法][ref]を表にまとめました。

{TABLE}
[^1]: 注です。

[ref]: https://example.com/

> | a | b |
> |---|---|
> | 1 | 2 |
"""
TERM = "---\nterm: 量子化\nreading: りょうしか\n---\n\n軽くする手法です。\n"


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one post and one term."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    for name, text in (("conf.py", CONF), ("posts/methods.md", POST), ("terms/quantization.md", TERM)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> int:
    return main(["comparisons", "suggest", *arguments])


def test_a_table_is_proposed_with_its_items_criteria_and_reasons(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("posts/methods.md:10:1: info[suggest.comparison] This table compares things: ")
    assert lines[1] == "    Items: LoRA, QLoRA[^1], 量子化 → quantization"
    assert lines[2] == "    Criteria: メモリ (number GB), 料金 (money USD/month), オフライン (yes or no)"
    assert "    +2 The heading '微調整の手法: 比較' speaks of comparing." in lines
    assert lines[-1] == "Files: 1, tables: 2, worth being comparisons: 1"


def test_the_report_speaks_japanese_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--lang", "ja", "posts") == 0
    assert "ものを比べている表です（行に3項目" in capsys.readouterr().out


def test_the_json_report_has_all_that_the_text_has(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "json", "posts") == 0
    report = json.loads(capsys.readouterr().out)
    (found,) = report["suggestions"]
    assert (found["path"], found["line"], found["end"]) == ("posts/methods.md", 10, 14)
    assert found["orientation"] == "items-in-rows"
    assert found["items"][2] == {"label": "量子化", "term": "quantization"}
    assert found["criteria"][0] == {"label": "メモリ", "type": "number", "unit": "GB"}
    assert found["weight"] == sum(why["weight"] for why in found["why"])
    assert report["summary"] == {"files": 1, "tables": 2, "suggested": 1}


def test_accepting_rewrites_the_table_and_shows_the_difference(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--accept", "posts/methods.md:12") == 0
    written = (folder / "posts/methods.md").read_text(encoding="utf-8")
    opening = '```{kb:comparison} methods\n:caption: "微調整の手法: 比較"\n\n'
    assert written == POST.replace(TABLE, f"{opening}{TABLE}```\n")
    assert "+```{kb:comparison} methods\n" in capsys.readouterr().out
    assert run("--accept", "posts/methods.md:10") == 1


def test_a_key_that_another_page_has_is_not_taken_again(folder: Path) -> None:
    (folder / "index.md").write_text(f"# x\n\n```{{kb:comparison}} methods\n\n{TABLE}```\n", encoding="utf-8")
    assert run("--accept", "posts/methods.md:10:1") == 0
    assert "{kb:comparison} methods-2\n" in (folder / "posts/methods.md").read_text(encoding="utf-8")


def test_several_tables_of_a_file_are_accepted_by_the_lines_it_had(folder: Path) -> None:
    post = POST.replace("> | a |", f"後の表です。\n\n{TABLE}\n> | a |")
    (folder / "posts/methods.md").write_text(post, encoding="utf-8")
    assert run("--accept", "posts/methods.md:10", "--accept", "posts/methods.md:22") == 0
    written = (folder / "posts/methods.md").read_text(encoding="utf-8")
    assert written.count(f"\n\n{TABLE}```\n") == 2
    assert "{kb:comparison} methods\n" in written
    assert "{kb:comparison} methods-2\n" in written


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("posts/methods.md:20", "The table stands in a list or a quotation, where no directive can be."),
        ("posts/methods.md:3", "There is no table on this line; there are some on 10, 20."),
        ("terms/quantization.md:1", "There is no table in this file outside code and directives."),
        ("posts/methods.md", "--accept must be PATH:LINE."),
        ("conf.py:1", "This is no Markdown file."),
        ("posts/none.md:1", "The file cannot be read: No such file or directory."),
        ("_build/x.md:1", "This file is no page of the site: conf.py excludes it."),
        ("posts/sjis.md:1", "The file is not UTF-8; import it first."),
    ],
)
def test_what_cannot_be_accepted_is_refused_with_its_reason(
    place: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "conf.py").write_text(f'{CONF}exclude_patterns = ["_build"]\n', encoding="utf-8")
    (folder / "posts/sjis.md").write_bytes("| 甲 | 乙 |\n|---|---|\n".encode("shift_jis"))
    assert run("--accept", place) == 1
    assert capsys.readouterr().err.startswith(f"{place}: {message}")
    assert (folder / "posts/methods.md").read_text(encoding="utf-8") == POST


def test_paths_beside_accept_are_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("posts", "--accept", "posts/methods.md:10") == 2
    assert "leave out PATH" in capsys.readouterr().err


def test_a_missing_path_is_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("none") == 2
    assert "'none' does not exist." in capsys.readouterr().err


def test_an_accepted_table_builds_without_a_warning(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    post = project.write("posts/methods.md", POST)
    files = {"index.md": "# 入口\n", "terms/quantization.md": TERM, "conf.py": CONF}
    for name, text in files.items():
        project.write(name, text)
    assert run("--accept", f"{post}:10") == 0
    result = project.build()
    assert result.warnings == []
    page = result.read("posts/methods.html")
    assert 'data-comparison="methods"' in page
    assert "微調整の手法: 比較" in page
    assert page.count('<th scope="row"') == 3

"""`kb terms suggest` as an author types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_ext.cli import main
from tests.conftest import CONF, Project

POST = """\
---
title: 手法の話
date: 2025-01-02
tags: [画像生成]
---

## 手法

連合学習（Federated Learning）とは、データを*集めず*に学ぶ手法のことです。量子化（Quantization）も使います。

- **混合エキスパート（Mixture of Experts, MoE）**：一部の専門家だけを動かす仕組みです。
"""
TERM = "---\nterm: 量子化\nreading: りょうしか\nenglish: Quantization\n---\n\n軽くする手法です。\n"


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with one post and one term."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr("kb_ext.cli.term_acceptance.guess_reading", lambda name: "")
    for name, text in (("conf.py", CONF), ("posts/a.md", POST), ("terms/quantization.md", TERM)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> int:
    return main(["terms", "suggest", *arguments])


def test_candidates_are_listed_with_their_reasons_and_places(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    lines = capsys.readouterr().out.splitlines()
    told = "混合エキスパート (Mixture of Experts, MoE): named 2 times in 1 files"
    assert lines[0].startswith(f"posts/a.md:11:1: info[suggest.term] {told}")
    assert "    Its abbreviation is spelled out. Files: 1" in lines
    assert any("連合学習 (Federated Learning)" in line for line in lines)
    assert not any("量子化" in line for line in lines)
    assert lines[-1] == "Files: 1, candidates: 2, shown: 2"


def test_the_limit_and_the_json_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "json", "--limit", "1", "posts") == 0
    report = json.loads(capsys.readouterr().out)
    (found,) = report["candidates"]
    assert (found["name"], found["english"], found["abbreviation"]) == (
        "混合エキスパート",
        "Mixture of Experts",
        "MoE",
    )
    assert found["meaning"] == "一部の専門家だけを動かす仕組みです"
    assert found["evidence"][0]["path"] == "posts/a.md"
    assert report["summary"] == {"files": 1, "candidates": 2, "shown": 1}


def test_the_report_speaks_japanese_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--lang", "ja", "posts") == 0
    assert "略語の元の形が書かれています。 ファイル: 1" in capsys.readouterr().out


def test_accepting_begins_a_draft_with_its_source(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--accept", "moe", "--reading", "こんごうえきすぱーと") == 0
    assert capsys.readouterr().out == "terms/moe.md\n"
    written = (folder / "terms/moe.md").read_text(encoding="utf-8")
    for line in (
        "term: 混合エキスパート",
        "reading: こんごうえきすぱーと",
        "english: Mixture of Experts",
        "abbreviation: MoE",
        "source: [posts/a]",
        "一部の専門家だけを動かす仕組みです",
    ):
        assert line in written.splitlines()
    assert "```{caution}\n下書きです。" in written


def test_a_missing_reading_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--accept", "連合学習") == 0
    said = capsys.readouterr()
    assert said.out == "terms/federated-learning.md\n"
    assert "Add 'reading:' to 'terms/federated-learning.md'" in said.err


def test_an_accepted_term_is_no_candidate_any_more(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--accept", "連合学習", "--reading", "れんごうがくしゅう") == 0
    assert run("--accept", "混合エキスパート", "--reading", "こんごうえきすぱーと") == 0
    capsys.readouterr()
    assert run() == 0
    assert capsys.readouterr().out == "Files: 1, candidates: 0, shown: 0\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--accept", "量子化"), 1, "'量子化' is none of the candidates."),
        (("--reading", "あ"), 2, "--reading and --slug go with one --accept."),
        (("none",), 2, "'none' does not exist."),
        (("--accept", "連合学習", "--slug", "quantization"), 1, "'terms/quantization.md' exists."),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...],
    code: int,
    message: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(*arguments) == code
    assert message in capsys.readouterr().err


def test_an_accepted_term_builds_without_a_warning(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in {"index.md": "# 入口\n", "posts/a.md": POST, "conf.py": CONF}.items():
        project.write(name, text)
    source = project.root / "source"
    monkeypatch.chdir(source)
    assert run("--accept", "連合学習", "--reading", "れんごうがくしゅう") == 0
    result = project.build()
    assert result.warnings == []
    page = result.read("terms/federated-learning.html")
    assert "データを集めずに学ぶ手法のことです" in page
    assert "下書きです" in page

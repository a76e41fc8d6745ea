"""`kb check` as an author types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb_ext.check.setting import find_settings
from kb_ext.cli import main

CLEAN = "---\ntitle: 題\n---\n\n本文。\n"
WARNED = "---\ntitle: 題\n---\n\n[他](b.md)\n"
FAILED = "---\ntitle: 失\ufffd\n---\n\n本文。\n"
HINTED = "---\ntitle: 題\ntoc: true\n---\n\n本文。\n"
LINE = (
    "a.md:5:5: warning[link.dead] The link target 'b.md' does not exist on this site. "
    "Link to an existing page."
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str | bytes, name: str = "a.md") -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def run(*arguments: str) -> int:
    return main(["check", "--lang", "en", *arguments])


@pytest.mark.parametrize(
    ("text", "code", "strict"), [(CLEAN, 0, 0), (HINTED, 0, 0), (WARNED, 0, 1), (FAILED, 1, 1)]
)
def test_exit_code_follows_the_severity(text: str, code: int, strict: int) -> None:
    path = write(text)
    assert (run(path), run("--strict", path)) == (code, strict)


def test_strict_may_stand_in_the_settings() -> None:
    write("[tool.kb]\nstrict = true\n", "pyproject.toml")
    assert run(write(WARNED)) == 1


def test_findings_are_lines_and_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    run(write(WARNED))
    assert capsys.readouterr().out.splitlines() == [LINE, "Files: 1, errors: 0, warnings: 1, hints: 0"]


def test_without_a_path_the_folder_of_conf_py_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    write("", "docs/conf.py")
    write(WARNED, "docs/posts/a.md")
    write(WARNED, "other/b.md")
    assert run() == 0
    assert capsys.readouterr().out.splitlines() == [
        f"docs/posts/{LINE}",
        "Files: 1, errors: 0, warnings: 1, hints: 0",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["gone.md"],
        ["a.md", "--format", "xml"],
        ["a.md", "--lang", "fr"],
        ["a.md", "--unknown"],
        ["--list-codes", "--format", "sarif"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    write(CLEAN)
    assert run(*arguments) == 2
    assert capsys.readouterr().err != ""


def test_json_says_everything(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json", write(WARNED))
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "problems": [
            {
                "path": "a.md",
                "line": 5,
                "column": 5,
                "severity": "warning",
                "code": "link.dead",
                "message": "The link target 'b.md' does not exist on this site.",
                "hint": "Link to an existing page.",
            }
        ],
        "summary": {"files": 1, "errors": 0, "warnings": 1, "hints": 0},
    }


def test_github_commands_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "github", write("---\ntitle: 題\n---\n\n[他](b%25,c:d.md)\n", "50%,x.md"))
    assert capsys.readouterr().out == (
        "::warning file=50%25%2Cx.md,line=5,col=5,title=kb link.dead::"
        "The link target 'b%2525,c:d.md' does not exist on this site. Link to an existing page.\n"
    )


def test_hints_are_notices_on_github(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "github", write(HINTED))
    assert capsys.readouterr().out.startswith(
        "::notice file=a.md,line=3,col=1,title=kb front-matter.needless-key::"
    )


def test_sarif_names_rule_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "sarif", write(WARNED, "記事 1.md"))
    log = json.loads(capsys.readouterr().out)
    (result,) = log["runs"][0]["results"]
    driver = log["runs"][0]["tool"]["driver"]
    assert (log["version"], driver["name"], log["runs"][0]["columnKind"]) == (
        "2.1.0",
        "kb",
        "unicodeCodePoints",
    )
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "link.dead"
    assert result["level"] == "warning"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "%E8%A8%98%E4%BA%8B%201.md"},
                "region": {"startLine": 5, "startColumn": 5},
            }
        }
    ]
    assert all(rule["fullDescription"]["text"] for rule in driver["rules"])


def test_codes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--list-codes") == 0
    lines = capsys.readouterr().out.splitlines()
    (index,) = (number for number, line in enumerate(lines) if line.startswith("link.dead "))
    assert lines[index].split()[:2] == ["link.dead", "warning"]
    assert lines[index + 1].strip() == "A relative or root-relative link with no page behind it."


def test_codes_are_listed_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--list-codes", "--format", "json") == 0
    codes = {entry["code"]: entry for entry in json.loads(capsys.readouterr().out)["codes"]}
    assert codes["link.dead"] == {
        "code": "link.dead",
        "severity": "warning",
        "message": "The link target '{target}' does not exist on this site.{suggestion}",
        "hint": "Link to an existing page.",
        "description": "A relative or root-relative link with no page behind it.",
    }


def test_fix_shows_what_it_did_and_reports_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    path = write(WARNED.replace("\n", "\r\n"))
    clean = write(CLEAN.replace("題", "別"), "b.md")
    before = Path(clean).stat().st_mtime_ns
    assert run("--fix", path, clean) == 0
    out = capsys.readouterr().out
    assert out.startswith("--- a.md\n+++ a.md\n@@ -1,5 +1,5 @@\n----\r\n")
    assert out.endswith("Files: 2, errors: 0, warnings: 0, hints: 0\n")
    assert Path(path).read_bytes() == WARNED.encode()
    assert Path(clean).stat().st_mtime_ns == before


def test_without_fix_nothing_is_written() -> None:
    path = write(CLEAN.replace("\n", "\r\n"))
    run(path)
    assert Path(path).read_bytes() == CLEAN.replace("\n", "\r\n").encode()


def test_fix_leaves_a_report_for_machines_whole(capsys: pytest.CaptureFixture[str]) -> None:
    run("--fix", "--format", "json", write(CLEAN.replace("\n", "\r\n")))
    captured = capsys.readouterr()
    assert json.loads(captured.out)["problems"] == []
    assert captured.err.startswith("--- a.md\n+++ a.md\n")


def test_settings_are_read_anew_for_each_project() -> None:
    assert find_settings(Path("one")) == find_settings(Path("two"))


def run_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)


def test_the_command_runs_as_a_process() -> None:
    result = run_process("-m", "kb_ext", "check", write(WARNED))
    assert (result.returncode, result.stdout.splitlines()[0], result.stderr) == (0, LINE, "")


def test_a_check_loads_neither_sphinx_nor_what_one_file_does_not_need() -> None:
    write(CLEAN)
    heavy = "{'sphinx', 'docutils', 'myst_parser', 'multiprocessing', 'concurrent', 'asyncio'}"
    code = (
        "import sys, kb_ext.cli; kb_ext.cli.main(['check', 'a.md']);"
        f"print(sorted({heavy} & {{name.partition('.')[0] for name in sys.modules}}))"
    )
    assert run_process("-c", code).stdout.splitlines()[-1] == "[]"

"""`kb import` as an author types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb_ext.cli import main

POST = "---\ntitle: 題名\nauthor: 甲\n---\n\n本文です。\n"
CLEAN = "---\ntitle: 題名\nauthors: [甲]\n---\n\n本文です。\n"


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "src").mkdir()
    return tmp_path


def write(name: str, text: str | bytes = POST) -> str:
    path = Path("src", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path.as_posix()


def run(*arguments: str) -> int:
    return main(["import", *arguments, "--into", "posts"])


def list_posts() -> list[str]:
    return sorted(path.name for path in Path("posts").iterdir()) if Path("posts").exists() else []


def test_a_post_is_written_and_every_repair_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write("a.md")) == 0
    assert (folder / "posts" / "a.md").read_text(encoding="utf-8") == CLEAN
    assert capsys.readouterr().out.splitlines() == [
        "posts/a.md  imported, 1 repair",
        "  src/a.md:3:1: info[import.front-matter] 'author' is written 'authors'.",
        "1 files: 1 imported, 0 unchanged, 0 refused, 1 repair",
    ]


def test_importing_the_result_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(write("a.md"))
    capsys.readouterr()
    assert run("posts/a.md") == 0
    assert capsys.readouterr().out.startswith("posts/a.md  unchanged\n")


def test_an_existing_file_is_kept_unless_force_is_used(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write("a.md")
    (folder / "posts").mkdir()
    target = folder / "posts" / "a.md"
    target.write_text("別の内容\n", encoding="utf-8")
    assert run(source) == 1
    assert target.read_text(encoding="utf-8") == "別の内容\n"
    refusal = "error[import.exists] 'posts/a.md' exists and is different. Use --force to replace it."
    assert capsys.readouterr().err == f"src/a.md:1:1: {refusal}\n"
    assert run(source, "--force") == 0
    assert target.read_text(encoding="utf-8") == CLEAN


def test_a_dry_run_shows_the_differences_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(write("a.md"), "--dry-run") == 0
    out = capsys.readouterr().out
    assert "posts/a.md  would be imported, 1 repair\n" in out
    assert "--- src/a.md\n+++ posts/a.md\n" in out
    assert "-author: 甲\n+authors: [甲]\n" in out
    assert list_posts() == []


def test_folders_are_searched_for_markdown_but_hidden_ones_are_not(folder: Path) -> None:
    for name in ("b.md", "sub/a.markdown", "sub/c.txt", ".git/d.md", "e.MD"):
        write(name)
    assert run("src") == 0
    assert list_posts() == ["a.md", "b.md", "e.md"]


def test_a_text_file_is_imported_by_its_name(folder: Path) -> None:
    assert run(write("note.txt")) == 0
    assert list_posts() == ["note.md"]


def test_one_bad_file_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    good, blank = write("good.md"), write("blank.md", "\n \n")
    binary = write("picture.md", bytes(range(256)) * 10)
    assert run("gone.md", blank, binary, "empty", good, os.devnull) == 1
    assert list_posts() == ["good.md"]
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        "gone.md:1:1: error[import.missing] The file does not exist.",
        "empty:1:1: error[import.no-posts] There are no Markdown files in this folder.",
        "src/blank.md:1:1: error[import.empty] The file is empty.",
        "src/picture.md:1:1: error[import.not-text] The file is not text.",
        f"{os.devnull}:1:1: error[import.no-file] This is not a regular file.",
    ]
    assert captured.out.endswith("6 files: 1 imported, 0 unchanged, 5 refused, 1 repair\n")


def test_names_that_are_no_ascii_get_a_slug_and_are_remembered(folder: Path) -> None:
    assert run(write("2025-01-31-生成AIと検索.md")) == 0
    assert list_posts() == ["2025-01-31-ai.md"]
    text = (folder / "posts" / "2025-01-31-ai.md").read_text(encoding="utf-8")
    assert "date: 2025-01-31\n" in text
    assert "extra:\n  imported_from: 2025-01-31-生成AIと検索\n" in text


def test_two_files_of_one_name_are_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("x/a.md")
    write("y/a.md", POST.replace("本文", "別の本文"))
    assert run("src") == 0
    assert list_posts() == ["a-y.md", "a.md"]
    assert "src/y/a.md:1:1: info[import.file-name] 'a' is taken by src/x/a.md; the file becomes 'a-y'." in (
        capsys.readouterr().out
    )


def test_links_between_imported_posts_lead_to_their_files(folder: Path) -> None:
    write("2025-01-31-一つ目.md")
    write("2025-02-01-b.md", f"{POST}\n[前](/2025/01/31/一つ目/) [他](/2025/01/30/c/)\n")
    assert run("src") == 0
    first = next(name for name in list_posts() if name != "2025-02-01-b.md")
    text = (folder / "posts" / "2025-02-01-b.md").read_text(encoding="utf-8")
    assert text.endswith(f"\n[前]({first}) 他\n")


def test_links_lead_to_posts_that_were_imported_before(folder: Path) -> None:
    run(write("2025-01-31-a.md"))
    assert run(write("b.md", f"{POST}\n[前](/2025/01/31/a/)\n")) == 0
    assert "[前](2025-01-31-a.md)" in (folder / "posts" / "b.md").read_text(encoding="utf-8")


def test_a_report_for_machines_says_the_same(folder: Path) -> None:
    source = write("a.md", f"{POST}\n[他](/dead/)\n".encode("cp932"))
    assert run(source, "gone.md", "--report", "report.json") == 1
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["summary"] == {
        "files": 2,
        "imported": 1,
        "unchanged": 0,
        "refused": 1,
        "repaired": 3,
        "found": 0,
    }
    gone, file = report["files"]
    assert gone["error"] == {"code": "missing", "message": "The file does not exist."}
    assert (file["source"], file["target"], file["status"]) == ("src/a.md", "posts/a.md", "imported")
    assert file["encoding"] == "cp932"
    assert [(repair["pass"], repair["kind"], repair["line"]) for repair in file["repairs"]] == [
        ("decoding", "repaired", 1),
        ("front-matter", "repaired", 3),
        ("links", "repaired", 8),
    ]
    assert file["repairs"][2]["removed"] == "[](/dead/)"


def test_a_report_that_cannot_be_written_is_a_message(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(write("a.md"), "--report", "no/such/folder.json") == 1
    assert "no/such/folder.json:1:1: error[import.report]" in capsys.readouterr().err


def test_a_target_that_cannot_be_written_is_a_message(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "posts" / "a.md").mkdir(parents=True)
    assert run(write("a.md")) == 1
    assert "error[import.unwritable] 'posts/a.md' cannot be written" in capsys.readouterr().err


def test_the_name_can_be_chosen(folder: Path) -> None:
    assert run(write("変な名前.txt"), "--name", "2025-01-31-good-name.md") == 0
    assert list_posts() == ["2025-01-31-good-name.md"]
    assert "imported_from" not in (folder / "posts" / "2025-01-31-good-name.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.md", "b.md", "--name", "x"],
        ["src", "--name", "x"],
        ["a.md", "--name", "日本語"],
        ["a.md", "--name", "../x"],
        ["--dry-run"],
        ["a.md", "--lang", "fr"],
        ["a.md", "--unknown"],
    ],
)
def test_wrong_usage_is_told(folder: Path, arguments: list[str]) -> None:
    assert run(*arguments) == 2


def test_a_file_in_place_of_the_folder_is_wrong_usage(folder: Path) -> None:
    (folder / "posts").write_text("", encoding="utf-8")
    assert run(write("a.md")) == 2


def test_residue_is_dropped_only_on_request(folder: Path) -> None:
    source = write("a.md", f"{POST}\n次はそれをご希望ですか？\n")
    run(source)
    assert "ご希望" in (folder / "posts" / "a.md").read_text(encoding="utf-8")
    assert run(source, "--drop-chat-residue", "--force") == 0
    assert (folder / "posts" / "a.md").read_text(encoding="utf-8") == CLEAN


def test_help_lists_the_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--help"]) == 0
    assert "repeats             Drops sections and paragraphs that stood earlier" in capsys.readouterr().out


def run_process(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kb_ext", *arguments]
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": root, **environ}
    )


def test_the_module_can_be_run_and_a_poor_terminal_shows_codes(folder: Path) -> None:
    result = run_process("import", write("語.md"), "--into", "posts", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert result.returncode == 0
    assert b"\\u8a9e" in result.stdout
    assert result.stderr == b""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_a_file_name_that_is_no_utf8_is_imported(folder: Path) -> None:
    path = os.fsencode(folder / "src") + b"/\x83e\x83X\x83g.md"
    with open(path, "wb") as file:
        file.write(POST.encode())
    result = run_process("import", "src", "--into", "posts", "--report", "report.json", LC_ALL="C.UTF-8")
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(list_posts()) == 1


def test_start_up_imports_nothing_that_is_not_needed(folder: Path) -> None:
    heavy = "{'yaml', 'markdown_it', 'sphinx'}"
    code = f"import sys, kb_ext.cli; kb_ext.cli.main(['--help']); print(sorted({heavy} & set(sys.modules)))"
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ
    )
    assert result.stdout.endswith("[]\n")

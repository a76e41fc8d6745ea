"""`kb new` as an author types it."""

from __future__ import annotations

import json
import re
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from kb_ext.cli import main
from kb_ext.core.code import SourceCode
from kb_ext.core.problem import Problem
from tests.conftest import Project

CONF = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\n'
ROOT = Path(__file__).parents[2]


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with its conf.py in docs/, on a day that does not change, with an author."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756630800")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "gitconfig").write_text("[user]\n\tname = 編集部\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> int:
    return main(["new", *arguments])


def read(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def list_pages() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*.md"))


def test_a_post_is_written_and_its_path_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("量子化でLLMを軽くする", "--category", "技術", "--tags", "LLM,量子化", "--tag", "軽量化") == 0
    assert capsys.readouterr().out == "docs/posts/2025-08-31-llm.md\n"
    assert read("docs/posts/2025-08-31-llm.md").startswith(
        "---\n"
        "# yaml-language-server: $schema=../_build/html/schema/post.schema.json\n"
        "title: 量子化でLLMを軽くする\n"
        "date: 2025-08-31T09:00:00+00:00\n"
        "categories: [技術]\n"
        "tags: [LLM, 量子化, 軽量化]\n"
        "authors: [編集部]\n"
        "---\n"
    )


def test_without_a_fixed_day_the_date_is_now_with_the_local_offset(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert run("Title", "--slug", "a") == 0
    finally:
        monkeypatch.undo()
        time.tzset()
    assert re.search(
        r"^date: \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+09:00$", (folder / "docs/posts/a.md").read_text(), re.M
    )


def test_a_day_can_be_given(folder: Path) -> None:
    assert run("Title", "--date", "2024-02-29") == 0
    assert "\ndate: 2024-02-29\n" in read("docs/posts/2024-02-29-title.md")


def test_nobody_is_the_author_where_git_knows_none(folder: Path) -> None:
    (folder / "gitconfig").unlink()
    assert run("Title") == 0
    assert "authors" not in read("docs/posts/2025-08-31-title.md")


def test_nobody_is_the_author_without_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert run("Title") == 0
    assert "authors" not in read("docs/posts/2025-08-31-title.md")


def test_the_author_of_the_repository_goes_before_the_global_one(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "config", "user.name", "乙"], check=True)
    run("Title")
    assert "\nauthors: [乙]\n" in read("docs/posts/2025-08-31-title.md")
    run("Title", "--author", "丙", "--slug", "b")
    assert "\nauthors: [丙]\n" in read("docs/posts/b.md")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "2025-08-31-hello-world"),
        ("ＡＩ入門", "2025-08-31-ai"),
        ("C++とC#", "2025-08-31-c-plus-plus-c-sharp"),
        ("index", "2025-08-31-index"),
        ("con", "2025-08-31-con"),
    ],
)
def test_the_name_keeps_the_ascii_of_the_title(folder: Path, title: str, slug: str) -> None:
    assert run(title) == 0
    assert list_pages() == [f"docs/posts/{slug}.md"]


@pytest.mark.parametrize(
    "title", ["量子化", "…", "🧠", "'; rm -rf /", "../../etc/passwd", "<b>&amp;", "題\n名", "題\udcff"]
)
def test_any_title_gets_a_safe_name_inside_the_folder(folder: Path, title: str) -> None:
    assert run(title) == 0
    (page,) = list_pages()
    assert re.fullmatch(r"docs/posts/2025-08-31-[a-z0-9-]+\.md", page)


def test_the_name_is_the_same_every_time(folder: Path) -> None:
    run("量子化", "--into", "a")
    run("量子化", "--into", "b")
    assert Path(list_pages()[0]).name == Path(list_pages()[1]).name


@pytest.mark.parametrize(
    "existing", ["docs/posts/2025-08-31-title.md", "docs/posts/old/2025-08-31-TITLE.markdown"]
)
def test_a_name_that_exists_below_the_folder_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], existing: str
) -> None:
    Path(existing).parent.mkdir(parents=True)
    Path(existing).write_text("別の内容\n", encoding="utf-8")
    assert run("Title") == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (
        "",
        f"kb new: '{existing}' exists. Choose another name with --slug.\n",
    )
    assert read(existing) == "別の内容\n"
    assert list_pages() == [path for path in [existing] if path.endswith(".md")]


def test_a_term_is_named_by_its_ascii_name_else_by_its_english(folder: Path) -> None:
    assert run("term", "RAG", "--reading", "ラグ", "--english", "Retrieval-Augmented Generation") == 0
    assert (
        run("term", "量子化", "--reading", "りょうしか", "--english", "Quantization", "--category", "手法")
        == 0
    )
    assert list_pages() == ["docs/terms/quantization.md", "docs/terms/rag.md"]
    assert read("docs/terms/quantization.md").startswith(
        "---\n"
        "# yaml-language-server: $schema=../_build/html/schema/term.schema.json\n"
        "term: 量子化\n"
        "reading: りょうしか\n"
        "english: Quantization\n"
        "category: 手法\n"
        "---\n"
    )


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        (("プロンプト",), "puronputo"),
        (("AIエージェント",), "aiejento"),
        (("推論", "--reading", "すいろん"), "suiron"),
    ],
)
def test_a_japanese_term_is_named_by_its_sound(folder: Path, arguments: tuple[str, ...], slug: str) -> None:
    assert run("term", *arguments) == 0
    assert list_pages() == [f"docs/terms/{slug}.md"]


def test_a_term_is_never_the_page_of_its_folder(folder: Path) -> None:
    assert run("term", "Index") == 0
    assert list_pages() == ["docs/terms/index-term.md"]


def test_a_comparison_has_its_items_and_criteria(folder: Path) -> None:
    assert run("comparison", "LLMの比較", "--item", "GPT", "--item", "Llama", "--criterion", "価格") == 0
    text = read("docs/comparisons/llm.md")
    assert (
        "```{kb:comparison} llm\n:as-of: 2025-08-31\n:orientation: items-in-rows\n\n"
        "| 項目 | 価格 |\n| --- | --- |\n| GPT | … |\n" in text
    )


def test_a_word_for_a_kind_can_be_a_title(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("term") == 2
    assert "'kb new post term' begins a post." in capsys.readouterr().err
    assert run("post", "term") == 0
    assert list_pages() == ["docs/posts/2025-08-31-term.md"]


def test_the_language_can_be_english(folder: Path) -> None:
    assert run("Title", "--lang", "en") == 0
    text = read("docs/posts/2025-08-31-title.md")
    assert "\nlang: en\n" in text
    assert "\n## Introduction\n" in text


def test_the_language_of_the_site_is_that_of_the_body(folder: Path) -> None:
    (folder / "docs" / "conf.py").write_text('language = "en"\n', encoding="utf-8")
    assert run("Title") == 0
    text = read("docs/posts/2025-08-31-title.md")
    assert "\nlang:" not in text
    assert "\n## Introduction\n" in text


def test_the_folder_may_be_that_of_conf_py_or_any_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder / "docs")
    assert run("A") == 0
    assert run("B", "--into", "posts/2025") == 0
    assert capsys.readouterr().out.splitlines() == ["posts/2025-08-31-a.md", "posts/2025/2025-08-31-b.md"]
    assert "$schema=../../_build/html/schema/post.schema.json\n" in read("posts/2025/2025-08-31-b.md")


def test_names_and_addresses_in_conf_py_are_used(folder: Path) -> None:
    conf = f'{CONF}kb_post_directory = "articles"\nhtml_baseurl = "https://example.com/kb/"\n'
    (folder / "docs" / "conf.py").write_text(conf, encoding="utf-8")
    assert run("Title") == 0
    text = read("docs/articles/2025-08-31-title.md")
    assert "$schema=https://example.com/kb/schema/post.schema.json\n" in text


def test_without_conf_py_the_folder_must_be_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "docs" / "conf.py").unlink()
    assert run("Title") == 1
    assert capsys.readouterr().err.startswith("kb new: There is no conf.py here or in docs/.")
    assert run("Title", "--into", "posts") == 0
    assert "$schema" not in read("posts/2025-08-31-title.md")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [""],
        ["  "],
        ["a", "b"],
        ["term", "a", "b"],
        ["Title", "--date", "2025-02-30"],
        ["Title", "--date", "20250201"],
        ["Title", "--date", "yesterday"],
        ["Title", "--slug", "../a"],
        ["Title", "--slug", "日本語"],
        ["Title", "--slug", "index"],
        ["Title", "--reading", "よみ"],
        ["term", "RAG", "--author", "甲"],
        ["term", "RAG", "--category", "a", "--category", "b"],
        ["term", "量子化"],
        ["term", "量子化", "--reading", "量子化"],
        ["comparison", "比較", "--tags", "a"],
        ["Title", "--into", "docs/conf.py"],
        ["Title", "--lang", "fr"],
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().err
    assert list_pages() == []


def test_a_date_of_a_build_that_is_no_number_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for epoch in ("soon", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert run("Title") == 2


def test_a_folder_that_cannot_be_made_is_a_message(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "docs" / "posts").write_text("", encoding="utf-8")
    assert run("Title") == 1
    assert "'docs/posts/2025-08-31-title.md' cannot be written: " in capsys.readouterr().err


def test_a_site_of_new_pages_passes_the_check_and_builds_without_warnings(
    folder: Path, project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write("conf.py", CONF)
    project.write("index.md", "# 題\n")
    monkeypatch.chdir(project.root / "source")
    assert run("量子化でLLMを軽くする: 実践 #1", "--category", "技術", "--tags", "LLM") == 0
    assert run("term", "量子化", "--reading", "りょうしか", "--english", "Quantization") == 0
    assert run("comparison", "推論エンジンの比較", "--item", "量子化", "--criterion", "速度") == 0
    capsys.readouterr()
    assert main(["check", "posts", "terms", "comparisons"]) == 0
    captured = capsys.readouterr()
    assert [line for line in (captured.out + captured.err).splitlines() if ".md:" in line] == []
    result = project.build()
    assert result.warnings == []
    assert (result.outdir / "schema" / "post.schema.json").is_file()


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Front matter of a post"
    assert main(["schema", "--kind", "term", "--lang", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Front matter of a term"


def test_the_task_of_the_editor_understands_every_finding() -> None:
    (task,) = json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    problem = Problem(
        code=SourceCode.MISSING_TITLE, path="docs/posts/a.md", line=4, column=2, values=(("title", "甲"),)
    )
    match = re.match(pattern["regexp"], problem.render())
    assert match is not None
    places = {name: match[pattern[name]] for name in ("file", "line", "column", "severity", "code")}
    assert places == {
        "file": "docs/posts/a.md",
        "line": "4",
        "column": "2",
        "severity": "warning",
        "code": "front-matter.no-title",
    }


def test_the_hook_for_other_projects_checks_markdown() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"], hook["types"]) == ("kb-check", "kb check", ["markdown"])

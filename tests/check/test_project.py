"""Where the source directory is, which files are looked at, and what is wanted of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb_ext.check.engine import check_tasks
from kb_ext.check.project import find_project
from kb_ext.check.record import Kind
from kb_ext.check.setting import find_settings
from kb_ext.check.source import MissingPathError, guess_paths, list_tasks

Site = Callable[..., list[str]]
CONF = 'extensions = ["kb_ext"]\n'
POST = "---\ntitle: {}\n---\n\n{}\n"


def write(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_kind_follows_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "conf.py", CONF)
    names = ("posts/2025/a.md", "posts/index.md", "terms/b.md", "comparisons/c.md", "index.md", "guide/d.md")
    kinds = [find_project(tmp_path / name, tmp_path).make_task(tmp_path / name, name).kind for name in names]
    assert kinds == [Kind.POST, Kind.PAGE, Kind.TERM, Kind.COMPARISON, Kind.PAGE, Kind.PAGE]


def test_folders_of_conf_py_count_and_nothing_of_it_is_run(tmp_path: Path) -> None:
    conf = 'kb_post_directory = "articles"\nexclude_patterns = ["drafts/**"]\nraise SystemExit\n'
    write(tmp_path, "conf.py", conf)
    for name in ("articles/a.md", "drafts/b.md", "posts/c.md"):
        write(tmp_path, name)
    tasks = {task.docname: task.kind for task in list_tasks([tmp_path])}
    assert tasks == {"articles/a": Kind.POST, "posts/c": Kind.PAGE}


def test_conf_py_is_looked_for_upwards(tmp_path: Path) -> None:
    write(tmp_path, "docs/conf.py", CONF)
    (task,) = list_tasks([write(tmp_path, "docs/posts/2025/a.md")])
    assert (task.root, task.docname, task.kind) == (tmp_path / "docs", "posts/2025/a", Kind.POST)


def test_outside_a_project_files_are_posts_unless_they_define_a_term(site: Site) -> None:
    files = {
        "a.md": POST.format("題", "本文。"),
        "b.md": "---\nterm: LLM\nreading: えるえるえむ\n---\n\n語。\n",
    }
    assert site(files) == []


def test_folders_that_hold_no_sources_are_left_out(tmp_path: Path) -> None:
    for name in ("_build/a.md", ".git/b.md", "node_modules/c.md", ".hidden.md", "d.txt", "e.md", "f/g.md"):
        write(tmp_path, name)
    assert [task.docname for task in list_tasks([tmp_path])] == ["e", "f/g"]


def test_a_file_that_is_named_twice_is_checked_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md")
    assert len(list_tasks([path, tmp_path, path])) == 1


def test_a_path_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError):
        list_tasks([tmp_path / "gone.md"])


@pytest.mark.parametrize(
    ("files", "expected"), [(["docs/conf.py"], "docs"), (["conf.py", "docs/conf.py"], "."), ([], ".")]
)
def test_default_is_the_folder_of_conf_py(tmp_path: Path, files: list[str], expected: str) -> None:
    for name in files:
        write(tmp_path, name)
    assert guess_paths(tmp_path) == ((tmp_path / expected),)


def test_file_switches_codes_off_for_itself(site: Site) -> None:
    text = "---\ntitle: {}\nkb: {{ignore: [{}]}}\n---\n\n##a [b](c.md)\n"
    assert site({"a.md": text.format(1, "link.dead"), "b.md": text.format(2, "markdown")}) == [
        "a.md:6:1 markdown.space",
        "b.md:6:9 link.dead",
    ]


def test_unknown_code_in_a_file_is_reported_at_its_place(site: Site) -> None:
    assert site({"a.md": "---\ntitle: 題\nkb: {ignore: [link.daed], x: 1}\n---\n\n本文。\n"}) == [
        "a.md:3:15 config.setting",
        "a.md:3:27 config.setting",
    ]


def test_project_switches_codes_off(site: Site) -> None:
    files = {
        "pyproject.toml": '[tool.kb]\nignore = ["link.dead"]\nper-file-ignores = {"old/*" = ["markdown"]}\n',
        "a.md": POST.format(1, "##a [b](c.md)"),
        "old/b.md": POST.format(2, "##a [b](c.md)"),
    }
    assert site(files) == ["a.md:5:1 markdown.space"]


def test_what_is_wrong_with_the_settings_is_reported_once(site: Site) -> None:
    settings = (
        '[project]\nname = "x"\n\n[tool.kb]\nignore = ["link.dead", "nope"]\nstrikt = true\nstrict = "yes"\n'
    )
    files = {"pyproject.toml": settings, "a.md": POST.format(1, "本文。"), "b.md": POST.format(2, "本文。")}
    assert site(files) == [
        "pyproject.toml:5:25 config.setting",
        "pyproject.toml:6:1 config.setting",
        "pyproject.toml:7:11 config.setting",
    ]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("[tool.kb\n", "pyproject.toml:1:9 file.unreadable"),
        ("tool = 3\n", "pyproject.toml:1:1 file.unreadable"),
        ("[tool]\nkb = 3\n", "pyproject.toml:2:6 config.setting"),
        ('[tool.kb]\nignore = "link.dead"\n', "pyproject.toml:2:11 config.setting"),
        ("[tool.kb]\nper-file-ignores = []\n", "pyproject.toml:2:20 config.setting"),
        ("[tool.kb]\nstale_after = -1\n", "pyproject.toml:2:15 config.setting"),
        ("[tool.kb]\nstale-after = true\n", "pyproject.toml:2:1 config.setting"),
    ],
)
def test_damaged_settings_are_a_finding(site: Site, settings: str, place: str) -> None:
    assert site({"pyproject.toml": settings, "a.md": POST.format(1, "本文。")}) == [place]


def test_strict_is_read(tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", "[tool.kb]\nstrict = true\n")
    assert find_settings(tmp_path / "docs").strict


def test_project_wants_dates_of_comparisons_and_says_what_is_old(site: Site, tmp_path: Path) -> None:
    table = "```{kb:comparison}\n:as-of: 2025-01-01\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n"
    files = {
        "conf.py": CONF + "kb_stale_after = 900\n",
        "comparisons/a.md": table,
        "comparisons/b.md": table.replace(":as-of: 2025-01-01\n\n", ""),
    }
    files["pyproject.toml"] = "[tool.kb]\nrequire_as_of = true\nstale-after = 30\n"
    assert site(files) == ["comparisons/b.md:4:3 comparison.as-of"]
    old = check_tasks(list_tasks([tmp_path]), today=date(2025, 3, 1)).problems
    assert [problem.code.public for problem in old] == ["comparison.stale", "comparison.as-of"]

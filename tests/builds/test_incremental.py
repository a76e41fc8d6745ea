"""An incremental build equals a clean one, writes only what changed, and does not depend on the jobs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CONF, Project, Result

INDEX = "# ホーム\n\n```{kb:posts}\n:limit: 3\n```\n\n```{toctree}\nguide\n```\n"
COMPARISON = """---
title: 比較
---

```{kb:comparison} tools
:caption: 道具の比較
:as-of: 2025-01-01
:source: posts/p1

| 道具 | 長所 |
| --- | --- |
| 用語二 | 速い |
```
"""


def make_post(number: int, body: str = "本文です。") -> str:
    tags = f"[共通, 札{number % 3}]"
    return (
        f"---\ntitle: 記事{number}\ndate: 2025-0{number}-01\ncategories: [分類{number % 2}]\n"
        f"tags: {tags}\nauthor: 著者\n---\n\n## 節\n\n{body}\n"
    )


def make_term(name: str, definition: str) -> str:
    return f"---\nterm: {name}\nreading: ようご\n---\n\n{definition}\n"


POST_TERM = "terms:\n  - {term: 記事の用語, slug: posted, reading: きじのようご, definition: 説明。}\n"

STOPPING = """
import os, signal

def setup(app):
    event, _, count = os.environ.get("KB_KILL_AT", "").partition(":")
    seen = []

    def on_event(*arguments):
        seen.append(event)
        if len(seen) == int(count):
            os.kill(os.getpid(), signal.SIGKILL)

    if event:
        app.connect(event, on_event, priority=900)
"""

GUIDE = """# 手引き

用語一の説明。{kb:term}`two`も{term}`用語一`も参照。

```{kb:terms}
:category: 甲
```

```{kb:glossary}
```
"""
FILES = {
    "index.md": INDEX,
    "guide.md": GUIDE,
    **{f"posts/p{number}.md": make_post(number) for number in range(1, 7)},
    "posts/p2.md": make_post(2).replace("author:", f"{POST_TERM}author:"),
    "posts/p7.md": make_post(7, "用語一と用語二と記事の用語を使う。{kb:post}`p1`と[節](p4.md#節)を参照。"),
    "terms/one.md": make_term("用語一", "一つ目の定義である。"),
    "terms/two.md": make_term("用語二", "二つ目の定義である。用語一と関係する。"),
    "comparisons/tools.md": COMPARISON,
}


def edit_body(project: Project) -> None:
    project.write("posts/p4.md", make_post(4, "書き直した本文。用語二が出てくる。"))


def move_heading(project: Project) -> None:
    project.write("posts/p4.md", make_post(4).replace("## 節", "## 前の節\n\n文。\n\n## 節"))


def edit_title(project: Project) -> None:
    project.write("posts/p1.md", make_post(1).replace("記事1", "改題した記事"))


def edit_tags(project: Project) -> None:
    project.write("posts/p2.md", make_post(2).replace("札2", "新しい札"))


def add_post(project: Project) -> None:
    project.write("posts/new/p8.md", make_post(8, "用語一の新しい記事。"))


def delete_post(project: Project) -> None:
    project.remove("posts/p3.md")


def rename_post(project: Project) -> None:
    project.remove("posts/p5.md")
    project.write("posts/renamed.md", make_post(5))


def change_term(project: Project) -> None:
    project.write("terms/one.md", make_term("用語一", "改めた定義である。"))


def rename_term(project: Project) -> None:
    project.write("terms/two.md", make_term("別の名前", "二つ目の定義である。"))


def add_term(project: Project) -> None:
    project.write("terms/three.md", make_term("本文", "記事の中身である。"))


def delete_term(project: Project) -> None:
    project.remove("terms/one.md")


def change_guide_title(project: Project) -> None:
    project.write("guide.md", "# 新しい手引き\n\n説明。\n")


def hide_post(project: Project) -> None:
    project.write("posts/p6.md", make_post(6).replace("author:", "draft: true\nauthor:"))


def change_comparison(project: Project) -> None:
    project.write("comparisons/tools.md", COMPARISON.replace("速い", "とても速い"))


def change_relation(project: Project) -> None:
    project.write("terms/one.md", FILES["terms/one.md"].replace("reading", "broader: [two]\nreading"))


def change_names(project: Project) -> None:
    project.write("terms/one.md", FILES["terms/one.md"].replace("reading", "aliases: [One, 共通]\nreading"))


def replace_term(project: Project) -> None:
    project.write("terms/two.md", make_term("用語二", "定義。").replace("reading", "see: one\nreading"))


def change_category(project: Project) -> None:
    project.write("terms/two.md", FILES["terms/two.md"].replace("reading", "category: 甲\nreading"))


def add_term_that_names_a_tag(project: Project) -> None:
    project.write("terms/tag.md", make_term("札1", "札である。"))


def add_term_of_a_post(project: Project) -> None:
    project.write("posts/p4.md", make_post(4).replace("author:", f"{POST_TERM}author:"))


def change_term_of_a_post(project: Project) -> None:
    project.write("posts/p2.md", make_post(2).replace("author:", f"{POST_TERM}author:").replace("説明", "別"))


def delete_term_of_a_post(project: Project) -> None:
    project.write("posts/p2.md", make_post(2))


def move_term_of_a_post_to_a_file(project: Project) -> None:
    project.write("terms/posted.md", make_term("記事の用語", "ファイルの定義である。"))


def explain_term(project: Project) -> None:
    project.write("posts/p4.md", make_post(4, "用語二とは、この記事で説明する事柄のことである。"))


def delete_term_that_is_referred_to(project: Project) -> None:
    project.remove("terms/two.md")
    project.write("guide.md", "# 手引き\n\n用語一の説明。\n")


EDITS = [
    edit_body,
    move_heading,
    edit_title,
    edit_tags,
    add_post,
    delete_post,
    rename_post,
    change_term,
    rename_term,
    add_term,
    delete_term,
    change_guide_title,
    hide_post,
    change_comparison,
    change_relation,
    change_names,
    replace_term,
    change_category,
    add_term_that_names_a_tag,
    add_term_of_a_post,
    change_term_of_a_post,
    delete_term_of_a_post,
    move_term_of_a_post_to_a_file,
    explain_term,
    delete_term_that_is_referred_to,
]


def list_warnings(built: Result) -> list[str]:
    """List what a build said, by paths below the source directory."""
    return [line.rpartition("source/")[2] for line in built.warnings]


def clean_copy(project: Project, root: Path) -> Result:
    """Build the same sources from nothing."""
    fresh = Project(root)
    source = project.root / "source"
    for path in sorted(source.rglob("*")):
        if path.is_file():
            fresh.write(path.relative_to(source).as_posix(), path.read_text(encoding="utf-8"))
    return fresh.build()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_incremental_build_equals_a_clean_one(
    project: Project, tmp_path: Path, edit: Callable[[Project], None]
) -> None:
    project.build(files=FILES)
    edit(project)
    incremental = project.build()
    clean = clean_copy(project, tmp_path / "clean")
    assert list_warnings(incremental) == list_warnings(clean)
    assert incremental.digest_files() == clean.digest_files()


def test_many_edits_in_a_row_equal_a_clean_build(project: Project, tmp_path: Path) -> None:
    project.build(files=FILES)
    for edit in (edit_body, add_post, rename_term, delete_post, add_term, edit_title, delete_term):
        edit(project)
        incremental = project.build()
    assert incremental.digest_files() == clean_copy(project, tmp_path / "clean").digest_files()


def test_two_clean_builds_are_equal(project: Project, tmp_path: Path) -> None:
    first = project.build(files=FILES)
    assert clean_copy(project, tmp_path / "clean").digest_files() == first.digest_files()


def test_parallel_build_equals_a_serial_one(project: Project, tmp_path: Path) -> None:
    files = FILES | {f"posts/more{number}.md": make_post(number % 9 + 1) for number in range(20)}
    serial = project.build(files=files)
    parallel = Project(tmp_path / "parallel").build(files=files, jobs=4)
    assert parallel.warnings == serial.warnings
    assert parallel.digest_files() == serial.digest_files()


def test_rebuild_without_changes_writes_no_page(project: Project) -> None:
    before = project.build(files=FILES)
    written, digests = before.stamp_files(), before.digest_files()
    after = project.build()
    assert after.stamp_files() == written
    assert after.digest_files() == digests


def test_edit_of_a_body_writes_only_pages_that_show_it(project: Project) -> None:
    before = project.build(files=FILES).stamp_files()
    project.write("posts/p4.md", make_post(4, "書き直した本文。"))
    after = project.build().stamp_files()
    changed = {name for name in after if after[name] != before.get(name)}
    # The summary of a post without excerpt is the beginning of its text, so its listings change with it.
    listings = {
        "posts/index.html",
        "categories/分類0.html",
        "tags/共通.html",
        "tags/札1.html",
        "authors/著者.html",
    }
    archive = {"archive/2025.html", "archive/2025/04.html"}
    assert changed == {"posts/p4.html"} | listings | archive


@pytest.mark.parametrize(
    ("edit", "pages"),
    [
        (change_term, {"terms/one", "terms/two", "terms/index", "posts/p7", "guide", "index"}),
        (change_category, {"terms/two", "terms/index", "guide", "index"}),
        (change_relation, {"terms/one", "terms/two"}),
        (delete_term_of_a_post, {"posts/p2", "posts/p7", "terms/index", "guide", "index"}),
        (change_term_of_a_post, {"posts/p2", "posts/p7", "terms/posted", "terms/index", "guide", "index"}),
        (explain_term, {"posts/p4", "posts/p7", "terms/two"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_edit_of_a_term_writes_only_pages_that_show_it(
    project: Project, edit: Callable[[Project], None], pages: set[str]
) -> None:
    # Sphinx itself writes a page again whose toctree holds one that is written.
    before = project.build(files=FILES).stamp_files()
    edit(project)
    after = project.build().stamp_files()
    changed = {name.removesuffix(".html") for name in after if after[name] != before.get(name)}
    listings = ("archive/", "authors/", "categories/", "posts/index", "tags/")
    assert {name for name in changed if not name.startswith(listings)} == pages


@pytest.mark.parametrize(
    "moment",
    [
        "source-read:1",
        "doctree-read:2",
        "env-updated:1",
        "doctree-resolved:1",
        "html-page-context:1",
        "html-page-context:4",
        "html-page-context:9",
        "html-collect-pages:1",
        "build-finished:1",
    ],
)
def test_build_killed_at_any_moment_is_completed_by_the_next(tmp_path: Path, moment: str) -> None:
    project = Project(tmp_path / "killed", CONF + STOPPING)
    project.build(files=FILES)
    edit_title(project)
    change_term(project)
    delete_post(project)
    assert kill_build(project, moment) == -signal.SIGKILL
    completed = project.build()
    assert completed.digest_files() == clean_copy(project, tmp_path / "clean").digest_files()


def kill_build(project: Project, moment: str) -> int:
    """Build in a process of its own that is killed at a moment; return its exit code."""
    out = project.root / "out"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-d",
        out / "doctrees",
        project.root / "source",
        out / "html",
    ]
    environment = os.environ | {"KB_KILL_AT": moment}
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


def test_second_owner_of_a_key_takes_over_when_the_first_goes(project: Project, tmp_path: Path) -> None:
    term = make_term("同じ", "二つある。")
    other = COMPARISON.replace("速い", "遅い")
    project.build(files=FILES | {"terms/a/x.md": term, "terms/b/x.md": term, "comparisons/z.md": other})
    project.remove("terms/a/x.md")
    project.remove("comparisons/tools.md")
    incremental = project.build()
    clean = clean_copy(project, tmp_path / "clean")
    assert incremental.warnings == clean.warnings == []
    assert incremental.digest_files() == clean.digest_files()


def test_two_owners_of_a_slug_are_reported_at_both_and_of_a_key_at_the_second(project: Project) -> None:
    term = make_term("同じ", "二つある。")
    table = COMPARISON.replace("{kb:comparison} tools", "{kb:comparison}")
    files = FILES | {"terms/a/x.md": term, "terms/b/x.md": term, "comparisons/tools.md": table}
    files |= {"posts/a/tools.md": table}
    warnings = [line.rpartition("source/")[2] for line in project.build(files=files).warnings]
    assert [line.partition(": WARNING")[0] for line in warnings] == [
        "terms/a/x.md:2:7",
        "terms/b/x.md:2:7",
        "posts/a/tools.md:5:1",
    ]


def test_page_of_a_killed_build_goes_with_its_source(tmp_path: Path) -> None:
    project = Project(tmp_path / "killed", CONF + STOPPING)
    project.build(files=FILES)
    add_post(project)
    assert kill_build(project, "html-collect-pages:1") == -signal.SIGKILL
    assert (project.root / "out/html/posts/new/p8.html").exists()
    project.remove("posts/new/p8.md")
    completed = project.build()
    assert completed.digest_files() == clean_copy(project, tmp_path / "clean").digest_files()

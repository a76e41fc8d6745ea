"""A check says of comparisons what a build says, at the same places."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb_ext.check.engine import check_tasks
from kb_ext.check.source import list_tasks
from tests.conftest import CONF, Project

Site = Callable[..., list[str]]
REPORTED = re.compile(r"([\w./-]+):(\d+):(\d+): WARNING: .* \[kb\.([\w.-]+)\]$")
DATA = """criteria:
  - {key: price, label: 料金, type: money, currency: USD, better: more, kind: x}
  - {label: 対応, type: boolean}
  - 対応
items:
  - label: Ollama
    source: posts/nowhere
    as_of: いつか
    cells: {price: いろいろ, 対応: ○, pric: 3}
  - label: vLLM
    cells: [無料, たぶん, x, y]
  - {label: ollama, cells: [1]}
  - [x]
"""
HEADER = """---
title: 記事
comparison:
  runners:
    caption: ランナー
    file: data/runners.yaml
  gone: {file: data/none.json}
  outside: {file: ../../conf.py}
  kind: {file: conf.py}
  odd: 3
  ragged: {file: data/ragged.csv, criteria: [{label: 速度, type: number}], typo: 1}
---

本文。
"""
TABLES = """---
title: 表
---

:::{note}
```{kb:comparison} runners
:as-of: 2025-13
:types: 料金=cash
:orientation: down

前の文。

| 名 | 料金 | 料金 |
|---|---|---|
| Ollama | $5 | 1 | 2 |
| TGI |
| **TGI** | 不明 | - |
```
:::

```{kb:comparison} runnrs
```

```{kb:comparison}
:caption: 二つ目

| 項目 | A | B |
|---|---|---|
| 速度 | 1 | 2 |
| 対応 | ○ | × |
```
"""
SAME = """---
title: 同じ
---

```{kb:comparison}
:source: posts/nothing

| 名 | 速度 |
|---|---|
| A | 1 |
```
"""
INDEX = """---
comparison: {key: runners, criteria: [料金], items: [{label: Ollama, cells: [$9]}]}
---

# 目次
"""
FILES = {
    "conf.py": CONF + "kb_require_as_of = True\n",
    "index.md": INDEX,
    "posts/a.md": HEADER,
    "posts/b.md": TABLES,
    "posts/x/b.md": SAME,
    "comparisons/b.md": SAME.replace("| A | 1 |", "| A | 3 |"),
    "data/runners.yaml": DATA,
    "data/ragged.csv": "名,速度\nA,速い,3\nA,2\n",
    "terms/ollama.md": "---\nterm: Ollama\nreading: おらま\n---\n\n語。\n",
}


def list_built(project: Project) -> list[tuple[str, int, int, str]]:
    warnings = project.build("dummy", files=FILES).warnings
    found = (REPORTED.search(line) for line in warnings)
    return sorted(
        (match[1].partition("/source/")[2], int(match[2]), int(match[3]), match[4])
        for match in found
        if match
    )


def list_checked(project: Project) -> list[tuple[str, int, int, str]]:
    outcome = check_tasks(list_tasks([project.root / "source"]))
    return sorted(
        (problem.path.partition("/source/")[2], problem.line, problem.column, problem.code.public)
        for problem in outcome.problems
    )


def test_check_and_build_report_the_same_of_comparisons(project: Project) -> None:
    built, checked = list_built(project), list_checked(project)
    mine = [place for place in checked if place[3].startswith(("comparison.", "front-matter.", "reference."))]
    assert built == [place for place in mine if place in built]
    assert [place for place in mine if place[3].startswith("comparison.") and place not in built] == []
    assert {place[3] for place in built} >= {
        "comparison.shape",
        "comparison.duplicate",
        "comparison.unknown",
        "comparison.setting",
        "comparison.criterion",
        "comparison.duplicate-criterion",
        "comparison.duplicate-item",
        "comparison.value",
        "comparison.as-of",
        "comparison.contradiction",
        "comparison.file",
        "front-matter.unknown-key",
        "front-matter.wrong-type",
        "front-matter.date",
        "reference.unknown",
    }


@pytest.mark.parametrize(
    "place",
    [
        ("data/runners.yaml", 2, 65, "comparison.setting"),
        ("data/runners.yaml", 4, 5, "comparison.duplicate-criterion"),
        ("data/runners.yaml", 9, 20, "comparison.value"),
        ("data/runners.yaml", 9, 33, "comparison.criterion"),
        ("data/runners.yaml", 11, 12, "comparison.shape"),
        ("data/ragged.csv", 2, 1, "comparison.shape"),
        ("data/ragged.csv", 3, 1, "comparison.duplicate-item"),
        ("posts/a.md", 7, 16, "comparison.file"),
        ("posts/a.md", 8, 19, "comparison.file"),
        ("posts/a.md", 9, 16, "comparison.file"),
        ("posts/b.md", 6, 1, "comparison.setting"),
        ("posts/b.md", 15, 1, "comparison.shape"),
        ("posts/b.md", 16, 1, "comparison.shape"),
        ("posts/b.md", 21, 1, "comparison.unknown"),
    ],
)
def test_place_is_exact(project: Project, place: tuple[str, int, int, str]) -> None:
    project.build("dummy", files=FILES)
    assert place in list_checked(project)


def test_part_of_a_site_knows_not_which_comparisons_there_are(tmp_path: Path, site: Site) -> None:
    files = {
        "conf.py": "",
        "posts/a.md": "---\ntitle: 題\n---\n\n```{kb:comparison} x\n```\n",
        "index.md": "# 題\n",
    }
    assert site(files) == ["posts/a.md:5:1 comparison.unknown"]
    outcome = check_tasks(list_tasks([tmp_path / "posts"]))
    assert outcome.problems == ()


def test_finding_in_a_data_file_can_be_switched_off(site: Site) -> None:
    header = "title: 題\nkb: {ignore: [comparison.shape]}\ncomparison: {file: d.csv, as_of: 2025}"
    post = f"---\n{header}\n---\n\n文。\n"
    assert site({"conf.py": "", "posts/a.md": post, "d.csv": "名,速度\nA,1,2\n"}) == []


def test_old_cells_are_listed_on_demand_by_their_own_dates(tmp_path: Path) -> None:
    table = "| 名 | a | b |\n|---|---|---|\n| A | 1 | 2 |\n"
    directive = f"```{{kb:comparison}} x\n:as-of: 2025-06\n\n{table}```\n"
    (tmp_path / "conf.py").write_text("kb_stale_after = 30\n", encoding="utf-8")
    (tmp_path / "index.md").write_text(f"# 題\n\n{directive}", encoding="utf-8")
    tasks = list_tasks([tmp_path])
    assert check_tasks(tasks, today=date(2025, 7, 30)).problems == ()
    found = check_tasks(tasks, today=date(2025, 7, 31)).problems
    assert [(one.code.public, one.line, one.column) for one in found] == [
        ("comparison.stale", 8, 7),
        ("comparison.stale", 8, 11),
    ]
    assert check_tasks(tasks).problems == ()


def test_role_knows_comparisons_however_they_are_written(site: Site) -> None:
    header = "comparison: {one: {items: [A]}, two: {key: Third Key, items: [A]}}"
    directive = "```{kb:comparison}\n:caption: 表\n:key: fourth\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n"
    roles = " と ".join(f"{{kb:comparison}}`{key}`" for key in ("one", "third-key", "fourth", "fifth"))
    page = f"---\ntitle: 題\n{header}\n---\n\n{directive}\n{roles}\n"
    assert site({"conf.py": "", "posts/a.md": page}) == ["posts/a.md:15:95 reference.unknown"]

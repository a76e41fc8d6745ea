"""Comparisons as readers and programs get them, from real builds."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zlib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.builds.test_incremental import clean_copy
from tests.conftest import CONF, Project, Result

OWN = """---
title: ランナーの比較
comparison:
  key: runners
  caption: ランナーを比べる
  as_of: 2025-08-31
  source: posts/a
  item_label: ツール
  note: 公式の資料による。
  file: data/runners.yaml
---

前置き。
"""
DATA = """criteria:
  - {key: license, label: ライセンス, type: text}
  - {key: price, label: 料金, type: money, currency: USD, period: 月, better: lower, group: 費用, note: 税抜}
  - {key: gpu, label: GPU, type: boolean, group: 費用}
items:
  - label: Ollama
    cells: {license: MIT, price: 無料, gpu: {value: ○, note: 要ドライバー, source: https://example.com/gpu}}
  - label: vLLM
    source: https://example.com/vllm
    as_of: 2024-01
    cells: [Apache 2.0, -5, 非対応]
  - label: "=HYPERLINK(1)"
    cells: {license: "<script>alert(1)</script>", price: 不明}
"""
POST = """---
title: 記事A
date: 2025-01-01
---

```{kb:comparison} runners
:as-of: 2025-09

| ツール | 料金 | 速度 |
|---|---|---|
| Ollama | $5 | **速い** [公式](https://example.com/x) と {kb:term}`Ollama` |
| TGI | 該当なし | 未確認 |
```
"""
OTHER = """---
title: 記事B
date: 2025-01-02
---

```{kb:comparison} tools

| 名 | 値 |
|---|---|
| A | 1 |
```

```{kb:comparison} runners
```

```{kb:comparison} runners
```
"""
FILES = {
    "index.md": "# 目次\n\n{kb:comparison}`tools`\n",
    "comparisons/Runners.md": OWN,
    "data/runners.yaml": DATA,
    "posts/a.md": POST,
    "posts/b.md": OTHER,
    "terms/ollama.md": "---\nterm: Ollama\nreading: おらま\n---\n\n手元で動かす道具。\n",
}


@pytest.fixture(name="site", scope="module")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> Result:
    project = Project(tmp_path_factory.mktemp("site"), CONF + "kb_stale_after = 180\n")
    return project.build(files=FILES)


def find_row(html: str, item: str) -> str:
    start = html.index(f'<tr data-item="{item}">')
    return html[start : html.index("</tr>", start)]


def test_only_the_contradiction_is_reported(site: Result) -> None:
    (warning,) = site.warnings
    assert "data/runners.yaml:7:34: WARNING" in warning
    assert "posts/a:11" in warning
    assert warning.endswith("[kb.comparison.contradiction]")


def test_own_page_shows_the_merged_table_without_being_asked(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    assert html.count('data-comparison="runners"') == 1
    assert 'data-stale-after="180"' in html
    for item in ("ollama", "vllm", "tgi"):
        assert find_row(html, item)
    assert not (site.outdir / "comparisons/runners.html").exists()


def test_every_page_that_asks_shows_the_same_table(site: Result) -> None:
    for page in ("posts/a.html", "posts/b.html"):
        html = site.read(page)
        assert 'id="comparison-runners"' in html
        assert find_row(html, "tgi")
    assert 'id="comparison-runners-2"' in site.read("posts/b.html")


def test_header_names_type_unit_wish_and_group(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    assert '<th rowspan="2" scope="col">ツール</th>' in html
    assert '<th colspan="2" scope="colgroup">費用</th>' in html
    assert (
        '<th data-better="lower" data-criterion="price" data-group="費用" data-type="money"'
        ' data-unit="USD/月" scope="col">料金 <span class="kb-unit">(USD/月)</span><sup'
    ) in html


def test_newest_value_is_shown_with_the_other_in_its_note(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    row = find_row(html, "ollama")
    assert '<td data-as-of="2025-09" data-criterion="price" data-value="5">$5<sup' in row
    assert '<time class="kb-as-of" datetime="2025-09">2025-09 時点</time>' in row
    notes = html[html.index("kb-comparison-notes") :]
    assert "別の記述: 「無料」" in notes
    assert 'href="../posts/a.html"' in notes


def test_notes_and_sources_are_footnotes_with_ways_back(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    notes = html[html.index('<ol class="simple kb-comparison-notes">') :]
    for number in range(1, notes.count("<li id=") + 1):
        assert f'id="comparison-runners-note-{number}"' in notes
        assert html.count(f'id="comparison-runners-mark-{number}"') == 1
        assert f'href="#comparison-runners-mark-{number}"' in notes
    assert "要ドライバー" in notes
    assert 'href="https://example.com/gpu"' in notes


def test_what_a_whole_row_shares_is_told_once(site: Result) -> None:
    row = find_row(site.read("comparisons/Runners.html"), "vllm")
    header = row[: row.index("</th>")]
    assert "2024-01 時点" in header
    assert header.count("<sup") == 1
    assert row.count("<sup") == 1


def test_states_are_told_apart(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    assert 'data-criterion="gpu" data-state="unsupported" data-value="no">非対応' in find_row(html, "vllm")
    row = find_row(html, "tgi")
    assert 'data-criterion="price" data-state="not-applicable">該当なし' in row
    assert 'data-criterion="速度" data-state="unconfirmed">未確認' in row
    assert '<td data-criterion="license" data-state="unknown">不明</td>' in row


def test_marks_of_another_page_are_shown_and_nothing_of_it_runs(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    assert '<strong>速い</strong> <a class="reference external" href="https://example.com/x">公式</a>' in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_author_s_own_page_shows_cells_as_its_author_wrote_them(site: Result) -> None:
    row = find_row(site.read("posts/a.html"), "ollama")
    cell = row[row.index('data-criterion="速度"') :]
    assert "<strong>速い</strong>" in cell
    assert 'data-term="ollama"' in cell


def test_comparison_without_a_page_gets_one(site: Result) -> None:
    html = site.read("comparisons/tools.html")
    assert "<h1>記事B" in html
    assert '<th scope="row">A</th>' in html
    assert 'href="comparisons/tools.html#comparison-tools"' in site.read("index.html")


def test_index_tells_how_much_is_compared(site: Result) -> None:
    html = site.read("comparisons/index.html")
    assert "ランナーを比べる" in html
    assert "4項目 × 4観点" in html
    assert 'href="Runners.html"' in html


def test_posts_and_terms_link_the_comparisons_that_they_are_in(site: Result) -> None:
    links = site.read("posts/a.html")
    assert 'href="../comparisons/Runners.html"' in links[links.index("kb-comparisons") :]
    links = site.read("posts/b.html")
    assert 'href="../comparisons/tools.html"' in links[links.index("kb-comparisons") :]
    rows = site.read("terms/ollama.html")
    rows = rows[rows.index("kb-rows") :]
    assert "<dt>料金" in rows
    assert 'datetime="2025-09"' in rows
    assert 'href="https://example.com/gpu"' in rows


def read_csv(site: Result, name: str) -> list[list[str]]:
    text = (site.outdir / name).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_opens_in_a_spreadsheet_and_holds_no_formula(site: Result) -> None:
    assert (site.outdir / "comparisons/runners.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = read_csv(site, "comparisons/runners.csv")
    assert head == ["ツール", "ライセンス", "料金 (USD/月)", "GPU", "速度", "時点", "出典"]
    assert rows[1][:4] == ["vLLM", "Apache 2.0", "-5", "非対応"]
    assert rows[2][0] == "'=HYPERLINK(1)"


def test_json_is_what_its_schema_says(site: Result) -> None:
    schema = json.loads(site.read("schema/comparison-data.schema.json"))
    Draft202012Validator.check_schema(schema)
    for name in ("runners", "tools"):
        data = json.loads(site.read(f"comparisons/{name}.json"))
        Draft202012Validator(schema).validate(data)
    data = json.loads(site.read("comparisons/runners.json"))
    cells = data["items"][0]["cells"]
    assert (cells["price"]["value"], cells["gpu"]["value"], cells["license"]["value"]) == (5, True, "MIT")
    assert cells["price"]["others"] == [
        {
            "text": "無料",
            "as_of": "2025-08-31",
            "source": {"title": "記事A", "url": "posts/a.html"},
        }
    ]
    assert data["items"][0]["url"] == "terms/ollama.html"


def test_downloads_are_linked_and_described_for_search_engines(site: Result) -> None:
    html = site.read("comparisons/Runners.html")
    line = html[html.index('<p class="kb-comparison-downloads">') :]
    assert 'href="runners.csv"' in line
    assert 'href="runners.json"' in line
    start = html.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    described = json.loads(html[start : html.index("</script>", start)])
    assert (described["@type"], described["name"]) == ("Dataset", "ランナーを比べる")
    assert [one["contentUrl"] for one in described["distribution"]] == ["runners.csv", "runners.json"]
    assert "ld+json" not in site.read("posts/b.html")


def test_search_knows_what_comparisons_say(site: Result) -> None:
    packed = (path.read_text(encoding="utf-8") for path in (site.outdir / "kb-search").rglob("*.js"))
    found = (re.search(r'"([\w+/=]{8,})"\);', text) for text in packed)
    texts = "".join(
        zlib.decompress(base64.b64decode(match[1])).decode(errors="replace") for match in found if match
    )
    for wanted in ("Apache 2.0", "comparison-runners", "comparisons/tools.html"):
        assert wanted in texts


def test_dataset_cannot_end_its_element(project: Project) -> None:
    evil = OTHER.replace("{kb:comparison} tools", "{kb:comparison} tools\n:caption: </script><b>x</b>")
    html = project.build(files=FILES | {"posts/b.md": evil}).read("comparisons/tools.html")
    assert "</script><b>" not in html


@pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")
@pytest.mark.parametrize("builder", ["text", "latex", "epub", "dirhtml", "singlehtml"])
def test_other_builders_have_the_whole_table(tmp_path: Path, builder: str) -> None:
    conf = CONF + 'project = "見本"\nversion = "1"\ncopyright = "2025"\n'
    index = "# 目次\n\n```{toctree}\ncomparisons/Runners\n```\n"
    result = Project(tmp_path, conf).build(builder, files=FILES | {"index.md": index})
    assert [line for line in result.warnings if "contradiction" not in line] == []
    pages = {
        "text": "comparisons/Runners.txt",
        "epub": "comparisons/Runners.xhtml",
        "dirhtml": "comparisons/Runners/index.html",
        "singlehtml": "index.html",
    }
    names = [pages[builder]] if builder in pages else [path.name for path in result.outdir.glob("*.tex")]
    text = result.read(names[0]).replace("\\sphinxhyphen{}", "-")
    for wanted in ("ランナーを比べる", "vLLM", "該当なし", "要ドライバー", "2025-08-31 時点", "税抜"):
        assert wanted in text


def edit_data(project: Project) -> None:
    project.write("data/runners.yaml", DATA.replace("MIT", "MIT License"))


def drop_contribution(project: Project) -> None:
    project.write("posts/a.md", "---\ntitle: 記事A\ndate: 2025-01-01\n---\n\n本文。\n")


def drop_own_page(project: Project) -> None:
    project.remove("comparisons/Runners.md")


def drop_comparison(project: Project) -> None:
    project.write("posts/b.md", "---\ntitle: 記事B\n---\n\n本文。\n")
    project.write("index.md", "# 目次\n")


def add_own_page(project: Project) -> None:
    project.write("comparisons/tools.md", "---\ntitle: 道具\n---\n\n前置き。\n")


def rename_source(project: Project) -> None:
    project.write("posts/a.md", POST.replace("記事A", "改題"))


def drop_data(project: Project) -> None:
    project.remove("data/runners.yaml")


@pytest.mark.parametrize(
    "edit",
    [edit_data, drop_contribution, drop_own_page, drop_comparison, add_own_page, rename_source, drop_data],
    ids=lambda edit: edit.__name__,
)
def test_incremental_build_equals_a_clean_one(project: Project, tmp_path: Path, edit: object) -> None:
    project.build(files=FILES)
    edit(project)  # type: ignore[operator] # one of the functions above
    incremental = project.build()
    clean = clean_copy(project, tmp_path / "clean")
    assert sorted(incremental.warnings) == sorted(
        line.replace(str(tmp_path / "clean"), str(project.root)) for line in clean.warnings
    )
    assert incremental.digest_files() == clean.digest_files()


def test_files_of_a_comparison_go_with_it(project: Project) -> None:
    assert (project.build(files=FILES).outdir / "comparisons/tools.csv").exists()
    drop_comparison(project)
    outdir = project.build().outdir
    assert not list((outdir / "comparisons").glob("tools.*"))
    assert (outdir / "comparisons/runners.csv").exists()


def test_comparisons_read_by_several_jobs_are_the_same(project: Project, tmp_path: Path) -> None:
    files = FILES | {f"posts/more{number}.md": POST for number in range(12)}
    serial = project.build(files=files)
    parallel = Project(tmp_path / "parallel").build(files=files, jobs=4)
    assert parallel.digest_files() == serial.digest_files()

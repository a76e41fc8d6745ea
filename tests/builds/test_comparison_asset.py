"""Pages with a comparison, and only these, load the script and the style sheet for it."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from kb_ext.adapter.comparison_asset import PARTS
from tests.conftest import Project, Result

TABLE = "```{kb:comparison} birds\n:caption: 鳥\n\n| 鳥 | 色 |\n| -- | -- |\n| 鷹 | 茶 |\n| 鳩 | 灰 |\n```\n"
SCRIPT = re.compile(r"<script[^>]*kb-comparison[^>]*>")


def read_texts(result: Result, name: str) -> dict[str, str]:
    found = re.search(r'<script data-kb-comparison-texts="([^"]*)"', result.read(name))
    assert found is not None
    texts: dict[str, str] = json.loads(unescape(found[1]))
    return texts


@pytest.fixture(name="result")
def build_pages(project: Project) -> Result:
    """Build one page with a comparison, and one that only speaks of the class."""
    project.write("index.md", f"# ホーム\n\n{TABLE}")
    project.write(
        "plain.md", '---\norphan: true\n---\n# ページ\n\n`<table class="kb-comparison">` は表です。\n'
    )
    return project.build()


def test_only_pages_with_a_comparison_load_its_assets(result: Result) -> None:
    assert [len(SCRIPT.findall(result.read(name))) for name in ("index.html", "plain.html")] == [
        len(PARTS) + 1,
        0,
    ]
    assert 'href="_static/kb-comparison.css' in result.read("index.html")
    assert "kb-comparison.css" not in result.read("plain.html")


def test_scripts_are_of_the_site_and_have_texts_in_its_language(result: Result) -> None:
    scripts = SCRIPT.findall(result.read("index.html"))
    sources = [re.search(r'src="_static/(kb-comparison[^"?]*)', script) for script in scripts]
    assert [source[1] for source in sources if source] == [
        *(f"kb-comparison-{part}.js" for part in PARTS),
        "kb-comparison.js",
    ]
    assert all('defer="defer"' in script and "module" not in script for script in scripts)
    assert read_texts(result, "index.html")["differences"] == "違いだけ表示"


def test_script_asks_for_no_text_that_the_page_lacks(result: Result) -> None:
    static = result.outdir / "_static"
    code = "".join(path.read_text(encoding="utf-8") for path in static.glob("kb-comparison*.js"))
    asked = set(re.findall(r"\btexts\.(\w+)", code))
    assert asked <= set(read_texts(result, "index.html"))


def test_cell_is_its_text_with_no_element_around_it(project: Project) -> None:
    table = TABLE.replace("| 鷹 | 茶 |", "| 鷹 | [茶](https://example.com/) |").replace("灰", "**灰**色")
    project.write("index.md", f"# ホーム\n\n{table}")
    result = project.build()
    assert result.warnings == []
    assert '<td data-criterion="色"><strong>灰</strong>色</td>' in result.read("index.html")
    assert '<a class="reference external" href="https://example.com/">茶</a></td>' in result.read(
        "index.html"
    )

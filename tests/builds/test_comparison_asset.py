"""Pages with a comparison, and only these, load the script and the style sheet for it."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from tests.conftest import Project, Result

TABLE = "```{kb:comparison} birds\n:caption: 鳥\n\n| 鳥 | 色 |\n| -- | -- |\n| 鷹 | 茶 |\n| 鳩 | 灰 |\n```\n"
SCRIPT = re.compile(r"<script[^>]*kb-comparison[^>]*>")


def read_texts(result: Result, name: str) -> dict[str, str]:
    script = SCRIPT.search(result.read(name))
    assert script is not None
    found = re.search(r'data-kb-comparison-texts="([^"]*)"', script[0])
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
    assert [len(SCRIPT.findall(result.read(name))) for name in ("index.html", "plain.html")] == [1, 0]
    assert 'href="_static/kb-comparison.css' in result.read("index.html")
    assert "kb-comparison.css" not in result.read("plain.html")


def test_script_is_a_module_of_the_site_with_texts_in_its_language(result: Result) -> None:
    script = SCRIPT.search(result.read("index.html"))
    assert script is not None
    assert 'type="module"' in script[0]
    assert 'src="_static/kb-comparison.js' in script[0]
    assert read_texts(result, "index.html")["differences"] == "違いだけ表示"


def test_modules_find_what_they_import(result: Result) -> None:
    static = result.outdir / "_static"
    imported = {
        name
        for path in static.glob("kb-comparison*.js")
        for name in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert imported != set()
    assert sorted(name for name in imported if not (static / name).is_file()) == []


def test_script_asks_for_no_text_that_the_page_lacks(result: Result) -> None:
    static = result.outdir / "_static"
    code = "".join(path.read_text(encoding="utf-8") for path in static.glob("kb-comparison*.js"))
    asked = set(re.findall(r"\btexts\.(\w+)", code))
    assert asked <= set(read_texts(result, "index.html"))

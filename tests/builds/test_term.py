"""Terms in real builds: where they come from, what leads to them, where words link to them."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import CONF, Project


def test_terms_that_posts_define_are_found_by_references_in_any_order_of_reading(project: Project) -> None:
    entry = "{term: 量子化, reading: りょうしか, definition: 粗く表す。}"
    post = f"---\ntitle: 記事\ndate: 2025-01-01\nterms:\n- {entry}\n---\n\n本文。\n"
    other = "---\ntitle: 他\ndate: 2025-01-02\n---\n\n{kb:term}`量子化` と {kb:term}`ryoushika`。\n"
    result = project.build(files={"index.md": "# 家\n", "posts/a.md": other, "posts/b.md": post}, jobs=2)
    assert result.warnings == []
    assert result.read("posts/a.html").count('data-term="ryoushika" href="../terms/ryoushika.html"') == 2


def test_former_slug_of_a_term_leads_on_to_its_page(project: Project) -> None:
    term = "---\nterm: Gemini\nformer: [Bard, google-bard, gemini]\n---\n\n語。\n"
    post = "---\ntitle: 他\ndate: 2025-01-02\n---\n\n{kb:term}`google-bard`、Bardは。\n"
    result = project.build(files={"index.md": "# 家\n", "posts/a.md": post, "terms/gemini.md": term})
    assert result.warnings == []
    assert 'href="gemini.html"' in result.read("terms/google-bard.html")
    assert "<h1>Gemini" in result.read("terms/gemini.html")
    assert not (result.outdir / "terms/Bard.html").exists()
    assert result.read("posts/a.html").count('data-term="gemini"') == 2


def test_replacement_that_does_not_exist_is_reported_at_its_term(project: Project) -> None:
    term = "---\nterm: Gemini\nsee: 無い\n---\n\n語。\n"
    (warning,) = project.build(files={"index.md": "# 家\n", "terms/gemini.md": term}).warnings
    assert "terms/gemini.md:3:6: WARNING" in warning
    assert "[kb.term.unknown]" in warning


def test_relation_to_no_term_is_reported_at_its_place(project: Project) -> None:
    term = "---\nterm: Gemini\nrelated:\n- gemini\n- 無い\n---\n\n語。\n"
    (warning,) = project.build(files={"index.md": "# 家\n", "terms/gemini.md": term}).warnings
    assert "terms/gemini.md:5:3: WARNING" in warning
    assert "[kb.term.unknown]" in warning


def test_circle_of_replacements_and_unknown_relation_are_reported(project: Project) -> None:
    files = {
        "index.md": "# 家\n",
        "terms/a.md": "---\nterm: Alpha\nsee: b\n---\n\n語。\n",
        "terms/b.md": "---\nterm: Beta\nsee: Alpha\nrelated: [無い]\n---\n\n語。\n",
    }
    warnings = [line.rpartition("source/")[2] for line in project.build(files=files).warnings]
    assert [(line.partition(" ")[0], line.rpartition(" ")[2]) for line in warnings] == [
        ("terms/b.md:4:11:", "[kb.term.unknown]"),
        ("terms/a.md:2:7:", "[kb.term.circle]"),
        ("terms/b.md:2:7:", "[kb.term.circle]"),
    ]


TERMS = {
    "index.md": "# 家\n",
    "terms/llm.md": "---\nterm: LLM\n---\n\nLLMとは語である。\n",
    "terms/gpu.md": "---\nterm: GPU\nautolink: always\n---\n\n語。\n",
    "terms/inference.md": "---\nterm: 推論\nreading: すいろん\nsense: 実行\nautolink: first\n---\n\n語。\n",
    "terms/reasoning.md": "---\nterm: 推論\nreading: すいろん\nsense: 思考\nautolink: first\n---\n\n語。\n",
}
BODY = """LLMとLLM、GPUとGPU。

## LLMの節

LLMと`LLM`と[LLM](https://example.com)、$LLM$、推論。

### 小さな節

LLM。

## 次の節

> **LLM**の引用。

| LLM | 列 |
| --- | --- |
| LLM | 値 |

:::{note}
:class: kb-no-link
GPU
:::
"""


def list_links(project: Project, head: str, *, name: str = "posts/a") -> list[str]:
    """Build a post and list the slugs that it links to, in order."""
    post = f"---\ntitle: LLMの記事\ndate: 2025-01-02\n{head}\n---\n\n{BODY}"
    result = project.build(files=TERMS | {"posts/a.md": post})
    assert result.warnings == []
    body = result.read(f"{name}.html").partition('role="main"')[2].partition("</article>")[0]
    return re.findall(r'class="kb-term"[^>]*data-term="([^"]+)"', body)


@pytest.mark.parametrize(
    ("head", "links"),
    [
        ("", ["llm", "gpu", "gpu", "llm", "llm"]),
        ("autolink: section", ["llm", "gpu", "gpu", "llm", "llm"]),
        ("autolink: page", ["llm", "gpu", "gpu"]),
        ("autolink: all", ["llm", "llm", "gpu", "gpu", "llm", "llm", "llm", "llm", "llm"]),
        ("autolink: false", []),
    ],
)
def test_page_says_how_often_it_links_to_a_term(project: Project, head: str, links: list[str]) -> None:
    assert list_links(project, head) == links


@pytest.mark.parametrize(
    ("option", "links"), [("'page'", ["llm", "gpu", "gpu"]), ("False", []), ("'none'", [])]
)
def test_site_says_how_often_its_pages_link_to_a_term(
    project: Project, option: str, links: list[str]
) -> None:
    project = Project(project.root, CONF + f"kb_autolink = {option}\n")
    assert list_links(project, "") == links


def test_page_may_link_where_its_site_does_not(project: Project) -> None:
    project = Project(project.root, CONF + "kb_autolink = False\n")
    assert list_links(project, "autolink: page") == ["llm", "gpu", "gpu"]


def test_page_of_a_term_does_not_link_to_itself(project: Project) -> None:
    assert list_links(project, "", name="terms/llm") == []


def test_unknown_word_in_conf_py_is_reported_and_replaced(project: Project) -> None:
    project = Project(project.root, CONF + "kb_autolink = 'often'\n")
    (warning,) = project.build(files=TERMS).warnings
    assert "'section'、'page'、'all'" in warning


def test_new_name_of_a_term_moves_its_links_in_an_incremental_build(project: Project, tmp_path: Path) -> None:
    post = "---\ntitle: 記事\ndate: 2025-01-02\n---\n\n言語模型とLLM。\n\n## 節\n\n言語模型。\n"
    project.build(files=TERMS | {"posts/a.md": post})
    project.write("terms/llm.md", "---\nterm: LLM\naliases: [言語模型]\n---\n\nLLMとは語である。\n")
    incremental = project.build()
    assert incremental.read("posts/a.html").count('data-term="llm"') == 2
    clean = Project(tmp_path / "clean", project.conf)
    copytree(project.root / "source", clean.root / "source")
    assert incremental.digest_files() == clean.build().digest_files()


def test_separators_in_a_text_break_no_build(project: Project) -> None:
    post = "---\ntitle: 記事\ndate: 2025-01-02\n---\n\n甲\x1e乙\x1fLLM。\n"
    assert 'data-term="llm"' in project.build(files=TERMS | {"posts/a.md": post}).read("posts/a.html")


def test_reference_to_a_name_of_several_terms_names_them_all(project: Project) -> None:
    post = "---\ntitle: 記事\ndate: 2025-01-02\n---\n\n{kb:term}`推論`、{kb:term}`推論（思考）`。\n"
    result = project.build(files=TERMS | {"posts/a.md": post})
    (warning,) = result.warnings
    assert "inference, reasoning" in warning
    assert "[kb.term.ambiguous]" in warning
    assert 'data-term="reasoning"' in result.read("posts/a.html")

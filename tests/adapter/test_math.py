"""Formulas become MathML, and nothing else."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.markdown.mathml import render_formula
from tests.conftest import Project

HEAD = "---\ntitle: 式\ndate: 2025-01-01\nmath: true\n---\n\n"
POST = f"{HEAD}密度$\\rho$は\n\n$$\n\\rho = \\frac{{4m}}{{L^3}}\n$$\n\nです。\n"
SIGNS = "\\frac \\left \\right { } ^ _ & \\begin{matrix} \\end{matrix} a [ ] \\text \\\\ \\href{x}{y} < > <b>"
PIECES = st.sampled_from(SIGNS.split())
NO_FORMULAS = [
    "\\text{<script>x</script>}",
    "\\href{javascript:x}{y}",
    "\\text{<mi onclick='x'>y</mi>}",
    "\\frac{",
]


def test_formulas_of_a_post_are_mathml_without_scripts(project: Project) -> None:
    result = project.build(files={"index.md": "# ホーム\n", "posts/a.md": POST})
    html = result.read("posts/a.html")
    assert result.warnings == []
    assert (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mrow><mi>&#x003C1;</mi>' in html
    )
    assert '<div class="math kb-math">' in html
    assert "mathjax" not in html.lower().replace("mathjax_ignore", "").replace("mathjax_process", "")
    assert "https://cdn" not in html


@pytest.mark.parametrize(
    "formula",
    ["\\text{<script>x</script>}", "\\href{javascript:x}{y}", "\\text{<mi onclick='x'>y</mi>}", "\\frac{"],
)
def test_formula_that_is_none_is_refused(formula: str) -> None:
    assert render_formula(formula, block=False) is None


@pytest.mark.parametrize("name", ["aligned", "align*", "split", "gathered", "cases", "pmatrix"])
def test_environments_of_several_lines_are_tables(name: str) -> None:
    markup = render_formula(f"\\begin{{{name}}} a &= b \\\\ c &= d \\end{{{name}}}", block=True)
    assert markup is not None
    assert "<mtable" in markup


def test_refused_formula_is_shown_as_its_source(project: Project) -> None:
    post = POST.replace("$\\rho$", "$\\text{<script>x</script>}$")
    html = project.build(files={"index.md": "# ホーム\n", "posts/a.md": post}).read("posts/a.html")
    assert '<code class="kb-math-source">\\text{&lt;script&gt;x&lt;/script&gt;}</code>' in html


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30))
def test_any_text_gives_well_formed_mathematics_or_nothing(formula: str) -> None:
    markup = render_formula(formula, block=True)
    assert markup is None or ElementTree.fromstring(markup).tag.endswith("math")

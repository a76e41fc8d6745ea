"""Terms in real builds: where they come from, what leads to them, where words link to them."""

from __future__ import annotations

from tests.conftest import Project


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
    assert "terms/gemini.md:2:7: WARNING" in warning
    assert "[kb.term.unknown]" in warning

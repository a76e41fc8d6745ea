"""What is found between files, and how many of them are checked at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb_ext.check.engine import check_tasks, judge_results, run_checks
from kb_ext.check.record import Kind, Task
from kb_ext.check.source import list_tasks
from kb_ext.core.code import SiteCode, SourceCode, TermCode

Site = Callable[..., list[str]]
CONF = {"conf.py": 'extensions = ["kb_ext"]\n'}
POST = "---\ntitle: {}\n---\n\n{}\n"


def test_second_title_is_reported_with_the_file_of_the_first(site: Site, tmp_path: Path) -> None:
    site(CONF | {"posts/a.md": POST.format("同じ題", ""), "posts/b.md": POST.format("同じ 題", "")})
    outcome = check_tasks(list_tasks([tmp_path]))
    assert outcome.problems == ()
    (tmp_path / "posts" / "c.md").write_text(POST.format("同じ題", ""), encoding="utf-8")
    (problem,) = check_tasks(list_tasks([tmp_path])).problems
    assert (problem.code, problem.line, problem.column) == (SiteCode.DUPLICATE_TITLE, 2, 8)
    assert dict(problem.values) == {"other": (tmp_path / "posts" / "a.md").as_posix()}


def test_translations_may_share_title_and_address(site: Site) -> None:
    text = "---\ntitle: LLM\nlang: {}\nslug: llm\n---\n\n本文。\n"
    files = {f"posts/{lang}.md": text.format(lang) for lang in ("ja", "en")}
    assert site(CONF | files) == []


def test_second_address_is_reported(site: Site) -> None:
    files = {
        "posts/a.md": "---\ntitle: 1\npermalink: /2025/a/\n---\n\n本文。\n",
        "posts/b.md": "---\ntitle: 2\npermalink: 2025/a\n---\n\n本文。\n",
    }
    assert site(CONF | files) == ["posts/b.md:3:12 site.address"]


def test_two_terms_of_one_name_are_reported(site: Site) -> None:
    files = {
        "terms/a.md": "---\nterm: LLM\n---\n\n語。\n",
        "terms/b.md": "---\nterm: 大規模\nreading: だいきぼ\naliases: [ＬＬＭ]\n---\n\n語。\n",
    }
    assert site(CONF | files) == ["terms/a.md:2:7 term.duplicate", "terms/b.md:2:7 term.duplicate"]


def test_two_comparisons_that_name_no_key_but_share_one_are_reported(site: Site) -> None:
    table = "```{kb:comparison}\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n"
    files = {"comparisons/a.md": table, "posts/a.md": POST.format("題", table)}
    assert site(CONF | files) == ["posts/a.md:5:1 comparison.duplicate"]


def test_files_of_two_sites_claim_nothing_of_each_other(site: Site) -> None:
    files = {
        "one/conf.py": "",
        "one/posts/a.md": POST.format("題", ""),
        "two/conf.py": "",
        "two/posts/a.md": POST.format("題", ""),
    }
    assert site(files) == []


def test_links_roles_and_images_find_their_neighbours(site: Site, tmp_path: Path) -> None:
    (tmp_path / "img.png").write_bytes(b"")
    body = (
        "[a](b.md) [a](/posts/b.md#節) [a](../posts/b.md) ![i](/img.png) ![i](../img.png)\n"
        "{kb:term}`ＬＬＭ` {kb:term}`語 <llm>` {kb:post}`b` {kb:post}`posts/b.md`\n"
    )
    files = {
        "posts/a.md": POST.format("題", body),
        "posts/b.md": POST.format("別", "## 節"),
        "terms/llm.md": "---\nterm: LLM\n---\n\n語。\n",
    }
    assert site(CONF | files) == []


def test_dead_link_names_the_nearest_post(site: Site, tmp_path: Path) -> None:
    body = "[前](/2025/01/31/vector-search/)\n"
    site(CONF | {"posts/2025/a.md": POST.format("題", body), "posts/vector-search.md": POST.format("別", "")})
    (problem,) = check_tasks(list_tasks([tmp_path])).problems
    assert dict(problem.values) == {
        "suggestion": "../vector-search.md",
        "target": "/2025/01/31/vector-search/",
    }


def test_unknown_term_and_post_name_the_nearest(site: Site, tmp_path: Path) -> None:
    body = "{kb:term}`トランスフォマー` {kb:post}`vector-serch`\n"
    files = {
        "posts/vector-search.md": POST.format("題", body),
        "terms/transformer.md": "---\nterm: トランスフォーマー\n---\n\n語。\n",
    }
    site(CONF | files)
    problems = check_tasks(list_tasks([tmp_path])).problems
    suggestions = {problem.code: dict(problem.values)["suggestion"] for problem in problems}
    assert suggestions == {
        TermCode.UNKNOWN_TERM: "トランスフォーマー",
        SiteCode.UNKNOWN_REFERENCE: "vector-search",
    }


def test_outcome_is_the_same_however_many_processes_check(site: Site) -> None:
    files = {
        f"posts/{number}.md": POST.format(number % 3, f"##{number}\n\n[x](y.md)") for number in range(12)
    }
    alone = site(CONF | files, processes=1)
    assert len(alone) == 33
    assert site(CONF | files, processes=2) == alone


@pytest.mark.parametrize("name", ["gone.md", "."])
def test_what_cannot_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    task = Task(path=tmp_path / name, shown=name, root=tmp_path, docname="a", kind=Kind.POST)
    (problem,) = judge_results(run_checks([task])).problems
    assert (problem.code, problem.path, problem.line) == (SourceCode.UNREADABLE, name, 1)


def test_terms_of_one_name_with_senses_are_only_told(site: Site) -> None:
    files = {
        "terms/a.md": "---\nterm: 推論\nreading: すいろん\nsense: 実行\n---\n\n語。\n",
        "posts/b.md": "---\ntitle: 題\nterms:\n- {term: 推論, slug: reasoning, sense: 思考, "
        "reading: すいろん, definition: 考えること。}\n---\n\n{kb:term}`推論 (思考)`\n\n{kb:term}`推論`\n",
    }
    assert site(CONF | files) == [
        "posts/b.md:4:10 term.senses",
        "posts/b.md:9:11 term.ambiguous",
        "terms/a.md:2:7 term.senses",
    ]


def test_circle_of_replacements_and_unknown_relation_are_told(site: Site) -> None:
    files = {
        "terms/a.md": "---\nterm: Alpha\nsee: b\n---\n\n語。\n",
        "terms/b.md": "---\nterm: Beta\nsee: Alpha\nrelated: [無い]\n---\n\n語。\n",
    }
    assert site(CONF | files) == [
        "terms/a.md:2:7 term.circle",
        "terms/b.md:2:7 term.circle",
        "terms/b.md:4:11 term.unknown",
    ]


def test_directive_that_only_shows_a_comparison_makes_none(site: Site) -> None:
    shown = "```{kb:comparison} x\n:note: 注\n```\n\n{kb:comparison}`x` {kb:comparison}`y`\n"
    table = "```{kb:comparison} y\n\n| 製品 | 値 |\n|---|---|\n| 甲 | 1 |\n```\n"
    files = {"posts/a.md": f"---\ntitle: 題\n---\n\n{shown}\n{table}"}
    assert site(CONF | files) == ["posts/a.md:5:1 comparison.unknown", "posts/a.md:9:17 reference.unknown"]


def test_post_that_describes_a_term_is_no_duplicate(site: Site) -> None:
    files = {
        "terms/a.md": "---\nterm: LLM\nsee: 無い\n---\n\n語。\n",
        "posts/b.md": "---\ntitle: 題\nterms:\n- {term: llm, definition: 語。, tgas: x}\n---\n\n文。\n",
    }
    assert site(CONF | files) == [
        "posts/b.md:4:31 front-matter.unknown-key",
        "terms/a.md:3:6 term.unknown",
    ]


def test_relations_to_no_term_are_reported_at_their_places(site: Site, tmp_path: Path) -> None:
    files = {
        "terms/a.md": "---\nterm: LLM\nrelated: [無い, b]\nbroader:\n- 語\n- 無し\n---\n\n語。\n",
        "terms/b.md": "---\nterm: 語\nreading: ご\nnarrower: LLM\n---\n\n語。\n",
        "posts/c.md": "---\ntitle: 題\nterms:\n- {term: RAG, related: [x], definition: 語。}\n---\n\n文。\n",
    }
    expected = [
        "posts/c.md:4:25 term.unknown",
        "terms/a.md:3:11 term.unknown",
        "terms/a.md:6:3 term.unknown",
    ]
    assert site(CONF | files) == expected
    problems = check_tasks(list_tasks([tmp_path / "terms" / "a.md"])).problems
    assert [f"{problem.line}:{problem.column}" for problem in problems] == ["3:11", "6:3"]


@pytest.mark.parametrize(
    ("extension", "setting", "count"),
    [
        ("sphinx.ext.intersphinx", "intersphinx_mapping = {'other': (compute(), None)}", 0),
        ("sphinx.ext.intersphinx", "intersphinx_mapping = {'other': ('https://example.org/', None)}", 0),
        ("sphinx.ext.intersphinx", "intersphinx_mapping = {}", 4),
        ("sphinx.ext.intersphinx", "", 4),
        ("myst_parser", "intersphinx_mapping = {'other': ('https://example.org/', None)}", 4),
    ],
)
def test_roles_may_name_what_another_project_has(
    site: Site, extension: str, setting: str, count: int
) -> None:
    body = "{kb:term}`無い` {kb:post}`無い` {kb:tag}`無い` {kb:comparison}`無い`"
    conf = f'extensions = ["kb_ext", "{extension}"]\n{setting}\n'
    assert len(site({"conf.py": conf, "posts/a.md": POST.format("題", body)})) == count


@pytest.mark.parametrize(
    ("conf", "draft", "found"),
    [
        ("", "draft: true", ["posts/a.md:5:1 link.dead"]),
        ("", "published: false", ["posts/a.md:5:1 link.dead"]),
        ("", "draft: false", []),
        ("kb_drafts = True\n", "draft: true", []),
    ],
)
def test_link_to_a_draft_is_dead_as_in_a_build(site: Site, conf: str, draft: str, found: list[str]) -> None:
    files = {
        "conf.py": f'extensions = ["kb_ext"]\n{conf}',
        "posts/a.md": POST.format("題", "[b](b.md)"),
        "posts/b.md": f"---\ntitle: 別\n{draft}\n---\n\n語。\n",
    }
    assert site(files) == found

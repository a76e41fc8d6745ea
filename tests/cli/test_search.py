"""`kb search` over a built site, as an author types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_ext.cli import main
from kb_ext.core.search.index import FOLDER, build_index
from kb_ext.core.search.page import Kind, Page, Section

PAGES = (
    Page(
        docname="posts/a",
        url="posts/a.html",
        title="量子化でLLMを軽くする",
        kind=Kind.POST,
        day="2025-08-31",
        categories=("技術",),
        tags=("LLM",),
        sections=(Section(heading="手順", anchor="id1", blocks=("サーバーで量子化します。\x1b[2J",)),),
    ),
    Page(docname="posts/b", url="posts/b.html", title="別の記事", kind=Kind.POST, day="2024-01-01"),
    Page(
        docname="terms/rag",
        url="terms/rag.html",
        title="RAG",
        kind=Kind.TERM,
        reading="らぐ",
        sections=(Section(blocks=("検索した文書を渡す手法である。",)),),
    ),
)


@pytest.fixture(name="site")
def write_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, content in build_index(PAGES).items():
        path = tmp_path / "docs/_build/html" / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "docs/conf.py").touch()
    return tmp_path / "docs/_build/html"


def run(*arguments: str) -> int:
    return main(["search", "--lang", "en", *arguments])


@pytest.mark.usefixtures("site")
def test_page_is_listed_with_its_address_and_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ｻｰﾊﾞで") == 0
    assert capsys.readouterr().out == (
        "Pages found: 1\n\n量子化でLLMを軽くする [post 2025-08-31]\n"
        "  posts/a.html#id1\n  サーバーで量子化します。 [2J\n"
    )


def test_site_may_be_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert run("らぐ", "--site", str(site)) == 0


@pytest.mark.usefixtures("site")
def test_json_holds_sections_and_marked_pieces(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "json", "量子化") == 0
    found = json.loads(capsys.readouterr().out)
    (result,) = found["results"]
    assert (found["total"], found["whole"]) == (1, True)
    assert (result["url"], result["section"]) == (
        "posts/a.html",
        {"heading": "手順", "url": "posts/a.html#id1"},
    )
    assert result["excerpt"][1] == {"text": "量子化", "mark": True}
    assert found["filters"]["year"] == {"2025": 1}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (("--kind", "term"), []),
        (("--year", "2025"), ["量子化でLLMを軽くする"]),
        (("--year", "2025", "--year", "2024"), ["別の記事", "量子化でLLMを軽くする"]),
        (("--tag", "LLM"), ["量子化でLLMを軽くする"]),
    ],
)
def test_filters_keep_only_pages_that_have_a_value(
    arguments: tuple[str, ...], titles: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run("--format", "json", "記事", "技術", *arguments)
    found = json.loads(capsys.readouterr().out)
    assert sorted(result["title"] for result in found["results"]) == titles


@pytest.mark.usefixtures("site")
def test_what_was_probably_meant_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("LLMM") == 0
    assert capsys.readouterr().out.startswith("Showing results for 'llm'.\nPages found: 1\n")


@pytest.mark.usefixtures("site")
def test_nothing_found_is_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("zzzz") == 1
    assert capsys.readouterr().out == "Pages found: 0\n"


def test_site_that_was_not_built_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("語", "--site", str(tmp_path)) == 2
    assert "There is no search index" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"text", b'kbSearch.put("index","AAAA");'])
def test_damaged_index_is_wrong_usage(content: bytes, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / FOLDER / "index.js").write_bytes(content)
    assert run("語") == 2
    assert "another version" in capsys.readouterr().err


def test_damaged_part_is_wrong_usage(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / FOLDER / "terms-0.js").write_bytes(b"")
    assert run("量子化") == 2
    assert "damaged" in capsys.readouterr().err

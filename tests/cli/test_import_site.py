"""`kb import` of whole sites."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from kb_ext.cli import main
from kb_ext.cli.import_progress import Progress
from kb_ext.cli.import_site import recognise

POST = "---\ntitle: 題名\n---\n\n本文です。\n"
ZENN = '---\ntitle: 題\nemoji: "🤖"\ntype: tech\ntopics: [x]\npublished: false\n---\n\n本文です。\n'
QIITA = (
    "---\ntitle: 題\ntags: [x]\nid: 0123abc\norganization_url_name: null\nslide: false\n---\n\n本文です。\n"
)


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    return tmp_path


def write(name: str, text: str | bytes = POST) -> None:
    path = Path("site", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def run(*arguments: str) -> int:
    return main(["import", "site", "--into", "posts", *arguments])


def list_posts() -> list[str]:
    return sorted(path.relative_to("posts").as_posix() for path in Path("posts").rglob("*") if path.is_file())


def read(name: str) -> str:
    return Path("posts", name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("generator", "files", "posts"),
    [
        (
            "jekyll",
            ["_posts/2025-01-02-a.md", "_drafts/b.md", "about.md", "_site/c.md"],
            ["2025-01-02-a.md", "b.md"],
        ),
        (
            "hugo",
            ["hugo.toml", "content/p/a/index.md", "content/p/_index.md", "themes/x/content/c.md"],
            ["a.md"],
        ),
        ("hugo", ["config.yaml", "content/p/a.md", "archetypes/default.md"], ["a.md"]),
        (
            "zenn",
            ["articles/a.md", "books/k/1.md", "books/k/config.yaml", "articles/i/n.md"],
            ["1.md", "a.md"],
        ),
        ("qiita", ["public/a.md", "notes.md"], ["a.md"]),
        ("astro", ["astro.config.mjs", "src/content/blog/ja/a.md", "src/pages/b.md"], ["a.md"]),
        ("eleventy", [".eleventy.js", "src/posts/x/a.md", "src/other.md"], ["a.md"]),
        ("plain", ["x/a.md", "node_modules/m/b.md", ".git/c.md"], ["a.md"]),
    ],
)
def test_sites_are_recognised_and_only_their_posts_are_taken(
    folder: Path, generator: str, files: list[str], posts: list[str]
) -> None:
    for name in (*files, "README.md", "LICENSE.md"):
        text = {"zenn": ZENN, "qiita": QIITA}.get(generator, POST)
        write(name, text if name.endswith(".md") and name.islower() else "# 説明\n")
    assert recognise(Path("site")).value == generator
    assert run() == 0
    assert list_posts() == posts


def test_the_kind_of_site_can_be_named(folder: Path) -> None:
    write("x/content/a.md")
    assert run("--from", "hugo") == 0
    assert "redirect_from: [/a/]\n" in read("a.md")
    assert run("--from", "wordpress") == 2
    assert run("--site-url", "example.com") == 2


def test_links_follow_the_permalinks_of_the_run(folder: Path) -> None:
    write("_config.yml", 'url: "https://example.com"\nbaseurl: "/blog"\npermalink: /:year/:title.html\n')
    write("_posts/2025-01-02-日本.md", POST.replace("---\n\n", "redirect_from: [/old/]\n---\n\n"))
    links = "[a](/2025/日本.html) [b](https://example.com/blog/old/) [c]({% post_url 2025-01-02-日本 %})"
    write(
        "_posts/2025-01-03-b.md",
        f"{POST}\n{links}\n[d](2025-01-02-日本.md#x) [e](https://other.example/old/)\n",
    )
    assert run() == 0
    first = next(name for name in list_posts() if "01-02" in name)
    expected = f"[a]({first}) [b]({first}) [c]({first})\n[d]({first}#x) [e](https://other.example/old/)\n"
    assert read("2025-01-03-b.md").endswith(expected)
    assert "redirect_from: [/old/, /2025/日本.html]\n" in read(first)
    assert main(["import", "posts", "--into", "posts"]) == 0
    assert read("2025-01-03-b.md").endswith(expected)


def test_links_that_were_set_right_are_not_read_from_the_old_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("x/a.md", POST.replace("本文", "一つ目"))
    write("y/a.md", POST.replace("本文", "二つ目"))
    write("y/p.md", f'{POST}\n[x](../x/a.md) [y](a.md) [ref]({{{{< ref "x/a.md" >}}}})\n')
    assert run() == 0
    assert read("p.md").endswith("\n[x](a.md) [y](a-y.md) [ref](a.md)\n")
    assert "leads to no imported page" not in capsys.readouterr().out


def test_dollars_of_zenn_are_mathematics_and_unpublished_posts_stay_so(folder: Path) -> None:
    write("articles/with.md", f"{ZENN}\n計算量は$O(N^2)$です。\n")
    write("articles/code.md", f"{ZENN}\n`$a $b$` と\n\n```\n$x$\n```\n")
    assert run() == 0
    assert "math: true\n" in read("with.md")
    assert "published: false\n" in read("with.md")
    assert "math:" not in read("code.md")
    assert "redirect_from: [/articles/with]\n" in read("with.md")


def test_drafts_of_jekyll_are_drafts(folder: Path) -> None:
    write("_drafts/a.md")
    run()
    assert "draft: true\n" in read("a.md")


def test_files_beside_a_post_are_copied_and_missing_ones_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        "content/p/a/index.md",
        f"{POST}\n![図](./image.png) ![無](gone.png)\n[表](data.csv)\n\n<img src='/s.png'>\n",
    )
    write("content/p/a/image.png", b"PNG")
    write("content/p/a/data.csv", b"1,2")
    write("static/s.png", b"S")
    assert run("--from", "hugo", "--report", "report.json") == 0
    assert list_posts() == ["a.md", "a/data.csv", "a/image.png", "a/s.png"]
    body = "\n![図](a/image.png) ![無](gone.png)\n[表](a/data.csv)\n\n<img src='a/s.png'>\n"
    assert read("a.md").endswith(body)
    missing = [line for line in capsys.readouterr().out.splitlines() if "is not there" in line]
    assert len(missing) == 1
    assert "The file 'gone.png' is not there" in missing[0]
    (file,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["files"]
    assert file["assets"] == ["posts/a/data.csv", "posts/a/image.png", "posts/a/s.png"]
    assert main(["import", "posts", "--into", "posts"]) == 0
    assert capsys.readouterr().out.startswith("posts/a.md  unchanged")


def test_a_different_file_is_not_replaced(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("a.md", f"{POST}\n![図](image.png)\n")
    write("image.png", b"new")
    Path("posts/a").mkdir(parents=True)
    Path("posts/a/image.png").write_bytes(b"old")
    assert run() == 0
    assert Path("posts/a/image.png").read_bytes() == b"old"
    assert "'posts/a/image.png' exists and is different" in capsys.readouterr().out
    assert run("--force") == 0
    assert Path("posts/a/image.png").read_bytes() == b"new"


def test_files_outside_the_site_are_never_copied(folder: Path) -> None:
    Path("secret.png").write_bytes(b"secret")
    write("a.md", f"{POST}\n![x](../secret.png) ![y](link.png) ![z](/../secret.png) ![k](.env)\n")
    write(".env", "KEY=1")
    os.symlink(folder / "secret.png", folder / "site" / "link.png")
    assert run() == 0
    assert list_posts() == ["a.md"]


def test_a_dry_run_copies_nothing(folder: Path) -> None:
    write("a.md", f"{POST}\n![図](image.png)\n")
    write("image.png", b"new")
    assert run("--dry-run") == 0
    assert not Path("posts").exists()


def test_the_report_proposes_terms(folder: Path) -> None:
    write("a.md", f"{POST}\nRAG（Retrieval Augmented Generation）を使います。\n")
    run("--report", "report.json")
    (file,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["files"]
    assert file["candidates"] == [
        {
            "kind": "gloss",
            "line": 7,
            "term": "RAG",
            "evidence": "RAG（Retrieval Augmented Generation）",
            "english": "Retrieval Augmented Generation",
            "abbreviation": "RAG",
        }
    ]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_terminals_and_for_long_runs_only() -> None:
    terminal, short, pipe = Progress(_Terminal(), 60), Progress(_Terminal(), 3), Progress(io.StringIO(), 60)
    for progress in (terminal, short, pipe):
        progress.draw(30)
        progress.erase()
    texts = [
        progress.stream.getvalue()
        for progress in (terminal, short, pipe)
        if isinstance(progress.stream, io.StringIO)
    ]
    assert texts == [f"\r\x1b[K{'█' * 15}{'░' * 15} 30/60\r\x1b[K", "", ""]


def test_file_that_is_no_post_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("articles/a.md", ZENN)
    write("articles/notes/b.md")
    assert run("--report", "report.json") == 0
    assert "site/articles/notes/b.md:1:1: info[import.passed-over]" in capsys.readouterr().out
    assert json.loads(Path("report.json").read_text(encoding="utf-8"))["passed_over"] == [
        "site/articles/notes/b.md"
    ]

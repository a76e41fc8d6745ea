"""Posts come from strangers: nothing in them runs, reads a file or stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Project

INDEX = "# ホーム\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d4944415478da63fcffff3f0005fe02fea72d9b5d0000000049454e44ae426082"
)
HEAD = "---\ntitle: 記事\ndate: 2025-01-01\n---\n\n"


def build_post(project: Project, body: str) -> tuple[str, list[str]]:
    """Build one post and return its page and the warnings, without the path of the project."""
    result = project.build(files={"index.md": INDEX, "secret.txt": "秘密", "posts/a.md": HEAD + body})
    source = f"{project.root / 'source'}/"
    return result.read("posts/a.html"), [line.replace(source, "") for line in result.warnings]


@pytest.mark.parametrize(
    "directive",
    [
        "include} ../secret.txt",
        "literalinclude} ../secret.txt",
        "raw} html\n<script>alert(1)</script>",
        "eval-rst}\n.. include:: ../secret.txt",
        "csv-table}\n:file: ../secret.txt",
    ],
)
def test_forbidden_directive_is_shown_as_text_and_reported(project: Project, directive: str) -> None:
    page, warnings = build_post(project, f"前。\n\n```{{{directive}\n```\n\n後。\n")
    assert "秘密" not in page
    assert "<script>alert" not in page
    assert "<p>後。</p>" in page
    assert len(warnings) == 1
    assert warnings[0].startswith("posts/a.md:8:1: WARNING: ")
    assert warnings[0].endswith("[kb.trust.directive]")


def test_script_and_handlers_are_removed(project: Project) -> None:
    body = '<div onclick="x()">文<script>alert(1)</script></div>\n\n<a href="javascript:x()">危険</a>\n'
    page, warnings = build_post(project, body)
    assert "onclick" not in page
    assert "alert(1)" not in page
    assert "javascript:x" not in page
    assert warnings
    assert all("[kb.trust." in line for line in warnings)


def test_myst_settings_of_a_post_are_ignored(project: Project) -> None:
    myst = 'myst:\n  enable_extensions: [substitution]\n  substitutions: {x: "危険"}\n'
    post = f"---\ntitle: 記事\n{myst}---\n\n{{{{ x }}}}\n"
    result = project.build(files={"index.md": INDEX, "posts/a.md": post})
    assert "危険" not in result.read("posts/a.html")


def test_dollars_are_money(project: Project) -> None:
    page, warnings = build_post(project, "$0.15から$3までで、$5の差。\n")
    assert "$0.15から$3までで、$5の差。" in page
    assert warnings == []


def test_bytes_that_are_not_utf8_are_reported_and_the_rest_is_built(project: Project) -> None:
    project.build(files={"index.md": INDEX})
    path = project.write("posts/a.md", HEAD)
    path.write_bytes(HEAD.encode() + "よい文。\n壊れた".encode()[:-1] + b"\n\n" + "続き。\n".encode())
    project.write("posts/b.md", HEAD.replace("記事", "無傷"))
    result = project.build()
    assert [line.rpartition("source/")[2] for line in result.warnings] == [
        "posts/a.md:7:3: WARNING: ここから先がUTF-8ではありません（バイト 0xe3）。"
        "読めない部分は U+FFFD で表示します。"
        "UTF-8で保存し直すか、'kb import' で文字コードを判定してください。 [kb.file.encoding]"
    ]
    assert "よい文。" in result.read("posts/a.html")
    assert "続き。" in result.read("posts/a.html")
    assert "無傷" in result.read("posts/b.html")


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        (
            "title: a: b\ndate: 2025-01-01",
            "posts/a.md:2:9: WARNING: フロントマターがYAMLとして正しくありません",
        ),
        ("title: 題\ntitle: 別の題", "posts/a.md:3:1: WARNING: 'title' が重複しています"),
        ("title: 題\ndate: 2025-05-00", "posts/a.md:3:7: WARNING: '2025-05-00' は日付ではありません"),
        ("- 題", "posts/a.md:2:1: WARNING: フロントマターは 'キー: 値' の行で"),
        ("title: 題\ntags: {a: b}", "posts/a.md:3:7: WARNING: 'tags' は"),
        (
            "x: &x [1]\ny: *z\ntitle: 題",
            "posts/a.md:3:4: WARNING: フロントマターがYAMLとして正しくありません",
        ),
    ],
)
def test_bad_front_matter_is_reported_where_it_is(project: Project, front_matter: str, expected: str) -> None:
    result = project.build(files={"index.md": INDEX, "posts/a.md": f"---\n{front_matter}\n---\n\n本文。\n"})
    assert any(line.rpartition("source/")[2].startswith(expected) for line in result.warnings), (
        result.warnings
    )
    assert "<p>本文。</p>" in result.read("posts/a.html")


def test_odd_files_build(project: Project, tmp_path: Path) -> None:
    files = {
        "index.md": INDEX,
        "posts/empty.md": "",
        "posts/only_fence.md": "---\n",
        "posts/unclosed.md": "---\ntitle: 閉じない\ndate: 2025-01-01\n\n本文。\n",
        "posts/no_front_matter.md": "# 見出しの題\n\n本文。\n",
        "posts/blank_first.md": "\n\n---\ntitle: 空行の後\n---\n\n本文。\n",
        "posts/日本語 名.md": HEAD,
        "terms/empty.md": "",
        "comparisons/none.md": "---\ntitle: 空\n---\n\n```{kb:comparison} x\n```\n",
    }
    result = project.build(files=files)
    assert "<h1>閉じない" in result.read("posts/unclosed.html")
    assert "<h1>見出しの題" in result.read("posts/no_front_matter.html")
    assert "<h1>空行の後" in result.read("posts/blank_first.html")
    assert all("[kb." in line for line in result.warnings)


def test_drafts_stay_out_of_the_site(project: Project) -> None:
    files = {
        "index.md": INDEX,
        "posts/draft.md": HEAD.replace("title", "draft: true\ntitle"),
        "posts/hidden.md": HEAD.replace("title", "published: false\ntitle"),
        "posts/public.md": HEAD.replace("title", "published: true\ntitle"),
    }
    result = project.build(files=files)
    pages = sorted(path.name for path in (result.outdir / "posts").glob("*.html"))
    assert pages == ["index.html", "public.html"]


def test_dead_link_becomes_text_with_a_hint(project: Project) -> None:
    project.write("posts/b.md", HEAD.replace("記事", "前"))
    page, warnings = build_post(project, "[前の記事](/2024/12/31/b/)を読む。[これ](/2024/12/31/a/)\n")
    assert "前の記事を読む。" in page.replace("<span>", "").replace("</span>", "")
    assert warnings == [
        "posts/a.md:6:8: WARNING: リンク先 '/2024/12/31/b/' はこのサイトにありません。"
        "'posts/b' の間違いですか？存在するページにリンクしてください。 [kb.link.dead]",
        "posts/a.md:6:32: WARNING: リンク先 '/2024/12/31/a/' はこのサイトにありません。"
        "存在するページにリンクしてください。 [kb.link.dead]",
    ]


def test_bad_option_falls_back_to_its_default(tmp_path: Path) -> None:
    conf = 'extensions = ["kb_ext"]\nhtml_theme = "furo"\nlanguage = "ja"\nkb_page_size = "many"\n'
    result = Project(tmp_path, conf).build(files={"index.md": INDEX, "posts/a.md": HEAD})
    assert len(result.warnings) == 1
    assert "kb_page_size" in result.warnings[0]
    assert "記事" in result.read("posts/index.html")


def test_missing_image_is_reported_once_and_shown_when_it_comes(project: Project) -> None:
    page, warnings = build_post(project, "文。\n\n![図](figure.png)\n")
    assert '<span class="kb-missing-image">図</span>' in page
    assert warnings == [
        "posts/a.md:8:6: WARNING: 画像 'figure.png' がありません。ファイルを加えるか、画像を除いてください。"
        " [kb.link.missing-image]"
    ]
    assert project.build().warnings == []
    (project.root / "source/posts/figure.png").write_bytes(PIXEL)
    result = project.build()
    assert result.warnings == []
    assert "_images/figure.png" in result.read("posts/a.html")


def test_path_that_no_file_system_takes_is_a_dead_link(project: Project) -> None:
    name = "長" * 100
    page, warnings = build_post(project, f"[文](/{name}/)と![図]({name}.png)。\n")
    assert "文" in page
    assert [line.rpartition(" ")[2] for line in warnings] == ["[kb.link.missing-image]", "[kb.link.dead]"]

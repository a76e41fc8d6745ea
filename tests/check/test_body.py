"""What is found in the text below the front matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb_ext.check.record import Checked, Kind

Place = tuple[str, int, int]
Body = Callable[[str], list[Place]]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("```python\nx = 1\n", ("markdown.unclosed-fence", 5, 1)),
        ("段落。\n\n:::message\n本文。\n", ("markdown.unclosed-fence", 7, 1)),
        ("- 項目\n  ~~~\n  x\n\n段落。\n", ("markdown.unclosed-fence", 6, 3)),
        ("失われた\ufffd字。\n", ("text.lost-character", 5, 1)),
        ("| a | b |\n|---|---|\n| 1 |\n", ("markdown.ragged-table", 7, 1)),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", ("markdown.ragged-table", 7, 1)),
        ("| a | b |\n|---|---|\n| `x|y` | 2 |\n", ("markdown.ragged-table", 7, 1)),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n注記\n", ("markdown.ragged-table", 8, 1)),
        ("| a | b |\n|---|---|---|\n| 1 | 2 |\n", ("markdown.table-stump", 5, 1)),
        ("| a | b |\n|---|---|\n", ("markdown.table-stump", 5, 1)),
        ("**重要 ** です。\n", ("markdown.literal", 5, 1)),
        ("重要です。**\n", ("markdown.literal", 5, 1)),
        ("##見出し\n", ("markdown.space", 5, 1)),
        ("##　見出し\n", ("markdown.space", 5, 1)),
        ("-一つ目\n-二つ目\n", ("markdown.space", 5, 1)),
        ("1.はじめに\n2.おわりに\n", ("markdown.space", 5, 1)),
        ("## a\n\n#### b\n", ("markdown.heading-level", 7, 6)),
        ("# a\n\n# b\n", ("markdown.several-titles", 7, 3)),
        ("段落。\n---\n", ("markdown.rule", 6, 1)),
        ("見出し\n=====\n\n段落。\n", ("markdown.literal", 6, 1)),
        ("段落。\n\n---END---\n", ("text.end-mark", 7, 1)),
        ("成長する（※出典元不明）。\n", ("text.unsourced", 5, 5)),
        ("{{ page.title }}\n", ("markdown.template-tag", 5, 1)),
        ("段落。\n続き {% include a.html %}\n", ("markdown.template-tag", 6, 4)),
        ("文 <script>x</script> 文\n", ("trust.html", 5, 3)),
        ("[x](javascript:alert(1))\n", ("trust.link", 5, 5)),
        ("```{include} a.md\n```\n", ("trust.directive", 5, 5)),
        ("段落 {raw}`x`\n", ("trust.role", 5, 5)),
        ("[他](b.md)\n", ("link.dead", 5, 5)),
        ("[他](/2025/01/31/b/)\n", ("link.dead", 5, 5)),
        ('<a href="/b/">他</a>\n', ("link.dead", 5, 10)),
        ("![図](img/a.png)\n", ("link.missing-image", 5, 6)),
        ('<img src="a.png">\n', ("link.missing-image", 5, 11)),
        ("```{kb:comparison} x\n本文だけ。\n```\n", ("comparison.empty", 5, 1)),
        ("{kb:post}`zzz`\n", ("reference.unknown", 5, 11)),
        ("{kb:term}`zzz`\n", ("term.unknown", 5, 11)),
    ],
)
def test_finding_is_reported_at_its_place(find_in_body: Body, body: str, place: Place) -> None:
    assert find_in_body(body) == [place]


@pytest.mark.parametrize(
    "body",
    [
        "```python\n\ufffd `**` ##x\n```\n",
        "`\ufffd` と `**重要` と `{{ x }}` です。\n",
        "    **コード\n    ##コード\n",
        "**「語」**の話で、**重要。**次へ続く。\n",
        "2**10 と `**kwargs` と **kwargs と a ** b と src/**/*.md です。\n",
        "\\*\\*重要\\*\\* です。\n",
        "#タグ と #1 です。\n",
        "-1度から+2度、*注 です。\n",
        "-v を付けます。\n",
        "## a\n\n### b\n\n## c\n",
        "# 題\n\n## a\n",
        "| a | b |\n|---|---|\n| 1 | `x\\|y` |\n",
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
        "- | a | b |\n  |---|---|\n  | 1 | 2 |\n",
        "絶対値 |x| と |y| の話。\n",
        "段落。\n\n---\n\n段落。\n",
        ":::message\n本文。\n:::\n\n::::details 題\n:::message\n中\n:::\n::::\n",
        "````md\n```\n````\n",
        "[外](https://example.com) <https://example.com> [上](#top) [宛](mailto:a@example.com)\n",
        "![外](https://example.com/a.png)\n",
        "出所が不明瞭なデータと、出典のない主張。\n",
        "```{note}\n本文。\n```\n",
        "```{kb:comparison} x\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n",
    ],
)
def test_what_is_meant_that_way_is_left_alone(find_in_body: Body, body: str) -> None:
    assert find_in_body(body) == []


def test_what_stands_in_a_directive_is_found_on_its_own_line(find_in_body: Body) -> None:
    body = ":::message\n一行目\n{{ x }}\n:::\n\n```{note}\n:class: a\n\n##見出し\n```\n"
    assert find_in_body(body) == [("markdown.space", 13, 1), ("markdown.template-tag", 7, 1)]


def test_equal_findings_on_one_line_have_columns_of_their_own(find_in_body: Body) -> None:
    assert find_in_body("{{ x }} と {{ x }}\n") == [
        ("markdown.template-tag", 5, 1),
        ("markdown.template-tag", 5, 11),
    ]


def test_repeated_section_is_reported_with_both_places(check: Callable[..., Checked]) -> None:
    section = f"## 節\n\n{'同じ長い段落が二度現れる。' * 10}\n\n"
    (problem,) = check(f"---\ntitle: 題\n---\n\n{section}{section}").problems
    assert (problem.code.public, problem.line) == ("text.repeated", 9)
    assert dict(problem.values) == {"first": "5-7", "lines": "9-11"}


def test_chat_residue_is_found_at_the_end(find_in_body: Body) -> None:
    assert find_in_body("## 節\n\n段落。\n\n次はそれをご希望ですか？\n") == [("text.chat-residue", 9, 1)]


def test_headings_with_lines_below_them_are_headings_on_a_page(find: Callable[..., list[Place]]) -> None:
    assert find("題\n==\n\n節\n---\n", kind=Kind.PAGE, docname="index") == []


def test_page_may_do_what_a_post_may_not(find: Callable[..., list[Place]]) -> None:
    text = "# 題\n\n```{include} a.txt\n```\n\n{{ x }} {raw}`x`\n"
    assert find(text, kind=Kind.PAGE, docname="index") == []


def test_dollars_are_mathematics_where_a_post_says_so(find: Callable[..., list[Place]]) -> None:
    assert find("---\ntitle: 題\nmath: true\n---\n\n$a **重要 b$ です。\n") == []


def test_invisible_characters_are_found(find: Callable[..., list[Place]]) -> None:
    text = "\ufeff---\r\ntitle: 題\r\n---\r\n\r\n本\x08文。カ\u3099\r\n"
    assert find(text) == [
        ("file.control-character", 5, 2),
        ("file.line-end", 1, 1),
        ("file.mark", 1, 1),
        ("file.nfc", 5, 1),
    ]


def test_bytes_that_are_no_utf8_are_found_and_the_rest_is_checked(
    find: Callable[..., list[Place]],
) -> None:
    assert find("---\ntitle: 題\n---\n\n文章である".encode()[:-1] + b"\n\n##a\n") == [
        ("file.encoding", 5, 5),
        ("markdown.space", 7, 1),
    ]


def test_a_file_in_another_encoding_is_one_finding(find: Callable[..., list[Place]]) -> None:
    assert [code for code, *_ in find("---\ntitle: 日本語\n---\n\n本文である。\n".encode("cp932"))] == [
        "file.encoding"
    ]


@pytest.mark.parametrize(
    "text", ["", "\n", "---", "---\n---", "\x00", "\ufeff", "|", "```", ":::", "[", "{{"]
)
def test_next_to_nothing_is_no_traceback(check: Callable[..., Checked], text: str) -> None:
    assert all(problem.line == 1 for problem in check(text).problems)


def test_a_name_too_long_for_a_file_is_a_dead_link(find_in_body: Body) -> None:
    assert find_in_body(f"[x]({'a' * 5000}/b)\n") == [("link.dead", 5, 5)]


def test_missing_picture_of_the_front_matter_is_reported(
    find: Callable[..., list[Place]], tmp_path: Path
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "x.png").write_bytes(b"")
    text = "---\ntitle: 題\n{}\n---\n\n語。\n"
    for known in (
        "image: x.png",
        "image: https://example.com/x.png",
        "image: false",
        "thumbnail: /posts/x.png",
    ):
        assert find(text.format(known)) == []
    for lost in ("image: y.png", "cover: /x.png"):
        assert find(text.format(lost)) == [("link.missing-image", 3, lost.index(" ") + 2)]

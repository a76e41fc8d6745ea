"""From front matter to a post."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.code import SourceCode
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.post import parse_post, strip_markup
from kb_ext.core.record import Post, Scope
from kb_ext.core.stamp import Stamp
from tests.core.test_problem import Recorder


@pytest.fixture(name="report")
def make_report() -> Recorder:
    return Recorder()


def parse(block: str, report: Recorder, *, body: str = "", docname: str = "posts/2025/見本") -> Post:
    return parse_post(docname, read_front_matter(f"---\n{block}\n---\n{body}", report), report)


def test_post_of_jekyll_is_read_whole(report: Recorder) -> None:
    block = """layout: post
title: "2026年AI半導体市場、その真意とは？"
date: 2025-09-16 08:43:46 +0000
categories: ["業界別AI活用"]
tags: ["NVIDIA", "推論最適化"]
author: "編集部"
excerpt: "AI半導体市場の
  予測。"
reading_time: 20
related: [posts/other.md]"""
    assert parse(block, report) == Post(
        docname="posts/2025/見本",
        title="2026年AI半導体市場、その真意とは？",
        date=Stamp(iso="2025-09-16T08:43:46+00:00", instant="2025-09-16T08:43:46"),
        categories=("業界別AI活用",),
        tags=("NVIDIA", "推論最適化"),
        authors=("編集部",),
        excerpt="AI半導体市場の 予測。",
        reading_minutes=20,
        related=("posts/other.md",),
    )
    assert report.lines == []


def test_post_of_zenn_is_read_whole(report: Recorder) -> None:
    post = parse(
        'title: "Gitのオブジェクト"\nemoji: "🤖"\ntype: "tech" # 技術記事\ntopics: ["Git"]\npublished: true',
        report,
    )
    assert (post.title, post.tags, post.draft) == ("Gitのオブジェクト", ("Git",), False)
    assert report.lines == []


def test_post_of_astro_is_read_whole(report: Recorder) -> None:
    post = parse(
        "title: 監査\npubDate: '2025-11-29'\nupdatedDate: 2025-12-01\ndescription: 要点\nauthor: [a]", report
    )
    assert post.date is not None
    assert post.updated is not None
    assert (post.date.iso, post.updated.iso, post.excerpt) == ("2025-11-29", "2025-12-01", "要点")
    assert report.lines == []


def test_title_falls_back_on_the_first_heading(report: Recorder) -> None:
    post = parse("date: 2025-01-01", report, body="\n## 節\n\n# **量子化**の`話` #\n")
    assert post.title == "量子化の話"
    assert report.places == [(SourceCode.MISSING_TITLE, 1, 1)]
    assert report.values == [{"title": "量子化の話"}]


def test_title_is_not_taken_from_a_comment_in_code(report: Recorder) -> None:
    body = "```sh\n# 注釈\n```\n~~~\n# 注釈\n```\n~~~\n\n# 題\n"
    assert parse("date: 2025-01-01", report, body=body).title == "題"


@pytest.mark.parametrize("body", ["", "本文\n", "## 節\n", "#題ではない\n", "# \n"])
def test_title_falls_back_on_the_name_of_the_file(body: str, report: Recorder) -> None:
    assert parse("date: 2025-01-01", report, body=body).title == "見本"
    assert report.places == [(SourceCode.MISSING_TITLE, 1, 1)]


def test_file_without_front_matter_is_reported_as_such(report: Recorder) -> None:
    post = parse_post("posts/a", read_front_matter("# 題\n", report), report)
    assert post == Post(docname="posts/a", title="題")
    assert report.places == [(SourceCode.MISSING_FRONT_MATTER, 1, 1)]


def test_title_that_is_a_number_or_a_flag_stays_as_written(report: Recorder) -> None:
    assert parse("title: 2025", report).title == "2025"
    assert parse("title: on", report).title == "on"
    assert report.lines == []


def test_impossible_date_is_reported_at_its_value_and_its_month_is_used(report: Recorder) -> None:
    post = parse("title: x\ndate: 2025-05-00", report)
    assert post.date == Stamp(iso="2025-05", instant="2025-05-01T00:00:00")
    assert report.places == [(SourceCode.BAD_DATE, 3, 7)]
    assert report.values == [{"value": "2025-05-00"}]


def test_what_is_no_date_is_reported_and_left_out(report: Recorder) -> None:
    post = parse("title: x\ndate: 未定\nupdated: 昨日", report)
    assert (post.date, post.updated) == (None, None)
    assert report.places == [(SourceCode.BAD_DATE, 3, 7), (SourceCode.BAD_DATE, 4, 10)]


@pytest.mark.parametrize("written", ["", "~", "''", "' '"])
def test_empty_date_is_no_date_and_no_mistake(written: str, report: Recorder) -> None:
    assert parse(f"title: x\ndate: {written}", report).date is None
    assert report.lines == []


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ("on", ("on",)),
        ("['#LLM', '＃生成AI']", ("LLM", "生成AI")),
        ("['C#', 'F#']", ("C#", "F#")),
        ("['#']", ("#",)),
        ("LLM, 量子化", ("LLM", "量子化")),
        ("[[LLM], [量子化]]", ("LLM", "量子化")),
    ],
)
def test_tags_lose_only_the_hash_of_a_social_network(
    written: str, tags: tuple[str, ...], report: Recorder
) -> None:
    assert parse(f"title: x\ntags: {written}", report).tags == tags
    assert report.lines == []


@pytest.mark.parametrize(
    ("block", "draft"),
    [
        ("draft: true", True),
        ("private: yes", True),
        ("published: false", True),
        ("draft: false", False),
        ("published: true", False),
        ("published: true\ndraft: true", True),
        ("title: y", False),
    ],
)
def test_post_is_a_draft_however_its_site_says_so(block: str, draft: bool, report: Recorder) -> None:
    assert parse(block, report).draft is draft


@pytest.mark.parametrize(
    ("written", "scope"),
    [
        ("false", Scope.NONE),
        ("never", Scope.NONE),
        ("OFF", Scope.NONE),
        ("none", Scope.NONE),
        ("true", None),
        ("", None),
        ("page", Scope.PAGE),
        ("Section", Scope.SECTION),
        ("all", Scope.ALL),
    ],
)
def test_post_says_how_often_it_links_to_a_term(written: str, scope: Scope | None, report: Recorder) -> None:
    assert parse(f"title: x\nautolink: {written}", report).autolink is scope
    assert report.lines == []


def test_unknown_word_for_links_is_reported_at_its_value(report: Recorder) -> None:
    assert parse("title: x\nautolink: often", report).autolink is None
    assert report.places == [(SourceCode.WRONG_TYPE, 3, 11)]


def test_every_problem_of_a_file_is_reported_at_once(report: Recorder) -> None:
    parse("title: {a: b}\ndate: 2025-13-01\ntags: {x: y}\ndraft: maybe\nreading_time: soon", report)
    assert sorted(report.places, key=lambda place: place[1]) == [
        (SourceCode.MISSING_TITLE, 1, 1),
        (SourceCode.WRONG_TYPE, 2, 8),
        (SourceCode.BAD_DATE, 3, 7),
        (SourceCode.WRONG_TYPE, 4, 7),
        (SourceCode.WRONG_TYPE, 5, 8),
        (SourceCode.WRONG_TYPE, 6, 15),
    ]
    assert all(report.lines)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("**「量子化」**の`int8`", "「量子化」のint8"),
        ("[題](https://example.com)とは", "題とは"),
        ("![絵](a.png)題", "絵題"),
        ("題 ##", "題"),
        ("C# 入門", "C# 入門"),
    ],
)
def test_markup_is_dropped_from_a_heading(written: str, plain: str) -> None:
    assert strip_markup(written) == plain


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_post_with_a_title(text: str) -> None:
    report = Recorder()
    post = parse_post("posts/a", read_front_matter(text, report), report)
    assert post.title
    assert all(report.lines)


def test_heading_that_ends_in_a_hash_keeps_it() -> None:
    assert strip_markup("C#") == "C#"


def test_tags_with_and_without_hash_are_one(report: Recorder) -> None:
    assert parse("title: x\ntags: ['#LLM', LLM, '# LLM']", report).tags == ("LLM",)


def test_date_of_another_shape_is_reported(report: Recorder) -> None:
    parse("title: x\ndate: [2025-01-01]", report)
    assert report.places == [(SourceCode.WRONG_TYPE, 3, 7)]


def test_reading_time_of_thousands_of_digits_is_reported(report: Recorder) -> None:
    assert parse(f"title: x\nreading_time: {'9' * 5000}", report).reading_minutes == 0
    assert report.places == [(SourceCode.WRONG_TYPE, 3, 15)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"## 製造業の話\n\n本文", "製造業の話 本文"),
        ("**重要**な`x`と2 * 3", "重要なxと2 * 3"),
        ("#タグ で始まる", "#タグ で始まる"),
    ],
)
def test_excerpt_is_plain_text(text: str, plain: str, report: Recorder) -> None:
    assert parse(f'title: 題\nexcerpt: "{text}"', report).excerpt == plain

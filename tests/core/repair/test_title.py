from __future__ import annotations

import pytest

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.file_name import keep_file_name
from kb_ext.core.repair.title import find_title
from tests.core.repair.conftest import run_pass


def test_a_damaged_title_is_completed_from_the_heading_which_goes() -> None:
    run = run_pass(
        find_title,
        "---\ntitle: AIモデルの性能競争激\ufffd\n---\n\n# **AIモデルの性能競争激化**:-ガイド\n\n本文\n",
    )
    assert run.text == "---\ntitle: AIモデルの性能競争激化:-ガイド\n---\n\n本文\n"
    assert run.places == [("TITLE_COMPLETED", 2, 1), ("HEADING_DROPPED", 5, 1)]
    assert run.repairs[1].removed == "# **AIモデルの性能競争激化**:-ガイド"


@pytest.mark.parametrize(
    "line", ["## 新しいチップの真意とは", "新しいチップの真意とは", "**新しいチップの真意とは**"]
)
@pytest.mark.parametrize(
    "title", ["新しいチップの真\ufffd", '"# 新しいチップの真\ufffd"', '"**新しいチップの真"']
)
def test_a_headline_in_its_place_completes_it_too(line: str, title: str) -> None:
    run = run_pass(find_title, f"---\ntitle: {title}\n---\n\n{line}\n\n本文\n")
    assert run.text == "---\ntitle: 新しいチップの真意とは\n---\n\n本文\n"


@pytest.mark.parametrize(
    "line", ["新しいチップの真意を説明する。", "## 概要", "新しいチップの真\ufffd意", "別の題"]
)
def test_what_does_not_complete_a_title_is_left(line: str) -> None:
    text = f"---\ntitle: 新しいチップの真\ufffd\n---\n\n{line}\n\n本文\n"
    run = run_pass(find_title, text)
    assert (run.text, run.names) == (text, ["TITLE_DAMAGED"])


def test_a_missing_title_is_the_first_heading() -> None:
    run = run_pass(find_title, "---\ndate: 2025-01-31\n---\n\n# 見出しの`code`と[語](http://a)\n\n本文\n")
    assert run.text == "---\ntitle: 見出しのcodeと語\ndate: 2025-01-31\n---\n\n本文\n"


def test_a_first_heading_further_down_gives_the_title_and_stays() -> None:
    run = run_pass(find_title, "---\n---\n\n![図](a.png)\n\n# 見出し\n")
    assert run.text == "---\ntitle: 見出し\n---\n\n![図](a.png)\n\n# 見出し\n"


def test_the_file_name_is_the_last_resort() -> None:
    run = run_pass(find_title, "---\n---\n\n```\n# 注釈\n```\n", Context(original="2025-01-31-my_first-post"))
    assert run.text == "---\ntitle: my first post\n---\n\n```\n# 注釈\n```\n"
    assert run.names == ["TITLE_FROM_NAME"]


def test_a_heading_that_repeats_the_title_goes() -> None:
    run = run_pass(find_title, "---\ntitle: AI入門\n---\n\n# ＡＩ入門\n\n# 次の章\n")
    assert run.text == "---\ntitle: AI入門\n---\n\n# 次の章\n"
    assert run.names == ["HEADING_DROPPED"]


def test_another_heading_stays() -> None:
    text = "---\ntitle: AI入門\n---\n\n# AI入門の手引き\n"
    assert run_pass(find_title, text).text == text


def test_marks_go_from_a_title() -> None:
    run = run_pass(find_title, '---\ntitle: "# 題名"\n---\n')
    assert (run.text, run.names) == ("---\ntitle: 題名\n---\n", ["TITLE_MARKS"])


def test_a_hash_tag_in_a_title_stays() -> None:
    text = '---\ntitle: "#hashtag の話"\n---\n'
    assert run_pass(find_title, text).text == text


def test_the_date_of_a_file_name_is_kept() -> None:
    run = run_pass(keep_file_name, "---\ntitle: 題\n---\n", Context(name="2025-01-31-a"))
    assert run.text == "---\ntitle: 題\ndate: 2025-01-31\n---\n"
    assert run.names == ["DATE_FROM_NAME"]


@pytest.mark.parametrize("name", ["2025-02-31-a", "post", "20250131"])
def test_no_date_is_made_up(name: str) -> None:
    text = "---\ntitle: 題\n---\n"
    assert run_pass(keep_file_name, text, Context(name=name)).text == text


def test_the_old_name_of_a_renamed_file_is_kept_once() -> None:
    context = Context(name="a-1f", original="元の名前", renamed=True)
    run = run_pass(keep_file_name, "---\ntitle: 題\n---\n", context)
    assert run.text == "---\ntitle: 題\nextra:\n  imported_from: 元の名前\n---\n"
    assert run_pass(keep_file_name, run.text, context).names == []

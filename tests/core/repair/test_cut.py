from __future__ import annotations

import pytest

from kb_ext.core.repair.cut import find_cut_end
from tests.core.repair.conftest import HEAD, run_pass


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("前。\n\n| 比較項目 | 汎用\n", ("TABLE_STUMP", 6, 1)),
        ("| 会社 | 国 |\n", ("TABLE_STUMP", 4, 1)),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 \n", ("TABLE_STUMP", 7, 1)),
        ("前。\n\n```python\nimport a\n", ("OPEN_CODE", 6, 1)),
        ("前。\n\nまた、\n", ("OPEN_SENTENCE", 6, 1)),
        ("- 一\n- 二と（\n", ("OPEN_SENTENCE", 5, 1)),
    ],
)
def test_an_end_that_breaks_off_is_told_and_kept(body: str, place: tuple[str, int, int]) -> None:
    run = run_pass(find_cut_end, HEAD + body)
    assert (run.body, run.places) == (body, [place])


@pytest.mark.parametrize(
    "body",
    [
        "",
        "終わり。\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "a | b\n--|--\n1 | 2\n",
        "```\ncode\n```\n",
        "- 参考資料\n",
        "    code\n",
    ],
)
def test_whole_ends_are_not_worth_a_word(body: str) -> None:
    assert run_pass(find_cut_end, HEAD + body).names == []

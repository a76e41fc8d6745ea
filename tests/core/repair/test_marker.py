from __future__ import annotations

import pytest

from kb_ext.core.repair.marker import remove_markers
from tests.core.repair.conftest import HEAD, run_pass


@pytest.mark.parametrize(
    "mark", ["---END---", "---END", "-- END --", "--- END OF ARTICLE ---", "<|endoftext|>"]
)
def test_marks_go_and_one_blank_line_is_left(mark: str) -> None:
    run = run_pass(remove_markers, f"{HEAD}\n前。\n\n{mark}\n\n{mark}\n\n後。\n\n{mark}\n")
    assert run.body == "\n前。\n\n後。\n"
    assert run.places == [("END_MARK", 7, 1), ("END_MARK", 9, 1), ("END_MARK", 13, 1)]
    assert run.repairs[0].removed == mark


def test_a_line_of_equals_signs_below_a_mark_goes_with_it() -> None:
    assert run_pass(remove_markers, f"{HEAD}\n前。\n\n---END---\n=======\n---\n").body == "\n前。\n\n---\n"


def test_a_sentence_that_breaks_off_at_a_comma_is_joined() -> None:
    run = run_pass(remove_markers, f"{HEAD}\nGitHubや、\n\n---END---\n\nフォーラムで知る。\n\n次。\n")
    assert run.body == "\nGitHubや、フォーラムで知る。\n\n次。\n"
    assert run.messages[1] == "The sentence that the mark cut in two is joined with line 9."


def test_a_sentence_that_stands_whole_elsewhere_is_joined() -> None:
    run = run_pass(remove_markers, f"{HEAD}\n前の\n\n---END---\n\n半分。\n\n前の半分。\n")
    assert run.body == "\n前の半分。\n\n前の半分。\n"


def test_whole_sentences_are_not_joined_and_lists_neither() -> None:
    body = "\n前。\n\n後。\n\n終わり、\n\n- 項目\n"
    marked = body.replace("\n\n後", "\n\n---END---\n\n後").replace("\n\n-", "\n\n---END---\n\n-")
    assert run_pass(remove_markers, HEAD + marked).body == body


def test_code_and_rules_are_left_alone() -> None:
    text = f"{HEAD}\n```\n---END---\n```\n\n---\n\nEND\n"
    assert run_pass(remove_markers, text).text == text

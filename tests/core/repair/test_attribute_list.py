from __future__ import annotations

import pytest

from kb_ext.core.repair.attribute_list import remove_attribute_lists
from tests.core.repair.conftest import HEAD, run_pass


def test_a_list_on_its_own_line_goes_with_the_line() -> None:
    run = run_pass(remove_attribute_lists, f"{HEAD}\n[他](/a)\n{{: .cta-link}}\n\n---\n")
    assert run.body == "\n[他](/a)\n\n---\n"
    assert run.places == [("ATTRIBUTE_LIST", 6, 1)]


def test_a_list_behind_a_link_goes_alone() -> None:
    run = run_pass(remove_attribute_lists, f'{HEAD}\n見る[頁](http://a){{:target="_blank" .x}}です\n')
    assert run.body == "\n見る[頁](http://a)です\n"
    assert run.places == [("ATTRIBUTE_LIST", 5, 16)]


def test_a_list_with_an_id_stays() -> None:
    text = f"{HEAD}\n段落\n{{:#anchor}}\n"
    run = run_pass(remove_attribute_lists, text)
    assert (run.text, run.names) == (text, ["ATTRIBUTE_ID"])


@pytest.mark.parametrize(
    "body", ["`a`と`{: .x}`\n", "```\n{: .x}\n```\n", "写像 {:key 1} です\n", "{% raw %} {{ a }}\n"]
)
def test_code_and_other_braces_are_left_alone(body: str) -> None:
    assert run_pass(remove_attribute_lists, HEAD + body).text == HEAD + body

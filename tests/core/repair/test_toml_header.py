from __future__ import annotations

from kb_ext.core.repair.toml_header import convert_toml
from tests.core.repair.conftest import run_pass


def test_toml_becomes_yaml_with_its_types() -> None:
    source = '+++\ntitle = "題"\ndate = 2023-11-18T11:10:07+09:00\ndraft = true\nweight = 3\n# 注\n'
    run = run_pass(convert_toml, f'{source}tags = ["a", "b"]\n[scripts]\nmathjax = false\n+++\n本文\n')
    assert run.text == (
        "---\ntitle: 題\ndate: 2023-11-18T11:10:07+09:00\ndraft: true\nweight: 3\ntags: [a, b]\n"
        "scripts:\n  mathjax: false\n# 注\n---\n本文\n"
    )
    assert run.names == ["TOML"]


def test_broken_toml_is_read_line_by_line() -> None:
    run = run_pass(
        convert_toml, '+++\ntitle = "題"\ndescription = 半端な"\n???\n[scripts]\nmathjax = true\n+++\n'
    )
    assert run.text == '---\ntitle: 題\ndescription: 半端な\nline-4: "???"\nscripts:\n  mathjax: true\n---\n'
    assert run.names == ["TOML_SYNTAX", "UNREAD_LINE", "TOML"]
    assert run.places[0] == ("TOML_SYNTAX", 3, 15)


def test_text_between_plus_signs_that_never_close_is_left() -> None:
    assert run_pass(convert_toml, "+++\ntitle = 1\n").text == "+++\ntitle = 1\n"


def test_comments_beside_values_are_kept_and_signs_inside_values_are_none() -> None:
    run = run_pass(convert_toml, '+++\ntitle = "C# # 入門" # 題名\nweight = 3 # 順\n+++\n')
    assert run.text == '---\ntitle: "C# # 入門"\nweight: 3\n# 題名\n# 順\n---\n'

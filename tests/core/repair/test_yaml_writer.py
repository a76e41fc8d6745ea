from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.repair.yaml_writer import write_entry, write_text
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence, parse_yaml

PRINTABLE = st.text(st.characters(exclude_categories=["Cs"]))
AWKWARD = st.lists(
    st.sampled_from(
        [*"-?:,[]{}#&*!|>'\"%@` \n\t\\~=", "語", "a", "1", ": ", " #", "null", "true", "\x85", "\u2028"]
    )
).map("".join)


def load(lines: list[str]) -> object:
    return yaml.safe_load("\n".join((*lines, "")))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("AI技術：2025年", "AI技術：2025年"),
        ("C#", "C#"),
        ("「語」の", "「語」の"),
        ("🔧技術", "🔧技術"),
        ("/assets/a.png", "/assets/a.png"),
        ("基礎: 実践", '"基礎: 実践"'),
        ("a #b", '"a #b"'),
        ("2025", '"2025"'),
        ("yes", '"yes"'),
        ("2025-05-00", '"2025-05-00"'),
        ("12:30", '"12:30"'),
        ("", '""'),
        ("*強調*", '"*強調*"'),
        ('言う"と"', '言う"と"'),
    ],
)
def test_text_is_quoted_only_where_it_has_to_be(text: str, written: str) -> None:
    assert write_text(text) == written


@settings(max_examples=300, deadline=None)
@given(st.one_of(PRINTABLE, AWKWARD))
def test_every_text_reads_back_in_a_mapping_and_in_a_list(text: str) -> None:
    assert load(write_entry("key", Scalar(text=text))) == {"key": text}
    listed = Sequence(children=(Scalar(text=text), Scalar(text=text)))
    assert load(write_entry("key", listed)) == {"key": [text, text]}


@settings(max_examples=300, deadline=None)
@given(st.one_of(PRINTABLE, AWKWARD))
def test_every_text_can_be_a_key(text: str) -> None:
    assert load(write_entry(text, Scalar(text="値"))) == {text: "値"}


def test_lines_stay_lines() -> None:
    assert write_entry("excerpt", Scalar(text="一\n二\n")) == ["excerpt: |", "  一", "  二"]


def test_types_stay_types_and_their_spelling() -> None:
    source = "a: 0x10\nb: true\nc: null\nd: 2025-01-31\ne: 1.50\nf: '1'\ng: 2025-13-45\n"
    node = parse_yaml(source)
    assert isinstance(node, Mapping)
    written = [line for entry in node.entries for line in write_entry(entry.key.text, entry.value)]
    assert written == [
        "a: 0x10",
        "b: true",
        "c: null",
        "d: 2025-01-31",
        "e: 1.50",
        'f: "1"',
        'g: "2025-13-45"',
    ]


@pytest.mark.parametrize(
    "source",
    [
        "a:\n  - b: 1\n    c:\n      - d\n      - [e, f]\n  - []\n  - {}\n",
        "a:\n  b:\n    c: |\n      x\n\n      y\n",
        "a:\n  - |\n    x\n    y\n  - b: |-\n      z\n      w\n",
    ],
)
def test_trees_read_back(source: str) -> None:
    node = parse_yaml(source)
    assert isinstance(node, Mapping)
    written = [line for entry in node.entries for line in write_entry(entry.key.text, entry.value)]
    assert load(written) == yaml.safe_load(source)


def test_long_lists_stand_below_each_other() -> None:
    node: Node = Sequence(children=tuple(Scalar(text="長い要素" * 5) for _ in range(20)))
    assert write_entry("tags", node)[:2] == ["tags:", f"  - {'長い要素' * 5}"]

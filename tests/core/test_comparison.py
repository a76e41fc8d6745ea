"""What several places say of one key, merged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb_ext.core.comparison import (
    Comparison,
    Contradiction,
    choose_contributions,
    merge_contributions,
    split_item_label,
)
from kb_ext.core.contribution import make_key, make_page_key
from kb_ext.core.record import Better, Contribution, Criterion, Item, Statement
from kb_ext.core.value import ValueType
from kb_ext.core.verdict import State

TERMS = {"Ollama": "ollama", "オラマ": "ollama", "Ollama Pro": "ollama"}


def resolve(item: Item) -> str | None:
    return item.term or TERMS.get(item.label)


def state(*texts: str | None) -> tuple[Statement | None, ...]:
    return tuple(None if text is None else Statement(text=text) for text in texts)


def contribute(
    *rows: tuple[str | None, ...], labels: tuple[str, ...] = ("料金",), **fields: object
) -> Contribution:
    items = tuple(Item(label=row[0] or "", statements=state(*row[1:])) for row in rows)
    criteria = tuple(Criterion(key=label, label=label) for label in labels)
    made = Contribution(key="runners", docname="comparisons/runners", criteria=criteria, items=items)
    return replace(made, **fields)  # type: ignore[arg-type] # a test names fields of many types


def merge(*contributions: Contribution) -> Comparison:
    return merge_contributions(contributions, "comparisons/runners", resolve)[0]


def find_contradictions(*contributions: Contribution) -> tuple[Contradiction, ...]:
    return merge_contributions(contributions, "comparisons/runners", resolve)[1]


def list_texts(comparison: Comparison) -> list[list[str]]:
    return [[line.label, *(cell.text for cell in line.cells)] for line in comparison.lines]


def test_rows_of_several_pages_stand_below_each_other() -> None:
    first = contribute(("Ollama", "0"), ("vLLM", "1"))
    second = contribute(("TGI", "2"), docname="posts/b")
    merged = merge(first, second)
    assert list_texts(merged) == [["Ollama", "0"], ["vLLM", "1"], ["TGI", "2"]]
    assert merged.contributors == ("comparisons/runners", "posts/b")


def test_criteria_of_several_pages_stand_side_by_side() -> None:
    first = contribute(("Ollama", "0"))
    second = contribute(("Ollama", "10"), ("TGI", "20"), labels=("速度",), docname="posts/b")
    assert list_texts(merge(first, second)) == [["Ollama", "0", "10"], ["TGI", "", "20"]]


def test_criterion_is_known_by_its_key_or_label() -> None:
    first = contribute(("Ollama", "0"), criteria=(Criterion(key="price", label="料金", unit="GB"),))
    second = contribute(("TGI", "1"), docname="posts/b")
    third = contribute(("vLLM", "2"), labels=("PRICE",), docname="posts/c")
    merged = merge(first, second, third)
    assert [column.criterion.key for column in merged.columns] == ["price"]
    assert list_texts(merged) == [["Ollama", "0"], ["TGI", "1"], ["vLLM", "2"]]


def test_later_page_completes_the_declaration_of_a_criterion() -> None:
    first = contribute(("Ollama", "0"))
    criterion = Criterion(key="料金", label="料金", type=ValueType.NUMBER, better=Better.LOWER, group="費用")
    second = contribute(("TGI", "1"), criteria=(criterion,), docname="posts/b")
    (column,) = merge(first, second).columns
    assert (column.criterion.better, column.type, column.criterion.group) == (
        Better.LOWER,
        ValueType.NUMBER,
        "費用",
    )


def test_item_is_known_by_the_term_that_it_names() -> None:
    first = contribute(("Ollama", "0"))
    second = contribute(("オラマ", "10"), labels=("速度",), docname="posts/b")
    merged = merge(first, second)
    assert list_texts(merged) == [["Ollama", "0", "10"]]
    assert merged.lines[0].term == "ollama"


def test_two_items_of_one_page_that_name_one_term_stay_apart() -> None:
    merged = merge(contribute(("Ollama", "0"), ("Ollama Pro", "1")))
    assert [line.key for line in merged.lines] == ["ollama", "ollama-pro"]


def test_two_items_of_one_name_stay_apart() -> None:
    merged = merge(contribute(("A", "0"), ("a", "1")))
    assert [line.key for line in merged.lines] == ["a", "a-2"]


def test_columns_of_a_group_stand_side_by_side() -> None:
    criteria = tuple(
        Criterion(key=key, label=key, group=group) for key, group in (("a", "x"), ("b", ""), ("c", "x"))
    )
    merged = merge(contribute(("A", "1", "2", "3"), criteria=criteria))
    assert [column.criterion.key for column in merged.columns] == ["a", "c", "b"]
    assert list_texts(merged) == [["A", "1", "3", "2"]]


def test_date_and_source_come_from_the_narrowest_place() -> None:
    statements = (
        Statement(text="1", as_of="2025-01", source="https://example.com/cell"),
        Statement(text="2"),
        Statement(text="3"),
    )
    criteria = tuple(Criterion(key=key, label=key) for key in "abc")
    criteria = (*criteria[:2], replace(criteria[2], as_of="2023", source="posts/criterion"))
    items = (Item(label="A", statements=statements), Item(label="B", as_of="2024", statements=statements[1:]))
    merged = merge(contribute(criteria=criteria, items=items, as_of="2022", source="posts/table"))
    found = [[(cell.as_of, cell.source) for cell in line.cells] for line in merged.lines]
    assert found == [
        [("2025-01", "https://example.com/cell"), ("2022", "posts/table"), ("2023", "posts/criterion")],
        [("2024", "posts/table"), ("2024", "posts/table"), ("", "")],
    ]
    assert (merged.as_of, merged.source) == ("2022", "posts/table")


def test_page_that_contributes_is_the_source_of_what_it_says() -> None:
    merged = merge(contribute(("A", "1")), contribute(("B", "1"), docname="posts/b"))
    assert [line.cells[0].source for line in merged.lines] == ["", "posts/b"]


def test_newest_of_what_pages_say_is_shown_and_the_others_are_kept() -> None:
    old = contribute(("Ollama", "$5"), as_of="2024", docname="posts/a")
    new = contribute(("Ollama", "$7"), as_of="2025-08", docname="posts/b")
    cell = merge(old, new).lines[0].cells[0]
    assert (cell.text, cell.as_of, cell.source) == ("$7", "2025-08", "posts/b")
    assert [(other.text, other.as_of, other.source) for other in cell.others] == [("$5", "2024", "posts/a")]
    (found,) = find_contradictions(old, new)
    assert (found.item, found.criterion) == ("Ollama", "料金")
    assert found.shown.contribution is new
    assert found.other.contribution is old


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$5", "５ドル"),
        ("○", "あり"),
        ("同じ", "同じ"),
        ("不明", "5"),
        ("5", "未確認"),
        ("1.2億", "120,000,000"),
    ],
)
def test_pages_that_mean_the_same_or_know_nothing_contradict_nobody(one: str, other: str) -> None:
    first, second = contribute(("A", one)), contribute(("A", other), docname="posts/b")
    assert find_contradictions(first, second) == ()


@pytest.mark.parametrize(("one", "other"), [("$5", "$6"), ("○", "×"), ("非対応", "5"), ("MIT", "Apache")])
def test_pages_that_say_different_things_contradict_each_other(one: str, other: str) -> None:
    first, second = contribute(("A", one)), contribute(("A", other), docname="posts/b")
    assert len(find_contradictions(first, second)) == 1


def test_what_is_known_is_shown_before_what_is_not() -> None:
    first, second = contribute(("A", "不明"), as_of="2025"), contribute(("A", "5"), docname="posts/b")
    assert merge(first, second).lines[0].cells[0].text == "5"


def test_cell_that_no_page_speaks_of_is_unknown() -> None:
    cell = merge(contribute(("A", None))).lines[0].cells[0]
    assert (cell.text, cell.value and cell.value.state) == ("", State.UNKNOWN)


@pytest.mark.parametrize(
    ("docname", "key"),
    [
        ("posts/2025-08-31-llm", "2025-08-31-llm"),
        ("comparisons/LLM_Families", "llm-families"),
        ("guide/index", "guide"),
        ("料金 比較", "料金-比較"),
    ],
)
def test_key_is_made_from_a_file_name_or_what_an_author_writes(docname: str, key: str) -> None:
    assert make_page_key(docname) == key


def test_no_key_is_that_of_the_index() -> None:
    assert make_page_key("index") != "index"
    assert make_key("CI/CD") == "ci-cd"


def test_own_page_comes_first_and_of_unnamed_ones_only_the_first_has_the_key() -> None:
    own = contribute(named=False)
    named = contribute(docname="posts/a")
    unnamed = contribute(docname="posts/runners", named=False)
    chosen, doubles = choose_contributions((unnamed, named, own), "comparisons")
    assert chosen == {"runners": (own, named)}
    assert doubles == ((unnamed, own),)


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("GPT-4o", ("GPT-4o",)),
        ("OpenAI (GPTシリーズ)", ("OpenAI (GPTシリーズ)", "GPTシリーズ", "OpenAI")),
        ("RAG（検索拡張生成）", ("RAG（検索拡張生成）", "検索拡張生成", "RAG")),
        ("蒸留（知識）の手法（小）", ("蒸留（知識）の手法（小）", "知識", "小", "蒸留 の手法")),
        ("（注）", ("（注）", "注")),
        ("()", ("()",)),
        ("", ()),
    ],
)
def test_item_may_mean_what_stands_in_or_outside_its_brackets(label: str, names: tuple[str, ...]) -> None:
    assert split_item_label(label) == names

"""The index of a glossary."""

from __future__ import annotations

from kb_ext.core.glossary import build_glossary
from kb_ext.core.gojuon import ROWS
from kb_ext.core.link import make_tip
from kb_ext.core.record import Term
from kb_ext.core.term_index import Entry, Pointer, TermIndex, build_term_index, list_terms

RAG = Term(
    slug="rag",
    docname="terms/rag",
    name="検索拡張生成",
    reading="けんさくかくちょうせいせい",
    english="Retrieval-Augmented Generation",
    abbreviation="RAG",
    aliases=("Retrieval Augmented Generations", "ラグ", "検索強化生成"),
    category="手法",
)
TUNING = Term(slug="tuning", docname="terms/tuning", name="微調整", reading="びちょうせい", see="rag")
PLAIN = Term(slug="gpt", docname="terms/gpt", name="GPT")
SPOKEN = Term(slug="llm", docname="terms/llm", name="LLM", reading="えるえるえむ", former=("大規模モデル",))
DIGIT = Term(slug="four", docname="terms/four", name="4ビット", reading="")


def build(*terms: Term) -> TermIndex:
    found = {term.slug: term for term in terms}
    return build_term_index(terms, found, build_glossary(found).resolve)


def spell(index: TermIndex) -> list[tuple[str, str, list[str]]]:
    """List row, letter and lines of an index."""
    return [
        (row.label, group.letter, [spell_item(item) for item in group.items])
        for row in index.rows
        for group in row.groups
    ]


def spell_item(item: Entry | Pointer) -> str:
    return item.tip.name if isinstance(item, Entry) else f"{item.name} → {item.tip.name}"


def test_every_row_is_there_even_without_terms() -> None:
    assert tuple(row.label for row in build().rows) == ROWS
    assert spell(build()) == []
    assert build().total == 0


def test_other_names_point_to_the_term_from_their_own_places() -> None:
    index = build(RAG)
    assert spell(index) == [
        ("か", "", ["検索拡張生成"]),
        ("ら", "", ["ラグ → 検索拡張生成"]),
        ("A–Z", "R", ["RAG → 検索拡張生成", "Retrieval-Augmented Generation → 検索拡張生成"]),
    ]
    assert index.total == 1


def test_entry_keeps_the_names_that_it_does_not_show() -> None:
    entry = build(RAG).rows[1].groups[0].items[0]
    assert entry == Entry(
        tip=make_tip(RAG),
        category="手法",
        names=("Retrieval Augmented Generations", "ラグ", "検索強化生成"),
    )


def test_latin_name_stands_by_its_reading_and_is_found_by_its_letter() -> None:
    assert spell(build(SPOKEN, PLAIN)) == [
        ("あ", "", ["LLM"]),
        ("A–Z", "G", ["GPT"]),
        ("A–Z", "L", ["LLM → LLM"]),
    ]


def test_replaced_term_points_to_the_one_to_be_used() -> None:
    assert ("は", "", ["微調整 → 検索拡張生成"]) in spell(build(RAG, TUNING))


def test_terms_stand_in_gojuon_order() -> None:
    terms = [
        Term(slug="quantization", docname="terms/quantization", name="量子化", reading="りょうしか"),
        Term(slug="inference", docname="terms/inference", name="推論", reading="すいろん"),
        Term(slug="distillation", docname="terms/distillation", name="蒸留", reading="じょうりゅう"),
    ]
    assert spell(build(*terms)) == [("さ", "", ["蒸留", "推論"]), ("ら", "", ["量子化"])]


def test_what_is_no_letter_stands_in_the_last_row() -> None:
    assert spell(build(DIGIT)) == [("0–9", "", ["4ビット"])]


def test_index_does_not_depend_on_the_order_of_the_terms() -> None:
    assert build(RAG, SPOKEN, PLAIN) == build(PLAIN, SPOKEN, RAG)


def test_list_keeps_the_order_of_its_terms() -> None:
    assert spell(list_terms([SPOKEN, RAG])) == [("", "", ["LLM", "検索拡張生成"])]
    assert list_terms([]).rows[0].groups == ()

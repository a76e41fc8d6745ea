"""Names by which a term refers to others in vain."""

from __future__ import annotations

from dataclasses import replace

from kb_ext.core.code import TermCode
from kb_ext.core.dangling import find_dangling
from kb_ext.core.glossary import build_glossary
from kb_ext.core.record import Term

LLM = Term(slug="llm", docname="terms/llm", name="LLM", aliases=("大規模言語モデル",), former=("LM",))
TRAINING = Term(slug="training", docname="terms/training", name="学習", sense="訓練")
STUDY = Term(slug="study", docname="terms/study", name="学習", sense="勉強")


def list_dangling(*terms: Term) -> list[tuple[str, str, str]]:
    known = {term.slug: term for term in (LLM, TRAINING, STUDY, *terms)}
    found = find_dangling(known, build_glossary(known))
    return [(one.term.slug, one.code.public, "/".join(one.values.values())) for one in found]


def test_slugs_names_former_names_and_senses_are_found() -> None:
    term = Term(
        slug="a",
        docname="terms/a",
        name="甲",
        see="ＬＬＭ",
        broader=("llm",),
        narrower=("大規模言語モデル", "学習 (訓練)"),
        related=("LM",),
    )
    assert list_dangling(term) == []


def test_each_name_that_leads_nowhere_is_told_with_what_is_near() -> None:
    term = Term(slug="a", docname="terms/a", name="甲", see="無い", broader=("trainig",), related=("無い物",))
    assert list_dangling(term) == [
        ("a", "term.unknown", "無い/"),
        ("a", "term.unknown", "trainig/training"),
        ("a", "term.unknown", "無い物/"),
    ]


def test_name_of_several_terms_leads_to_none_of_them() -> None:
    term = Term(slug="a", docname="terms/a", name="甲", related=("学習",))
    assert list_dangling(term) == [("a", "term.ambiguous", "学習/study, training")]


def test_name_is_told_where_it_stands() -> None:
    term = Term(slug="a", docname="terms/a", name="甲", related=("無い", "その他"), line=2, column=7)
    known = {"a": replace(term, places=(("無い", 4, 11),))}
    found = list(find_dangling(known, build_glossary(known)))
    assert [one.place for one in found] == [(4, 11), (2, 7)]
    assert {one.code for one in found} == {TermCode.UNKNOWN_TERM}

"""Which definitions become the terms of a site, and what several of them claim."""

from __future__ import annotations

from dataclasses import replace

from kb_ext.core.lexicon import Lexicon, choose_terms, find_circles, follow_see
from kb_ext.core.record import Term

LLM = Term(slug="llm", docname="terms/llm", name="LLM", aliases=("大規模言語モデル",))
INFERENCE = Term(slug="inference", docname="terms/inference", name="推論", sense="実行")
REASONING = Term(slug="reasoning", docname="terms/reasoning", name="推論", sense="思考")


def tell(term: Term, origin: str, definition: str = "") -> Term:
    """Let a post define a term."""
    return replace(term, origin=origin, definition=definition)


def list_clashes(lexicon: Lexicon) -> list[tuple[str, list[str], bool]]:
    return [(clash.key, [term.source for term in clash.terms], clash.is_meant) for clash in lexicon.clashes]


def test_order_of_definitions_does_not_matter() -> None:
    terms = [LLM, INFERENCE, REASONING, tell(LLM, "posts/a"), tell(LLM, "posts/b")]
    assert choose_terms(terms) == choose_terms(reversed(terms))


def test_file_of_a_term_comes_before_what_posts_say_of_it() -> None:
    accounts = (tell(LLM, "posts/a", "一つ。"), tell(LLM, "posts/b", "二つ。"))
    lexicon = choose_terms([*accounts, LLM])
    assert lexicon.terms == {"llm": LLM}
    assert lexicon.accounts == {"llm": accounts}
    assert lexicon.clashes == ()


def test_post_that_calls_a_term_by_its_name_gives_an_account_whatever_its_slug() -> None:
    account = replace(LLM, origin="posts/a", slug="large-language-model", name="大規模言語ﾓﾃﾞﾙ")
    assert choose_terms([LLM, account]).accounts == {"llm": (account,)}


def test_first_post_defines_a_term_without_a_file() -> None:
    first, second = tell(LLM, "posts/a"), tell(LLM, "posts/b")
    lexicon = choose_terms([second, first])
    assert lexicon.terms == {"llm": first}
    assert lexicon.accounts == {"llm": (second,)}


def test_two_files_of_one_slug_clash() -> None:
    other = replace(LLM, docname="terms/z/llm", name="別")
    assert list_clashes(choose_terms([other, LLM])) == [("llm", ["terms/llm", "terms/z/llm"], False)]


def test_two_terms_of_one_name_clash_unless_each_names_its_sense() -> None:
    assert list_clashes(choose_terms([INFERENCE, REASONING])) == [
        ("推論", ["terms/inference", "terms/reasoning"], True)
    ]
    unnamed = replace(REASONING, sense="")
    assert list_clashes(choose_terms([INFERENCE, unnamed])) == [
        ("推論", ["terms/inference", "terms/reasoning"], False)
    ]


def test_term_and_its_replacement_may_share_a_name() -> None:
    old = Term(slug="old", docname="terms/old", name="大規模言語モデル", see="llm")
    lexicon = choose_terms([LLM, old])
    assert lexicon.clashes == ()
    assert follow_see(lexicon.terms) == {"llm": "llm", "old": "llm"}


def test_replacement_is_followed_to_its_end_and_a_circle_leads_nowhere() -> None:
    terms = {
        "a": Term(slug="a", docname="terms/a", name="甲", see="乙"),
        "b": Term(slug="b", docname="terms/b", name="乙", see="llm"),
        "c": Term(slug="c", docname="terms/c", name="丙", see="d"),
        "d": Term(slug="d", docname="terms/d", name="丁", see="c"),
        "e": Term(slug="e", docname="terms/e", name="戊", see="無い"),
        "llm": LLM,
    }
    assert follow_see(terms) == {"a": "llm", "b": "llm", "c": "c", "d": "d", "e": "e", "llm": "llm"}
    assert [term.slug for term in find_circles(terms)] == ["c", "d"]


def test_term_that_replaces_itself_is_a_circle() -> None:
    terms = {"a": Term(slug="a", docname="terms/a", name="甲", aliases=("こう",), see="こう")}
    assert [term.slug for term in find_circles(terms)] == ["a"]

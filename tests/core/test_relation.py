"""Relations between terms hold in both directions."""

from __future__ import annotations

from kb_ext.core.glossary import build_glossary
from kb_ext.core.record import Term
from kb_ext.core.relation import Relations, build_relations


def make_term(slug: str, **fields: tuple[str, ...]) -> Term:
    return Term(slug=slug, docname=f"terms/{slug}", name=slug.upper(), reading=slug, **fields)  # type: ignore[arg-type] # lists only


def relate(*terms: Term) -> dict[str, Relations]:
    found = {term.slug: term for term in terms}
    return build_relations(found, build_glossary(found).resolve)


def test_what_one_term_says_is_shown_on_the_other() -> None:
    relations = relate(make_term("a", broader=("B",), related=("c",)), make_term("b"), make_term("c"))
    assert relations == {
        "a": {"broader": ("b",), "related": ("c",)},
        "b": {"narrower": ("a",)},
        "c": {"related": ("a",)},
    }


def test_what_both_say_is_shown_once() -> None:
    relations = relate(make_term("a", narrower=("b",)), make_term("b", broader=("a", "A")))
    assert relations == {"a": {"narrower": ("b",)}, "b": {"broader": ("a",)}}


def test_own_order_comes_first_then_the_others_in_their_order() -> None:
    others = [make_term(slug, related=("x",)) for slug in ("d", "c", "b")]
    assert relate(make_term("x", related=("d",)), *others)["x"] == {"related": ("d", "b", "c")}


def test_broader_term_is_not_listed_as_related_too() -> None:
    assert relate(make_term("a", broader=("b",)), make_term("b", related=("a",))) == {
        "a": {"broader": ("b",)},
        "b": {"narrower": ("a",)},
    }


def test_unknown_names_and_the_term_itself_are_left_out() -> None:
    assert relate(make_term("a", related=("a", "nothing"), broader=("A",))) == {"a": {}}

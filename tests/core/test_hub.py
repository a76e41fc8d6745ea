"""What the page of a term collects."""

from __future__ import annotations

from dataclasses import replace

from kb_ext.core.excerpt import LENGTH
from kb_ext.core.glossary import build_glossary
from kb_ext.core.hub import Hub, Use
from kb_ext.core.link import Link, Source, make_tip
from kb_ext.core.record import Facts, Post, Quote, Term
from kb_ext.core.site import Layout, build_site
from kb_ext.core.stamp import parse_stamp

LLM = Term(
    slug="llm",
    docname="terms/llm",
    name="LLM",
    aliases=("大規模言語モデル",),
    definition="言語のモデル。",
    narrower=("GPT", "未知"),
)
GPT = Term(slug="gpt", docname="terms/gpt", name="GPT")
QUOTE = Quote(slug="llm", before="この", name="LLM", after="は速い。")


def make_post(name: str, date: str = "", *tags: str) -> Post:
    return Post(docname=f"posts/{name}", title=f"題{name}", date=parse_stamp(date)[0], tags=tags)


def build(*posts: Post, terms: tuple[Term, ...] = (LLM, GPT), **facts: object) -> dict[str, Hub]:
    found = Facts(
        posts={post.docname: post for post in posts},
        terms={term.slug: term for term in terms},
        contributions={},
        shown={},
        mentions={},
        references={},
        queries={},
        titles={post.docname: post.title for post in posts},
        outlines={},
    )
    known = replace(found, **facts)  # type: ignore[arg-type] # a test names facts of many types
    views = build_site(known, build_glossary(known.terms), Layout()).views
    return {term.slug: view.hub for term in terms if (view := views[term.docname]).hub is not None}


def list_docnames(links: tuple[Link, ...]) -> list[str]:
    return [link.docname for link in links]


def test_posts_that_name_the_term_are_listed_newest_first_with_their_sentence() -> None:
    posts = make_post("a", "2024-01-01"), make_post("b", "2025-01-01")
    mentions = {"posts/a": ("llm",), "posts/b": ("gpt", "llm"), "guide": ("llm",)}
    hub = build(*posts, mentions=mentions, quotes={"posts/b": (QUOTE,)})["llm"]
    assert hub.uses == (
        Use(link=Link(docname="posts/b", title="題b", day="2025-01-01"), quote=QUOTE),
        Use(link=Link(docname="posts/a", title="題a", day="2024-01-01")),
    )


def test_reference_by_hand_is_a_use_by_any_name() -> None:
    by_hand = replace(QUOTE, slug="大規模言語モデル")
    hub = build(make_post("a"), named={"posts/a": (by_hand, replace(QUOTE, slug="未知"))})["llm"]
    assert [use.quote for use in hub.uses] == [by_hand]


def test_posts_tagged_with_any_name_are_listed_once_and_all_tags_known() -> None:
    posts = (
        make_post("a", "2025-01-01", "ＬＬＭ", "大規模言語モデル"),
        make_post("b", "2024-01-01", "llm"),
        make_post("c", "", "RAG"),
    )
    hub = build(*posts)["llm"]
    assert list_docnames(hub.tagged) == ["posts/a", "posts/b"]
    assert sorted(label.slug for label in hub.tags) == ["llm", "大規模言語モデル"]


def test_explanations_come_from_front_matter_before_prose_and_never_repeat_the_definition() -> None:
    posts = make_post("a", "2025-03-01"), make_post("b", "2025-02-01"), make_post("c", "2025-01-01")
    explained = replace(QUOTE, explanation="文章で学んだモデルである。")
    accounts = {"llm": (replace(LLM, origin="posts/b", definition="長" * 300),)}
    hub = build(
        *posts,
        mentions={post.docname: ("llm",) for post in posts},
        quotes={
            "posts/a": (explained,),
            "posts/b": (explained,),
            "posts/c": (replace(QUOTE, explanation="言語のモデル。"),),
        },
        accounts=accounts,
    )["llm"]
    assert [(one.link.docname, one.text[:3], len(one.text)) for one in hub.explanations] == [
        ("posts/a", "文章で", 13),
        ("posts/b", "長長長", LENGTH),
    ]


def test_relations_name_terms_by_slug_or_name_and_skip_unknown_ones() -> None:
    hubs = build()
    assert hubs["llm"].relatives == (("narrower", (make_tip(GPT),)),)
    assert hubs["gpt"].relatives == (("broader", (make_tip(LLM),)),)


def test_sources_are_posts_addresses_or_words() -> None:
    term = replace(LLM, sources=("posts/a.md", "https://example.org/x", "ある本"))
    assert build(make_post("a"), terms=(term, GPT))["llm"].sources == (
        Source(title="題a", docname="posts/a"),
        Source(title="https://example.org/x", address="https://example.org/x"),
        Source(title="ある本"),
    )


def test_term_defined_in_a_post_names_it() -> None:
    term = replace(GPT, origin="posts/a")
    assert build(make_post("a"), terms=(LLM, term))["gpt"].origin == Link(docname="posts/a", title="題a")


def test_replaced_term_leads_to_the_other_one() -> None:
    assert build(terms=(LLM, replace(GPT, see="大規模言語モデル")))["gpt"].see == make_tip(LLM)


def test_terms_of_one_name_lead_to_each_other() -> None:
    first = Term(slug="a", docname="terms/a", name="モデル", sense="機械学習")
    second = Term(slug="b", docname="terms/b", name="モデル", sense="設計")
    hubs = build(terms=(first, second))
    assert (hubs["a"].senses, hubs["b"].senses) == ((make_tip(second),), (make_tip(first),))

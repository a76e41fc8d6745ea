"""Names of terms in running Japanese text: what is one, what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.fold import fold_name
from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.record import Autolink, Term
from kb_ext.core.spelling import fold_spelling, fold_text

NAMES = st.text(st.sampled_from("abLM ＬＭモデルー強化学習のあ-.+#4"), min_size=1, max_size=5).filter(
    fold_name
)
TEXTS = st.text() | st.text(st.sampled_from("abLMlm ＬＭﾓモデルー゛強化学習のあを。-.+#4_\n"), max_size=40)


def make_term(slug: str, *names: str, autolink: Autolink = Autolink.FIRST, **fields: str) -> Term:
    term = Term(slug=slug, docname=f"terms/{slug}", name=names[0], aliases=names[1:], autolink=autolink)
    return replace(term, **fields)  # type: ignore[arg-type] # fields of text


def make_glossary(*terms: Term) -> Glossary:
    return build_glossary({term.slug: term for term in terms})


GLOSSARY = make_glossary(
    make_term("llm", "LLM", "大規模言語モデル"),
    make_term("model", "モデル"),
    make_term("gpt", "GPT"),
    make_term("gpt-4o", "GPT-4o"),
    make_term("rl", "強化学習"),
    make_term("rlhf", "RLHF", "人間のフィードバックによる強化学習"),
    make_term("llama", "Llama"),
    make_term("llama-cpp", "llama.cpp"),
    make_term("cpp", "C++"),
    make_term("transfer", "転移学習", "Transfer Learning"),
    make_term("token", "トークン"),
    make_term("fine-tuning", "ファインチューニング", "微調整"),
    make_term("data", "データ"),
)


def find(text: str) -> list[tuple[str, str]]:
    """List what is found: the text of each occurrence and its slug."""
    return [(text[found.start : found.end], found.slug) for found in GLOSSARY.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("LLMの基礎", ["LLM"]),
        ("このLLMは", ["LLM"]),
        ("ＬＬＭの基礎", ["ＬＬＭ"]),
        ("llmとLlm", ["llm", "Llm"]),
        ("「LLM」、LLM。(LLM)", ["LLM", "LLM", "LLM"]),
        ("LLM/GPT", ["LLM", "GPT"]),
        ("LLM-", ["LLM"]),
        ("LLM.", ["LLM"]),
        ("LLM。", ["LLM"]),
        ("LLM、GPT", ["LLM", "GPT"]),
        ("vLLM", []),
        ("LLMs", []),
        ("LLM2", []),
        ("MyLLMApp", []),
        ("ｖＬＬＭ", []),
        ("LLM-based", []),
        ("multi-LLM", []),
        ("LLM_API", []),
        ("llm.py", []),
    ],
)
def test_ascii_name_stands_in_no_longer_word(text: str, names: list[str]) -> None:
    assert [name for name, _ in find(text)] == names


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("GPT-4oとGPT", ["gpt-4o", "gpt"]),
        ("GPT-4o", ["gpt-4o"]),
        ("GPT-4", []),
        ("GPT-4o-mini", []),
        ("GPT4", []),
        ("llama.cppとLlama", ["llama-cpp", "llama"]),
        ("llama.cpp.dll", []),
        ("Llama-3.1", []),
        ("C++とC", ["cpp"]),
    ],
)
def test_joined_name_is_another_name(text: str, slugs: list[str]) -> None:
    assert [slug for _, slug in find(text)] == slugs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("モデルの", ["モデル"]),
        ("学習モデルを", ["モデル"]),
        ("AIモデル", ["モデル"]),
        ("モデルサイズ", []),
        ("ロールモデル", []),
        ("モデルー", ["モデルー"]),
        ("モデルテンプレート", ["モデル"]),
        ("モデルプロバイダーシステム", ["モデル"]),
        ("モデルサイズテンプレート", []),
        ("モデル・サイズ", ["モデル"]),
        ("トークン数", ["トークン"]),
        ("トークナイザー", []),
        ("データー", ["データー"]),
        ("ﾃﾞｰﾀの", ["ﾃﾞｰﾀ"]),
        ("ﾃﾞｰﾀｾｯﾄ", []),
        ("モデルデータ", ["モデル", "データ"]),
    ],
)
def test_katakana_name_stands_in_no_longer_katakana_word(text: str, names: list[str]) -> None:
    assert [name for name, _ in find(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("強化学習で", ["強化学習"]),
        ("の強化学習", ["強化学習"]),
        ("深層強化学習", []),
        ("人々強化学習", []),
        ("強化学習法", ["強化学習"]),
        ("LLM強化学習", ["LLM", "強化学習"]),
        ("微調整済み", ["微調整"]),
        ("再微調整", []),
    ],
)
def test_kanji_name_stands_behind_no_other_kanji(text: str, names: list[str]) -> None:
    assert [name for name, _ in find(text)] == names


def test_longest_name_wins() -> None:
    text = "大規模言語モデルを人間のフィードバックによる強化学習で"
    assert find(text) == [("大規模言語モデル", "llm"), ("人間のフィードバックによる強化学習", "rlhf")]


def test_shorter_name_is_found_where_the_longer_one_has_no_border() -> None:
    glossary = make_glossary(make_term("a", "転移"), make_term("b", "転移モデル"))
    assert [found.slug for found in glossary.find("転移モデル")] == ["b"]
    assert [found.slug for found in glossary.find("転移モデルズ")] == ["a"]


def test_name_is_found_behind_a_place_where_it_has_no_border() -> None:
    assert find("vLLMとLLM") == [("LLM", "llm")]
    assert find("サイズモデルとモデル") == [("モデル", "model")]


def test_every_occurrence_is_found() -> None:
    assert [found.start for found in GLOSSARY.find("LLMとLLMとLLM")] == [0, 4, 8]


def test_name_with_a_space_is_found_in_any_case() -> None:
    assert find("transfer learningの") == [("transfer learning", "transfer")]
    assert find("Transfer\u3000Learning") == [("Transfer\u3000Learning", "transfer")]


def test_name_with_characters_of_regular_expressions_is_only_a_name() -> None:
    glossary = make_glossary(make_term("x", "a.b|c(d)[e]*"))
    assert [found.slug for found in glossary.find("xa.b|c(d)[e]*と、a.b|c(d)[e]*と、aXb")] == ["x"]


def test_shared_name_never_links_and_is_told() -> None:
    glossary = make_glossary(
        make_term("inference", "推論", "Inference"), make_term("reasoning", "推論", "Reasoning")
    )
    assert list(glossary.find("推論とInference")) != []
    assert [found.slug for found in glossary.find("推論とInference")] == ["inference"]
    assert glossary.shared == {"推論": ("inference", "reasoning")}
    assert glossary.resolve("推論") is None


def test_names_shared_only_by_their_spelling_are_shared() -> None:
    glossary = make_glossary(make_term("a", "ＬＬＭ"), make_term("b", "llm"))
    assert glossary.shared == {"llm": ("a", "b")}
    assert list(glossary.find("LLM")) == []


def test_term_does_not_share_its_name_with_itself() -> None:
    glossary = make_glossary(make_term("llm", "LLM", "ＬＬＭ", "llm"))
    assert glossary.shared == {}
    assert [found.slug for found in glossary.find("LLM")] == ["llm"]


def test_term_that_opted_out_is_not_found_and_still_resolves() -> None:
    glossary = make_glossary(make_term("inference", "推論", autolink=Autolink.NEVER))
    assert list(glossary.find("推論は")) == []
    assert glossary.resolve("推論") == "inference"
    assert glossary.resolve_item("推論（Inference）") == "inference"


def test_name_shared_with_a_term_that_opted_out_never_links() -> None:
    glossary = make_glossary(make_term("a", "推論"), make_term("b", "推論", autolink=Autolink.NEVER))
    assert list(glossary.find("推論")) == []
    assert glossary.resolve("推論") is None


@pytest.mark.parametrize("name", ["LLM", "ＬＬＭ", " llm ", "大規模言語モデル", "大規模言語ﾓﾃﾞﾙ"])
def test_name_resolves_however_it_is_spelled(name: str) -> None:
    assert GLOSSARY.resolve(name) == "llm"


@pytest.mark.parametrize("name", ["", "LLMs", "大規模", "未知"])
def test_what_is_no_name_resolves_to_nothing(name: str) -> None:
    assert GLOSSARY.resolve(name) is None


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("LLM", "llm"),
        ("言語モデル（LLM）", "llm"),
        ("OpenAI (GPT)", "gpt"),
        ("GPT（LLM）", "llm"),
        ("未知の手法", None),
        ("", None),
    ],
)
def test_item_resolves_by_itself_or_by_its_brackets(label: str, slug: str | None) -> None:
    assert GLOSSARY.resolve_item(label) == slug


def test_empty_glossary_finds_nothing() -> None:
    glossary = build_glossary({})
    assert list(glossary.find("LLM")) == []
    assert glossary.resolve("LLM") is None


def test_digest_changes_with_names_and_owners_only() -> None:
    digest = make_glossary(make_term("llm", "LLM"), make_term("rag", "RAG")).digest
    assert make_glossary(make_term("rag", "RAG"), make_term("llm", "LLM")).digest == digest
    assert make_glossary(make_term("llm", "ＬＬＭ"), make_term("rag", "RAG")).digest == digest
    assert make_glossary(make_term("llm", "LLM", "言語"), make_term("rag", "RAG")).digest != digest
    assert make_glossary(make_term("llm", "RAG"), make_term("rag", "LLM")).digest != digest
    assert (
        make_glossary(make_term("llm", "LLM", autolink=Autolink.NEVER), make_term("rag", "RAG")).digest
        != digest
    )


def test_many_long_names_are_searched_without_recursion_errors() -> None:
    glossary = make_glossary(
        make_term("long", "長" * 80), *(make_term(f"t{n}", f"名{n}") for n in range(500))
    )
    assert [found.slug for found in glossary.find(f"の{'長' * 80}と、名499を")] == ["long", "t499"]


@settings(deadline=None)
@given(st.text())
def test_folding_a_text_keeps_its_length(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@settings(deadline=None)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), max_size=6), TEXTS)
def test_occurrences_never_overlap_and_are_names_of_their_term(names: list[list[str]], text: str) -> None:
    glossary = make_glossary(*(make_term(str(number), *own) for number, own in enumerate(names)))
    position = 0
    for found in glossary.find(text):
        assert position <= found.start < found.end <= len(text)
        assert glossary.slugs[fold_spelling(text[found.start : found.end])] == found.slug
        position = found.end


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=6, unique_by=fold_name))
def test_every_name_is_found_alone_between_spaces(names: list[str]) -> None:
    glossary = make_glossary(*(make_term(str(number), name) for number, name in enumerate(names)))
    for name in names:
        spelled = fold_name(name)
        assert [found.slug for found in glossary.find(f"。{spelled}。")] == [glossary.resolve(name)]


@pytest.mark.parametrize(("name", "text"), [(".NET", "ASP.NET"), ("C++", "C++17"), ("C#", "C#er")])
def test_name_that_begins_or_ends_in_a_symbol_stands_in_no_longer_word(name: str, text: str) -> None:
    assert list(make_glossary(make_term("x", name)).find(text)) == []


def test_name_with_a_space_is_found_across_a_line_break() -> None:
    assert [slug for _, slug in find("the transfer\nlearning")] == ["transfer"]


def test_name_of_white_space_is_no_name() -> None:
    assert make_glossary(make_term("x", "\u3000")).slugs == {}


def test_former_name_and_former_slug_still_lead_to_the_term() -> None:
    glossary = make_glossary(
        Term(slug="gemini", docname="terms/gemini", name="Gemini", former=("Bard", "google-bard")),
    )
    assert glossary.resolve("bard") == glossary.resolve("google-bard") == "gemini"
    assert [found.slug for found in glossary.find("旧称はBardです")] == ["gemini"]


def test_former_name_that_another_term_has_now_is_only_that_one() -> None:
    glossary = make_glossary(
        Term(slug="gemini", docname="terms/gemini", name="Gemini", former=("Bard",)),
        make_term("poet", "Bard"),
    )
    assert glossary.resolve("Bard") == "poet"
    assert glossary.shared == {}


def test_names_of_a_replaced_term_lead_to_its_replacement() -> None:
    glossary = make_glossary(make_term("llm", "LLM"), make_term("slm", "巨大言語モデル", see="LLM"))
    assert [found.slug for found in glossary.find("巨大言語モデルは")] == ["llm"]
    assert glossary.resolve("巨大言語モデル") == "llm"


def test_name_with_its_sense_means_one_of_several_terms() -> None:
    glossary = make_glossary(
        make_term("inference", "推論", sense="実行"), make_term("reasoning", "推論", sense="思考")
    )
    assert list(glossary.find("推論は")) == []
    assert glossary.resolve("推論") is None
    assert glossary.resolve("推論 (実行)") == "inference"
    assert glossary.resolve("推論（思考）") == "reasoning"
    assert glossary.resolve_item("推論（思考）") == "reasoning"


@pytest.mark.parametrize("name", ["学習", "推論", "核"])
def test_shortest_kanji_names_link_only_where_the_term_asks_for_it(name: str) -> None:
    assert list(make_glossary(make_term("x", name, autolink=Autolink.AUTO)).find(f"{name}は")) == []
    assert list(make_glossary(make_term("x", name, autolink=Autolink.FIRST)).find(f"{name}は")) != []
    assert make_glossary(make_term("x", name, autolink=Autolink.AUTO)).resolve(name) == "x"

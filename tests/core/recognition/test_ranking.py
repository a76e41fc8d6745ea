"""Candidates for terms out of many texts."""

from __future__ import annotations

from kb_ext.core.recognition.definition import Definition, Sign, find_definitions
from kb_ext.core.recognition.ranking import Source, TermCandidate, find_candidates, fold_term


def rank(*texts: str, tags: str = "", known: frozenset[str] = frozenset()) -> list[TermCandidate]:
    sources = [
        Source(
            path=f"{number}.md",
            definitions=(
                *(Definition(sign=Sign.TAG, line=1, name=tag) for tag in tags.split()),
                *find_definitions(text),
            ),
            prose=text,
        )
        for number, text in enumerate(texts, 1)
    ]
    return find_candidates(sources, lambda name: name if name in known else None)


def test_variants_of_a_name_are_one_candidate() -> None:
    (found,) = rank(
        "大規模言語モデル（LLM）です。",
        "大規模言語モデル（Large Language Model, LLM）です。",
        "大規模言語モデル（LLM）です。LLMの話です。",
    )
    assert (found.name, found.english, found.abbreviation) == (
        "大規模言語モデル",
        "Large Language Model",
        "LLM",
    )
    assert (found.files, found.occurrences) == (3, 7)
    assert found.signs == ((Sign.FULL_NAME, 1), (Sign.GLOSS, 2))


def test_names_in_running_text_begin_where_texts_agree() -> None:
    (found,) = rank(
        "翻訳に特化した大規模言語モデル（LLM）です。",
        "最近の大規模言語モデル（LLM）です。",
        "日立が自社で大規模言語モデル（LLM）を作ります。",
    )
    assert found.name == "大規模言語モデル"


def test_a_name_with_a_small_word_in_it_stays_whole() -> None:
    (found,) = rank(
        "説明可能なAI（XAI）です。", "そこで説明可能なAI（XAI）です。", "次に説明可能なAI（XAI）です。"
    )
    assert found.name == "説明可能なAI"


def test_the_commoner_latin_name_is_preferred() -> None:
    rare = "検索拡張生成（RAG）です。"
    (found,) = rank(rare, *("RAG（Retrieval-Augmented Generation）です。",) * 3)
    assert (found.name, found.variants) == ("RAG", ("検索拡張生成",))


def test_terms_that_there_are_are_left_out() -> None:
    text = "量子化（Quantization）です。連合学習（Federated Learning）です。"
    assert [found.name for found in rank(text, known=frozenset({"Quantization"}))] == ["連合学習"]


def test_examples_and_companies_in_brackets_are_no_names() -> None:
    assert rank("クラウド（Azure）と検索大手（Google）とスマートホーム（Alexa）です。") == []


def test_tags_of_several_posts_are_candidates_and_subjects_are_not() -> None:
    found = rank("画像生成の話です。", "画像生成です。", tags="画像生成 AI人材 Google")
    assert [(one.name, one.signs) for one in found] == [("画像生成", ((Sign.TAG, 2),))]
    assert rank("画像生成の話です。", tags="画像生成") == []


def test_what_is_defined_and_used_more_comes_first() -> None:
    found = rank(
        "連合学習とは、データを集めずに学ぶ手法のことです。連合学習です。",
        "連合学習（Federated Learning）と差分プライバシー（Differential Privacy）です。",
    )
    assert [one.name for one in found] == ["連合学習", "差分プライバシー"]
    assert found[0].meaning == "データを集めずに学ぶ手法のことです。"


def test_words_that_all_know_come_last() -> None:
    found = rank("SaaS（Software as a Service）とMoE（Mixture of Experts）です。")
    assert [one.name for one in found] == ["MoE", "SaaS"]


def test_folding_joins_spellings() -> None:
    assert fold_term("サーバー") == fold_term("サーバ")
    assert fold_term("ヒューマン・イン・ザ・ループ") == fold_term("ヒューマンインザループ")
    assert fold_term("Foundation Models") == fold_term("foundation-model")

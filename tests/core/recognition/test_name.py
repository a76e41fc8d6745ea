"""What can be the name of a term."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_ext.core.recognition.name import (
    clean_name,
    is_abbreviation,
    is_company,
    is_english,
    is_tag_name,
    is_term_name,
    may_abbreviate,
    sounds_like,
    spells,
)


@pytest.mark.parametrize(
    "name",
    [
        "量子化",
        "説明可能なAI",
        "責任あるAI",
        "AIの民主化",
        "埋め込み",
        "RAG",
        "LoRA",
        "Transfer Learning",
        "拡散モデル",
    ],
)
def test_nouns_are_names(name: str) -> None:
    assert is_term_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "対策",
        "特徴",
        "課題",
        "まとめ",
        "高リスク",
        "AI技術",
        "データ層",
        "これ",
        "重要なこと",
        "学習させる",
        "モデルを",
        "使いやすい",
        "3つの方法",
        "2025年",
        "欧州委員会",
        "年平均成長率",
        "x",
        "hello",
        "",
    ],
)
def test_labels_sentences_numbers_and_organisations_are_none(name: str) -> None:
    assert not is_term_name(name)


def test_what_stands_before_a_name_is_no_part_of_it() -> None:
    assert clean_name(" **次世代の量子化** ") == "量子化"


def test_subjects_of_posts_are_no_terms() -> None:
    assert is_tag_name("画像生成")
    assert not is_tag_name("AI人材")
    assert not is_tag_name("Google")


def test_abbreviations_and_english_names_are_told_apart() -> None:
    assert is_abbreviation("MLOps")
    assert not is_abbreviation("High-Risk")
    assert is_english("Federated Learning")
    assert not is_english("PriorityQueue")
    assert not is_english("A, B")


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("RAG", "Retrieval-Augmented Generation"),
        ("SaaS", "Software as a Service"),
        ("MLOps", "Machine Learning Operations"),
        ("CoT", "Chain-of-Thought"),
        ("LLMs", "Large Language Model"),
    ],
)
def test_an_abbreviation_is_spelled_by_the_words_of_its_name(short: str, name: str) -> None:
    assert spells(short, name)


@pytest.mark.parametrize(("short", "name"), [("RAG", "Large Language Model"), ("EKS", "eksctl"), ("AB", "A")])
def test_other_names_do_not_spell_it(short: str, name: str) -> None:
    assert not spells(short, name)


def test_katakana_names_sound_like_their_english_ones() -> None:
    assert sounds_like("ファインチューニング", "Fine-tuning")
    assert not sounds_like("スマートホーム", "Alexa")
    assert sounds_like("量子化", "Quantization")
    assert may_abbreviate("サイバーフィジカルシステム", "CPS")
    assert not may_abbreviate("ベンチマーク", "GPQA")


def test_companies_are_known_by_name_and_by_their_last_word() -> None:
    assert is_company("Google Cloud")
    assert is_company("Example Technologies")
    assert not is_company("Foundation Model")


@given(st.text(max_size=30))
def test_any_text_is_judged(text: str) -> None:
    name = clean_name(text)
    assert is_term_name(name) in {True, False}
    assert spells(text, name) in {True, False}

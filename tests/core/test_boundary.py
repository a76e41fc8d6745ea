"""Where a name is a word: by what stands in front of it and behind it."""

from __future__ import annotations

import pytest

from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.record import Autolink, Match, Term


def make_glossary(*names: str, autolink: Autolink = Autolink.FIRST, match: Match = Match.AUTO) -> Glossary:
    terms = (
        Term(slug=f"t{number}", docname=f"terms/t{number}", name=name, autolink=autolink, match=match)
        for number, name in enumerate(names)
    )
    return build_glossary({term.slug: term for term in terms})


GLOSSARY = make_glossary(
    "LLM",
    "RAG",
    "CLIP",
    "生成AI",
    "AIエージェント",
    "ベクトルDB",
    "GPT",
    "GPT-4o",
    "Claude",
    "Llama",
    "Transformer",
    "プロンプト",
    "プロンプトエンジニアリング",
    "クラウド",
    "サーバー",
    "トークン",
    "コンテナ",
    "強化学習",
    "量子化",
    "蒸留",
    "大規模言語モデル",
    "埋め込み",
    "CI/CD",
    "知識ベース",
)


def find(text: str, glossary: Glossary = GLOSSARY) -> list[str]:
    return [text[found.start : found.end] for found in glossary.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("RAGシステム", ["RAG"]),
        ("生成AIモデル", ["生成AI"]),
        ("マルチモーダルAIエージェント", ["AIエージェント"]),
        ("ベクトルDB内", ["ベクトルDB"]),
        ("LLM活用とLLM推論", ["LLM", "LLM"]),
        ("AI/LLM", ["LLM"]),
        ("LLM's", ["LLM"]),
        ("CI/CDパイプライン", ["CI/CD"]),
        ("GPT 4o", ["GPT 4o"]),
        ("GPT\u20114o", ["GPT\u20114o"]),
        ("GPT-4系", []),
        ("GPT-5", []),
        ("LLMs", []),
        ("Transformer-based", []),
        ("Llama 3.1の", ["Llama"]),
        ("Llama3", []),
        ("Claude Code", []),
        ("Claude Opus 4.5", ["Claude"]),
        ("Claude API", ["Claude"]),
        ("RAG ServerとRAG Serverless", ["RAG"]),
        ("Claude for Enterprise", ["Claude"]),
        ("生成 AI の時代", ["生成 AI"]),
        ("clip-path、a clip of、clip", ["clip"]),
        ("CLIPのCLIP Score", ["CLIP"]),
    ],
)
def test_names_with_ascii_ends(text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("プロンプトテンプレート", ["プロンプト"]),
        ("プロンプトエンジニアリング", ["プロンプトエンジニアリング"]),
        ("プロンプトエンジニアリングツール", ["プロンプトエンジニアリング"]),
        ("クラウドサービスプロバイダー", ["クラウド"]),
        ("クラウドコンピューティング", []),
        ("クラウドサーバー", ["クラウド", "サーバー"]),
        ("カスタムサーバー", ["サーバー"]),
        ("プロンプトエンジニアリングハンズオン", ["プロンプトエンジニアリング"]),
        ("AIエージェントロギングとAIエージェントズ", ["AIエージェント"]),
        ("プロキシサーバー", []),
        ("サーバーレス", []),
        ("サブトークン", []),
        ("トークン化", []),
        ("コンテナ化学", ["コンテナ"]),
        ("トークン数とトークン単位", ["トークン", "トークン"]),
    ],
)
def test_names_in_katakana(text: str, names: list[str]) -> None:
    assert find(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("量子化技術", ["量子化"]),
        ("量子化された", ["量子化"]),
        ("最新量子化手法", ["量子化"]),
        ("日本語大規模言語モデル", ["大規模言語モデル"]),
        ("某大規模言語モデル企業", ["大規模言語モデル"]),
        ("深層強化学習", []),
        ("逆強化学習", []),
        ("蒸留手法と蒸留後", ["蒸留", "蒸留"]),
        ("蒸留水と蒸留酒", []),
        ("蒸留したモデル", ["蒸留"]),
        ("埋め込みモデル", ["埋め込み"]),
        ("埋め込みます", []),
        ("知識ベースラインと知識ベースチーム", ["知識ベース"]),
    ],
)
def test_names_in_kanji(text: str, names: list[str]) -> None:
    assert find(text) == names


def test_strict_name_is_a_part_of_no_compound() -> None:
    glossary = make_glossary("強化学習", "LLM", match=Match.STRICT)
    assert find("強化学習法、LLM活用、強化学習とLLMの", glossary) == ["強化学習", "LLM"]


def test_loose_name_is_a_part_of_any_compound_but_of_no_ascii_word() -> None:
    glossary = make_glossary("学習", "LLM", "モデル", match=Match.LOOSE)
    text = "機械学習、LLM-based、モデルサイズ、vLLM、LLMs"
    assert find(text, glossary) == ["学習", "LLM", "モデル"]


@pytest.mark.parametrize("autolink", [Autolink.NEVER, Autolink.AUTO])
def test_name_that_links_nowhere_keeps_shorter_ones_inside_it_from_linking(autolink: Autolink) -> None:
    terms = (
        Term(slug="model", docname="terms/model", name="モデル"),
        Term(slug="scale", docname="terms/scale", name="大規模モデル", autolink=autolink),
        Term(slug="scales", docname="terms/scales", name="大規模モデル", autolink=autolink),
    )
    glossary = build_glossary({term.slug: term for term in terms})
    assert find("大規模モデルとモデル", glossary) == ["モデル"]
    assert [found.start for found in glossary.find("大規模モデルとモデル")] == [7]


@pytest.mark.parametrize(
    "text",
    [
        "クラウド" + "システム" * 20_000,
        "クラウド" * 20_000,
        "サーバ" + "ー" * 50_000,
        "サーバ" + "ー" * 50_000 + "ス",
        "蒸留" * 20_000,
        "LLM-" * 20_000,
        "・" * 50_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_is_searched_in_time_and_depth(text: str) -> None:
    assert len(find(text)) <= len(text)
    assert make_glossary(text[:30_000]).resolve(text[:30_000]) in {"t0", None}


def test_names_that_begin_alike_nest_no_deeper_than_can_be_compiled() -> None:
    glossary = make_glossary(*("長" * length for length in range(1, 400)))
    assert find("長" * 80, glossary) == ["長" * 80]
    assert glossary.resolve("長" * 300) == "t299"

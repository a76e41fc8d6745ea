from __future__ import annotations

import pytest

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.residue import find_chat_residue
from tests.core.repair.conftest import HEAD, run_pass

OPENINGS = [
    "承知いたしました。",
    "はい、承知しました。以下に記事を示します。",
    "素晴らしい — **基礎**から**応用**までを導く、**現代的なロードマップ**を作成しましょう。",
    "以下は、ご指定の条件で書いた記事です。",
    "以下は修正版の記事です。ご確認ください。",
    "ご依頼いただいた内容で記事を作成しました。",
    "申し訳ありませんが、関連する情報を見つけることができませんでした。",
    "Sure! Here's the article you asked for:",
    "Certainly, I'll write the post below.",
    "Here is the revised article in Japanese:",
    "As an AI language model, I cannot browse the web.",
]
CLOSINGS = [
    "もしご希望であれば、**12ヶ月の学習計画**を作成できます。",
    "次はそれをご希望ですか？",
    "必要であれば、別の表もご用意いたします。",
    "英語版も作成しましょうか？",
    "他にご要望がございましたら、お気軽にお知らせください。",
    "（文字数：約3,200字）",
    "以上がご依頼いただいた記事です。",
    "Would you like me to expand the second section?",
    "Let me know if you'd like any changes.",
]
AUTHORS = [
    "以下では、設定の手順を説明します。",
    "素晴らしい機能なので、ぜひ使いましょう。",
    "素晴らしい！と思わず声が出た。さっそく環境を作りましょうと誘われたのだ",
    "はい、ということで今回はツールを作成します。",
    "必要であれば、設定ファイルに追加できます。",
    "誤りや修正点がありましたらお知らせください。",
    "ご質問があれば、お気軽にコメントください。",
    "ご要望がございましたら、弊社までご連絡ください。お見積りを作成いたします。",
    "追加情報を取得することも可能です。",
    "次は、このモデルを動かしてみましょう。",
    "いかがでしたでしょうか。",
    "I hope this helps you set up your server.",
    "Here is a summary of the changes in this release:",
    "I will use a web search engine in this post.",
]
BODY = "本文です。\n\n続きの本文です。\n\n三つ目の段落です。\n\n四つ目の段落です。\n"
DROP = Context(drop_chat_residue=True)


@pytest.mark.parametrize("opening", OPENINGS)
def test_openings_are_found_and_kept(opening: str) -> None:
    text = f"{HEAD}\n{opening}\n\n{BODY}"
    run = run_pass(find_chat_residue, text)
    assert run.text == text
    assert run.places == [("RESIDUE", 5, 1)]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_closings_are_found_and_kept(closing: str) -> None:
    text = f"{HEAD}\n{BODY}\n{closing}\n"
    run = run_pass(find_chat_residue, text)
    assert run.text == text
    assert run.places == [("RESIDUE", 13, 1)]


@pytest.mark.parametrize("line", AUTHORS)
def test_authors_are_not_taken_for_chat_models(line: str) -> None:
    assert run_pass(find_chat_residue, f"{HEAD}\n{line}\n\n{BODY}\n{line}\n").names == []


@pytest.mark.parametrize("line", [*OPENINGS, *CLOSINGS])
def test_residue_in_the_middle_or_in_code_is_none(line: str) -> None:
    assert run_pass(find_chat_residue, f"{HEAD}\n{BODY}\n{line}\n\n{BODY}").names == []
    assert run_pass(find_chat_residue, f"{HEAD}\n```\n{line}\n```\n").names == []


def test_residue_is_dropped_on_request_with_the_rule_beside_it() -> None:
    text = f"{HEAD}\n{OPENINGS[0]}\n\n---\n\n{BODY}\n---\n\n{CLOSINGS[0]}\n\n{CLOSINGS[1]}\n"
    run = run_pass(find_chat_residue, text, DROP)
    assert run.body == f"\n{BODY}"
    assert run.names == ["RESIDUE_DROPPED"] * 5
    assert [repair.removed for repair in run.repairs] == [OPENINGS[0], "---", "---", *CLOSINGS[:2]]


def test_rules_that_have_nothing_to_do_with_residue_stay() -> None:
    run = run_pass(find_chat_residue, f"{HEAD}\n---\n\n{BODY}\n{CLOSINGS[1]}\n", DROP)
    assert run.body == f"\n---\n\n{BODY}"

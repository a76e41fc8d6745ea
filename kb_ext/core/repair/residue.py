"""What a chat model says to its user around the text that was asked for.

Precision first: only the first and the last paragraphs are looked at, and only phrases that speak to the one
who asked for the text, not to its readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kb_ext.core.repair.block import Block, parse_blocks
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note, shorten
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import read_plain_text

_REACH: Final = 3
"""Blocks from either end that are looked at."""
_MAX_LENGTH: Final = 700
_WORK: Final = (
    r"(?:記事|文章|原稿|本文|草稿|ブログ|レポート|解説|要約|翻訳|ロードマップ|ガイド|計画|一覧"
    r"|構成案|Markdown)"
)
_MAKE: Final = r"(?:作成|執筆|用意|提供|作り|書き|追加|調整|修正|変換|展開|提案|拡張|翻訳|出力|生成)"
_ENGLISH_WORK: Final = (
    r"(?:article|post|draft|version|translation|rewrite|markdown|summary|roadmap|outline|search query)"
)
_FAILURE: Final = r"(?:見つけ|見つかり|見つから|検索|ツール|作成でき|お答えでき)"
_APOLOGY: Final = rf"^(?:大変)?申し訳(?:あり|ござい)ませんが、?.{{0,200}}{_FAILURE}"
_OPENINGS: Final = (
    _APOLOGY,
    r"^(?:承知(?:いた|致)?しました|かしこまりました|了解(?:いた|致)?しました|承りました)[。！!、]",
    r"^(?:はい|もちろん(?:です)?|わかりました|分かりました)[。、！!]\s*"
    r"(?:承知|かしこまり|以下に|以下は|以下の通り)",
    r"^(?:素晴らしい|すばらしい|いいですね|良いですね|最高です)(?:質問|アイデア|テーマ)?(?:です)?(?:ね)?\s*"
    rf"[—–―\-！!。、…].{{0,300}}{_MAKE}(?:し|り)?ましょう[。！!]*$",
    rf"^以下(?:は|が|に|の).{{0,160}}{_WORK}.{{0,60}}(?:です|ます|ました)[。:：].{{0,80}}"
    r"(?:ご(?:確認|参照|活用|自由に)|必要に応じて|お知らせ|調整|修正).{0,60}$",
    rf"^以下(?:は|が|に)、?(?:ご(?:指定|要望|依頼|希望|指示|提示)|指定された|リクエスト).{{0,160}}{_WORK}.{{0,60}}$",
    rf"^ご(?:依頼|指定|指示|希望)(?:いただいた|の(?:内容|条件)|に(?:従|沿|基づ|応じ)).{{0,160}}{_WORK}",
    rf"^{_WORK}を{_MAKE}(?:いた|致)?(?:し|り)ました[。！!](?:ご確認|以下)",
    r"^(?:Sure|Certainly|Of course|Absolutely|Got it|Understood|Great (?:question|idea|choice))\b[!,.:— –-]"
    r".{0,300}\b(?:here|below|I'll|I will|I've|let me|let's)\b",
    r"^Here(?:'s| is) (?:your|the (?:requested|revised|updated|translated|rewritten|complete|full|final|"
    rf"refined|improved|polished))\b.{{0,80}}\b{_ENGLISH_WORK}\b.{{0,200}}:",
    r"^(?:I apologize|I'm sorry|Sorry), but .{0,60}\b(?:I|the search|my search)\b",
    r"^As an AI(?: language)? model\b",
    r"^I(?:'ve| have| will|'ll) (?:now )?(?:established?|execute|perform|conduct|broaden|switch|correct"
    r"|create)\w*\b.{0,200}\b(?:web search|search quer(?:y|ies)|tool call|article structure)\b",
    r"^(?:The|My) (?:initial |web )+search (?:has|did|yielded|returned|provided)\b",
)
_CLOSINGS: Final = (
    _APOLOGY,
    r"^(?:もし)?、?(?:ご希望(?:であれば|でしたら|があれば|なら)|ご要望(?:があれば|でしたら)|お望みであれば)"
    rf".{{0,400}}{_MAKE}(?:する(?:こと)?も?|が|も|し|り)?(?:でき|可能|いたし|致し|し|お)(?:ます|です)"
    r"(?:ので、?(?:お知らせ|お申し付け)ください)?[。！!]*$",
    r"^(?:もし)?、?(?:必要(?:であれば|でしたら|なら)|よろしければ).{0,400}"
    rf"(?:{_MAKE}(?:いたし|致し)ます|お{_MAKE}します|ご(?:用意|提案|提供)(?:でき|いたし|し)ます)[。！!]*$",
    rf"^次は.{{0,80}}(?:ご希望ですか|お望みですか|{_MAKE}(?:いたし|し|り)?ましょうか)[？?。]*$",
    r"^(?:それ|これ|こちら|どれ|どちら)をご希望ですか[？?。]*$",
    rf"^(?:もし)?.{{0,160}}{_MAKE}(?:いたし|し)ましょうか[？?。]*$",
    r"^(?:もし)?(?:何か|他に|ほかに|さらに)?.{0,60}(?:ご要望|お手伝いできる|(?:修正|変更|追加|調整)(?:を|の)ご(?:希望|要望))"
    r".{0,60}(?:お知らせください|お申し付けください|お聞かせください)[。！!]*$",
    r"^もし、?.{0,100}(?:教えて|ご提供)いただけ(?:ます(?:でしょう)?か|れば).{0,160}$",
    rf"^.{{0,40}}別の.{{0,40}}(?:トピック|テーマ).{{0,20}}{_WORK}を{_MAKE}(?:する|いたし)",
    r"^以上(?:が|で|です).{0,60}(?:ご(?:依頼|要望|指定|指示)(?:の|いただいた|に)|指定された)",
    r"^[（(【\[]?(?:総|本文)?(?:文字数|word count)\s*[:：]?\s*約?\s*[\d,，]+\s*(?:文字|字|words)?(?:程度)?"
    r"[）)】\]]?[。.]?$",
    r"^(?:Let me know if you(?:'d| would)? (?:like|want) (?:me to|any|to (?:adjust|change))"
    r"|Would you like me to|Do you want me to|Shall I|If you(?:'d| would) like, I can"
    r"|Feel free to ask me|I hope this meets your).{0,300}$",
)
_READERS: Final = re.compile(
    r"お問い?合わせ|コメント|ご連絡|弊社|当社|Twitter|フォーム|メール|読者|contact us|comment", re.IGNORECASE
)
"""Words of an author who speaks to readers or customers."""
_OPENING: Final = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _OPENINGS)
_CLOSING: Final = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _CLOSINGS)


def find_chat_residue(text: str, context: Context, note: Note) -> str:
    """Report, or with the option drop, paragraphs in which a chat model speaks to its user."""
    page = open_page(text)
    blocks = parse_blocks(page.body)
    found = _find_at_start(blocks) | _find_at_end(blocks)
    finding = Finding.RESIDUE_DROPPED if context.drop_chat_residue else Finding.RESIDUE
    lines = page.body.split("\n")
    gone: set[int] = set()
    for index in sorted(found | (_find_loose_rules(blocks, found) if context.drop_chat_residue else set())):
        block = blocks[index]
        removed = block.text if context.drop_chat_residue else ""
        note(finding, line=page.body_line + block.first, removed=removed, text=shorten(block.text))
        gone.update(range(block.first, block.end))
    if not context.drop_chat_residue or not gone:
        return text
    return page.head + _tidy("\n".join(line for number, line in enumerate(lines) if number not in gone))


def _find_at_start(blocks: Sequence[Block]) -> set[int]:
    return _collect(((index, blocks[index]) for index in range(min(_REACH, len(blocks)))), _OPENING)


def _find_at_end(blocks: Sequence[Block]) -> set[int]:
    indexes = range(len(blocks) - 1, max(len(blocks) - 1 - _REACH, -1), -1)
    return _collect(((index, blocks[index]) for index in indexes), _CLOSING)


def _collect(blocks: Iterable[tuple[int, Block]], patterns: Sequence[re.Pattern[str]]) -> set[int]:
    """Take residue from one end inwards until the first other text; rules are passed over."""
    found: set[int] = set()
    for index, block in blocks:
        if block.kind == "hr":
            continue
        if (
            block.kind != "paragraph"
            or len(block.text) > _MAX_LENGTH * 4
            or not _is_residue(block.text, patterns)
        ):
            break
        found.add(index)
    return found


def _is_residue(source: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    first = source.partition("\n")[0]
    if len(first) > _MAX_LENGTH or _READERS.search(first):
        return False
    plain = read_plain_text(first)
    return any(pattern.search(plain) for pattern in patterns)


def _find_loose_rules(blocks: Sequence[Block], residue: set[int]) -> set[int]:
    """Return rules that part nothing any more once the residue is gone."""
    left = [index for index in range(len(blocks)) if index not in residue]
    loose: set[int] = set()
    for side in (left, left[::-1]):
        for index in side:
            if blocks[index].kind != "hr":
                break
            if residue & {index - 1, index + 1} or loose & {index - 1, index + 1}:
                loose.add(index)
    return loose


def _tidy(body: str) -> str:
    lines = body.strip("\n")
    return f"\n{lines}\n" if lines.strip() else ""

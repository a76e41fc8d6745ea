"""Where a word begins and ends in Japanese text, as far as the characters around it tell.

A name links only where it is a word of its own or a plain part of a compound. Which compounds are plain
was found by measuring (`benchmarks/glossary.py`): a loan word before one of general meaning still means
itself (プロンプトテンプレート), one before any other word need not (モデルサイズ, キャッシュフロー).
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from kb_ext.core.record import Match

_JOINERS: Final = "-.+_"
_HEADS: Final = frozenset(
    "アーキテクト アーキテクチャ アカウント アナリスト アプリ アプリケーション アプローチ"
    " アルゴリズム インスタンス インターフェース インフラ エコシステム エンジニア エンジン"
    " エンドポイント オプション カンファレンス ガイド ガイドライン クライアント クラス クラスタ"
    " コスト コード コミュニティ コンサルタント コンソール コンポーネント サイト サポート サンプル"
    " サーバ サービス シナリオ システム シリーズ スキル スクリプト スコア スタック スタートアップ"
    " スペシャリスト セキュリティ ソフトウェア ソリューション タイプ タスク チーム チップ"
    " チュートリアル ツール ツールキット テクニック テクノロジ テスト テンプレート データ"
    " トレンド ハードウェア バージョン パイプライン パターン パフォーマンス ビジネス ファイル"
    " ファミリ フレームワーク ブーム プラットフォーム プラグイン プログラム プロジェクト プロセス"
    " プロダクト プロバイダ ベンダ ベース ベンチャ ポリシ メカニズム メモリ メーカ"
    " モジュール モデル ユーザ ユースケース ライセンス ライブラリ ランキング リクエスト リスク"
    " リソース ループ レイヤ レベル ロジック ワークフロ ワークロード".split()
)
"""Loan words of general meaning, which leave that of the one before them alone; without a final ー."""
_PREFIXES: Final = frozenset(
    "某 各 新 旧 全 両 諸 最新 既存 独自 主要 複数 特定 従来 汎用 現在 国内 海外 自社 社内 一般"
    " 大手 次世代 多様 高性能 高度 代表的 本格的 一部 他社 同社 日本 中国 米国 英国 欧州 韓国".split()
)
"""Kanji words that say which one is meant, not that it is something else."""
_MODIFIERS: Final = frozenset(
    "カスタム オリジナル パーソナル リモート デフォルト メイン マルチモーダル".split()
)
"""Loan words that do so."""
_PREFIX_ENDS: Final = frozenset("語製産用内的系型版")
"""Kanji at the end of words that describe the one behind them (日本語, 対話型)."""
_SUFFIXES: Final = frozenset(
    "系 型 用 時 中 後 前 済 版 的 法 側 内 間 元 先 等 手法 技術 処理 工程 過程 方法 方式 対象"
    " 結果 効果 性能 精度 速度 環境 基盤 機能 利用 活用 導入 運用 研究 開発 分野 領域 問題 課題"
    " 専用 向 損失 可能 不要 必須 自体 以外 以降 以前".split()
)
"""Kanji words behind a short kanji name that leave its meaning alone."""
_KANJI_BEFORE: Final = re.compile(r"[\u3400-\u9fff々]*\Z")
_KATAKANA_BEFORE: Final = re.compile(r"[\u30a1-\u30fa\u30fc゛゜]*\Z")
_KANJI_RUN: Final = re.compile(r"[\u3400-\u9fff々]{0,8}")
_KATAKANA_RUN: Final = re.compile(r"[\u30a1-\u30fa\u30fc゛゜]{0,40}")
"""Longer runs are nobody's words."""
_VERB_ENDING: Final = re.compile(r"ま[すしせ]|た[いく]|やす|にく|すぎ|な[がい]")
_CHANGE: Final = re.compile(r"化(?![学粧石])")
"""What is changed into something is called so by another word: トークン化 is no トークン."""
_TITLE: Final = re.compile(r"[ \u00a0][A-Z][a-z]\w*+(?![ \u00a0][0-9])", re.ASCII)
"""`Code` in `Claude Code`, but not `Opus` in `Claude Opus 4.5`, which is a version of the thing named"""
_GENERAL_TITLE: Final = re.compile(
    r".(?:Server|Client|Cluster|Container|Model|User|Key|Issue|Engineer)s?(?!\w)", re.ASCII
)
"""What adds as little to a name as it does in Japanese."""
_REGROUPED: Final = re.compile("データ(?:ベース|セット|センタ|ウェア|サイエンス|マイニング)|ベースライン")
"""Words that hold the end of a name, which so is none: 知識ベース in 知識ベースライン."""
_OVERLAP: Final = 3
_LONG: Final = 7
"""Length of a katakana name that is not general enough to mean something else in a compound."""
_MIXED: Final = 4
"""The same for a name of several scripts, such as 生成AIモデル."""
_WINDOW: Final = 8
SHORT: Final = 2
"""Kanji of a name that is too common to be a word wherever it stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a text, folded by width and case, that spells a name."""

    text: str
    written: str
    """The text as its author wrote it."""
    start: int
    end: int
    after_name: bool = False
    """Whether another name ends where it begins."""

    @property
    def before(self) -> str:
        """The character in front of it."""
        return self.text[self.start - 1 : self.start]

    @property
    def after(self) -> str:
        """The character behind it."""
        return self.text[self.end : self.end + 1]


def is_word(place: Place, match: Match, words: Container[str]) -> bool:
    """Tell whether a name is a word where it stands; `words` are other names, without a final ー."""
    if match is Match.LOOSE:
        return not (_touches_ascii(place.text[place.start], place.before)) and not _touches_ascii(
            place.text[place.end - 1], place.after
        )
    if match is Match.STRICT and (_is_wordlike(place.before) or _is_wordlike(place.after)):
        return False
    return _opens(place) and _closes(place, words) and not (_is_joined(place) or _begins_title(place))


def is_short(name: str) -> bool:
    """Tell whether a name is of so few kanji that it is mostly a part of other words."""
    return len(name) <= SHORT and all(map(is_kanji, name))


def is_kanji(character: str) -> bool:
    """Tell whether a character is a kanji."""
    return bool(character) and ("\u3400" <= character <= "\u9fff" or character == "々")


def is_katakana(character: str) -> bool:
    """Tell whether a character is part of a katakana word."""
    return bool(character) and ("\u30a1" <= character <= "\u30fa" or character in "ー゛゜\u3099\u309a")


def is_ascii_word(character: str) -> bool:
    """Tell whether a character is part of an ASCII word."""
    return bool(character) and character.isascii() and character.isalnum()


def _is_wordlike(character: str) -> bool:
    return is_kanji(character) or is_katakana(character) or is_ascii_word(character)


def _touches_ascii(edge: str, outside: str) -> bool:
    return is_ascii_word(edge) and is_ascii_word(outside)


def _opens(place: Place) -> bool:
    first, before = place.text[place.start], place.before
    if first.isascii():
        return not is_ascii_word(before)
    if is_katakana(first):
        return (
            place.after_name or not is_katakana(before) or _find_before(place, _KATAKANA_BEFORE) in _MODIFIERS
        )
    if place.after_name or not (is_kanji(first) and is_kanji(before)):
        return True
    prefix = _find_before(place, _KANJI_BEFORE)
    return prefix in _PREFIXES or (len(prefix) > 1 and prefix[-1] in _PREFIX_ENDS)


def _find_before(place: Place, script: re.Pattern[str]) -> str:
    """Return the characters of a script in front of a name, as far as they matter."""
    run = script.search(place.text[max(0, place.start - _WINDOW) : place.start])
    return run[0] if run else ""


def _closes(place: Place, words: Container[str]) -> bool:
    text, last, after = place.text, place.text[place.end - 1], place.after
    if last.isascii():
        return not (is_ascii_word(after) or (after == last and not is_ascii_word(last)))
    if is_katakana(last) and is_katakana(after):
        run = _KATAKANA_RUN.match(text, place.end)
        return run is not None and _is_continued(place, run[0].rstrip("ー"), words)
    if _CHANGE.match(text, place.end) and not is_ascii_word(last):
        return False
    if is_kanji(last) and is_kanji(after) and is_short(text[place.start : place.end]):
        run = _KANJI_RUN.match(text, place.end)
        rest = run[0] if run else ""
        return rest in _SUFFIXES or rest[:SHORT] in _SUFFIXES
    return not ("\u3041" <= last <= "\u3096" and _VERB_ENDING.match(text, place.end))


def _is_continued(place: Place, rest: str, words: Container[str]) -> bool:
    """Tell whether a name means the same before the rest of a katakana run."""
    name = place.text[place.start : place.end]
    if _is_general(rest, words):
        return True
    is_specific = len(name) >= (_LONG if all(map(is_katakana, name)) else _MIXED)
    return is_specific and len(rest) > 1 and not _REGROUPED.search(name + rest, max(0, len(name) - _OVERLAP))


def _is_general(rest: str, words: Container[str]) -> bool:
    """Tell whether a katakana run is made of words of general meaning, or of another name."""
    if rest in _HEADS or rest in words:
        return True
    return any(
        rest[:length].rstrip("ー") in _HEADS and _is_general(rest[length:], words)
        for length in range(2, len(rest) - 1)
    )


def _is_joined(place: Place) -> bool:
    """Tell whether `-4` in `GPT-4`, or `llama.` in `llama.cpp`, makes a longer name of an ASCII one."""
    text, start, end = place.text, place.start, place.end
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (is_ascii_word(text[start]) and _joins(before[::-1])) or (
        is_ascii_word(text[end - 1]) and _joins(after)
    )


def _begins_title(place: Place) -> bool:
    """Tell whether a longer proper name begins in an ASCII one: `Claude Code`, `TensorFlow Lite`."""
    if not is_ascii_word(place.text[place.end - 1]) or _GENERAL_TITLE.match(place.written, place.end):
        return False
    return bool(_TITLE.match(place.written, place.end))


def is_common_word(place: Place) -> bool:
    """Tell whether the place of an acronym holds an ordinary word among others, `clip` and not CLIP."""
    written, start, end = place.written, place.start, place.end
    if not written[start:end].islower():
        return False
    before, after = written[max(0, start - 2) : start], written[end : end + 2]
    return (before[1:] == " " and is_ascii_word(before[:1])) or (
        after[:1] == " " and is_ascii_word(after[1:])
    )


def _joins(outside: str) -> bool:
    return len(outside) > 1 and outside[0] in _JOINERS and is_ascii_word(outside[1])

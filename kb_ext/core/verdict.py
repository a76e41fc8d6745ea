"""Marks, grades, and the many ways to say that no value is known."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kb_ext.core.quantity import fold_text


class State(StrEnum):
    """Why a cell has no value; each is told apart, and shown as its author wrote it."""

    UNKNOWN = "unknown"
    """不明: nobody says."""
    UNSUPPORTED = "unsupported"
    """非対応: the item does not have it."""
    UNCONFIRMED = "unconfirmed"
    """未確認: it has yet to be looked up."""
    NOT_APPLICABLE = "not-applicable"
    """該当なし: the question does not arise."""


_STATES: Final = {
    State.UNKNOWN: (
        "不明 分からない わからない 未詳 非公開 未公開 未公表 非公表 未開示 記載なし 未記載 情報なし"
        " データなし 公表なし 要問い合わせ 要問合せ 要お問い合わせ お問い合わせ 問い合わせ 要見積 要見積もり"
        " 個別見積 個別見積もり 応相談 未定 unknown undisclosed ? ... ・・・ no_data not_disclosed contact_us"
    ),
    State.UNSUPPORTED: (
        "非対応 未対応 対応なし 非サポート 未サポート サポートなし サポート外 対応していない 対応していません"
        " 未実装 unsupported not_supported"
    ),
    State.UNCONFIRMED: (
        "未確認 要確認 確認中 未検証 検証中 要検証 未調査 調査中 未計測 未測定 未評価 未テスト 要調査"
        " unconfirmed unverified untested not_tested not_verified tbd tbc todo"
    ),
    State.NOT_APPLICABLE: (
        "該当なし 該当せず 該当無し 対象外 評価対象外 適用外 適用なし 適用不可 対象なし - -- --- ー"
        " n/a na not_applicable"
    ),
}
_BY_SPELLING: Final = {
    spelling.replace("_", " "): state
    for state, spellings in _STATES.items()
    for spelling in spellings.split()
}
_YES: Final = (
    "○ 〇 ◯ ◎ ● ✓ ✔ ✅ ☑ 🙆 はい 有 あり 有り 可 可能 対応 対応済 対応済み サポート 有効 必須 必要 含む"
    " yes y true on o ok supported"
)
_NO: Final = "× ✕ ✖ ✗ ✘ ❌ ❎ 🙅 いいえ 無 なし 無し 不可 不可能 無効 不要 含まない no n false off x ng none"
_PARTIAL: Final = (
    "△ ▲ 🔺 ⚠ 一部 一部対応 一部可 一部可能 部分的 部分対応 部分的に対応 限定的 限定 条件付き 条件付"
    " 制限あり 要設定 partial partially limited"
)
_FLAGS: Final = {
    **dict.fromkeys(_YES.split(), "yes"),
    **dict.fromkeys(_NO.split(), "no"),
    **dict.fromkeys(_PARTIAL.split(), "partial"),
}
_MARK: Final = re.compile(r"[○〇◯◎●✓✔✅☑🙆×✕✖✗✘❌❎🙅△▲🔺⚠]")
_HEAD_END: Final = re.compile(r"[\s、,。:：]")
_CROSS: Final = frozenset("× ✕ ✖ ✗ ✘ ❌ ❎".split())
_GRADES: Final = {
    "◎": "1",
    "○": "0.75",
    "〇": "0.75",
    "◯": "0.75",
    "●": "0.75",
    "△": "0.5",
    "▲": "0.25",
    "×": "0",
    "✕": "0",
    "✖": "0",
    "❌": "0",
    "s": "1",
    "a+": "0.85",
    "a": "0.8",
    "a-": "0.75",
    "b+": "0.65",
    "b": "0.6",
    "b-": "0.55",
    "c+": "0.45",
    "c": "0.4",
    "c-": "0.35",
    "d": "0.2",
    "e": "0.1",
    "f": "0",
    "優": "1",
    "良": "0.75",
    "可": "0.5",
    "不可": "0",
}


def _join(words: str) -> str:
    return "|".join(words.split())


_HIGH: Final = (
    "高い? 高度 良い? 良好 強い? 速い 高速 早い 大きい 大 優れる 優れている 豊富 多い 易しい 容易 簡単"
    " high good fast large easy"
)
_MIDDLE: Final = "中 中程度 中くらい 中級 普通 ふつう 標準 標準的 まあまあ medium mid moderate average fair"
_LOW: Final = (
    "低い? 悪い? 弱い? 遅い 低速 小さい 小 劣る 少ない 難しい 困難 複雑"
    " low bad poor slow small hard difficult"
)
_VERY: Final = r"非常に|極めて|とても|かなり|最も|最|大変|超|very\s|extremely\s"
_RATHER: Final = r"やや|比較的|少し|まあ|中[〜~-]|rather\s|fairly\s"
_LEVEL: Final = re.compile(
    rf"(?P<very>{_VERY})?(?P<rather>{_RATHER})?(?:(?P<high>{_join(_HIGH)})|(?P<middle>{_join(_MIDDLE)})"
    rf"|(?P<low>{_join(_LOW)}))(?:です|である|め)?",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"\s*[(\[【][^()\[\]【】]*[)\]】]$")
_STARS: Final = re.compile(r"([★⭐🌟]+)([☆✩]*)|([☆✩]+)")
_SCORE: Final = re.compile(
    r"[★⭐]?\s*(\d{1,4}(?:\.\d{1,4})?)\s*[点★⭐]?\s*(?:/\s*(\d{1,4}(?:\.0)?)\s*(?:点満点|点)?)?"
)
_OUT_OF: Final = re.compile(r"[\d.]{1,6}\s*/\s*(?:5|10|100)(?:\.0)?")
_RANGE: Final = re.compile(r"\s*[〜~-]\s*")


def parse_state(text: str) -> State | None:
    """Return why a cell has no value, if that is what it says; an empty cell says that it is unknown."""
    folded = _fold(text)
    return _BY_SPELLING.get(folded) if folded else State.UNKNOWN


def is_cross(text: str) -> bool:
    """Tell whether a cell holds nothing but the mark that says no."""
    return _fold(text) in _CROSS


def parse_flag(text: str) -> str:
    """Return `yes`, `no` or `partial`, or an empty text."""
    folded = _fold(text)
    if folded in _FLAGS:
        return _FLAGS[folded]
    mark = _MARK.match(folded)
    if mark and not _MARK.search(folded, mark.end()):
        return _FLAGS[mark[0]]  # ✅ 合格
    head = _HEAD_END.split(folded, maxsplit=1)[0]
    return _FLAGS.get(head, "")


def parse_rating(text: str, scale: Decimal) -> Decimal | None:
    """Return a grade between 0 and 1; a number alone is one of `scale`."""
    folded = _fold(text)
    stars = _STARS.fullmatch(folded.replace(" ", ""))
    if stars:
        full, empty = len(stars[1] or stars[3]), len(stars[2] or "")
        return _divide(Decimal(full), Decimal(full + empty) if empty else scale)
    score = _SCORE.fullmatch(folded)
    if score:
        return _divide(Decimal(score[1]), Decimal(score[2]) if score[2] else scale)
    grades = [_read_grade(part) for part in _RANGE.split(folded, maxsplit=1)] if folded else []
    whole = _read_grade(folded)
    if whole is not None:
        return whole
    known = [grade for grade in grades if grade is not None]
    return sum(known, Decimal(0)) / len(known) if known and len(known) == len(grades) else None


def has_grade_mark(text: str) -> bool:
    """Tell whether a cell is a grade and could be nothing else: stars, ◎, a score out of a maximum."""
    folded = _fold(text)
    return "◎" in folded or bool(_STARS.match(folded) or _OUT_OF.fullmatch(folded))


def _divide(value: Decimal, scale: Decimal) -> Decimal | None:
    return (value / scale).quantize(Decimal("0.0001")) if 0 <= value <= scale and scale else None


def _read_grade(text: str) -> Decimal | None:
    if text in _GRADES:
        return Decimal(_GRADES[text])
    level = _LEVEL.fullmatch(text)
    if level is None:
        return None
    if level["middle"]:
        return Decimal("0.5")
    step = Decimal("0.5") if level["very"] else Decimal("0.125") if level["rather"] else Decimal("0.25")
    return Decimal("0.5") + step if level["high"] else Decimal("0.5") - step


def _fold(text: str) -> str:
    """Fold width and case and drop remarks; marks keep their forms, which NFKC would change."""
    kept = "".join(
        character if _MARK.match(character) or character in "★☆⭐🌟✩…" else fold_text(character) or character
        for character in text.strip().replace("\ufe0f", "")
    )
    kept = kept.replace("…", "...").strip()
    bare = kept
    while (shorter := _REMARK.sub("", bare).strip()) != bare:
        bare = shorter
    return (bare or kept).casefold().rstrip("。").strip()

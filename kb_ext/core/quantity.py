"""Numbers as authors write them: 1.2億, 約3万円, $0.15/1M tokens, 128K, 5〜10, 10以上, 月額980円."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

MAX_LENGTH: Final = 80
"""Characters of a text that is looked at; nobody writes longer numbers."""

_NUMBER: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,18})?(?:[eE][+-]?\d{1,2}(?![\dA-Za-z]))?|\.\d{1,18}"
)
_KANJI: Final = r"[十百千万億兆]{1,3}"
_AMOUNT: Final = (
    rf"(?:(?:{_NUMBER})\s?{_KANJI}(?:[\d,.]{{1,18}}{_KANJI}){{0,3}}(?:\d{{1,4}}(?![\d.]))?|{_NUMBER})"
)
_FACTOR: Final = r"(?:(?-i:[KMBTk])(?![A-Za-z])|(?:thousand|million|billion|trillion)(?![A-Za-z]))"
_CURRENCY: Final = r"(?:US\$|\$|¥|€|£|₩|USD|JPY|EUR|GBP|CNY|KRW)"
_CURRENCY_WORD: Final = (
    r"(?:円|米ドル|ドル|ユーロ|ポンド|人民元|元(?!年)|ウォン"
    r"|dollars?|yen|euros?|USD|JPY|EUR|GBP|CNY|KRW|[$€£₩])"
)
_SIDE: Final = rf"(?:{_CURRENCY}\s?)?[+-]?(?:{_CURRENCY}\s?)?{_AMOUNT}\s?{_FACTOR}?"
_UNIT: Final = r"(?:[ck]?m[23]|[^\d\s/()+~〜±:=-][^\d/()+~〜±:=]{0,15}?)"
_PER: Final = r"(?:\d[\d,]{0,12}\s?)?[^\d\s/()~〜][^\d/()~〜]{0,15}?"
_PREFIXES: Final = (
    r"約|およそ|おおよそ|だいたい|概ね|おおむね|ほぼ|平均|推定|計|合計|approx\.?|about|around|ca\.|~|≈|≒"
    r"|最大|最高|上限|up to|max\.?|〜|<=|<|≤|≦|最低|最小|最短|下限|from|min\.?|>=|>|≥|≧|\+"
    r"|月額|年額|日額|月々|毎月|毎年|年間|月間|月(?=\D)|年(?=\D)|時速|秒速|税込み?|税抜き?"
)
_SUFFIXES: Final = (
    r"以上|以下|未満|超|超え|程度|前後|ほど|くらい|ぐらい|弱|強|余り?|から|より|まで|以内|〜|~|\+"
    r"|or more|or less|相当|\(税込\)|\(税抜\)|税込み?|税抜き?|/税込"
)
_QUANTITY: Final = re.compile(
    rf"(?P<every>(?:\d[\d,]{{0,12}}\s?)?[^\d/()]{{0,16}}?(?:あたり|当たり|につき|ごとに?|毎)\s*)?"
    rf"(?P<prefix>(?:(?:{_PREFIXES})\s*){{0,4}})"
    rf"(?P<left>{_SIDE})"
    rf"(?:\s*(?P<middle>{_UNIT})?\s*(?:~|〜|-|から|to|…)\s*(?:約|~)?\s*(?P<right>{_SIDE}))?"
    rf"(?:\s*±\s*(?P<spread>{_NUMBER}))?"
    rf"\s*(?P<unit>{_UNIT})??\s*"
    rf"(?P<per>(?:\s*(?:/|per )\s*{_PER}){{0,2}})\s*"
    rf"(?P<suffix>(?:(?:{_SUFFIXES})\s*){{0,3}})",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(rf"({_NUMBER})({_KANJI})?")
_REMARK: Final = re.compile(r"\s*[(\[【（][^()\[\]【】（）]*[)\]】）]\s*$")
_ORNAMENT: Final = re.compile(r"[\s↑↓→←⬆⬇✅❌⚠⭐️*。]+$")
_DASHES: Final = str.maketrans("‐‑–—−―▲△", "--------", "\u200b\ufe0f")
_POWERS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
_FACTORS: Final = {"k": 3, "m": 6, "b": 9, "t": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_CURRENCIES: Final = {
    "¥": "JPY",
    "円": "JPY",
    "yen": "JPY",
    "$": "USD",
    "us$": "USD",
    "ドル": "USD",
    "米ドル": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "€": "EUR",
    "ユーロ": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "ポンド": "GBP",
    "元": "CNY",
    "人民元": "CNY",
    "₩": "KRW",
    "ウォン": "KRW",
}
_PERIODS: Final = {
    "year": ("年", "年間", "year", "yr", "y", "annum", "年額", "毎年"),
    "month": ("月", "ヶ月", "か月", "カ月", "ケ月", "箇月", "月間", "month", "mo", "月額", "月々", "毎月"),
    "week": ("週", "週間", "week", "wk"),
    "day": ("日", "day", "日額", "毎日"),
    "hour": ("時間", "時", "hour", "hr", "h"),
}
_PERIOD_OF: Final = {spelling: period for period, spellings in _PERIODS.items() for spelling in spellings}
_AT_MOST: Final = re.compile(r"最大|最高|上限|up to|max|〜|<|≤|≦|以下|未満|まで|以内|or less", re.IGNORECASE)
_AT_LEAST: Final = re.compile(
    r"最低|最小|最短|下限|from|min|>|≥|≧|以上|超|から|より|〜|~|\+|or more", re.IGNORECASE
)
_APPROXIMATE: Final = re.compile(
    r"約|およそ|だいたい|概ね|おおむね|ほぼ|推定|approx|about|around|ca\.|~|≈|≒|程度|前後|ほど|くらい|ぐらい|弱|強|余"
)


class Bound(StrEnum):
    """What is said where only one end of a range is known."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number, or two that a value lies between, with what it counts."""

    low: Decimal
    high: Decimal
    """The same as `low` where there is no range."""
    unit: str = ""
    currency: str = ""
    """ISO 4217, where the text names one."""
    period: str = ""
    """`year`, `month`, `week`, `day` or `hour`."""
    per: str = ""
    """What it is counted by: `1M tokens` in `$0.15/1M tokens`."""
    bound: Bound | None = None
    approximate: bool = False

    @property
    def middle(self) -> Decimal:
        """The number that the quantity is ordered by."""
        return (self.low + self.high) / 2

    def scale(self, factor: Decimal) -> Quantity:
        """Return the quantity counted in another unit."""
        return replace(self, low=self.low * factor, high=self.high * factor)


def parse_quantity(text: str) -> Quantity | None:
    """Read a text that is one quantity, perhaps with a remark in brackets; None if it is anything else."""
    opens = text.strip()[:1] in {"〜", "～"}
    folded = strip_remark(fold_text(text))
    if not folded or len(folded) > MAX_LENGTH:
        return None
    if opens:
        folded = "〜" + folded[1:]
    match = _QUANTITY.fullmatch(folded)
    return _read_match(match) if match else None


def fold_text(text: str) -> str:
    """Make full-width forms and the many dashes and signs the plain ones."""
    return unicodedata.normalize("NFKC", text.strip()).translate(_DASHES).strip()


def strip_remark(text: str) -> str:
    """Drop remarks in brackets, arrows and marks at the end."""
    while (shorter := _ORNAMENT.sub("", _REMARK.sub("", text))) != text:
        text = shorter
    return text


def _read_match(match: re.Match[str]) -> Quantity | None:
    left, right = match["left"], match["right"] or match["left"]
    low, high = _read_side(left), _read_side(right)
    if match["right"]:
        low = _share_factor(low, left, right, match["middle"])
    if low > high:
        return None
    currency, unit = _read_unit(match)
    every = re.sub(r"(?:あたり|当たり|につき|ごとに?|毎)\s*$", "", match["every"] or "")
    pers = [per.strip() for per in (every, *re.split(r"/|per ", match["per"] or "")) if per.strip()]
    periods = [
        find_period(text) for text in (*pers, *re.findall(r"[月年日]額|月々|毎.|[月年]", match["prefix"]))
    ]
    return Quantity(
        low=low,
        high=high,
        unit=unit,
        currency=currency,
        period=next(filter(None, periods), ""),
        per="/".join(per for per in pers if not find_period(per)),
        bound=None if match["right"] else _read_bound(match["prefix"], match["suffix"]),
        approximate=bool(_APPROXIMATE.search(match["prefix"] + match["suffix"])),
    )


def _read_side(text: str) -> Decimal:
    body = re.sub(rf"{_CURRENCY}|\s", "", text, flags=re.IGNORECASE)
    negative = body.startswith("-")
    body = body.lstrip("+-")
    factor = re.search(rf"{_FACTOR}$", body, re.IGNORECASE)
    total = Decimal(0)
    for number, kanji in _PIECE.findall(body[: factor.start()] if factor else body):
        power = sum(_POWERS[character] for character in kanji)
        total += Decimal(number.replace(",", "")).scaleb(power)
    if factor:
        total = total.scaleb(_FACTORS[factor[0].lower()])
    return -total if negative else total


def _share_factor(low: Decimal, left: str, right: str, middle: str | None) -> Decimal:
    """Apply what is written behind the second number alone to the first: `3〜8万`, `7-70B`."""
    ending = re.search(rf"(?:{_KANJI}|{_FACTOR})\s*$", right)
    if middle or ending is None or re.search(rf"(?:{_KANJI}|{_FACTOR})\s*$", left):
        return low
    return low * _read_side(f"1{ending[0].strip()}")


def _read_unit(match: re.Match[str]) -> tuple[str, str]:
    """Return the currency and the unit."""
    signs = re.findall(_CURRENCY, match["left"] + (match["right"] or ""), re.IGNORECASE)
    unit = (match["unit"] or match["middle"] or "").strip()
    word = re.match(rf"{_CURRENCY_WORD}", unit, re.IGNORECASE)
    if word and not signs:
        signs, unit = [word[0]], unit[word.end() :].strip()
    sign = signs[0] if signs else ""
    return _CURRENCIES.get(sign.lower(), sign.upper()), unit


def find_currency(text: str) -> str:
    """Return the ISO 4217 code of a currency, however it is written."""
    folded = fold_text(text).lower()
    return _CURRENCIES.get(folded, folded.upper() if re.fullmatch(r"[a-z]{3}", folded) else "")


def find_period(text: str) -> str:
    """Return `year`, `month`, `week`, `day` or `hour`, however it is written."""
    stripped = re.sub(r"^1\s?", "", text.strip().lower())
    return _PERIOD_OF.get(stripped) or _PERIOD_OF.get(stripped.removesuffix("s"), "")


def _read_bound(prefix: str, suffix: str) -> Bound | None:
    if _AT_MOST.search(prefix) or (_AT_MOST.search(suffix) and "〜" not in suffix):
        return Bound.AT_MOST
    lower = _AT_LEAST.search(prefix.replace("~", "").replace("+", "")) or _AT_LEAST.search(suffix)
    return Bound.AT_LEAST if lower else None

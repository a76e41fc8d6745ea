"""Days, months and years as authors write them in tables: 2025年8月, 2025/8/31, Aug 2025, 令和7年."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kb_ext.core.stamp import parse_stamp

_MONTHS: Final = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH: Final = re.compile(
    rf"(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?)?"
    r",?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
"""The year before the first of each era."""
_ERA: Final = re.compile(r"(令和|平成|昭和|[RHS](?=\d))\s*(元|\d{1,2})(?=[年./-])")
_YEAR: Final = re.compile(r"(\d{4})\s*年?(?:度)?")
_QUARTER: Final = re.compile(
    r"(?:(?P<year>\d{4})\s*年?\s*[-/]?\s*(?:第?(?P<n>[1-4])四半期|Q(?P<q>[1-4]))|Q(?P<q2>[1-4])\s+(?P<year2>\d{4}))",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(
    r"\s*(?:[(（\[【][^()（）]*[)）\]】]|予定|頃|ごろ|時点|現在|以降|以前|まで|から|〜|~|より|開始|終了|公開|発表|発売"
    r"|リリース)\s*$"
)
_PREFIX: Final = re.compile(r"^(?:約|〜|~|since|from|until|as of)\s*", re.IGNORECASE)


def parse_day(text: str) -> str:
    """Return a day, month or year in ISO 8601, or an empty text; nothing but remarks may stand around it."""
    folded = unicodedata.normalize("NFKC", text).strip()
    while (shorter := _PREFIX.sub("", _REMARK.sub("", folded)).strip()) != folded:
        folded = shorter
    folded = _ERA.sub(_count_years, folded)
    stamp, exact = parse_stamp(folded)
    if stamp is not None:
        return stamp.day if exact else ""
    return _parse_year(folded) or _parse_quarter(folded) or _parse_english(folded)


def _count_years(match: re.Match[str]) -> str:
    number = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + number}"


def _parse_year(text: str) -> str:
    match = _YEAR.fullmatch(text)
    return match[1] if match and 1000 <= int(match[1]) <= 2999 else ""


def _parse_quarter(text: str) -> str:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return ""
    number = int(match["n"] or match["q"] or match["q2"])
    return f"{match['year'] or match['year2']}-{number * 3 - 2:02}"


def _parse_english(text: str) -> str:
    match = _ENGLISH.fullmatch(text)
    if match is None:
        return ""
    month = f"{match['year']}-{_MONTHS[match['month'].lower()]:02}"
    day = match["first"] or match["day"]
    if day is None:
        return month
    stamp, exact = parse_stamp(f"{month}-{day}")
    return stamp.day if stamp and exact else ""

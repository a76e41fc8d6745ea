"""What numbers count, and how those in another unit of the same kind are converted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kb_ext.core.quantity import Quantity, fold_text, parse_quantity

_KINDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "bytes": (
        ("b byte bytes バイト", "1"),
        ("kb", "1e3"),
        ("mb メガバイト", "1e6"),
        ("gb ギガバイト", "1e9"),
        ("tb テラバイト", "1e12"),
        ("pb", "1e15"),
        ("kib", "1024"),
        ("mib", "1048576"),
        ("gib", "1073741824"),
        ("tib", "1099511627776"),
    ),
    "seconds": (
        ("ns ナノ秒", "1e-9"),
        ("μs us マイクロ秒", "1e-6"),
        ("ms ミリ秒", "1e-3"),
        ("s sec secs second seconds 秒 秒間", "1"),
        ("min mins minute minutes 分 分間", "60"),
        ("h hr hrs hour hours 時間", "3600"),
        ("day days 日 日間", "86400"),
        ("week weeks 週 週間", "604800"),
    ),
    "months": (("month months か月 ヶ月 カ月 ケ月 箇月", "1"), ("year years 年 年間", "12")),
    "metres": (("mm", "1e-3"), ("cm", "1e-2"), ("m メートル", "1"), ("km キロメートル", "1e3")),
    "grams": (("mg", "1e-3"), ("g グラム", "1"), ("kg キログラム", "1e3"), ("t トン", "1e6")),
    "hertz": (("hz", "1"), ("khz", "1e3"), ("mhz", "1e6"), ("ghz", "1e9")),
    "watts": (("mw ミリワット", "1e-3"), ("w ワット", "1"), ("kw キロワット", "1e3")),
    "amperes": (("μa", "1e-6"), ("ma", "1e-3"), ("a", "1")),
    "bits per second": (("kbps", "1e3"), ("mbps", "1e6"), ("gbps", "1e9")),
    "operations": (("gflops", "1e9"), ("tflops", "1e12"), ("pflops", "1e15"), ("tops", "1e12")),
}
_UNITS: Final = {
    spelling: (kind, Decimal(factor))
    for kind, units in _KINDS.items()
    for spellings, factor in units
    for spelling in spellings.split()
}
"""Folded spelling of a unit to its kind and how many of the kind's base it is."""
_PER_YEAR: Final = {"year": Decimal(1), "month": Decimal(12)}
"""How many of a period a year has; weeks and days make no whole months and are not converted."""
_OPENING: Final = re.compile(r"[a-zμ]+(?![a-zμ])")
_COUNT: Final = re.compile(r"\d[\d,.]*\s?(?:[KMBTk](?![A-Za-z])|[百千万億]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the numbers of a criterion count."""

    unit: str = ""
    currency: str = ""
    """ISO 4217."""
    period: str = ""
    """`year`, `month`, `week`, `day` or `hour`."""
    per: str = ""
    """What an amount is for: `1M tokens`."""
    scale: Decimal = Decimal(5)
    """The best grade of a rating."""


def convert(quantity: Quantity, measure: Measure) -> Quantity | None:
    """Return a quantity as one of a measure; None where it counts something else."""
    if quantity.currency and measure.currency and quantity.currency != measure.currency:
        return None
    factor = _convert_unit(quantity.unit, measure.unit)
    if factor is None:
        return None
    return quantity.scale(
        factor * _convert_period(quantity.period, measure.period) * _convert_per(quantity.per, measure.per)
    )


def _convert_unit(unit: str, wanted: str) -> Decimal | None:
    found, needed = _find_unit(unit), _find_unit(wanted)
    if found is None or needed is None:
        return Decimal(1)
    return found[1] / needed[1] if found[0] == needed[0] else None


def _find_unit(unit: str) -> tuple[str, Decimal] | None:
    """Return kind and size of a unit; what it measures may stand behind it, as in `GB VRAM`."""
    folded = fold_text(unit).casefold()
    opening = _OPENING.match(folded)
    return _UNITS.get(folded) or (_UNITS.get(opening[0]) if opening else None)


def _convert_period(period: str, wanted: str) -> Decimal:
    if period in _PER_YEAR and wanted in _PER_YEAR:
        return _PER_YEAR[period] / _PER_YEAR[wanted]
    return Decimal(1)


def _convert_per(per: str, wanted: str) -> Decimal:
    """Return the factor from `1K tokens` to `1M tokens`."""
    counted, needed = count_per(per), count_per(wanted)
    return needed / counted if counted and needed else Decimal(1)


def count_per(per: str) -> Decimal | None:
    """Return how many an amount is for, where a text says so."""
    match = _COUNT.match(fold_text(per))
    quantity = parse_quantity(match[0]) if match else None
    return quantity.low if quantity and quantity.low > 0 else None

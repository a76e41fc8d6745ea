"""What a cell of a comparison says: read by the type of its criterion, for sorting, filtering and machines.

Readers are always shown the author's own text; a `Value` only orders and marks it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from kb_ext.core.day import parse_day
from kb_ext.core.measure import Measure, convert
from kb_ext.core.quantity import Bound, Quantity, fold_text, parse_quantity, strip_remark
from kb_ext.core.verdict import (
    State,
    has_grade_mark,
    is_cross,
    parse_flag,
    parse_rating,
    parse_state,
)


class ValueType(StrEnum):
    """What the cells of a criterion hold."""

    TEXT = "text"
    """Words."""
    NUMBER = "number"
    """A number, perhaps with a unit."""
    MONEY = "money"
    """An amount in a currency, perhaps for a period or for a quantity."""
    PERCENTAGE = "percentage"
    """A part of a hundred."""
    RATING = "rating"
    """A grade: stars, ◎○△×, 4/5, A to E, 高 中 低."""
    BOOLEAN = "boolean"
    """Yes, no or partial."""
    LIST = "list"
    """Several texts."""
    DATE = "date"
    """A day, month or year."""
    VERSION = "version"
    """The number of a version."""
    LINK = "link"
    """An address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One cell, read by its type."""

    state: State | None = None
    """Why there is no value."""
    key: str = ""
    """What the cell is ordered by: a decimal number (of a range, its middle; of a rating, from 0 to 1), an
    ISO date, a version, `yes`, `partial` or `no`; nothing for words."""
    low: str = ""
    high: str = ""
    """The ends of a range of numbers; both are the number where there is one."""
    bound: Bound | None = None
    approximate: bool = False
    unit: str = ""
    """What the number counts, as the cell has it."""
    entries: tuple[str, ...] = ()
    """For a list, its texts."""
    address: str = ""
    """For a link, where it leads."""


NUMERIC: Final = frozenset({ValueType.NUMBER, ValueType.MONEY, ValueType.PERCENTAGE, ValueType.RATING})
"""Types whose values are ordered as numbers."""
_FREE: Final = re.compile(
    r"(?:無料|無償|タダ|フリー|free)(?:〜|~|から|プラン|枠)?(?:あり)?(?:[、,/].{0,20})?", re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>()\"']{1,400}")
_LIST_SEPARATOR: Final = re.compile(r"\s*(?:[、，,;；\n]|/(?!\d)|・|<br\s*/?>)\s*")
_VERSION: Final = re.compile(
    r"(?:[A-Za-z][\w.+#-]{0,30}?[\s-]+)?v?(?:er(?:sion)?)?\.?\s*"
    r"(?P<numbers>\d{1,8}(?:\.(?:\d{1,8}|x))*)(?P<pre>[-. ]?(?:alpha|beta|rc|preview|dev|pre|a|b)[-.]?\d*)?"
    r"(?:\s*(?:\+|以上|以降|以前|系|~|〜|LTS))?",
    re.IGNORECASE,
)
_PERCENT_SIGN: Final = re.compile(r"[%％]|パーセント|percent|割")
_GUESSED_SHARE: Final = Decimal("0.75")
"""How many of the cells that say anything must be of a type for it to be guessed."""


def parse_value(text: str, type_: ValueType, measure: Measure | None = None) -> Value | None:
    """Read a cell; None where it says something that is not of the type.

    `measure` says what a number counts; one in another unit of the same kind is converted.
    """
    state = parse_state(text)
    if type_ is ValueType.BOOLEAN:
        flag = parse_flag(text) or ("no" if state is State.UNSUPPORTED else "")
        return Value(state=state, key=flag) if flag or state else None
    if state is None and type_ not in {ValueType.RATING, ValueType.TEXT} and is_cross(text):
        state = State.UNSUPPORTED
    if state is not None:
        return Value(state=state)
    if type_ in NUMERIC:
        return _parse_number(text, type_, measure or Measure())
    return _parse_other(text.strip(), type_)


def _parse_other(text: str, type_: ValueType) -> Value | None:
    if type_ is ValueType.TEXT:
        return Value()
    if type_ is ValueType.LIST:
        return Value(entries=split_list(text))
    if type_ is ValueType.LINK:
        found = _ADDRESS.search(text)
        return Value(address=found[0]) if found else None
    key = parse_day(text) if type_ is ValueType.DATE else parse_version(text)
    return Value(key=key) if key else None


def split_list(text: str) -> tuple[str, ...]:
    """Cut a text at its commas, slashes and middle dots."""
    return tuple(part for part in _LIST_SEPARATOR.split(text.strip()) if part)


def parse_version(text: str) -> str:
    """Return the dotted numbers of a version, or an empty text; a version to come has `-rc.1` behind them."""
    match = _VERSION.fullmatch(strip_remark(fold_text(text)))
    if match is None:
        return ""
    numbers = ".".join(str(int(part)) for part in match["numbers"].split(".") if part.isdigit())
    before = re.findall(r"[a-z]+|\d+", (match["pre"] or "").lower())
    return f"{numbers}-{'.'.join(before)}" if before else numbers


def _parse_number(text: str, type_: ValueType, measure: Measure) -> Value | None:
    if type_ is ValueType.RATING:
        grade = parse_rating(text, measure.scale)
        return _make_value(Quantity(low=grade, high=grade)) if grade is not None else None
    quantity = parse_quantity(text)
    if type_ is ValueType.MONEY:
        return _parse_money(text, quantity, measure)
    if quantity is None or quantity.currency:
        return None
    if type_ is ValueType.PERCENTAGE:
        return _parse_percentage(quantity)
    converted = convert(quantity, measure)
    return _make_value(converted) if converted else None


def _parse_money(text: str, quantity: Quantity | None, measure: Measure) -> Value | None:
    if quantity is None:
        is_free = _FREE.fullmatch(strip_remark(fold_text(text)))
        return _make_value(Quantity(low=Decimal(0), high=Decimal(0))) if is_free else None
    if not (quantity.currency or measure.currency) and quantity.unit:
        return None
    converted = convert(quantity, measure)
    return _make_value(converted) if converted else None


def _parse_percentage(quantity: Quantity) -> Value | None:
    sign = _PERCENT_SIGN.match(quantity.unit)
    if quantity.unit and not sign:
        return None
    tenths = sign is not None and sign[0] == "割"
    return _make_value(quantity.scale(Decimal(10 if tenths else 1)))


def _make_value(quantity: Quantity) -> Value:
    return Value(
        key=render_decimal(quantity.middle),
        low=render_decimal(quantity.low),
        high=render_decimal(quantity.high),
        bound=quantity.bound,
        approximate=quantity.approximate,
        unit=quantity.unit,
    )


def render_decimal(number: Decimal) -> str:
    """Write a number with neither exponent nor needless zeros."""
    try:
        return format(number.normalize() + 0, "f")
    except InvalidOperation:
        return ""


def guess_type(texts: Iterable[str]) -> ValueType:
    """Guess what the cells of a criterion hold: the narrowest type that nearly all of them have."""
    told = [text for text in texts if parse_state(text) is None]
    needed = max(1, int((_GUESSED_SHARE * len(told)).to_integral_value(rounding="ROUND_CEILING")))
    if not told:
        return ValueType.TEXT
    for type_, fits in _GUESSES:
        if sum(map(fits, told)) >= needed:
            return type_
    return ValueType.TEXT


def _is_money(text: str) -> bool:
    quantity = parse_quantity(text)
    return bool(quantity and quantity.currency) or bool(_FREE.fullmatch(strip_remark(fold_text(text))))


def _is_percentage(text: str) -> bool:
    quantity = parse_quantity(text)
    return quantity is not None and bool(_PERCENT_SIGN.match(quantity.unit))


def _is_date(text: str) -> bool:
    return bool(parse_day(text)) and not fold_text(text).isdigit()


def _is_version(text: str) -> bool:
    folded = strip_remark(fold_text(text))
    return bool(re.match(r"v\d|\d+\.\d+\.\d", folded, re.IGNORECASE)) and bool(parse_version(text))


def _is_rating(text: str) -> bool:
    return parse_rating(text, Decimal(5)) is not None and not fold_text(text).replace(".", "").isdigit()


def _is_number(text: str) -> bool:
    quantity = parse_quantity(text)
    return quantity is not None and not quantity.currency


_GUESSES: Final[tuple[tuple[ValueType, Callable[[str], bool]], ...]] = (
    (ValueType.LINK, lambda text: bool(_ADDRESS.fullmatch(text.strip()))),
    (ValueType.BOOLEAN, lambda text: bool(parse_flag(text)) and not has_grade_mark(text)),
    (ValueType.RATING, _is_rating),
    (ValueType.MONEY, _is_money),
    (ValueType.PERCENTAGE, _is_percentage),
    (ValueType.VERSION, _is_version),
    (ValueType.DATE, _is_date),
    (ValueType.NUMBER, _is_number),
)
"""Types from the narrowest on, and how one cell shows that it is of it."""


def guess_measure(texts: Sequence[str]) -> Measure:
    """Return what the quantities among texts count: of several units, the commonest or first."""
    quantities = [quantity for text in texts if (quantity := parse_quantity(text)) is not None]
    return Measure(
        unit=_choose(quantity.unit for quantity in quantities),
        currency=_choose(quantity.currency for quantity in quantities),
        period=_choose(quantity.period for quantity in quantities),
        per=_choose(quantity.per for quantity in quantities),
    )


def _choose(texts: Iterable[str]) -> str:
    counted = Counter(filter(None, texts)).most_common(1)
    return counted[0][0] if counted else ""

"""Dates of posts, in every form that authors write them, kept as they were written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

_DAY: Final = r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})(?:\s*[-/.月]\s*(?P<day>\d{1,2})日?|月)?"
_TIME: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
_OFFSET: Final = r"(?P<offset>Z|UTC|JST|[+-]\d{1,2}(?::?\d{2})?)"
_STAMP: Final = re.compile(rf"{_DAY}(?:[T\s]\s*{_TIME}\s*{_OFFSET}?)?", re.IGNORECASE)
_DATE: Final = re.compile(rf"{_DAY}(?!\d)")
_NAMED_OFFSETS: Final = {"Z": 0, "UTC": 0, "JST": 9 * 60}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A point in time as precise as its author was: a month, a day, or a time with or without an offset."""

    iso: str
    """ISO 8601: `2025-08`, `2025-08-31` or `2025-08-31T02:20:58+00:00`."""
    instant: str
    """The same in UTC with seconds; orders any two stamps. Without an offset, UTC is assumed."""

    @property
    def day(self) -> str:
        """The calendar day on the author's clock, or the month where no more is known."""
        return self.iso[:10]

    @property
    def year(self) -> str:
        """Four digits."""
        return self.iso[:4]

    @property
    def month(self) -> str:
        """Two digits."""
        return self.iso[5:7]


def parse_stamp(text: str) -> tuple[Stamp | None, bool]:
    """Read a date or time; return it and whether all that was written was used.

    `2025-05-00` is read as the month, `2025-02-30T10:00` likewise; `13月` is not a date at all.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    match = _STAMP.fullmatch(text)
    if match is None:
        opening = _DATE.match(text)
        return (parse_stamp(opening[0])[0], False) if opening else (None, False)
    year, month = int(match["year"]), int(match["month"])
    if not (1 <= month <= 12 and year >= 1):
        return None, False
    if match["day"] is None:
        return _month_stamp(year, month), True
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:
        return _month_stamp(year, month), False
    if match["hour"] is None:
        return Stamp(iso=day.isoformat(), instant=f"{day.isoformat()}T00:00:00"), True
    return _time_stamp(day, match)


def _month_stamp(year: int, month: int) -> Stamp:
    iso = f"{year:04}-{month:02}"
    return Stamp(iso=iso, instant=f"{iso}-01T00:00:00")


def _time_stamp(day: date, match: re.Match[str]) -> tuple[Stamp, bool]:
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    try:
        clock = time(hour, minute, second, tzinfo=_read_offset(match["offset"]))
        moment = datetime.combine(day, clock)
        instant = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return Stamp(iso=day.isoformat(), instant=f"{day.isoformat()}T00:00:00"), False
    return Stamp(iso=moment.isoformat(), instant=instant.replace(tzinfo=None).isoformat()), True


def _read_offset(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text.upper() in _NAMED_OFFSETS:
        return timezone(timedelta(minutes=_NAMED_OFFSETS[text.upper()]))
    digits = text[1:].replace(":", "")
    hours, rest = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    minutes = int(hours) * 60 + int(rest)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))

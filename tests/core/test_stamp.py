"""Dates in every form that authors write, and impossible ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.stamp import Stamp, parse_stamp


@pytest.mark.parametrize(
    ("text", "iso", "instant"),
    [
        ("2026-02-24", "2026-02-24", "2026-02-24T00:00:00"),
        (" 2026-02-24\n", "2026-02-24", "2026-02-24T00:00:00"),
        ("2026-2-4", "2026-02-04", "2026-02-04T00:00:00"),
        ("2026/02/24", "2026-02-24", "2026-02-24T00:00:00"),
        ("2026.2.24", "2026-02-24", "2026-02-24T00:00:00"),
        ("2026年2月24日", "2026-02-24", "2026-02-24T00:00:00"),
        ("2026年 2月 24日", "2026-02-24", "2026-02-24T00:00:00"),
        ("２０２６年２月２４日", "2026-02-24", "2026-02-24T00:00:00"),
        ("2024-02-29", "2024-02-29", "2024-02-29T00:00:00"),
        ("2026-02", "2026-02", "2026-02-01T00:00:00"),
        ("2026年2月", "2026-02", "2026-02-01T00:00:00"),
        ("2026-02-24T22:15", "2026-02-24T22:15:00", "2026-02-24T22:15:00"),
        ("2026-02-24 22:15:51", "2026-02-24T22:15:51", "2026-02-24T22:15:51"),
        ("2026年2月24日 9:05", "2026-02-24T09:05:00", "2026-02-24T09:05:00"),
        ("2026-02-24T22:15:51Z", "2026-02-24T22:15:51+00:00", "2026-02-24T22:15:51"),
        ("2026-02-24T22:15:51.123Z", "2026-02-24T22:15:51+00:00", "2026-02-24T22:15:51"),
        ("2026-02-24 22:15:51 +0900", "2026-02-24T22:15:51+09:00", "2026-02-24T13:15:51"),
        ("2026-02-24 22:15:51+09:00", "2026-02-24T22:15:51+09:00", "2026-02-24T13:15:51"),
        ("2026-02-24 22:15:51 -0730", "2026-02-24T22:15:51-07:30", "2026-02-25T05:45:51"),
        ("2026-02-24 22:15 JST", "2026-02-24T22:15:00+09:00", "2026-02-24T13:15:00"),
        ("2026-02-24 22:15 jst", "2026-02-24T22:15:00+09:00", "2026-02-24T13:15:00"),
        ("2026-02-24 22:15 UTC", "2026-02-24T22:15:00+00:00", "2026-02-24T22:15:00"),
        ("2026-01-01T00:00:00+09:00", "2026-01-01T00:00:00+09:00", "2025-12-31T15:00:00"),
    ],
)
def test_date_is_read_as_precisely_as_it_is_written(text: str, iso: str, instant: str) -> None:
    assert parse_stamp(text) == (Stamp(iso=iso, instant=instant), True)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-05-00", "2025-05"),
        ("2025-02-30", "2025-02"),
        ("2025-02-29", "2025-02"),
        ("2025-02-30T10:00", "2025-02"),
        ("2025-04-31 10:00 +0900", "2025-04"),
        ("2025-04-30T25:00", "2025-04-30"),
        ("2025-04-30T24:00:00", "2025-04-30"),
        ("2025-04-30 23:59:60", "2025-04-30"),
        ("2025-04-30 10:99", "2025-04-30"),
        ("2025-04-30 10:00 +9999", "2025-04-30"),
        ("0001-01-01T00:00+09:00", "0001-01-01"),
        ("9999-12-31T23:00-09:00", "9999-12-31"),
    ],
)
def test_impossible_date_is_read_as_far_as_it_goes(text: str, iso: str) -> None:
    stamp, exact = parse_stamp(text)
    assert stamp is not None
    assert (stamp.iso, exact) == (iso, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "未定",
        "2025",
        "2025-13-01",
        "2025-00-10",
        "0000-01-01",
        "13月",
        "20250430",
        "25-04-30",
        "12025-04-30",
        "Feb 24, 2026",
        "9" * 5000,
    ],
)
def test_what_holds_no_month_is_no_date(text: str) -> None:
    assert parse_stamp(text) == (None, False)


def test_stamp_shows_the_day_on_the_clock_of_its_author() -> None:
    stamp, _ = parse_stamp("2026-01-01T00:30:00+09:00")
    assert stamp is not None
    assert (stamp.day, stamp.year, stamp.month) == ("2026-01-01", "2026", "01")


def test_stamp_of_a_month_shows_the_month() -> None:
    stamp, _ = parse_stamp("2025-05-00")
    assert stamp is not None
    assert (stamp.day, stamp.year, stamp.month) == ("2025-05", "2025", "05")


MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
OFFSETS = st.integers(min_value=-14 * 60, max_value=14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)


@settings(deadline=None)
@given(MOMENTS, OFFSETS)
def test_iso_form_is_read_as_it_is(moment: datetime, offset: timezone) -> None:
    text = moment.replace(tzinfo=offset).isoformat()
    instant = moment.replace(tzinfo=offset).astimezone(UTC).replace(tzinfo=None).isoformat()
    assert parse_stamp(text) == (Stamp(iso=text, instant=instant), True)


@settings(deadline=None)
@given(MOMENTS, OFFSETS, MOMENTS, OFFSETS)
def test_instants_order_times_of_any_offset(
    one: datetime, its_offset: timezone, other: datetime, other_offset: timezone
) -> None:
    moments = one.replace(tzinfo=its_offset), other.replace(tzinfo=other_offset)
    first, second = (parse_stamp(moment.isoformat())[0] for moment in moments)
    assert first is not None
    assert second is not None
    assert (first.instant < second.instant) == (moments[0] < moments[1])


@settings(deadline=None)
@given(
    st.text() | st.from_regex(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]\d{1,2}:\d{2}(:\d{2})?( ?\S+)?)?")
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    stamp, exact = parse_stamp(text)
    assert stamp is not None or not exact
    assert stamp is None or datetime.fromisoformat(stamp.instant).isoformat() == stamp.instant


@pytest.mark.parametrize("text", ["2001-12-14 21:59:43.10 -5", "2026-02-24T22:15:51+09"])
def test_offset_of_whole_hours_is_read(text: str) -> None:
    assert parse_stamp(text)[1]


@pytest.mark.parametrize(
    "text", ["2025-08-14。", "2026年2月24日(火)", "2025-04-30T", "2025-04-30\x00", "2026-02-24 22:15:51 EST"]
)
def test_day_is_read_whatever_stands_behind_it(text: str) -> None:
    stamp, exact = parse_stamp(text)
    assert stamp is not None
    assert (len(stamp.iso), exact) == (10, False)

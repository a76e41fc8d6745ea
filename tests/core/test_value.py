"""What authors write in the cells of tables, read by the type of the criterion."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.day import parse_day
from kb_ext.core.measure import Measure
from kb_ext.core.quantity import Bound, parse_quantity
from kb_ext.core.value import (
    Value,
    ValueType,
    guess_measure,
    guess_type,
    parse_value,
    parse_version,
    split_list,
)
from kb_ext.core.verdict import State, parse_flag, parse_rating, parse_state


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3", "3", "3"),
        ("１２３４", "1234", "1234"),
        ("1,234.5", "1234.5", "1234.5"),
        ("-5", "-5", "-5"),
        ("−3.2%", "-3.2", "-3.2"),
        ("▲5%", "-5", "-5"),
        ("+58.9%", "58.9", "58.9"),
        ("2e-5", "0.00002", "0.00002"),
        ("1.2億", "120000000", "120000000"),
        ("1億2,000万円", "120000000", "120000000"),
        ("8.5兆円", "8500000000000", "8500000000000"),
        ("5千万円", "50000000", "50000000"),
        ("3千", "3000", "3000"),
        ("約3万円", "30000", "30000"),
        ("128K", "128000", "128000"),
        ("70B", "70000000000", "70000000000"),
        ("約 12.4M", "12400000", "12400000"),
        ("70億パラメータ", "7000000000", "7000000000"),
        ("8Kトークン (拡張版は128Kトークン)", "8000", "8000"),
        ("8GB", "8", "8"),
        ("100m", "100", "100"),
        ("5〜10", "5", "10"),
        ("10～15mA", "10", "15"),
        ("5-10", "5", "10"),
        ("80% - 95%", "80", "95"),
        ("3〜8万円", "30000", "80000"),
        ("7-70B", "7000000000", "70000000000"),
        ("8GB〜24GB", "8", "24"),
        ("85.2 ± 0.3", "85.2", "85.2"),
        ("90% ↓", "90", "90"),
        ("160万ドル（約2.4億円）", "1600000", "1600000"),
        ("<strong>", None, None),
        ("2025-08-31", None, None),
        ("24/7", None, None),
        ("512×512", None, None),
        ("GPT-4", None, None),
        ("10,5", None, None),
        ("0x3C", None, None),
        ("8.8秒 / 出力2143tok", None, None),
        ("10-5", None, None),
        ("数万円", None, None),
        ("", None, None),
    ],
)
def test_numbers_are_read_as_japanese_authors_write_them(
    text: str, low: str | None, high: str | None
) -> None:
    quantity = parse_quantity(text)
    assert (quantity and quantity.low, quantity and quantity.high) == (
        low and Decimal(low),
        high and Decimal(high),
    )


@pytest.mark.parametrize(
    ("text", "currency", "period", "per"),
    [
        ("￥1,980", "JPY", "", ""),
        ("1,980円", "JPY", "", ""),
        ("月額980円", "JPY", "month", ""),
        ("980円/月", "JPY", "month", ""),
        ("年額12,000円", "JPY", "year", ""),
        ("$0.15/1M tokens", "USD", "", "1M tokens"),
        ("$0.15 / 1M tokens", "USD", "", "1M tokens"),
        ("100万トークンあたり0.15ドル", "USD", "", "100万トークン"),
        ("月約10万円/台", "JPY", "month", "台"),
        ("1000円/ユーザー/月", "JPY", "month", "ユーザー"),
        ("Max $200/月", "USD", "month", ""),
        ("US$10", "USD", "", ""),
        ("10 USD", "USD", "", ""),
        ("€5", "EUR", "", ""),
        ("30トークン/秒", "", "", "秒"),
    ],
)
def test_amounts_know_their_currency_and_what_they_are_for(
    text: str, currency: str, period: str, per: str
) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.currency, quantity.period, quantity.per) == (currency, period, per)


@pytest.mark.parametrize(
    ("text", "bound", "approximate"),
    [
        ("10以上", Bound.AT_LEAST, False),
        ("800GB+", Bound.AT_LEAST, False),
        ("6万円〜", Bound.AT_LEAST, False),
        ("$20/月〜", Bound.AT_LEAST, False),
        ("〜200m", Bound.AT_MOST, False),
        ("最大128K", Bound.AT_MOST, False),
        ("5%未満", Bound.AT_MOST, False),
        ("<100ms", Bound.AT_MOST, False),
        ("~86%", None, True),
        ("約100億円", None, True),
        ("100件程度", None, True),
        ("100", None, False),
    ],
)
def test_open_ends_and_rough_numbers_are_told_apart(
    text: str, bound: Bound | None, approximate: bool
) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert (quantity.bound, quantity.approximate) == (bound, approximate)


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        (
            State.UNKNOWN,
            ["不明", "不明（公式に記載なし）", "非公開", "?", "？", "…", "...", "", "要問い合わせ"],
        ),
        (State.UNSUPPORTED, ["非対応", "未対応", "サポート外"]),
        (State.UNCONFIRMED, ["未確認", "要確認", "未検証", "未計測", "TBD"]),
        (State.NOT_APPLICABLE, ["該当なし", "N/A", "n/a", "-", "—", "―", "ー", "対象外", "－"]),
        (None, ["0", "なし", "無料", "×", "不明瞭な点が多い", "[公式](https://example.com)", "（注）"]),
    ],
)
def test_states_are_known_by_their_usual_spellings(state: State | None, texts: list[str]) -> None:
    assert {text: parse_state(text) for text in texts} == dict.fromkeys(texts, state)


@pytest.mark.parametrize(
    ("flag", "texts"),
    [
        (
            "yes",
            [
                "○",
                "〇",
                "◯",
                "✓",
                "✔️",
                "✅ 合格",
                "はい",
                "あり",
                "対応（v2以降）",
                "Yes",
                "ＹＥＳ",
                "ON",
                "o",
            ],
        ),
        ("no", ["×", "✕", "❌", "x", "なし", "無し", "不可", "No", "OFF", "×（有料のみ）"]),
        ("partial", ["△", "⚠️ 要改善", "一部対応", "限定的", "条件付き（Enterprise）"]),
        ("", ["GPT-4", "対応環境", "なしとは言えない", "", "不明", "○×"]),
    ],
)
def test_yes_no_and_partial_are_known_by_their_usual_spellings(flag: str, texts: list[str]) -> None:
    assert {text: parse_flag(text) for text in texts} == dict.fromkeys(texts, flag)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("★★★☆☆", "0.6"),
        ("★★★", "0.6"),
        ("⭐⭐⭐⭐⭐", "1"),
        ("★4.5", "0.9"),
        ("3.0/5.0", "0.6"),
        ("80/100", "0.8"),
        ("85点/100点", "0.85"),
        ("4", "0.8"),
        ("◎", "1"),
        ("△", "0.5"),
        ("×", "0"),
        ("△~〇", "0.625"),
        ("非常に高い", "1"),
        ("高い（豊富なSDK）", "0.75"),
        ("低〜中程度", "0.375"),
        ("B+", "0.65"),
        ("8", None),
        ("モデルによる", None),
    ],
)
def test_ratings_lie_between_nothing_and_one(text: str, grade: str | None) -> None:
    found = parse_rating(text, Decimal(5))
    assert found == (Decimal(grade) if grade else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-08-31", "2025-08-31"),
        ("2025/8/31", "2025-08-31"),
        ("2025年8月", "2025-08"),
        ("2025年8月31日（予定）", "2025-08-31"),
        ("2025-08-31 時点", "2025-08-31"),
        ("2019年", "2019"),
        ("2019", "2019"),
        ("May 2019", "2019-05"),
        ("Aug 31, 2025", "2025-08-31"),
        ("令和7年8月", "2025-08"),
        ("令和元年5月1日", "2019-05-01"),
        ("2025年第2四半期", "2025-04"),
        ("Q3 2025", "2025-07"),
        ("2025-13-01", ""),
        ("2026年後半", ""),
        ("H100", ""),
    ],
)
def test_days_are_read_as_precisely_as_they_are_written(text: str, day: str) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("v1.2.3", "1.2.3"),
        ("8.0.0", "8.0.0"),
        ("3.11以降", "3.11"),
        ("Python 3.11+", "3.11"),
        ("DeepSeek-V3.1", "3.1"),
        ("2.0-rc1", "2.0-rc.1"),
        ("1.x", "1"),
        ("最新版", ""),
    ],
)
def test_versions_are_read_as_their_numbers(text: str, version: str) -> None:
    assert parse_version(text) == version


@pytest.mark.parametrize(
    ("text", "type_", "measure", "key"),
    [
        ("無料", ValueType.MONEY, Measure(currency="USD"), "0"),
        ("無料（制限あり）", ValueType.MONEY, Measure(), "0"),
        ("980", ValueType.MONEY, Measure(currency="JPY"), "980"),
        ("$0.15/1K tokens", ValueType.MONEY, Measure(currency="USD", per="1Mトークン"), "150"),
        ("年額12,000円", ValueType.MONEY, Measure(currency="JPY", period="month"), "1000"),
        ("512MB", ValueType.NUMBER, Measure(unit="GB"), "0.512"),
        ("16GB VRAM", ValueType.NUMBER, Measure(unit="GB"), "16"),
        ("1.5時間", ValueType.NUMBER, Measure(unit="分"), "90"),
        ("5〜10", ValueType.NUMBER, Measure(), "7.5"),
        ("85", ValueType.PERCENTAGE, Measure(), "85"),
        ("3割", ValueType.PERCENTAGE, Measure(), "30"),
        ("4", ValueType.RATING, Measure(scale=Decimal(10)), "0.4"),
        ("○", ValueType.BOOLEAN, Measure(), "yes"),
        ("2025年8月", ValueType.DATE, Measure(), "2025-08"),
        ("v1.2", ValueType.VERSION, Measure(), "1.2"),
        ("何でも", ValueType.TEXT, Measure(), ""),
    ],
)
def test_key_orders_a_cell_by_its_type(text: str, type_: ValueType, measure: Measure, key: str) -> None:
    value = parse_value(text, type_, measure)
    assert value is not None
    assert (value.key, value.state) == (key, None)


@pytest.mark.parametrize(
    ("text", "type_", "measure"),
    [
        ("モデルによる", ValueType.MONEY, Measure()),
        ("$5", ValueType.MONEY, Measure(currency="JPY")),
        ("5人", ValueType.MONEY, Measure()),
        ("5円", ValueType.NUMBER, Measure()),
        ("8GB", ValueType.NUMBER, Measure(unit="秒")),
        ("5GB", ValueType.PERCENTAGE, Measure()),
        ("たぶん", ValueType.BOOLEAN, Measure()),
        ("いつか", ValueType.DATE, Measure()),
        ("最新", ValueType.VERSION, Measure()),
        ("公式サイト", ValueType.LINK, Measure()),
        ("8", ValueType.RATING, Measure()),
    ],
)
def test_cell_that_is_not_of_its_type_has_no_value(text: str, type_: ValueType, measure: Measure) -> None:
    assert parse_value(text, type_, measure) is None


@pytest.mark.parametrize("type_", ValueType)
def test_state_is_a_value_of_every_type(type_: ValueType) -> None:
    states = [parse_value(text, type_) for text in ("不明", "非対応", "未確認", "該当なし")]
    assert [value.state if value else None for value in states] == list(State)


def test_cross_means_unsupported_where_it_means_neither_no_nor_a_grade() -> None:
    assert parse_value("×", ValueType.NUMBER) == Value(state=State.UNSUPPORTED)
    assert parse_value("×", ValueType.BOOLEAN) == Value(key="no")
    assert parse_value("×", ValueType.RATING) == Value(key="0", low="0", high="0")
    assert parse_value("×", ValueType.TEXT) == Value()


def test_lists_and_links_keep_their_parts() -> None:
    assert split_list("Python、Go / Rust・C++") == ("Python", "Go", "Rust", "C++")
    linked = parse_value("[公式](https://example.com/a)", ValueType.LINK)
    assert linked == Value(address="https://example.com/a")


@pytest.mark.parametrize(
    ("texts", "type_"),
    [
        (["○", "×", "△"], ValueType.BOOLEAN),
        (["あり", "なし", "-"], ValueType.BOOLEAN),
        (["◎", "○", "×"], ValueType.RATING),
        (["高い", "低い", "中程度"], ValueType.RATING),
        (["$1", "無料", "モデルによる", "$3"], ValueType.MONEY),
        (["約3万円", "約5万円〜"], ValueType.MONEY),
        (["10%", "20%"], ValueType.PERCENTAGE),
        (["8.0.0", "8.1.0"], ValueType.VERSION),
        (["May 2019", "Jun 2024"], ValueType.DATE),
        (["2019年", "2020年"], ValueType.DATE),
        (["7B", "13B", "不明"], ValueType.NUMBER),
        (["8.3", "8.4"], ValueType.NUMBER),
        (["MIT", "Apache 2.0"], ValueType.TEXT),
        (["-", "不明"], ValueType.TEXT),
        ([], ValueType.TEXT),
    ],
)
def test_type_is_guessed_where_nearly_all_cells_agree(texts: list[str], type_: ValueType) -> None:
    assert guess_type(texts) is type_


def test_measure_is_guessed_from_the_commonest_unit() -> None:
    measure = guess_measure(["8GB", "512MB", "16GB以上", "不明"])
    assert measure == Measure(unit="GB")
    assert guess_measure(["$0.15/1M tokens", "無料"]) == Measure(currency="USD", per="1M tokens")


@settings(deadline=None)
@given(st.text(max_size=120), st.sampled_from(ValueType))
def test_no_text_is_too_odd_to_read(text: str, type_: ValueType) -> None:
    value = parse_value(text, type_)
    assert value is None or "E" not in value.key.removesuffix("E") or type_ is ValueType.VERSION


@pytest.mark.parametrize(
    "text", ["9" * 5000, "1," * 2000, "約" * 3000 + "1", "1〜" * 900, "(" * 4000, "a/" * 3000]
)
def test_hostile_texts_are_read_at_once(text: str) -> None:
    assert {parse_value(text, type_) for type_ in (ValueType.NUMBER, ValueType.MONEY, ValueType.DATE)} == {
        None
    }

"""Figures as they are typed and as they are shown."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gigadesk.domain.numerals import (
    FigureError,
    grouped,
    is_blank,
    plain,
    read_figure,
    running_text,
    show_percent,
    show_ratio,
)

PORTS = {"measure": "个", "places": 0}
PEOPLE = {"measure": "万人", "places": 2}


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("12400", 12400),
        ("１２４００", 12400),
        ("＋１２４００", 12400),
        ("12,400", 12400),
        ("12，400", 12400),
        ("1, 240, 000", 1240000),
        ("1'240'000", 1240000),
        ("12’400", 12400),
        ("12 400", 12400),
        ("12\u2009400", 12400),
        ("12\u202f400", 12400),
        ("\ufeff\u3000 12\xa0400\t\n", 12400),
        ("1\u200b2400", 12400),
        ("1.2万", 12000),
        ("1.2萬", 12000),
        ("1.2 万 个", 12000),
        ("1.5亿", 150000000),
        ("12400个", 12400),
        ("12,400 个", 12400),
        ("12400.00", 12400),
        ("12400.", 12400),
        ("０", 0),
        ("-0", 0),
        ("-5", -5),
        ("－５", -5),
        ("− 5", -5),
        ("00012400", 12400),
        ("1" + "0" * 14, 10**14),
        (12400, 12400),
        (-3, -3),
        (0, 0),
        (12400.0, 12400),
        (12400.000000000002, 12400),
        (Decimal("12400.00"), 12400),
        (Decimal("1.24E+4"), 12400),
    ],
)
def test_reads_a_count(typed: object, figure: int) -> None:
    read = read_figure(typed, measure="个", places=0)
    assert read == figure
    assert str(read) == str(figure)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("58.87", "58.87"),
        ("58．87", "58.87"),
        ("58.87万", "58.87"),
        ("58.87万人", "58.87"),
        ("58.870 万 人", "58.87"),
        ("588700人", "58.87"),
        ("0.5亿", "5000"),
        ("0.5亿人", "5000"),
        (".5", "0.5"),
        ("588700", "588700"),
        (58.87, "58.87"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_reads_a_measure_in_ten_thousands(typed: object, figure: str) -> None:
    assert str(read_figure(typed, measure="万人", places=2)) == figure


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "没有填写"),
        (" \u3000", "没有填写"),
        (None, "没有填写"),
        (object(), "没有填写"),
        ("约一万", "“约一万”不是数字"),
        ("一万", "不是数字"),
        ("NaN", "“NaN”不是数字"),
        ("inf", "不是数字"),
        ("万", "不是数字"),
        (".", "不是数字"),
        ("-", "不是数字"),
        ("²", "不是数字"),
        ("١٢", "不是数字"),
        ("=1+2", "不是数字"),
        ("#N/A", "不是数字"),
        ("12400x", "不是数字"),
        ("看说明" * 50, "“看说明看说明看说明看说明看说明看说明看说…”不是数字"),
        ("12 40", "分隔符"),
        ("1,24", "分隔符"),
        ("1,240,00", "分隔符"),
        ("1,240 000", "分隔符"),
        ("12..5", "分隔符"),
        ("1.2,5", "分隔符"),
        ("1.2E4", "科学记数法"),
        ("12%", "百分号"),
        ("１２．５％", "百分号"),
        ("2023-09", "日期"),
        ("2023年9月30日", "日期"),
        ("2023/9/30", "日期"),
        ("2023-09-30 08:00:00", "日期"),
        ("12400户", "单位“户”与计量单位“个”不一致"),
        ("1.2万户", "单位“户”与计量单位“个”不一致"),
        ("12.5", "“12.5”带有小数，本项应填写整数"),
        ("1.23456万", "应填写整数"),
        (12.5, "“12.5”带有小数"),
        (1e-300, "“1E-300”带有小数"),
        (Decimal("0.5"), "应填写整数"),
        ("9" * 16, "超过 15 位"),
        ("1" + "0" * 15, "超过 15 位"),
        ("9" * 400, "超过 15 位"),
        ("1,000" * 50, "超过 15 位"),
        ("9999999999999万", "超过 15 位"),
        (10**15, "超过 15 位"),
        (-(10**400), "超过 15 位"),
        (1e20, "超过 15 位"),
        (Decimal("1E+999999"), "超过 15 位"),
        (float("nan"), "不是有效的数字"),
        (float("-inf"), "不是有效的数字"),
        (Decimal("sNaN"), "不是有效的数字"),
        (True, "逻辑值"),
        (date(2023, 9, 30), "日期或时间"),
        (datetime(2023, 9, 30, 8), "日期或时间"),
        (time(8), "日期或时间"),
        (timedelta(1), "日期或时间"),
    ],
)
def test_refuses_what_is_no_count(typed: object, reason: str) -> None:
    with pytest.raises(FigureError, match=reason) as refused:
        read_figure(typed, measure="个", places=0)
    assert not str(refused.value).endswith("。")
    assert len(str(refused.value)) < 80


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("58.871", "最多保留 2 位小数"),
        ("588712人", "最多保留 2 位小数"),
        ("58.87户", "单位“户”与计量单位“万人”不一致"),
        ("58.87万户", "单位“户”与计量单位“万人”不一致"),
        ("12345678901234", "超过 15 位"),
    ],
)
def test_refuses_what_is_no_population(typed: str, reason: str) -> None:
    with pytest.raises(FigureError, match=reason):
        read_figure(typed, measure="万人", places=2)


def test_a_percentage_is_read_where_percent_is_the_measure() -> None:
    assert read_figure("12.5％", measure="%", places=1) == Decimal("12.5")


def test_blank_is_no_figure_but_no_fault_either() -> None:
    assert is_blank(None)
    assert is_blank(" \u3000\xa0\u200b\ufeff")
    assert not is_blank("0")
    assert not is_blank(0)


COUNTS = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1)
HUNDREDTHS = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1).map(lambda n: Decimal(n).scaleb(-2))


@given(COUNTS)
def test_what_is_shown_is_read_back(count: int) -> None:
    wide = str.maketrans("0123456789,-", "０１２３４５６７８９，－")
    for shown in (plain(count), grouped(count), grouped(count).translate(wide), grouped(count).replace(",", "\u2009")):
        assert read_figure(shown, measure="个", places=0) == count
    assert read_figure(running_text(count), measure="个", places=0) == count
    assert read_figure(float(count), measure="个", places=0) == count


@given(HUNDREDTHS)
def test_decimals_are_read_back(figure: Decimal) -> None:
    for shown in (plain(figure), grouped(figure), plain(figure) + "万", grouped(figure) + " 万人"):
        assert read_figure(shown, measure="万人", places=2) == figure
    read = read_figure(float(figure), measure="万人", places=2)
    assert read == figure
    assert "E" not in str(read)


@given(st.text(max_size=80) | st.floats() | st.decimals() | st.integers() | st.booleans() | st.none())
@example("1" * 64)
@example("0." + "0" * 60)
@example("１,２３４")
def test_anything_is_read_or_refused_in_words(typed: object) -> None:
    try:
        read = read_figure(typed, measure="万人", places=2)
    except FigureError:
        return
    assert read == read.quantize(Decimal("0.01"))
    assert abs(read) < 10**13


@pytest.mark.parametrize(
    ("figure", "bare", "separated"),
    [
        (0, "0", "0"),
        (12400, "12400", "12,400"),
        (Decimal("58.870"), "58.87", "58.87"),
        (Decimal("-1234567.50"), "-1234567.5", "-1,234,567.5"),
        (Decimal("1.2E+4"), "12000", "12,000"),
        (Decimal("-0.00"), "0", "0"),
    ],
)
def test_shows_a_figure(figure: Decimal | int, bare: str, separated: str) -> None:
    assert plain(figure) == bare
    assert grouped(figure) == separated


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (120, "120"),
        (10000, "1万"),
        (12000, "1.2万"),
        (12300, "1.23万"),
        (12340, "12340"),
        (-12000, "-1.2万"),
        (150000000, "1.5亿"),
        (123400000, "12340万"),
        (Decimal("58.87"), "58.87"),
    ],
)
def test_running_text_says_it_exactly(count: Decimal | int, text: str) -> None:
    assert running_text(count) == text


@pytest.mark.parametrize(
    ("value", "lines", "shown"),
    [
        ("0.352", [], "35.20%"),
        ("0.24996", [], "25.00%"),
        ("0.24996", ["0.25"], "24.99%"),
        ("0.249949", ["0.25"], "24.99%"),
        ("0.24995", ["0.25", "0.35"], "24.99%"),
        ("0.25", ["0.25"], "25.00%"),
        ("0.25001", ["0.25"], "25.00%"),
        ("0.999999", ["1"], "99.99%"),
        ("1.00004", ["1"], "100.00%"),
        ("1/3", ["1/3"], "33.34%"),
        ("1/3", ["1/3", "0.333334"], "33.33334%"),
    ],
)
def test_a_percentage_stays_on_its_side_of_the_lines(value: str, lines: list[str], shown: str) -> None:
    assert show_percent(Fraction(value), [Fraction(line) for line in lines]) == shown


@pytest.mark.parametrize(
    ("value", "lines", "shown"),
    [
        ("35.666", [], "35.67"),
        ("34.999", ["12", "35"], "34.99"),
        ("11.996", ["12"], "11.99"),
        ("0.005", [], "0.01"),
        ("-0.005", [], "-0.01"),
        ("-0.004", [], "0.00"),
    ],
)
def test_a_ratio_stays_on_its_side_of_the_lines(value: str, lines: list[str], shown: str) -> None:
    assert show_ratio(Fraction(value), [Fraction(line) for line in lines]) == shown


@given(
    st.fractions(min_value=-2, max_value=40, max_denominator=10**6),
    st.lists(st.fractions(min_value=0, max_value=40, max_denominator=1000), max_size=3),
)
def test_what_is_shown_is_near_and_on_the_right_side(value: Fraction, lines: list[Fraction]) -> None:
    shown = Fraction(show_ratio(value, lines))
    assert abs(shown - value) < Fraction(1, 100)
    assert all((shown >= line) == (value >= line) for line in lines)


@given(st.decimals(min_value=-1000, max_value=1000, places=5))
def test_without_lines_it_is_rounded_half_up(value: Decimal) -> None:
    assert Decimal(show_ratio(Fraction(value))) == value.quantize(Decimal("0.01"), ROUND_HALF_UP)

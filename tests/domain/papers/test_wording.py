"""Wording: how values, lines, verdicts and dates are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.achievement import (
    IndicatorValue,
    Tally,
    ValueState,
    Verdict,
    cases_value,
    ratio_value,
    single_value,
)
from gigadesk.domain.indicators import Counting, Indicator
from gigadesk.domain.months import Month
from gigadesk.domain.papers.wording import (
    chinese_ordinal,
    goal_verdict,
    shown_figure,
    shown_goal_value,
    shown_line,
    shown_value,
    standard_verdict,
    written_day,
)
from gigadesk.domain.registers import CaseCount
from tests.builders import an_indicator

SHARE = an_indicator(standard=Fraction(1, 4), goal=Fraction(7, 20))
STATIONS = an_indicator(percent=False, measure="个/万人", standard=Fraction(12), goal=Fraction(35))
PORTS = an_indicator(counting=Counting.SINGLE, percent=False, measure="个", standard=None, goal=Fraction(12000))
CASES = an_indicator(counting=Counting.CASES, percent=False, measure="个", standard=Fraction(5), goal=Fraction(5))


def _ratio(indicator: Indicator, top: str, bottom: str, state: ValueState = ValueState.COMPLETE) -> IndicatorValue:
    return ratio_value(
        indicator, Month(2023, 9), Tally(Decimal(top), state), Tally(Decimal(bottom), ValueState.COMPLETE)
    )


def _nothing(indicator: Indicator) -> IndicatorValue:
    return single_value(indicator, Month(2023, 9), Tally(None, ValueState.NONE))


def test_a_day_is_written_without_leading_zeros() -> None:
    assert written_day(date(2023, 6, 2)) == "2023年6月2日"
    assert written_day(date(2023, 10, 31)) == "2023年10月31日"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (90, "九十"),
        (99, "九十九"),
    ],
)
def test_headings_are_numbered_in_chinese(number: int, written: str) -> None:
    assert chinese_ordinal(number) == written


def test_every_heading_number_is_its_own() -> None:
    assert len({chinese_ordinal(number) for number in range(1, 100)}) == 99


@pytest.mark.parametrize("number", [0, -1, 100])
def test_a_number_that_no_heading_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_ordinal(number)


@pytest.mark.parametrize(
    ("top", "bottom", "shown"),
    [
        ("1", "3", "33.33%"),
        ("2", "3", "66.67%"),
        ("352", "1000", "35.20%"),
        ("0", "10", "0.00%"),
        ("1", "1", "100.00%"),
        ("110", "100", "110.00%"),
        ("24996", "100000", "24.99%"),
        ("25000", "100000", "25.00%"),
        ("34999", "100000", "34.99%"),
    ],
)
def test_a_percentage_has_two_decimals_and_never_touches_a_line_that_is_not_met(
    top: str, bottom: str, shown: str
) -> None:
    assert shown_value(_ratio(SHARE, top, bottom)) == shown


def test_other_ratios_have_two_decimals_and_their_measure() -> None:
    assert shown_value(_ratio(STATIONS, "2100", "58.87")) == "35.67个/万人"
    assert shown_value(_ratio(STATIONS, "34996", "1000")) == "34.99个/万人"


def test_counts_are_whole_numbers() -> None:
    whole = Tally(Decimal(12400), ValueState.COMPLETE)
    assert shown_value(single_value(PORTS, Month(2023, 9), whole)) == "12400个"


def test_the_goals_own_count_is_shown_where_it_is_another() -> None:
    value = cases_value(CASES, Month(2023, 9), CaseCount(6, 3, {}))
    assert (shown_value(value), shown_goal_value(value)) == ("6个", "3个")
    assert shown_goal_value(_ratio(SHARE, "1", "3")) == "33.33%"


def test_what_is_not_there_is_a_dash() -> None:
    value = _nothing(SHARE)
    assert (shown_value(value), shown_goal_value(value)) == ("—", "—")
    assert shown_line(SHARE, None) == shown_figure(None) == "—"
    assert standard_verdict(_nothing(PORTS)) == "—"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_printed_value_agrees_with_both_verdicts(top: int, bottom: int) -> None:
    value = _ratio(SHARE, str(top), str(bottom))
    printed = Fraction(shown_value(value).rstrip("%")) / 100
    for verdict in (value.standard, value.goal):
        assert verdict is not None
        assert (printed >= verdict.threshold) is verdict.met
    assert value.value is not None
    assert abs(printed - value.value) < Fraction(1, 10000)


@pytest.mark.parametrize(
    ("indicator", "threshold", "shown"),
    [
        (SHARE, Fraction(1, 4), "≥25%"),
        (SHARE, Fraction(49, 50), "≥98%"),
        (SHARE, Fraction(1, 8), "≥12.5%"),
        (SHARE, Fraction(1), "100%"),
        (STATIONS, Fraction(12), "≥12个/万人"),
        (PORTS, Fraction(12000), "≥12000个"),
        (STATIONS, Fraction(5, 2), "≥2.5个/万人"),
    ],
)
def test_a_line_is_shown_as_the_plan_prints_it(indicator: Indicator, threshold: Fraction, shown: str) -> None:
    assert shown_line(indicator, Verdict(threshold, met=None, gap=None)) == shown


def test_a_line_that_no_decimal_can_show_is_an_error() -> None:
    with pytest.raises(ValueError, match="1/3"):
        shown_line(STATIONS, Verdict(Fraction(1, 3), met=None, gap=None))


def test_a_figure_in_a_table_is_the_full_number() -> None:
    assert shown_figure(Decimal(284000)) == "284000"
    assert shown_figure(Decimal("58.870")) == "58.87"
    assert shown_figure(Decimal(0)) == "0"


@pytest.mark.parametrize(
    ("state", "top", "standard", "goal"),
    [
        (ValueState.COMPLETE, "36", "达标", "达到目标"),
        (ValueState.COMPLETE, "30", "达标", "未达到目标"),
        (ValueState.COMPLETE, "10", "未达标", "未达到目标"),
        (ValueState.CARRIED, "36", "达标（暂估）", "达到目标（暂估）"),
        (ValueState.CARRIED, "10", "未达标（暂估）", "未达到目标（暂估）"),
        (ValueState.INCOMPLETE, "36", "暂不判定", "暂不判定"),
    ],
)
def test_the_two_verdicts_have_words_of_their_own(state: ValueState, top: str, standard: str, goal: str) -> None:
    value = _ratio(SHARE, top, "100", state)
    assert (standard_verdict(value), goal_verdict(value)) == (standard, goal)


def test_an_indicator_with_one_line_has_one_verdict() -> None:
    only_goal = _ratio(replace(SHARE, standard=None), "36", "100")
    only_standard = _ratio(replace(SHARE, goal=None), "36", "100")
    assert (standard_verdict(only_goal), goal_verdict(only_goal)) == ("—", "达到目标")
    assert (standard_verdict(only_standard), goal_verdict(only_standard)) == ("达标", "—")

"""Months: reading, writing and counting them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.months import Month

MONTHS = st.builds(Month, st.integers(2, 9998), st.integers(1, 12))


@pytest.mark.parametrize("written", ["2023-09", "2023-9", "2023年9月", "2023年09月", "  2023-09\n"])
def test_a_month_is_read_as_people_write_it(written: str) -> None:
    assert Month.parse(written) == Month(2023, 9)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2023",
        "2023-13",
        "2023-00",
        "0000-01",
        "23-09",
        "2023-009",
        "2023年9",
        "2023/09",
        "2023-09-01",
        "２０２３-09",
    ],
)
def test_anything_else_is_no_month(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Month.parse(written)


@pytest.mark.parametrize(("year", "number"), [(2023, 0), (2023, 13), (0, 1), (10000, 1)])
def test_a_month_that_does_not_exist_cannot_be_made(year: int, number: int) -> None:
    with pytest.raises(ValueError, match=f"{year}-{number}"):
        Month(year, number)


def test_the_calendars_first_and_last_month_can_be_made() -> None:
    assert Month(1, 1).code == "0001-01"
    assert Month(9999, 12).last_day == date(9999, 12, 31)


@given(MONTHS)
def test_both_ways_of_writing_are_read_back(month: Month) -> None:
    assert Month.parse(month.code) == month
    if month.year >= 1000:
        assert Month.parse(str(month)) == month


def test_a_month_is_shown_as_the_plan_prints_it() -> None:
    assert str(Month(2023, 10)) == "2023年10月"
    assert str(Month(2023, 6)) == "2023年6月"
    assert Month(2023, 6).code == "2023-06"


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (Month(2023, 10), date(2023, 10, 31)),
        (Month(2023, 9), date(2023, 9, 30)),
        (Month(2023, 2), date(2023, 2, 28)),
        (Month(2024, 2), date(2024, 2, 29)),
        (Month(1900, 2), date(1900, 2, 28)),
    ],
)
def test_a_deadline_named_by_a_month_is_its_last_day(month: Month, last: date) -> None:
    assert month.last_day == last


@given(MONTHS)
def test_the_day_after_a_month_is_the_first_of_the_next(month: Month) -> None:
    assert month.last_day + timedelta(days=1) == month.plus(1).first_day
    assert month.first_day.day == 1
    assert Month.of(month.first_day) == Month.of(month.last_day) == month


@given(MONTHS, st.integers(-20, 20), st.integers(-20, 20))
def test_moving_by_months_adds_up(month: Month, first: int, second: int) -> None:
    if 20 < month.year < 9900:
        assert month.plus(first).plus(second) == month.plus(first + second)
        assert (month.plus(first) > month) == (first > 0)


def test_moving_crosses_the_year() -> None:
    assert Month(2023, 12).plus(1) == Month(2024, 1)
    assert Month(2023, 1).plus(-1) == Month(2022, 12)
    assert Month(2023, 6).plus(-18) == Month(2021, 12)


@given(MONTHS, st.integers(0, 40))
def test_the_months_between_are_all_there_once_and_in_order(first: Month, count: int) -> None:
    if first.year < 9900:
        months = first.through(first.plus(count))
        assert len(months) == count + 1
        assert months[0] == first
        assert all(one.plus(1) == other for one, other in pairwise(months))


def test_no_months_lie_between_a_month_and_an_earlier_one() -> None:
    assert Month(2023, 10).through(Month(2023, 9)) == ()


def test_months_of_different_years_are_ordered_by_time() -> None:
    assert sorted([Month(2024, 1), Month(2023, 12), Month(2023, 2)]) == [
        Month(2023, 2),
        Month(2023, 12),
        Month(2024, 1),
    ]

"""Periods: the day by which a period's forms are due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.months import Month
from gigadesk.domain.periods import due_day
from tests.builders import a_period


def test_forms_are_due_on_the_reporting_day_of_the_next_month() -> None:
    assert due_day(Month(2023, 9), 5, None) == date(2023, 10, 5)
    assert due_day(Month(2023, 12), 5, None) == date(2024, 1, 5)


@pytest.mark.parametrize(
    ("month", "due"),
    [
        (Month(2023, 1), date(2023, 2, 28)),
        (Month(2024, 1), date(2024, 2, 29)),
        (Month(2023, 8), date(2023, 9, 30)),
        (Month(2023, 9), date(2023, 10, 31)),
    ],
)
def test_a_reporting_day_that_the_next_month_lacks_is_its_last_day(month: Month, due: date) -> None:
    assert due_day(month, 31, None) == due


def test_one_period_can_have_a_day_of_its_own() -> None:
    assert due_day(Month(2023, 9), 5, a_period(due_on=date(2023, 10, 9))) == date(2023, 10, 9)
    assert due_day(Month(2023, 9), 5, a_period(due_on=None)) == date(2023, 10, 5)


@given(st.builds(Month, st.integers(2000, 2100), st.integers(1, 12)), st.integers(1, 31))
def test_the_due_day_always_lies_in_the_next_month(month: Month, day: int) -> None:
    due = due_day(month, day, None)
    assert Month.of(due) == month.plus(1)
    assert due.day == day or (due.day < day and due == month.plus(1).last_day)

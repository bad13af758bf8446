"""The plan: its periods."""

from __future__ import annotations

from gigadesk.domain.months import Month
from tests.builders import a_plan


def test_the_periods_run_from_the_first_month_to_the_last() -> None:
    assert [month.code for month in a_plan().months] == ["2023-06", "2023-07", "2023-08", "2023-09", "2023-10"]


def test_a_plan_may_have_one_period_or_run_over_new_year() -> None:
    assert a_plan(last_month=Month(2023, 6)).months == (Month(2023, 6),)
    assert len(a_plan(last_month=Month(2024, 2)).months) == 9

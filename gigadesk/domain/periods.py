"""期: a calendar month of the plan, open or locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Record):
    """期: its lock, and a reporting day of its own where it has one.

    Locking freezes the period's figures, base figures and register counts.
    """

    month: Month
    locked: bool
    locked_on: date | None
    reason: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFigure(Record):
    """锁定值: a base figure or a register count as it was when the period was locked; `key` names it."""

    month: Month
    key: str
    value: Decimal


def due_day(month: Month, reporting_day: int, period: Period | None) -> date:
    """报送截止日: the plan's reporting day in the following month, or the period's own."""
    if period is not None and period.due_on is not None:
        return period.due_on
    following = month.plus(1)
    return following.first_day.replace(day=min(reporting_day, following.last_day.day))

"""Locking a period: what is kept, what is refused, and that unlocking gives it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import BaseFigure, DataElement
from gigadesk.domain.months import Month
from gigadesk.domain.periods import FrozenFigure, Period
from gigadesk.domain.records import Record
from gigadesk.domain.registers import PlaceCount
from gigadesk.services.basis import Basis
from gigadesk.services.creating import new_workbook
from gigadesk.services.evaluation import circumstances_of
from gigadesk.services.locking import lock_period, unlock_period
from gigadesk.services.workbook import Workbook
from tests import builders

PLAN = Path(__file__).parents[1] / "plans" / "small.toml"
MARCH, APRIL = Month(2024, 3), Month(2024, 4)
TODAY = date(2024, 4, 12)


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    """A workbook with a base figure from March on and one place with 5G signal."""
    plan = PLAN.read_text("utf-8")
    with new_workbook(tmp_path / "台账.gigadesk", plan, lambda: datetime(2024, 4, 12, 9, 0)) as workbook:
        homes = next(each for each in workbook.store.records(DataElement) if each.code == "all_homes")
        put(
            workbook,
            builders.a_base_figure(id=5000, element_id=homes.id, value=8000, valid_from=MARCH),
            builders.a_place(id=5001, counts_since=date(2024, 3, 1), counts_until=None),
            builders.a_coverage(
                id=5002, place_id=5001, unit_id=an_operator(workbook), since=date(2024, 3, 9), until=None
            ),
        )
        yield workbook


def an_operator(workbook: Workbook) -> int:
    return next(unit.id for unit in Basis.read(workbook.store).units.values() if unit.code == "alpha")


def put(workbook: Workbook, *records: Record) -> None:
    workbook.history.do(Change("登记", adding(records)))


def change_what_march_stands_on(workbook: Workbook) -> None:
    """Another base figure for March, and the place taken out of the count from the beginning."""
    base = workbook.store.one(BaseFigure)
    place = Basis.read(workbook.store).places[0]
    steps = (Step(base, replace(base, value=9000)), Step(place, replace(place, counts_since=None)))
    workbook.history.do(Change("更正", steps))


def test_a_locked_period_keeps_base_figures_and_register_counts(workbook: Workbook) -> None:
    before = circumstances_of(Basis.read(workbook.store), MARCH)
    lock_period(workbook.store, workbook.history, MARCH, " 三月数据已确认 ", TODAY)
    change_what_march_stands_on(workbook)
    basis = Basis.read(workbook.store)
    assert circumstances_of(basis, MARCH) == before
    assert before.places == PlaceCount(1, 1)
    assert list(before.base.values()) == [Decimal(8000)]
    assert circumstances_of(basis, APRIL).places == PlaceCount(0, 0)
    assert basis.periods[MARCH] == Period(
        id=basis.periods[MARCH].id,
        month=MARCH,
        locked=True,
        locked_on=TODAY,
        reason="三月数据已确认",
        due_on=None,
    )


def test_an_unlocked_period_follows_what_is_on_file(workbook: Workbook) -> None:
    lock_period(workbook.store, workbook.history, MARCH, "三月数据已确认", TODAY)
    lock_period(workbook.store, workbook.history, APRIL, "四月数据已确认", TODAY)
    change_what_march_stands_on(workbook)
    unlock_period(workbook.store, workbook.history, MARCH, "补报数据")
    basis = Basis.read(workbook.store)
    assert list(circumstances_of(basis, MARCH).base.values()) == [Decimal(9000)]
    assert not basis.is_locked(MARCH)
    assert basis.periods[MARCH].locked_on is None
    assert basis.periods[MARCH].reason == ""
    assert {figure.month for figure in basis.frozen} == {APRIL}


def test_a_period_can_be_locked_again(workbook: Workbook) -> None:
    lock_period(workbook.store, workbook.history, MARCH, "三月数据已确认", TODAY)
    unlock_period(workbook.store, workbook.history, MARCH, "补报数据")
    change_what_march_stands_on(workbook)
    lock_period(workbook.store, workbook.history, MARCH, "补报后再次确认", date(2024, 4, 20))
    basis = Basis.read(workbook.store)
    assert list(circumstances_of(basis, MARCH).base.values()) == [Decimal(9000)]
    assert len(workbook.store.records(Period)) == 1


def test_a_period_keeps_its_own_reporting_day(workbook: Workbook) -> None:
    due = date(2024, 4, 15)
    put(workbook, builders.a_period(id=6000, month=MARCH, locked=False, locked_on=None, reason="", due_on=due))
    lock_period(workbook.store, workbook.history, MARCH, "三月数据已确认", TODAY)
    locked = workbook.store.one(Period)
    assert (locked.id, locked.locked, locked.due_on) == (6000, True, due)
    unlock_period(workbook.store, workbook.history, MARCH, "补报数据")
    assert workbook.store.one(Period).due_on == due


def test_neither_can_be_undone(workbook: Workbook) -> None:
    assert workbook.history.undo_label == "登记"
    lock_period(workbook.store, workbook.history, MARCH, "三月数据已确认", TODAY)
    assert workbook.history.undo_label is None
    change_what_march_stands_on(workbook)
    unlock_period(workbook.store, workbook.history, MARCH, "补报数据")
    assert workbook.history.undo_label is None


@pytest.mark.parametrize("reason", ["", " 　\n"])
def test_both_want_a_reason(workbook: Workbook, reason: str) -> None:
    with pytest.raises(Trouble, match="锁定2024年3月必须写明理由"):
        lock_period(workbook.store, workbook.history, MARCH, reason, TODAY)
    assert workbook.store.records(FrozenFigure) == []
    lock_period(workbook.store, workbook.history, MARCH, "三月数据已确认", TODAY)
    with pytest.raises(Trouble, match="解锁2024年3月必须写明理由"):
        unlock_period(workbook.store, workbook.history, MARCH, reason)
    assert Basis.read(workbook.store).is_locked(MARCH)


def test_what_is_not_to_be_done_twice(workbook: Workbook) -> None:
    with pytest.raises(Trouble, match="没有锁定"):
        unlock_period(workbook.store, workbook.history, MARCH, "补报数据")
    lock_period(workbook.store, workbook.history, MARCH, "三月数据已确认", TODAY)
    with pytest.raises(Trouble, match="已经锁定"):
        lock_period(workbook.store, workbook.history, MARCH, "再锁一次", TODAY)


def test_a_month_outside_the_plan_is_refused(workbook: Workbook) -> None:
    with pytest.raises(Trouble, match="不在方案的报送期内"):
        lock_period(workbook.store, workbook.history, Month(2024, 7), "确认", TODAY)

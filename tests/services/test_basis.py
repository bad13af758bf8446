"""基础信息: what is looked up once, and which period and date are meant where none was said."""

from __future__ import annotations

from datetime import date

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import Desk
from gigadesk.domain.task_states import Viewpoint
from gigadesk.services.basis import Basis
from gigadesk.services.locking import lock_period, unlock_period
from gigadesk.services.workbook import Workbook
from tests.services.offices import APRIL, FEBRUARY, JULY, JUNE, MARCH, TODAY, alter, report

OTHER_DAY = date(2024, 6, 30)


def test_records_stand_in_the_order_of_the_plan(workbook: Workbook) -> None:
    basis = Basis.read(workbook.store)
    assert [unit.short_name for unit in basis.units.values()] == [
        *("县数据局", "县教育局", "东桥镇", "甲信", "乙讯", "县统计局"),
    ]
    assert [element.code for element in basis.base_elements] == ["all_homes", "residents"]


def test_the_period_is_the_newest_with_a_figure_else_the_last(workbook: Workbook) -> None:
    basis = Basis.read(workbook.store)
    assert basis.month(None, workbook.store.latest_month()) == JUNE
    report(workbook, "alpha", APRIL, {"fibre_homes": 1})
    report(workbook, "alpha", MARCH, {"fibre_homes": 1})
    assert basis.month(None, workbook.store.latest_month()) == APRIL
    assert basis.month(MARCH, workbook.store.latest_month()) == MARCH


@pytest.mark.parametrize("month", [FEBRUARY, JULY])
def test_a_period_outside_the_plan_is_refused(workbook: Workbook, month: object) -> None:
    with pytest.raises(Trouble, match="不在方案的报送期内。请选择2024年3月至2024年6月之间的月份。"):
        Basis.read(workbook.store).month(month, None)  # type: ignore[arg-type]


def test_the_as_of_date_is_the_one_said_else_the_workbooks_else_today(workbook: Workbook) -> None:
    basis = Basis.read(workbook.store)
    assert basis.viewpoint(MARCH, None, TODAY) == Viewpoint(MARCH, TODAY)
    alter(workbook, workbook.store.one(Desk), as_of=OTHER_DAY)
    basis = Basis.read(workbook.store)
    assert basis.viewpoint(MARCH, None, TODAY) == Viewpoint(MARCH, OTHER_DAY)
    assert basis.viewpoint(MARCH, TODAY, OTHER_DAY) == Viewpoint(MARCH, TODAY)


def test_a_period_is_locked_until_it_is_unlocked(workbook: Workbook) -> None:
    locked = []
    locked.append(Basis.read(workbook.store).is_locked(MARCH))
    lock_period(workbook.store, workbook.history, MARCH, "已上报", TODAY)
    locked.append(Basis.read(workbook.store).is_locked(MARCH))
    unlock_period(workbook.store, workbook.history, MARCH, "补报")
    locked.append(Basis.read(workbook.store).is_locked(MARCH))
    assert locked == [False, True, False]

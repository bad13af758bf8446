"""基础信息: the small kinds of records, read once and looked up by id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import (
    BaseFigure,
    BaselineFigure,
    CaseQuota,
    DataElement,
    Indicator,
    Reporter,
    Summing,
)
from gigadesk.domain.months import Month
from gigadesk.domain.periods import FrozenFigure, Period
from gigadesk.domain.plan import Desk, Plan
from gigadesk.domain.registers import Case, Coverage, Place
from gigadesk.domain.task_states import Viewpoint
from gigadesk.domain.units import Unit

if TYPE_CHECKING:  # a process that only writes papers is handed a Basis and never opens a workbook
    from gigadesk.storage.store import Store


@dataclass(frozen=True)
class Basis:
    """基础信息 of a workbook, in the plan's order. Not kept over a Change."""

    plan: Plan
    desk: Desk
    units: dict[int, Unit]
    elements: dict[int, DataElement]
    indicators: tuple[Indicator, ...]
    reporters: tuple[Reporter, ...]
    quotas: tuple[CaseQuota, ...]
    base_figures: tuple[BaseFigure, ...]
    baseline: tuple[BaselineFigure, ...]
    places: tuple[Place, ...]
    coverages: tuple[Coverage, ...]
    cases: tuple[Case, ...]
    periods: dict[Month, Period]
    frozen: tuple[FrozenFigure, ...]

    @classmethod
    def read(cls, store: Store) -> Basis:
        """Ask the store for every small kind."""
        return cls(
            plan=store.one(Plan),
            desk=store.one(Desk),
            units={unit.id: unit for unit in store.records(Unit)},
            elements={element.id: element for element in store.records(DataElement)},
            indicators=tuple(store.records(Indicator)),
            reporters=tuple(store.records(Reporter)),
            quotas=tuple(store.records(CaseQuota)),
            base_figures=tuple(store.records(BaseFigure)),
            baseline=tuple(store.records(BaselineFigure)),
            places=tuple(store.records(Place)),
            coverages=tuple(store.records(Coverage)),
            cases=tuple(store.records(Case)),
            periods={period.month: period for period in store.records(Period)},
            frozen=tuple(store.records(FrozenFigure)),
        )

    @cached_property
    def base_elements(self) -> tuple[DataElement, ...]:
        """基础数据项: the elements that base figures are kept for."""
        return tuple(element for element in self.elements.values() if element.summing is Summing.BASE)

    def is_locked(self, month: Month) -> bool:
        """已锁定: whether the period's figures are frozen."""
        return month in self.periods and self.periods[month].locked

    def month(self, wanted: Month | None, newest: Month | None) -> Month:
        """期: the one asked for, else the newest with an accepted figure, else the plan's last.

        Raises Trouble for a month outside the plan.
        """
        month = wanted or newest or self.plan.last_month
        if month not in self.plan.months:
            span = f"{self.plan.first_month}至{self.plan.last_month}"
            raise Trouble(f"{month}不在方案的报送期内。请选择{span}之间的月份。")
        return month

    def viewpoint(self, month: Month, as_of: date | None, today: date) -> Viewpoint:
        """统计口径: the as-of date asked for, else the workbook's own, else today."""
        return Viewpoint(month, as_of or self.desk.as_of or today)

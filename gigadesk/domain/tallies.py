"""汇总: from the units' figures to the district's figure of a data element, and what is missing in it.

Missing is never silently zero nor silently left out. A unit that answered 不适用 is not expected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

from gigadesk.domain.achievement import Carried, Missing, Tally, ValueState
from gigadesk.domain.indicators import BaseFigure, DataElement, Reporter, ReporterRole
from gigadesk.domain.months import Month


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """一期数据: the figures of one period by (unit id, element id), in stored integers.

    `reported` came in accepted submissions; `carried` stand by the clerk's decision where nothing was reported.
    `excused` are the units that answered 不适用. `last_months` says when a unit last gave an element: the month a
    carried figure is from, and the one after which it is missing.
    """

    month: Month
    first_month: Month
    reported: Mapping[tuple[int, int], int]
    carried: Mapping[tuple[int, int], int] = field(default_factory=dict)
    excused: AbstractSet[int] = frozenset()
    last_months: Mapping[tuple[int, int], Month] = field(default_factory=dict)

    def carried_from(self, unit_id: int, element_id: int) -> Carried:
        """沿用 of a unit's last figure, with the month it is from."""
        return Carried(unit_id, element_id, self.last_months[unit_id, element_id])

    def missing_since(self, unit_id: int, element_id: int) -> Missing:
        """缺报 of a unit, since the month after its last figure or the plan's first month."""
        last = self.last_months.get((unit_id, element_id))
        return Missing(unit_id, element_id, self.first_month if last is None else last.plus(1))


def tally(element: DataElement, reporters: Iterable[Reporter], figures: PeriodFigures) -> Tally:
    """汇总数 of a data element.

    The first source that reported stands for the whole. Otherwise the summed reporters are added up, or, where
    there are none, the first source is owed, and its carried figure may stand.
    """
    active = sorted(
        (each for each in reporters if each.active and each.element_id == element.id),
        key=lambda reporter: reporter.order,
    )
    sources = [each.unit_id for each in active if each.role is ReporterRole.SOURCE]
    summed = [each.unit_id for each in active if each.role is ReporterRole.SUMMED]
    for unit in sources:
        if (unit, element.id) in figures.reported:
            return Tally(element.decimal(figures.reported[unit, element.id]), ValueState.COMPLETE)
    if summed:
        return _sum(element, [unit for unit in summed if unit not in figures.excused], figures)
    return _one_source(element, [unit for unit in sources if unit not in figures.excused], figures)


def _sum(element: DataElement, expected: Sequence[int], figures: PeriodFigures) -> Tally:
    by_unit: dict[int, Decimal] = {}
    carried: list[Carried] = []
    missing: list[Missing] = []
    for unit in expected:
        if (unit, element.id) in figures.reported:
            by_unit[unit] = element.decimal(figures.reported[unit, element.id])
        elif (unit, element.id) in figures.carried:
            by_unit[unit] = element.decimal(figures.carried[unit, element.id])
            carried.append(figures.carried_from(unit, element.id))
        else:
            missing.append(figures.missing_since(unit, element.id))
    if not by_unit:
        return Tally(None, ValueState.NONE, by_unit, tuple(missing))
    state = ValueState.INCOMPLETE if missing else ValueState.CARRIED if carried else ValueState.COMPLETE
    return Tally(sum(by_unit.values(), Decimal(0)), state, by_unit, tuple(missing), tuple(carried))


def _one_source(element: DataElement, expected: Sequence[int], figures: PeriodFigures) -> Tally:
    for unit in expected:
        if (unit, element.id) in figures.carried:
            total = element.decimal(figures.carried[unit, element.id])
            return Tally(total, ValueState.CARRIED, carried=(figures.carried_from(unit, element.id),))
    return Tally(None, ValueState.NONE, missing=tuple(figures.missing_since(unit, element.id) for unit in expected[:1]))


def base_in_force(element: DataElement, base_figures: Iterable[BaseFigure], month: Month) -> BaseFigure | None:
    """有效基础数据: the newest figure of a base element that is valid in the month; a later record wins a tie."""
    valid = [base for base in base_figures if base.element_id == element.id and base.valid_from <= month]
    return max(valid, key=lambda base: (base.valid_from, base.id), default=None)


def base_tally(element: DataElement, figure: Decimal | None, owed_by: Iterable[int], figures: PeriodFigures) -> Tally:
    """汇总数 of a base figure; while there is none, its source owes it."""
    if figure is not None:
        return Tally(figure, ValueState.COMPLETE)
    return Tally(None, ValueState.NONE, missing=tuple(figures.missing_since(unit, element.id) for unit in owed_by))

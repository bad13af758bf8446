"""评价: an indicator's value in a period, how far it can be trusted, and its two verdicts.

Ratios are sums over sums and exact; a verdict is taken on the exact figure, never on the printed one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from gigadesk.domain.indicators import CaseQuota, Counting, Indicator
from gigadesk.domain.months import Month
from gigadesk.domain.registers import CaseCount, PlaceCount


class ValueState(Enum):
    """数据状态, best first: complete figures, one carried over, some missing, none at all."""

    COMPLETE = "complete"
    CARRIED = "carried"
    INCOMPLETE = "incomplete"
    NONE = "none"

    @property
    def label(self) -> str:
        """数据状态 as shown."""
        return _STATE_LABELS[self]

    @property
    def decides(self) -> bool:
        """可判定: whether a verdict may be taken; on carried figures it is 暂估."""
        return self in (ValueState.COMPLETE, ValueState.CARRIED)


_STATE_LABELS = {
    ValueState.COMPLETE: "完整",
    ValueState.CARRIED: "沿用（暂估）",
    ValueState.INCOMPLETE: "数据不全",
    ValueState.NONE: "尚无数据",
}
_WORST_FIRST = (ValueState.NONE, ValueState.INCOMPLETE, ValueState.CARRIED, ValueState.COMPLETE)


def worst(states: Iterable[ValueState]) -> ValueState:
    """最差状态: none, incomplete, carried, complete, in this order."""
    return min(states, key=_WORST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Missing:
    """缺报: a figure that a unit owes, and the first month of the run of months that it is missing for."""

    unit_id: int
    element_id: int
    since: Month


@dataclass(frozen=True, slots=True)
class Carried:
    """沿用: a figure that stands by the clerk's decision, and the month it was reported for."""

    unit_id: int
    element_id: int
    month: Month


@dataclass(frozen=True, slots=True)
class Tally:
    """汇总数: a data element in one period.

    `by_unit` holds the figures that make up the total; None where one source stands for the whole, or where the
    sum is known to be over all units that report.
    """

    total: Decimal | None
    state: ValueState
    by_unit: dict[int, Decimal] | None = None
    missing: tuple[Missing, ...] = ()
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """结论 against one line: `met` is None where the figures do not allow one.

    `gap` is how much the numerator lacks in whole units at the present denominator (按现有分母测算): 0 when met, None
    when not judged. `owing` are the units, with their counts, that have not done their part of a quota.
    """

    threshold: Fraction
    met: bool | None
    gap: int | None
    owing: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """指标值: numerator, denominator (None for a count), exact value, state, and both verdicts.

    `goal_value` is the figure that the goal is judged on; it differs from `value` where the two lines count
    different things (典型案例 against the standard, 示范项目 against the goal).
    """

    indicator: Indicator
    month: Month
    numerator: Decimal | None
    denominator: Decimal | None
    value: Fraction | None
    state: ValueState
    missing: tuple[Missing, ...]
    carried: tuple[Carried, ...]
    standard: Verdict | None
    goal: Verdict | None
    goal_value: Fraction | None


def ratio_value(indicator: Indicator, month: Month, numerator: Tally, denominator: Tally) -> IndicatorValue:
    """比率: a sum over a sum, both over the same units: those that gave both figures.

    A figure for the whole over a sum that lacks units would be too high: it is no value.
    """
    over, under = numerator, denominator
    top, bottom = over.total, under.total
    if over.by_unit is not None and under.by_unit is not None:
        both = over.by_unit.keys() & under.by_unit.keys()
        top = sum((over.by_unit[unit] for unit in both), Decimal(0)) if both else None
        bottom = sum((under.by_unit[unit] for unit in both), Decimal(0)) if both else None
    elif under.state is ValueState.INCOMPLETE:
        bottom = None
    state = worst((over.state, under.state))
    if state is ValueState.NONE or top is None or not bottom:
        return _value(indicator, month, None, None, None, ValueState.NONE, (over, under))
    return _value(indicator, month, top, bottom, Fraction(top) / Fraction(bottom), state, (over, under))


def single_value(indicator: Indicator, month: Month, numerator: Tally) -> IndicatorValue:
    """单项数: a data element's total against its lines."""
    value = None if numerator.total is None else Fraction(numerator.total)
    return _value(indicator, month, numerator.total, None, value, numerator.state, (numerator,))


def places_value(indicator: Indicator, month: Month, count: PlaceCount) -> IndicatorValue:
    """重点场所通达率: places with 5G signal over places that count; none while the register is empty."""
    if not count.counted:
        return _value(indicator, month, None, None, None, ValueState.NONE, ())
    top, bottom = Decimal(count.reached), Decimal(count.counted)
    return _value(indicator, month, top, bottom, Fraction(count.reached, count.counted), ValueState.COMPLETE, ())


def cases_value(
    indicator: Indicator, month: Month, count: CaseCount, quotas: Iterable[CaseQuota] = ()
) -> IndicatorValue:
    """应用案例数: 典型案例 against the standard; 示范项目 and each unit's quota of 典型案例 against the goal."""
    owing = tuple(
        (quota.unit_id, quota.count - count.typical_by_unit.get(quota.unit_id, 0))
        for quota in quotas
        if quota.indicator_id == indicator.id and count.typical_by_unit.get(quota.unit_id, 0) < quota.count
    )
    value, model = Fraction(count.typical), Fraction(count.model)
    return IndicatorValue(
        indicator=indicator,
        month=month,
        numerator=Decimal(count.typical),
        denominator=None,
        value=value,
        state=ValueState.COMPLETE,
        missing=(),
        carried=(),
        standard=judge(indicator.standard, value, Fraction(1), ValueState.COMPLETE),
        goal=judge(indicator.goal, model, Fraction(1), ValueState.COMPLETE, owing),
        goal_value=model,
    )


def judge(
    threshold: Fraction | None,
    value: Fraction | None,
    scale: Fraction,
    state: ValueState,
    owing: tuple[tuple[int, int], ...] = (),
) -> Verdict | None:
    """判定 a value against a line; `scale` is the denominator that turns a lack of value into whole units."""
    if threshold is None:
        return None
    if value is None or not state.decides:
        return Verdict(threshold, None, None)
    gap = max(0, math.ceil((threshold - value) * scale))
    return Verdict(threshold, value >= threshold and not owing, gap, owing)


def _value(
    indicator: Indicator,
    month: Month,
    numerator: Decimal | None,
    denominator: Decimal | None,
    value: Fraction | None,
    state: ValueState,
    tallies: tuple[Tally, ...],
) -> IndicatorValue:
    scale = Fraction(1) if denominator is None else Fraction(denominator)
    return IndicatorValue(
        indicator=indicator,
        month=month,
        numerator=numerator,
        denominator=denominator,
        value=value,
        state=state,
        missing=tuple(dict.fromkeys(missing for tally in tallies for missing in tally.missing)),
        carried=tuple(dict.fromkeys(carried for tally in tallies for carried in tally.carried)),
        standard=judge(indicator.standard, value, scale, state),
        goal=judge(indicator.goal, value, scale, state),
        goal_value=value,
    )


def counts_register(indicator: Indicator) -> bool:
    """台账计数: whether the indicator is counted from a register and not from data elements."""
    return indicator.counting in (Counting.PLACES, Counting.CASES)

"""指标计算: every indicator's value in every period that is asked for.

A period in which every expected figure has come is evaluated from sums that the store makes; any other from its
single figures, unit by unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gigadesk.domain.achievement import (
    IndicatorValue,
    Tally,
    ValueState,
    cases_value,
    counts_register,
    places_value,
    ratio_value,
    single_value,
)
from gigadesk.domain.indicators import Counting, DataElement, Indicator, ReporterRole, Summing
from gigadesk.domain.locking import Frozen, thaw
from gigadesk.domain.months import Month
from gigadesk.domain.registers import count_cases, count_places
from gigadesk.domain.reporting_duty import owing_units
from gigadesk.domain.submissions import Carry, Figure
from gigadesk.domain.tallies import PeriodFigures, base_in_force, base_tally, tally
from gigadesk.services.basis import Basis
from gigadesk.storage.store import Store


def evaluate(store: Store, basis: Basis, months: Sequence[Month]) -> dict[Month, tuple[IndicatorValue, ...]]:
    """指标值 of all indicators, by period."""
    sums = _whole_sums(store, basis, months)
    incomplete = [month for month in months if month not in sums]
    figures = period_figures(store, basis, incomplete)
    values: dict[Month, tuple[IndicatorValue, ...]] = {}
    for month in months:
        circumstances = circumstances_of(basis, month)
        if month in sums:
            tallies = sums[month]
        else:
            tallies = {
                element.id: tally(element, basis.reporters, figures[month])
                for element in basis.elements.values()
                if element.summing is not Summing.BASE
            }
        tallies = tallies | _base_tallies(basis, circumstances, PeriodFigures(month, basis.plan.first_month, {}))
        values[month] = tuple(_value(basis, indicator, month, tallies, circumstances) for indicator in basis.indicators)
    return values


def circumstances_of(basis: Basis, month: Month) -> Frozen:
    """基础数据和台账计数 of a period: as locked, or as they are on file now."""
    if basis.is_locked(month):
        return thaw(figure for figure in basis.frozen if figure.month == month)
    base = {}
    for element in basis.base_elements:
        in_force = base_in_force(element, basis.base_figures, month)
        if in_force is not None:
            base[element.id] = element.decimal(in_force.value)
    day = month.last_day
    return Frozen(base, count_places(basis.places, basis.coverages, day), count_cases(basis.cases, day))


def period_figures(store: Store, basis: Basis, months: Sequence[Month]) -> dict[Month, PeriodFigures]:
    """一期数据 of each period: what was reported, carried and excused."""
    if not months:
        return {}
    reported: dict[Month, dict[tuple[int, int], int]] = {month: {} for month in months}
    for figure in store.figures(months):
        reported[figure.month][figure.unit_id, figure.element_id] = figure.value
    excused: dict[Month, set[int]] = {month: set() for month in months}
    for month, unit_id in store.excused():
        excused.get(month, set()).add(unit_id)
    carried = _carried(store, store.records(Carry), reported)
    return {
        month: PeriodFigures(
            month=month,
            first_month=basis.plan.first_month,
            reported=reported[month],
            carried=carried[month],
            excused=excused[month],
            last_months=store.last_counted_months(month),
        )
        for month in months
    }


def baseline_values(basis: Basis) -> dict[int, Fraction]:
    """基期值 of each indicator that has one, by indicator id; for the application cases that of the goal's count."""
    plan = basis.plan
    totals = _baseline_totals(basis)
    for element in basis.base_elements:
        in_force = base_in_force(element, basis.base_figures, plan.first_month)
        if element.id not in totals and in_force is not None:
            totals[element.id] = element.decimal(in_force.value)
    day = plan.baseline_month.last_day
    frozen = Frozen(totals, count_places(basis.places, basis.coverages, day), count_cases(basis.cases, day))
    tallies = {element_id: Tally(total, ValueState.COMPLETE) for element_id, total in totals.items()}
    nothing = Tally(None, ValueState.NONE)
    for element_id in basis.elements:
        tallies.setdefault(element_id, nothing)
    found = {
        indicator.id: _value(basis, indicator, plan.baseline_month, tallies, frozen).goal_value
        for indicator in basis.indicators
    }
    return {indicator_id: value for indicator_id, value in found.items() if value is not None}


def _baseline_totals(basis: Basis) -> dict[int, Decimal]:
    """The whole where it was entered, else the sum of the units' baseline figures."""
    whole: dict[int, Decimal] = {}
    summed: dict[int, Decimal] = {}
    for figure in basis.baseline:
        amount = basis.elements[figure.element_id].decimal(figure.value)
        if figure.unit_id is None:
            whole[figure.element_id] = amount
        else:
            summed[figure.element_id] = summed.get(figure.element_id, Decimal(0)) + amount
    return summed | whole


def _carried(
    store: Store, carries: Iterable[Carry], reported: Mapping[Month, object]
) -> dict[Month, dict[tuple[int, int], int]]:
    found: dict[Month, dict[tuple[int, int], int]] = {month: {} for month in reported}
    for carry in carries:
        if carry.month in found:
            for element_id, figure in store.last_figures(carry.unit_id, carry.month).items():
                found[carry.month][carry.unit_id, element_id] = figure.value
    return found


def _base_tallies(basis: Basis, circumstances: Frozen, figures: PeriodFigures) -> dict[int, Tally]:
    return {
        element.id: base_tally(
            element,
            circumstances.base.get(element.id),
            [each.unit_id for each in basis.reporters if each.active and each.element_id == element.id],
            figures,
        )
        for element in basis.base_elements
    }


def _value(
    basis: Basis, indicator: Indicator, month: Month, tallies: Mapping[int, Tally], circumstances: Frozen
) -> IndicatorValue:
    if indicator.counting is Counting.PLACES:
        return places_value(indicator, month, circumstances.places)
    if indicator.counting is Counting.CASES:
        return cases_value(indicator, month, circumstances.cases, basis.quotas)
    numerator = _tally_of(tallies, indicator.numerator_id)
    if indicator.counting is Counting.SINGLE:
        return single_value(indicator, month, numerator)
    return ratio_value(indicator, month, numerator, _tally_of(tallies, indicator.denominator_id))


def _tally_of(tallies: Mapping[int, Tally], element_id: int | None) -> Tally:
    return Tally(None, ValueState.NONE) if element_id is None else tallies[element_id]


@dataclass(frozen=True, slots=True)
class _Expected:
    """Which units' figures add up to an element; none where one source gives it."""

    element: DataElement
    summed: frozenset[int]


def _whole_sums(store: Store, basis: Basis, months: Sequence[Month]) -> dict[Month, dict[int, Tally]]:
    """汇总数 of the periods in which nothing is missing and none of those who owe figures is excused, straight from sums."""
    expected = _expected(basis)
    if not _covers_same_units(basis, expected):
        return {}
    sums = store.sums()
    sources = _first_sources(basis, store.source_figures())
    owing = owing_units(basis.elements.values(), basis.reporters)
    excused = {month for month, unit_id in store.excused() if unit_id in owing}
    whole: dict[Month, dict[int, Tally]] = {}
    for month in months:
        if month in excused:
            continue
        tallies: dict[int, Tally] = {}
        for need in expected:
            total = sources.get((month, need.element.id))
            reported = sums.get((month, need.element.id))
            if total is None and reported is not None and reported.count == len(need.summed):
                total = reported.total
            if total is None:
                break
            tallies[need.element.id] = Tally(need.element.decimal(total), ValueState.COMPLETE)
        else:
            whole[month] = tallies
    return whole


def _expected(basis: Basis) -> list[_Expected]:
    used = {
        element_id
        for indicator in basis.indicators
        if not counts_register(indicator)
        for element_id in (indicator.numerator_id, indicator.denominator_id)
        if element_id is not None and basis.elements[element_id].summing is not Summing.BASE
    }
    summed: dict[int, set[int]] = {element_id: set() for element_id in sorted(used)}
    for each in basis.reporters:
        if each.active and each.role is ReporterRole.SUMMED and each.element_id in used:
            summed[each.element_id].add(each.unit_id)
    return [_Expected(basis.elements[element_id], frozenset(units)) for element_id, units in summed.items()]


def _covers_same_units(basis: Basis, expected: Sequence[_Expected]) -> bool:
    """Whether both sides of every ratio are summed over the same units, so that sums alone may be divided."""
    summed = {need.element.id: need.summed for need in expected if need.summed}
    return all(
        indicator.numerator_id not in summed
        or indicator.denominator_id not in summed
        or summed[indicator.numerator_id] == summed[indicator.denominator_id]
        for indicator in basis.indicators
        if indicator.counting is Counting.RATIO
    )


def _first_sources(basis: Basis, figures: Iterable[Figure]) -> dict[tuple[Month, int], int]:
    """Per period and element the stored figure of the first source that gave one."""
    sources = [each for each in basis.reporters if each.active and each.role is ReporterRole.SOURCE]
    ranked = sorted(sources, key=lambda reporter: reporter.order)
    rank = {(each.element_id, each.unit_id): place for place, each in enumerate(ranked)}
    last_to_first = sorted(figures, key=lambda figure: rank[figure.element_id, figure.unit_id], reverse=True)
    return {(figure.month, figure.element_id): figure.value for figure in last_to_first}

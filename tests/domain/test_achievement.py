"""Achievement: an indicator's value, how far it can be trusted, and its two verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gigadesk.domain.achievement import (
    Carried,
    IndicatorValue,
    Missing,
    Tally,
    ValueState,
    Verdict,
    cases_value,
    counts_register,
    judge,
    places_value,
    ratio_value,
    single_value,
    worst,
)
from gigadesk.domain.indicators import Counting
from gigadesk.domain.months import Month
from gigadesk.domain.registers import CaseCount, PlaceCount
from tests.builders import a_case_quota, an_indicator

SEPTEMBER = Month(2023, 9)
COMPLETE, CARRIED, INCOMPLETE, NONE = ValueState
PON = an_indicator(numerator_id=1, denominator_id=2, standard=Fraction(1, 4), goal=Fraction(7, 20))
STATIONS = an_indicator(percent=False, measure="个/万人", standard=Fraction(12), goal=Fraction(35))
PORTS = an_indicator(counting=Counting.SINGLE, percent=False, measure="个", standard=None, goal=Fraction(12000))
PLACES = an_indicator(counting=Counting.PLACES, standard=Fraction(4, 5), goal=Fraction(49, 50))
CASES = an_indicator(id=7, counting=Counting.CASES, percent=False, standard=Fraction(5), goal=Fraction(5))
OWED = Missing(unit_id=3, element_id=1, since=SEPTEMBER)


def _sum(by_unit: Mapping[int, int], state: ValueState = COMPLETE) -> Tally:
    exact = {unit: Decimal(figure) for unit, figure in by_unit.items()}
    return Tally(sum(exact.values(), Decimal(0)) if exact else None, state, exact)


def _whole(figure: str, state: ValueState = COMPLETE) -> Tally:
    return Tally(Decimal(figure), state)


def _pon(numerator: Tally, denominator: Tally) -> IndicatorValue:
    return ratio_value(PON, SEPTEMBER, numerator, denominator)


def test_the_worst_state_wins() -> None:
    order = [NONE, INCOMPLETE, CARRIED, COMPLETE]
    for worse, better in combinations_with_replacement(order, 2):
        assert worst([worse, better]) is worst([better, worse]) is worse
    assert worst(order) is NONE


def test_only_complete_and_carried_figures_decide() -> None:
    assert [state for state in ValueState if state.decides] == [COMPLETE, CARRIED]


def test_every_state_is_shown_in_chinese() -> None:
    assert [state.label for state in ValueState] == ["完整", "沿用（暂估）", "数据不全", "尚无数据"]


def test_a_ratio_is_a_sum_over_a_sum_and_never_an_average_of_percentages() -> None:
    value = _pon(_sum({1: 90, 2: 100}), _sum({1: 100, 2: 900}))
    assert value.value == Fraction(19, 100)
    assert (value.numerator, value.denominator) == (Decimal(190), Decimal(1000))
    assert value.value != (Fraction(90, 100) + Fraction(100, 900)) / 2


def test_the_two_lines_are_judged_apart() -> None:
    value = _pon(_whole("30"), _whole("100"))
    assert value.standard == Verdict(Fraction(1, 4), met=True, gap=0)
    assert value.goal == Verdict(Fraction(7, 20), met=False, gap=5)
    assert value.goal_value == value.value == Fraction(3, 10)


@pytest.mark.parametrize(("ports", "met"), [(2496, False), (2499, False), (2500, True)])
def test_a_verdict_is_taken_on_the_exact_figure(ports: int, met: bool) -> None:
    value = _pon(_whole(str(ports)), _whole("10000"))
    assert value.standard is not None
    assert value.standard.met is met


def test_a_hair_below_the_line_is_below_the_line() -> None:
    below = _pon(_whole("249999999999999"), _whole("999999999999997"))
    assert below.standard == Verdict(Fraction(1, 4), met=False, gap=1)
    on_it = _pon(_whole("249999999999999"), _whole("999999999999996"))
    assert on_it.standard == Verdict(Fraction(1, 4), met=True, gap=0)


def test_numerator_and_denominator_cover_the_units_that_gave_both() -> None:
    value = _pon(_sum({1: 40, 2: 60}, INCOMPLETE), _sum({2: 200, 3: 500}, INCOMPLETE))
    assert (value.numerator, value.denominator, value.value) == (Decimal(60), Decimal(200), Fraction(3, 10))
    assert value.state is INCOMPLETE


def test_units_that_gave_no_figure_in_common_give_no_ratio() -> None:
    value = _pon(_sum({1: 40}, INCOMPLETE), _sum({2: 200}, INCOMPLETE))
    assert (value.numerator, value.denominator, value.value, value.state) == (None, None, None, NONE)


def test_the_whole_is_not_divided_by_a_part_of_it() -> None:
    value = _pon(_whole("90"), _sum({1: 100}, INCOMPLETE))
    assert (value.value, value.state) == (None, NONE)
    assert _pon(_whole("90"), _sum({1: 100}, CARRIED)).value == Fraction(9, 10)


def test_an_incomplete_sum_over_a_population_is_shown_without_a_verdict() -> None:
    value = ratio_value(STATIONS, SEPTEMBER, _sum({1: 1000}, INCOMPLETE), _whole("58.87"))
    assert value.value == Fraction(100000, 5887)
    assert value.state is INCOMPLETE
    assert value.standard == Verdict(Fraction(12), met=None, gap=None)


@pytest.mark.parametrize("state", [INCOMPLETE, NONE])
def test_lacking_figures_allow_no_verdict(state: ValueState) -> None:
    value = _pon(_sum({1: 90}, state), _sum({1: 100}))
    assert value.standard == Verdict(Fraction(1, 4), met=None, gap=None)
    assert value.goal == Verdict(Fraction(7, 20), met=None, gap=None)


def test_carried_figures_are_judged_and_the_state_says_so() -> None:
    value = _pon(_sum({1: 90}, CARRIED), _sum({1: 100}))
    assert value.state is CARRIED
    assert value.goal == Verdict(Fraction(7, 20), met=True, gap=0)


def test_a_denominator_of_zero_gives_no_value() -> None:
    value = _pon(_sum({1: 0}), _sum({1: 0}))
    assert (value.numerator, value.value, value.state) == (None, None, NONE)


def test_what_is_missing_and_carried_is_named_once_for_both_sides() -> None:
    kept = Carried(unit_id=2, element_id=1, month=Month(2023, 7))
    numerator = Tally(Decimal(5), INCOMPLETE, {1: Decimal(5)}, (OWED,), (kept,))
    denominator = Tally(Decimal(9), INCOMPLETE, {1: Decimal(9)}, (OWED, Missing(3, 2, SEPTEMBER)), (kept,))
    value = _pon(numerator, denominator)
    assert value.missing == (OWED, Missing(3, 2, SEPTEMBER))
    assert value.carried == (kept,)


def test_what_is_missing_is_named_even_where_there_is_no_value() -> None:
    value = _pon(Tally(None, NONE, {}, (OWED,)), _sum({1: 100}))
    assert (value.state, value.missing) == (NONE, (OWED,))


def test_stations_are_counted_against_an_exact_population() -> None:
    value = ratio_value(STATIONS, SEPTEMBER, _whole("2060"), _whole("58.87"))
    assert value.value == Fraction(206000, 5887)
    assert value.goal == Verdict(Fraction(35), met=False, gap=1)
    enough = ratio_value(STATIONS, SEPTEMBER, _whole("2061"), _whole("58.87"))
    assert enough.goal == Verdict(Fraction(35), met=True, gap=0)


def test_homes_within_reach_may_exceed_all_homes() -> None:
    value = _pon(_whole("110"), _whole("100"))
    assert value.value == Fraction(11, 10)
    assert value.goal == Verdict(Fraction(7, 20), met=True, gap=0)


UNITS = st.sampled_from(range(1, 7))
SUMS = st.dictionaries(UNITS, st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1)
LINES = st.fractions(min_value=Fraction(1, 100), max_value=Fraction(40), max_denominator=100)


@given(SUMS)
def test_a_ratio_lies_between_the_units_own_and_no_order_changes_it(given_: dict[int, tuple[int, int]]) -> None:
    tops = {unit: top for unit, (top, _bottom) in given_.items()}
    bottoms = {unit: bottom for unit, (_top, bottom) in reversed(given_.items())}
    value = _pon(_sum(tops), _sum(bottoms)).value
    assert value == Fraction(sum(tops.values()), sum(bottoms.values()))
    own = [Fraction(top, bottom) for top, bottom in given_.values()]
    assert min(own) <= value <= max(own)


@given(st.dictionaries(UNITS, st.integers(0, 999)), st.dictionaries(UNITS, st.integers(1, 999)))
def test_a_unit_that_gave_one_of_two_figures_changes_nothing(tops: dict[int, int], bottoms: dict[int, int]) -> None:
    both = tops.keys() & bottoms.keys()
    one_sided = _pon(_sum(tops), _sum(bottoms))
    same = _pon(_sum({unit: tops[unit] for unit in both}), _sum({unit: bottoms[unit] for unit in both}))
    assert (one_sided.numerator, one_sided.denominator) == (same.numerator, same.denominator)
    assert one_sided.value == same.value


@given(LINES, st.decimals(0, 10**6, places=0), st.decimals(Decimal("0.01"), 10**6, places=2))
def test_the_gap_is_the_least_whole_number_that_meets_the_line(line: Fraction, top: Decimal, bottom: Decimal) -> None:
    def verdict(numerator: Decimal) -> Verdict:
        indicator = an_indicator(percent=False, standard=line, goal=None)
        found = ratio_value(indicator, SEPTEMBER, Tally(numerator, COMPLETE), Tally(bottom, COMPLETE)).standard
        assert found is not None
        return found

    now = verdict(top)
    assert now.gap is not None
    assert now.met is (now.gap == 0)
    assert now.met is (Fraction(top) >= line * Fraction(bottom))
    assert verdict(top + now.gap).met is True
    assert now.gap == 0 or verdict(top + now.gap - 1).met is False


@given(LINES, st.integers(1, 10**6), st.integers(1, 10**12))
def test_no_shortfall_is_too_small_to_fail(line: Fraction, bottom: int, part: int) -> None:
    value = line - Fraction(1, part)
    assume(value > 0)
    found = judge(line, value, Fraction(bottom), COMPLETE)
    assert found is not None
    assert found.met is False
    assert found.gap is not None
    assert found.gap >= 1


def test_a_single_figure_is_judged_by_itself() -> None:
    value = single_value(PORTS, SEPTEMBER, _sum({1: 11000, 2: 999}))
    assert (value.numerator, value.denominator, value.value) == (Decimal(11999), None, Fraction(11999))
    assert value.standard is None
    assert value.goal == Verdict(Fraction(12000), met=False, gap=1)


def test_a_single_figure_that_nobody_gave_has_no_value() -> None:
    value = single_value(PORTS, SEPTEMBER, Tally(None, NONE, {}, (OWED,)))
    assert (value.value, value.state, value.missing) == (None, NONE, (OWED,))
    assert value.goal == Verdict(Fraction(12000), met=None, gap=None)


def test_places_with_signal_over_places_that_count() -> None:
    value = places_value(PLACES, SEPTEMBER, PlaceCount(counted=50, reached=48))
    assert (value.numerator, value.denominator, value.value) == (Decimal(48), Decimal(50), Fraction(24, 25))
    assert (value.state, value.missing) == (COMPLETE, ())
    assert value.standard == Verdict(Fraction(4, 5), met=True, gap=0)
    assert value.goal == Verdict(Fraction(49, 50), met=False, gap=1)


def test_an_empty_register_of_places_has_no_value() -> None:
    value = places_value(PLACES, SEPTEMBER, PlaceCount(0, 0))
    assert (value.value, value.state) == (None, NONE)
    assert value.standard == Verdict(Fraction(4, 5), met=None, gap=None)


def test_no_place_reached_is_a_value_of_zero() -> None:
    value = places_value(PLACES, SEPTEMBER, PlaceCount(counted=5, reached=0))
    assert (value.value, value.state) == (Fraction(0), COMPLETE)


def test_an_empty_register_of_cases_is_zero_and_complete() -> None:
    value = cases_value(CASES, SEPTEMBER, CaseCount(0, 0, {}))
    assert (value.value, value.goal_value, value.denominator, value.state) == (Fraction(0), Fraction(0), None, COMPLETE)
    assert value.standard == Verdict(Fraction(5), met=False, gap=5)


def test_typical_cases_meet_the_standard_and_model_projects_the_goal() -> None:
    value = cases_value(CASES, SEPTEMBER, CaseCount(typical=6, model=3, typical_by_unit={}))
    assert value.standard == Verdict(Fraction(5), met=True, gap=0)
    assert value.goal == Verdict(Fraction(5), met=False, gap=2)
    assert (value.value, value.goal_value) == (Fraction(6), Fraction(3))


def test_the_goal_asks_each_unit_for_its_own_typical_cases() -> None:
    quotas = [a_case_quota(indicator_id=7, unit_id=1, count=1), a_case_quota(indicator_id=7, unit_id=2, count=3)]
    value = cases_value(CASES, SEPTEMBER, CaseCount(5, 5, {1: 1, 2: 1, 9: 3}), quotas)
    assert value.goal == Verdict(Fraction(5), met=False, gap=0, owing=((2, 2),))
    assert value.standard == Verdict(Fraction(5), met=True, gap=0)
    met = cases_value(CASES, SEPTEMBER, CaseCount(5, 5, {1: 1, 2: 3}), quotas)
    assert met.goal == Verdict(Fraction(5), met=True, gap=0)


def test_a_unit_without_any_case_owes_its_whole_quota_and_another_indicators_quota_is_not_asked() -> None:
    quotas = [a_case_quota(indicator_id=7, unit_id=1, count=1), a_case_quota(indicator_id=8, unit_id=2, count=1)]
    value = cases_value(CASES, SEPTEMBER, CaseCount(5, 5, {}), quotas)
    assert value.goal == Verdict(Fraction(5), met=False, gap=0, owing=((1, 1),))


@pytest.mark.parametrize(
    ("counting", "from_register"),
    [(Counting.RATIO, False), (Counting.SINGLE, False), (Counting.PLACES, True), (Counting.CASES, True)],
)
def test_places_and_cases_are_counted_from_registers(counting: Counting, from_register: bool) -> None:
    assert counts_register(an_indicator(counting=counting)) is from_register

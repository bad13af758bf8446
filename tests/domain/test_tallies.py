"""Tallies: from the units' figures to the district's, and who owes what since when."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.achievement import Carried, Missing, Tally, ValueState
from gigadesk.domain.indicators import BaseFigure, Reporter, ReporterRole, Summing
from gigadesk.domain.months import Month
from gigadesk.domain.tallies import PeriodFigures, base_in_force, base_tally, tally
from tests.builders import a_base_figure, a_data_element, a_reporter

JUNE, JULY, AUGUST, SEPTEMBER = (Month(2023, number) for number in (6, 7, 8, 9))
PORTS = a_data_element(id=1, summing=Summing.SUM)
PEOPLE = a_data_element(id=2, summing=Summing.BASE, measure="万人", places=2)
OPERATORS = tuple(a_reporter(unit_id=unit, order=unit) for unit in (1, 2, 3))
BUREAU, OFFICE = (a_reporter(unit_id=unit, role=ReporterRole.SOURCE, order=unit) for unit in (8, 9))


def _figures(
    reported: dict[int, int],
    carried: dict[int, int] | None = None,
    excused: Iterable[int] = (),
    last: dict[int, Month] | None = None,
) -> PeriodFigures:
    """September's figures of the one element, by unit."""
    return PeriodFigures(
        month=SEPTEMBER,
        first_month=JUNE,
        reported={(unit, PORTS.id): figure for unit, figure in reported.items()},
        carried={(unit, PORTS.id): figure for unit, figure in (carried or {}).items()},
        excused=frozenset(excused),
        last_months={(unit, PORTS.id): month for unit, month in (last or {}).items()},
    )


def test_the_district_has_what_its_units_have_together() -> None:
    assert tally(PORTS, OPERATORS, _figures({1: 100, 2: 20, 3: 0})) == Tally(
        Decimal(120), ValueState.COMPLETE, {1: Decimal(100), 2: Decimal(20), 3: Decimal(0)}
    )


def test_a_missing_figure_is_neither_zero_nor_left_out() -> None:
    whole = tally(PORTS, OPERATORS, _figures({1: 100, 2: 20}, last={3: JULY}))
    assert whole.state is ValueState.INCOMPLETE
    assert whole.missing == (Missing(unit_id=3, element_id=1, since=AUGUST),)
    assert whole.by_unit == {1: Decimal(100), 2: Decimal(20)}


def test_a_unit_that_never_reported_is_missing_since_the_first_period() -> None:
    assert tally(PORTS, OPERATORS, _figures({1: 100, 2: 20})).missing == (Missing(3, 1, JUNE),)


def test_a_report_of_zero_counts_and_a_missing_one_does_not() -> None:
    zero = tally(PORTS, OPERATORS, _figures({1: 100, 2: 20, 3: 0}))
    missing = tally(PORTS, OPERATORS, _figures({1: 100, 2: 20}))
    assert (zero.total, zero.state) == (missing.total, ValueState.COMPLETE)
    assert missing.state is ValueState.INCOMPLETE


def test_a_unit_that_answered_not_applicable_is_not_expected() -> None:
    whole = tally(PORTS, OPERATORS, _figures({1: 100, 2: 20}, excused=[3]))
    assert (whole.total, whole.state, whole.missing) == (Decimal(120), ValueState.COMPLETE, ())


def test_where_nobody_is_expected_there_is_no_figure_and_nobody_owes_one() -> None:
    assert tally(PORTS, OPERATORS, _figures({}, excused=[1, 2, 3])) == Tally(None, ValueState.NONE, {})
    assert tally(PORTS, (), _figures({1: 100})) == Tally(None, ValueState.NONE)
    assert tally(PORTS, [BUREAU], _figures({}, excused=[8])) == Tally(None, ValueState.NONE)


def test_a_carried_figure_stands_and_says_which_month_it_is_from() -> None:
    whole = tally(PORTS, OPERATORS, _figures({1: 100, 2: 20}, carried={3: 7}, last={3: JULY}))
    assert (whole.total, whole.state) == (Decimal(127), ValueState.CARRIED)
    assert whole.carried == (Carried(unit_id=3, element_id=1, month=JULY),)
    assert whole.missing == ()


def test_a_reported_figure_replaces_the_carried_one() -> None:
    whole = tally(PORTS, OPERATORS, _figures({1: 100, 2: 20, 3: 9}, carried={3: 7}, last={3: SEPTEMBER}))
    assert (whole.total, whole.state, whole.carried) == (Decimal(129), ValueState.COMPLETE, ())


def test_one_missing_figure_outweighs_a_carried_one() -> None:
    whole = tally(PORTS, OPERATORS, _figures({1: 100}, carried={3: 7}, last={3: JULY}))
    assert whole.state is ValueState.INCOMPLETE
    assert (whole.total, len(whole.carried), len(whole.missing)) == (Decimal(107), 1, 1)


def test_with_nothing_at_all_there_is_no_total() -> None:
    whole = tally(PORTS, OPERATORS, _figures({}))
    assert (whole.total, whole.state) == (None, ValueState.NONE)
    assert [missing.unit_id for missing in whole.missing] == [1, 2, 3]


def test_a_reporter_that_is_switched_off_or_for_reference_is_not_summed() -> None:
    reporters = (
        *OPERATORS,
        a_reporter(unit_id=4, active=False),
        a_reporter(unit_id=5, role=ReporterRole.REFERENCE),
        a_reporter(unit_id=6, element_id=99),
    )
    whole = tally(PORTS, reporters, _figures({1: 100, 2: 20, 3: 5, 4: 1000, 5: 1000, 6: 1000}))
    assert (whole.total, whole.state) == (Decimal(125), ValueState.COMPLETE)


def test_the_bureaus_figure_stands_for_the_whole_where_it_is_given() -> None:
    whole = tally(PORTS, (*OPERATORS, BUREAU), _figures({1: 100, 8: 130}))
    assert whole == Tally(Decimal(130), ValueState.COMPLETE)


def test_without_the_bureaus_figure_the_units_are_summed_and_it_owes_nothing() -> None:
    whole = tally(PORTS, (*OPERATORS, BUREAU), _figures({1: 100, 2: 20, 3: 5}, carried={8: 130}))
    assert (whole.total, whole.state, whole.missing) == (Decimal(125), ValueState.COMPLETE, ())


def test_the_first_of_two_sources_is_taken() -> None:
    assert tally(PORTS, [OFFICE, BUREAU], _figures({8: 130, 9: 140})).total == Decimal(130)
    assert tally(PORTS, [OFFICE, BUREAU], _figures({9: 140})).total == Decimal(140)


def test_a_single_source_that_is_silent_owes_the_figure_alone() -> None:
    whole = tally(PORTS, [OFFICE, BUREAU], _figures({}, last={8: AUGUST}))
    assert whole == Tally(None, ValueState.NONE, missing=(Missing(8, 1, SEPTEMBER),))


def test_a_second_source_owes_where_the_first_answered_not_applicable() -> None:
    assert tally(PORTS, [OFFICE, BUREAU], _figures({}, excused=[8])).missing == (Missing(9, 1, JUNE),)


def test_a_single_sources_last_figure_may_be_carried() -> None:
    whole = tally(PORTS, [OFFICE, BUREAU], _figures({}, carried={9: 140}, last={9: JULY}))
    assert whole == Tally(Decimal(140), ValueState.CARRIED, carried=(Carried(9, 1, JULY),))


UNITS = (1, 2, 3, 4)
BY_UNIT = st.dictionaries(st.sampled_from(UNITS), st.integers(0, 10**6))


@given(BY_UNIT, BY_UNIT, st.sets(st.sampled_from(UNITS)))
def test_every_expected_unit_is_summed_or_named(
    reported: dict[int, int], carried: dict[int, int], excused: set[int]
) -> None:
    reporters = [a_reporter(unit_id=unit, order=unit) for unit in UNITS]
    whole = tally(PORTS, reporters, _figures(reported, carried, excused, dict.fromkeys(UNITS, JULY)))
    expected = set(UNITS) - excused
    assert whole.by_unit is not None
    missing = {each.unit_id for each in whole.missing}
    assert missing == expected - reported.keys() - carried.keys()
    assert whole.by_unit.keys() == expected - missing
    assert {each.unit_id for each in whole.carried} == (expected & carried.keys()) - reported.keys()
    if whole.by_unit:
        assert whole.total == sum(reported.get(unit, carried.get(unit, 0)) for unit in whole.by_unit)
        assert (whole.state is ValueState.COMPLETE) is (not missing and not whole.carried)
    else:
        assert (whole.total, whole.state) == (None, ValueState.NONE)


@given(BY_UNIT)
def test_the_order_of_reporters_changes_no_total(reported: dict[int, int]) -> None:
    reporters: list[Reporter] = [a_reporter(unit_id=unit, order=unit) for unit in UNITS]
    figures = _figures(reported)
    assert tally(PORTS, reversed(reporters), figures) == tally(PORTS, reporters, figures)


def test_a_base_figure_holds_until_it_is_replaced() -> None:
    old = a_base_figure(id=1, element_id=2, value=5887, valid_from=JUNE)
    new = a_base_figure(id=2, element_id=2, value=5900, valid_from=SEPTEMBER)
    other = a_base_figure(id=3, element_id=7, valid_from=JUNE)
    in_force = [base_in_force(PEOPLE, [new, other, old], month) for month in (Month(2023, 5), JUNE, AUGUST, SEPTEMBER)]
    assert in_force == [None, old, old, new]


def test_of_two_base_figures_from_the_same_month_the_later_record_holds() -> None:
    first, second = (a_base_figure(id=number, element_id=2, value=number) for number in (4, 5))
    assert base_in_force(PEOPLE, [second, first], JUNE) == second


BASES = st.lists(
    st.builds(
        a_base_figure, element_id=st.just(2), id=st.integers(1, 9), valid_from=st.sampled_from([JUNE, JULY, AUGUST])
    ),
    max_size=6,
)


@given(BASES)
def test_the_figure_in_force_is_the_newest_that_has_begun(bases: list[BaseFigure]) -> None:
    found = base_in_force(PEOPLE, bases, JULY)
    begun = [base for base in bases if base.valid_from <= JULY]
    assert (found is None) is (not begun)
    assert found is None or all((base.valid_from, base.id) <= (found.valid_from, found.id) for base in begun)


def test_a_base_figure_is_complete_and_a_lacking_one_is_owed_by_its_source() -> None:
    figures = PeriodFigures(SEPTEMBER, JUNE, {})
    assert base_tally(PEOPLE, Decimal("58.87"), [5], figures) == Tally(Decimal("58.87"), ValueState.COMPLETE)
    assert base_tally(PEOPLE, None, [5], figures) == Tally(None, ValueState.NONE, missing=(Missing(5, 2, JUNE),))

"""Registers: places and cases carry dated states, and a day counts what holds on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.registers import Case, CaseCount, Coverage, Place, PlaceCount, count_cases, count_places, holds_on
from tests.builders import a_case, a_coverage, a_place

DAY = date(2023, 9, 30)
DAYS = st.dates(date(2023, 5, 1), date(2023, 11, 30))
MAYBE = st.none() | DAYS
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, False),
        (None, DAY, False),
        (DAY, None, True),
        (DAY + ONE_DAY, None, False),
        (DAY - ONE_DAY, DAY, True),
        (DAY - ONE_DAY, DAY - ONE_DAY, False),
        (DAY, DAY, True),
    ],
)
def test_a_state_holds_from_its_first_day_to_its_last(since: date | None, until: date | None, holds: bool) -> None:
    assert holds_on(DAY, since, until) is holds


def test_a_place_counts_once_however_many_operators_cover_it() -> None:
    places = [a_place(id=1), a_place(id=2)]
    coverages = [a_coverage(id=1, place_id=1, unit_id=1), a_coverage(id=2, place_id=1, unit_id=2)]
    assert count_places(places, coverages, DAY) == PlaceCount(counted=2, reached=1)


def test_a_covered_place_that_does_not_count_is_in_neither_number() -> None:
    places = [a_place(id=1), a_place(id=2, counts_since=None), a_place(id=3, counts_until=date(2023, 9, 29))]
    coverages = [a_coverage(id=number, place_id=number) for number in (1, 2, 3)]
    assert count_places(places, coverages, DAY) == PlaceCount(counted=1, reached=1)


def test_a_period_counts_the_state_of_its_last_day() -> None:
    place = a_place(counts_since=date(2023, 6, 1))
    coverage = a_coverage(since=date(2023, 9, 30), until=date(2023, 10, 30))
    assert count_places([place], [coverage], date(2023, 8, 31)) == PlaceCount(1, 0)
    assert count_places([place], [coverage], date(2023, 9, 30)) == PlaceCount(1, 1)
    assert count_places([place], [coverage], date(2023, 10, 31)) == PlaceCount(1, 0)


def test_empty_registers_count_nothing() -> None:
    assert count_places([], [], DAY) == PlaceCount(0, 0)
    assert count_cases([], DAY) == CaseCount(0, 0, {})


PLACES = st.lists(st.builds(a_place, id=st.integers(1, 6), counts_since=MAYBE, counts_until=MAYBE), max_size=8)
COVERAGES = st.lists(st.builds(a_coverage, place_id=st.integers(1, 6), since=DAYS, until=MAYBE), max_size=8)


@given(PLACES, COVERAGES, DAYS)
def test_never_more_places_are_reached_than_count(places: list[Place], coverages: list[Coverage], day: date) -> None:
    count = count_places(places, coverages, day)
    assert 0 <= count.reached <= count.counted <= len(places)
    assert count_places(places, [*coverages, a_coverage(since=day)], day).reached >= count.reached


def test_a_case_counts_as_typical_and_as_model_separately() -> None:
    cases = [
        a_case(id=1, unit_id=1),
        a_case(id=2, unit_id=1, model_since=date(2023, 9, 30)),
        a_case(id=3, unit_id=None, owner="临江医院"),
        a_case(id=4, unit_id=2, typical_since=None, model_since=date(2023, 7, 1)),
        a_case(id=5, unit_id=2, typical_until=date(2023, 9, 29), model_since=date(2023, 10, 1)),
    ]
    assert count_cases(cases, DAY) == CaseCount(typical=3, model=2, typical_by_unit={1: 2})


def test_cases_may_be_given_one_by_one() -> None:
    assert count_cases(iter([a_case(model_since=DAY)]), DAY) == CaseCount(1, 1, {1: 1})


CASES = st.lists(
    st.builds(
        a_case,
        unit_id=st.none() | st.integers(1, 3),
        typical_since=MAYBE,
        typical_until=MAYBE,
        model_since=MAYBE,
        model_until=MAYBE,
    ),
    max_size=10,
)


@given(CASES, DAYS)
def test_the_owners_counts_are_part_of_the_whole(cases: list[Case], day: date) -> None:
    count = count_cases(cases, day)
    unowned = sum(case.unit_id is None and holds_on(day, case.typical_since, case.typical_until) for case in cases)
    assert sum(count.typical_by_unit.values()) + unowned == count.typical <= len(cases)
    assert all(number > 0 for number in count.typical_by_unit.values())

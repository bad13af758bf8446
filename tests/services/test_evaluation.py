"""指标计算: the same values from sums and unit by unit, over the same units, with what is missing named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigadesk.domain.achievement import Carried, IndicatorValue, Missing, ValueState
from gigadesk.domain.changes import Change, adding
from gigadesk.domain.indicators import Counting, DataElement, Reporter, ReporterRole, Summing
from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Answer, SubmissionState
from gigadesk.domain.units import Unit
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import baseline_values, circumstances_of, evaluate
from gigadesk.services.locking import lock_period
from gigadesk.services.workbook import Workbook
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from tests import builders
from tests.services.offices import (
    APRIL,
    JUNE,
    MARCH,
    MAY,
    NOON,
    PLAN,
    TODAY,
    a_workbook,
    alter,
    named,
    put,
    report,
    set_base,
)

COMPLETE, CARRIED, INCOMPLETE, NONE = ValueState
SUMMED, SOURCE, REFERENCE = ReporterRole

# The small plan's workbook


def values(workbook: Workbook, month: Month) -> dict[str, IndicatorValue]:
    found = evaluate(workbook.store, Basis.read(workbook.store), [month])[month]
    return {value.indicator.code: value for value in found}


def share(workbook: Workbook, month: Month) -> IndicatorValue:
    return values(workbook, month)["fibre_share"]


def unit(workbook: Workbook, code: str) -> int:
    return named(workbook, Unit, code).id


def element(workbook: Workbook, code: str) -> int:
    return named(workbook, DataElement, code).id


def test_an_empty_workbook_has_no_values_and_says_who_owes(workbook: Workbook) -> None:
    found = values(workbook, APRIL)
    assert [(code, value.value, value.state) for code, value in found.items()] == [
        ("fibre_share", None, NONE),
        ("lessons", Fraction(0), COMPLETE),
        ("fibre_homes_per_10k", None, NONE),
    ]
    homes = element(workbook, "fibre_homes")
    assert found["fibre_share"].missing == (
        Missing(unit(workbook, "alpha"), homes, MARCH),
        Missing(unit(workbook, "beta"), homes, MARCH),
        Missing(unit(workbook, "statistics"), element(workbook, "all_homes"), MARCH),
    )


def test_a_ratio_is_a_sum_over_the_base_figure(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    set_base(workbook, "residents", 1234)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000})
    found = values(workbook, MARCH)
    assert (found["fibre_share"].numerator, found["fibre_share"].denominator) == (Decimal(18000), Decimal(30000))
    assert (found["fibre_share"].value, found["fibre_share"].state) == (Fraction(3, 5), COMPLETE)
    assert found["fibre_homes_per_10k"].value == Fraction(1800000, 1234)
    assert [value.goal is not None and value.goal.met for value in found.values()] == [True, False, False]


def test_a_missing_unit_is_named_since_when(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000})
    report(workbook, "alpha", JUNE, {"fibre_homes": 13000})
    value = share(workbook, JUNE)
    assert (value.value, value.state) == (Fraction(13, 30), INCOMPLETE)
    assert value.missing == (Missing(unit(workbook, "beta"), element(workbook, "fibre_homes"), APRIL),)
    assert value.standard is not None
    assert value.standard.met is None


def test_a_carried_figure_stands_in_and_says_from_when(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000})
    report(workbook, "alpha", MAY, {"fibre_homes": 13000})
    put(workbook, builders.a_carry(unit_id=unit(workbook, "beta"), month=MAY))
    value = share(workbook, MAY)
    assert (value.value, value.state) == (Fraction(19, 30), CARRIED)
    assert value.carried == (Carried(unit(workbook, "beta"), element(workbook, "fibre_homes"), MARCH),)
    assert share(workbook, APRIL).state is NONE, "the decision is for one month"


def test_a_decision_to_carry_gives_way_to_figures(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    for month, homes in ((MARCH, 6000), (APRIL, 6600)):
        report(workbook, "alpha", month, {"fibre_homes": 12000})
        report(workbook, "beta", month, {"fibre_homes": homes})
    put(workbook, builders.a_carry(unit_id=unit(workbook, "beta"), month=APRIL))
    assert (share(workbook, APRIL).value, share(workbook, APRIL).state) == (Fraction(186, 300), COMPLETE)


def test_who_answered_that_it_does_not_apply_is_not_expected(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {}, Answer.NOT_APPLICABLE)
    assert (share(workbook, MARCH).value, share(workbook, MARCH).state) == (Fraction(2, 5), COMPLETE)
    assert share(workbook, MARCH).missing == ()


def test_figures_of_a_unit_that_is_not_expected_do_not_count(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000})
    alter(workbook, report(workbook, "beta", MARCH, {}, Answer.NOT_APPLICABLE), revision=2)
    assert (share(workbook, MARCH).value, share(workbook, MARCH).state) == (Fraction(2, 5), COMPLETE)


def test_an_answer_counts_only_while_it_is_the_newest_accepted_one(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    answer = report(workbook, "beta", MARCH, {}, Answer.NOT_APPLICABLE)
    alter(workbook, answer, state=SubmissionState.RETURNED)
    assert share(workbook, MARCH).state is INCOMPLETE


def test_an_inactive_reporter_neither_counts_nor_is_expected(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000})
    homes = element(workbook, "fibre_homes")
    (beta,) = (
        each
        for each in workbook.store.records(Reporter)
        if (each.unit_id, each.element_id) == (unit(workbook, "beta"), homes)
    )
    alter(workbook, beta, active=False)
    assert (share(workbook, MARCH).value, share(workbook, MARCH).state) == (Fraction(2, 5), COMPLETE)
    (missing,) = share(workbook, APRIL).missing
    assert missing.unit_id == unit(workbook, "alpha")


def test_a_base_figure_is_asked_of_its_active_source(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000})
    all_homes = element(workbook, "all_homes")
    assert share(workbook, MARCH).missing == (Missing(unit(workbook, "statistics"), all_homes, MARCH),)
    (statistics,) = (each for each in workbook.store.records(Reporter) if each.element_id == all_homes)
    alter(workbook, statistics, active=False)
    assert (share(workbook, MARCH).state, share(workbook, MARCH).missing) == (NONE, ())


def test_a_base_figure_holds_from_its_month_until_it_is_replaced(workbook: Workbook) -> None:
    for month in (MARCH, APRIL, MAY):
        report(workbook, "alpha", month, {"fibre_homes": 12000})
        report(workbook, "beta", month, {"fibre_homes": 6000})
    set_base(workbook, "all_homes", 30000, APRIL)
    set_base(workbook, "all_homes", 36000, MAY)
    assert [share(workbook, month).value for month in (MARCH, APRIL, MAY)] == [None, Fraction(3, 5), Fraction(1, 2)]
    set_base(workbook, "all_homes", 20000, MAY)
    assert share(workbook, MAY).value == Fraction(9, 10), "the later record of one month"


def test_a_locked_period_keeps_its_base_figures_and_counts(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    for month in (MARCH, APRIL):
        report(workbook, "alpha", month, {"fibre_homes": 12000})
        report(workbook, "beta", month, {"fibre_homes": 6000})
    beta = unit(workbook, "beta")
    (case,) = put(workbook, builders.a_case(unit_id=beta, typical_since=date(2024, 3, 1)))
    lock_period(workbook.store, workbook.history, MARCH, "已上报", TODAY)
    set_base(workbook, "all_homes", 36000)
    alter(workbook, case, typical_since=None)
    assert [share(workbook, month).value for month in (MARCH, APRIL)] == [Fraction(3, 5), Fraction(1, 2)]
    assert [values(workbook, month)["lessons"].value for month in (MARCH, APRIL)] == [1, 0]
    basis = Basis.read(workbook.store)
    assert circumstances_of(basis, MARCH).cases.typical_by_unit == {beta: 1}


def test_cases_count_on_the_last_day_and_quotas_must_be_met(workbook: Workbook) -> None:
    alpha, beta = unit(workbook, "alpha"), unit(workbook, "beta")
    day = date(2024, 4, 30)
    put(
        workbook,
        *(builders.a_case(unit_id=alpha, typical_since=day, model_since=day) for _ in range(4)),
        builders.a_case(unit_id=beta, typical_since=day),
    )
    assert values(workbook, MARCH)["lessons"].value == 0
    lessons = values(workbook, APRIL)["lessons"]
    assert (lessons.value, lessons.goal_value) == (Fraction(5), Fraction(4))
    assert lessons.standard is not None
    assert lessons.standard.met
    assert lessons.goal is not None
    assert (lessons.goal.met, lessons.goal.owing) == (False, ((beta, 1),))


def test_places_with_signal_over_places_that_count(tmp_path: Path) -> None:
    plan = PLAN.replace(
        'counting = "cases"\nmeasure = "个"\nstandard = "3"\ngoal = "4"',
        'counting = "places"\npercent = true\nstandard = "1/2"',
    )
    plan = plan.replace('[[quotas]]\nindicator = "lessons"\nunit = "乙讯"\ncount = 2\n', "")
    with a_workbook(tmp_path / "场所.gigadesk", plan) as workbook:
        assert (values(workbook, MARCH)["lessons"].value, values(workbook, MARCH)["lessons"].state) == (None, NONE)
        places = put(workbook, *(builders.a_place(counts_since=date(2024, 3, 5)) for _ in range(3)))
        put(
            workbook,
            builders.a_coverage(place_id=places[0].id, unit_id=unit(workbook, "alpha"), since=date(2024, 3, 31)),
            builders.a_coverage(place_id=places[1].id, unit_id=unit(workbook, "alpha"), since=date(2024, 4, 1)),
        )
        assert values(workbook, MARCH)["lessons"].value == Fraction(1, 3)
        assert values(workbook, APRIL)["lessons"].value == Fraction(2, 3)


def test_no_periods_no_values(workbook: Workbook) -> None:
    assert evaluate(workbook.store, Basis.read(workbook.store), []) == {}


# The baseline


def baseline(workbook: Workbook) -> dict[str, Fraction]:
    basis = Basis.read(workbook.store)
    codes = {indicator.id: indicator.code for indicator in basis.indicators}
    return {codes[indicator_id]: value for indicator_id, value in baseline_values(basis).items()}


def test_without_a_baseline_there_is_only_what_registers_say(workbook: Workbook) -> None:
    assert baseline(workbook) == {"lessons": 0}


def test_the_baseline_is_a_sum_or_the_whole_where_that_was_entered(workbook: Workbook) -> None:
    homes = element(workbook, "fibre_homes")
    set_base(workbook, "all_homes", 30000)
    put(
        workbook,
        builders.a_baseline_figure(element_id=homes, unit_id=unit(workbook, "alpha"), value=6000),
        builders.a_baseline_figure(element_id=homes, unit_id=unit(workbook, "beta"), value=3000),
    )
    assert baseline(workbook)["fibre_share"] == Fraction(3, 10)
    put(workbook, builders.a_baseline_figure(element_id=homes, unit_id=None, value=10000))
    assert baseline(workbook)["fibre_share"] == Fraction(1, 3)
    all_homes = element(workbook, "all_homes")
    put(workbook, builders.a_baseline_figure(element_id=all_homes, unit_id=None, value=40000))
    assert baseline(workbook)["fibre_share"] == Fraction(1, 4), "a baseline's own figure before the one in force"


def test_the_baseline_of_cases_is_that_of_the_goal(workbook: Workbook) -> None:
    put(
        workbook,
        builders.a_case(unit_id=None, typical_since=date(2024, 2, 29), model_since=None),
        builders.a_case(unit_id=None, typical_since=date(2024, 2, 1), model_since=date(2024, 2, 29)),
        builders.a_case(unit_id=None, typical_since=date(2024, 3, 1), model_since=date(2024, 3, 1)),
    )
    assert baseline(workbook)["lessons"] == 1


# Any figures at all, against a plain computation

MONTHS = (MARCH, APRIL, MAY)
UNITS = (1, 2, 3, 4)
A, B, C, D, BASE = ELEMENTS = (1, 2, 3, 4, 5)
RATIOS = ((A, B), (A, C), (C, D), (D, A), (D, BASE))
Key = tuple[Month, int, int]


@dataclass(frozen=True)
class Office:
    """Who reports what, and what came: `figures` and `gone` by month, unit and element."""

    reporters: tuple[Reporter, ...]
    figures: dict[Key, int]
    base: int | None
    carries: frozenset[tuple[int, Month]]
    excused: frozenset[tuple[int, Month]]


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Any office; in most months of most of them little or nothing is missing."""
    roles = st.sampled_from((SUMMED, SUMMED, SUMMED, SOURCE, REFERENCE, None))
    one_role = draw(st.booleans())  # else hardly ever would the same units report both sides of a ratio
    reporters: list[Reporter] = []
    for element_id in ELEMENTS[:-1]:
        for unit_id in UNITS:
            role = draw(roles) if not one_role else SOURCE if (unit_id, element_id) == (4, C) else SUMMED
            if role is not None:
                reporters.append(
                    builders.a_reporter(
                        id=len(reporters) + 1,
                        element_id=element_id,
                        unit_id=unit_id,
                        role=role,
                        order=draw(st.integers(1, 3)),
                        active=draw(st.sampled_from((True, True, True, False))) if not one_role else True,
                    )
                )
    holes = draw(st.sets(st.tuples(st.sampled_from(MONTHS), st.sampled_from(UNITS), st.sampled_from(ELEMENTS[:-1]))))
    silent = draw(st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(MONTHS)), max_size=4))
    excused = frozenset(draw(st.sets(st.sampled_from(sorted(silent)), max_size=2))) if silent else frozenset()
    figures = {
        (month, each.unit_id, each.element_id): draw(st.integers(0, 30))
        for month in MONTHS
        for each in reporters
        if (month, each.unit_id, each.element_id) not in holes and (each.unit_id, month) not in silent
    }
    carries = frozenset(draw(st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(MONTHS)), max_size=4)))
    base = draw(st.none() | st.integers(0, 50))
    return Office(tuple(reporters), figures, base, carries, excused)


@pytest.fixture(scope="module")
def bare_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store of a file with nothing in it, not even a plan."""
    database = Database.create(tmp_path_factory.mktemp("evaluation") / "任意.gigadesk")
    yield Store(database)
    database.close()


@contextmanager
def holding(store: Store, office: Office) -> Iterator[Basis]:
    """The office's records, on file for a while."""
    change = Change("填入", adding(records_of(office)))
    store.apply(change, who="", at=NOON)
    try:
        yield Basis.read(store)
    finally:
        store.apply(change.reversed(), who="", at=NOON)


def records_of(office: Office) -> list[Record]:
    indicators = [
        builders.an_indicator(id=place, order=place, code=f"r{place}", numerator_id=over, denominator_id=under)
        for place, (over, under) in enumerate(RATIOS, 1)
    ]
    indicators.append(
        builders.an_indicator(
            id=9, order=9, code="single", counting=Counting.SINGLE, numerator_id=C, denominator_id=None
        )
    )
    summing = {A: Summing.SUM, B: Summing.SUM, C: Summing.SUM_OR_SOURCE, D: Summing.ONE_SOURCE, BASE: Summing.BASE}
    submissions = [
        builders.a_submission(id=place, unit_id=unit_id, month=month, answer=Answer.NOT_APPLICABLE)
        for place, (unit_id, month) in enumerate(sorted(office.excused), 1000)
    ]
    return [
        builders.a_plan(first_month=MARCH, last_month=MAY, baseline_month=MARCH.plus(-1)),
        builders.a_desk(),
        *(builders.a_unit(id=each, order=each, code=f"u{each}") for each in UNITS),
        *(
            builders.a_data_element(id=each, order=each, code=f"e{each}", summing=summing[each], places=1)
            for each in ELEMENTS
        ),
        *indicators,
        *office.reporters,
        builders.a_submission(id=1, month=MARCH),
        *submissions,
        *(
            builders.a_figure(id=place, month=month, unit_id=unit_id, element_id=element_id, value=value)
            for place, ((month, unit_id, element_id), value) in enumerate(office.figures.items(), 1)
        ),
        *(
            builders.a_carry(id=place, unit_id=unit_id, month=month)
            for place, (unit_id, month) in enumerate(sorted(office.carries), 1)
        ),
        *(
            [builders.a_base_figure(element_id=BASE, value=office.base, valid_from=MARCH)]
            if office.base is not None
            else []
        ),
    ]


@dataclass(frozen=True)
class Side:
    """One side of a ratio: its total, or by unit where it is a sum; and how good it is."""

    total: Fraction | None
    by_unit: dict[int, Fraction] | None
    state: ValueState
    missing: frozenset[tuple[int, int, Month]] = frozenset()
    carried: frozenset[tuple[int, int, Month]] = frozenset()


def side(office: Office, element_id: int, month: Month) -> Side:
    """What a data element comes to in a month, said as plainly as possible."""
    if element_id == BASE:
        given = None if office.base is None else Fraction(office.base, 10)
        return Side(given, None, NONE if given is None else COMPLETE)
    active = sorted(
        (each for each in office.reporters if each.active and each.element_id == element_id),
        key=lambda each: (each.order, each.id),
    )
    sources = [each.unit_id for each in active if each.role is SOURCE]
    summed = [each.unit_id for each in active if each.role is SUMMED and (each.unit_id, month) not in office.excused]
    for unit_id in sources:
        if (month, unit_id, element_id) in office.figures:
            return Side(Fraction(office.figures[month, unit_id, element_id], 10), None, COMPLETE)
    if any(each.role is SUMMED for each in active):
        found, carried, missing = {}, set(), set()
        for unit_id in summed:
            earlier = [each for each in MONTHS if each < month and (each, unit_id, element_id) in office.figures]
            if (month, unit_id, element_id) in office.figures:
                found[unit_id] = Fraction(office.figures[month, unit_id, element_id], 10)
            elif (unit_id, month) in office.carries and earlier:
                found[unit_id] = Fraction(office.figures[earlier[-1], unit_id, element_id], 10)
                carried.add((unit_id, element_id, earlier[-1]))
            else:
                missing.add((unit_id, element_id, earlier[-1].plus(1) if earlier else MARCH))
        state = NONE if not found else INCOMPLETE if missing else CARRIED if carried else COMPLETE
        total = sum(found.values(), Fraction(0)) if found else None
        return Side(total, found, state, frozenset(missing), frozenset(carried) if found else frozenset())
    expected = [unit_id for unit_id in sources if (unit_id, month) not in office.excused]
    for unit_id in expected:
        earlier = [each for each in MONTHS if each < month and (each, unit_id, element_id) in office.figures]
        if (unit_id, month) in office.carries and earlier:
            value = Fraction(office.figures[earlier[-1], unit_id, element_id], 10)
            return Side(value, None, CARRIED, carried=frozenset({(unit_id, element_id, earlier[-1])}))
    owed = set()
    for unit_id in expected[:1]:
        earlier = [each for each in MONTHS if each < month and (each, unit_id, element_id) in office.figures]
        owed.add((unit_id, element_id, earlier[-1].plus(1) if earlier else MARCH))
    return Side(None, None, NONE, frozenset(owed))


def expected_ratio(over: Side, under: Side) -> tuple[Fraction | None, ValueState]:
    """A ratio over the units that gave both."""
    order = (NONE, INCOMPLETE, CARRIED, COMPLETE)
    state = min(over.state, under.state, key=order.index)
    top, bottom = over.total, under.total
    if over.by_unit is not None and under.by_unit is not None:
        both = set(over.by_unit) & set(under.by_unit)
        top = sum((over.by_unit[each] for each in both), Fraction(0)) if both else None
        bottom = sum((under.by_unit[each] for each in both), Fraction(0)) if both else None
    elif under.state is INCOMPLETE:
        return None, NONE
    if state is NONE or top is None or not bottom:
        return None, NONE
    return top / bottom, state


@settings(deadline=None, max_examples=60)
@given(office=offices())
def test_any_figures_give_what_a_plain_computation_gives(bare_store: Store, office: Office) -> None:
    with holding(bare_store, office) as basis:
        found = evaluate(bare_store, basis, MONTHS)
        assert evaluate(bare_store, basis, [MAY]) == {MAY: found[MAY]}
        unit_by_unit = evaluate(bare_store, with_odd_ratio(basis), MONTHS)
    for month in MONTHS:
        assert [plain(value) for value in unit_by_unit[month][: len(found[month])]] == [
            plain(value) for value in found[month]
        ]
        for value in found[month]:
            over = side(office, value.indicator.numerator_id or 0, month)
            if value.indicator.denominator_id is None:
                under, expected = Side(None, None, COMPLETE), (over.total, over.state)
            else:
                under = side(office, value.indicator.denominator_id, month)
                expected = expected_ratio(over, under)
            assert (value.value, value.state) == expected
            missing = {(each.unit_id, each.element_id, each.since) for each in value.missing}
            assert missing == over.missing | under.missing
            carried = {(each.unit_id, each.element_id, each.month) for each in value.carried}
            assert carried == over.carried | under.carried


def with_odd_ratio(basis: Basis) -> Basis:
    """The same indicators and one more, over an element that one unit alone reports: then sums alone are of no use."""
    lone = replace(basis.elements[A], id=99)
    odd = builders.an_indicator(id=99, order=99, numerator_id=99, denominator_id=A)
    alone = builders.a_reporter(id=999, element_id=99, unit_id=77)
    return replace(
        basis,
        elements=basis.elements | {99: lone},
        indicators=(*basis.indicators, odd),
        reporters=(*basis.reporters, alone, builders.a_reporter(id=998, element_id=A, unit_id=78, active=False)),
    )


def plain(value: IndicatorValue) -> tuple[object, ...]:
    """What a reader sees of a value; where it came from is not seen."""
    return (
        value.indicator.code,
        value.numerator,
        value.denominator,
        value.value,
        value.state,
        value.missing,
        value.carried,
    )


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (1, 1)])
def test_the_first_source_in_rank_stands_for_the_whole(bare_store: Store, order: tuple[int, int]) -> None:
    reporters = tuple(
        builders.a_reporter(id=place, element_id=C, unit_id=place, role=SOURCE, order=rank)
        for place, rank in enumerate(order, 1)
    )
    summed = builders.a_reporter(id=3, element_id=C, unit_id=3)
    figures = {(MARCH, 1, C): 10, (MARCH, 2, C): 20, (MARCH, 3, C): 30, (APRIL, 3, C): 40}
    with holding(bare_store, Office((*reporters, summed), figures, None, frozenset(), frozenset())) as basis:
        found = evaluate(bare_store, replace(basis, indicators=basis.indicators[-1:]), MONTHS)
    first = 1 if order != (2, 1) else 2
    assert [found[month][0].value for month in MONTHS] == [first, 4, None]
    assert [found[month][0].state for month in MONTHS] == [COMPLETE, COMPLETE, NONE]

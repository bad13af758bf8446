"""Each question is answered with exactly what is on file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import DataElement, Reporter, ReporterRole
from gigadesk.domain.months import Month
from gigadesk.domain.plan import Plan, Term
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Answer, Figure, Submission, SubmissionState
from gigadesk.domain.tasks import Progress
from gigadesk.domain.units import Unit, UnitContact
from gigadesk.storage.database import Database
from gigadesk.storage.store import FigureSum, Store
from tests.builders import (
    a_data_element,
    a_figure,
    a_focus_area,
    a_plan,
    a_progress,
    a_reporter,
    a_submission,
    a_task,
    a_term,
    a_unit,
    a_unit_contact,
)
from tests.storage.samples import NOON, WHO

AUGUST, SEPTEMBER, OCTOBER = Month(2023, 8), Month(2023, 9), Month(2023, 10)


def file(store: Store, records: Iterable[Record]) -> None:
    """Put records on file."""
    store.apply(Change("录入", adding(records)), who=WHO, at=NOON)


# Small kinds


def test_records_stand_in_their_order(store: Store) -> None:
    terms = [a_term(id=1, order=2), a_term(id=2, order=1), a_term(id=3, order=2)]
    file(store, terms)
    assert [term.id for term in store.records(Term)] == [2, 1, 3]
    file(store, [a_unit(), a_unit_contact(id=9), a_unit_contact(id=4)])
    assert [contact.id for contact in store.records(UnitContact)] == [4, 9]


@pytest.mark.parametrize("kind", [Figure, Submission, Progress])
def test_large_kinds_are_not_read_whole(store: Store, kind: type[Record]) -> None:
    with pytest.raises(TypeError):
        store.records(kind)


def test_one_record_by_its_id(store: Store) -> None:
    file(store, [a_unit(id=5)])
    assert store.record(Unit, 5) == a_unit(id=5)
    assert store.record(Unit, 6) is None


def test_what_a_workbook_holds_once(store: Store) -> None:
    with pytest.raises(LookupError):
        store.one(Plan)
    file(store, [a_plan()])
    assert store.one(Plan) == a_plan()
    file(store, [a_plan(id=2)])
    with pytest.raises(LookupError):
        store.one(Plan)


def test_ids_are_never_given_again(store: Store, path: Path, database: Database) -> None:
    assert list(store.next_ids(2)) == [1, 2]
    with pytest.raises(Trouble):
        store.apply(Change("错", (Step(a_unit(), None),)), who=WHO, at=NOON)
    added = Change("加", adding([a_unit(id=40)]))
    store.apply(added, who=WHO, at=NOON)
    store.apply(added.reversed(), who=WHO, at=NOON)
    database.close()
    again = Database.open(path)
    assert list(Store(again).next_ids(2)) == [41, 42]
    assert list(Store(again).next_ids(1)) == [43]
    again.close()


# Figures

PAIRS = [(unit, element) for unit in (1, 2, 3) for element in (1, 2)]
MONTHS = [AUGUST, SEPTEMBER, OCTOBER]


@pytest.fixture
def reported(store: Store) -> Store:
    """Three units and two elements; unit 3 is a source for element 2 and unit 2 of it is switched off."""
    file(store, [a_unit(id=n) for n in (1, 2, 3)])
    file(store, [a_data_element(id=n) for n in (1, 2)])
    file(
        store,
        [
            a_reporter(id=1, unit_id=1, element_id=1),
            a_reporter(id=2, unit_id=2, element_id=1),
            a_reporter(id=3, unit_id=3, element_id=1, role=ReporterRole.REFERENCE),
            a_reporter(id=4, unit_id=1, element_id=2),
            a_reporter(id=5, unit_id=2, element_id=2, active=False),
            a_reporter(id=6, unit_id=3, element_id=2, role=ReporterRole.SOURCE),
            a_reporter(id=7, unit_id=1, element_id=1, order=9),  # said twice, counted once
        ],
    )
    file(store, [a_submission(id=n) for n in (1, 2)])
    return store


_FIGURES = st.lists(
    st.tuples(
        st.sampled_from(PAIRS),
        st.sampled_from(MONTHS),
        st.integers(-(10**15), 10**15),
        st.booleans(),
        st.sampled_from((1, 2)),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=_FIGURES)
def test_any_figures_are_found_and_summed(
    reported: Store, drawn: list[tuple[tuple[int, int], Month, int, bool, int]]
) -> None:
    store = reported
    figures = [
        a_figure(
            id=n, unit_id=pair[0], element_id=pair[1], month=month, value=value, counted=counted, submission_id=revision
        )
        for n, (pair, month, value, counted, revision) in enumerate(drawn, 100)
    ]
    counted = [figure for figure in figures if figure.counted]
    change = Change("报送", adding(figures))
    store.apply(change, who=WHO, at=NOON)
    try:
        assert store.figures(counted_only=False) == figures
        assert store.figures() == counted
        assert store.figures([AUGUST, OCTOBER]) == [each for each in counted if each.month != SEPTEMBER]
        assert store.figures([]) == []
        assert store.figures(unit_id=2) == [each for each in counted if each.unit_id == 2]
        assert store.figures([AUGUST], unit_id=2, counted_only=False) == [
            each for each in figures if each.unit_id == 2 and each.month == AUGUST
        ]
        assert store.figures_of(2) == [each for each in figures if each.submission_id == 2]
        assert store.latest_month() == max((each.month for each in counted), default=None)
        summed = {(1, 1), (2, 1), (1, 2)}
        assert store.sums() == _sums([each for each in counted if (each.unit_id, each.element_id) in summed])
        assert store.source_figures() == [each for each in counted if (each.unit_id, each.element_id) == (3, 2)]
        for month in MONTHS:
            earlier = [each for each in counted if each.month < month]
            assert store.last_figures(1, month) == _newest(each for each in earlier if each.unit_id == 1)
            assert store.last_counted_months(month.plus(-1)) == _last_months(earlier)
    finally:
        store.apply(change.reversed(), who=WHO, at=NOON)


def _sums(figures: list[Figure]) -> dict[tuple[Month, int], FigureSum]:
    sums: dict[tuple[Month, int], FigureSum] = {}
    for each in figures:
        former = sums.get((each.month, each.element_id), FigureSum(0, 0))
        sums[each.month, each.element_id] = FigureSum(former.total + each.value, former.count + 1)
    return sums


def _newest(figures: Iterable[Figure]) -> dict[int, Figure]:
    return {each.element_id: each for each in sorted(figures, key=lambda each: (each.month, each.id))}


def _last_months(figures: list[Figure]) -> dict[tuple[int, int], Month]:
    last: dict[tuple[int, int], Month] = {}
    for each in figures:
        key = (each.unit_id, each.element_id)
        last[key] = max(each.month, last.get(key, each.month))
    return last


# Submissions and progress


def test_submissions_by_period_and_unit(store: Store) -> None:
    file(store, [a_unit(id=1), a_unit(id=2)])
    submissions = [
        a_submission(id=1, unit_id=2, month=OCTOBER),
        a_submission(id=2, unit_id=1, month=OCTOBER, revision=2, source="b" * 64),
        a_submission(id=3, unit_id=1, month=OCTOBER, revision=1, source="b" * 64),
        a_submission(id=4, unit_id=1, month=SEPTEMBER),
    ]
    file(store, submissions)

    def ids(found: list[Submission]) -> list[int]:
        return [each.id for each in found]

    assert ids(store.submissions()) == [4, 3, 2, 1]
    assert ids(store.submissions(OCTOBER)) == [3, 2, 1]
    assert ids(store.submissions(unit_id=1)) == [4, 3, 2]
    assert ids(store.submissions(OCTOBER, 2)) == [1]
    found = store.submission_of_source("b" * 64)
    assert found is not None
    assert found.id == 3
    assert store.submission_of_source("c" * 64) is None


def test_who_is_excused(store: Store) -> None:
    def submission(number: int, unit: int, revision: int, answer: Answer, state: SubmissionState) -> Submission:
        return a_submission(id=number, unit_id=unit, month=OCTOBER, revision=revision, answer=answer, state=state)

    excuse, given_ = Answer.NOT_APPLICABLE, Answer.FIGURES
    accepted, returned, pending = SubmissionState.ACCEPTED, SubmissionState.RETURNED, SubmissionState.PENDING
    file(store, [a_unit(id=n) for n in range(1, 6)])
    file(
        store,
        [
            submission(1, 1, 1, excuse, accepted),
            submission(2, 2, 1, excuse, accepted),
            submission(3, 2, 2, given_, accepted),
            submission(4, 3, 1, given_, accepted),
            submission(5, 3, 2, excuse, accepted),
            submission(6, 4, 1, excuse, accepted),
            submission(7, 4, 2, given_, returned),
            submission(8, 5, 1, excuse, pending),
        ],
    )
    assert store.excused() == {(OCTOBER, 1), (OCTOBER, 3), (OCTOBER, 4)}


def test_progress_up_to_a_period(store: Store) -> None:
    file(store, [a_unit(), a_focus_area(), a_task(), a_task(id=2)])
    file(
        store,
        [
            a_progress(id=1, month=OCTOBER),
            a_progress(id=2, month=AUGUST, task_id=2),
            a_progress(id=3, month=AUGUST),
        ],
    )
    assert [each.id for each in store.progress()] == [2, 3, 1]
    assert [each.id for each in store.progress(SEPTEMBER)] == [2, 3]
    assert [each.id for each in store.progress(OCTOBER, 1)] == [3, 1]


def test_kinds_keep_their_types(store: Store) -> None:
    file(store, [a_data_element()])
    (element,) = store.records(DataElement)
    assert element.cumulative is True
    assert store.records(Reporter) == []

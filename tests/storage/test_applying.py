"""A Change is written whole or not at all, and taken back as it was done."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Carry, Figure, Submission
from gigadesk.domain.units import Unit, UnitContact
from gigadesk.storage.change_log import ChangeLog
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from gigadesk.storage.tables import TABLES
from tests.builders import (
    a_base_figure,
    a_carry,
    a_data_element,
    a_figure,
    a_focus_area,
    a_period,
    a_submission,
    a_unit,
    a_unit_contact,
)
from tests.storage.samples import NOON, WHO, filling, one_of_each

_State = dict[tuple[type[Record], int], Record]


def write(store: Store, *steps: Step, label: str = "试", reason: str = "") -> None:
    """Apply steps as one Change."""
    store.apply(Change(label, steps, reason), who=WHO, at=NOON)


def on_file(store: Store) -> list[Record | None]:
    """What there is of the samples."""
    return [store.record(kind, 1) for kind in TABLES]


def test_one_record_of_every_kind_comes_altered_and_gone(store: Store) -> None:
    store.apply(filling(), who=WHO, at=NOON)
    assert on_file(store) == one_of_each()
    store.apply(filling().reversed(), who=WHO, at=NOON)
    assert on_file(store) == [None] * len(TABLES)


def test_records_are_altered(store: Store) -> None:
    write(store, *adding([a_unit(), a_unit(id=2), a_unit_contact()]))
    moved = a_unit_contact(unit_id=2, until=Month(2023, 9).last_day)
    write(store, Step(a_unit_contact(), moved))
    assert store.records(UnitContact) == [moved]


_UNITS = st.dictionaries(st.integers(1, 4), st.text(max_size=3), max_size=4)


@st.composite
def _states(draw: st.DrawFn) -> _State:
    """Some units, and contacts that point to them."""
    units = [a_unit(id=number, short_name=name) for number, name in draw(_UNITS).items()]
    contacts = (
        draw(st.dictionaries(st.integers(1, 4), st.sampled_from([unit.id for unit in units]), max_size=4))
        if units
        else {}
    )
    records = [*units, *(a_unit_contact(id=number, unit_id=unit) for number, unit in contacts.items())]
    return {(type(record), record.id): record for record in records}


def _from_to(before: _State, after: _State, random: Random) -> tuple[Step, ...]:
    """What leads from one state to the other, in any order."""
    steps = [
        Step(before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    ]
    return tuple(random.sample(steps, len(steps)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(_states(), min_size=1, max_size=4), seed=st.integers(0, 1000))
def test_any_sequence_of_changes_can_be_taken_back(store: Store, states: list[_State], seed: int) -> None:
    random = Random(seed)

    def file() -> _State:
        return {(type(r), r.id): r for kind in (Unit, UnitContact) for r in store.records(kind)}

    now: _State = {}
    done: list[tuple[_State, Change]] = []
    for state in states:
        change = Change("改", _from_to(now, state, random))
        store.apply(change, who=WHO, at=NOON)
        done.append((now, change))
        now = state
        assert file() == now
    for earlier, change in reversed(done):
        store.apply(change.reversed(), who=WHO, at=NOON)
        assert file() == earlier


# Several steps for one record


def test_steps_for_one_record_follow_each_other(store: Store) -> None:
    first, second = a_unit(), a_unit(short_name="改")
    write(store, Step(None, first), Step(first, second))
    assert store.records(Unit) == [second]
    write(store, Step(second, None), Step(None, first), Step(first, second), Step(second, first))
    assert store.records(Unit) == [first]
    other = a_unit(id=2)
    write(store, Step(None, other), Step(other, None))
    assert store.records(Unit) == [first]


def test_steps_for_one_record_that_do_not_follow_are_refused(store: Store) -> None:
    first, second = a_unit(), a_unit(short_name="改")
    for wrong in (
        (Step(None, first), Step(None, first)),
        (Step(None, first), Step(second, first)),
        (Step(first, None), Step(first, second)),
    ):
        with pytest.raises(Trouble, match="已被改动"):
            write(store, *wrong)
    write(store, Step(None, first))
    with pytest.raises(Trouble, match="已被改动"):
        write(store, Step(None, first), Step(first, None))


# What is refused


@pytest.mark.parametrize(
    "step",
    [
        Step(None, a_unit()),
        Step(a_unit(short_name="旧"), a_unit(short_name="新")),
        Step(a_unit(short_name="旧"), None),
        Step(a_unit(id=7), a_unit(id=7, short_name="新")),
        Step(a_unit(id=7), None),
    ],
)
def test_a_step_that_does_not_find_its_before_stops_all(store: Store, step: Step) -> None:
    write(store, *adding([a_unit()]))
    with pytest.raises(Trouble, match=r"“试”没有完成.*已被改动"):
        write(store, *adding([a_focus_area()]), step)
    assert store.records(type(a_focus_area())) == []
    assert store.records(Unit) == [a_unit()]


def test_nothing_may_point_to_nothing(store: Store) -> None:
    with pytest.raises(Trouble, match="引用"):
        write(store, *adding([a_unit_contact()]))
    write(store, *adding([a_unit(), a_unit_contact()]))
    with pytest.raises(Trouble, match="引用"):
        write(store, Step(a_unit(), None))
    assert store.records(Unit) == [a_unit()]


@pytest.mark.parametrize("record", [a_unit(order=2**63), a_unit(short_name="\ud800")])
def test_what_the_file_cannot_hold(store: Store, record: Unit) -> None:
    with pytest.raises(Trouble, match="数字过大或文字无法保存"):
        write(store, *adding([record]))


def test_a_parent_goes_when_its_child_moves_away_in_the_same_change(store: Store) -> None:
    write(store, *adding([a_unit(), a_unit_contact()]))
    new, moved = a_unit(id=2), a_unit_contact(unit_id=2)
    change = Change("换单位", (Step(a_unit(), None), Step(a_unit_contact(), moved), Step(None, new)))
    store.apply(change, who=WHO, at=NOON)
    assert (store.records(Unit), store.records(UnitContact)) == ([new], [moved])
    store.apply(change.reversed(), who=WHO, at=NOON)
    assert (store.records(Unit), store.records(UnitContact)) == ([a_unit()], [a_unit_contact()])


def test_more_steps_than_one_question_can_carry(store: Store) -> None:
    units = [a_unit(id=n) for n in range(1, 12_001)]
    write(store, *adding(units))
    write(store, *(Step(unit, replace(unit, order=0)) for unit in units))
    write(store, *(Step(replace(unit, order=0), None) for unit in units))
    assert store.records(Unit) == []


# A locked period


@pytest.fixture
def locked(store: Store) -> Store:
    september, october = Month(2023, 9), Month(2023, 10)
    write(store, *adding([a_unit(), a_data_element(), a_submission(), a_figure(), a_carry()]))
    write(store, *adding([a_submission(id=2, month=october)]))
    write(store, *adding([a_period(month=september, locked=True), a_period(id=2, month=october)]))
    return store


@pytest.mark.parametrize(
    "step",
    [
        Step(a_figure(), a_figure(value=1)),
        Step(None, a_figure(id=2)),
        Step(a_figure(), None),
        Step(a_submission(), a_submission(note="改")),
        Step(a_submission(id=2, month=Month(2023, 10)), a_submission(id=2)),
        Step(a_carry(), None),
    ],
)
def test_figures_of_a_locked_period_change_only_with_a_reason(locked: Store, step: Step) -> None:
    def state() -> list[Record]:
        return [*locked.figures(), *locked.submissions(), *locked.records(Carry)]

    before = state()
    with pytest.raises(Trouble, match=r"2023年9月已锁定.*更正理由"):
        write(locked, step)
    with pytest.raises(Trouble, match="已锁定"):
        write(locked, step, reason=" \u3000")
    assert state() == before
    write(locked, step, reason="统计口径更正")
    assert state() != before


def test_what_is_not_frozen_by_a_lock(locked: Store) -> None:
    october = a_submission(id=2, month=Month(2023, 10))
    write(locked, Step(october, replace(october, note="改")))
    write(locked, Step(None, a_base_figure()))
    assert locked.record(Submission, 2) == replace(october, note="改")


def test_several_locked_periods_are_all_named(locked: Store) -> None:
    write(locked, Step(a_period(id=2, month=Month(2023, 10)), a_period(id=2, month=Month(2023, 10), locked=True)))
    with pytest.raises(Trouble, match="2023年9月、2023年10月已锁定"):
        write(locked, Step(a_figure(), a_figure(month=Month(2023, 10))))
    assert locked.record(Figure, 1) == a_figure()


# All or nothing


def test_an_error_in_the_middle_leaves_nothing(path: Path, database: Database, store: Store) -> None:
    pages = database.driver.execute("PRAGMA page_count").fetchone()[0]
    database.driver.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(Trouble, match="磁盘已满"):
        write(store, *adding(a_unit(id=n, full_name="名" * 500) for n in range(1, 200)))
    assert store.records(Unit) == []
    assert ChangeLog(database).length() == 0
    database.close()
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT count(*) FROM unit").fetchone() == (0,)
    raw.close()

"""Every step leaves a line, and a line that was tampered with is found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.storage.change_log import ChangeLog, Entry
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from gigadesk.storage.tables import SCHEMA
from tests.builders import a_focus_area, a_period, a_unit
from tests.storage.samples import NOON, WHO, filling


@pytest.fixture
def log(database: Database) -> ChangeLog:
    return ChangeLog(database)


def apply(store: Store, *steps: Step, label: str = "试", reason: str = "", who: str = WHO, at: datetime = NOON) -> None:
    """A Change by somebody at some time."""
    store.apply(Change(label, steps, reason), who=who, at=at)


def test_a_line_says_who_changed_what_when_and_why(store: Store, log: ChangeLog) -> None:
    before, after = a_unit(), a_unit(short_name="新", aliases=())
    apply(store, Step(None, before), Step(None, a_focus_area()), label="新增")
    apply(
        store, Step(before, after), label="更名", reason="机构改革", who="王五", at=datetime(2023, 11, 1, 8, 30, 5, 9)
    )
    apply(store, Step(after, None), label="删除")
    removed, renamed, _area, added = log.entries()
    assert renamed == Entry(
        id=3,
        change=2,
        at=datetime(2023, 11, 1, 8, 30, 5),
        who="王五",
        label="更名",
        reason="机构改革",
        kind="unit",
        record_id=1,
        before={"short_name": "临江电信", "aliases": '["电信"]'},
        after={"short_name": "新", "aliases": "[]"},
        schema=SCHEMA,
    )
    assert added.before is None
    assert added.after is not None
    assert added.after["full_name"] == before.full_name
    assert removed.after is None
    assert removed.before is not None
    assert removed.before["kind"] == "operator"


def test_a_change_without_steps_leaves_no_line(store: Store, log: ChangeLog) -> None:
    apply(store)
    assert log.entries() == []
    assert log.verify_chain() is None


def test_lines_are_found_by_record_person_and_day(store: Store, log: ChangeLog) -> None:
    days = [datetime(2023, 10, day, hour) for day, hour in ((1, 0), (2, 23), (3, 12))]
    for number, at in enumerate(days, 1):
        apply(store, Step(None, a_unit(id=number)), Step(None, a_focus_area(id=number)), who=f"甲{number}", at=at)

    def lines(**filters: Any) -> list[int]:
        return [entry.id for entry in log.entries(**filters)]

    assert lines() == [6, 5, 4, 3, 2, 1]
    assert lines(record=a_unit(id=2)) == [3]
    assert lines(record=a_period(id=2)) == []
    assert lines(who="甲3") == [6, 5]
    assert lines(since=date(2023, 10, 2)) == [6, 5, 4, 3]
    assert lines(until=date(2023, 10, 2)) == [4, 3, 2, 1]
    assert lines(since=date(2023, 10, 2), until=date(2023, 10, 2)) == [4, 3]
    assert lines(limit=2) == [6, 5]
    assert lines(limit=2, before=5) == [4, 3]


def test_the_chain_holds_over_changes_and_over_reopening(store: Store, log: ChangeLog, database: Database) -> None:
    store.apply(filling(), who=WHO, at=NOON)
    store.apply(filling().reversed(), who=WHO, at=NOON)
    assert log.length() == 2 * len(filling().steps)
    assert log.verify_chain() is None
    database.close()
    again = Database.open(database.path)
    apply(Store(again), Step(None, a_unit()))
    assert ChangeLog(again).verify_chain() is None
    again.close()


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE change_log SET who = '别人' WHERE id = 3", 3),
        ("UPDATE change_log SET after = NULL WHERE id = 1", 1),
        ("UPDATE change_log SET hash = 'x' WHERE id = 6", 6),
        ("DELETE FROM change_log WHERE id = 4", 4),
        ("DELETE FROM change_log WHERE id = 6", 6),
        ("DELETE FROM change_log", 1),
        ("UPDATE change_log SET id = 7 WHERE id = 6", 6),
        ("UPDATE counter SET next = 6 WHERE name = 'line'", 6),
    ],
)
def test_tampering_is_found(store: Store, log: ChangeLog, database: Database, tampering: str, found: int) -> None:
    apply(store, *adding(a_unit(id=n) for n in range(1, 7)))
    assert log.verify_chain() is None
    with database.begin() as connection:
        connection.exec_driver_sql(tampering)
    assert log.verify_chain() == found


def test_a_long_log_is_verified_in_parts(store: Store, log: ChangeLog) -> None:
    apply(store, *adding(a_focus_area(id=n) for n in range(1, 5_100)))
    assert log.verify_chain() is None

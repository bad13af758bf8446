"""Backups are whole or not there, do not hold up the window, and are thinned by age."""

from __future__ import annotations

import io
import os
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.units import Unit
from gigadesk.storage.backup import Backups, copy_whole, surplus
from gigadesk.storage.change_log import ChangeLog
from gigadesk.storage.content import PIECE, Contents
from gigadesk.storage.database import Database
from gigadesk.storage.integrity import check
from gigadesk.storage.store import Store
from tests.builders import a_submission, a_unit
from tests.storage.samples import NOON, WHO, filling, one_of_each
from tests.storage.test_database import small_disk

SCAN = b"scan" * PIECE


@pytest.fixture
def scan(database: Database, store: Store) -> str:
    """A workbook with a record of every kind and a content that one names; the content's sha256."""
    sha256 = Contents(database).put(io.BytesIO(SCAN))
    store.apply(filling(), who=WHO, at=NOON)
    store.apply(Change("附件", (Step(a_submission(), a_submission(source=sha256)),)), who=WHO, at=NOON)
    return sha256


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "备份" / "6f1c2a")


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def assert_whole(path: Path, scan: str) -> None:
    """The copy is a workbook with all that was in the fixture's."""
    copy = Database.open(path)
    try:
        store = Store(copy)
        expected = [a_submission(source=scan) if each == a_submission() else each for each in one_of_each()]
        assert [store.record(type(each), 1) for each in expected] == expected
        assert Contents(copy).get(scan) == SCAN
        assert check(copy) == []
    finally:
        copy.close()


# A copy of everything


def test_a_whole_copy_is_a_workbook(database: Database, scan: str, tmp_path: Path) -> None:
    target = tmp_path / "整本.gigadesk"
    copy_whole(database.driver, target)
    assert_whole(target, scan)
    assert names(tmp_path) == sorted([target.name, database.path.name, f"{database.path.name}-journal"])


def test_an_existing_file_is_not_written_over(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "整本.gigadesk"
    target.write_bytes(b"mine")
    with pytest.raises(Trouble, match="已经存在"):
        copy_whole(database.driver, target)
    with pytest.raises(Trouble, match="已经存在"):
        copy_whole(database.driver, database.path)
    assert target.read_bytes() == b"mine"


def test_a_folder_that_is_not_there(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"文件夹.*不存在"):
        copy_whole(database.driver, tmp_path / "没有" / "整本.gigadesk")


def test_a_disk_that_fills(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    with pytest.raises(Trouble, match="磁盘已满"):
        copy_whole(database.driver, folder / "整本.gigadesk", connect=small_disk(5))
    assert names(folder) == []


def test_a_bug_stays_a_bug(tmp_path: Path) -> None:
    class Broken:
        def backup(self, *_arguments: Any, **_options: Any) -> None:
            raise sqlite3.ProgrammingError("a bug")

    with pytest.raises(sqlite3.ProgrammingError):
        copy_whole(Broken(), tmp_path / "整本.gigadesk")
    assert names(tmp_path) == []


def test_a_copy_that_cannot_be_put_in_place(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Trouble, match="没有访问权限"):
        copy_whole(database.driver, tmp_path / "整本.gigadesk")
    assert "整本.gigadesk" not in names(tmp_path)


def test_a_damaged_workbook_gives_no_backup(database: Database, store: Store, tmp_path: Path) -> None:
    store.apply(filling(), who=WHO, at=NOON)
    flip(database, b"\xe4\xb8\xad\xe5\x9b\xbd\xe7\x94\xb5\xe4\xbf\xa1")
    again = Database.open(database.path)
    with pytest.raises(Trouble, match="没有通过校验"):
        copy_whole(again.driver, tmp_path / "整本.gigadesk")
    again.close()
    assert "整本.gigadesk" not in names(tmp_path)


def flip(database: Database, text: bytes) -> None:
    """Close the workbook and flip a bit where a text first stands."""
    database.close()
    whole = bytearray(database.path.read_bytes())
    whole[whole.index(text) + 2] ^= 1
    database.path.write_bytes(whole)


# Kept copies


def keep(backups: Backups, database: Database, at: datetime = NOON) -> Path | None:
    """Keep a copy if anything changed."""
    kept = backups.keep(database.driver, line=ChangeLog(database).length(), at=at)
    return None if kept is None else kept.path


def test_a_kept_copy_holds_the_records_and_each_content_lies_once_beside(
    database: Database, store: Store, scan: str, backups: Backups
) -> None:
    first = keep(backups, database)
    assert first is not None
    assert first.stat().st_size < PIECE
    store.apply(Change("加", adding([a_unit(id=2)])), who=WHO, at=NOON)
    second = keep(backups, database, NOON + timedelta(hours=1))
    assert second is not None
    assert names(first.parent) == [first.name, second.name, "contents"]
    assert names(first.parent / "contents") == [scan]
    assert [kept.path for kept in backups.kept()] == [first, second]
    assert second.name == f"2023-10-09T130000_{len(one_of_each()) + 2}.gigadesk"


def test_nothing_is_kept_when_nothing_changed(database: Database, store: Store, scan: str, backups: Backups) -> None:
    assert keep(backups, database) is not None
    assert keep(backups, database, NOON + timedelta(days=9)) is None
    store.next_ids(1)
    assert keep(backups, database, NOON + timedelta(days=9)) is None


def test_a_kept_copy_is_restored_with_its_contents(
    database: Database, store: Store, scan: str, backups: Backups, tmp_path: Path
) -> None:
    empty = Contents(database).put(io.BytesIO(b""))
    kept = keep(backups, database)
    assert kept is not None
    store.apply(Change("删", (Step(a_submission(source=scan), a_submission(source="")),)), who=WHO, at=NOON)
    target = tmp_path / "恢复.gigadesk"
    assert backups.restore(kept, target) == []
    assert_whole(target, scan)
    assert Contents(database).all() == sorted([scan, empty])
    with pytest.raises(Trouble, match="已经存在"):
        backups.restore(kept, target)


def test_a_restored_file_says_which_contents_lack(
    database: Database, scan: str, backups: Backups, tmp_path: Path
) -> None:
    kept = keep(backups, database)
    assert kept is not None
    (kept.parent / "contents" / scan).unlink()
    assert backups.restore(kept, tmp_path / "恢复.gigadesk") == [scan]
    restored = Database.open(tmp_path / "恢复.gigadesk")
    assert Store(restored).record(Unit, 1) == a_unit()
    restored.close()


def test_a_damaged_copy_is_not_restored(database: Database, scan: str, backups: Backups, tmp_path: Path) -> None:
    kept = keep(backups, database)
    assert kept is not None
    kept.write_bytes(kept.read_bytes()[:9000])
    with pytest.raises(Trouble, match=r"已损坏|没有通过校验"):
        backups.restore(kept, tmp_path / "恢复.gigadesk")
    kept.unlink()
    with pytest.raises(Trouble, match="无法读写"):
        backups.restore(kept, tmp_path / "恢复.gigadesk")


def test_a_damaged_content_is_not_copied(database: Database, scan: str, backups: Backups) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE content SET data = x'00' WHERE n = 1")
    kept = keep(backups, database)
    assert kept is not None
    assert names(kept.parent / "contents") == []


def test_a_folder_for_backups_that_cannot_be_made(database: Database, tmp_path: Path) -> None:
    (tmp_path / "备份").write_bytes(b"a file")
    with pytest.raises(Trouble, match="备份"):
        keep(Backups(tmp_path / "备份"), database)


def test_a_full_disk_leaves_no_kept_copy(database: Database, scan: str, tmp_path: Path) -> None:
    backups = Backups(tmp_path / "备份", connect=small_disk(20))
    with pytest.raises(Trouble, match="磁盘已满"):
        keep(backups, database)
    assert names(tmp_path / "备份") == ["contents"]


def test_other_files_in_the_folder_are_left_alone(database: Database, scan: str, backups: Backups) -> None:
    kept = keep(backups, database)
    assert kept is not None
    mine = kept.with_name("我的.gigadesk")
    mine.write_bytes(b"mine")
    assert [each.path for each in backups.kept()] == [kept]
    assert backups.thin(NOON + timedelta(days=4000)) == []
    assert names(kept.parent) == [kept.name, "contents", mine.name]


def test_thinning_removes_the_files(database: Database, store: Store, scan: str, backups: Backups) -> None:
    kept = [keep(backups, database)]
    for hour in (1, 2):
        store.apply(Change("加", adding([a_unit(id=hour + 1)])), who=WHO, at=NOON)
        kept.append(keep(backups, database, NOON + timedelta(hours=hour)))
    assert [each.path for each in backups.thin(NOON + timedelta(days=3))] == kept[:2]
    assert [each.path for each in backups.kept()] == kept[2:]


def test_a_worker_copies_while_the_window_goes_on(database: Database, store: Store, tmp_path: Path) -> None:
    store.apply(Change("加", adding(a_unit(id=n, full_name="名" * 300) for n in range(1, 9000))), who=WHO, at=NOON)
    target = tmp_path / "整本.gigadesk"
    worker = threading.Thread(target=lambda: copy_whole(database.driver, target, pause=0.002))
    worker.start()
    number = 10_000
    while worker.is_alive():
        store.apply(Change("加", adding([a_unit(id=number)])), who=WHO, at=NOON)
        number += 1
    worker.join()
    copy = Database.open(target)
    found = {unit.id for unit in Store(copy).records(Unit)}
    assert found >= set(range(1, 9000))
    assert found - set(range(1, 9000)) == set(range(10_000, 10_000 + len(found) - 8999))
    assert check(copy) == []
    copy.close()


# Thinning


def test_which_backups_are_kept() -> None:
    now = datetime(2023, 12, 20, 12)
    hours = [now - timedelta(hours=n) for n in range(0, 24 * 120, 6)]
    gone = surplus(hours, now)
    left = sorted(set(hours) - gone)
    assert [each for each in left if each > now - timedelta(days=2)] == hours[7::-1]
    days = [each for each in left if now - timedelta(days=31) < each <= now - timedelta(days=2)]
    assert len(days) == len({each.date() for each in days}) == 29
    assert all(each.hour == 18 for each in days[:-1])
    assert [each for each in left if each < now - timedelta(days=31)] == [
        datetime(2023, 8, 31, 18),
        datetime(2023, 9, 30, 18),
        datetime(2023, 10, 31, 18),
    ]


@given(st.lists(st.datetimes(datetime(2023, 1, 1), datetime(2024, 1, 1)), max_size=40))
def test_thinning_again_takes_no_more_and_loses_no_month(moments: list[datetime]) -> None:
    now = datetime(2024, 1, 1)
    left = set(moments) - surplus(moments, now)
    assert surplus(left, now) == set()
    assert {(each.year, each.month) for each in left} == {(each.year, each.month) for each in moments}
    assert {each for each in moments if now - each < timedelta(days=2)} <= left
    assert not moments or max(moments) in left

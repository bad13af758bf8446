"""Every value that is not what was written is found."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.storage.content import Contents
from gigadesk.storage.database import Database
from gigadesk.storage.integrity import check, check_records
from gigadesk.storage.store import Store
from gigadesk.storage.tables import TABLES
from tests.storage.samples import NOON, WHO, filling, one_of_each


@pytest.fixture
def filled(database: Database, store: Store) -> Database:
    store.apply(filling(), who=WHO, at=NOON)
    return database


def test_nothing_is_wrong(filled: Database) -> None:
    Contents(filled).put(io.BytesIO(b"scan"))
    assert check(filled) == []
    assert list(check_records(filled)) == []


def test_a_reference_to_nothing(filled: Database) -> None:
    filled.driver.execute("PRAGMA foreign_keys = OFF")
    with filled.begin() as connection:
        connection.exec_driver_sql("DELETE FROM place")
    (finding,) = check(filled)
    assert "“coverage”表第 1 条引用的“place”不存在" in finding


def test_a_damaged_content(filled: Database) -> None:
    sha256 = Contents(filled).put(io.BytesIO(b"scan"))
    with filled.begin() as connection:
        connection.exec_driver_sql("UPDATE content SET data = x'00'")
    (finding,) = check(filled)
    assert sha256[:8] in finding


def test_a_broken_chain(filled: Database) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql("UPDATE change_log SET who = '' WHERE id = 2")
    (finding,) = check(filled)
    assert "从第 2 行起" in finding


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unit SET kind = '无此类别'",
        "UPDATE unit SET aliases = '[1'",
        "UPDATE unit SET aliases = '1'",
    ],
)
def test_a_value_that_means_nothing(filled: Database, statement: str) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql(statement)
    (finding,) = check(filled)
    assert "“unit”表中有无法识别的内容" in finding


def test_a_flipped_bit_in_any_record_is_found(filled: Database, path: Path) -> None:
    """Each found bit gave other figures: those that SQLite's own check passes over are found through the twins."""
    pages = [
        page
        for table in TABLES.values()
        for (page,) in filled.driver.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table.table.name,))
    ]
    filled.close()
    whole = path.read_bytes()
    chance = random.Random(2023)
    altered = 0
    for _ in range(60):
        flipped = bytearray(whole)
        place = (chance.choice(pages) - 1) * 4096 + chance.randrange(4000, 4096)
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        found, same = _examine(path)
        assert found or same, f"byte {place}"
        altered += not same
    assert altered > 10


def _examine(path: Path) -> tuple[bool, bool]:
    """Whether the check finds anything, and whether all records are what they were."""
    database = Database.open(path)
    try:
        found = bool(check(database))
        try:
            store = Store(database)
            same = [store.record(type(record), 1) for record in one_of_each()] == one_of_each()
        except Trouble:
            same = False
    finally:
        database.close()
    return found, same


def test_unreadable_pages_are_told_and_not_raised(filled: Database, path: Path) -> None:
    (page,) = filled.driver.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'unit'").fetchone()
    filled.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(whole)
    database = Database.open(path)
    assert any("校验不通过" in finding for finding in check(database))
    database.close()


def test_trouble_of_the_file_is_a_finding(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_contents: Contents) -> list[str]:
        raise Trouble("读不出。")

    monkeypatch.setattr(Contents, "all", refuse)
    assert check(filled) == ["读不出。"]

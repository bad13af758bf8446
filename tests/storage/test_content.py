"""Contents come back as they were put in, once each, and go when nothing names them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.storage.content import PIECE, Contents
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from tests.builders import a_submission, a_unit
from tests.storage.samples import NOON, WHO


@pytest.fixture
def contents(database: Database) -> Contents:
    return Contents(database)


def put(contents: Contents, data: bytes) -> str:
    """Put bytes in."""
    return contents.put(io.BytesIO(data))


def rows(database: Database) -> int:
    """How many pieces there are in all."""
    with database.begin() as connection:
        count: int = connection.exec_driver_sql("SELECT count(*) FROM content").scalar_one()
        return count


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_contents_come_back(contents: Contents, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    sha256 = put(contents, data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert contents.get(sha256) == data
    assert all(len(piece) <= PIECE for piece in contents.pieces(sha256))
    assert contents.all() == [sha256]


def test_a_content_is_kept_once(contents: Contents, database: Database) -> None:
    data = io.BytesIO(b"a" * (PIECE + 5))
    data.seek(7)
    assert contents.put(data) == contents.put(data)
    assert rows(database) == 2


def test_a_file_is_read_from_the_disk(contents: Contents, tmp_path: Path) -> None:
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF")
    with scan.open("rb") as data:
        assert contents.get(contents.put(data)) == b"%PDF"


def test_each_turn_is_short_and_says_how_far_it_is(contents: Contents) -> None:
    turns = list(contents.put_in_turns(io.BytesIO(b"a" * (2 * PIECE + 1))))
    whole = 2 * PIECE + 1
    assert turns == [PIECE, 2 * PIECE, whole, whole + PIECE, whole + 2 * PIECE, 2 * whole]


def test_what_is_ended_before_its_time_leaves_nothing(contents: Contents, database: Database) -> None:
    turns = contents.put_in_turns(io.BytesIO(b"a" * (3 * PIECE)))
    while rows(database) < 2:
        next(turns)
    turns.close()
    assert rows(database) == 0


def test_what_a_crash_left_is_written_anew(contents: Contents, database: Database) -> None:
    sha256 = put(contents, b"a" * (2 * PIECE))
    with database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM content WHERE n = 1")
    assert put(contents, b"a" * (2 * PIECE)) == sha256
    assert contents.get(sha256) == b"a" * (2 * PIECE)


class _Changing(io.BytesIO):
    """A file that somebody writes to between the two readings."""

    def __init__(self, first: bytes, second: bytes) -> None:
        super().__init__(first)
        self._later = [second]

    def seek(self, position: int, whence: int = 0) -> int:
        if self.tell():
            later = self._later.pop()
            self.truncate(0)
            super().seek(0)
            self.write(later)
        return super().seek(position, whence)


@pytest.mark.parametrize("second", [b"b" * 9, b"a", b"a" * 10, b""])
def test_a_file_that_changes_while_it_is_read(contents: Contents, database: Database, second: bytes) -> None:
    with pytest.raises(Trouble, match="被改动"):
        contents.put(_Changing(b"a" * 9, second))
    assert rows(database) == 0


def test_a_missing_or_damaged_content(contents: Contents, database: Database) -> None:
    with pytest.raises(Trouble, match="缺失或已损坏"):
        contents.get("0" * 64)
    with pytest.raises(Trouble, match="缺失或已损坏"):
        contents.get(hashlib.sha256(b"").hexdigest())
    sha256 = put(contents, b"abc")
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE content SET data = x'00'")
    with pytest.raises(Trouble, match="缺失或已损坏"):
        contents.get(sha256)


def test_what_nothing_names_is_swept(contents: Contents, store: Store) -> None:
    on_file, replaced, undone, remembered, nameless = (put(contents, name.encode()) for name in "甲乙丙丁戊")

    def apply(*steps: Step) -> Change:
        change = Change("导入", steps)
        store.apply(change, who=WHO, at=NOON)
        return change

    apply(*adding([a_unit(), a_submission(source=replaced)]))
    apply(Step(a_submission(source=replaced), a_submission(source=on_file)))
    store.apply(apply(*adding([a_submission(id=2, source=undone)])).reversed(), who=WHO, at=NOON)
    waiting = Change("重做", (*adding([a_submission(id=3, source=remembered), a_submission(id=4)]),))
    assert contents.sweep([waiting]) == 1
    assert contents.all() == sorted([on_file, replaced, undone, remembered])
    assert contents.sweep([waiting.reversed()]) == 0
    assert contents.sweep() == 1
    assert contents.all() == sorted([on_file, replaced, undone])
    assert nameless not in contents.all()


def test_sweeping_an_empty_workbook(contents: Contents) -> None:
    assert contents.sweep() == 0

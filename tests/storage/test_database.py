"""The file is made, opened, refused with its reason, and given free again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from gigadesk.domain.changes import Change, adding
from gigadesk.domain.errors import Trouble
from gigadesk.storage.database import APPLICATION_ID, Database
from gigadesk.storage.store import Store
from gigadesk.storage.tables import SCHEMA
from tests.builders import a_focus_area, a_unit
from tests.storage.samples import NOON, WHO, filling, one_of_each

_NOBODY = 65534


def fill(path: Path) -> None:
    """A workbook with one record of every kind."""
    database = Database.create(path)
    Store(database).apply(filling(), who=WHO, at=NOON)
    database.close()


def refused(path: Path, **arguments: Any) -> str:
    """What is said when the file cannot be opened."""
    with pytest.raises(Trouble) as caught:
        Database.open(path, **arguments)
    return str(caught.value)


def small_disk(pages: int) -> Callable[..., sqlite3.Connection]:
    """Connects to a disk that is full after so many pages."""

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(*arguments, **options)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    return connect


def test_a_workbook_is_one_file_that_opens_again(path: Path) -> None:
    fill(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    database = Database.open(path)
    store = Store(database)
    assert [store.record(type(record), 1) for record in one_of_each()] == one_of_each()
    database.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_file_is_kept_safe(database: Database) -> None:
    def setting(name: str) -> Any:
        return database.driver.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("locking_mode") == "exclusive"
    assert setting("journal_mode") == "delete"
    assert setting("synchronous") == 2
    assert setting("foreign_keys") == 1
    assert setting("application_id") == APPLICATION_ID
    assert setting("user_version") == SCHEMA


def test_opening_alone_does_not_alter_the_file(path: Path) -> None:
    fill(path)
    before = path.read_bytes()
    Database.open(path).close()
    assert path.read_bytes() == before


def test_a_relative_path_is_taken_from_the_current_folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    Database.create(Path(":memory:")).close()
    assert (path.parent / ":memory:").stat().st_size > 0


# What cannot be made


def test_an_existing_file_is_not_written_over(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(Trouble, match="已经存在"):
        Database.create(path)
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_not_there(path: Path) -> None:
    missing = path.parent / "没有" / path.name
    with pytest.raises(Trouble, match=r"文件夹.*没有”不存在"):
        Database.create(missing)
    assert "文件夹" in refused(missing)


def test_a_disk_that_fills_while_a_file_is_made(path: Path) -> None:
    with pytest.raises(Trouble, match="磁盘已满"):
        Database.create(path, connect=small_disk(20))
    assert list(path.parent.iterdir()) == []


def test_a_file_that_cannot_be_connected_to_is_not_left_behind(path: Path) -> None:
    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return sqlite3.connect("/没有/这个/文件夹")

    with pytest.raises(Trouble, match="无法写入"):
        Database.create(path, connect=connect)
    assert list(path.parent.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="such a name is merely not found there")
def test_a_name_that_is_too_long(path: Path) -> None:
    with pytest.raises(Trouble, match="太长"):
        Database.create(path.with_name("长" * 300))
    assert "太长" in refused(path.with_name("长" * 300))


def test_a_new_file_that_could_not_be_filled_is_removed(path: Path) -> None:
    Database.create(path).discard()
    assert list(path.parent.iterdir()) == []


# What cannot be opened


def test_a_missing_file(path: Path) -> None:
    assert "找不到" in refused(path)
    assert not path.exists()


def test_a_folder(tmp_path: Path) -> None:
    assert "是文件夹" in refused(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe(path: Path) -> None:
    os.mkfifo(path)
    assert "不是普通文件" in refused(path)


def test_an_empty_file(path: Path) -> None:
    path.touch()
    assert "是空的" in refused(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(5000), "台账".encode() * 9, b"SQLite format 3\0", b"\0"])
def test_another_kind_of_file(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "不是台账文件" in refused(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_database_of_another_program_stays_as_it_is(path: Path, journal: str) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA journal_mode = {journal}")
    other.execute("CREATE TABLE message (text)")
    other.close()
    before = path.read_bytes()
    assert "其他程序的数据库" in refused(path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version(path: Path) -> None:
    fill(path)
    _write_header(path, f"PRAGMA user_version = {SCHEMA + 1}")
    text = refused(path)
    assert "更新版本" in text
    assert f"文件版本 {SCHEMA + 1}" in text


def test_a_file_without_a_version(path: Path) -> None:
    fill(path)
    _write_header(path, "PRAGMA user_version = 0")
    assert "已损坏" in refused(path)


def test_a_file_without_its_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.close()
    assert "已损坏" in refused(path)


@pytest.mark.parametrize("share", [0.9, 0.5, 0.02])
def test_a_truncated_file(path: Path, share: float) -> None:
    fill(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "已损坏或不完整" in refused(path)


def test_a_file_with_a_broken_schema(path: Path) -> None:
    fill(path)
    whole = bytearray(path.read_bytes())
    whole[100:4096] = bytes(3996)
    path.write_bytes(whole)
    assert "已损坏" in refused(path)


def test_damage_found_while_reading(path: Path) -> None:
    fill(path)
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'unit'").fetchone()
    connection.close()
    whole = bytearray(path.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(whole)
    database = Database.open(path)
    with pytest.raises(Trouble, match="已损坏"):
        Store(database).record(type(a_unit()), 1)
    database.close()


def _write_header(path: Path, pragma: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(pragma)
    connection.close()


# Files that must not be written


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the powers of the superuser, who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


needs_permissions = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are kept elsewhere here")


@needs_permissions
def test_a_read_only_file(open_folder: Path) -> None:
    path = open_folder / "只读.gigadesk"
    with as_nobody():
        fill(path)
        path.chmod(0o444)
        assert "只读" in refused(path)


@needs_permissions
def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    path = open_folder / "台账.gigadesk"
    with as_nobody():
        fill(path)
        path.chmod(0)
        assert "没有访问权限" in refused(path)


@needs_permissions
def test_a_read_only_folder(open_folder: Path) -> None:
    path = open_folder / "台账.gigadesk"
    with as_nobody():
        fill(path)
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with as_nobody():
        assert "所在文件夹是只读" in refused(path)
        with pytest.raises(Trouble, match="只读"):
            Database.create(open_folder / "新.gigadesk")


@needs_permissions
def test_a_folder_that_may_not_be_entered(open_folder: Path) -> None:
    inner = open_folder / "内"
    inner.mkdir(mode=0o700)
    if os.geteuid() != 0:
        inner.chmod(0)
    with as_nobody():
        assert "没有访问权限" in refused(inner / "甲" / "台账.gigadesk")
    inner.chmod(0o700)


# One process, one thread


_HOLD = """
import sys
from pathlib import Path
from gigadesk.storage.database import Database
database = Database.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(script: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the file in hand and waits; ended by a kill."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},  # killed, not measured
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_window_is_refused_at_once_and_a_crash_leaves_no_lock(path: Path) -> None:
    fill(path)
    with another_process(_HOLD, path):
        assert "另一个窗口" in refused(path)
    Database.open(path).close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_same_window_cannot_open_a_file_twice(path: Path) -> None:
    fill(path)
    database = Database.open(path)
    assert "另一个窗口" in refused(path)
    with another_process(_REFUSED, path):
        pass
    database.close()


_REFUSED = """
import sys
from pathlib import Path
from gigadesk.domain.errors import Trouble
from gigadesk.storage.database import Database
try:
    Database.open(Path(sys.argv[1]))
except Trouble:
    print("open", flush=True)
"""

_HALF = """
import sys
from pathlib import Path
from gigadesk.storage.database import Database
from gigadesk.storage.tables import table_of
from gigadesk.domain.plan import FocusArea
from sqlalchemy import insert, update
database = Database.open(Path(sys.argv[1]))
database.driver.execute("PRAGMA cache_size = 5")
with database.begin() as connection:
    table = table_of(FocusArea).table
    connection.execute(update(table).values(heading="改动"))
    rows = [{"id": n, "order": n, "heading": "改" * 500} for n in range(100, 1100)]
    connection.execute(insert(table), rows)
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_kill_in_the_middle_of_a_transaction_leaves_the_file_as_it_was(path: Path) -> None:
    fill(path)
    size = path.stat().st_size
    with another_process(_HALF, path) as process:
        assert path.stat().st_size > size  # a part of it had been written
        process.send_signal(signal.SIGKILL)
    database = Database.open(path)
    assert Store(database).records(type(a_focus_area())) == [a_focus_area()]
    assert database.driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()


def test_another_thread_is_refused(database: Database) -> None:
    caught: list[BaseException] = []

    def touch() -> None:
        try:
            with database.begin():
                pass
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=touch)
    thread.start()
    thread.join()
    assert len(caught) == 1
    Store(database).apply(filling(), who=WHO, at=NOON)


def test_a_disk_that_fills_while_a_change_is_written(path: Path) -> None:
    fill(path)
    database = Database.open(path)
    store = Store(database)
    pages = database.driver.execute("PRAGMA page_count").fetchone()[0]
    database.driver.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = filling_of_units(3000)
    with pytest.raises(Trouble, match=r"磁盘已满.*没有写入任何改动"):
        store.apply(big, who=WHO, at=NOON)
    assert store.records(type(a_unit())) == [a_unit()]
    database.driver.execute(f"PRAGMA max_page_count = {pages + 5000}")
    store.apply(big, who=WHO, at=NOON)
    assert len(store.records(type(a_unit()))) == 3001
    database.close()


def filling_of_units(count: int) -> Change:
    return Change("新增单位", adding(a_unit(id=n, full_name="名" * 100) for n in range(10, 10 + count)))


def test_a_bug_stays_a_bug(database: Database) -> None:
    with pytest.raises(OperationalError), database.begin() as connection:
        connection.exec_driver_sql("SELECT nonsense")


def test_opening_a_current_file_does_not_import_alembic(path: Path) -> None:
    fill(path)
    script = (
        "import sys; from pathlib import Path; from gigadesk.storage.database import Database\n"
        "Database.open(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == "False"

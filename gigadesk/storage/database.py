"""台账文件: the one SQLite file, made, opened for this process alone, identified, brought up to date, closed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from gigadesk.storage import tables, troubles

APPLICATION_ID = 0x47494741  # “GIGA” in the file's header says that it is ours
MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK_WAIT = 0.2  # seconds for another program to be done with the file; refused within 0.3

Connect = Callable[..., Any]


class Database:
    """台账文件, open: it belongs to this process, and but for backups to the thread that opened it.

    Made by `create` and `open`. `driver` is the connection beneath, through which alone a backup can read the file.
    """

    def __init__(self, path: Path, driver: Any, module: Any) -> None:
        """Take over a driver's connection that holds the file."""
        self.path = path
        self.driver = driver
        self._thread = threading.get_ident()
        self._engine = create_engine("sqlite://", module=module, creator=lambda: driver, poolclass=StaticPool)
        event.listen(self._engine, "begin", _begin)

    @classmethod
    def create(cls, path: Path, *, module: Any = sqlite3, connect: Connect = sqlite3.connect) -> Database:
        """新建 an empty workbook; raises Trouble where `path` exists or cannot be written, and then leaves nothing."""
        path = path.absolute()
        troubles.claim_new_file(path)
        with ExitStack() as undo, _told(path, module):
            undo.callback(path.unlink)
            driver = _connect(path, connect)
            undo.callback(driver.close)
            _configure(driver)
            database = cls(path, driver, module)
            with database.begin() as connection:
                tables.metadata.create_all(connection, checkfirst=False)
                connection.execute(insert(tables.alembic_version), {"version_num": tables.revision(tables.SCHEMA)})
                connection.execute(insert(tables.counter), [{"name": name, "next": 1} for name in tables.SERIES])
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {tables.SCHEMA}")
            undo.pop_all()
        return database

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        module: Any = sqlite3,
        connect: Connect = sqlite3.connect,
        migrations: Path = MIGRATIONS,
        schema: int = tables.SCHEMA,
    ) -> Database:
        """打开 a workbook and bring it up to date; raises Trouble, with the reason, where that cannot be done.

        A file of an older version is first copied beside itself, as `old_copy_path` says.
        """
        path = path.absolute()
        troubles.require_file(path)
        with ExitStack() as undo, _told(path, module):
            driver = _connect(path, connect)
            undo.callback(driver.close)
            _configure(driver)
            found = _identify(driver, path, schema)
            _claim(driver, found)
            database = cls(path, driver, module)
            if found < schema:
                database._bring_up_to_date(found, schema, migrations, connect)
            undo.pop_all()
        return database

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction: all of it is written at the end, or nothing after an error.

        Raises RuntimeError in a foreign thread: it would leave the file locked for its own. Hand workers plain records.
        """
        if threading.get_ident() != self._thread:
            raise RuntimeError("the workbook belongs to the thread that opened it")
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            trouble = troubles.trouble_of(error.orig, self.path)
            if trouble is None:
                raise
            raise trouble from error

    def close(self) -> None:
        """关闭: gives the file free; a closed workbook is one file that can be copied."""
        self._engine.dispose()
        self.driver.close()

    def discard(self) -> None:
        """放弃: close and remove a new file that could not be filled."""
        self.close()
        self.path.unlink()

    def _bring_up_to_date(self, found: int, schema: int, migrations: Path, connect: Connect) -> None:
        from gigadesk.storage.backup import copy_whole  # noqa: PLC0415 - only an old file needs them
        from gigadesk.storage.migrating import migrate  # noqa: PLC0415 - Alembic takes 0.3 s

        copy_whole(self.driver, old_copy_path(self.path, found), connect=connect)
        self.driver.execute("PRAGMA foreign_keys = OFF")  # or a table made anew deletes the rows that point to it
        with self.begin() as connection:
            migrate(connection, migrations, tables.revision(found), tables.revision(schema))
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise troubles.migration_failed(self.path)
            connection.exec_driver_sql(f"PRAGMA user_version = {schema}")
        self.driver.execute("PRAGMA foreign_keys = ON")


def old_copy_path(path: Path, schema: int) -> Path:
    """升级前副本: where a file of an older version is kept, by a name that is free."""
    name = f"{path.stem}（升级前，版本{tables.revision(schema)}）"
    copies = (path.with_name(f"{name}{'' if n == 1 else f'（{n}）'}{path.suffix}") for n in range(1, 1000))
    return next(copy for copy in copies if not copy.exists())


@contextmanager
def _told(path: Path, module: Any) -> Iterator[None]:
    """Says in the clerk's words why the file cannot be made or opened."""
    try:
        yield
    except module.Error as error:
        raise troubles.trouble_of(error, path) or troubles.damaged(path) from error


def _connect(path: Path, connect: Connect) -> Any:
    return connect(str(path), timeout=_LOCK_WAIT, isolation_level=None, check_same_thread=False)


def _configure(driver: Any) -> None:
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "temp_store = MEMORY",
        "cache_size = -32768",
    ):
        driver.execute(f"PRAGMA {pragma}").close()


def _identify(driver: Any, path: Path, schema: int) -> int:
    """The version of the file; only reads, so that a file of another program stays as it is."""
    owner = _value(driver, "PRAGMA application_id")
    found = int(_value(driver, "PRAGMA user_version"))
    if owner != APPLICATION_ID:
        raise troubles.other_database(path)
    if found > schema:
        raise troubles.newer(path, found, schema)
    if found < 1:
        raise troubles.damaged(path)
    _value(driver, "SELECT count(*) FROM counter")  # fails where the schema cannot be read
    return found


def _claim(driver: Any, found: int) -> None:
    """Take the lock for good and prove that the file and its folder can be written, without writing."""
    driver.execute("PRAGMA journal_mode = DELETE").close()
    driver.execute("BEGIN EXCLUSIVE")
    driver.execute(f"PRAGMA user_version = {found}").close()
    driver.execute("ROLLBACK")


def _value(driver: Any, statement: str) -> Any:
    return driver.execute(statement).fetchone()[0]


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")

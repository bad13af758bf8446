"""检查: whether every value on file is what was written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from gigadesk.domain.errors import Trouble
from gigadesk.storage.change_log import ChangeLog
from gigadesk.storage.content import Contents
from gigadesk.storage.database import Database
from gigadesk.storage.tables import TABLES, RecordTable

_ADVICE = "请用最近的备份恢复。"


def check(database: Database) -> list[str]:
    """检查 the whole workbook; what is wrong in plain words, an empty list where nothing is."""
    found: list[str] = []
    for turn in (_file, check_records, _references, _contents, _chain):
        try:
            found.extend(turn(database))
        except Trouble as trouble:
            found.append(str(trouble))
    return list(dict.fromkeys(found))


def check_records(database: Database) -> Iterator[str]:
    """检查 the records alone, table by table: each value against its twin, and whether it can be read.

    A generator, so that a window can take a turn between the tables.
    """
    for table in TABLES.values():
        name = table.table.name
        with database.begin() as connection:
            details = connection.exec_driver_sql(f'PRAGMA integrity_check("{name}")').scalars().all()
        if details != ["ok"]:
            yield f"“{name}”表校验不通过（{details[0]}）。{_ADVICE}"
        else:
            yield from _unreadable(database, table)


def _unreadable(database: Database, table: RecordTable[Any]) -> Iterator[str]:
    try:
        with database.begin() as connection:
            table.read(connection, select(table.table))
    except Trouble as trouble:
        yield str(trouble)


def _file(database: Database) -> Iterator[str]:
    with database.begin() as connection:
        details = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
    if details != ["ok"]:
        yield f"台账文件校验不通过（{details[0]}）。{_ADVICE}"


def _references(database: Database) -> Iterator[str]:
    with database.begin() as connection:
        for name, row, target, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"“{name}”表第 {row} 条引用的“{target}”不存在。{_ADVICE}"


def _contents(database: Database) -> Iterator[str]:
    contents = Contents(database)
    for sha256 in contents.all():
        try:
            deque(contents.pieces(sha256), maxlen=0)
        except Trouble as trouble:
            yield str(trouble)


def _chain(database: Database) -> Iterator[str]:
    broken = ChangeLog(database).verify_chain()
    if broken is not None:
        yield f"变更记录从第 {broken} 行起与校验链不符，可能被改动或删除。{_ADVICE}"

"""变更记录: who changed what and when, a line for each step of each Change; nothing is ever taken out.

Each line's hash covers the line before it, so that a line altered, taken out or put in between is found. The
number of lines stands in the counters, so that a missing end is found too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from gigadesk.domain.changes import Change, Step
from gigadesk.domain.records import Record
from gigadesk.storage import counters
from gigadesk.storage.converter import Cell
from gigadesk.storage.database import Database
from gigadesk.storage.tables import SCHEMA, TABLES, change_log, table_name, table_of

_START = "0" * 64
_KINDS: Mapping[str, type[Record]] = {table.table.name: kind for kind, table in TABLES.items()}
_PAGE = 5_000
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """变更记录 of one step: `before` and `after` hold the fields that differ, as they are kept in the file.

    `before` is None for a new record and `after` for a removed one. `change` is the same for all steps of a Change.
    `schema` is the version of the file that the fields' names belong to.
    """

    id: int
    change: int
    at: datetime
    who: str
    label: str
    reason: str
    kind: str
    record_id: int
    before: Mapping[str, Cell] | None
    after: Mapping[str, Cell] | None
    schema: int


def append(connection: Connection, change: Change, *, who: str, at: datetime) -> None:
    """记入 a Change, within the transaction that applies it."""
    if not change.steps:
        return
    number = counters.take(connection, "change", 1)[0]
    lines = counters.take(connection, "line", len(change.steps))
    former = _last_hash(connection)
    rows: list[dict[str, Any]] = []
    for line, step in zip(lines, change.steps, strict=True):
        before, after = _difference(step)
        row: dict[str, Any] = {
            "id": line,
            "change": number,
            "at": at.isoformat(timespec="seconds"),
            "who": who,
            "label": change.label,
            "reason": change.reason,
            "kind": table_name(type(step.record)),
            "record_id": step.record.id,
            "before": before,
            "after": after,
            "schema": SCHEMA,
        }
        former = row["hash"] = _hash(former, row.values())
        rows.append(row)
    connection.execute(insert(change_log), rows)


class ChangeLog:
    """变更记录 of a workbook, to be read."""

    def __init__(self, database: Database) -> None:
        """Read from an open workbook."""
        self._database = database

    def entries(
        self,
        *,
        record: Record | None = None,
        who: str | None = None,
        since: date | None = None,
        until: date | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> list[Entry]:
        """查询: the newest lines first, `limit` at a time; the next page is `before` the last one's id.

        `since` and `until` are days, both included.
        """
        lines = change_log.c
        query = select(change_log).order_by(lines.id.desc()).limit(limit)
        if record is not None:
            query = query.where(lines.record_id == record.id, lines.kind == table_name(type(record)))
        if who is not None:
            query = query.where(lines.who == who)
        if since is not None:
            query = query.where(lines.at >= since.isoformat())
        if until is not None:
            query = query.where(lines.at < (until + timedelta(days=1)).isoformat())
        if before is not None:
            query = query.where(lines.id < before)
        with self._database.begin() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def length(self) -> int:
        """The number of lines ever written; it grows with each Change."""
        with self._database.begin() as connection:
            return counters.upcoming(connection, "line") - 1

    def verify_chain(self) -> int | None:
        """校验: None where the chain holds, else the number of the first line that is altered or missing."""
        former, expected = _START, 1
        with self._database.begin() as connection:
            lines = counters.upcoming(connection, "line")
            while expected < lines:
                page = connection.execute(
                    select(change_log).where(change_log.c.id >= expected).order_by(change_log.c.id).limit(_PAGE)
                ).all()
                for *row, kept_hash in page:
                    former = _hash(former, row)
                    if row[0] != expected or kept_hash != former:
                        return expected
                    expected += 1
                if not page:
                    return expected
            surplus = connection.execute(select(change_log.c.id).where(change_log.c.id >= lines)).first()
        return None if surplus is None else lines


def _last_hash(connection: Connection) -> str:
    newest = select(change_log.c.hash).order_by(change_log.c.id.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none() or _START


def _difference(step: Step) -> tuple[str | None, str | None]:
    cells = table_of(type(step.record)).converter.cells
    before = None if step.before is None else cells(step.before)
    after = None if step.after is None else cells(step.after)
    if before is not None and after is not None:
        differing = [name for name in before if before[name] != after[name]]
        before = {name: before[name] for name in differing}
        after = {name: after[name] for name in differing}
    return _json(before), _json(after)


def _json(cells: Mapping[str, Cell] | None) -> str | None:
    return None if cells is None else _encode(cells)


def _hash(former: str, values: Iterable[Any]) -> str:
    return hashlib.sha256(_encode([former, *values]).encode()).hexdigest()


def _entry(row: Sequence[Any]) -> Entry:
    line, change, at, who, label, reason, kind, record_id, before, after, schema, _hash_of_line = row
    return Entry(
        id=line,
        change=change,
        at=datetime.fromisoformat(at),
        who=who,
        label=label,
        reason=reason,
        kind=kind,
        record_id=record_id,
        before=None if before is None else json.loads(before),
        after=None if after is None else json.loads(after),
        schema=schema,
    )

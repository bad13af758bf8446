"""写入: how a Change becomes rows. A part of `store.py`.

The steps are grouped by kind: one question compares every `before`, then new records are written (parents first),
then altered ones, then removed ones are taken out (children first). In this order no row ever points to one that
is not there, as long as the records make sense when all is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from gigadesk.domain.changes import Change, Step
from gigadesk.domain.errors import Trouble
from gigadesk.domain.periods import Period
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Carry, Figure, Submission
from gigadesk.storage import counters
from gigadesk.storage.converter import Cell, month_of
from gigadesk.storage.tables import TABLES, RecordTable, table_of

_IDS_AT_ONCE = 5_000  # databases limit how many values one question may carry

_Key = tuple[type[Record], int]


def write(connection: Connection, change: Change) -> None:
    """写入 a Change within a transaction; raises Trouble where it must be refused."""
    folded = _fold(change)
    _refuse_locked(connection, change)
    by_kind: dict[type[Record], dict[int, Step | None]] = {}
    for (kind, record_id), step in folded.items():
        by_kind.setdefault(kind, {})[record_id] = step
    tables = [table for kind, table in TABLES.items() if kind in by_kind]
    for table in tables:
        _compare(connection, change, table, by_kind[table.kind])
    try:
        for table in tables:
            _write_new(connection, table, by_kind[table.kind].values())
        for table in tables:
            _write_altered(connection, table, by_kind[table.kind].values())
        for table in reversed(tables):
            _take_out(connection, table, by_kind[table.kind].values())
    except IntegrityError as error:
        raise Trouble(
            f"“{change.label}”没有完成：有记录引用了不存在或将被删除的内容。请先处理引用它的记录，再做一次。"
        ) from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise Trouble(f"“{change.label}”没有完成：有数字过大或文字无法保存。请改正后再做一次。") from error


def _fold(change: Change) -> dict[_Key, Step | None]:
    """One step for each record: from what its first step found to what its last one leaves.

    None for a record that comes and goes within the Change.
    """
    first: dict[_Key, Record | None] = {}
    last: dict[_Key, Record | None] = {}
    for step in change.steps:
        key = (type(step.record), step.record.id)
        first.setdefault(key, step.before)
        if last.get(key, step.before) != step.before:
            raise _stale(change)
        last[key] = step.after
    return {
        key: None if before is None and last[key] is None else Step(before, last[key]) for key, before in first.items()
    }


def _refuse_locked(connection: Connection, change: Change) -> None:
    """锁定: figures of a locked period change only with a reason."""
    if change.reason.strip():
        return
    months = {
        record.month
        for step in change.steps
        for record in (step.before, step.after)
        if isinstance(record, Figure | Submission | Carry)
    }
    if not months:
        return
    periods = table_of(Period).table.c
    locked = [month_of(number) for number in connection.scalars(select(periods.month).where(periods.locked == 1))]
    refused = sorted(months.intersection(locked))
    if refused:
        names = "、".join(map(str, refused))
        raise Trouble(f"{names}已锁定，“{change.label}”没有写入。确需更正的，请写明更正理由后再做一次。")


def _compare(connection: Connection, change: Change, table: RecordTable[Any], steps: Mapping[int, Step | None]) -> None:
    """Every step must find its `before` on file."""
    on_file = {record.id: record for record in _on_file(connection, table, steps)}
    for record_id, step in steps.items():
        if on_file.get(record_id) != (None if step is None else step.before):
            raise _stale(change)


def _on_file(connection: Connection, table: RecordTable[Any], ids: Iterable[int]) -> Iterator[Record]:
    rest = iter(ids)
    while some := list(islice(rest, _IDS_AT_ONCE)):
        yield from table.read(connection, select(table.table).where(table.table.c.id.in_(some)))


def _write_new(connection: Connection, table: RecordTable[Any], steps: Iterable[Step | None]) -> None:
    new = [step.after for step in steps if step is not None and step.before is None and step.after is not None]
    if new:
        connection.execute(insert(table.table), [table.converter.cells(record) for record in new])
        counters.pass_by(connection, "record", max(record.id for record in new))


def _write_altered(connection: Connection, table: RecordTable[Any], steps: Iterable[Step | None]) -> None:
    """Only the columns that differ are written: the indexes over the others are then left alone."""
    rows_by_names: dict[tuple[str, ...], list[dict[str, Cell]]] = {}
    for step in steps:
        if step is not None and step.before is not None and step.after is not None:
            before, after = table.converter.cells(step.before), table.converter.cells(step.after)
            names = tuple(name for name in after if after[name] != before[name])
            row = {f"new_{name}": after[name] for name in names} | {"the_id": step.after.id}
            rows_by_names.setdefault(names, []).append(row)
    rows_by_names.pop((), None)
    for names, rows in rows_by_names.items():
        statement = update(table.table).where(table.table.c.id == bindparam("the_id"))
        connection.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), rows)


def _take_out(connection: Connection, table: RecordTable[Any], steps: Iterable[Step | None]) -> None:
    gone: Sequence[int] = [step.record.id for step in steps if step is not None and step.after is None]
    if gone:
        connection.execute(
            delete(table.table).where(table.table.c.id == bindparam("the_id")), [{"the_id": each} for each in gone]
        )


def _stale(change: Change) -> Trouble:
    return Trouble(f"“{change.label}”没有完成：有内容已被改动。请刷新后再做一次。")

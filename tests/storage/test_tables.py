"""The tables hold every record, and the newest migration makes the very same tables."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

import gigadesk.domain
from gigadesk.domain.records import Record
from gigadesk.storage.database import Database
from gigadesk.storage.tables import SCHEMA, TABLES, change_log, counter, metadata, revision, table_name
from tests.storage.schema import schema_of


def _kinds(kind: type[Record] = Record) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("gigadesk."):
            yield each
            yield from _kinds(each)


def test_every_record_of_the_domain_has_a_table() -> None:
    for module in pkgutil.walk_packages(gigadesk.domain.__path__, "gigadesk.domain."):
        importlib.import_module(module.name)
    assert {kind.__name__ for kind in _kinds()} == {kind.__name__ for kind in TABLES}
    assert [table.kind for table in TABLES.values()] == list(TABLES)


def test_tables_are_named_for_their_records() -> None:
    assert table_name(next(kind for kind in TABLES if kind.__name__ == "BaselineFigure")) == "baseline_figure"
    assert revision(12) == "0012"


def test_every_id_points_to_a_record_of_a_kind_listed_before() -> None:
    seen: set[str] = set()
    for table in TABLES.values():
        for column in table.table.columns:
            if column.name.endswith("_id"):
                assert {key.column.table.name for key in column.foreign_keys} < seen, f"{table.table}.{column.name}"
                assert all(key.ondelete is None for key in column.foreign_keys)
        seen.add(table.table.name)


def test_every_record_table_has_a_twin_over_all_its_columns() -> None:
    for table in [*(table.table for table in TABLES.values()), counter]:
        (twin,) = (index for index in table.indexes if index.name == f"twin_{table.name}")
        names = {column.name for column in table.columns}
        assert {column.name for column in twin.columns} >= names - {"id"}


def test_contents_are_named_by_text_fields() -> None:
    named = {(table.table.name, name) for table in TABLES.values() for name in table.contents}
    assert named == {("submission", "source")}


def test_every_table_refuses_values_of_another_type(database: Database) -> None:
    with database.begin() as connection:
        strict = {name: bool(row) for name, row in _strictness(connection)}
    assert {table.name for table in metadata.sorted_tables} == set(strict)
    assert [name for name, is_strict in strict.items() if not is_strict] == ["alembic_version"]
    assert change_log.name in strict


def _strictness(connection: Connection) -> Iterator[tuple[str, Any]]:
    for row in connection.exec_driver_sql("PRAGMA table_list"):
        if row.schema == "main" and not row.name.startswith("sqlite_"):
            yield row.name, row.strict


def test_a_created_file_says_its_version_twice(database: Database) -> None:
    with database.begin() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == revision(SCHEMA)
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA
        assert len(schema_of(connection)) == len(metadata.tables)

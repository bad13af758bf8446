"""What a file's tables look like, for comparing two files."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection


def schema_of(connection: Connection) -> dict[str, Any]:
    """Tables with their columns, indexes and links, whatever order they were made in."""

    def rows(pragma: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]

    schema = {}
    for where, table, kind, columns, without_rowid, strict in rows("table_list"):
        if where == "main" and not table.startswith("sqlite_"):
            indexes = sorted(row[1:] for row in rows(f'index_list("{table}")'))
            schema[table] = {
                "table": (kind, columns, without_rowid, strict),
                "columns": rows(f'table_xinfo("{table}")'),
                "indexes": [(index, rows(f'index_xinfo("{index[0]}")')) for index in indexes],
                "links": sorted(row[2:] for row in rows(f'foreign_key_list("{table}")')),
            }
    return schema

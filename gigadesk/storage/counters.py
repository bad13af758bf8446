"""计数器: numbers that are given once and never again."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from gigadesk.storage.tables import counter


def take(connection: Connection, series: str, count: int) -> range:
    """The next `count` numbers of a series."""
    first = upcoming(connection, series)
    _set(connection, series, first + count)
    return range(first, first + count)


def upcoming(connection: Connection, series: str) -> int:
    """The number that a series will give next."""
    return int(connection.execute(select(counter.c.next).where(counter.c.name == series)).scalar_one())


def pass_by(connection: Connection, series: str, number: int) -> None:
    """See to it that a series will never give `number`, which came from elsewhere."""
    if upcoming(connection, series) <= number:
        _set(connection, series, number + 1)


def _set(connection: Connection, series: str, number: int) -> None:
    connection.execute(update(counter).where(counter.c.name == series).values(next=number))

"""Numbers are given once."""

from __future__ import annotations

from gigadesk.storage import counters
from gigadesk.storage.database import Database


def test_each_series_counts_for_itself_from_one(database: Database) -> None:
    with database.begin() as connection:
        assert counters.take(connection, "record", 3) == range(1, 4)
        assert counters.take(connection, "record", 2) == range(4, 6)
        assert counters.take(connection, "line", 1) == range(1, 2)
        assert counters.upcoming(connection, "record") == 6


def test_a_number_from_elsewhere_is_passed_by(database: Database) -> None:
    with database.begin() as connection:
        counters.pass_by(connection, "record", 40)
        counters.pass_by(connection, "record", 7)
        assert counters.take(connection, "record", 1) == range(41, 42)

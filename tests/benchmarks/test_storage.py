"""The store against bare SQL on the same 400,000 figures, in the same run."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from gigadesk.domain.changes import Change, Step
from gigadesk.storage.change_log import ChangeLog
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from tests.benchmarks.workbooks import Size, fill

SIZE = Size()
SUMS = "SELECT month, element_id, SUM(value) FROM figure WHERE counted = 1 GROUP BY month, element_id"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with 606 units, 11 data elements and 60 periods."""
    path = tmp_path_factory.mktemp("benchmark") / "大.gigadesk"
    database = Database.create(path)
    fill(database, SIZE)
    database.close()
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    database = Database.open(path)
    yield Store(database)
    database.close()


def best(rounds: int, call: Callable[[], object]) -> float:
    """Seconds of the quickest of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def bare(path: Path, rounds: int, statement: str) -> float:
    """Seconds that the statement takes through the standard library alone."""
    connection = sqlite3.connect(path)
    try:
        return best(rounds, lambda: connection.execute(statement).fetchall())
    finally:
        connection.close()


def judge(name: str, figure: float, floor: float, limit: float) -> None:
    """Print the figure, its floor and their ratio, and fail where it is beyond the limit."""
    print(f"\n{name}: {figure * 1000:.1f} ms, floor {floor * 1000:.1f} ms, ratio {figure / floor:.2f} (limit {limit})")
    assert figure < limit * floor


def test_sums_of_all_periods(path: Path) -> None:
    floor = bare(path, 7, SUMS)
    database = Database.open(path)
    store = Store(database)
    figure = best(7, store.sums)
    assert len(store.sums()) == SIZE.elements * SIZE.periods
    assert sum(each.count for each in store.sums().values()) == SIZE.figures
    database.close()
    judge("sums()", figure, floor, 8)


def test_last_counted_months(path: Path) -> None:
    floor = bare(path, 5, SUMS)
    database = Database.open(path)
    store = Store(database)
    figure = best(5, lambda: store.last_counted_months(SIZE.months[-2]))
    database.close()
    judge("last_counted_months(), beside the bare sums", figure, floor, 5)


def test_loading_every_figure(path: Path) -> None:
    floor = bare(path, 3, "SELECT * FROM figure")
    database = Database.open(path)
    store = Store(database)
    figure = best(3, store.figures)
    assert len(store.figures()) == SIZE.figures
    database.close()
    judge("figures()", figure, floor, 3.5)


def test_applying_a_month_of_steps(path: Path, store: Store) -> None:
    figures = [figure for unit in range(1, 328) for figure in store.figures([SIZE.months[-1]], unit_id=unit)][:3600]
    assert len(figures) >= 3590
    altered = [replace(figure, value=figure.value + 1) for figure in figures]
    change = Change("更正", tuple(Step(*pair) for pair in zip(figures, altered, strict=True)))
    cells = [(figure.value, figure.id) for figure in altered]

    def write_bare() -> None:
        connection = sqlite3.connect(":memory:")
        connection.executescript(
            "CREATE TABLE figure (id INTEGER PRIMARY KEY, value INTEGER) STRICT; CREATE TABLE log (text TEXT) STRICT"
        )
        connection.executemany("INSERT INTO figure (value, id) VALUES (?, ?)", cells)
        connection.executemany("UPDATE figure SET value = ? WHERE id = ?", cells)
        connection.executemany("INSERT INTO log VALUES (?)", [(f"{value} {number}" * 20,) for value, number in cells])
        connection.close()

    def there_and_back() -> None:
        store.apply(change, who="李四", at=datetime(2023, 10, 9))
        store.apply(change.reversed(), who="李四", at=datetime(2023, 10, 9))

    judge("apply() of 3,600 steps", best(3, there_and_back) / 2, best(5, write_bare), 40)


def test_opening_and_verifying(path: Path) -> None:
    def open_and_close() -> None:
        Database.open(path).close()

    connection = best(5, lambda: sqlite3.connect(path).close())
    figure = best(5, open_and_close)
    print(f"\nopen: {figure * 1000:.1f} ms, bare connect {connection * 1000:.1f} ms")
    assert figure < 0.05
    database = Database.open(path)
    assert ChangeLog(database).verify_chain() is None
    database.close()

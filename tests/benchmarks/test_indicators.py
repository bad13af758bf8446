"""Indicators over 400,000 figures: every indicator of every period, held against the bare sum in SQL beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import pytest

from gigadesk.domain.achievement import ValueState
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import evaluate
from gigadesk.storage.converter import month_number
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from tests.benchmarks.workbooks import Size, fill

SIZE = Size()
MOST = 10
ROUNDS = 7
SUMS = "SELECT month, element_id, SUM(value) FROM figure WHERE counted = 1 GROUP BY month, element_id"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated workbook, closed."""
    path = tmp_path_factory.mktemp("indicators") / "大台账.gigadesk"
    database = Database.create(path)
    fill(database, SIZE)
    database.close()
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    database = Database.open(path)
    yield Store(database)
    database.close()


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """The shortest of some runs in seconds: what the work costs when nothing else is going on."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def test_all_indicators_of_all_periods(path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    # The floor reads a copy: the workbook is open, and belongs to whoever opened it.
    copy = path.with_name("copy.sqlite")
    copy.write_bytes(path.read_bytes())
    bare = sqlite3.connect(copy)
    try:
        assert bare.execute("SELECT count(*) FROM figure").fetchone() == (SIZE.figures,)
        floor = best_of(ROUNDS, lambda: bare.execute(SUMS).fetchall())
        sums = {(month, element): total for month, element, total in bare.execute(SUMS)}
    finally:
        bare.close()
    basis = Basis.read(store)
    figure = best_of(ROUNDS, lambda: evaluate(store, basis, SIZE.months))
    values = evaluate(store, basis, SIZE.months)
    assert [value.state for month in SIZE.months for value in values[month]] == [ValueState.COMPLETE] * 60 * 6
    for month in SIZE.months:
        first, number = values[month][0], month_number(month)
        assert first.value == Fraction(sums[number, 2], sums[number, 1])
    ratio = figure / floor
    with capsys.disabled():
        print(
            f"\nindicators of {len(SIZE.months)} periods over {SIZE.figures:,} figures: {figure * 1000:.1f} ms, "
            f"bare SQL SUM: {floor * 1000:.1f} ms, ratio {ratio:.2f} (at most {MOST})"
        )
    assert ratio < MOST

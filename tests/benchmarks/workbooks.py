"""A generated workbook of any size, for benchmarks: an invented plan with many units, data elements and periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Any

from sqlalchemy import insert

from gigadesk.domain.indicators import Counting
from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Figure
from gigadesk.storage import counters
from gigadesk.storage.database import Database
from gigadesk.storage.tables import RecordTable, table_of
from tests import builders

FIRST_MONTH = Month(2019, 1)
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many units report how many data elements for how many periods; by default 399,960 figures."""

    units: int = 606
    elements: int = 11
    periods: int = 60

    @property
    def months(self) -> tuple[Month, ...]:
        """The periods."""
        return FIRST_MONTH.through(FIRST_MONTH.plus(self.periods - 1))

    @property
    def figures(self) -> int:
        """How many figures there are in all."""
        return self.units * self.elements * self.periods


def fill(database: Database, size: Size) -> None:
    """Put a whole generated workbook on file; past the change log, as an import of that size would take minutes."""
    with database.begin() as connection:
        for records in (_plan(size), _units(size), _elements(size), _reporters(size), _indicators(size)):
            _insert(connection, records)
        _insert(connection, _submissions(size))
        _insert(connection, figures(size))
        counters.pass_by(connection, "record", size.figures + 1)


def figures(size: Size) -> Iterator[Figure]:
    """Every unit's figures for every period, growing from month to month."""
    number = 0
    for m, month in enumerate(size.months):
        for unit in range(1, size.units + 1):
            for element in range(1, size.elements + 1):
                number += 1
                yield Figure(
                    id=number,
                    submission_id=m * size.units + unit,
                    unit_id=unit,
                    month=month,
                    element_id=element,
                    value=(element + 1) // 2 * 100_000 + (element % 2) * 250_000 + unit * 37 + m * 1_000,
                    counted=True,
                    cell=f"E{element + 5}",
                    remark="",
                )


def _plan(size: Size) -> Iterator[Record]:
    yield builders.a_plan(first_month=size.months[0], last_month=size.months[-1], baseline_month=FIRST_MONTH.plus(-1))


def _units(size: Size) -> Iterator[Record]:
    yield builders.a_desk()
    for n in range(1, size.units + 1):
        yield builders.a_unit(
            id=n, order=n, code=f"u{n}", full_name=f"第{n}通信分公司", short_name=f"{n}分公司", aliases=()
        )


def _elements(size: Size) -> Iterator[Record]:
    for n in range(1, size.elements + 1):
        yield builders.a_data_element(id=n, order=n, code=f"e{n}", name=f"数据项{n}")


def _reporters(size: Size) -> Iterator[Record]:
    for n in range(size.units * size.elements):
        unit, element = divmod(n, size.elements)
        yield builders.a_reporter(id=n + 1, element_id=element + 1, unit_id=unit + 1, order=unit + 1)


def _indicators(size: Size) -> Iterator[Record]:
    """A ratio of each two elements in turn; an odd one left over stands alone."""
    for n in range(1, size.elements + 1, 2):
        single = n == size.elements
        yield builders.an_indicator(
            id=n,
            order=n,
            code=f"i{n}",
            number=n,
            name=f"指标{n}",
            counting=Counting.SINGLE if single else Counting.RATIO,
            numerator_id=n if single else n + 1,
            denominator_id=None if single else n,
            percent=not single,
            standard=Fraction(1, 4),
            goal=Fraction(1, 2),
        )


def _submissions(size: Size) -> Iterator[Record]:
    for m, month in enumerate(size.months):
        for unit in range(1, size.units + 1):
            yield builders.a_submission(
                id=m * size.units + unit, unit_id=unit, month=month, received_on=date(2024, 1, 5)
            )


def _insert(connection: Any, records: Iterable[Record]) -> None:
    rest = iter(records)
    while some := list(islice(rest, _AT_ONCE)):
        for kind in dict.fromkeys(map(type, some)):
            table: RecordTable[Any] = table_of(kind)
            connection.execute(insert(table.table), [table.converter.cells(r) for r in some if type(r) is kind])

"""Every record comes back from its row as it went in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, delete, insert, select
from sqlalchemy.pool import StaticPool

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.storage.converter import Converter, month_number, month_of
from gigadesk.storage.tables import TABLES, metadata
from tests.builders import a_figure, a_member
from tests.storage.samples import records_of


class _Grade(IntEnum):
    LOW = 1
    HIGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graded(Record):
    grade: _Grade | None
    names: tuple[str, ...] | None
    grades: tuple[_Grade, ...]


class _Mixed(Enum):
    NUMBER = 1
    TEXT = "一"


@pytest.fixture(scope="module")
def engine() -> Any:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
@settings(max_examples=30)
@given(data=st.data())
def test_any_record_comes_back_from_its_table(kind: type[Record], data: st.DataObject, engine: Engine) -> None:
    record = data.draw(records_of(kind))
    table = TABLES[kind]
    with engine.begin() as connection:
        connection.execute(delete(table.table))
        connection.execute(insert(table.table), table.converter.cells(record))
        assert table.read(connection, select(table.table)) == [record]


def test_values_come_back_with_their_types() -> None:
    converter = Converter(type(a_figure()))
    (record,) = converter.records([[list(converter.cells(a_figure()).values())]])
    assert record.counted is True
    assert type(record.month) is Month
    assert hash(record) == hash(a_figure())


def test_records_of_several_batches_stand_in_order() -> None:
    converter = Converter(type(a_member()))
    members = [a_member(id=n, since=None, unit_id=None if n % 2 else n) for n in range(7)]
    rows = [list(converter.cells(member).values()) for member in members]
    assert converter.records([rows[:3], rows[3:]]) == members


@given(record=st.builds(_Graded, id=st.integers(), grade=st.none() | st.sampled_from(_Grade),
                        names=st.none() | st.just(("甲", "乙")), grades=st.just((_Grade.HIGH,))))  # fmt: skip
def test_enums_of_integers_and_optional_lists(record: _Graded) -> None:
    converter = Converter(_Graded)
    cells = converter.cells(record)
    assert cells["grades"] == "[2]"
    assert converter.records([[list(cells.values())]]) == [record]


@given(st.builds(Month, st.integers(1, 9998), st.integers(1, 12)))
def test_months_are_whole_numbers_that_sort_as_they_do(month: Month) -> None:
    assert month_of(month_number(month)) == month
    assert month_number(month) < month_number(month.plus(1))


def test_what_cannot_be_kept_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Real(Record):
        value: float

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Nested(Record):
        values: tuple[int, ...]

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Checked(Record):
        def __post_init__(self) -> None:
            """Looks at nothing."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Unclear(Record):
        value: _Mixed

    for kind in (Real, Nested, Checked, Unclear):
        with pytest.raises(TypeError):
            Converter(kind)

"""转换: how a record becomes a row and a row a record, derived from the record's dataclass alone."""

from __future__ import annotations

import dataclasses
import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record

R = TypeVar("R", bound=Record)

Cell = int | str | None
_Convert = Callable[[Any], Any]


def month_number(month: Month) -> int:
    """月份 as it is kept: 202310 for 2023年10月."""
    return month.year * 100 + month.number


def month_of(number: int) -> Month:
    """The 月份 that a kept number means."""
    return Month(*divmod(number, 100))


@dataclass(frozen=True, slots=True)
class Field:
    """字段: one field of a record and how its values are kept.

    `kept_as` is int or str. `to_cell` and `from_cell` are None where the value is kept as it is; they never see None.
    `few` says that there are few different values, so that each is read only once.
    """

    name: str
    kept_as: type[int | str]
    to_cell: _Convert | None = None
    from_cell: _Convert | None = None
    optional: bool = False
    few: bool = False


class _Read(dict[Any, Any]):
    """Remembers what each cell was read as; lives as long as one reading."""

    def __init__(self, convert: _Convert) -> None:
        super().__init__({None: None})
        self._convert = convert

    def __missing__(self, cell: Any) -> Any:
        value = self[cell] = self._convert(cell)
        return value


class Converter(Generic[R]):
    """转换 of one kind of record.

    Rows are read column by column, each column in one run of C code through the slots of the record, because the
    initializer of a frozen dataclass takes four times as long. A record must therefore need no `__post_init__`.
    """

    def __init__(self, kind: type[R]) -> None:
        """Raise TypeError for a record whose fields cannot be kept."""
        if hasattr(kind, "__post_init__"):
            raise TypeError(f"{kind.__name__} has a __post_init__, which reading would pass by")
        hints = get_type_hints(kind)
        self.kind = kind
        self.fields: tuple[Field, ...] = tuple(
            _field(field.name, hints[field.name]) for field in dataclasses.fields(kind)
        )
        self.names = tuple(field.name for field in self.fields)
        self._slots: tuple[Callable[[R, Any], None], ...] = tuple(getattr(kind, name).__set__ for name in self.names)
        self._writers = tuple((field.name, _writer(field)) for field in self.fields)

    def cells(self, record: R) -> dict[str, Cell]:
        """The row that keeps a record, by the names of its columns."""
        return {
            name: getattr(record, name) if write is None else write(getattr(record, name))
            for name, write in self._writers
        }

    def records(self, batches: Iterable[Sequence[Sequence[Any]]]) -> list[R]:
        """The records that batches of rows keep; a row's cells stand in the order of `names`.

        Batches of a few hundred are best: with larger ones the garbage collector walks the rows again and again.
        """
        new: Callable[[type[R]], R] = object.__new__
        readers = [_reader(field) for field in self.fields]
        records: list[R] = []
        for batch in batches:
            fresh = list(map(new, repeat(self.kind, len(batch))))
            for read, fill, column in zip(readers, self._slots, zip(*batch, strict=True), strict=True):
                deque(map(fill, fresh, column if read is None else map(read, column)), maxlen=0)
            records += fresh
        return records


def _reader(field: Field) -> _Convert | None:
    convert = field.from_cell
    if convert is None:
        return None
    if field.few:
        return _Read(convert).__getitem__
    if field.optional:
        return lambda cell: None if cell is None else convert(cell)
    return convert


def _writer(field: Field) -> _Convert | None:
    convert = field.to_cell
    if convert is None or not field.optional:
        return convert
    return lambda value: None if value is None else convert(value)


def _field(name: str, hint: Any) -> Field:
    optional = False
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
        optional = True
    if hint in _PLAIN:
        return dataclasses.replace(_PLAIN[hint], name=name, optional=optional)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Field(name, _kept_enum(hint), _value, _members(hint).__getitem__, optional, few=True)
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        return _list_field(name, get_args(hint)[0], optional)
    raise TypeError(f"{name}: {hint}")


def _list_field(name: str, part: Any, optional: bool) -> Field:
    if part is str:
        return Field(name, str, _to_json, _texts, optional)
    if isinstance(part, type) and issubclass(part, Enum):
        members = _members(part)

        def read(cell: str) -> tuple[Enum, ...]:
            return tuple(members[value] for value in json.loads(cell))

        return Field(name, str, lambda value: _to_json([member.value for member in value]), read, optional)
    raise TypeError(f"{name}: {part}")


def _kept_enum(kind: type[Enum]) -> type[int | str]:
    for kept in (str, int):
        if all(type(member.value) is kept for member in kind):
            return kept
    raise TypeError(f"{kind.__name__} has values of several types")


def _members(kind: type[Enum]) -> Mapping[Any, Enum]:
    return {member.value: member for member in kind}


def _value(member: Enum) -> Any:
    return member.value


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(json.loads(cell))


_PLAIN: Mapping[Any, Field] = {
    int: Field("", int),
    str: Field("", str),
    bool: Field("", int, int, bool),
    date: Field("", str, date.isoformat, date.fromisoformat, few=True),
    Month: Field("", int, month_number, month_of, few=True),
    Decimal: Field("", str, str, Decimal),
    Fraction: Field("", str, str, Fraction),
}

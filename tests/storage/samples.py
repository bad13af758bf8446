"""One record of every kind, and any record of any kind."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from gigadesk.domain.changes import Change, adding
from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.storage.tables import TABLES
from tests import builders

NOON = datetime(2023, 10, 9, 12, 0, 0)
WHO = "李四"

_INTEGERS = st.integers(-(2**63), 2**63 - 1)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: _INTEGERS,
    str: st.text(),
    bool: st.booleans(),
    date: st.dates(),
    Month: st.builds(Month, st.integers(1, 9999), st.integers(1, 12)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Fraction: st.fractions(),
}


def one_of_each() -> list[Record]:
    """A sound record of every kind, parents first; all have id 1 and point to id 1."""
    made = {
        type(record): record
        for name, builder in vars(builders).items()
        if name.startswith(("a_", "an_")) and isinstance(record := builder(), Record)
    }
    return [made[kind] for kind in TABLES]


def filling() -> Change:
    """The Change that puts one record of every kind on file."""
    return Change("填入样例", adding(one_of_each()))


def records_of(kind: type[Record]) -> st.SearchStrategy[Record]:
    """Any record of a kind, as wild as its types allow."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: _values(hints[field.name]) for field in dataclasses.fields(kind)})


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([st.none() if part is NoneType else _values(part) for part in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(_values(get_args(hint)[0]), max_size=4).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return _PLAIN[hint]

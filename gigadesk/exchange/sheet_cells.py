"""What stands in the cells of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")


class CellKind(Enum):
    """单元格类型: what a cell's value is shown as."""

    TEXT = "文本"
    NUMBER = "数字"
    PERCENT = "百分比"
    DATE = "日期"
    BOOLEAN = "逻辑值"
    ERROR = "错误值"


@dataclass(frozen=True, slots=True)
class Cell:
    """单元格: a value as it is stored, what it is shown as, and whether a formula made it.

    A NUMBER or PERCENT is an int, a float or, where it has more digits than those keep, a Decimal. A DATE is a
    datetime, or the bare number where that is no day. The value is None only for a formula that was never calculated.
    """

    value: str | int | float | Decimal | datetime | bool | None
    kind: CellKind
    formula: bool = False

    @property
    def text(self) -> str:
        """The value as a line of text would say it."""
        if self.value is None:
            return ""
        if isinstance(self.value, datetime):
            return f"{self.value.year}年{self.value.month}月{self.value.day}日"
        if isinstance(self.value, float):
            return f"{self.value:.15g}"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Area:
    """合并区域: cells shown as one, whose value is that of the first."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表: its cells that hold something, row by row and from left to right, counted from 1."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merged: tuple[Area, ...]

    def cell(self, row: int, column: int) -> Cell | None:
        """A cell, None where it holds nothing."""
        return self.rows.get(row, {}).get(column)

    def area(self, row: int, column: int) -> Area:
        """The merged area that a cell lies in, or the cell itself as one."""
        for area in self.merged:
            if area.holds(row, column):
                return area
        return Area(row, column, row, column)


def address(row: int, column: int) -> str:
    """单元格地址: E7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def place(reference: str) -> tuple[int, int]:
    """The row and column that an address means; raises ValueError where there is no such cell."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    if row > LAST_ROW or column > LAST_COLUMN:
        raise ValueError(reference)
    return row, column


def day_of(cell: Cell) -> date | None:
    """日期: the day a cell holds as a date, None where it holds none."""
    return cell.value.date() if isinstance(cell.value, datetime) else None

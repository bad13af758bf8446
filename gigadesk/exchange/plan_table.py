"""方案文件的表: reads typed values from a TOML table and puts down what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from gigadesk.domain.months import Month
from gigadesk.exchange.plan_faults import Faults
from gigadesk.exchange.plan_lines import Path

_Choice = TypeVar("_Choice", bound=Enum)
_Nothing = TypeVar("_Nothing")

_FRACTION = re.compile(r"(\d{1,12})(?:/(\d{1,12}))?", re.ASCII)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NO_MONTH = Month(1, 1)
_NO_DAY = date(1, 1, 1)


def short(written: str) -> str:
    """摘录: a text cut to what a message can bear, with nothing in it that cannot be seen."""
    seen = "".join("？" if unicodedata.category(letter) in _UNSEEN else letter for letter in written[:40])
    return seen + "…" if len(written) > 40 else seen


class Table:
    """表: one table of the plan file.

    What cannot be read is put down as a fault and stands in as an empty value, so that the reading goes on to the
    next fault; `sound` tells whether values may be compared. `close` puts down the keys that nobody asked for.
    """

    def __init__(self, values: Mapping[str, object], path: Path, faults: Faults, *, absent: bool = False) -> None:
        self._values = values
        self._absent = absent
        self.path = path
        self._faults = faults
        self._asked: dict[str, None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def name(self) -> str:
        """表名 as written in the file: [plan], [[tasks]]."""
        names = ".".join(str(part) for part in self.path if isinstance(part, str))
        return f"[[{names}]]" if self.path and isinstance(self.path[-1], int) else f"[{names}]"

    def fault(self, text: str, *inside: str | int) -> None:
        """Put down what is wrong with the table, or with the key or list member inside it."""
        self._faults.add(self.path + inside, text)

    def nearest(self, written: str, known: Collection[str]) -> str:
        """最接近的写法: a guess at what was meant, for the end of a message."""
        return self._faults.nearest(written, known)

    def sound(self, *keys: str) -> bool:
        """Whether nothing was wrong so far with these keys, or with the whole table when none is named."""
        if self._absent:
            return False
        if not keys:
            return not self._faults.touch(self.path)
        return not any(self._faults.touch((*self.path, key)) for key in keys)

    def close(self) -> None:
        """Put down every key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                where = f"{self.name} 中" if self.path else "方案文件中"
                self.fault(f"{where}没有“{short(key)}”这一项{self.nearest(key, self._asked)}。", key)

    def text(self, key: str, *, empty: bool = False, optional: bool = False) -> str:
        """A single line of text, which may be empty only where that is said."""
        value = self._value(key, optional)
        if not isinstance(value, str):
            return self._unfit(key, value, "文字", "")
        if not value and not empty:
            self.fault(f"“{key}”不能为空。", key)
        return value if self._clean(value, key) else ""

    def passage(self, key: str) -> str:
        """A text that may run over several lines."""
        value = self._value(key, optional=False)
        if not isinstance(value, str):
            return self._unfit(key, value, "文字", "")
        for number, line in enumerate(value.split("\n"), 1):
            for letter in line:
                if letter != "\t" and unicodedata.category(letter) in _UNSEEN:
                    said = f"“{key}”含有控制字符或不可见字符（U+{ord(letter):04X}）。"
                    self._faults.add_in_text((*self.path, key), number, said)
        return value

    def code(self, key: str, pattern: str = "[a-z][a-z0-9_]*") -> str:
        """A name that is kept in files and typed on the command line."""
        value = self.text(key)
        if value and not re.fullmatch(pattern, value):
            self.fault(f"“{key}”只能用小写英文字母、数字和连接线，不能写成“{short(value)}”。", key)
        return value

    def integer(self, key: str, low: int, high: int, *, optional: bool = False) -> int:
        """A whole number between two bounds; 0 where it is left out."""
        value = self._value(key, optional)
        if not isinstance(value, int) or isinstance(value, bool):
            return self._unfit(key, value, "整数", 0)
        if not low <= value <= high:
            self.fault(f"“{key}”应在 {low} 至 {high} 之间。", key)
            return low
        return value

    def flag(self, key: str, *, optional: bool = True) -> bool:
        """true or false; false where it is left out."""
        value = self._value(key, optional)
        if not isinstance(value, bool):
            return self._unfit(key, value, " true 或 false", nothing=False)
        return value

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """A date, written as it is in TOML; None where it is left out."""
        value = self._value(key, optional)
        if not isinstance(value, date) or isinstance(value, datetime):
            return self._unfit(key, value, "日期（如 2023-06-02，不加引号）", None if optional else _NO_DAY)
        return value

    def month(self, key: str, *, optional: bool = False) -> Month | None:
        """A month; None where it is left out."""
        nothing = None if optional else _NO_MONTH
        value = self._value(key, optional)
        if not isinstance(value, str):
            return self._unfit(key, value, '月份（如 "2023-10"）', nothing)
        try:
            return Month.parse(value)
        except ValueError:
            self.fault(f'“{key}”应为月份（如 "2023-10"），不能写成“{short(value)}”。', key)
            return nothing

    def fraction(self, key: str) -> Fraction | None:
        """A threshold above zero as an exact fraction; None where it is left out."""
        value = self._value(key, optional=True)
        if not isinstance(value, str):
            return self._unfit(key, value, '加引号的分数或整数（如 "1/4"、"12"）', None)
        written = _FRACTION.fullmatch(value)
        if written is None or int(written[2] or 1) == 0:
            self.fault(f'“{key}”应为分数或整数（如 "1/4"、"12"），不能写成“{short(value)}”。', key)
            return None
        if int(written[1]) == 0:
            self.fault(f"“{key}”应大于 0。", key)
            return None
        return Fraction(int(written[1]), int(written[2] or 1))

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """One of the values of an Enum; its first where the file gives none of them."""
        value = self.text(key)
        for choice in choices:
            if choice.value == value:
                return choice
        if self.sound(key):
            known = [str(choice.value) for choice in choices]
            self.fault(f"“{key}”应为 {'、'.join(known)} 之一，不能写成“{short(value)}”。", key)
        return next(iter(choices))

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts without repetition; empty where it is left out."""
        value = self._value(key, optional)
        if not isinstance(value, list):
            return self._unfit(key, value, '列表（如 ["甲", "乙"]）', ())
        fit: list[str] = []
        for place, member in enumerate(value):
            if not isinstance(member, str):
                self.fault(f"“{key}”中每一项都应为文字，要加引号。", key, place)
            elif not member:
                self.fault(f"“{key}”中不能有空的文字。", key, place)
            elif member in fit:
                self.fault(f"“{key}”中“{short(member)}”重复。", key, place)
            elif self._clean(member, key, place):
                fit.append(member)
        return tuple(fit)

    def table(self, key: str) -> Table:
        """A table inside this one; an empty one where the file gives none."""
        value = self._values.get(key)
        self._asked[key] = None
        if not isinstance(value, dict):
            if self._absent:
                return Table({}, (*self.path, key), self._faults, absent=True)
            name = ".".join(str(part) for part in (*self.path, key))
            self.fault(f"缺少 [{name}]。" if value is None else f"“{key}”应写成 [{name}]。", key)
            return Table({}, (*self.path, key), self._faults, absent=True)
        return Table(value, (*self.path, key), self._faults)

    def tables(self, key: str, *, optional: bool = False) -> list[Table]:
        """The list of tables under a key; empty where the file gives none."""
        value = self._values.get(key)
        self._asked[key] = None
        if value is None and (optional or self._absent):
            return []
        if not isinstance(value, list) or not value or not all(isinstance(member, dict) for member in value):
            name = ".".join(str(part) for part in (*self.path, key))
            self.fault(f"缺少 [[{name}]]。" if value is None else f"“{key}”应逐项写成 [[{name}]]。", key)
            return []
        return [Table(member, (*self.path, key, place), self._faults) for place, member in enumerate(value)]

    def _value(self, key: str, optional: bool) -> object:
        self._asked[key] = None
        value = self._values.get(key)
        if value is None and not optional and not self._absent:
            self.fault(f"{self.name} 缺少“{key}”。", key)
        return value

    def _unfit(self, key: str, value: object, wanted: str, nothing: _Nothing) -> _Nothing:
        """The empty value, and a fault unless the key is absent (which `_value` has put down where it matters)."""
        if value is not None:
            self.fault(f"“{key}”应为{wanted}。", key)
        return nothing

    def _clean(self, value: str, *inside: str | int) -> bool:
        letter = next((letter for letter in value if unicodedata.category(letter) in _UNSEEN), "")
        if letter:
            self.fault(f"“{inside[0]}”含有控制字符、换行或不可见字符（U+{ord(letter):04X}）。", *inside)
        elif value != value.strip():
            self.fault(f"“{inside[0]}”开头或结尾有多余的空白。", *inside)
        else:
            return True
        return False

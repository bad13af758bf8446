"""月份: the calendar month that a figure or a deadline belongs to."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})|年(\d{1,2})月)", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """月份: a calendar month, shown as 2023年10月 and kept as 2023-10."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """月份有误: raise ValueError for a month outside 1 to 12 or a year outside 1 to 9999."""
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"{self.year}-{self.number}")

    @classmethod
    def parse(cls, text: str) -> Month:
        """读月份: 2023-10 or 2023年10月; raises ValueError for anything else."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError(text)
        return cls(int(written[1]), int(written[2] or written[3]))

    @classmethod
    def of(cls, day: date) -> Month:
        """所在月: the month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """首日: the month's first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """末日: the day a deadline named by the month falls on, and the day its figures are taken."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> Month:
        """推移: the month so many months later, or earlier for a negative number."""
        years, rest = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, rest + 1)

    def through(self, last: Month) -> tuple[Month, ...]:
        """起止各月: every month from this one to `last`, both included; empty when `last` is earlier."""
        count = (last.year - self.year) * 12 + last.number - self.number + 1
        return tuple(self.plus(n) for n in range(count))

    @property
    def code(self) -> str:
        """2023-10, as typed on the command line and kept in forms."""
        return f"{self.year:04d}-{self.number:02d}"

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"

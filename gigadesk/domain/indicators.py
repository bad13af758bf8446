"""指标: the assessment indicators (annex 3), the data elements behind them, and who reports what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record


class Summing(Enum):
    """汇总方式: how the district's figure comes from the units' figures."""

    SUM = "sum"
    SUM_OR_SOURCE = "sum_or_source"
    ONE_SOURCE = "one_source"
    BASE = "base"

    @property
    def label(self) -> str:
        """汇总方式 as shown."""
        return _SUMMING_LABELS[self]


_SUMMING_LABELS = {
    Summing.SUM: "各单位合计",
    Summing.SUM_OR_SOURCE: "各单位合计，另有统一口径数据的以其为准",
    Summing.ONE_SOURCE: "单一来源",
    Summing.BASE: "基础数据",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataElement(Record):
    """数据项: a raw figure with its 口径 and 计量单位.

    Figures are stored as integers in units of 10**-places. `cumulative` ones do not fall in the ordinary course.
    """

    order: int
    code: str
    name: str
    definition: str
    measure: str
    places: int
    summing: Summing
    cumulative: bool

    def decimal(self, stored: int) -> Decimal:
        """数值: the figure that a stored integer means."""
        return Decimal(stored).scaleb(-self.places)

    def stored(self, figure: Decimal) -> int:
        """存储值: the integer that keeps a figure; raises ValueError when it has more decimals than `places`."""
        scaled = figure.scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(str(figure))
        return int(scaled)


class ReporterRole(Enum):
    """报送角色: SUMMED figures are added up; the first SOURCE that gives one stands for the whole; REFERENCE is kept beside."""

    SUMMED = "summed"
    SOURCE = "source"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter(Record):
    """报送单位: a unit that reports a data element; an inactive one can be switched on. `order` ranks sources."""

    element_id: int
    unit_id: int
    role: ReporterRole
    order: int
    active: bool


class Counting(Enum):
    """计算方式: from data elements, or counted from a register."""

    RATIO = "ratio"
    SINGLE = "single"
    PLACES = "places"
    CASES = "cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """指标: meaning, formula and standard as printed; both lines exact on the value's own scale (25% is 1/4).

    `number` is None for an indicator that only the plan's goal asks for. `percent` values are shown as percentages,
    others with `measure` behind them. `may_exceed` marks a ratio that can rightly be above one. `task_id` is the
    measured task whose light this indicator's goal decides; `goal_wording` is the goal as the plan prints it.
    """

    order: int
    code: str
    number: int | None
    name: str
    meaning: str
    formula: str
    standard_wording: str
    goal_wording: str
    counting: Counting
    numerator_id: int | None
    denominator_id: int | None
    percent: bool
    measure: str
    may_exceed: bool
    standard: Fraction | None
    goal: Fraction | None
    task_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuota(Record):
    """案例任务数: how many 典型案例 the goal asks of one unit (section 2(4), task 13)."""

    indicator_id: int
    unit_id: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseFigure(Record):
    """基础数据: a figure that holds for every period from `valid_from` until it is replaced."""

    element_id: int
    value: int
    source: str
    document: str
    valid_from: Month


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFigure(Record):
    """基期数: a figure at the end of the baseline month; `unit_id` None is the district's whole. It has no verdict."""

    element_id: int
    unit_id: int | None
    value: int

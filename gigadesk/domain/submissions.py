"""报送: what a unit handed in for a period, and the figures in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record


class SubmissionState(Enum):
    """审核状态. What has no submission at all is 未报."""

    PENDING = "pending"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """审核状态 as shown."""
        return {"pending": "待审核", "returned": "退回修改", "accepted": "已审核"}[self.value]


class Answer(Enum):
    """报送内容.

    FIGURES are in the form; ZERO (零报告) is 0 and counts; UNCHANGED (无变化) is the last figure, confirmed by the
    unit; NOT_APPLICABLE (不适用) means that the unit is not expected for the period.
    """

    FIGURES = "figures"
    ZERO = "zero"
    UNCHANGED = "unchanged"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """报送内容 as shown."""
        return _ANSWER_LABELS[self]


_ANSWER_LABELS = {
    Answer.FIGURES: "数据",
    Answer.ZERO: "零报告",
    Answer.UNCHANGED: "无变化",
    Answer.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    """报送: one revision of one unit's figures for one period.

    `source` is the sha256 of the form as it came, `source_name` its file name; both empty when it was entered by
    hand. `note` is what the clerk wrote on accepting warnings; `reason` why it was returned, or why there are no figures.
    """

    unit_id: int
    month: Month
    revision: int
    state: SubmissionState
    answer: Answer
    received_on: date
    source: str
    source_name: str
    filled_by: str
    telephone: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """数据: one data element in one revision, an integer in units of 10**-places.

    `counted` is true in the newest accepted revision and false in those it replaced, which stay readable.
    `cell` is where it stood in the form.
    """

    submission_id: int
    unit_id: int
    month: Month
    element_id: int
    value: int
    counted: bool
    cell: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry(Record):
    """沿用: the clerk's decision that a unit's last figures stand for a month in which it reported none."""

    unit_id: int
    month: Month
    reason: str
    decided_on: date
    decided_by: str

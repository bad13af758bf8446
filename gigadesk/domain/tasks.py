"""任务: the task list (annex 1), who answers for each task, and what the units report on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record


class TaskKind(Enum):
    """任务类别: of the printed list, or a duty that section 3 implies, listed apart and never counted with it."""

    LISTED = "listed"
    DUTY = "duty"

    @property
    def label(self) -> str:
        """重点任务 or 工作要求事项."""
        return "重点任务" if self is TaskKind.LISTED else "工作要求事项"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """任务: a numbered line of the task list; the printed wordings are kept whole.

    `deadline` is a month, meaning its last day; None is 常态化开展. A measured task's light comes from the goals of
    its indicators and from no one's word.
    """

    kind: TaskKind
    number: int
    focus_area_id: int | None
    content: str
    lead_wording: str
    responsible_wording: str
    deadline: Month | None
    measured: bool


class PartyRole(Enum):
    """责任分工."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskParty(Record):
    """责任单位: a unit or a group that leads a task or answers for it; exactly one of the two ids is given."""

    task_id: int
    role: PartyRole
    order: int
    unit_id: int | None
    group_id: int | None


class ProgressState(Enum):
    """进展状态: what a unit says of its part."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_INVOLVED = "not_involved"

    @property
    def label(self) -> str:
        """进展状态 as shown."""
        return _PROGRESS_LABELS[self]


_PROGRESS_LABELS = {
    ProgressState.NOT_STARTED: "未启动",
    ProgressState.UNDER_WAY: "推进中",
    ProgressState.DONE: "已完成",
    ProgressState.NOT_INVOLVED: "不涉及",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Record):
    """进展: what one unit reported on one task for one period; `percent` 0 to 100, None when it was not given."""

    task_id: int
    unit_id: int
    month: Month
    state: ProgressState
    percent: int | None
    text: str
    problems: str
    next_steps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion(Record):
    """办结认定: the office confirms on a day that a task is done."""

    task_id: int
    day: date
    confirmed_by: str
    note: str

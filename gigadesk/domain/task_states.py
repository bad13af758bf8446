"""任务状态: how a task stands on a day, and which light it shows.

Sources: the plan's deadlines (annex 1) and the limits that the plan file sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from gigadesk.domain.achievement import IndicatorValue, ValueState
from gigadesk.domain.months import Month
from gigadesk.domain.parties import Parties
from gigadesk.domain.plan import Plan
from gigadesk.domain.tasks import Completion, Progress, ProgressState, Task


class Light(Enum):
    """亮灯."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def label(self) -> str:
        """亮灯 as shown."""
        return {"none": "未亮灯", "green": "绿灯", "yellow": "黄灯", "red": "红灯"}[self.value]


class TaskState(Enum):
    """任务状态 as shown."""

    NOT_STARTED = "未启动"
    ON_TRACK = "正常推进"
    LAGGING = "进度滞后"
    DUE_SOON = "临近到期"
    OVERDUE = "逾期未完成"
    DONE = "已完成"
    STANDING = "常态化推进"


_LIGHTS = {
    TaskState.NOT_STARTED: Light.NONE,
    TaskState.ON_TRACK: Light.GREEN,
    TaskState.LAGGING: Light.YELLOW,
    TaskState.DUE_SOON: Light.YELLOW,
    TaskState.OVERDUE: Light.RED,
    TaskState.DONE: Light.GREEN,
    TaskState.STANDING: Light.GREEN,
}


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """任务情况: state, light and the leads' percent (None where none was given)."""

    task: Task
    state: TaskState
    light: Light
    percent: int | None


@dataclass(frozen=True, slots=True)
class ReviewedTask:
    """任务检视结果: a task's standing, who answers for it, and each unit's newest word on it by unit id."""

    standing: TaskStanding
    parties: Parties
    words: dict[int, Progress]

    @property
    def task(self) -> Task:
        """任务: the task itself."""
        return self.standing.task


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """目标情况: an indicator whose goal a measured task answers for, and where it stood at the baseline."""

    value: IndicatorValue
    baseline: Fraction | None


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """统计口径: the period that is looked at, and the 统计截止日期 that decides deadlines and states."""

    month: Month
    as_of: date


def reporting_month(plan: Plan, viewpoint: Viewpoint) -> Month | None:
    """应报月份: the newest month up to the period that has ended by the as-of date; None before the first one has."""
    ended = Month.of(viewpoint.as_of)
    if viewpoint.as_of < ended.last_day:
        ended = ended.plus(-1)
    month = min(viewpoint.month, ended)
    return month if month >= plan.first_month else None


def elapsed_percent(plan: Plan, deadline: Month, as_of: date) -> Fraction:
    """时间进度: the part of the time from the plan's date to the deadline that is over, 0 to 100."""
    whole = (deadline.last_day - plan.issued_on).days
    if whole <= 0:
        return Fraction(100)
    return max(Fraction(0), min(Fraction(100), Fraction((as_of - plan.issued_on).days * 100, whole)))


def newest_words(progress: Iterable[Progress], task_id: int, until: Month) -> dict[int, Progress]:
    """最新进展: each unit's newest word on a task up to a month, by unit id; of one month the later record."""
    words = (each for each in progress if each.task_id == task_id and each.month <= until)
    return {each.unit_id: each for each in sorted(words, key=lambda each: (each.month, each.id))}


def task_standing(
    task: Task,
    parties: Parties,
    progress: Iterable[Progress],
    completions: Iterable[Completion],
    plan: Plan,
    viewpoint: Viewpoint,
) -> TaskStanding:
    """任务情况 of a task that units report on in words.

    已完成 needs the word of every lead, every responsible unit done or 不涉及, and the office's 办结认定.
    """
    words = {
        unit: word
        for unit, word in newest_words(progress, task.id, viewpoint.month).items()
        if unit in parties.everyone
    }
    percent = _percent(parties.leads, words)
    due = reporting_month(plan, viewpoint)
    silent = due is not None and not any(word.month >= due for word in words.values())
    if task.deadline is None:
        light = Light.YELLOW if silent else Light.GREEN
        return TaskStanding(task, TaskState.STANDING, light, percent)
    if _confirmed(task, completions, viewpoint.as_of) and _all_done(parties, words):
        return _standing(task, TaskState.DONE, percent)
    if (state := _by_deadline(task.deadline, plan, viewpoint.as_of)) is not None:
        return _standing(task, state, percent)
    elapsed = elapsed_percent(plan, task.deadline, viewpoint.as_of)
    behind = percent is not None and percent + plan.lag_limit < elapsed
    if silent or behind:
        return _standing(task, TaskState.LAGGING, percent)
    started = any(word.state in (ProgressState.UNDER_WAY, ProgressState.DONE) for word in words.values())
    return _standing(task, TaskState.ON_TRACK if started else TaskState.NOT_STARTED, percent)


def measured_standing(task: Task, goals: Sequence[GoalStanding], plan: Plan, viewpoint: Viewpoint) -> TaskStanding:
    """任务情况 of a measured task: all its goals must be met; no one's word counts.

    A 常态化 one is never 已完成 nor 逾期: it is green while its goals are met and yellow while one is not.
    """
    met = bool(goals) and all(goal.value.goal is not None and goal.value.goal.met for goal in goals)
    if task.deadline is None:
        return TaskStanding(task, TaskState.STANDING, Light.GREEN if met else Light.YELLOW, None)
    if met:
        return _standing(task, TaskState.DONE, None)
    if (state := _by_deadline(task.deadline, plan, viewpoint.as_of)) is not None:
        return _standing(task, state, None)
    ended = reporting_month(plan, viewpoint) == viewpoint.month
    undecided = ended and any(not goal.value.state.decides for goal in goals)
    if undecided or any(_below_line(goal, plan, task.deadline) for goal in goals):
        return _standing(task, TaskState.LAGGING, None)
    begun = any(goal.value.state is not ValueState.NONE for goal in goals)
    return _standing(task, TaskState.ON_TRACK if begun else TaskState.NOT_STARTED, None)


def needed_value(baseline: Fraction, goal: Fraction, plan: Plan, deadline: Month, month: Month) -> Fraction:
    """序时目标: where the straight line from the baseline to the goal stands at the end of a month."""
    whole = _months_between(plan.baseline_month, deadline)
    gone = max(0, min(whole, _months_between(plan.baseline_month, month)))
    return goal if whole <= 0 else baseline + (goal - baseline) * Fraction(gone, whole)


def _below_line(goal: GoalStanding, plan: Plan, deadline: Month) -> bool:
    value, verdict = goal.value.goal_value, goal.value.goal
    if value is None or verdict is None or verdict.met is not False or goal.baseline is None:
        return False
    return value < needed_value(goal.baseline, verdict.threshold, plan, deadline, goal.value.month)


def _months_between(first: Month, last: Month) -> int:
    return (last.year - first.year) * 12 + last.number - first.number


def _standing(task: Task, state: TaskState, percent: int | None) -> TaskStanding:
    return TaskStanding(task, state, _LIGHTS[state], percent)


def _by_deadline(deadline: Month, plan: Plan, as_of: date) -> TaskState | None:
    left = (deadline.last_day - as_of).days
    if left < 0:
        return TaskState.OVERDUE
    return TaskState.DUE_SOON if left <= plan.warning_days else None


def _percent(leads: Sequence[int], words: dict[int, Progress]) -> int | None:
    """The lowest percent among the leads: a task is not further than the one that lags."""
    given = [_percent_said(word) for unit, word in words.items() if unit in leads]
    return min((percent for percent in given if percent is not None), default=None)


def _percent_said(word: Progress) -> int | None:
    """The percent that a unit's word means: 已完成 is 100 and 未启动 is 0, whatever stands beside it."""
    match word.state:
        case ProgressState.DONE:
            return 100
        case ProgressState.NOT_STARTED:
            return 0
        case ProgressState.NOT_INVOLVED:
            return None
    return word.percent


def _confirmed(task: Task, completions: Iterable[Completion], as_of: date) -> bool:
    return any(each.task_id == task.id and each.day <= as_of for each in completions)


def _all_done(parties: Parties, words: dict[int, Progress]) -> bool:
    if parties.unfilled or not parties.leads:
        return False
    settled = (ProgressState.DONE, ProgressState.NOT_INVOLVED)
    leads_done = all(unit in words and words[unit].state is ProgressState.DONE for unit in parties.leads)
    return leads_done and all(
        unit in words and words[unit].state in settled for unit in parties.responsible if unit not in parties.leads
    )

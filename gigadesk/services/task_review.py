"""任务检视: how every task stands at a viewpoint."""

from __future__ import annotations

from collections.abc import Sequence

from gigadesk.domain.achievement import IndicatorValue
from gigadesk.domain.parties import resolve_parties
from gigadesk.domain.task_states import (
    GoalStanding,
    ReviewedTask,
    Viewpoint,
    measured_standing,
    newest_words,
    task_standing,
)
from gigadesk.domain.tasks import Completion, Task, TaskKind, TaskParty
from gigadesk.domain.units import GroupUnit, UnitGroup
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import baseline_values
from gigadesk.storage.store import Store


def review_tasks(
    store: Store, basis: Basis, viewpoint: Viewpoint, values: Sequence[IndicatorValue]
) -> list[ReviewedTask]:
    """任务检视 of every task in the list's order; `values` are the indicators of the viewpoint's period."""
    parties = store.records(TaskParty)
    groups, group_units = store.records(UnitGroup), store.records(GroupUnit)
    progress = store.progress(viewpoint.month)
    completions = store.records(Completion)
    baseline = baseline_values(basis)
    reviewed = []
    for task in sorted(store.records(Task), key=lambda task: (task.kind is TaskKind.DUTY, task.number)):
        resolved = resolve_parties(task.id, parties, groups, group_units)
        if task.measured:
            goals = [
                GoalStanding(value, baseline.get(value.indicator.id))
                for value in values
                if value.indicator.task_id == task.id
            ]
            standing = measured_standing(task, goals, basis.plan, viewpoint)
        else:
            standing = task_standing(task, resolved, progress, completions, basis.plan, viewpoint)
        reviewed.append(ReviewedTask(standing, resolved, newest_words(progress, task.id, viewpoint.month)))
    return reviewed

"""任务清单: reads the tasks and who answers for them."""

from __future__ import annotations

from collections.abc import Iterator

from gigadesk.domain.plan import FocusArea, Plan
from gigadesk.domain.tasks import PartyRole, Task, TaskKind, TaskParty
from gigadesk.domain.units import Unit
from gigadesk.exchange.plan_table import Table
from gigadesk.exchange.plan_units import Names


def read_tasks(
    root: Table, plan: Plan, areas: list[FocusArea], names: Names, ids: Iterator[int]
) -> tuple[dict[int, Task], list[TaskParty], dict[int, Table]]:
    """任务: [[tasks]] by number, their parties, and the tables that they stand in."""
    tasks: dict[int, Task] = {}
    parties: list[TaskParty] = []
    tables: dict[int, Table] = {}
    for table in root.tables("tasks"):
        number = table.integer("number", 1, 9999)
        area = table.integer("area", 1, 9999)
        if areas and table.sound("area") and area > len(areas):
            table.fault(f"“area”是重点任务的次序，共 {len(areas)} 个，没有第 {area} 个。", "area")
        task = Task(
            id=next(ids),
            kind=TaskKind.LISTED,
            number=number,
            focus_area_id=areas[area - 1].id if 1 <= area <= len(areas) else None,
            content=table.text("content"),
            lead_wording=table.text("lead_wording"),
            responsible_wording=table.text("responsible_wording"),
            deadline=table.month("deadline", optional=True),
            measured=table.flag("measured"),
        )
        if task.deadline is not None and root.sound("plan") and task.deadline.last_day < plan.issued_on:
            table.fault("“deadline”早于方案的印发日期。", "deadline")
        if table.sound("number") and number in tasks:
            table.fault(f"任务序号 {number} 重复。", "number")
        parties += _parties(table, task, names, ids)
        table.close()
        tasks[number] = task
        tables[number] = table
    return tasks, parties, tables


def _parties(table: Table, task: Task, names: Names, ids: Iterator[int]) -> list[TaskParty]:
    leads, responsible = names.parties(table, "lead"), names.parties(table, "responsible")
    if not leads and names.whole and table.sound("lead"):
        table.fault("“lead”至少要有一个牵头单位。", "lead")
    return [
        TaskParty(
            id=next(ids),
            task_id=task.id,
            role=role,
            order=order,
            unit_id=meant.id if isinstance(meant, Unit) else None,
            group_id=None if isinstance(meant, Unit) else meant.id,
        )
        for role, found in ((PartyRole.LEAD, leads), (PartyRole.RESPONSIBLE, responsible))
        for order, meant in enumerate(found, 1)
    ]

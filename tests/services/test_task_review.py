"""任务检视: every task's standing at a viewpoint, the measured ones from their goals, the others from words."""

from __future__ import annotations

from datetime import date

from gigadesk.domain.indicators import DataElement
from gigadesk.domain.months import Month
from gigadesk.domain.task_states import ReviewedTask, TaskState
from gigadesk.domain.tasks import ProgressState, Task, TaskKind
from gigadesk.domain.units import Unit, UnitGroup
from gigadesk.services.workbook import Workbook
from tests import builders
from tests.services.assessments import material
from tests.services.offices import APRIL, JUNE, MAY, named, put, report, set_base


def review(workbook: Workbook, month: Month, as_of: date) -> dict[int, ReviewedTask]:
    return {each.task.number: each for each in material(workbook, month, as_of).tasks}


def task_id(workbook: Workbook, number: int) -> int:
    return next(task.id for task in workbook.store.records(Task) if task.number == number)


def test_duties_stand_after_the_list(workbook: Workbook) -> None:
    put(workbook, builders.a_task(kind=TaskKind.DUTY, number=1, focus_area_id=None))
    found = material(workbook).tasks
    assert [(each.task.kind, each.task.number) for each in found] == [
        *((TaskKind.LISTED, number) for number in (1, 2, 3)),
        (TaskKind.DUTY, 1),
    ]


def test_a_measured_task_stands_as_its_goals_do(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 10000)
    set_base(workbook, "residents", 400)
    put(
        workbook,
        *(
            builders.a_baseline_figure(
                element_id=named(workbook, DataElement, "fibre_homes").id,
                unit_id=named(workbook, Unit, code).id,
                value=1000,
            )
            for code in ("alpha", "beta")
        ),
    )
    for code in ("alpha", "beta"):
        report(workbook, code, APRIL, {"fibre_homes": 1200})
        report(workbook, code, MAY, {"fibre_homes": 2750})
        report(workbook, code, JUNE, {"fibre_homes": 3000})
    assert review(workbook, APRIL, date(2024, 4, 30))[1].standing.state is TaskState.LAGGING
    assert review(workbook, MAY, date(2024, 5, 31))[1].standing.state is TaskState.ON_TRACK
    assert review(workbook, JUNE, date(2024, 7, 5))[1].standing.state is TaskState.DONE


def test_a_task_is_done_when_all_say_so_and_the_office_confirms(workbook: Workbook) -> None:
    number, day = task_id(workbook, 2), date(2024, 5, 20)
    group = named(workbook, UnitGroup, "schools")
    education, town, bureau = (named(workbook, Unit, code).id for code in ("education", "east_town", "data_bureau"))
    done = {"task_id": number, "month": MAY, "state": ProgressState.DONE, "percent": 100}
    put(workbook, *(builders.a_progress(unit_id=unit, **done) for unit in (education, town)))
    put(workbook, builders.a_completion(task_id=number, day=day))
    assert review(workbook, MAY, date(2024, 6, 1))[2].standing.state is TaskState.OVERDUE, "a group is not filled"
    put(workbook, builders.a_group_unit(group_id=group.id, unit_id=bureau, task_id=number))
    put(workbook, builders.a_progress(unit_id=bureau, **{**done, "state": ProgressState.NOT_INVOLVED}))
    found = review(workbook, MAY, date(2024, 6, 1))[2]
    assert found.standing.state is TaskState.DONE
    assert (found.parties.leads, found.parties.everyone) == ((education,), (education, bureau, town))
    assert set(found.words) == {education, town, bureau}
    assert review(workbook, MAY, date(2024, 5, 19))[2].standing.state is TaskState.DUE_SOON

"""The demonstration workbook: what the example file becomes, and its indicators computed once more by hand."""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import gigadesk.domain
from gigadesk.domain.achievement import IndicatorValue, ValueState
from gigadesk.domain.checks import Level
from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import BaselineFigure, Counting
from gigadesk.domain.months import Month
from gigadesk.domain.parties import resolve_parties
from gigadesk.domain.periods import Period
from gigadesk.domain.plan import ClerkParagraph, Desk, ReportSection
from gigadesk.domain.records import Record
from gigadesk.domain.registers import Case, Coverage, Place
from gigadesk.domain.submissions import Answer, Carry, Figure, Submission, SubmissionState
from gigadesk.domain.task_states import Light, TaskState, Viewpoint
from gigadesk.domain.tasks import Completion, Progress, ProgressState, Task, TaskParty
from gigadesk.domain.units import GroupUnit, UnitContact, UnitGroup, UnitKind
from gigadesk.services.basis import Basis
from gigadesk.services.checking import FigureChecks
from gigadesk.services.creating import new_workbook
from gigadesk.services.demonstration import fill_demonstration, read_example
from gigadesk.services.evaluation import circumstances_of, evaluate
from gigadesk.services.task_review import review_tasks
from gigadesk.services.workbook import Workbook

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "resources" / "examples" / "yuzhong-2023.toml").read_text("utf-8")
PLAN = (ROOT / "resources" / "plans" / "yuzhong-2023.toml").read_text("utf-8")
SMALL_PLAN = (ROOT / "tests" / "plans" / "small.toml").read_text("utf-8")
RAW = tomllib.loads(EXAMPLE)
MONTHS = [f"2023-{number:02d}" for number in range(6, 11)]
SUMMED = ("渝中电信", "渝中移动", "渝中联通", "渝中广电")
SOURCE = "市通信管理局"


def clock() -> datetime:
    return datetime(2023, 11, 6, 9, 0)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    with new_workbook(tmp_path_factory.mktemp("示例") / "示例.gigadesk", PLAN, clock) as workbook:
        fill_demonstration(workbook.store, workbook.history, read_example(EXAMPLE))
        yield workbook


@pytest.fixture(scope="module")
def basis(workbook: Workbook) -> Basis:
    return Basis.read(workbook.store)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workbook]:
    with new_workbook(tmp_path / "海麓.gigadesk", SMALL_PLAN, clock) as workbook:
        yield workbook


def on_file(workbook: Workbook, kind: type[Record]) -> list[Any]:
    questions: dict[type[Record], Any] = {
        Figure: lambda: workbook.store.figures(counted_only=False),
        Submission: workbook.store.submissions,
        Progress: workbook.store.progress,
    }
    return list(questions[kind]() if kind in questions else workbook.store.records(kind))


# The values by hand, from the file as it is written


def given(month: str) -> dict[str, dict[str, int]]:
    """The figures that stand for a month by unit and data element: those of the last accepted revision."""
    standing: dict[str, dict[str, int]] = {}
    for each in sorted(RAW["submissions"], key=lambda each: (each["month"], each["revision"])):
        unit = each["unit"]
        if each["month"] > month or each["state"] != "accepted" or each["answer"] == "not_applicable":
            continue
        if each["answer"] == "figures":
            figures = each["figures"]
        elif each["answer"] == "zero":
            figures = {"users_5g": 0, "mobile_users": 0, "stations_5g": 0}
        else:
            figures = standing[unit]
        standing[unit] = figures
    here = {each["unit"] for each in RAW["submissions"] if each["month"] == month and each["state"] == "accepted"}
    here |= {each["unit"] for each in RAW["carries"] if each["month"] == month}
    return {unit: figures for unit, figures in standing.items() if unit in here}


def summed(month: str, element: str, *, also: str | None = None) -> Fraction:
    """The sum over the operators; only over those that gave `also` too where it is named."""
    figures = given(month)
    if element in figures[SOURCE]:
        return Fraction(figures[SOURCE][element])
    units = [unit for unit in SUMMED if unit in figures and element in figures[unit]]
    return Fraction(sum(figures[unit][element] for unit in units if also is None or also in figures[unit]))


def base(element: str) -> Fraction:
    (figure,) = (each["value"] for each in RAW["base_figures"] if each["element"] == element)
    return Fraction(figure)


def last_day(month: str) -> date:
    return Month.parse(month).last_day


def holds(table: dict[str, Any], prefix: str, day: date) -> bool:
    return f"{prefix}since" in table and table[f"{prefix}since"] <= day <= table.get(f"{prefix}until", date.max)


def by_hand(month: str) -> dict[str, Fraction]:
    day = last_day(month)
    counted = [place for place in RAW["places"] if holds(place, "counts_", day)]
    reached = [place for place in counted if any(holds(each, "", day) for each in place.get("coverages", []))]
    return {
        "home_coverage": given(month)[SOURCE]["homes_gigabit"] / base("homes_total"),
        "pon_10g_share": summed(month, "pon_10g_ports") / summed(month, "pon_ports"),
        "place_5g_reach": Fraction(len(reached), len(counted)),
        "stations_per_10k": summed(month, "stations_5g") / base("population"),
        "users_500m_share": summed(month, "users_500m") / summed(month, "fixed_users", also="users_500m"),
        "users_5g_share": summed(month, "users_5g") / summed(month, "mobile_users"),
        "typical_cases": Fraction(sum(holds(case, "typical_", day) for case in RAW["cases"])),
        "gigabit_ports": summed(month, "pon_10g_ports"),
    }


def values(workbook: Workbook, month: str) -> dict[str, IndicatorValue]:
    wanted = Month.parse(month)
    found = evaluate(workbook.store, Basis.read(workbook.store), [wanted])[wanted]
    return {value.indicator.code: value for value in found}


@pytest.mark.parametrize("month", MONTHS)
def test_every_value_is_what_a_hand_calculation_gives(workbook: Workbook, month: str) -> None:
    assert {code: value.value for code, value in values(workbook, month).items()} == by_hand(month)


def test_all_periods_at_once_give_the_same(workbook: Workbook, basis: Basis) -> None:
    for month, found in evaluate(workbook.store, basis, basis.plan.months).items():
        assert {value.indicator.code: value.value for value in found} == by_hand(month.code)


@pytest.mark.parametrize(
    ("month", "differing"),
    [
        ("2023-06", {}),
        ("2023-07", {"users_500m_share": ValueState.INCOMPLETE}),
        ("2023-08", {"stations_per_10k": ValueState.CARRIED, "users_5g_share": ValueState.CARRIED}),
        ("2023-09", {}),
        ("2023-10", {}),
    ],
)
def test_the_states_that_the_months_show(workbook: Workbook, month: str, differing: dict[str, ValueState]) -> None:
    states = {code: value.state for code, value in values(workbook, month).items()}
    assert states == dict.fromkeys(states, ValueState.COMPLETE) | differing


def test_october_misses_two_goals_and_no_standard(workbook: Workbook) -> None:
    october = values(workbook, "2023-10")
    assert all(value.standard is None or value.standard.met for value in october.values())
    gaps = {code: value.goal.gap for code, value in october.items() if value.goal and not value.goal.met}
    assert gaps == {"home_coverage": 1457, "place_5g_reach": 1}
    assert (october["typical_cases"].value, october["typical_cases"].goal_value) == (Fraction(7), Fraction(5))


@pytest.mark.parametrize("counting", [Counting.RATIO, Counting.SINGLE, Counting.PLACES, Counting.CASES])
def test_the_values_rise_from_month_to_month(workbook: Workbook, basis: Basis, counting: Counting) -> None:
    found = evaluate(workbook.store, basis, basis.plan.months)
    series: dict[str, list[Fraction]] = {}
    for month in basis.plan.months:
        for value in found[month]:
            if value.indicator.counting is counting and value.state.decides:
                series.setdefault(value.indicator.code, []).append(value.value or Fraction(0))
    assert series
    for rising in series.values():
        assert rising == sorted(rising)


# The tasks


def standings(workbook: Workbook, basis: Basis, month: str) -> dict[TaskState, set[int]]:
    viewpoint = Viewpoint(Month.parse(month), last_day(month))
    found: dict[TaskState, set[int]] = {}
    for reviewed in review_tasks(workbook.store, basis, viewpoint, list(values(workbook, month).values())):
        found.setdefault(reviewed.standing.state, set()).add(reviewed.task.number)
    return found


def test_the_tasks_in_october(workbook: Workbook, basis: Basis) -> None:
    assert standings(workbook, basis, "2023-10") == {
        TaskState.DONE: {8, 11, 12, 13, 16, 17, 19, 20},
        TaskState.DUE_SOON: {3, 6, 7, 9, 10, 14, 15, 18, 21},
        TaskState.STANDING: {1, 2, 4, 5},
    }


def test_the_tasks_that_lag_on_the_way(workbook: Workbook, basis: Basis) -> None:
    lagging = {month: standings(workbook, basis, month).get(TaskState.LAGGING, set()) for month in MONTHS}
    assert lagging == {"2023-06": set(), "2023-07": {16}, "2023-08": {3, 10}, "2023-09": {3}, "2023-10": set()}


def test_the_lights_of_the_standing_tasks(workbook: Workbook, basis: Basis) -> None:
    viewpoint = Viewpoint(Month(2023, 10), date(2023, 10, 31))
    reviewed = review_tasks(workbook.store, basis, viewpoint, list(values(workbook, "2023-10").values()))
    lights = {each.task.number: each.standing.light for each in reviewed if each.task.deadline is None}
    assert lights == {1: Light.GREEN, 2: Light.YELLOW, 4: Light.GREEN, 5: Light.GREEN}


def test_everyone_who_answers_for_a_task_has_reported_on_it(workbook: Workbook, basis: Basis) -> None:
    parties, groups = workbook.store.records(TaskParty), workbook.store.records(UnitGroup)
    members = workbook.store.records(GroupUnit)
    words = workbook.store.progress()
    for task in workbook.store.records(Task):
        resolved = resolve_parties(task.id, parties, groups, members)
        spoke = {word.unit_id for word in words if word.task_id == task.id}
        assert not resolved.unfilled
        assert spoke <= set(resolved.everyone)
        assert spoke >= set(resolved.leads if task.measured else resolved.everyone), task.number


# What is on file


def record_kinds() -> set[type[Record]]:
    """Every kind of record that the domain knows."""
    kinds: set[type[Record]] = set()
    for module in walk_packages(gigadesk.domain.__path__, "gigadesk.domain."):
        for _name, member in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(member, Record) and member is not Record:
                kinds.add(member)
    return kinds


def test_there_is_one_of_every_kind_of_record(workbook: Workbook) -> None:
    kinds = record_kinds()
    assert {Submission, Place, Case, Progress, Period} < kinds
    assert [kind.__name__ for kind in kinds if not on_file(workbook, kind)] == []


def test_the_workbook_is_marked_as_an_example(workbook: Workbook) -> None:
    desk = workbook.store.one(Desk)
    assert (desk.example, desk.as_of, desk.clerk) == (True, date(2023, 10, 31), "示例经办人")
    assert workbook.history.undo_label is None


def test_every_answer_and_state_of_a_submission_occurs(workbook: Workbook) -> None:
    submissions = workbook.store.submissions()
    assert {each.answer for each in submissions} == set(Answer)
    assert {each.state for each in submissions} == set(SubmissionState)
    assert {each.state for each in workbook.store.progress()} == set(ProgressState) - {ProgressState.NOT_STARTED}


def figures_of(workbook: Workbook, basis: Basis, unit: str, month: str) -> list[tuple[Submission, dict[str, Figure]]]:
    (unit_id,) = (each.id for each in basis.units.values() if each.short_name == unit)
    return [
        (
            submission,
            {basis.elements[each.element_id].code: each for each in workbook.store.figures_of(submission.id)},
        )
        for submission in workbook.store.submissions(Month.parse(month), unit_id)
    ]


def test_only_the_newest_accepted_revision_counts(workbook: Workbook, basis: Basis) -> None:
    (first, wrong), (second, right) = figures_of(workbook, basis, "渝中移动", "2023-08")
    assert first.state is second.state is SubmissionState.ACCEPTED
    assert wrong["fixed_users"].value != right["fixed_users"].value
    assert not any(figure.counted for figure in wrong.values())
    assert all(figure.counted for figure in right.values())


def test_a_returned_submission_does_not_count(workbook: Workbook, basis: Basis) -> None:
    (returned, wrong), (_accepted, right) = figures_of(workbook, basis, "渝中电信", "2023-06")
    assert returned.state is SubmissionState.RETURNED
    assert wrong["users_500m"].value > wrong["fixed_users"].value
    assert {figure.counted for figure in wrong.values()} == {False}
    assert {figure.counted for figure in right.values()} == {True}


def test_a_pending_one_leaves_the_earlier_one_standing(workbook: Workbook, basis: Basis) -> None:
    (_accepted, short), (pending, whole) = figures_of(workbook, basis, "渝中联通", "2023-07")
    assert pending.state is SubmissionState.PENDING
    assert whole.keys() - short.keys() == {"users_500m"}
    assert {figure.counted for figure in short.values()} == {True}
    assert {figure.counted for figure in whole.values()} == {False}
    assert whole["users_500m"].remark == "补报。"


def test_what_stands_for_answers_without_figures(workbook: Workbook, basis: Basis) -> None:
    ((_zero, zeros),) = figures_of(workbook, basis, "渝中广电", "2023-06")
    assert {code: figure.value for code, figure in zeros.items()} == {
        "users_5g": 0,
        "mobile_users": 0,
        "stations_5g": 0,
    }
    ((_july, july),) = figures_of(workbook, basis, "渝中广电", "2023-07")
    ((_same, september),) = figures_of(workbook, basis, "渝中广电", "2023-09")
    assert {code: each.value for code, each in september.items()} == {code: each.value for code, each in july.items()}
    assert {figure.counted for figure in (*zeros.values(), *september.values())} == {True}
    ((_excused, nothing),) = figures_of(workbook, basis, "区经信委", "2023-10")
    assert nothing == {}
    assert figures_of(workbook, basis, "渝中广电", "2023-08") == []
    (carry,) = on_file(workbook, Carry)
    assert (basis.units[carry.unit_id].short_name, carry.month) == ("渝中广电", Month(2023, 8))


def test_only_june_is_locked_and_its_values_are_kept(workbook: Workbook, basis: Basis) -> None:
    assert [month.code for month in basis.plan.months if basis.is_locked(month)] == ["2023-06"]
    assert basis.periods[Month(2023, 6)].locked_on == date(2023, 8, 1)
    assert basis.periods[Month(2023, 9)].due_on == date(2023, 10, 10)
    june = circumstances_of(basis, Month(2023, 6))
    assert (june.places.reached, june.places.counted, june.cases.typical, june.cases.model) == (40, 46, 2, 1)
    assert len(basis.frozen) == len(june.base) + 4 + len(june.cases.typical_by_unit)


def test_the_units_that_the_plan_leaves_open_are_added(workbook: Workbook, basis: Basis) -> None:
    orders = [unit.order for unit in basis.units.values()]
    assert orders == list(range(1, len(orders) + 1))
    committees = [unit.short_name for unit in basis.units.values() if unit.kind is UnitKind.COMMITTEE]
    assert committees == ["解放碑CBD管委会", "大石化新区管委会"]
    reached = {contact.unit_id for contact in on_file(workbook, UnitContact)}
    assert reached >= {unit.id for unit in basis.units.values() if unit.kind is not UnitKind.GOVERNMENT}


def test_the_figures_pass_their_checks_but_for_a_noted_one(workbook: Workbook, basis: Basis) -> None:
    found = [each for each in FigureChecks(workbook.store, basis).of_workbook() if each.finding.level is not Level.HINT]
    assert [(each.unit.short_name, each.month.code, each.finding.level) for each in found] == [
        ("渝中联通", "2023-09", Level.CONFIRM)
    ]
    ((submission, _figures),) = figures_of(workbook, basis, "渝中联通", "2023-09")
    assert submission.note


def test_the_clerks_paragraphs_stand_in_sections_of_the_report(workbook: Workbook) -> None:
    sections = {section.key for section in workbook.store.records(ReportSection)}
    paragraphs = workbook.store.records(ClerkParagraph)
    assert [each.text for each in paragraphs] == [each["text"] for each in RAW["paragraphs"]]
    assert {each.section for each in paragraphs} <= sections


# Another plan, and files that are wrong

SMALL = """
plan = "hailu-2024"
as_of = 2024-04-30
clerk = "示例经办人"

[[base_figures]]
element = "residents"
value = "3.25万人"
source = "县统计局（示例）"
document = "示例"
valid_from = "2024-03"

[[baseline]]
[baseline.figures]
fibre_homes = 3000

[[submissions]]
unit = "甲信"
month = "2024-03"
revision = 1
state = "accepted"
answer = "figures"
received_on = 2024-04-02
filled_by = "示例填表人"
telephone = "0000-0000"
[submissions.figures]
fibre_homes = 2500
"""


def filled(workbook: Workbook, text: str) -> Workbook:
    fill_demonstration(workbook.store, workbook.history, read_example(text))
    return workbook


def test_an_example_of_another_plan(small: Workbook) -> None:
    basis = Basis.read(filled(small, SMALL).store)
    assert [figure.value for figure in small.store.figures()] == [2500]
    assert [figure.value for figure in basis.base_figures] == [325]
    assert [(figure.unit_id, figure.value) for figure in on_file(small, BaselineFigure)] == [(None, 3000)]
    assert on_file(small, Coverage) == on_file(small, Completion) == []


def test_the_plan_must_be_the_examples(small: Workbook) -> None:
    with pytest.raises(Trouble, match="属于方案“yuzhong-2023”，台账的方案是“hailu-2024”"):
        filled(small, EXAMPLE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plan = ", "第 1 行：语法错误"),
        ('clerk = "示例"', "缺少“plan”"),
        ('plan = "hailu-2024"\nplacez = 1', "第 2 行：示例数据中没有“placez”这一项，是否应为“places”"),
    ],
)
def test_a_file_that_is_no_example(text: str, said: str) -> None:
    with pytest.raises(Trouble, match="示例数据有 1 处错误") as caught:
        read_example(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('unit = "甲信"', 'unit = "丁信"', "第 18 行：“unit”所写“丁信”不在单位表中"),
        ('element = "residents"', 'element = "people"', "第 7 行：“element”所写“people”不在方案中"),
        ('value = "3.25万人"', 'value = "三万"', "第 8 行：“value”"),
        ("fibre_homes = 2500", "fibre_house = 2500", "没有“fibre_house”这一项"),
        ("fibre_homes = 2500", "fibre_homes = -1", "“fibre_homes”应在 0 至"),
        ('month = "2024-03"', 'month = "三月"', "“month”应为月份"),
        ("received_on = 2024-04-02", "", "缺少“received_on”"),
        ('state = "accepted"', 'state = "lost"', "“state”应为 pending、returned、accepted 之一"),
        ('clerk = "示例经办人"\n', "", "缺少“clerk”"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(small: Workbook, right: str, wrong: str, said: str) -> None:
    assert right in SMALL
    with pytest.raises(Trouble, match="示例数据有 1 处错误") as caught:
        filled(small, SMALL.replace(right, wrong, 1))
    assert said in str(caught.value)
    assert small.store.submissions() == []
    assert not small.store.one(Desk).example

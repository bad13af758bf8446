"""The bundled plan against the published notice: every task, seat and indicator, character for character."""

from __future__ import annotations

import ast
import re
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from gigadesk.domain.indicators import CaseQuota, Counting, DataElement, Indicator, Reporter, ReporterRole, Summing
from gigadesk.domain.members import Member
from gigadesk.domain.months import Month
from gigadesk.domain.plan import Correction, FocusArea, Plan, ReportForm, ReportSection, ReportSentence
from gigadesk.domain.records import Record
from gigadesk.domain.tasks import PartyRole, Task, TaskParty
from gigadesk.domain.units import GroupUnit, Unit, UnitGroup, UnitKind
from gigadesk.exchange.plan_file import list_plans, plan_text, read_plan

PLANS = Path(__file__).parents[2] / "resources" / "plans"
NOTICE = (PLANS / "yuzhong-2023.txt").read_text("utf-8")
RECORDS = read_plan(plan_text(PLANS / "yuzhong-2023.toml"), count(1))
Kind = TypeVar("Kind", bound=Record)


def all_of(kind: type[Kind]) -> list[Kind]:
    return [record for record in RECORDS if isinstance(record, kind)]


def annex(number: int) -> str:
    """The text of one annex of the notice, its heading left out."""
    _before, *annexes = re.split(r"^ ?附件[123]$", NOTICE, flags=re.MULTILINE)
    return annexes[number - 1]


def rows(text: str) -> list[list[str]]:
    """The rows of an annex's table: cells on lines of their own, rows apart by empty lines."""
    tables = [block.split("\n") for block in text.split("\n\n") if block.lstrip("\n").startswith("\t")]
    return [[cell.removeprefix("\t") for cell in row if cell] for row in tables]


def corrected(printed: str, place: str) -> str:
    """What the plan file should say for a printed text: itself, or with the corrections recorded for its place."""
    for correction in all_of(Correction):
        if correction.place == place:
            assert printed.count(correction.printed) == 1
            printed = printed.replace(correction.printed, correction.used)
    return printed


# Annex 1


class PrintedTask(NamedTuple):
    number: int
    area: str
    content: str
    lead: str
    responsible: str
    deadline: str


def printed_tasks() -> list[PrintedTask]:
    head, *body = rows(annex(1))
    assert head == ["序号", "重点任务", "牵头单位", "责任单位", "完成期限"]
    tasks, area = [], ""
    for number, heading, content, lead, responsible, deadline in body:
        area = heading or area
        tasks.append(PrintedTask(int(number), area, content, lead, responsible, deadline))
    return tasks


def test_the_notice_has_21_tasks_under_six_headings() -> None:
    tasks = printed_tasks()
    assert [task.number for task in tasks] == list(range(1, 22))
    assert len({task.area for task in tasks}) == 6


def test_the_focus_areas_are_those_of_the_notice() -> None:
    printed = list(dict.fromkeys(task.area for task in printed_tasks()))
    assert [area.heading for area in all_of(FocusArea)] == printed


@pytest.mark.parametrize("printed", printed_tasks(), ids=lambda task: str(task.number))
def test_every_task_stands_in_the_plan_as_printed(printed: PrintedTask) -> None:
    (task,) = (task for task in all_of(Task) if task.number == printed.number)
    (area,) = (area for area in all_of(FocusArea) if area.id == task.focus_area_id)
    row = f"附件1第{printed.number}项"
    assert area.heading == printed.area
    assert task.content == corrected(printed.content, f"{row}重点任务")
    assert task.lead_wording == printed.lead
    assert task.responsible_wording == corrected(printed.responsible, f"{row}责任单位")
    assert ("常态化开展" if task.deadline is None else str(task.deadline)) == printed.deadline


@pytest.mark.parametrize("task", all_of(Task), ids=lambda task: str(task.number))
def test_the_parties_of_a_task_are_those_of_its_wording(task: Task) -> None:
    named = {unit.id: set(unit.names) for unit in all_of(Unit)}
    named |= {group.id: {group.name, *group.wordings} for group in all_of(UnitGroup)}
    for role, wording in ((PartyRole.LEAD, task.lead_wording), (PartyRole.RESPONSIBLE, task.responsible_wording)):
        words = [] if wording == "——" else re.split("[，、和]", wording)
        parties = [party for party in all_of(TaskParty) if party.task_id == task.id and party.role is role]
        assert [party.order for party in parties] == list(range(1, len(words) + 1))
        for word, party in zip(words, parties, strict=True):
            assert word in named[party.unit_id or party.group_id or 0]


def test_four_tasks_are_measured_and_one_is_led_by_a_group() -> None:
    assert [task.number for task in all_of(Task) if task.measured] == [3, 6, 13, 16]
    led = {party.task_id for party in all_of(TaskParty) if party.role is PartyRole.LEAD and party.group_id is not None}
    assert [task.number for task in all_of(Task) if task.id in led] == [21]


# Annex 2

SEAT = re.compile(r"(?:(组    长|副组长|成    员)：)?(\S{2,3}|\S    \S)  (\S+)")


def printed_seats() -> list[tuple[str, str, str]]:
    """Role, name and post, without the blanks that only pad."""
    text = annex(2)
    listed = text[text.index("一、组成人员\n") : text.index("工作专班下设办公室")]
    seats, role = [], ""
    for line in listed.strip().split("\n")[1:]:
        seat = SEAT.fullmatch(line)
        assert seat is not None, line
        role = (seat[1] or role).replace(" ", "")
        seats.append((role, seat[2].replace(" ", ""), seat[3]))
    return seats


def test_every_seat_stands_in_the_plan_as_printed() -> None:
    members = all_of(Member)
    assert [(member.roles[0].value, member.name, member.post) for member in members] == printed_seats()
    assert [member.order for member in members] == list(range(1, 29))
    assert [(member.name, [role.value for role in member.roles]) for member in members if len(member.roles) > 1] == [
        ("刘建", ["副组长", "办公室主任"])
    ]
    assert "由区经信委刘建主任兼任办公室主任" in NOTICE
    assert all(member.since is None and member.until is None for member in members)


def test_every_seat_belongs_to_the_unit_that_its_post_begins_with() -> None:
    units = {unit.id: unit for unit in all_of(Unit)}
    for member in all_of(Member):
        assert member.unit_id is not None
        assert any(member.post.startswith(name) for name in units[member.unit_id].names)


# Annex 3


def test_every_indicator_stands_in_the_plan_as_printed() -> None:
    head, *body = rows(annex(3))
    assert head == ["序号", "指标", "指标含义", "指标值", "计算方法"]
    indicators = [indicator for indicator in all_of(Indicator) if indicator.number is not None]
    assert [
        [str(each.number), each.name, each.meaning, each.standard_wording, each.formula] for each in indicators
    ] == [
        [
            number,
            corrected(name, f"附件3第{number}项指标"),
            corrected(meaning, f"附件3第{number}项指标含义"),
            standard,
            formula,
        ]
        for number, name, meaning, standard, formula in body
    ]


def test_every_standard_means_what_is_printed() -> None:
    for indicator in all_of(Indicator):
        number = re.search(r"\d+", indicator.standard_wording)
        if number is None:
            assert indicator.standard is None
        else:
            assert indicator.standard == Fraction(int(number[0]), 100 if "%" in indicator.standard_wording else 1)
            assert indicator.percent is ("%" in indicator.standard_wording)


def test_every_goal_means_what_the_notice_says() -> None:
    for indicator in all_of(Indicator):
        first, *others = indicator.goal_wording.split("；")
        assert all(part in NOTICE for part in (first, *others))
        number = re.search(r"(?:达|至少)([\d.]+)(万?)", first)
        assert number is not None
        scale = Fraction(1, 100) if indicator.percent else Fraction(10_000 if number[2] else 1)
        assert indicator.goal == Fraction(number[1]) * scale


def test_the_goals_decide_the_measured_tasks() -> None:
    number = {task.id: task.number for task in all_of(Task)}
    assert {each.code: number[each.task_id or 0] for each in all_of(Indicator)} == {
        "home_coverage": 3,
        "pon_10g_share": 3,
        "gigabit_ports": 3,
        "place_5g_reach": 6,
        "stations_per_10k": 6,
        "typical_cases": 13,
        "users_500m_share": 16,
        "users_5g_share": 16,
    }
    assert [each.code for each in all_of(Indicator) if each.may_exceed] == ["home_coverage"]


def test_four_companies_owe_a_case_each() -> None:
    units = {unit.id: unit.short_name for unit in all_of(Unit)}
    quotas = all_of(CaseQuota)
    assert "、".join(units[quota.unit_id] for quota in quotas) + "分别完成1个以上" in NOTICE
    assert {quota.count for quota in quotas} == {1}
    (cases,) = (each for each in all_of(Indicator) if each.counting is Counting.CASES)
    assert {quota.indicator_id for quota in quotas} == {cases.id}


def test_the_notes_of_annex_3_are_kept() -> None:
    printed = "".join(line.strip() for line in NOTICE[NOTICE.index("备注：1、") : NOTICE.index("—  14  —")].split("\n"))
    sentences = {sentence.key: sentence.template for sentence in all_of(ReportSentence)}
    assert sentences["annex_indicators_note"] == printed


# What the program adds to the notice


def test_every_correction_is_of_the_notice() -> None:
    corrections = all_of(Correction)
    assert len(corrections) == 7
    for correction in corrections:
        assert correction.printed in NOTICE
        assert correction.used != correction.printed


def test_the_facts_of_the_plan() -> None:
    (plan,) = all_of(Plan)
    assert (plan.code, plan.document_number) == ("yuzhong-2023", "")
    for fact in (plan.title, plan.adopted_by, plan.workgroup, f"{plan.issued_on:%Y年}{plan.issued_on.month}月2日"):
        assert fact in NOTICE
    assert plan.months == Month(2023, 6).through(Month(2023, 10))
    assert plan.baseline_month == Month(2023, 5)


def test_units_and_groups() -> None:
    units, kinds = all_of(Unit), [unit.kind for unit in all_of(Unit)]
    assert {kind: kinds.count(kind) for kind in UnitKind} == {
        UnitKind.GOVERNMENT: 1,
        UnitKind.DEPARTMENT: 10,
        UnitKind.SUBDISTRICT: 11,
        UnitKind.COMMITTEE: 0,
        UnitKind.OPERATOR: 4,
        UnitKind.TOWER: 1,
        UnitKind.SOURCE: 2,
    }
    by_id = {unit.id: unit for unit in units}
    filled = {
        group.code: [by_id[each.unit_id].kind for each in all_of(GroupUnit) if each.group_id == group.id]
        for group in all_of(UnitGroup)
        if not group.per_task
    }
    assert filled == {
        "subdistricts": [UnitKind.SUBDISTRICT] * 11,
        "operators": [UnitKind.OPERATOR] * 4,
        "tower_companies": [UnitKind.TOWER],
    }
    names = [name for unit in units for name in dict.fromkeys(unit.names)]
    assert len(names) == len(set(names))


def test_who_reports_what() -> None:
    units = {unit.id: unit.short_name.removeprefix("渝中") for unit in all_of(Unit)}
    reporters = {
        element.code: [
            (units[each.unit_id], each.role, each.active) for each in all_of(Reporter) if each.element_id == element.id
        ]
        for element in all_of(DataElement)
    }
    summed, source, reference = ReporterRole.SUMMED, ReporterRole.SOURCE, ReporterRole.REFERENCE
    mobile = [(unit, summed, True) for unit in ("电信", "移动", "联通", "广电")]
    fixed = [*mobile[:3], ("广电", summed, False)]
    assert reporters == {
        "pon_10g_ports": fixed,
        "pon_ports": fixed,
        "users_500m": fixed,
        "fixed_users": fixed,
        "users_5g": mobile,
        "mobile_users": mobile,
        "stations_5g": [*mobile, ("市通信管理局", source, True)],
        "homes_gigabit": [
            ("市通信管理局", source, True),
            ("区经信委", source, True),
            *((unit, reference, True) for unit in ("电信", "移动", "联通")),
        ],
        "homes_total": [("区统计局", source, True)],
        "population": [("区统计局", source, True)],
    }
    assert [each.code for each in all_of(DataElement) if each.summing is Summing.BASE] == ["homes_total", "population"]
    assert all(each.cumulative is (each.summing is not Summing.BASE) for each in all_of(DataElement))


def test_the_report_is_addressed_and_divided_as_it_should_be() -> None:
    (form,) = all_of(ReportForm)
    assert (form.title, form.signer, form.document_number) == ("关于渝中区千兆城市创建工作自评情况的报告", "", "")
    assert form.sender in {unit.full_name for unit in all_of(Unit)}
    assert [section.heading for section in all_of(ReportSection)] == [
        "一、总体情况",
        "二、指标完成情况",
        "三、重点任务完成情况",
        "四、“双千兆”应用创新",
        "五、存在问题和下一步工作",
    ]


def test_the_goals_quoted_in_the_report_are_those_of_the_notice() -> None:
    sentences = {sentence.key: sentence.template for sentence in all_of(ReportSentence)}
    assert sentences["overview_goal"].removeprefix("《方案》提出，") in NOTICE


def test_the_plan_is_listed() -> None:
    assert [(plan.code, plan.title) for plan in list_plans(PLANS)] == [("yuzhong-2023", "渝中区千兆城市创建工作方案")]


# Nothing of the plan is in the code

SOURCES = sorted((Path(__file__).parents[2] / "gigadesk").rglob("*.py"))


def own_words() -> set[str]:
    """What belongs to this plan alone: its place, units, people, headings and promises."""
    words = {"渝中", "重庆", "yuzhong"}
    for unit in all_of(Unit):
        words |= {name for name in unit.names if len(name) > 2} - {"区政府"}
    words |= {member.name for member in all_of(Member) if len(member.name) > 2}
    words |= {area.heading.partition("、")[2] for area in all_of(FocusArea)}
    words |= {indicator.goal_wording for indicator in all_of(Indicator)}
    return words


def plain_words() -> set[str]:
    """What this plan calls things that others may have too: they may be spoken of, but nothing may be told by them."""
    words = {section.heading for section in all_of(ReportSection)}
    for element in all_of(DataElement):
        words |= {element.name, element.code}
    for indicator in all_of(Indicator):
        words |= {indicator.name, indicator.code, indicator.standard_wording}
    return words - {""}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_word_of_the_plan_is_in_the_code(source: Path) -> None:
    text = source.read_text("utf-8")
    assert [word for word in sorted(own_words()) if word in text] == []
    literals = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
    assert literals & plain_words() == set()

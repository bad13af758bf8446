"""Records for tests: each builder gives a sound one, with whatever is said to be different.

All have id 1 and point to id 1, so that those of one test fit together as they come.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gigadesk.domain.indicators import (
    BaseFigure,
    BaselineFigure,
    CaseQuota,
    Counting,
    DataElement,
    Indicator,
    Reporter,
    ReporterRole,
    Summing,
)
from gigadesk.domain.members import Member, MemberRole
from gigadesk.domain.months import Month
from gigadesk.domain.papers.blocks import PaperKind
from gigadesk.domain.periods import FrozenFigure, Period
from gigadesk.domain.plan import (
    ClerkParagraph,
    Correction,
    Desk,
    FocusArea,
    Plan,
    ReportForm,
    ReportSection,
    ReportSentence,
    Rhythm,
    Term,
    TermList,
)
from gigadesk.domain.registers import Case, Coverage, Place
from gigadesk.domain.submissions import Answer, Carry, Figure, Submission, SubmissionState
from gigadesk.domain.tasks import Completion, PartyRole, Progress, ProgressState, Task, TaskKind, TaskParty
from gigadesk.domain.units import ContactRole, GroupUnit, Unit, UnitContact, UnitGroup, UnitKind


def a_plan(**differences: Any) -> Plan:
    """The plan of an invented district."""
    plan = Plan(
        id=1,
        code="linjiang-2023",
        title="临江区创建千兆城市工作方案",
        document_number="",
        issued_on=date(2023, 6, 2),
        adopted_by="区政府第45次常务会",
        district="临江区",
        workgroup="临江区千兆城市创建工作专班",
        office="区经济信息委",
        scope="临江区行政区域",
        first_month=Month(2023, 6),
        last_month=Month(2023, 10),
        baseline_month=Month(2023, 5),
        reporting_day=5,
        warning_days=15,
        lag_limit=10,
        jump_limit=50,
        unit_limit=1000,
    )
    return replace(plan, **differences)


def a_focus_area(**differences: Any) -> FocusArea:
    """The first heading of the task list."""
    return replace(FocusArea(id=1, order=1, heading="一、加快千兆网络建设"), **differences)


def a_correction(**differences: Any) -> Correction:
    """A slip of the printed plan."""
    correction = Correction(id=1, place="附件3第2行", printed="与所PON端口", used="与所有PON端口", reason="漏字")
    return replace(correction, **differences)


def a_rhythm(**differences: Any) -> Rhythm:
    """The office's monthly dispatch."""
    rhythm = Rhythm(
        id=1, order=1, name="办公室月调度", every_months=1, held_by="工作专班办公室", meeting=True, source="三（二）"
    )
    return replace(rhythm, **differences)


def a_term(**differences: Any) -> Term:
    """A kind of key place."""
    return replace(Term(id=1, list=TermList.PLACE_KIND, order=1, name="医院"), **differences)


def a_report_form(**differences: Any) -> ReportForm:
    """How the assessment report is addressed."""
    form = ReportForm(
        id=1,
        kind=next(iter(PaperKind)),
        title="关于临江区千兆城市创建工作自评情况的报告",
        addressee="市经济信息委",
        sender="临江区经济和信息化委员会",
        head_office="临江区经济和信息化委员会",
        document_number="",
        signer="张三",
    )
    return replace(form, **differences)


def a_report_section(**differences: Any) -> ReportSection:
    """The report's first section."""
    return replace(ReportSection(id=1, key="overview", order=1, heading="一、总体情况"), **differences)


def a_report_sentence(**differences: Any) -> ReportSentence:
    """A sentence of the report."""
    return replace(ReportSentence(id=1, key="opening", template="截至{{ day }}，"), **differences)


def a_clerk_paragraph(**differences: Any) -> ClerkParagraph:
    """A paragraph of the clerk's own."""
    return replace(ClerkParagraph(id=1, section="overview", order=1, text="各单位配合有力。"), **differences)


def a_desk(**differences: Any) -> Desk:
    """The settings of a workbook."""
    desk = Desk(id=1, uid="6f1c2a", clerk="李四", as_of=date(2023, 10, 31), example=False)
    return replace(desk, **differences)


def a_unit(**differences: Any) -> Unit:
    """An operator."""
    unit = Unit(
        id=1,
        order=1,
        code="telecom",
        kind=UnitKind.OPERATOR,
        full_name="中国电信临江分公司",
        short_name="临江电信",
        aliases=("电信",),
    )
    return replace(unit, **differences)


def a_unit_contact(**differences: Any) -> UnitContact:
    """A unit's contact person."""
    contact = UnitContact(
        id=1,
        unit_id=1,
        role=ContactRole.CONTACT,
        name="王五",
        telephone="023-00000000",
        since=date(2023, 6, 2),
        until=None,
    )
    return replace(contact, **differences)


def a_unit_group(**differences: Any) -> UnitGroup:
    """A collective name."""
    group = UnitGroup(
        id=1, code="operators", name="各基础电信企业", wordings=("各基础电信企业", "各电信企业"), per_task=False
    )
    return replace(group, **differences)


def a_group_unit(**differences: Any) -> GroupUnit:
    """A unit that a group stands for."""
    return replace(GroupUnit(id=1, group_id=1, unit_id=1, task_id=None), **differences)


def a_task(**differences: Any) -> Task:
    """A task with a deadline."""
    task = Task(
        id=1,
        kind=TaskKind.LISTED,
        number=1,
        focus_area_id=1,
        content="推进千兆光纤网络覆盖。",
        lead_wording="区经济信息委",
        responsible_wording="各基础电信企业",
        deadline=Month(2023, 10),
        measured=False,
    )
    return replace(task, **differences)


def a_task_party(**differences: Any) -> TaskParty:
    """A unit that leads a task."""
    party = TaskParty(id=1, task_id=1, role=PartyRole.LEAD, order=1, unit_id=1, group_id=None)
    return replace(party, **differences)


def a_progress(**differences: Any) -> Progress:
    """What a unit reported on a task."""
    progress = Progress(
        id=1,
        task_id=1,
        unit_id=1,
        month=Month(2023, 9),
        state=ProgressState.UNDER_WAY,
        percent=60,
        text="已完成三个小区。",
        problems="",
        next_steps="",
    )
    return replace(progress, **differences)


def a_completion(**differences: Any) -> Completion:
    """The office's word that a task is done."""
    completion = Completion(id=1, task_id=1, day=date(2023, 10, 20), confirmed_by="区经济信息委", note="")
    return replace(completion, **differences)


def a_member(**differences: Any) -> Member:
    """A seat in the workgroup."""
    member = Member(
        id=1,
        order=1,
        roles=(MemberRole.DEPUTY, MemberRole.OFFICE_DIRECTOR),
        name="赵六",
        post="区经济信息委主任",
        unit_id=1,
        since=None,
        until=None,
    )
    return replace(member, **differences)


def a_data_element(**differences: Any) -> DataElement:
    """A cumulative count."""
    element = DataElement(
        id=1,
        order=1,
        code="pon_10g",
        name="10G-PON端口数",
        definition="已建成的10G-PON端口",
        measure="个",
        places=0,
        summing=Summing.SUM,
        cumulative=True,
    )
    return replace(element, **differences)


def a_reporter(**differences: Any) -> Reporter:
    """A unit whose figures are added up."""
    reporter = Reporter(id=1, element_id=1, unit_id=1, role=ReporterRole.SUMMED, order=1, active=True)
    return replace(reporter, **differences)


def an_indicator(**differences: Any) -> Indicator:
    """A ratio with both lines."""
    indicator = Indicator(
        id=1,
        order=1,
        code="pon_share",
        number=2,
        name="城市10G-PON端口占比",
        meaning="10G-PON端口数与所有PON端口总数的比值",
        formula="10G-PON端口数/PON端口总数",
        standard_wording="≥25%",
        goal_wording="≥35%",
        counting=Counting.RATIO,
        numerator_id=1,
        denominator_id=1,
        percent=True,
        measure="",
        may_exceed=False,
        standard=Fraction(1, 4),
        goal=Fraction(7, 20),
        task_id=None,
    )
    return replace(indicator, **differences)


def a_case_quota(**differences: Any) -> CaseQuota:
    """How many cases are asked of a unit."""
    return replace(CaseQuota(id=1, indicator_id=1, unit_id=1, count=1), **differences)


def a_base_figure(**differences: Any) -> BaseFigure:
    """A base figure."""
    base = BaseFigure(
        id=1, element_id=1, value=5887, source="区统计局", document="2022年统计公报", valid_from=Month(2023, 6)
    )
    return replace(base, **differences)


def a_baseline_figure(**differences: Any) -> BaselineFigure:
    """A figure at the start."""
    return replace(BaselineFigure(id=1, element_id=1, unit_id=1, value=900), **differences)


def a_submission(**differences: Any) -> Submission:
    """An accepted form with figures."""
    submission = Submission(
        id=1,
        unit_id=1,
        month=Month(2023, 9),
        revision=1,
        state=SubmissionState.ACCEPTED,
        answer=Answer.FIGURES,
        received_on=date(2023, 10, 4),
        source="",
        source_name="",
        filled_by="孙七",
        telephone="",
        note="",
        reason="",
    )
    return replace(submission, **differences)


def a_figure(**differences: Any) -> Figure:
    """A counted figure."""
    figure = Figure(
        id=1,
        submission_id=1,
        unit_id=1,
        month=Month(2023, 9),
        element_id=1,
        value=1200,
        counted=True,
        cell="E6",
        remark="",
    )
    return replace(figure, **differences)


def a_carry(**differences: Any) -> Carry:
    """A decision that the last figures stand."""
    carry = Carry(
        id=1, unit_id=1, month=Month(2023, 9), reason="系统升级", decided_on=date(2023, 10, 8), decided_by="李四"
    )
    return replace(carry, **differences)


def a_place(**differences: Any) -> Place:
    """A key place that counts."""
    place = Place(
        id=1,
        order=1,
        name="临江医院",
        kind="医院",
        grade="三级甲等",
        address="滨江路1号",
        counts_since=date(2023, 5, 1),
        counts_until=None,
    )
    return replace(place, **differences)


def a_coverage(**differences: Any) -> Coverage:
    """An operator's signal at a place."""
    coverage = Coverage(id=1, place_id=1, unit_id=1, since=date(2023, 5, 1), until=None, tested_on=date(2023, 5, 1))
    return replace(coverage, **differences)


def a_case(**differences: Any) -> Case:
    """A 典型案例 of a unit."""
    case = Case(
        id=1,
        order=1,
        name="5G智慧港口",
        industry="交通",
        unit_id=1,
        owner="临江电信",
        summary="",
        typical_since=date(2023, 8, 1),
        typical_until=None,
        model_since=None,
        model_until=None,
        level="",
        named_by="",
        document="",
    )
    return replace(case, **differences)


def a_period(**differences: Any) -> Period:
    """An open period."""
    period = Period(id=1, month=Month(2023, 9), locked=False, locked_on=None, reason="", due_on=None)
    return replace(period, **differences)


def a_frozen_figure(**differences: Any) -> FrozenFigure:
    """A count as it was on locking."""
    return replace(FrozenFigure(id=1, month=Month(2023, 9), key="places:counted", value=Decimal(40)), **differences)

"""方案文件: a plan file is read whole, or refused with every wrong line."""

from __future__ import annotations

import dataclasses
import random
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import CaseQuota, DataElement, Indicator, Reporter, ReporterRole, Summing
from gigadesk.domain.members import Member, MemberRole
from gigadesk.domain.months import Month
from gigadesk.domain.papers.blocks import PaperKind
from gigadesk.domain.plan import Plan, ReportForm, ReportSentence, Term, TermList
from gigadesk.domain.records import Record
from gigadesk.domain.tasks import PartyRole, Task, TaskParty
from gigadesk.domain.units import GroupUnit, Unit, UnitGroup
from gigadesk.exchange.plan_file import Fault, PlanError, list_plans, plan_text, read_plan
from gigadesk.exchange.plan_sentences import SENTENCES

TESTS = Path(__file__).parents[1]
SMALL = (TESTS / "plans" / "small.toml").read_text("utf-8")
Kind = TypeVar("Kind", bound=Record)


def faults(text: str) -> list[str]:
    """What the loader says of a text, a line each; nothing when it is taken."""
    try:
        read_plan(text, count(1))
    except PlanError as error:
        return [str(fault) for fault in error.faults]
    return []


def small() -> list[Record]:
    return read_plan(SMALL, count(1))


def all_of(kind: type[Kind]) -> list[Kind]:
    return [record for record in small() if isinstance(record, kind)]


# What is read


def test_the_small_plan_is_read() -> None:
    plan, *rest = small()
    assert plan == Plan(
        id=1,
        code="hailu-2024",
        title="海麓县光网提速行动方案",
        document_number="海麓府办〔2024〕7号",
        issued_on=date(2024, 2, 19),
        adopted_by="县政府第12次常务会",
        district="海麓县",
        workgroup="海麓县光网提速工作组",
        office="海麓县光网提速工作组办公室",
        scope="海麓县城区",
        first_month=Month(2024, 3),
        last_month=Month(2024, 6),
        baseline_month=Month(2024, 2),
        reporting_day=10,
        warning_days=14,
        lag_limit=20,
        jump_limit=50,
        unit_limit=5000,
    )
    assert Counter(type(record).__name__ for record in rest) == {
        "FocusArea": 2,
        "Correction": 1,
        "Unit": 6,
        "UnitGroup": 2,
        "GroupUnit": 2,
        "Task": 3,
        "TaskParty": 6,
        "Member": 2,
        "DataElement": 4,
        "Reporter": 5,
        "Indicator": 3,
        "CaseQuota": 1,
        "Rhythm": 1,
        "Term": 15,
        "ReportForm": 1,
        "ReportSection": 5,
        "ReportSentence": len(SENTENCES),
    }


def test_every_record_has_an_id_of_its_own_and_parents_come_first() -> None:
    seen: set[int] = set()
    for record in small():
        for field in dataclasses.fields(record):
            if field.name.endswith("_id") and getattr(record, field.name) is not None:
                assert getattr(record, field.name) in seen
        assert record.id not in seen
        seen.add(record.id)


def test_the_same_text_gives_the_same_records() -> None:
    assert small() == small()
    assert min(record.id for record in read_plan(SMALL, count(5000))) == 5000


def test_parties_are_units_or_groups_by_any_of_their_names() -> None:
    named = {record.id: record.code for record in small() if isinstance(record, Unit | UnitGroup)}
    number = {task.id: task.number for task in all_of(Task)}
    assert [
        (number[party.task_id], party.role, party.order, named[party.unit_id or party.group_id or 0])
        for party in all_of(TaskParty)
    ] == [
        (1, PartyRole.LEAD, 1, "data_bureau"),
        (1, PartyRole.RESPONSIBLE, 1, "carriers"),
        (2, PartyRole.LEAD, 1, "education"),
        (2, PartyRole.RESPONSIBLE, 1, "schools"),
        (2, PartyRole.RESPONSIBLE, 2, "east_town"),
        (3, PartyRole.LEAD, 1, "east_town"),
    ]
    assert [(named[each.group_id], named[each.unit_id], each.task_id) for each in all_of(GroupUnit)] == [
        ("carriers", "alpha", None),
        ("carriers", "beta", None),
    ]


def test_a_member_may_hold_two_roles_and_a_seat_without_a_unit() -> None:
    first, second = all_of(Member)
    assert (first.order, first.roles) == (1, (MemberRole.HEAD, MemberRole.OFFICE_DIRECTOR))
    assert (second.unit_id, second.since, second.until) == (None, date(2024, 3, 1), date(2024, 5, 31))


def test_figures_and_indicators_are_exact() -> None:
    elements = {element.code: element for element in all_of(DataElement)}
    assert elements["residents"].places == 2
    assert elements["speed_complaints"].summing is Summing.ONE_SOURCE
    assert [reporter.role for reporter in all_of(Reporter)] == [
        ReporterRole.SUMMED,
        ReporterRole.SUMMED,
        ReporterRole.SOURCE,
        ReporterRole.SOURCE,
        ReporterRole.REFERENCE,
    ]
    share, lessons, homes = all_of(Indicator)
    assert (share.standard, share.goal, share.percent, share.number) == (Fraction(2, 5), Fraction(3, 5), True, 1)
    assert (homes.standard, homes.goal, homes.standard_wording, homes.number) == (None, Fraction(1500), "", None)
    assert (share.numerator_id, share.denominator_id) == (elements["fibre_homes"].id, elements["all_homes"].id)
    assert (lessons.numerator_id, lessons.task_id) == (None, None)
    assert [(quota.indicator_id, quota.count) for quota in all_of(CaseQuota)] == [(lessons.id, 2)]


def test_a_reporter_can_be_listed_and_not_yet_active() -> None:
    text = SMALL.replace('reference = ["乙讯"]', 'reference = ["乙讯"]\ninactive = ["乙讯"]')
    reporters = [record for record in read_plan(text, count(1)) if isinstance(record, Reporter)]
    assert [reporter.active for reporter in reporters] == [True, True, True, True, False]


def test_the_report_and_the_word_lists_are_read() -> None:
    (form,) = all_of(ReportForm)
    assert (form.kind, form.signed_on) == (PaperKind.LETTER, date(2024, 7, 5))
    assert {term.list for term in all_of(Term)} == set(TermList)


def test_a_sentence_is_joined_from_its_lines() -> None:
    templates = {sentence.key: sentence.template for sentence in all_of(ReportSentence)}
    assert list(templates) == list(SENTENCES)
    assert templates["overview_data"] == "{{ period }}应报{{ reporting.expected }}家，已报{{ reporting.reported }}家。"


@pytest.mark.parametrize("left_out", ["corrections", "groups", "members", "quotas", "rhythms"])
def test_some_lists_may_be_left_out(left_out: str) -> None:
    text = re.sub(rf"\[\[{left_out}\]\]\n(?:[^\n]+\n)+", "", SMALL)
    text = text.replace('responsible = ["各通信企业"]', "responsible = []").replace('["学校主管单位", "东桥镇"]', "[]")
    assert f"[[{left_out}]]" not in text
    assert faults(text) == []


# What is no plan at all


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\nb 2\n", "第 2 行：语法错误：键名后应为等号“=”（第 3 列）。"),
        ("a = 1 2\n", "第 1 行：语法错误：一项写完后应换行（第 7 列）。"),
        ('a = "中\n文"\n', "第 1 行：语法错误：含有不允许的字符（多行文字要用三个引号）（第 7 列）。"),
        ('a = "中', "第 1 行：语法错误：文字没有以引号结尾（到文件末尾仍未写完）。"),
        ("\n\na = [1,\n", "第 3 行：语法错误：值的写法不对（文字要加英文引号）（到文件末尾仍未写完）。"),
        ("a = [1\nb = 2", "第 2 行：语法错误：列表没有以“]”结尾（第 1 列）。"),
        ("a = {b = 1\n}", "第 1 行：语法错误：行内表没有以“}”结尾（第 11 列）。"),
        ("a = 文字\n", "第 1 行：语法错误：值的写法不对（文字要加英文引号）（第 5 列）。"),
        ("标题 = 1\n", "第 1 行：语法错误：不符合 TOML 写法（第 1 列）。"),
        ("[a\n", "第 1 行：语法错误：表头应以“]”结尾（第 3 列）。"),
        ("[[a]\n", "第 1 行：语法错误：表头应以“]]”结尾（第 4 列）。"),
        ("[a]\n[a]\n", "第 2 行：语法错误：同一个表写了两次（第 3 列）。"),
        ("a = 1\na = 2\n", "第 2 行：语法错误：同一项写了两次（第 6 列）。"),
        ("a = 2023-02-30\n", "第 1 行：语法错误：日期不存在（第 5 列）。"),
        ('a = "\\q"\n', "第 1 行：语法错误：文字中的反斜杠“\\”应写成“\\\\”（第 8 列）。"),
        ("a = '''\nb", "第 2 行：语法错误：多行文字没有以 ''' 结尾（到文件末尾仍未写完）。"),
        ("a = " + "9" * 5000, "整个文件：语法错误：有一个数的位数太多。"),
        ("a = " + "[" * 5000, "整个文件：语法错误：括号或键名的层次太深。"),
        ("#" * (2 * 1024 * 1024 + 1), "整个文件：文件超过 2 MB，不是方案文件。"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, said: str) -> None:
    assert faults(text) == [said]


def test_an_empty_file_lacks_everything() -> None:
    found = faults("")
    assert all(fault.startswith("整个文件：") for fault in found)
    assert "整个文件：缺少 [plan]。" in found


# Files


def test_a_plan_file_is_read_as_utf_8(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(SMALL, "utf-8-sig")
    assert read_plan(plan_text(plan), count(1)) == small()
    plan.write_bytes("a = 1\nb = '中文'".encode("gb18030"))
    with pytest.raises(PlanError, match="第 2 行：不是 UTF-8 编码的文字"):
        plan_text(plan)
    plan.write_bytes(b"#" * (2 * 1024 * 1024 + 1))
    with pytest.raises(PlanError, match="文件超过 2 MB"):
        plan_text(plan)
    with pytest.raises(Trouble, match="无法读取方案文件"):
        plan_text(tmp_path / "absent.toml")


def test_the_plans_of_a_folder_are_listed(tmp_path: Path) -> None:
    assert list_plans(tmp_path / "absent") == []
    (tmp_path / "a.toml").write_text(SMALL, "utf-8")
    (tmp_path / "b.toml").write_text('[plan]\ncode = "aaa"\ntitle = "甲"', "utf-8")
    (tmp_path / "c.toml").write_text("plan = 3", "utf-8")
    (tmp_path / "c.txt").write_text("", "utf-8")
    assert [(plan.code, plan.title, plan.path.name) for plan in list_plans(tmp_path)] == [
        ("aaa", "甲", "b.toml"),
        ("c", "", "c.toml"),
        ("hailu-2024", "海麓县光网提速行动方案", "a.toml"),
    ]
    (tmp_path / "d.toml").write_text("[plan", "utf-8")
    with pytest.raises(PlanError, match="第 1 行"):
        list_plans(tmp_path)


# Whatever is thrown at it

PIECES = [
    '"',
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "=",
    "\n",
    "{",
    "}",
    ",",
    "0",
    "-1",
    "true",
    "plan",
    "甲信",
    "\\",
    "\x00",
    "#",
]


def taken_or_refused(text: str) -> None:
    records: list[Record] = []
    told: tuple[Fault, ...] = ()
    try:
        records = read_plan(text, count(1))
    except PlanError as error:
        told = error.faults
    assert bool(records) is not bool(told)
    assert all(0 <= fault.line <= text.count("\n") + 1 for fault in told)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES)), min_size=1, max_size=4))
def test_a_damaged_plan_is_taken_or_refused(edits: list[tuple[float, int, str]]) -> None:
    text = SMALL
    for where, length, piece in edits:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
    taken_or_refused(text)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_plan_with_other_values_is_taken_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    lines = SMALL.split("\n")
    values = [
        "3",
        "-1",
        "true",
        '""',
        '"2024-13"',
        '"甲信"',
        "[]",
        "[1]",
        '["甲信", "甲信"]',
        "{}",
        "2024-05-05",
        "1.5",
    ]
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(lines))
        key, equals, _value = lines[at].partition(" = ")
        if equals and "'''" not in lines[at]:
            lines[at] = f"{key} = {chance.choice(values)}"
        elif chance.random() < 0.5 and lines[at].startswith("["):
            del lines[at]
    taken_or_refused("\n".join(lines))


@given(st.text(max_size=200))
def test_any_text_is_taken_or_refused(text: str) -> None:
    taken_or_refused(text)

"""The tables that papers share, as plain data."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gigadesk.domain.achievement import Tally, ValueState, ratio_value, single_value
from gigadesk.domain.indicators import Counting
from gigadesk.domain.members import MemberRole
from gigadesk.domain.months import Month
from gigadesk.domain.papers.blocks import Table
from gigadesk.domain.papers.tables import (
    UnitFigure,
    figure_table,
    indicator_table,
    roster_table,
    task_table,
    verdict_table,
)
from gigadesk.domain.parties import Parties
from gigadesk.domain.task_states import Light, ReviewedTask, TaskStanding, TaskState
from gigadesk.domain.tasks import Task, TaskKind
from tests.builders import a_data_element, a_focus_area, a_member, a_task, a_unit, an_indicator

SHARE = ratio_value(
    an_indicator(number=2, name="城市10G-PON端口占比", meaning="含义", formula="计算方法"),
    Month(2023, 9),
    Tally(Decimal(3000), ValueState.COMPLETE),
    Tally(Decimal(10000), ValueState.CARRIED),
)
PORTS = single_value(
    an_indicator(
        number=None,
        name="端口数",
        meaning="",
        formula="",
        counting=Counting.SINGLE,
        percent=False,
        measure="个",
        standard=None,
        goal=Fraction(12000),
    ),
    Month(2023, 9),
    Tally(None, ValueState.NONE),
)


def _heads(table: Table) -> list[str]:
    return [column.head for column in table.columns]


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def _reviewed(task: Task, state: TaskState = TaskState.ON_TRACK) -> ReviewedTask:
    return ReviewedTask(TaskStanding(task, state, Light.GREEN, None), Parties((1,), (), ()), {})


def test_the_short_table_has_both_lines_and_both_verdicts() -> None:
    table = verdict_table([SHARE, PORTS])
    assert _heads(table) == ["指标", "完成值", "评价标准", "结论", "方案目标", "结论"]
    assert _cells(table) == [
        ("城市10G-PON端口占比", "30.00%", "≥25%", "达标（暂估）", "≥35%", "未达到目标（暂估）"),
        ("端口数", "—", "—", "—", "≥12000个", "暂不判定"),
    ]


def test_the_full_table_has_meaning_formula_both_figures_and_the_state() -> None:
    table = indicator_table([SHARE, PORTS], "注")
    assert _heads(table) == [
        "序号", "指标", "指标含义", "计算方法", "分子", "分母", "完成值", "评价标准", "结论", "方案目标", "结论", "数据状态"
    ]  # fmt: skip
    assert _cells(table) == [
        (
            "2", "城市10G-PON端口占比", "含义", "计算方法", "3000", "10000",
            "30.00%", "≥25%", "达标（暂估）", "≥35%", "未达到目标（暂估）", "沿用（暂估）",
        ),
        ("—", "端口数", "—", "—", "—", "—", "—", "—", "—", "≥12000个", "暂不判定", "尚无数据"),
    ]  # fmt: skip
    assert table.note == "注"


def test_tasks_stand_under_their_areas_as_printed() -> None:
    areas = [
        a_focus_area(id=1, heading="一、加快部署"),
        a_focus_area(id=2, heading="二、空"),
        a_focus_area(id=3, heading="三、推广"),
    ]
    first = a_task(
        number=1,
        focus_area_id=1,
        content="内容。",
        lead_wording="区经信委",
        responsible_wording="各街道",
        deadline=None,
    )
    last = a_task(number=21, focus_area_id=3, lead_wording="各街道", responsible_wording="——", deadline=Month(2023, 10))
    table = task_table([_reviewed(first, TaskState.STANDING), _reviewed(last, TaskState.OVERDUE)], areas)
    assert _heads(table) == ["序号", "重点任务", "牵头单位", "责任单位", "完成期限", "完成情况"]
    assert _cells(table) == [
        ("一、加快部署",),
        ("1", "内容。", "区经信委", "各街道", "常态化开展", "常态化推进"),
        ("三、推广",),
        ("21", last.content, "各街道", "——", "2023年10月", "逾期未完成"),
    ]
    assert [row.band for row in table.rows] == [True, False, True, False]


def test_duties_stand_apart_below_even_where_they_name_an_area() -> None:
    areas = [a_focus_area(id=1, heading="一、加快部署")]
    duty = a_task(kind=TaskKind.DUTY, number=1, focus_area_id=1)
    loose_duty = a_task(kind=TaskKind.DUTY, number=2, focus_area_id=None)
    loose = a_task(number=8, focus_area_id=None)
    tasks = [_reviewed(task) for task in (duty, loose_duty, loose, a_task(number=7))]
    first_cells = [cells[0] for cells in _cells(task_table(tasks, areas))]
    assert first_cells == ["一、加快部署", "7", "重点任务", "8", "工作要求事项", "1", "2"]


def test_the_roster_spreads_names_of_two_characters() -> None:
    members = [
        a_member(roles=(MemberRole.HEAD,), name="罗毅", post="区政府副区长"),
        a_member(roles=(MemberRole.DEPUTY, MemberRole.OFFICE_DIRECTOR), name="周振超", post="区经信委主任"),
    ]
    table = roster_table(members)
    assert _heads(table) == ["专班职务", "姓名", "单位及职务"]
    assert _cells(table) == [("组长", "罗　毅", "区政府副区长"), ("副组长、办公室主任", "周振超", "区经信委主任")]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (UnitFigure(Decimal(12400)), "12400"),
        (UnitFigure(Decimal(12400), "沿用"), "12400（沿用）"),
        (UnitFigure(Decimal(0)), "0"),
        (UnitFigure(None, "未报"), "未报"),
        (UnitFigure(None), "—"),
    ],
)
def test_a_figure_says_why_it_is_missing_or_not_the_units_own(figure: UnitFigure, text: str) -> None:
    assert figure.text == text


def test_units_and_their_figures_stand_over_the_districts() -> None:
    units = [a_unit(id=1, short_name="渝中电信"), a_unit(id=2, short_name="渝中移动")]
    elements = [
        a_data_element(id=1, name="端口数", measure="个"),
        a_data_element(id=2, name="常住人口", measure="万人"),
    ]
    figures = {
        (1, 1): UnitFigure(Decimal(100)),
        (2, 1): UnitFigure(None, "未报"),
        (2, 2): UnitFigure(Decimal("58.87"), "参考"),
    }
    table = figure_table(units, elements, figures, {1: UnitFigure(Decimal(100), "不全")}, "注")
    assert _heads(table) == ["单位", "端口数（个）", "常住人口（万人）"]
    assert _cells(table) == [
        ("渝中电信", "100", "—"),
        ("渝中移动", "未报", "58.87（参考）"),
        ("汇总", "100（不全）", "—"),
    ]
    assert table.note == "注"


def test_without_units_there_is_no_line_for_the_whole() -> None:
    assert figure_table([], [a_data_element()], {}, {}, "").rows == ()

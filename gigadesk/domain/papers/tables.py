"""文稿表格: the tables that the workgroup's papers share, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gigadesk.domain.achievement import IndicatorValue
from gigadesk.domain.indicators import DataElement
from gigadesk.domain.members import Member, spread_name
from gigadesk.domain.papers.blocks import Align, Column, Row, Table
from gigadesk.domain.papers.wording import (
    NOTHING,
    goal_verdict,
    shown_figure,
    shown_line,
    shown_value,
    standard_verdict,
)
from gigadesk.domain.plan import FocusArea
from gigadesk.domain.task_states import ReviewedTask
from gigadesk.domain.tasks import TaskKind
from gigadesk.domain.units import Unit


def verdict_table(values: Iterable[IndicatorValue]) -> Table:
    """指标完成情况简表: each value with both lines and both verdicts."""
    columns = (
        Column("指标", 42),
        Column("完成值", 22, Align.CENTER),
        Column("评价标准", 19, Align.CENTER),
        Column("结论", 14, Align.CENTER),
        Column("方案目标", 19, Align.CENTER),
        Column("结论", 18, Align.CENTER),
    )
    return Table(columns, tuple(Row((value.indicator.name, *_judged(value))) for value in values))


def indicator_table(values: Iterable[IndicatorValue], note: str) -> Table:
    """指标完成情况表: the printed meaning and formula, numerator, denominator, state and both verdicts."""
    columns = (
        Column("序号", 6, Align.CENTER),
        Column("指标", 15),
        Column("指标含义", 24),
        Column("计算方法", 32),
        Column("分子", 9, Align.RIGHT),
        Column("分母", 9, Align.RIGHT),
        Column("完成值", 13, Align.CENTER),
        Column("评价标准", 12, Align.CENTER),
        Column("结论", 9, Align.CENTER),
        Column("方案目标", 12, Align.CENTER),
        Column("结论", 10, Align.CENTER),
        Column("数据状态", 9, Align.CENTER),
    )
    rows = tuple(
        Row(
            (
                NOTHING if value.indicator.number is None else str(value.indicator.number),
                value.indicator.name,
                value.indicator.meaning or NOTHING,
                value.indicator.formula or NOTHING,
                shown_figure(value.numerator),
                shown_figure(value.denominator),
                *_judged(value),
                value.state.label,
            )
        )
        for value in values
    )
    return Table(columns, rows, note=note)


def _judged(value: IndicatorValue) -> tuple[str, str, str, str, str]:
    return (
        shown_value(value),
        shown_line(value.indicator, value.standard),
        standard_verdict(value),
        shown_line(value.indicator, value.goal),
        goal_verdict(value),
    )


def task_table(tasks: Sequence[ReviewedTask], areas: Sequence[FocusArea]) -> Table:
    """任务清单: as annex 1 prints it, under its focus areas, with each task's state; 工作要求事项 stand apart below."""
    columns = (
        Column("序号", 6, Align.CENTER),
        Column("重点任务", 51),
        Column("牵头单位", 12, Align.CENTER),
        Column("责任单位", 20),
        Column("完成期限", 12, Align.CENTER),
        Column("完成情况", 12, Align.CENTER),
    )
    listed = [each for each in tasks if each.task.kind is TaskKind.LISTED]
    parts = [
        *((area.heading, [each for each in listed if each.task.focus_area_id == area.id]) for area in areas),
        (TaskKind.LISTED.label, [each for each in listed if each.task.focus_area_id is None]),
        (TaskKind.DUTY.label, [each for each in tasks if each.task.kind is TaskKind.DUTY]),
    ]
    rows: list[Row] = []
    for heading, inside in parts:
        if inside:
            rows.append(Row((heading,), band=True))
            rows.extend(_task_row(each) for each in inside)
    return Table(columns, tuple(rows))


def _task_row(reviewed: ReviewedTask) -> Row:
    task = reviewed.task
    return Row(
        (
            str(task.number),
            task.content,
            task.lead_wording,
            task.responsible_wording,
            "常态化开展" if task.deadline is None else str(task.deadline),
            reviewed.standing.state.value,
        )
    )


def roster_table(members: Iterable[Member]) -> Table:
    """专班名单: in the roster's order, names of two characters spread to three."""
    columns = (Column("专班职务", 30, Align.CENTER), Column("姓名", 16, Align.CENTER), Column("单位及职务", 54))
    rows = tuple(
        Row(("、".join(role.value for role in member.roles), spread_name(member.name), member.post))
        for member in members
    )
    return Table(columns, rows)


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """单位数据: a figure with the mark behind it (沿用, 参考, 不全), or only a mark (未报, 不适用)."""

    figure: Decimal | None
    mark: str = ""

    @property
    def text(self) -> str:
        """单元格 as printed."""
        if self.figure is None:
            return self.mark or NOTHING
        return shown_figure(self.figure) + (f"（{self.mark}）" if self.mark else "")


def figure_table(
    units: Sequence[Unit],
    elements: Sequence[DataElement],
    figures: Mapping[tuple[int, int], UnitFigure],
    totals: Mapping[int, UnitFigure],
    note: str,
) -> Table:
    """各单位报送数据: units × data elements, the figure for the whole below."""

    def width(element: DataElement) -> int:
        """A column with marked figures takes more room."""
        column = [*(figures.get((unit.id, element.id)) for unit in units), totals.get(element.id)]
        return 16 if any(cell is not None and cell.mark and cell.figure is not None for cell in column) else 12

    columns = (
        Column("单位", 15),
        *(Column(f"{element.name}（{element.measure}）", width(element), Align.RIGHT) for element in elements),
    )
    rows = [
        Row((unit.short_name, *(figures.get((unit.id, element.id), UnitFigure(None)).text for element in elements)))
        for unit in units
    ]
    if rows:
        rows.append(Row(("汇总", *(totals.get(element.id, UnitFigure(None)).text for element in elements))))
    return Table(columns, tuple(rows), note=note)

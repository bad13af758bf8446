"""数据项和指标: reads the data elements, who reports them, the indicators and the quotas of cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gigadesk.domain.indicators import CaseQuota, Counting, DataElement, Indicator, Reporter, ReporterRole, Summing
from gigadesk.domain.tasks import Task
from gigadesk.exchange.plan_table import Table, short
from gigadesk.exchange.plan_units import Names

_REPORTER_KEYS = (
    (ReporterRole.SUMMED, "summed"),
    (ReporterRole.SOURCE, "sources"),
    (ReporterRole.REFERENCE, "reference"),
)
_ASKED = {
    Summing.SUM: {"summed"},
    Summing.SUM_OR_SOURCE: {"summed", "sources"},
    Summing.ONE_SOURCE: {"sources"},
    Summing.BASE: set[str](),
}
_BARRED = {
    Summing.SUM: {"sources"},
    Summing.SUM_OR_SOURCE: set[str](),
    Summing.ONE_SOURCE: {"summed"},
    Summing.BASE: {"summed", "reference"},
}


@dataclass(frozen=True, slots=True)
class Elements:
    """数据项表: the elements by code and by name, and who reports each; not `whole` when one of them is wrong."""

    by_name: Mapping[str, DataElement]
    elements: list[DataElement]
    reporters: list[Reporter]
    whole: bool

    def summed(self, element: DataElement, *, active: bool) -> set[int]:
        """The units whose figures are added up, or those that could be switched on."""
        return {
            reporter.unit_id
            for reporter in self.reporters
            if reporter.element_id == element.id and reporter.role is ReporterRole.SUMMED and reporter.active is active
        }


def read_elements(root: Table, names: Names, ids: Iterator[int]) -> Elements:
    """数据项: [[elements]] with their reporters."""
    by_name: dict[str, DataElement] = {}
    elements: list[DataElement] = []
    reporters: list[Reporter] = []
    for order, table in enumerate(root.tables("elements"), 1):
        element = DataElement(
            id=next(ids),
            order=order,
            code=table.code("code"),
            name=table.text("name"),
            definition=table.text("definition"),
            measure=table.text("measure"),
            places=table.integer("places", 0, 6, optional=True),
            summing=table.choice("summing", Summing),
            cumulative=table.flag("cumulative"),
        )
        for key in ("code", "name"):
            name = str(getattr(element, key))
            if table.sound(key) and by_name.setdefault(name, element) is not element:
                table.fault(f"数据项“{short(name)}”重复。", key)
        reporters += _read_reporters(table, element, names, ids)
        table.close()
        elements.append(element)
    return Elements(by_name, elements, reporters, root.sound("elements"))


def _read_reporters(table: Table, element: DataElement, names: Names, ids: Iterator[int]) -> list[Reporter]:
    found: dict[int, tuple[ReporterRole, int]] = {}
    for role, key in _REPORTER_KEYS:
        units = names.units(table, key, optional=True)
        for order, unit in enumerate(units, 1):
            if found.setdefault(unit.id, (role, order))[0] is not role:
                table.fault(f"“{unit.short_name}”在同一数据项中写了两种报送角色。", key)
        if table.sound("summing") and key in _BARRED[element.summing] and units:
            table.fault(f"汇总方式为“{element.summing.label}”的数据项不写“{key}”。", key)
        if table.sound("summing", key) and key in _ASKED[element.summing] and not units and names.whole:
            table.fault(f"汇总方式为“{element.summing.label}”的数据项要在“{key}”中写出单位。", key)
    inactive = {unit.id for unit in names.units(table, "inactive", optional=True)}
    if inactive - found.keys() and table.sound(*(key for _, key in _REPORTER_KEYS), "inactive"):
        table.fault("“inactive”中的单位应已列入“summed”“sources”或“reference”。", "inactive")
    return [
        Reporter(id=next(ids), element_id=element.id, unit_id=unit, role=role, order=order, active=unit not in inactive)
        for unit, (role, order) in found.items()
    ]


def read_indicators(
    root: Table, elements: Elements, tasks: Mapping[int, Task], task_tables: Mapping[int, Table], ids: Iterator[int]
) -> dict[str, Indicator]:
    """指标: [[indicators]] by code; also puts down measured tasks that none of them measures."""
    found: dict[str, Indicator] = {}
    numbers: set[int] = set()
    measured: set[int] = set()
    for order, table in enumerate(root.tables("indicators"), 1):
        number = table.integer("number", 1, 999) if "number" in table else None
        if number is not None and number in numbers and table.sound("number"):
            table.fault(f"指标序号 {number} 重复。", "number")
        numbers.add(number or 0)
        indicator = _read_indicator(table, order, number, elements, tasks, ids)
        if table.sound("code") and indicator.code in found:
            table.fault(f"指标代码“{indicator.code}”重复。", "code")
        table.close()
        found[indicator.code or str(order)] = indicator
        measured.add(indicator.task_id or 0)
    for task_number, task in tasks.items():
        if task.measured and task.id not in measured and root.sound("indicators"):
            task_tables[task_number].fault(
                f"第 {task_number} 项任务以指标衡量（measured），但没有指标写明 task = {task_number}。", "measured"
            )
    return found


def _read_indicator(
    table: Table, order: int, number: int | None, elements: Elements, tasks: Mapping[int, Task], ids: Iterator[int]
) -> Indicator:
    counting = table.choice("counting", Counting)
    percent = table.flag("percent")
    numerator = _element(table, "numerator", elements, wanted=counting in (Counting.RATIO, Counting.SINGLE))
    denominator = _element(table, "denominator", elements, wanted=counting is Counting.RATIO)
    if numerator is not None and denominator is not None:
        _compare_units(table, numerator, denominator, elements)
        if percent and numerator.measure != denominator.measure:
            said = f"分子以“{numerator.measure}”计、分母以“{denominator.measure}”计，不能算成百分比。"
            table.fault(said, "denominator")
    standard, goal = table.fraction("standard"), table.fraction("goal")
    if "standard" not in table and "goal" not in table:
        table.fault("评价标准“standard”和方案目标“goal”至少要有一个。")
    for key, line in (("standard", standard), ("goal", goal)):
        if percent and line is not None and line > 1:
            table.fault(f'以百分比表示的指标，“{key}”应写成不大于 1 的分数，如 25% 写作 "1/4"。', key)
    return Indicator(
        id=next(ids),
        order=order,
        code=table.code("code"),
        number=number,
        name=table.text("name"),
        meaning=table.text("meaning"),
        formula=table.text("formula"),
        standard_wording=_wording(table, "standard_wording", standard),
        goal_wording=_wording(table, "goal_wording", goal),
        counting=counting,
        numerator_id=numerator.id if numerator is not None else None,
        denominator_id=denominator.id if denominator is not None else None,
        percent=percent,
        measure=table.text("measure", empty=True, optional=percent),
        may_exceed=table.flag("may_exceed"),
        standard=standard,
        goal=goal,
        task_id=_measured_task(table, tasks),
    )


def _wording(table: Table, key: str, line: Fraction | None) -> str:
    return table.text(key, empty=line is None, optional=line is None)


def _element(table: Table, key: str, elements: Elements, *, wanted: bool) -> DataElement | None:
    """The data element that a key names; puts down one that is unknown, lacking or out of place."""
    if not wanted:
        if table.text(key, optional=True) and table.sound("counting"):
            table.fault(f"这种计算方式不写“{key}”。", key)
        return None
    if not table.sound("counting"):
        return elements.by_name.get(table.text(key, optional=True))
    name = table.text(key)
    element = elements.by_name.get(name)
    if element is None and name and elements.whole:
        close = table.nearest(name, elements.by_name)
        table.fault(f"“{key}”所写“{short(name)}”不在数据项表中{close}。", key)
    return element


def _compare_units(table: Table, numerator: DataElement, denominator: DataElement, elements: Elements) -> None:
    """A ratio's numerator and denominator must be summed over the same units, those that can be switched on too."""
    added = {Summing.SUM, Summing.SUM_OR_SOURCE}
    if not {numerator.summing, denominator.summing} <= added or not elements.whole:
        return
    for active in (True, False):
        if elements.summed(numerator, active=active) != elements.summed(denominator, active=active):
            said = f"分子“{numerator.name}”与分母“{denominator.name}”的报送单位不一致，不能相比。"
            table.fault(said, "denominator")
            return


def _measured_task(table: Table, tasks: Mapping[int, Task]) -> int | None:
    if "task" not in table:
        return None
    number = table.integer("task", 1, 9999)
    task = tasks.get(number)
    if not table.sound("task") or not tasks:
        return None
    if task is None:
        table.fault(f"“task”所写第 {number} 项任务不在任务清单中。", "task")
        return None
    if not task.measured:
        table.fault(f"第 {number} 项任务没有写明 measured = true，不能以指标衡量。", "task")
    return task.id


def read_quotas(root: Table, indicators: Mapping[str, Indicator], names: Names, ids: Iterator[int]) -> list[CaseQuota]:
    """案例任务数: [[quotas]]."""
    found: dict[tuple[int, int], CaseQuota] = {}
    for table in root.tables("quotas", optional=True):
        code, count = table.text("indicator"), table.integer("count", 1, 9999)
        indicator = indicators.get(code)
        unit = names.unit(table, "unit", table.text("unit"))
        table.close()
        if indicator is None:
            if code and root.sound("indicators"):
                close = table.nearest(code, indicators)
                table.fault(f"“indicator”所写“{short(code)}”不是指标代码{close}。", "indicator")
            continue
        if indicator.counting is not Counting.CASES:
            table.fault('案例任务数只能用于由应用案例台账计数的指标（counting = "cases"）。', "indicator")
        if unit is not None:
            if (indicator.id, unit.id) in found:
                table.fault(f"“{unit.short_name}”的案例任务数重复。", "unit")
            found[indicator.id, unit.id] = CaseQuota(
                id=next(ids), indicator_id=indicator.id, unit_id=unit.id, count=count
            )
    return list(found.values())

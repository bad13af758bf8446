"""示例数据的引用: what an example file means by the names of units, groups, data elements and tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar, cast

from gigadesk.domain.indicators import DataElement
from gigadesk.domain.months import Month
from gigadesk.domain.tasks import Task, TaskKind
from gigadesk.domain.units import Unit, UnitGroup
from gigadesk.exchange.plan_faults import Faults
from gigadesk.exchange.plan_table import Table, short
from gigadesk.exchange.plan_units import Names, read_units
from gigadesk.services.basis import Basis
from gigadesk.storage.store import Store

_Key = TypeVar("_Key", str, int)
_Meant = TypeVar("_Meant")


class References:
    """引用: finds what a key of the file means, and gives new ids.

    Units may be named by code or any of their names, data elements and groups by code, tasks of the printed list by
    number. `new_units` are those that the example adds to the plan's. The first reference to nothing ends the
    reading with PlanError.
    """

    def __init__(self, store: Store, basis: Basis, root: Table, faults: Faults, ids: Iterator[int]) -> None:
        self.basis = basis
        self.ids = ids
        self._faults = faults
        self._names = Names()
        for unit in basis.units.values():
            self._names.add(root, unit, (unit.code, *unit.names))
        last = max((unit.order for unit in basis.units.values()), default=0)
        added = read_units(root, self._names, ids) if "units" in root else []
        self.new_units = [replace(unit, order=last + unit.order) for unit in added]
        self._elements = {element.code: element for element in basis.elements.values()}
        self._groups = {group.code: group for group in store.records(UnitGroup)}
        self._tasks = {task.number: task for task in store.records(Task) if task.kind is TaskKind.LISTED}

    def unit(self, table: Table) -> Unit:
        """单位 under `unit`."""
        return self._sound(self._names.unit(table, "unit", table.text("unit")))

    def units(self, table: Table) -> list[Unit]:
        """单位 under `units`."""
        return self._names.units(table, "units")

    def element(self, table: Table) -> DataElement:
        """数据项 under `element`."""
        return self._meant(table, "element", table.text("element"), self._elements)

    def group(self, table: Table) -> UnitGroup:
        """单位组 under `group`."""
        return self._meant(table, "group", table.text("group"), self._groups)

    def task(self, table: Table) -> Task:
        """任务 under `task`."""
        return self._meant(table, "task", table.integer("task", 1, 999), self._tasks)

    def month(self, table: Table, key: str = "month") -> Month:
        """月份 under a key."""
        return self._sound(table.month(key))

    def day(self, table: Table, key: str) -> date:
        """日期 under a key."""
        return self._sound(table.day(key))

    def _meant(self, table: Table, key: str, written: _Key, known: Mapping[_Key, _Meant]) -> _Meant:
        if written not in known:
            table.fault(f"“{key}”所写“{short(str(written))}”不在方案中。", key)
        return self._sound(known.get(written))

    def _sound(self, found: _Meant | None) -> _Meant:
        """What was found; nothing is found only where a fault was put down."""
        self._faults.stop()
        return cast("_Meant", found)

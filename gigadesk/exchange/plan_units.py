"""单位和专班: reads units, groups and the roster, and finds units and groups by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gigadesk.domain.members import Member, MemberRole
from gigadesk.domain.units import GroupUnit, Unit, UnitGroup, UnitKind
from gigadesk.exchange.plan_table import Table, short


class Names:
    """名称表: every code, name, alias and printed wording, and the unit or group that it means.

    It is not `whole` once a unit or group could not be read: then a name that it does not know may well be right.
    """

    def __init__(self) -> None:
        self._meant: dict[str, Unit | UnitGroup] = {}
        self.whole = True

    def add(self, table: Table, meant: Unit | UnitGroup, names: Iterable[str]) -> None:
        """Take in the names of a unit or group; puts down those that mean another one already."""
        for name in names:
            other = self._meant.setdefault(name, meant)
            if name and other is not meant:
                table.fault(f"“{short(name)}”已是另一单位或单位组的代码或名称，不能重复。")
        self.whole = self.whole and table.sound()

    def unit(self, table: Table, key: str, name: str, *place: int) -> Unit | None:
        """The unit that a reference means; puts down one that means none."""
        meant = self._find(table, key, name, "单位表", *place)
        if isinstance(meant, UnitGroup):
            table.fault(f"“{short(name)}”是单位组，这里应写一个单位。", key, *place)
            return None
        return meant

    def units(self, table: Table, key: str, *, optional: bool = False) -> list[Unit]:
        """The units of a list of references, each once."""
        found: list[Unit] = []
        for place, name in enumerate(table.texts(key, optional=optional)):
            unit = self.unit(table, key, name, place)
            if unit in found:
                table.fault(f"“{key}”中“{short(name)}”所指的单位重复。", key, place)
            elif unit is not None:
                found.append(unit)
        return found

    def parties(self, table: Table, key: str) -> list[Unit | UnitGroup]:
        """The units and groups of a list of references, each once."""
        found: list[Unit | UnitGroup] = []
        for place, name in enumerate(table.texts(key)):
            meant = self._find(table, key, name, "单位表和单位组表", place)
            if meant in found:
                table.fault(f"“{key}”中“{short(name)}”所指的单位重复。", key, place)
            elif meant is not None:
                found.append(meant)
        return found

    def _find(self, table: Table, key: str, name: str, where: str, *place: int) -> Unit | UnitGroup | None:
        meant = self._meant.get(name)
        if meant is None and name and self.whole:
            close = table.nearest(name, self._meant)
            table.fault(f"“{key}”所写“{short(name)}”不在{where}中{close}；请改正，或在表中补上。", key, *place)
        return meant


def read_units(root: Table, names: Names, ids: Iterator[int]) -> list[Unit]:
    """单位: [[units]]."""
    found = []
    for order, table in enumerate(root.tables("units"), 1):
        unit = Unit(
            id=next(ids),
            order=order,
            code=table.code("code"),
            kind=table.choice("kind", UnitKind),
            full_name=table.text("full_name"),
            short_name=table.text("short_name"),
            aliases=table.texts("aliases", optional=True),
        )
        table.close()
        names.add(table, unit, (unit.code, *unit.names))
        found.append(unit)
    return found


def read_groups(root: Table, names: Names, ids: Iterator[int]) -> tuple[list[UnitGroup], list[GroupUnit]]:
    """单位组: [[groups]], and the units that they stand for in the whole plan."""
    groups: list[UnitGroup] = []
    members: list[GroupUnit] = []
    tables = root.tables("groups", optional=True)
    for table in tables:
        group = UnitGroup(
            id=next(ids),
            code=table.code("code"),
            name=table.text("name"),
            wordings=table.texts("wordings", optional=True),
            per_task=table.flag("per_task"),
        )
        units = names.units(table, "units", optional=True)
        if group.per_task and units:
            table.fault("逐项任务填写的单位组（per_task = true）不在此列出单位。", "units")
        elif not group.per_task and not units and names.whole and table.sound():
            table.fault("单位组至少要有一个单位；各项任务所指不同的，写 per_task = true。", "units")
        table.close()
        groups.append(group)
        members.extend(GroupUnit(id=next(ids), group_id=group.id, unit_id=unit.id, task_id=None) for unit in units)
    for table, group in zip(tables, groups, strict=True):
        names.add(table, group, (group.code, group.name, *group.wordings))
    return groups, members


def read_members(root: Table, names: Names, ids: Iterator[int]) -> list[Member]:
    """成员: [[members]], in the order of the roster."""
    found = []
    known = {role.value: role for role in MemberRole}
    for order, table in enumerate(root.tables("members", optional=True), 1):
        roles = table.texts("roles")
        for place, role in enumerate(roles):
            if role not in known:
                table.fault(f"“roles”应为 {'、'.join(known)}，不能写成“{short(role)}”。", "roles", place)
        if not roles and table.sound("roles"):
            table.fault("“roles”至少要有一项。", "roles")
        unit = names.unit(table, "unit", table.text("unit")) if "unit" in table else None
        member = Member(
            id=next(ids),
            order=order,
            roles=tuple(known[role] for role in roles if role in known),
            name=table.text("name"),
            post=table.text("post"),
            unit_id=unit.id if unit is not None else None,
            since=table.day("since", optional=True),
            until=table.day("until", optional=True),
        )
        if member.since is not None and member.until is not None and member.until < member.since:
            table.fault("“until”早于“since”。", "until")
        table.close()
        found.append(member)
    return found

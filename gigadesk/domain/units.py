"""单位: who takes part, under which names, and whom a collective name stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from gigadesk.domain.records import Record


class UnitKind(Enum):
    """单位类别."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    SUBDISTRICT = "subdistrict"
    COMMITTEE = "committee"
    OPERATOR = "operator"
    TOWER = "tower"
    SOURCE = "source"

    @property
    def label(self) -> str:
        """单位类别 as shown."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    UnitKind.GOVERNMENT: "区政府",
    UnitKind.DEPARTMENT: "部门",
    UnitKind.SUBDISTRICT: "街道",
    UnitKind.COMMITTEE: "管委会",
    UnitKind.OPERATOR: "基础电信企业",
    UnitKind.TOWER: "铁塔企业",
    UnitKind.SOURCE: "数据来源单位",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """单位: `full_name` is for signatures, `short_name` for tables; `aliases` are other names it is known by.

    A 数据来源单位 is not in the workgroup.
    """

    order: int
    code: str
    kind: UnitKind
    full_name: str
    short_name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """名称: every name that means this unit."""
        return (self.full_name, self.short_name, *self.aliases)

    @property
    def in_workgroup(self) -> bool:
        """专班成员单位: false for those that only give figures."""
        return self.kind is not UnitKind.SOURCE


class ContactRole(Enum):
    """联系人类别."""

    LEADER = "leader"
    CONTACT = "contact"

    @property
    def label(self) -> str:
        """责任领导 or 联络员."""
        return "责任领导" if self is ContactRole.LEADER else "联络员"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContact(Record):
    """联系人: a unit's responsible leader or contact person with the office telephone, from and until a day."""

    unit_id: int
    role: ContactRole
    name: str
    telephone: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGroup(Record):
    """单位组: a collective name of the plan with its printed wordings; `per_task` ones mean other units in each task."""

    code: str
    name: str
    wordings: tuple[str, ...]
    per_task: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupUnit(Record):
    """组成单位: a unit that a group stands for, in the whole plan, or in one task when `task_id` is given."""

    group_id: int
    unit_id: int
    task_id: int | None

"""成员: the workgroup's roster (annex 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from gigadesk.domain.records import Record

_FULL_BLANK = "\u3000"


class MemberRole(Enum):
    """专班职务."""

    HEAD = "组长"
    DEPUTY = "副组长"
    MEMBER = "成员"
    OFFICE_DIRECTOR = "办公室主任"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Record):
    """成员: a person's seat from one day until another; one person may hold two roles.

    The printed 单位职务 is kept whole. People change by notice: an ended seat stays on file.
    """

    order: int
    roles: tuple[MemberRole, ...]
    name: str
    post: str
    unit_id: int | None
    since: date | None
    until: date | None

    def sits_on(self, day: date) -> bool:
        """在任: whether the seat is held on that day; the day `until` is the last one."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def roster(members: Iterable[Member], day: date) -> list[Member]:
    """专班名单: the seats held on a day, in the roster's order."""
    return sorted((member for member in members if member.sits_on(day)), key=lambda member: member.order)


def spread_name(name: str) -> str:
    """姓名排齐: a name of two characters spread to the width of three, as a roster prints it."""
    return name[0] + _FULL_BLANK + name[1] if len(name) == 2 else name

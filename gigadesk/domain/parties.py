"""责任单位: which units lead a task and answer for it, with collective names filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gigadesk.domain.tasks import PartyRole, TaskParty
from gigadesk.domain.units import GroupUnit, UnitGroup


@dataclass(frozen=True, slots=True)
class Parties:
    """责任分工: the unit ids that lead a task and that answer for it, each once and in the printed order.

    `unfilled` are the groups of which nobody has said yet whom they mean in this task.
    """

    leads: tuple[int, ...]
    responsible: tuple[int, ...]
    unfilled: tuple[int, ...]

    @property
    def everyone(self) -> tuple[int, ...]:
        """全部单位 of the task, leads first, each once."""
        return tuple(dict.fromkeys((*self.leads, *self.responsible)))


def group_members(group: UnitGroup, group_units: Iterable[GroupUnit], task_id: int) -> tuple[int, ...]:
    """组成单位: the units a group means in a task; a 各管委会 of one task says nothing of another."""
    wanted = task_id if group.per_task else None
    return tuple(item.unit_id for item in group_units if item.group_id == group.id and item.task_id == wanted)


def resolve_parties(
    task_id: int, parties: Iterable[TaskParty], groups: Iterable[UnitGroup], group_units: Sequence[GroupUnit]
) -> Parties:
    """责任分工 of a task, its groups replaced by their units."""
    group_by_id = {group.id: group for group in groups}
    found: dict[PartyRole, list[int]] = {PartyRole.LEAD: [], PartyRole.RESPONSIBLE: []}
    unfilled: list[int] = []
    for party in sorted((party for party in parties if party.task_id == task_id), key=lambda party: party.order):
        if party.unit_id is not None:
            found[party.role].append(party.unit_id)
        elif party.group_id is not None:
            members = group_members(group_by_id[party.group_id], group_units, task_id)
            found[party.role].extend(members)
            if not members:
                unfilled.append(party.group_id)
    return Parties(
        leads=tuple(dict.fromkeys(found[PartyRole.LEAD])),
        responsible=tuple(dict.fromkeys(found[PartyRole.RESPONSIBLE])),
        unfilled=tuple(dict.fromkeys(unfilled)),
    )

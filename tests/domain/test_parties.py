"""Who leads a task and who answers for it, collective names filled in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.parties import Parties, group_members, resolve_parties
from gigadesk.domain.tasks import PartyRole, TaskParty
from gigadesk.domain.units import GroupUnit
from tests.builders import a_group_unit, a_task_party, a_unit_group

LEAD, RESPONSIBLE = PartyRole.LEAD, PartyRole.RESPONSIBLE
STREETS = a_unit_group(id=10, name="各街道办事处", wordings=("各街道办事处", "各街道"))
OPERATORS = a_unit_group(id=11, name="各基础电信企业")
COMMITTEES = a_unit_group(id=12, name="各管委会", per_task=True)
GROUPS = (STREETS, OPERATORS, COMMITTEES)
GROUP_UNITS = [
    *(a_group_unit(group_id=10, unit_id=unit) for unit in (21, 22, 23)),
    *(a_group_unit(group_id=11, unit_id=unit) for unit in (31, 32)),
    a_group_unit(group_id=12, unit_id=41, task_id=5),
    a_group_unit(group_id=12, unit_id=42, task_id=11),
]


def _unit(role: PartyRole, order: int, unit: int, task: int = 5) -> TaskParty:
    return a_task_party(task_id=task, role=role, order=order, unit_id=unit, group_id=None)


def _group(role: PartyRole, order: int, group: int, task: int = 5) -> TaskParty:
    return a_task_party(task_id=task, role=role, order=order, unit_id=None, group_id=group)


def test_a_collective_name_stands_for_its_units_in_the_printed_order() -> None:
    printed = [_group(RESPONSIBLE, 3, 11), _unit(LEAD, 1, 1), _group(RESPONSIBLE, 2, 10), _unit(RESPONSIBLE, 4, 2)]
    parties = resolve_parties(5, printed, GROUPS, GROUP_UNITS)
    assert parties == Parties(leads=(1,), responsible=(21, 22, 23, 31, 32, 2), unfilled=())
    assert parties.everyone == (1, 21, 22, 23, 31, 32, 2)


def test_a_group_may_lead_and_nobody_else_be_responsible() -> None:
    parties = resolve_parties(21, [_group(LEAD, 1, 10, task=21)], GROUPS, GROUP_UNITS)
    assert parties == Parties(leads=(21, 22, 23), responsible=(), unfilled=())


def test_committees_mean_other_units_in_each_task() -> None:
    assert group_members(COMMITTEES, GROUP_UNITS, 5) == (41,)
    assert group_members(COMMITTEES, GROUP_UNITS, 11) == (42,)
    assert group_members(COMMITTEES, GROUP_UNITS, 7) == ()
    assert group_members(STREETS, GROUP_UNITS, 5) == group_members(STREETS, GROUP_UNITS, 7) == (21, 22, 23)


def test_a_group_that_nobody_has_filled_is_named_once_and_stands_for_nobody() -> None:
    printed = [_unit(LEAD, 1, 1, task=7), _group(LEAD, 2, 12, task=7), _group(RESPONSIBLE, 3, 12, task=7)]
    parties = resolve_parties(7, printed, GROUPS, GROUP_UNITS)
    assert parties == Parties(leads=(1,), responsible=(), unfilled=(12,))


def test_a_unit_named_twice_counts_once() -> None:
    printed = [_unit(LEAD, 1, 31), _group(RESPONSIBLE, 2, 11), _unit(RESPONSIBLE, 3, 32)]
    parties = resolve_parties(5, printed, GROUPS, GROUP_UNITS)
    assert parties == Parties(leads=(31,), responsible=(31, 32), unfilled=())
    assert parties.everyone == (31, 32)


def test_another_tasks_units_are_not_asked() -> None:
    assert resolve_parties(5, [_unit(LEAD, 1, 1, task=6)], GROUPS, GROUP_UNITS) == Parties((), (), ())


def test_a_line_that_names_nobody_is_passed_over() -> None:
    nobody = a_task_party(task_id=5, role=RESPONSIBLE, order=2, unit_id=None, group_id=None)
    assert resolve_parties(5, [_unit(LEAD, 1, 1), nobody], GROUPS, GROUP_UNITS) == Parties((1,), (), ())


PRINTED = st.lists(
    st.builds(_unit, st.sampled_from(PartyRole), st.integers(1, 9), st.sampled_from([1, 2, 21, 31]))
    | st.builds(_group, st.sampled_from(PartyRole), st.integers(1, 9), st.sampled_from([10, 11, 12])),
    max_size=8,
)
MEMBERS = st.lists(
    st.builds(
        a_group_unit,
        group_id=st.sampled_from([10, 11, 12]),
        unit_id=st.integers(20, 40),
        task_id=st.sampled_from([None, 5, 6]),
    ),
    max_size=12,
)


@given(PRINTED, MEMBERS)
def test_whoever_is_printed_is_found_or_named_as_unfilled(printed: list[TaskParty], members: list[GroupUnit]) -> None:
    parties = resolve_parties(5, printed, GROUPS, members)
    for group in {party.group_id for party in printed if party.group_id is not None}:
        (kind,) = (each for each in GROUPS if each.id == group)
        inside = group_members(kind, members, 5)
        assert set(inside) <= set(parties.everyone)
        assert (group in parties.unfilled) is (not inside)
    assert {party.unit_id for party in printed if party.unit_id} <= set(parties.everyone)
    assert len(set(parties.everyone)) == len(parties.everyone)

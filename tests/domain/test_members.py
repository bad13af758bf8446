"""The roster: who sits in the workgroup on a day, and how names are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.members import Member, MemberRole, roster, spread_name
from tests.builders import a_member


def test_a_change_by_notice_ends_one_seat_and_begins_another() -> None:
    first = a_member(id=1, order=5, name="何健", until=date(2023, 8, 14))
    second = a_member(id=2, order=5, name="汤志坚", since=date(2023, 8, 15))
    assert roster([first, second], date(2023, 6, 2)) == [first]
    assert roster([first, second], date(2023, 8, 14)) == [first]
    assert roster([first, second], date(2023, 8, 15)) == [second]


def test_a_vacant_seat_is_not_on_the_roster() -> None:
    seat = a_member(since=date(2023, 6, 2), until=date(2023, 8, 14))
    assert roster([seat], date(2023, 6, 1)) == []
    assert roster([seat], date(2023, 8, 15)) == []


def test_a_person_with_two_roles_sits_once() -> None:
    both = a_member(roles=(MemberRole.DEPUTY, MemberRole.OFFICE_DIRECTOR))
    assert roster([both], date(2023, 10, 31)) == [both]


DAYS = st.dates(date(2023, 6, 1), date(2023, 10, 31))
MEMBERS = st.lists(
    st.builds(a_member, order=st.integers(1, 9), since=st.none() | DAYS, until=st.none() | DAYS), max_size=8
)


@given(MEMBERS, DAYS)
def test_the_roster_keeps_the_printed_order_and_nobody_else(members: list[Member], day: date) -> None:
    seated = roster(members, day)
    assert [member.order for member in seated] == sorted(member.order for member in seated)
    assert len(seated) == sum(member.sits_on(day) for member in members)
    assert all(member.sits_on(day) for member in seated)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("罗毅", "罗　毅"),
        ("刘建", "刘　建"),
        ("周振超", "周振超"),
        ("欧阳文静", "欧阳文静"),
        ("𠮷野", "𠮷　野"),
        ("罗", "罗"),
        ("", ""),
    ],
)
def test_a_name_of_two_characters_is_as_wide_as_three(name: str, printed: str) -> None:
    assert spread_name(name) == printed

"""Locking: what a locked period keeps comes back as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.locking import Frozen, freeze, thaw
from gigadesk.domain.registers import CaseCount, PlaceCount
from tests.builders import a_frozen_figure

COUNTS = st.integers(0, 10**6)
FROZEN = st.builds(
    Frozen,
    base=st.dictionaries(st.integers(1, 999), st.decimals(0, 10**9, places=2)),
    places=st.builds(PlaceCount, COUNTS, COUNTS),
    cases=st.builds(CaseCount, COUNTS, COUNTS, st.dictionaries(st.integers(1, 999), COUNTS)),
)


@given(FROZEN)
def test_what_is_locked_is_read_back_unchanged(frozen: Frozen) -> None:
    records = [
        a_frozen_figure(id=number, key=key, value=value) for number, (key, value) in enumerate(freeze(frozen).items())
    ]
    assert thaw(reversed(records)) == frozen


def test_every_locked_value_has_a_key_of_its_own() -> None:
    frozen = Frozen({1: Decimal("58.87"), 12: Decimal(284000)}, PlaceCount(42, 41), CaseCount(6, 5, {1: 2, 12: 4}))
    assert freeze(frozen) == {
        "base:1": Decimal("58.87"),
        "base:12": Decimal(284000),
        "places:counted": Decimal(42),
        "places:reached": Decimal(41),
        "cases:typical": Decimal(6),
        "cases:model": Decimal(5),
        "cases:unit:1": Decimal(2),
        "cases:unit:12": Decimal(4),
    }


def test_a_base_figure_that_was_not_there_stays_missing() -> None:
    kept = freeze(Frozen({}, PlaceCount(0, 0), CaseCount(0, 0, {})))
    assert thaw(a_frozen_figure(key=key, value=value) for key, value in kept.items()).base == {}


@pytest.mark.parametrize("lost", ["places:counted", "places:reached", "cases:typical", "cases:model"])
def test_a_lost_register_count_is_not_taken_for_zero(lost: str) -> None:
    kept = freeze(Frozen({}, PlaceCount(3, 2), CaseCount(1, 0, {})))
    records = [a_frozen_figure(key=key, value=value) for key, value in kept.items() if key != lost]
    with pytest.raises(KeyError, match=lost):
        thaw(records)

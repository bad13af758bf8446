"""Data elements: figures kept exactly as integers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.indicators import Summing
from tests.builders import a_data_element


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_a_stored_figure_means_exactly_what_was_put_in(stored: int, places: int) -> None:
    element = a_data_element(places=places)
    assert element.stored(element.decimal(stored)) == stored
    assert element.decimal(stored) * 10**places == stored


def test_a_figure_is_kept_in_units_of_its_last_place() -> None:
    population = a_data_element(places=2, measure="万人")
    assert population.stored(Decimal("58.87")) == 5887
    assert population.stored(Decimal("58.870")) == 5887
    assert population.decimal(5887) == Decimal("58.87")


@pytest.mark.parametrize(("places", "figure"), [(0, "0.5"), (2, "58.875"), (0, "1E-9")])
def test_a_figure_with_more_decimals_than_the_element_has_is_never_rounded(places: int, figure: str) -> None:
    with pytest.raises(ValueError, match=figure):
        a_data_element(places=places).stored(Decimal(figure))


def test_every_way_of_summing_is_shown_in_chinese() -> None:
    assert [summing.label for summing in Summing] == [
        "各单位合计", "各单位合计，另有统一口径数据的以其为准", "单一来源", "基础数据"
    ]  # fmt: skip

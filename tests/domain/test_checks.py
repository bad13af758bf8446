"""Checks: what is wrong, doubtful or worth a look in the figures a unit hands in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.checks import Earlier, Finding, Level, Part, check_figures, check_replacement, gives_whole, parts
from gigadesk.domain.indicators import Counting, ReporterRole
from gigadesk.domain.months import Month
from tests.builders import a_data_element, a_plan, a_reporter, an_indicator

PLAN = a_plan(jump_limit=30, unit_limit=10000)
AUGUST = Month(2023, 8)
PORTS = a_data_element(id=1, order=1, name="10G-PON端口数")
ALL_PORTS = a_data_element(id=2, order=2, name="PON端口总数")
REACHED = a_data_element(id=3, order=3, name="具备千兆接入能力的家庭数", measure="户")
HOMES = a_data_element(id=4, order=4, name="家庭总数", measure="户")
PEOPLE = a_data_element(id=5, order=5, name="常住人口", measure="万人", places=2, cumulative=False)
USERS = a_data_element(id=6, order=6, name="5G用户数", measure="户", cumulative=False)
ELEMENTS = {element.id: element for element in (PORTS, ALL_PORTS, REACHED, HOMES, PEOPLE, USERS)}
RELATIONS = (Part(PORTS, ALL_PORTS, may_exceed=False), Part(REACHED, HOMES, may_exceed=True))


def _check(
    figures: Mapping[int, str | int], earlier: Mapping[int, str | int] | None = None, homes: int | None = None
) -> tuple[Finding, ...]:
    return check_figures(
        {element: Decimal(figure) for element, figure in figures.items()},
        ELEMENTS,
        RELATIONS,
        {element: Earlier(Decimal(figure), AUGUST) for element, figure in (earlier or {}).items()},
        PLAN,
        {} if homes is None else {HOMES.id: Decimal(homes)},
    )


def _only(level: Level, message: str, element: int = 1) -> tuple[Finding, ...]:
    return (Finding(level, element, message),)


def test_an_ordinary_figure_raises_nothing() -> None:
    assert _check({1: 1200, 2: 3000}, {1: 1100, 2: 2900}) == ()
    assert _check({1: 1200, 2: 3000}) == ()
    assert _check({}) == ()


def test_a_negative_figure_must_be_mended_and_nothing_else_is_said_of_it() -> None:
    assert _check({1: -1200}, {1: 1100}) == _only(Level.MUST_FIX, "10G-PON端口数 -1,200 为负数。")


def test_a_part_above_its_whole_must_be_mended() -> None:
    assert _check({1: 3001, 2: 3000}) == _only(Level.MUST_FIX, "10G-PON端口数 3,001 大于 PON端口总数 3,000。")
    assert _check({1: 3000, 2: 3000}) == ()


def test_homes_within_reach_may_exceed_all_homes_with_a_note() -> None:
    message = "具备千兆接入能力的家庭数 284,001 大于 家庭总数 284,000。"
    assert _check({3: 284001}, homes=284000) == _only(Level.CONFIRM, message, 3)
    assert _check({3: 284000}, homes=284000) == ()


def test_a_part_without_its_whole_is_not_compared() -> None:
    assert _check({1: 3001}) == ()
    assert _check({2: 3000}) == ()
    assert _check({3: 284001}) == ()


def test_a_units_own_whole_is_taken_before_the_base_figure() -> None:
    assert _check({3: 200, 4: 300}, homes=100) == ()


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (1099, "10G-PON端口数 1,099 小于2023年8月的 1,100，累计数减少。"),
        (1431, "10G-PON端口数 1,431 与2023年8月的 1,100 相比变动超过 30%。"),
        (0, "10G-PON端口数由2023年8月的 1,100 变为 0。"),
    ],
)
def test_a_surprising_change_asks_for_a_note(figure: int, message: str) -> None:
    assert _check({1: figure}, {1: 1100}) == _only(Level.CONFIRM, message)


def test_a_change_of_just_the_limit_is_no_jump() -> None:
    assert _check({1: 1430}, {1: 1100}) == ()
    assert _check({6: 770}, {6: 1100}) == ()


def test_what_is_not_cumulative_may_fall_within_the_limit() -> None:
    message = "5G用户数 769 与2023年8月的 1,100 相比变动超过 30%。"
    assert _check({6: 1099}, {6: 1100}) == ()
    assert _check({6: 769}, {6: 1100}) == _only(Level.CONFIRM, message, 6)


def test_the_first_figure_after_zero_is_no_jump() -> None:
    assert _check({1: 500}, {1: 0}) == ()


def test_a_first_figure_of_zero_asks_for_a_note() -> None:
    assert _check({1: 0}) == _only(Level.CONFIRM, "10G-PON端口数为 0，此前没有报送过数据。")


def test_an_unchanged_figure_is_only_a_hint() -> None:
    assert _check({1: 1100}, {1: 1100}) == _only(Level.HINT, "10G-PON端口数 1,100 与2023年8月的 1,100 相同。")
    assert _check({1: 0}, {1: 0}) == _only(Level.HINT, "10G-PON端口数 0 与2023年8月的 0 相同。")


def test_a_figure_probably_given_in_single_units_asks_for_a_note() -> None:
    message = "常住人口 588,700 万人偏大，可能未按“万人”填写。"
    assert _check({5: 588700}) == _only(Level.CONFIRM, message, 5)
    assert _check({5: 10000})[0].level is Level.CONFIRM
    assert _check({5: "9999.99"}) == ()
    assert _check({1: 588700}) == ()


def test_what_must_be_mended_comes_first_then_the_forms_order() -> None:
    found = _check({6: 1100, 1: 5000, 2: 3000, 5: 588700}, {6: 1100, 2: 3100})
    assert [(finding.level, finding.element_id) for finding in found] == [
        (Level.MUST_FIX, 1),
        (Level.CONFIRM, 2),
        (Level.CONFIRM, 5),
        (Level.HINT, 6),
    ]


AMOUNTS = st.dictionaries(st.sampled_from(sorted(ELEMENTS)), st.integers(-5, 4000))


@given(AMOUNTS, AMOUNTS)
def test_only_negative_figures_and_parts_above_their_whole_cannot_be_accepted(
    figures: dict[int, int], earlier: dict[int, int]
) -> None:
    refused = {finding.element_id for finding in _check(figures, earlier) if finding.level is Level.MUST_FIX}
    negative = {element for element, figure in figures.items() if figure < 0}
    above = {1} if 1 in figures and 2 in figures and figures[1] > figures[2] else set()
    assert refused == negative | above


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_cumulative_figure_is_doubted_when_it_falls_or_rises_beyond_the_limit(figure: int, before: int) -> None:
    levels = {finding.level for finding in _check({1: figure}, {1: before})}
    if figure == before:
        assert levels == {Level.HINT}
    else:
        assert (Level.CONFIRM in levels) is (figure < before or figure * 10 > before * 13)


def test_percentages_compare_a_part_with_its_whole_and_other_ratios_do_not() -> None:
    indicators = [
        an_indicator(numerator_id=1, denominator_id=2),
        an_indicator(numerator_id=3, denominator_id=4, may_exceed=True),
        an_indicator(numerator_id=1, denominator_id=5, percent=False),
        an_indicator(counting=Counting.SINGLE, numerator_id=1, denominator_id=None, percent=False),
        an_indicator(counting=Counting.PLACES, numerator_id=None, denominator_id=None),
        an_indicator(numerator_id=None),
        an_indicator(numerator_id=1, denominator_id=None),
    ]
    assert parts(indicators, ELEMENTS) == RELATIONS


@pytest.mark.parametrize(
    ("differences", "whole"),
    [
        ({"role": ReporterRole.SOURCE}, True),
        ({"role": ReporterRole.SOURCE, "active": False}, False),
        ({"role": ReporterRole.SOURCE, "unit_id": 8}, False),
        ({"role": ReporterRole.SOURCE, "element_id": 9}, False),
        ({"role": ReporterRole.SUMMED}, False),
        ({"role": ReporterRole.REFERENCE}, False),
    ],
)
def test_only_an_active_source_speaks_for_the_whole_district(differences: dict[str, object], whole: bool) -> None:
    reporter = a_reporter(**{"unit_id": 7, "element_id": 3, **differences})
    assert gives_whole([a_reporter(unit_id=99), reporter], 7, 3) is whole


def test_a_new_revision_that_gives_less_than_the_one_on_file_asks_for_a_note() -> None:
    message = "PON端口总数在已导入的上一版中有数字，本次没有填写，接受后该项变为未报。"
    assert check_replacement({1: Decimal(0)}, [PORTS, ALL_PORTS]) == _only(Level.CONFIRM, message, 2)
    assert check_replacement({1: Decimal(5), 2: Decimal(9)}, [PORTS]) == ()

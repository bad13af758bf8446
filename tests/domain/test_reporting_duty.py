"""Who hands in figures, what stands in each form, and who owes one."""

from __future__ import annotations

from gigadesk.domain.indicators import DataElement, Reporter, ReporterRole, Summing
from gigadesk.domain.reporting_duty import form_elements, owing_units, reporting_units
from tests.builders import a_data_element, a_reporter, a_unit

TELECOM, TOWER, COMMUNICATIONS, OFFICE, STATISTICS = (a_unit(id=number, order=9 - number) for number in range(1, 6))
UNITS = (TELECOM, TOWER, COMMUNICATIONS, OFFICE, STATISTICS)
PORTS = a_data_element(id=1, order=3, summing=Summing.SUM)
STATIONS = a_data_element(id=2, order=2, summing=Summing.SUM_OR_SOURCE)
HOMES = a_data_element(id=3, order=1, summing=Summing.ONE_SOURCE)
POPULATION = a_data_element(id=4, order=4, summing=Summing.BASE)
ELEMENTS = (PORTS, STATIONS, HOMES, POPULATION)


def _says(
    unit: int, element: DataElement, role: ReporterRole = ReporterRole.SUMMED, order: int = 1, *, active: bool = True
) -> Reporter:
    return a_reporter(unit_id=unit, element_id=element.id, role=role, order=order, active=active)


REPORTERS = (
    _says(1, PORTS),
    _says(1, STATIONS),
    _says(1, HOMES, ReporterRole.REFERENCE),
    _says(2, PORTS, active=False),
    _says(3, STATIONS, ReporterRole.SOURCE),
    _says(4, HOMES, ReporterRole.SOURCE, order=2),
    _says(3, HOMES, ReporterRole.SOURCE, order=1),
    _says(5, POPULATION, ReporterRole.SOURCE),
)


def test_a_form_goes_to_every_unit_that_reports_something_in_the_plans_order() -> None:
    assert reporting_units(UNITS, ELEMENTS, REPORTERS) == [OFFICE, COMMUNICATIONS, TELECOM]


def test_a_unit_that_is_switched_on_gets_a_form() -> None:
    assert TOWER in reporting_units(UNITS, ELEMENTS, (*REPORTERS, _says(2, STATIONS)))


def test_a_form_has_the_units_own_elements_those_for_reference_included() -> None:
    assert form_elements(1, ELEMENTS, REPORTERS) == [HOMES, STATIONS, PORTS]
    assert form_elements(3, ELEMENTS, REPORTERS) == [HOMES, STATIONS]


def test_base_figures_and_what_is_switched_off_stand_in_no_form() -> None:
    assert form_elements(2, ELEMENTS, REPORTERS) == []
    assert form_elements(5, ELEMENTS, REPORTERS) == []


def test_summed_units_and_the_first_source_owe_a_form() -> None:
    assert owing_units(ELEMENTS, REPORTERS) == {1, 3}
    assert owing_units([HOMES], REPORTERS) == {3}


def test_a_source_beside_summed_units_owes_nothing() -> None:
    assert owing_units([STATIONS], REPORTERS) == {1}


def test_the_second_source_owes_where_the_first_is_switched_off() -> None:
    reporters = (_says(3, HOMES, ReporterRole.SOURCE, 1, active=False), _says(4, HOMES, ReporterRole.SOURCE, 2))
    assert owing_units([HOMES], reporters) == {4}


def test_base_figures_and_references_are_owed_by_nobody() -> None:
    assert owing_units([POPULATION], REPORTERS) == set()
    assert owing_units([HOMES], [_says(1, HOMES, ReporterRole.REFERENCE)]) == set()
    assert owing_units([PORTS], []) == set()

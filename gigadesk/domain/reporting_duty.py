"""报送任务: which units hand in figures, and which rows stand in each one's form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gigadesk.domain.indicators import DataElement, Reporter, ReporterRole, Summing
from gigadesk.domain.units import Unit


def reporting_units(
    units: Iterable[Unit], elements: Iterable[DataElement], reporters: Sequence[Reporter]
) -> list[Unit]:
    """报送单位: every unit that hands in a form, in the plan's order; base figures do not come by form."""
    by_form = {element.id for element in elements if element.summing is not Summing.BASE}
    duty = {each.unit_id for each in reporters if each.active and each.element_id in by_form}
    return sorted((unit for unit in units if unit.id in duty), key=lambda unit: unit.order)


def form_elements(unit_id: int, elements: Iterable[DataElement], reporters: Sequence[Reporter]) -> list[DataElement]:
    """报送项目: the data elements in a unit's form, in the plan's order, those for reference included."""
    duty = {each.element_id for each in reporters if each.active and each.unit_id == unit_id}
    found = (each for each in elements if each.id in duty and each.summing is not Summing.BASE)
    return sorted(found, key=lambda element: element.order)


def owing_units(elements: Iterable[DataElement], reporters: Sequence[Reporter]) -> set[int]:
    """应报单位: the ids of the units without whose form a figure is missing.

    Those are the summed reporters, and the first source of an element that is not summed; figures for reference
    and second sources are owed by nobody.
    """
    owing: set[int] = set()
    for element in elements:
        if element.summing is Summing.BASE:
            continue
        active = [each for each in reporters if each.active and each.element_id == element.id]
        summed = {each.unit_id for each in active if each.role is ReporterRole.SUMMED}
        sources = sorted(
            (each for each in active if each.role is ReporterRole.SOURCE), key=lambda reporter: reporter.order
        )
        owing |= summed or {each.unit_id for each in sources[:1]}
    return owing

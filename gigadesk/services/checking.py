"""全面核对: every counted figure of the workbook held against the rules again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from gigadesk.domain.checks import Earlier, Finding, Level, check_figures, gives_whole, parts
from gigadesk.domain.months import Month
from gigadesk.domain.reporting_duty import reporting_units
from gigadesk.domain.submissions import Figure
from gigadesk.domain.units import Unit
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import circumstances_of
from gigadesk.services.forms_out import earlier_figures
from gigadesk.services.workbook import Workbook
from gigadesk.storage.integrity import check
from gigadesk.storage.store import Store


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """核对结果 with the unit and the period it is about."""

    unit: Unit
    month: Month
    finding: Finding


class FigureChecks:
    """数据核对 of one workbook; what it needs of the basis is looked up once."""

    def __init__(self, store: Store, basis: Basis) -> None:
        self._store = store
        self._basis = basis
        self._parts = parts(basis.indicators, basis.elements)

    def of_unit(
        self,
        unit: Unit,
        month: Month,
        figures: Mapping[int, Decimal],
        newer: Mapping[int, Earlier] = MappingProxyType({}),
    ) -> tuple[Finding, ...]:
        """核对 a unit's figures of a period, by element id, against its earlier ones on file, or `newer` ones that are not."""
        basis = self._basis
        base = circumstances_of(basis, month).base
        whole = base if any(gives_whole(basis.reporters, unit.id, element_id) for element_id in figures) else {}
        earlier = earlier_figures(self._store, basis, unit.id, month)
        for element_id, each in newer.items():
            if element_id not in earlier or earlier[element_id].month < each.month:
                earlier[element_id] = each
        return check_figures(figures, basis.elements, self._parts, earlier, basis.plan, whole)

    def of_workbook(self) -> list[PlacedFinding]:
        """核对 every unit and period in the plan's order."""
        basis = self._basis
        units = reporting_units(basis.units.values(), basis.elements.values(), basis.reporters)
        found: list[PlacedFinding] = []
        for month in basis.plan.months:
            by_unit: dict[int, list[Figure]] = {}
            for figure in self._store.figures([month]):
                by_unit.setdefault(figure.unit_id, []).append(figure)
            for unit in units:
                figures = {
                    figure.element_id: basis.elements[figure.element_id].decimal(figure.value)
                    for figure in by_unit.get(unit.id, [])
                }
                found.extend(PlacedFinding(unit, month, finding) for finding in self.of_unit(unit, month, figures))
        return found


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """检查结果: damage of the file first, then findings in the figures; `sound` when nothing must be mended."""

    damage: tuple[str, ...]
    findings: tuple[PlacedFinding, ...]

    @property
    def sound(self) -> bool:
        """完好: no damage, and no figure that should never have been accepted."""
        return not self.damage and all(placed.finding.level is not Level.MUST_FIX for placed in self.findings)

    @property
    def lines(self) -> list[str]:
        """The result line by line."""
        found = [
            f"{placed.finding.level.value}：{placed.unit.short_name} {placed.month} {placed.finding.message}"
            for placed in self.findings
        ]
        counts = Counter(placed.finding.level for placed in self.findings)
        summary = "，".join(f"{level.value} {counts[level]} 条" for level in Level)
        file = [f"文件损坏：{each}" for each in self.damage] or ["台账文件完好。"]
        return [*file, *found, f"数据核对：{summary}。"]


def check_workbook(workbook: Workbook) -> CheckedWorkbook:
    """检查台账: the file itself, and every counted figure. A damaged file's figures are not looked at."""
    damage = tuple(check(workbook.database))
    if damage:
        return CheckedWorkbook(damage, ())
    checks = FigureChecks(workbook.store, Basis.read(workbook.store))
    return CheckedWorkbook((), tuple(checks.of_workbook()))

"""全面核对: every counted figure of the workbook held against the rules again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gigadesk.domain.checks import Earlier, Finding, Level, check_figures, gives_whole, parts
from gigadesk.domain.months import Month
from gigadesk.domain.reporting_duty import reporting_units
from gigadesk.domain.units import Unit
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import circumstances_of
from gigadesk.services.forms_out import baseline_figures
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
        self._base = {month: circumstances_of(basis, month).base for month in basis.plan.months}

    def of_unit(
        self, unit: Unit, month: Month, figures: Mapping[int, Decimal], earlier: Mapping[int, Earlier]
    ) -> tuple[Finding, ...]:
        """核对 a unit's figures of a period against its earlier ones, both by element id."""
        basis, base = self._basis, self._base[month]
        whole = {
            part.denominator.id: base[part.denominator.id]
            for part in self._parts
            if part.denominator.id in base and gives_whole(basis.reporters, unit.id, part.numerator.id)
        }
        return check_figures(figures, basis.elements, self._parts, earlier, basis.plan, whole)

    def of_workbook(self) -> list[PlacedFinding]:
        """核对 every unit and period in the plan's order."""
        basis = self._basis
        units = reporting_units(basis.units.values(), basis.elements.values(), basis.reporters)
        earlier = {unit.id: baseline_figures(basis, unit.id) for unit in units}
        found: list[PlacedFinding] = []
        for month in basis.plan.months:
            reported: dict[int, dict[int, Decimal]] = {}
            for figure in self._store.figures([month]):
                amount = basis.elements[figure.element_id].decimal(figure.value)
                reported.setdefault(figure.unit_id, {})[figure.element_id] = amount
            for unit in units:
                figures = reported.get(unit.id, {})
                findings = self.of_unit(unit, month, figures, earlier[unit.id])
                found.extend(PlacedFinding(unit, month, finding) for finding in findings)
                earlier[unit.id] |= {element_id: Earlier(amount, month) for element_id, amount in figures.items()}
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
        if self.damage:
            return [*(f"文件损坏：{each}" for each in self.damage), "文件已损坏，没有核对数据。请用最近的备份恢复。"]
        found = [
            f"{placed.finding.level.value}：{placed.unit.short_name} {placed.month} {placed.finding.message}"
            for placed in self.findings
        ]
        counts = Counter(placed.finding.level for placed in self.findings)
        summary = "，".join(f"{level.value} {counts[level]} 条" for level in Level)
        return ["台账文件完好。", *found, f"数据核对：{summary}。"]


def check_workbook(workbook: Workbook) -> CheckedWorkbook:
    """检查台账: the file itself, and every counted figure. A damaged file's figures are not looked at."""
    damage = tuple(check(workbook.database))
    if damage:
        return CheckedWorkbook(damage, ())
    checks = FigureChecks(workbook.store, Basis.read(workbook.store))
    return CheckedWorkbook((), tuple(checks.of_workbook()))

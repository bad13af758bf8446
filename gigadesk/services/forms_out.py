"""发放报送表: one submission form for each unit that reports, with last month's figures in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from gigadesk.domain.checks import Earlier
from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.domain.reporting_duty import form_elements, reporting_units
from gigadesk.domain.units import Unit
from gigadesk.exchange.names import form_name, write_new
from gigadesk.exchange.submission_form import FormContent, FormRow
from gigadesk.exchange.submission_form_writing import write_form
from gigadesk.services.basis import Basis
from gigadesk.storage.store import Store


def baseline_figures(basis: Basis, unit_id: int) -> dict[int, Earlier]:
    """基期数 of a unit by element id: what its first figures are held against."""
    return {
        figure.element_id: Earlier(basis.elements[figure.element_id].decimal(figure.value), basis.plan.baseline_month)
        for figure in basis.baseline
        if figure.unit_id == unit_id
    }


def earlier_figures(store: Store, basis: Basis, unit_id: int, month: Month) -> dict[int, Earlier]:
    """前次数据 of a unit by element id: its newest accepted figures before the month, else its baseline."""
    return baseline_figures(basis, unit_id) | {
        element_id: Earlier(basis.elements[element_id].decimal(figure.value), figure.month)
        for element_id, figure in store.last_figures(unit_id, month).items()
    }


def form_content(store: Store, basis: Basis, unit: Unit, month: Month) -> FormContent:
    """报送表内容 for one unit and period; 上月末累计 is filled only from the month before."""
    earlier = earlier_figures(store, basis, unit.id, month)
    return FormContent(
        plan_code=basis.plan.code,
        plan_title=basis.plan.title,
        unit_code=unit.code,
        unit_name=unit.full_name,
        month=month,
        scope=basis.plan.scope,
        rows=tuple(
            FormRow(
                code=element.code,
                name=element.name,
                definition=element.definition,
                measure=element.measure,
                places=element.places,
                last_month=_last_month(earlier.get(element.id), month),
            )
            for element in form_elements(unit.id, basis.elements.values(), basis.reporters)
        ),
        example=basis.desk.example,
    )


def _last_month(earlier: Earlier | None, month: Month) -> Decimal | None:
    return earlier.figure if earlier is not None and earlier.month == month.plus(-1) else None


def units_to_send(basis: Basis, name: str | None) -> list[Unit]:
    """发放对象: every unit that reports, or the one of that name; raises Trouble where the name means none of them."""
    units = reporting_units(basis.units.values(), basis.elements.values(), basis.reporters)
    if name is None:
        return units
    named = [unit for unit in units if name in unit.names]
    if not named:
        known = "、".join(unit.short_name for unit in units)
        raise Trouble(f"没有名为“{name}”的报送单位。报送数据的单位有：{known}。")
    return named


def write_forms(store: Store, basis: Basis, month: Month, folder: Path, name: str | None) -> list[Path]:
    """发放报送表 into a folder, which is made if it is not there; nothing in it is overwritten."""
    units = units_to_send(basis, name)
    forms = [(unit, write_form(form_content(store, basis, unit, month))) for unit in units]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"无法建立文件夹“{folder}”：同名文件已存在，或没有写入的权限。请换一个位置后重试。") from error
    written: list[Path] = []
    try:
        for unit, content in forms:
            written.append(write_new(folder / form_name(month, unit.short_name), content))
    except Trouble:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written

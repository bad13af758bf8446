"""基础数据: listing the base figures and setting one from a month on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gigadesk.domain.changes import Change, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import BaseFigure, DataElement
from gigadesk.domain.months import Month
from gigadesk.domain.numerals import FigureError, grouped, read_figure
from gigadesk.domain.papers.wording import NOTHING
from gigadesk.domain.tallies import base_in_force
from gigadesk.services.basis import Basis
from gigadesk.services.history import UndoHistory
from gigadesk.storage.store import Store


@dataclass(frozen=True, slots=True)
class SetBase:
    """设定结果: the record that was written, and the open periods whose figure it alters."""

    element: DataElement
    figure: Decimal
    altered: tuple[Month, ...]
    valid_from: Month

    @property
    def line(self) -> str:
        """What was set, and which open periods it alters."""
        said = f"已设定{self.element.name} {grouped(self.figure)} {self.element.measure}，自{self.valid_from}起采用。"
        if not self.altered:
            return f"{said}各未锁定期的数据没有变化。"
        return f"{said}未锁定的{'、'.join(map(str, self.altered))}随之变化。"


def base_element(basis: Basis, name: str) -> DataElement:
    """基础数据项 by its name or code; raises Trouble for any other."""
    for element in basis.base_elements:
        if name in (element.name, element.code):
            return element
    known = "、".join(element.name for element in basis.base_elements)
    raise Trouble(f"没有名为“{name}”的基础数据。可以设定的是：{known}。")


def altered_months(basis: Basis, element: DataElement, figure: Decimal, valid_from: Month) -> tuple[Month, ...]:
    """受影响的期: the unlocked periods in which the new figure would stand for another one, or for none."""
    altered = []
    for month in basis.plan.months:
        in_force = base_in_force(element, basis.base_figures, month)
        replaced = valid_from <= month and (in_force is None or in_force.valid_from <= valid_from)
        differs = in_force is None or element.decimal(in_force.value) != figure
        if replaced and differs and not basis.is_locked(month):
            altered.append(month)
    return tuple(altered)


def set_base_figure(
    store: Store, history: UndoHistory, *, name: str, written: str, source: str, document: str, valid_from: Month
) -> SetBase:
    """设定基础数据 from a month on; the earlier figure stays on file for the months before.

    Raises Trouble for an unknown name, a figure that is not positive or not one at all, a missing source, or a
    figure in 个 where 万 was asked.
    """
    basis = Basis.read(store)
    element = base_element(basis, name)
    try:
        figure = read_figure(written, measure=element.measure, places=element.places)
    except FigureError as error:
        raise Trouble(f"{element.name}“{written}”不能采用：{error}") from error
    if figure <= 0:
        raise Trouble(f"{element.name}应大于 0，现为 {grouped(figure)}。")
    if element.measure.startswith("万") and figure >= basis.plan.unit_limit:
        raise Trouble(
            f"{element.name} {grouped(figure)} {element.measure}偏大，"
            f"可能未按“{element.measure}”填写。请换算成{element.measure}后再设定。"
        )
    if not source.strip():
        raise Trouble(f"没有写明{element.name}的数据来源。请写明后再设定，如“2022年区统计公报”。")
    if valid_from > basis.plan.last_month:
        raise Trouble(f"启用月份{valid_from}晚于方案的最后一期{basis.plan.last_month}。请改用较早的月份。")
    altered = altered_months(basis, element, figure, valid_from)
    record = BaseFigure(
        id=store.next_ids(1)[0],
        element_id=element.id,
        value=element.stored(figure),
        source=source.strip(),
        document=document.strip(),
        valid_from=valid_from,
    )
    history.do(Change(f"设定{element.name}", adding([record])))
    return SetBase(element, figure, altered, valid_from)


def list_base_figures(basis: Basis) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """基础数据列表: the head and a row a figure, the elements without any included."""
    head = ("名称", "数值", "计量单位", "自", "数据来源", "文号")
    rows: list[tuple[str, ...]] = []
    for element in basis.base_elements:
        on_file = sorted(
            (base for base in basis.base_figures if base.element_id == element.id),
            key=lambda base: (base.valid_from, base.id),
        )
        rows.extend(
            (
                element.name,
                grouped(element.decimal(base.value)),
                element.measure,
                str(base.valid_from),
                base.source,
                base.document or NOTHING,
            )
            for base in on_file
        )
        if not on_file:
            rows.append((element.name, "未设定", element.measure, NOTHING, NOTHING, NOTHING))
    return head, rows

"""核对: what is wrong, doubtful or worth a look in the figures a unit hands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from gigadesk.domain.indicators import Counting, DataElement, Indicator, Reporter, ReporterRole
from gigadesk.domain.months import Month
from gigadesk.domain.numerals import grouped
from gigadesk.domain.plan import Plan


class Level(Enum):
    """核对级别: cannot be accepted; accepted with a note; for information."""

    MUST_FIX = "必须改正"
    CONFIRM = "请确认"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """核对结果: what was found, at which data element; the figures are in the text."""

    level: Level
    element_id: int
    message: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """前次数据: the last figure before the period, and its month."""

    figure: Decimal
    month: Month


@dataclass(frozen=True, slots=True)
class Part:
    """部分与总数: a numerator that cannot be larger than its denominator, given by the same unit."""

    numerator: DataElement
    denominator: DataElement
    may_exceed: bool


def parts(indicators: Iterable[Indicator], elements: Mapping[int, DataElement]) -> tuple[Part, ...]:
    """部分与总数: the percentages among the indicators; a ratio to a population is none."""
    return tuple(
        Part(elements[indicator.numerator_id], elements[indicator.denominator_id], indicator.may_exceed)
        for indicator in indicators
        if indicator.counting is Counting.RATIO
        and indicator.percent
        and indicator.numerator_id is not None
        and indicator.denominator_id is not None
    )


def check_figures(
    figures: Mapping[int, Decimal],
    elements: Mapping[int, DataElement],
    relations: Sequence[Part],
    earlier: Mapping[int, Earlier],
    plan: Plan,
    whole: Mapping[int, Decimal],
) -> tuple[Finding, ...]:
    """核对 one unit's figures of a period, by element id.

    `earlier` are the unit's last figures before it. `whole` are the base figures that a source's figure is held
    against (具备千兆接入能力的家庭数 against 家庭总数, which it may rightly exceed).
    """
    found: list[Finding] = []
    for element_id, figure in figures.items():
        found.extend(_check_figure(elements[element_id], figure, earlier.get(element_id), plan))
    found.extend(_check_parts(figures, relations, whole))
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: (order.index(finding.level), elements[finding.element_id].order)))


def _check_figure(element: DataElement, figure: Decimal, earlier: Earlier | None, plan: Plan) -> Iterator[Finding]:
    name, shown = element.name, grouped(figure)
    if figure < 0:
        yield Finding(Level.MUST_FIX, element.id, f"{name} {shown} 为负数。")
        return
    if element.measure.startswith("万") and figure >= plan.unit_limit:
        text = f"{name} {shown} {element.measure}偏大，可能未按“{element.measure}”填写。"
        yield Finding(Level.CONFIRM, element.id, text)
    if earlier is None:
        if figure == 0:
            yield Finding(Level.CONFIRM, element.id, f"{name}为 0，此前没有报送过数据。")
        return
    before = f"{earlier.month}的 {grouped(earlier.figure)}"
    if figure == earlier.figure:
        yield Finding(Level.HINT, element.id, f"{name} {shown} 与{before} 相同。")
    elif figure == 0:
        yield Finding(Level.CONFIRM, element.id, f"{name}由{before} 变为 0。")
    elif figure < earlier.figure and element.cumulative:
        yield Finding(Level.CONFIRM, element.id, f"{name} {shown} 小于{before}，累计数减少。")
    elif _jumps(figure, earlier.figure, plan.jump_limit):
        text = f"{name} {shown} 与{before} 相比变动超过 {plan.jump_limit}%。"
        yield Finding(Level.CONFIRM, element.id, text)


def _jumps(figure: Decimal, earlier: Decimal, limit: int) -> bool:
    return earlier != 0 and abs(figure - earlier) * 100 > abs(earlier) * limit


def _check_parts(
    figures: Mapping[int, Decimal], relations: Sequence[Part], whole: Mapping[int, Decimal]
) -> Iterator[Finding]:
    for part in relations:
        top = figures.get(part.numerator.id)
        bottom = figures.get(part.denominator.id, whole.get(part.denominator.id))
        if top is None or bottom is None or top <= bottom:
            continue
        text = f"{part.numerator.name} {grouped(top)} 大于 {part.denominator.name} {grouped(bottom)}。"
        yield Finding(Level.CONFIRM if part.may_exceed else Level.MUST_FIX, part.numerator.id, text)


def gives_whole(reporters: Iterable[Reporter], unit_id: int, element_id: int) -> bool:
    """单一来源: whether the unit's figure stands for the whole district."""
    return any(
        each.active and each.unit_id == unit_id and each.element_id == element_id and each.role is ReporterRole.SOURCE
        for each in reporters
    )


def check_replacement(figures: Mapping[int, Decimal], former: Iterable[DataElement]) -> tuple[Finding, ...]:
    """替换核对: the elements that the revision on file gives and the new one, which replaces it whole, does not."""
    return tuple(
        Finding(
            Level.CONFIRM, element.id, f"{element.name}在已导入的上一版中有数字，本次没有填写，接受后该项变为未报。"
        )
        for element in former
        if element.id not in figures
    )

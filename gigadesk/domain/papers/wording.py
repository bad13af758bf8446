"""文稿用语: how values, lines, verdicts and dates are written in every paper and on the screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from gigadesk.domain.achievement import IndicatorValue, ValueState, Verdict
from gigadesk.domain.indicators import Indicator
from gigadesk.domain.numerals import plain, show_percent, show_ratio

NOTHING = "—"
_DIGITS = "零一二三四五六七八九"


def written_day(day: date) -> str:
    """成文日期: 2023年6月2日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_ordinal(number: int) -> str:
    """序数: 一, 十一, 二十三 … as headings are numbered; raises ValueError outside 1 to 99."""
    if not 1 <= number <= 99:
        raise ValueError(str(number))
    tens, ones = divmod(number, 10)
    leading = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return leading + (_DIGITS[ones] if ones else "")


def shown_value(value: IndicatorValue) -> str:
    """指标值 as printed: two decimals and % for a percentage, its measure behind any other; — when there is none."""
    if value.value is None:
        return NOTHING
    return _shown(value.indicator, value.value, value)


def shown_goal_value(value: IndicatorValue) -> str:
    """目标对应值 as printed: the figure that the goal is judged on."""
    return NOTHING if value.goal_value is None else _shown(value.indicator, value.goal_value, value)


def _shown(indicator: Indicator, figure: Fraction, value: IndicatorValue) -> str:
    lines = [verdict.threshold for verdict in (value.standard, value.goal) if verdict is not None]
    if indicator.percent:
        return show_percent(figure, lines)
    if value.denominator is None:
        return plain(_decimal(figure)) + indicator.measure
    return show_ratio(figure, lines) + indicator.measure


def shown_line(indicator: Indicator, verdict: Verdict | None) -> str:
    """评价标准 or 方案目标 as printed in a table: ≥35%, 100%, ≥12个/万人; — where there is no such line."""
    if verdict is None:
        return NOTHING
    if indicator.percent:
        percent = plain(_decimal(verdict.threshold * 100)) + "%"
        return percent if verdict.threshold == 1 else f"≥{percent}"
    return f"≥{plain(_decimal(verdict.threshold))}{indicator.measure}"


def shown_figure(figure: Decimal | None) -> str:
    """数据 as printed in a table: the full number without separators; — when there is none."""
    return NOTHING if figure is None else plain(figure)


def standard_verdict(value: IndicatorValue) -> str:
    """评价标准结论: 达标 or 未达标, 暂估 on carried figures, 暂不判定 while figures are missing."""
    return _verdict(value, value.standard, "达标", "未达标")


def goal_verdict(value: IndicatorValue) -> str:
    """方案目标结论: 达到目标 or 未达到目标, with the same reservations."""
    return _verdict(value, value.goal, "达到目标", "未达到目标")


def _verdict(value: IndicatorValue, verdict: Verdict | None, met: str, not_met: str) -> str:
    if verdict is None:
        return NOTHING
    if verdict.met is None:
        return "暂不判定"
    words = met if verdict.met else not_met
    return f"{words}（暂估）" if value.state is ValueState.CARRIED else words


def _decimal(figure: Fraction) -> Decimal:
    """A line or a count, which is always a finite decimal; raises ValueError for any other fraction."""
    decimal = Decimal(figure.numerator) / Decimal(figure.denominator)
    if Fraction(decimal) != figure:
        raise ValueError(str(figure))
    return decimal

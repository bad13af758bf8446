"""指标列表: the indicators of a period as a terminal or another program reads them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gigadesk.domain.achievement import IndicatorValue, Verdict
from gigadesk.domain.months import Month
from gigadesk.domain.numerals import plain
from gigadesk.domain.papers.wording import (
    NOTHING,
    goal_verdict,
    shown_figure,
    shown_line,
    shown_value,
    standard_verdict,
)
from gigadesk.services.basis import Basis

_HEAD = ("序号", "指标", "完成值", "分子", "分母", "评价标准", "结论", "方案目标", "结论", "数据状态", "缺报单位")


def indicator_rows(basis: Basis, values: Sequence[IndicatorValue]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """指标列表: the head and a row an indicator."""
    rows: list[tuple[str, ...]] = [
        (
            NOTHING if value.indicator.number is None else str(value.indicator.number),
            value.indicator.name,
            shown_value(value),
            shown_figure(value.numerator),
            shown_figure(value.denominator),
            shown_line(value.indicator, value.standard),
            standard_verdict(value),
            shown_line(value.indicator, value.goal),
            goal_verdict(value),
            value.state.label,
            "、".join(_missing_names(basis, value)) or NOTHING,
        )
        for value in values
    ]
    return _HEAD, rows


def indicator_json(basis: Basis, month: Month, values: Sequence[IndicatorValue]) -> dict[str, Any]:
    """指标数据 for other programs: figures are exact strings, ratios in lowest terms and never multiplied by 100."""
    return {
        "period": month.code,
        "indicators": [
            {
                "code": value.indicator.code,
                "no": value.indicator.number,
                "name": value.indicator.name,
                "numerator": _figure(value.numerator),
                "denominator": _figure(value.denominator),
                "value": None if value.value is None else str(value.value),
                "shown": shown_value(value),
                "state": value.state.value,
                "missing": _missing_names(basis, value),
                "standard": _line(value.standard),
                "goal": _line(value.goal),
            }
            for value in values
        ],
    }


def _figure(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def _line(verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None:
        return {"threshold": None, "met": None}
    return {"threshold": str(verdict.threshold), "met": verdict.met}


def _missing_names(basis: Basis, value: IndicatorValue) -> list[str]:
    return list(dict.fromkeys(basis.units[missing.unit_id].full_name for missing in value.missing))

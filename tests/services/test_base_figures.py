"""基础数据: listed, set from a month on, and refused with a reason where something is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import BaseFigure
from gigadesk.domain.months import Month
from gigadesk.services.base_figures import SetBase, altered_months, base_element, list_base_figures, set_base_figure
from gigadesk.services.basis import Basis
from gigadesk.services.locking import lock_period
from gigadesk.services.workbook import Workbook
from tests.services.offices import APRIL, FEBRUARY, JULY, JUNE, MARCH, MAY, TODAY

SOUND: Mapping[str, str] = {"name": "城区人口", "written": "58.87", "source": "2023年县统计公报", "document": ""}


def set_figure(workbook: Workbook, valid_from: Month = MARCH, **differences: str) -> SetBase:
    return set_base_figure(workbook.store, workbook.history, valid_from=valid_from, **{**SOUND, **differences})


def listed(workbook: Workbook) -> list[tuple[str, ...]]:
    return list_base_figures(Basis.read(workbook.store))[1]


def test_elements_without_a_figure_are_listed_too(workbook: Workbook) -> None:
    head, rows = list_base_figures(Basis.read(workbook.store))
    assert head[:2] == ("名称", "数值")
    assert rows == [("城区总户数", "未设定", "户", "—", "—", "—"), ("城区人口", "未设定", "万人", "—", "—", "—")]


def test_a_figure_is_set_and_listed(workbook: Workbook) -> None:
    done = set_figure(workbook, written=" 58.87 万人 ", source=" 县统计公报 ", document=" 〔2024〕1号 ")
    assert done.line == (
        "已设定城区人口 58.87 万人，自2024年3月起采用。未锁定的2024年3月、2024年4月、2024年5月、2024年6月随之变化。"
    )
    assert listed(workbook)[1] == ("城区人口", "58.87", "万人", "2024年3月", "县统计公报", "〔2024〕1号")
    assert workbook.store.one(BaseFigure).value == 5887
    assert workbook.history.undo_label == "设定城区人口"
    workbook.history.undo()
    assert listed(workbook)[1][1] == "未设定"


def test_an_element_is_known_by_its_code_too(workbook: Workbook) -> None:
    assert base_element(Basis.read(workbook.store), "all_homes").name == "城区总户数"
    assert set_figure(workbook, name="all_homes", written="３６，０００").figure == 36000


def test_the_earlier_figure_stays_for_the_months_before(workbook: Workbook) -> None:
    set_figure(workbook, written="58.87")
    done = set_figure(workbook, MAY, written="59")
    assert done.altered == (MAY, JUNE)
    assert [row[1:4] for row in listed(workbook)[1:]] == [
        ("58.87", "万人", "2024年3月"),
        ("59", "万人", "2024年5月"),
    ]
    assert set_figure(workbook, APRIL, written="58.9").altered == (APRIL,), "the later one goes on from May"


def test_a_figure_may_begin_before_the_plan(workbook: Workbook) -> None:
    assert set_figure(workbook, FEBRUARY).altered == (MARCH, APRIL, MAY, JUNE)


def test_the_same_figure_again_alters_nothing(workbook: Workbook) -> None:
    set_figure(workbook)
    again = set_figure(workbook, source="县统计年鉴")
    assert again.line == "已设定城区人口 58.87 万人，自2024年3月起采用。各未锁定期的数据没有变化。"


def test_locked_periods_are_not_altered(workbook: Workbook) -> None:
    set_figure(workbook)
    lock_period(workbook.store, workbook.history, MARCH, "已上报", TODAY)
    assert set_figure(workbook, written="60").altered == (APRIL, MAY, JUNE)
    basis = Basis.read(workbook.store)
    residents = base_element(basis, "residents")
    assert altered_months(basis, residents, Decimal(60), MARCH) == ()
    unlocked = replace(basis, periods={})
    assert altered_months(unlocked, residents, Decimal(61), APRIL) == (APRIL, MAY, JUNE)


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        ({"name": "常住人口"}, "没有名为“常住人口”的基础数据。可以设定的是：城区总户数、城区人口。"),
        ({"name": "光纤到户数"}, "没有名为“光纤到户数”的基础数据。"),
        ({"written": "约六十"}, "城区人口“约六十”不能采用：“约六十”不是数字，请只填写阿拉伯数字"),
        ({"written": "58.875"}, "城区人口“58.875”不能采用：“58.875”的小数位数过多，本项最多保留 2 位小数"),
        ({"written": "0"}, "城区人口应大于 0，现为 0。"),
        ({"written": "-58.87"}, "城区人口应大于 0，现为 -58.87。"),
        (
            {"written": "588700"},
            "城区人口 588,700 万人偏大，可能未按“万人”填写。请换算成万人后再设定。",
        ),
        ({"source": "  "}, "没有写明城区人口的数据来源。请写明后再设定，如“2022年区统计公报”。"),
    ],
)
def test_what_is_wrong_is_refused(workbook: Workbook, differences: dict[str, str], said: str) -> None:
    with pytest.raises(Trouble) as refused:
        set_figure(workbook, MARCH, **differences)
    assert str(refused.value).startswith(said)
    assert workbook.store.records(BaseFigure) == []
    assert workbook.history.undo_label is None


def test_a_month_after_the_plan_is_refused(workbook: Workbook) -> None:
    with pytest.raises(Trouble, match="启用月份2024年7月晚于方案的最后一期2024年6月"):
        set_figure(workbook, JULY)

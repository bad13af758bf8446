"""指标列表: the indicators as a table, and as exact data for other programs."""

from __future__ import annotations

from typing import Any

from gigadesk.domain.months import Month
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import evaluate
from gigadesk.services.indicator_listing import indicator_json, indicator_rows
from gigadesk.services.workbook import Workbook
from tests.services.assessments import fill
from tests.services.offices import APRIL, JUNE, MARCH, MAY, report, set_base


def listing(workbook: Workbook, month: Month) -> dict[str, dict[str, Any]]:
    basis = Basis.read(workbook.store)
    found = indicator_json(basis, month, evaluate(workbook.store, basis, [month])[month])
    assert set(found) == {"period", "indicators"}
    assert found["period"] == month.code
    return {each["code"]: each for each in found["indicators"]}


def rows(workbook: Workbook, month: Month) -> list[tuple[str, ...]]:
    basis = Basis.read(workbook.store)
    head, found = indicator_rows(basis, evaluate(workbook.store, basis, [month])[month])
    assert all(len(row) == len(head) for row in found)
    return found


def test_every_key_of_a_carried_value(workbook: Workbook) -> None:
    fill(workbook)
    assert listing(workbook, APRIL)["fibre_share"] == {
        "code": "fibre_share",
        "no": 1,
        "name": "光纤到户率",
        "numerator": "18400",
        "denominator": "30000",
        "value": "46/75",
        "shown": "61.33%",
        "state": "carried",
        "missing": [],
        "standard": {"threshold": "2/5", "met": True},
        "goal": {"threshold": "3/5", "met": True},
    }


def test_a_goal_without_a_standard_and_an_exact_decimal(workbook: Workbook) -> None:
    fill(workbook)
    found = listing(workbook, APRIL)["fibre_homes_per_10k"]
    assert (found["no"], found["denominator"], found["value"]) == (None, "12.34", "920000/617")
    assert found["standard"] == {"threshold": None, "met": None}
    assert found["goal"] == {"threshold": "1500", "met": False}


def test_none_incomplete_and_complete(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    report(workbook, "beta", MARCH, {"fibre_homes": 18000})
    report(workbook, "alpha", MAY, {"fibre_homes": 12000})
    complete, none, incomplete = (listing(workbook, month)["fibre_share"] for month in (MARCH, APRIL, MAY))
    assert (complete["state"], complete["value"], complete["shown"]) == ("complete", "1", "100.00%")
    assert (complete["standard"]["met"], complete["missing"]) == (True, [])
    assert (none["state"], none["value"], none["shown"]) == ("none", None, "—")
    assert (none["numerator"], none["denominator"], none["standard"]["met"]) == (None, None, None)
    assert none["missing"] == ["甲信通信海麓分公司", "乙讯通信海麓分公司"]
    assert (incomplete["state"], incomplete["value"], incomplete["goal"]["met"]) == ("incomplete", "2/5", None)
    assert incomplete["missing"] == ["乙讯通信海麓分公司"]


def test_an_empty_register_of_cases_is_a_complete_zero(workbook: Workbook) -> None:
    found = listing(workbook, JUNE)["lessons"]
    assert (found["numerator"], found["denominator"], found["value"], found["state"]) == ("0", None, "0", "complete")
    assert (found["shown"], found["standard"]) == ("0个", {"threshold": "3", "met": False})


def test_the_table_says_the_same(workbook: Workbook) -> None:
    fill(workbook)
    assert rows(workbook, APRIL)[0] == (
        *("1", "光纤到户率", "61.33%", "18400", "30000", "≥40%", "达标（暂估）", "≥60%", "达到目标（暂估）"),
        *("沿用（暂估）", "—"),
    )
    assert rows(workbook, MAY)[0][2:] == (
        *("—", "—", "—", "≥40%", "暂不判定", "≥60%", "暂不判定", "尚无数据"),
        "甲信通信海麓分公司、乙讯通信海麓分公司",
    )
    assert rows(workbook, APRIL)[2][0] == "—"

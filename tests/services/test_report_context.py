"""报告内容: what the sentences may speak of, written as it is to be printed."""

from __future__ import annotations

import pytest

from gigadesk.domain.indicators import DataElement, Indicator
from gigadesk.domain.plan import FocusArea
from gigadesk.domain.tasks import TaskKind
from gigadesk.domain.units import Unit
from gigadesk.services.report_context import one_line, report_context
from gigadesk.services.workbook import Workbook
from tests import builders
from tests.services.assessments import TYPED, fill, material
from tests.services.offices import APRIL, JUNE, MARCH, alter, named, put, report, set_base


def test_the_plan_and_the_form(workbook: Workbook) -> None:
    context = report_context(material(workbook))
    assert context["plan"] == {
        "title": "海麓县光网提速行动方案",
        "document_number": "海麓府办〔2024〕7号",
        "issued_on": "2024年2月19日",
        "adopted_by": "县政府第12次常务会",
        "last_month": "2024年6月",
        "baseline_month": "2024年2月",
    }
    assert context["form"]["kind"] == "函"
    assert (context["district"], context["as_of"], context["period"]) == ("海麓县", "2024年5月2日", "2024年4月")
    assert context["roster"] == {"members": 2, "units": 1, "directors": [{"name": "司马青", "post": "县数据局局长"}]}
    assert context["reporting"] == {
        "expected": 2,
        "reported": 0,
        "missing": ["甲信通信海麓分公司", "乙讯通信海麓分公司"],
    }


def test_an_indicator_with_its_lines_and_what_was_carried(workbook: Workbook) -> None:
    fill(workbook)
    share, lessons, per_10k = report_context(material(workbook))["indicators"]
    carried = [{"name": "乙讯通信海麓分公司", "month": "2024年3月"}]
    assert share == {
        "ordinal": "一",
        "no": 1,
        "name": "光纤到户率",
        "counting": "ratio",
        "state": "carried",
        "value": "61.33%",
        "numerator_name": "光纤到户数",
        "numerator": "1.84万户",
        "denominator_name": "城区总户数",
        "denominator": "3万户",
        "standard": {"shown": "40%", "met": True, "gap": ""},
        "goal": {"shown": "60%", "met": True, "gap": ""},
        "missing": [],
        "carried": carried,
    }
    assert (lessons["numerator_name"], lessons["numerator"], lessons["denominator"]) == ("", "", "")
    assert lessons["standard"] == {"shown": "3个", "met": False, "gap": "2个"}
    assert lessons["goal"] == {"shown": "4个", "met": False, "gap": "3个"}
    assert (per_10k["no"], per_10k["standard"], per_10k["denominator"]) == (None, None, "12.34万人")
    assert per_10k["goal"] == {"shown": "1500户/万人", "met": False, "gap": "110户"}


def test_an_indicator_without_a_value_says_what_is_missing(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": 11000})
    share = report_context(material(workbook))["indicators"][0]
    assert (share["value"], share["numerator"], share["denominator"], share["state"]) == ("", "", "", "none")
    assert share["standard"] == {"shown": "40%", "met": None, "gap": ""}
    assert share["missing"] == [
        {"name": "乙讯通信海麓分公司", "since": "2024年3月"},
        {"name": "城区总户数", "since": ""},
        {"name": "甲信通信海麓分公司", "since": "2024年4月"},
    ]


def test_a_unit_is_missing_once_since_its_earliest_month(workbook: Workbook) -> None:
    share = named(workbook, Indicator, "fibre_share")
    alter(workbook, share, denominator_id=named(workbook, DataElement, "speed_complaints").id)
    report(workbook, "alpha", MARCH, {"speed_complaints": 3})
    found = report_context(material(workbook))["indicators"][0]
    assert found["missing"] == [
        {"name": "甲信通信海麓分公司", "since": "2024年3月"},
        {"name": "乙讯通信海麓分公司", "since": "2024年3月"},
    ]


def test_the_tally_of_verdicts(workbook: Workbook) -> None:
    set_base(workbook, "all_homes", 30000)
    report(workbook, "alpha", APRIL, {"fibre_homes": 12400})
    report(workbook, "beta", APRIL, {"fibre_homes": 7000})
    assert report_context(material(workbook))["tally"] == {
        "standard": {"total": 2, "met": 1, "unmet": ["智慧课堂"], "undecided": []},
        "goal": {"total": 3, "met": 1, "unmet": ["智慧课堂"], "undecided": ["每万人光纤到户数"]},
        "provisional": [],
    }


def test_tasks_and_areas(workbook: Workbook) -> None:
    fill(workbook)
    context = report_context(material(workbook))
    tasks = context["tasks"]
    assert (tasks["total"], tasks["reported"]) == (3, 3)
    assert tasks["states"] == [
        {"name": "正常推进", "tally": 1},
        {"name": "进度滞后", "tally": 1},
        {"name": "常态化推进", "tally": 1},
    ]
    assert tasks["attention"] == [
        {
            "number": 2,
            "content": "支持学校开展智慧课堂建设。",
            "state": "进度滞后",
            "leads": ["县教育局"],
            "text": "已有两校建成课堂。",
        }
    ]
    assert [(area["ordinal"], area["title"], area["total"], area["reported"]) for area in context["areas"]] == [
        ("一", "扩容光纤网络", 1, 1),
        ("二", "推广应用", 2, 2),
    ]
    assert [task["text"] for task in context["areas"][1]["tasks"]] == ["已有两校建成课堂。", ""], "March's word is old"


def test_nothing_on_file_is_nothing_reported(workbook: Workbook) -> None:
    context = report_context(material(workbook))
    assert context["tasks"]["reported"] == 0
    assert [area["reported"] for area in context["areas"]] == [0, 0]


def test_a_heading_without_a_number_is_its_own_title(workbook: Workbook) -> None:
    alter(workbook, workbook.store.records(FocusArea)[0], heading="扩容光纤网络")
    assert report_context(material(workbook))["areas"][0]["title"] == "扩容光纤网络"


def test_duties_are_not_counted_with_the_list(workbook: Workbook) -> None:
    put(workbook, builders.a_task(kind=TaskKind.DUTY, number=4, focus_area_id=None, content="每月通报。"))
    assert report_context(material(workbook))["tasks"]["total"] == 3


def test_cases_and_quotas(workbook: Workbook) -> None:
    fill(workbook)
    cases = report_context(material(workbook))["cases"]
    assert (cases["typical"], cases["model"], cases["industries"]) == (1, 1, ["教育"])
    assert cases["quotas"] == [{"unit": "乙讯", "required": 2, "typical": 1, "met": False}]
    assert [(each["ordinal"], each["name"], each["typical"], each["model"]) for each in cases["listed"]] == [
        (1, "云上课堂", True, False),
        (2, "远程实验室", False, True),
    ]
    june = report_context(material(workbook, JUNE))["cases"]
    assert [each["name"] for each in june["listed"]] == ["云上课堂", "远程实验室", "五月才有"]


def test_problems_are_said_once_and_only_for_the_period(workbook: Workbook) -> None:
    fill(workbook)
    context = report_context(material(workbook))
    assert context["problems"] == [{"ordinal": 1, "unit": "县教育局", "task": 2, "text": f"{TYPED}。"}]
    assert [each["text"] for each in context["next_steps"]] == ["再建三校。", "腾出场地。"]


def test_places(workbook: Workbook) -> None:
    (place,) = put(workbook, builders.a_place(counts_since=MARCH.first_day))
    alpha = named(workbook, Unit, "alpha")
    put(workbook, builders.a_coverage(place_id=place.id, unit_id=alpha.id, since=APRIL.last_day))
    assert report_context(material(workbook))["places"] == {"counted": 1, "reached": 1}


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", ""),
        (" \n ", ""),
        ("；", ""),
        ("已完成", "已完成。"),
        ("已完成。", "已完成。"),
        ("已完成；", "已完成。"),
        ("已完成.", "已完成。"),
        ("完成了吗？", "完成了吗？"),
        ("要求“抓紧办。”", "要求“抓紧办。”"),
        ("要求“抓紧办”", "要求“抓紧办”。"),
        ("（详见附件。）", "（详见附件。）"),
        (" 一、\n  二 \r\n", "一、二。"),
    ],
)
def test_typed_text_becomes_one_whole_line(typed: str, line: str) -> None:
    assert one_line(typed) == line

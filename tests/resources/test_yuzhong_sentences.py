"""The bundled plan's report sentences: good prose from a full workbook, a half-filled one and an empty one."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, meta
from jinja2.sandbox import SandboxedEnvironment

from gigadesk.domain.plan import ReportSentence
from gigadesk.exchange import plan_sentences as written
from gigadesk.exchange.plan_file import plan_text, read_plan
from gigadesk.exchange.plan_sentences import SENTENCES, ReportContext

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "resources" / "plans" / "yuzhong-2023.toml", ROOT / "tests" / "plans" / "small.toml"]
JINJA = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
Counting = Literal["ratio", "single", "places", "cases"]
State = Literal["complete", "carried", "incomplete", "none"]


def templates(file: Path) -> dict[str, str]:
    records = read_plan(plan_text(file), count(1))
    return {record.key: record.template for record in records if isinstance(record, ReportSentence)}


YUZHONG = templates(FILES[0])


def say(key: str, context: ReportContext, **item: Any) -> str:
    return JINJA.from_string(YUZHONG[key]).render({**context, **item})


def repeated(context: ReportContext) -> dict[str, list[Any]]:
    return {
        "indicator": list(context["indicators"]),
        "area": list(context["areas"]),
        "case": list(context["cases"]["listed"]),
        "problem": list(context["problems"]),
        "next_step": list(context["next_steps"]),
    }


def all_said(context: ReportContext) -> dict[str, list[str]]:
    """Every sentence, once or for each of its items."""
    items = repeated(context)
    return {
        key: [say(key, context, **{item: one}) for one in items[item]] if item else [say(key, context)]
        for key, item in SENTENCES.items()
    }


# Contexts


def line(shown: str, *, met: bool | None, gap: str = "") -> written.LineContext:
    return {"shown": shown, "met": met, "gap": gap}


def an_indicator(
    *,
    name: str = "城市10G-PON端口占比",
    counting: Counting = "ratio",
    state: State = "complete",
    value: str = "35.43%",
    standard: written.LineContext | None = None,
    goal: written.LineContext | None = None,
    missing: list[written.MissingContext] | None = None,
    carried: list[written.CarriedContext] | None = None,
) -> written.IndicatorContext:
    ratio = counting == "ratio"
    return {
        "ordinal": "二",
        "no": 2,
        "name": name,
        "counting": counting,
        "state": state,
        "value": value,
        "numerator_name": "10G-PON端口数" if ratio else "",
        "numerator": "1.24万个" if ratio and value else "",
        "denominator_name": "PON端口总数" if ratio else "",
        "denominator": "3.5万个" if ratio and value else "",
        "standard": standard,
        "goal": goal,
        "missing": missing or [],
        "carried": carried or [],
    }


def a_tally(total: int, met: int, unmet: tuple[str, ...] = (), undecided: tuple[str, ...] = ()) -> written.TallyContext:
    return {"total": total, "met": met, "unmet": list(unmet), "undecided": list(undecided)}


def a_task(number: int, state: str, text: str = "") -> written.TaskContext:
    return {"number": number, "content": "加快建设。", "state": state, "leads": ["区经信委"], "text": text}


def states(**tallies: int) -> list[written.StateCountContext]:
    return [{"name": name, "tally": tally} for name, tally in tallies.items()]


def a_context() -> ReportContext:
    """The report of a workbook in which all is reported, reached and done."""
    return {
        "plan": {
            "title": "渝中区千兆城市创建工作方案",
            "document_number": "",
            "issued_on": "2023年6月2日",
            "adopted_by": "区政府第45次常务会",
            "last_month": "2023年10月",
            "baseline_month": "2023年5月",
        },
        "form": {"kind": "报告", "title": "关于自评情况的报告", "sender": "甲", "addressee": "乙"},
        "district": "渝中区",
        "workgroup": "渝中区创建“千兆城市”工作专班",
        "office": "渝中区创建“千兆城市”工作专班办公室",
        "as_of": "2023年10月31日",
        "period": "2023年10月",
        "roster": {"members": 28, "units": 26, "directors": [{"name": "刘建", "post": "区经信委主任"}]},
        "reporting": {"expected": 6, "reported": 6, "missing": []},
        "indicators": [an_indicator(standard=line("25%", met=True), goal=line("35%", met=True))],
        "tally": {"standard": a_tally(7, 7), "goal": a_tally(8, 8), "provisional": []},
        "tasks": {"total": 21, "reported": 21, "states": states(已完成=15, 常态化推进=6), "attention": []},
        "areas": [
            {
                "ordinal": "一",
                "title": "加快千兆光纤网络部署范围",
                "total": 3,
                "reported": 3,
                "states": states(已完成=1, 常态化推进=2),
                "tasks": [a_task(1, "常态化推进", "已改造老旧小区32个。"), a_task(2, "常态化推进")],
            }
        ],
        "cases": {
            "typical": 6,
            "model": 5,
            "industries": ["教育", "医疗"],
            "quotas": [
                {"unit": "渝中电信", "required": 1, "typical": 2, "met": True},
                {"unit": "渝中铁塔", "required": 1, "typical": 1, "met": True},
            ],
            "listed": [
                {
                    "ordinal": 1,
                    "name": "5G智慧急救",
                    "owner": "渝中移动",
                    "industry": "医疗",
                    "typical": True,
                    "model": True,
                    "level": "国家级",
                },
                {
                    "ordinal": 2,
                    "name": "千兆课堂",
                    "owner": "",
                    "industry": "",
                    "typical": True,
                    "model": False,
                    "level": "",
                },
            ],
        },
        "places": {"counted": 100, "reached": 98},
        "problems": [],
        "next_steps": [],
    }


def half_filled() -> ReportContext:
    """Two units have not reported, one was carried, some lines are not met."""
    context = a_context()
    short, waiting = "城市10G-PON端口占比", "5G用户占比"
    context["reporting"] = {"expected": 6, "reported": 4, "missing": ["中国广电渝中分公司", "重庆市通信管理局"]}
    context["indicators"] = [
        an_indicator(
            value="20.43%",
            standard=line("25%", met=False, gap="1600个"),
            goal=line("35%", met=False, gap="5100个"),
        ),
        an_indicator(
            state="carried",
            standard=line("25%", met=True),
            goal=line("100%", met=False, gap="2.26万个"),
            carried=[{"name": "重庆联通渝中分公司", "month": "2023年9月"}],
        ),
        an_indicator(
            state="incomplete",
            value="",
            standard=line("25%", met=None),
            goal=line("35%", met=None),
            missing=[{"name": "中国广电渝中分公司", "since": "2023年9月"}, {"name": "常住人口", "since": ""}],
        ),
        an_indicator(
            counting="places",
            name="重点场所5G网络通达率",
            value="97.00%",
            standard=line("80%", met=True),
            goal=line("98%", met=False, gap="1处"),
        ),
        an_indicator(
            counting="cases",
            value="4个",
            standard=line("5个", met=False, gap="1个"),
            goal=line("5个", met=False, gap="2个"),
        ),
        an_indicator(
            counting="single",
            name="千兆光纤接入端口数",
            value="12400个",
            goal=line("12000个", met=True),
        ),
        an_indicator(counting="single", name="端口数", value="800个", goal=line("12000个", met=False, gap="11200个")),
        an_indicator(standard=line("25%", met=True)),
    ]
    context["tally"] = {
        "standard": a_tally(7, 5, (short,), (waiting,)),
        "goal": a_tally(8, 2, (short, "重点场所5G网络通达率"), ("甲", "乙", "丙", "丁")),
        "provisional": ["城市家庭千兆光纤网络覆盖率"],
    }
    context["tasks"]["attention"] = [a_task(7, "逾期未完成"), a_task(8, "进度滞后")]
    context["cases"]["quotas"][1].update({"typical": 0, "met": False})
    context["problems"] = [{"ordinal": 1, "unit": "渝中铁塔", "task": 4, "text": "部分小区进场难。"}]
    context["next_steps"] = [{"ordinal": 1, "unit": "渝中铁塔", "task": 4, "text": "加快疑难站址建设。"}]
    return context


def empty() -> ReportContext:
    """Nothing has been reported, and no register has an entry."""
    context = a_context()
    context["reporting"] = {"expected": 6, "reported": 0, "missing": ["甲", "乙", "丙", "丁", "戊", "己"]}
    context["indicators"] = [
        an_indicator(state="none", value="", standard=line("25%", met=None), goal=line("35%", met=None)),
        an_indicator(state="none", value="", counting="places", goal=line("98%", met=None)),
        an_indicator(state="none", value="", counting="single", goal=line("12000个", met=None)),
        an_indicator(
            counting="cases",
            value="0个",
            standard=line("5个", met=False, gap="5个"),
            goal=line("5个", met=False, gap="5个"),
        ),
    ]
    cases = ("“双千兆”应用创新",)
    context["tally"] = {
        "standard": a_tally(7, 0, cases, tuple("甲乙丙丁戊己")),
        "goal": a_tally(8, 0, cases, tuple("甲乙丙丁戊己庚")),
        "provisional": [],
    }
    context["tasks"] = {"total": 21, "reported": 0, "states": states(未启动=21), "attention": [a_task(7, "逾期未完成")]}
    context["areas"][0].update({"reported": 0, "states": states(未启动=3), "tasks": [a_task(1, "未启动")]})
    context["cases"] = {
        "typical": 0,
        "model": 0,
        "industries": [],
        "quotas": [{"unit": "渝中电信", "required": 1, "typical": 0, "met": False}],
        "listed": [],
    }
    context["places"] = {"counted": 0, "reached": 0}
    return context


CLUMSY = re.compile(
    r"[ \t\r\n　]|[，、；：。]{2}|（）|（，|，）|[（、，；][。）]|(?<![\d.])0(?:项|家|名|处)|None|True|False"
)


@pytest.mark.parametrize("context", [a_context(), half_filled(), empty()], ids=["whole", "half-filled", "empty"])
def test_no_sentence_is_clumsy(context: ReportContext) -> None:
    for key, texts in all_said(context).items():
        for text in texts:
            assert CLUMSY.search(text) is None, (key, text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_sentences_speak_only_of_what_is_agreed(file: Path) -> None:
    for key, template in templates(file).items():
        asked = meta.find_undeclared_variables(JINJA.parse(template))
        assert asked <= ReportContext.__annotations__.keys() | {SENTENCES[key]}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_type(ReportContext))
def test_no_agreed_context_is_too_much_for_a_sentence(context: ReportContext) -> None:
    for texts in all_said(context).values():
        assert all(isinstance(text, str) for text in texts)


# What is said


def test_the_overview_names_both_lines() -> None:
    assert say("overview_result", a_context()) == (
        "自评结果：对照评价标准，7项指标全部达标；对照方案目标，8项指标全部达到目标。"
    )
    assert say("overview_result", half_filled()) == (
        "自评结果：对照评价标准，7项指标中，达标5项，未达标1项（城市10G-PON端口占比），"
        "其余1项（5G用户占比）数据不全，暂不判定；"
        "对照方案目标，8项指标中，达到目标2项，未达到目标2项（城市10G-PON端口占比、重点场所5G网络通达率），"
        "其余4项数据不全，暂不判定。其中，城市家庭千兆光纤网络覆盖率含沿用数据，相应判定为暂估。"
    )
    context = empty()
    context["tally"]["standard"] = a_tally(7, 0, (), ("甲",))
    context["tally"]["goal"] = a_tally(8, 0, (), ("甲",))
    assert say("overview_result", context) == "截至2023年10月末，各项指标的数据尚不齐全，评价标准和方案目标均暂不判定。"


def test_the_overview_says_who_reported() -> None:
    assert say("overview_data", a_context()) == "2023年10月应报送数据的单位6家，均已报送。"
    assert say("overview_data", half_filled()) == (
        "2023年10月应报送数据的单位6家，已报送4家，未报送2家（中国广电渝中分公司、重庆市通信管理局）。"
    )
    assert say("overview_data", empty()) == "2023年10月应报送数据的单位6家，均未报送。"
    context = a_context()
    context["reporting"]["expected"] = 0
    assert say("overview_data", context) == ""


def test_the_document_number_is_named_once_there_is_one() -> None:
    context = a_context()
    assert "《渝中区千兆城市创建工作方案》（以下简称《方案》）经" in say("overview_basis", context)
    context["plan"]["document_number"] = "渝中府办〔2023〕1号"
    assert "方案》（渝中府办〔2023〕1号，以下简称《方案》）经" in say("overview_basis", context)


def test_an_indicator_is_told_with_its_state() -> None:
    said = [say("indicator", half_filled(), indicator=one) for one in half_filled()["indicators"]]
    assert said == [
        (
            "截至2023年10月末，10G-PON端口数为1.24万个，PON端口总数为3.5万个，城市10G-PON端口占比为20.43%。"
            "对照评价标准（不低于25%）未达标；对照方案目标（不低于35%）未达到目标。"
            "按现有分母测算，距评价标准尚差1600个，距方案目标尚差5100个。"
        ),
        (
            "截至2023年10月末，10G-PON端口数为1.24万个，PON端口总数为3.5万个，城市10G-PON端口占比为35.43%（暂估）。"
            "对照评价标准（不低于25%）达标；对照方案目标（100%）未达到目标。"
            "按现有分母测算，距方案目标尚差2.26万个。上述数据中，重庆联通渝中分公司沿用2023年9月数据。"
        ),
        "截至2023年10月末，数据不全，暂不判定。尚缺中国广电渝中分公司自2023年9月起的数据。基础数据常住人口尚未录入。",
        (
            "截至2023年10月末，纳入统计的重点场所共100处，其中5G网络已通达98处，重点场所5G网络通达率为97.00%。"
            "对照评价标准（不低于80%）达标；对照方案目标（不低于98%）未达到目标。按现有分母测算，距方案目标尚差1处。"
        ),
        (
            "截至2023年10月末，全区累计形成“双千兆”应用创新典型案例6个、示范项目5个。"
            "对照评价标准（典型案例不少于5个）未达标；"
            "对照方案目标（示范项目不少于5个，渝中电信、渝中铁塔分别完成规定数量的典型案例）未达到目标。"
            "距评价标准尚差典型案例1个，距方案目标尚差示范项目2个。"
        ),
        "截至2023年10月末，千兆光纤接入端口数累计达12400个。对照方案目标（不少于12000个）达到目标。",
        "截至2023年10月末，端口数累计达800个。对照方案目标（不少于12000个）未达到目标。距方案目标尚差11200个。",
        (
            "截至2023年10月末，10G-PON端口数为1.24万个，PON端口总数为3.5万个，城市10G-PON端口占比为35.43%。"
            "对照评价标准（不低于25%）达标。"
        ),
    ]


def test_an_indicator_without_data_has_no_verdict() -> None:
    said = [say("indicator", empty(), indicator=one) for one in empty()["indicators"]]
    assert said == [
        "截至2023年10月末，尚无数据，暂不判定。",
        "截至2023年10月末，重点场所台账尚无纳入统计的场所，暂不判定。",
        "截至2023年10月末，尚无数据，暂不判定。",
        (
            "截至2023年10月末，全区尚未形成“双千兆”应用创新典型案例和示范项目。对照评价标准（典型案例不少于5个）未达标；"
            "对照方案目标（示范项目不少于5个，渝中电信分别完成规定数量的典型案例）未达到目标。"
            "距评价标准尚差典型案例5个，距方案目标尚差示范项目5个。"
        ),
    ]


def test_missing_units_are_told_with_the_month_they_fell_silent() -> None:
    def missing(**since: str) -> str:
        lacking: list[written.MissingContext] = [{"name": name, "since": month} for name, month in since.items()]
        said = say("indicator", a_context(), indicator=an_indicator(state="incomplete", value="", missing=lacking))
        return said.removeprefix("截至2023年10月末，数据不全，暂不判定。")

    assert missing(甲="2023年10月", 乙="2023年10月") == "尚缺甲、乙2023年10月的数据。"
    assert missing(甲="2023年6月", 乙="2023年6月") == "尚缺甲、乙自2023年6月起的数据。"
    assert missing(甲="2023年6月", 乙="2023年9月") == "尚缺甲（自2023年6月起）、乙（自2023年9月起）的数据。"
    assert missing(家庭总数="") == "基础数据家庭总数尚未录入。"


def test_the_tasks_are_counted() -> None:
    assert say("tasks_intro", a_context()) == (
        "《方案》确定重点任务21项，截至2023年10月31日，已完成15项，常态化推进6项。"
    )
    assert say("tasks_intro", empty()) == (
        "《方案》确定重点任务21项，截至2023年10月31日，尚未收到各单位的任务进展报送。"
    )
    assert all_said(a_context())["area"] == ["本方面共有任务3项，已完成1项，常态化推进2项。已改造老旧小区32个。"]
    assert all_said(empty())["area"] == ["本方面共有任务3项，尚未收到进展报送。"]


def test_the_cases_are_counted_and_listed() -> None:
    assert say("cases_intro", a_context()) == (
        "截至2023年10月末，全区累计形成“双千兆”应用创新典型案例6个、示范项目5个，涉及教育、医疗等行业。"
    )
    assert say("cases_intro", empty()) == "截至2023年10月末，应用案例台账尚无典型案例和示范项目。"
    context = a_context()
    context["cases"].update({"typical": 0, "industries": ["教育"]})
    assert say("cases_intro", context) == ("截至2023年10月末，全区累计形成“双千兆”应用创新示范项目5个，涉及教育行业。")
    assert all_said(a_context())["case"] == [
        "（1）5G智慧急救（渝中移动，医疗，国家级示范项目）。",
        "（2）千兆课堂。",
    ]


def test_the_quotas_are_told() -> None:
    duty = "按照《方案》要求，渝中电信、渝中铁塔应分别完成1个以上“双千兆”创新应用典型案例。"
    assert say("cases_quotas", a_context()) == duty + "目前，渝中电信已完成2个，渝中铁塔已完成1个，均已达到要求。"
    assert say("cases_quotas", half_filled()) == duty + "目前，渝中电信已完成2个；渝中铁塔尚未达到要求。"
    assert say("cases_quotas", empty()) == ""
    context = half_filled()
    context["cases"]["quotas"][0].update({"typical": 0, "met": False, "required": 2})
    assert say("cases_quotas", context) == (
        "按照《方案》要求，渝中电信、渝中铁塔应分别完成规定数量的“双千兆”创新应用典型案例。目前，上述单位均尚未达到要求。"
    )


def test_what_comes_next_follows_from_the_data() -> None:
    keys = ("next_problems", "next_indicators", "next_tasks", "next_missing", "next_steps")
    assert [say(key, a_context()) for key in keys] == [
        "各单位未反映需要协调解决的问题。",
        "",
        "",
        "",
        "下一步，我区将巩固千兆城市创建成果，持续深化“双千兆”网络建设和应用。",
    ]
    assert [say(key, half_filled()) for key in keys] == [
        "各单位反映的问题主要有：",
        (
            "指标方面，对照评价标准，城市10G-PON端口占比未达标；"
            "对照方案目标，城市10G-PON端口占比、重点场所5G网络通达率未达到目标。"
        ),
        "任务方面，第7项（区经信委牵头）逾期未完成，第8项（区经信委牵头）进度滞后。",
        "报送方面，中国广电渝中分公司、重庆市通信管理局尚未报送2023年10月数据。",
        (
            "下一步，我区将督促有关单位补报数据和任务进展，对照评价标准和方案目标逐项核定；"
            "针对尚未达到方案目标的城市10G-PON端口占比、重点场所5G网络通达率，逐项分解差距，"
            "压实牵头单位和责任单位责任，推动尽快达到目标，重点做好以下工作："
        ),
    ]
    assert [say(key, empty()) for key in keys] == [
        "尚未收到各单位反映的问题。",
        "指标方面，对照评价标准，“双千兆”应用创新未达标；对照方案目标，“双千兆”应用创新未达到目标。",
        "",
        "报送方面，各应报送单位均未报送2023年10月数据。",
        (
            "下一步，我区将督促有关单位补报数据和任务进展，对照评价标准和方案目标逐项核定；"
            "针对尚未达到方案目标的“双千兆”应用创新，逐项分解差距，压实牵头单位和责任单位责任，推动尽快达到目标。"
        ),
    ]
    said = all_said(half_filled())
    assert said["problem"] == ["（1）渝中铁塔（第4项任务）：部分小区进场难。"]
    assert said["next_step"] == ["（1）渝中铁塔（第4项任务）：加快疑难站址建设。"]


def test_a_letter_closes_as_a_letter() -> None:
    context = a_context()
    assert say("closing", context) == "特此报告。"
    context["form"]["kind"] = "函"
    assert say("closing", context) == "特此函告。"


def test_the_roster_names_the_director_of_the_office() -> None:
    note = "工作专班下设办公室在区经信委，承担工作专班日常工作"
    assert say("annex_roster_note", a_context()) == note + "，由区经信委主任刘建兼任办公室主任。"
    context = a_context()
    context["roster"] = {"members": 0, "units": 0, "directors": []}
    assert say("annex_roster_note", context) == note + "。"
    assert "组成人员" not in say("overview_organisation", context)

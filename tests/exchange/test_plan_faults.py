"""方案文件的错误: what the loader says of each kind of slip, and on which line."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from gigadesk.exchange.plan_faults import Fault, PlanError
from gigadesk.exchange.plan_file import read_plan
from gigadesk.exchange.plan_lines import Path as TomlPath
from gigadesk.exchange.plan_lines import lines_of
from gigadesk.exchange.plan_sentences import SENTENCES

SMALL = (Path(__file__).parents[1] / "plans" / "small.toml").read_text("utf-8")


def faults(text: str) -> list[str]:
    """What the loader says of a text, a line each; nothing when it is taken."""
    try:
        read_plan(text, count(1))
    except PlanError as error:
        return [str(fault) for fault in error.faults]
    return []


def line_of(text: str, *path: str | int) -> int:
    return lines_of(text).of(path)


WRONG = [
    # the plan's facts
    ('code = "hailu-2024"', 'code = "海麓"', "“code”只能用小写英文字母、数字和连接线，不能写成“海麓”。"),
    ('title = "海麓县光网提速行动方案"', "title = 7", "“title”应为文字。"),
    ('title = "海麓县光网提速行动方案"', 'title = ""', "“title”不能为空。"),
    ('title = "海麓县光网提速行动方案"', 'title = " 方案"', "“title”开头或结尾有多余的空白。"),
    ('adopted_by = "县', 'adopted_by = "\\u0007县', "“adopted_by”含有控制字符、换行或不可见字符（U+0007）。"),
    ('adopted_by = "县', 'adopted_by = "县\\n', "“adopted_by”含有控制字符、换行或不可见字符（U+000A）。"),
    ('adopted_by = "县', 'adopted_by = "县\\u202e', "“adopted_by”含有控制字符、换行或不可见字符（U+202E）。"),
    ("issued_on = 2024-02-19", 'issued_on = "2024-02-19"', "“issued_on”应为日期（如 2023-06-02，不加引号）。"),
    ("issued_on = 2024-02-19", "issued_on = 2024-02-19T08:00:00", "“issued_on”应为日期（如 2023-06-02，不加引号）。"),
    ('first_month = "2024-03"', "first_month = 2024", '“first_month”应为月份（如 "2023-10"）。'),
    (
        'first_month = "2024-03"',
        'first_month = "2024-13"',
        '“first_month”应为月份（如 "2023-10"），不能写成“2024-13”。',
    ),
    (
        'last_month = "2024-06"',
        'last_month = "2024-02"',
        "“last_month”早于“first_month”，最后一期不能在第一期之前。",
    ),
    ('last_month = "2024-06"', 'last_month = "2084-06"', "“first_month”至“last_month”超过 600 个月。"),
    (
        'baseline_month = "2024-02"',
        'baseline_month = "2024-03"',
        "“baseline_month”应早于“first_month”，基期在第一期之前。",
    ),
    ("reporting_day = 10", "reporting_day = 32", "“reporting_day”应在 1 至 31 之间。"),
    ("reporting_day = 10", "reporting_day = 10.0", "“reporting_day”应为整数。"),
    ("reporting_day = 10", "reporting_day = true", "“reporting_day”应为整数。"),
    ("lag_limit = 20", "lag_limits = 20", "[limits] 中没有“lag_limits”这一项，是否应为“lag_limit”。"),
    ('scope = "海麓县城区"', 'range = "城区"', "[plan] 中没有“range”这一项。"),
    ('used = "光纤到户"', 'used = "光纤道户"', "“used”与“printed”相同，没有更正。"),
    ('heading = "二、推广应用"', 'heading = "一、扩容光纤网络"', "标题“一、扩容光纤网络”重复。"),
    # units, groups, members
    (
        'kind = "operator"\nfull_name = "甲',
        'kind = "company"\nfull_name = "甲',
        "“kind”应为 government、department、subdistrict、committee、operator、tower、source 之一，不能写成“company”。",
    ),
    ('aliases = ["教育局"]', 'aliases = "教育局"', '“aliases”应为列表（如 ["甲", "乙"]）。'),
    ('aliases = ["教育局"]', "aliases = [3]", "“aliases”中每一项都应为文字，要加引号。"),
    ('aliases = ["教育局"]', 'aliases = [""]', "“aliases”中不能有空的文字。"),
    ('aliases = ["教育局"]', 'aliases = ["学", "学"]', "“aliases”中“学”重复。"),
    ('aliases = ["教育局"]', 'aliases = ["教育局", "学\\t"]', "“aliases”含有控制字符、换行或不可见字符（U+0009）。"),
    ('units = ["甲信", "乙讯"]', 'units = ["甲信", "丙"]', "“units”所写“丙”不在单位表中；请改正，或在表中补上。"),
    ('units = ["甲信", "乙讯"]', 'units = ["甲信", "alpha"]', "“units”中“alpha”所指的单位重复。"),
    (
        'name = "各通信企业"\nunits = ["甲信", "乙讯"]',
        'name = "各通信企业"',
        "单位组至少要有一个单位；各项任务所指不同的，写 per_task = true。",
    ),
    (
        "per_task = true",
        'per_task = true\nunits = ["甲信"]',
        "逐项任务填写的单位组（per_task = true）不在此列出单位。",
    ),
    ("per_task = true", 'per_task = "是"', "“per_task”应为 true 或 false。"),
    ('roles = ["成员"]', 'roles = ["委员"]', "“roles”应为 组长、副组长、成员、办公室主任，不能写成“委员”。"),
    ('roles = ["成员"]', "roles = []", "“roles”至少要有一项。"),
    ('unit = "县数据局"', 'unit = "各通信企业"', "“各通信企业”是单位组，这里应写一个单位。"),
    ("until = 2024-05-31", "until = 2024-02-29", "“until”早于“since”。"),
    # tasks
    ("number = 3\narea = 2", "number = 2\narea = 2", "任务序号 2 重复。"),
    ("area = 1", "area = 3", "“area”是重点任务的次序，共 2 个，没有第 3 个。"),
    ('deadline = "2024-05"', 'deadline = "2024-01"', "“deadline”早于方案的印发日期。"),
    ('deadline = "2024-05"', 'deadline = "常态化开展"', '“deadline”应为月份（如 "2023-10"），不能写成“常态化开展”。'),
    (
        'lead = ["县数据局"]',
        'lead = ["县数局"]',
        "“lead”所写“县数局”不在单位表和单位组表中，是否应为“县数据局”；请改正，或在表中补上。",
    ),
    ('lead = ["县数据局"]', "lead = []", "“lead”至少要有一个牵头单位。"),
    (
        'responsible = ["学校主管单位", "东桥镇"]',
        'responsible = ["学校主管单位", "schools"]',
        "“responsible”中“schools”所指的单位重复。",
    ),
    (
        'deadline = "2024-05"',
        "measured = true",
        "第 2 项任务以指标衡量（measured），但没有指标写明 task = 2。",
    ),
    # data elements
    ('code = "all_homes"', 'code = "fibre_homes"', "数据项“fibre_homes”重复。"),
    ("places = 2", "places = 7", "“places”应在 0 至 6 之间。"),
    ('summed = ["甲信", "乙讯"]', "summed = []", "汇总方式为“各单位合计”的数据项要在“summed”中写出单位。"),
    ('sources = ["县统计局"]', 'summed = ["甲信"]', "汇总方式为“基础数据”的数据项不写“summed”。"),
    ('sources = ["甲信"]', 'summed = ["甲信"]', "汇总方式为“单一来源”的数据项不写“summed”。"),
    ('reference = ["乙讯"]', 'reference = ["甲信"]', "“甲信”在同一数据项中写了两种报送角色。"),
    (
        'reference = ["乙讯"]',
        'inactive = ["乙讯"]',
        "“inactive”中的单位应已列入“summed”“sources”或“reference”。",
    ),
    # indicators and quotas
    ('standard = "2/5"', 'standard = "0"', "“standard”应大于 0。"),
    ('standard = "2/5"', "standard = 0.4", '“standard”应为加引号的分数或整数（如 "1/4"、"12"）。'),
    ('standard = "2/5"', 'standard = "40%"', '“standard”应为分数或整数（如 "1/4"、"12"），不能写成“40%”。'),
    ('standard = "2/5"', 'standard = "2/0"', '“standard”应为分数或整数（如 "1/4"、"12"），不能写成“2/0”。'),
    (
        'standard = "2/5"',
        'standard = "40"',
        '以百分比表示的指标，“standard”应写成不大于 1 的分数，如 25% 写作 "1/4"。',
    ),
    ('goal = "1500"', "", "评价标准“standard”和方案目标“goal”至少要有一个。"),
    ("number = 2\nname", "number = 1\nname", "指标序号 1 重复。"),
    ('code = "lessons"', 'code = "fibre_share"', "指标代码“fibre_share”重复。"),
    (
        'numerator = "光纤到户数"',
        'numerator = "光纤到户"',
        "“numerator”所写“光纤到户”不在数据项表中，是否应为“光纤到户数”。",
    ),
    ('denominator = "all_homes"', "", "[[indicators]] 缺少“denominator”。"),
    ('counting = "cases"', 'counting = "cases"\nnumerator = "all_homes"', "这种计算方式不写“numerator”。"),
    (
        'denominator = "all_homes"',
        'denominator = "residents"',
        "分子以“户”计、分母以“万人”计，不能算成百分比。",
    ),
    ('goal = "3/5"\ntask = 1', 'goal = "3/5"\ntask = 9', "“task”所写第 9 项任务不在任务清单中。"),
    (
        'goal = "3/5"\ntask = 1',
        'goal = "3/5"\ntask = 2',
        "第 2 项任务没有写明 measured = true，不能以指标衡量。",
    ),
    ('indicator = "lessons"', 'indicator = "lesson"', "“indicator”所写“lesson”不是指标代码，是否应为“lessons”。"),
    (
        'indicator = "lessons"',
        'indicator = "fibre_share"',
        '案例任务数只能用于由应用案例台账计数的指标（counting = "cases"）。',
    ),
    ("count = 2", "count = 0", "“count”应在 1 至 9999 之间。"),
    # rhythms, word lists, the report
    ("every_months = 3", "every_months = 0", "“every_months”应在 1 至 120 之间。"),
    ("meeting = false", "", "[[rhythms]] 缺少“meeting”。"),
    ('place_grade = ["一级"]', "place_grade = []", "“place_grade”至少要有一项。"),
    ('place_grade = ["一级"]', "", "[terms] 缺少“place_grade”。"),
    ('kind = "函"', 'kind = "通知"', "“kind”应为 报告、函 之一，不能写成“通知”。"),
    ('key = "cases"', 'key = "case"', "没有“case”这一章节，是否应为“cases”。"),
    ('key = "cases"', 'key = "tasks"', "章节“tasks”重复。"),
    ('closing = "特此函告。"', 'ending = "特此函告。"', "[report.sentences] 中没有“ending”这一项。"),
    ('closing = "特此函告。"', "", "[report.sentences] 缺少“closing”。"),
    ('closing = "特此函告。"', "closing = 1", "“closing”应为文字。"),
    ('closing = "特此函告。"', 'closing = "特此\\u0000函告。"', "“closing”含有控制字符或不可见字符（U+0000）。"),
    # whole tables
    ("[limits]", "[limit]", "缺少 [limits]。"),
    ("[terms]", "[[terms]]", "“terms”应写成 [terms]。"),
    ("[[rhythms]]", "[rhythms]", "“rhythms”应逐项写成 [[rhythms]]。"),
    ("[plan]", "[[plan]]", "“plan”应写成 [plan]。"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG, ids=[said for _right, _wrong, said in WRONG])
def test_a_wrong_value_is_told_with_its_line(right: str, wrong: str, said: str) -> None:
    assert SMALL.count(right) >= 1, right
    found = faults(SMALL.replace(right, wrong, 1))
    assert said in [fault.partition("：")[2] for fault in found]


@pytest.mark.parametrize(
    ("right", "wrong", "path", "said"),
    [
        ("reporting_day = 10", "reporting_day = 0", ("limits", "reporting_day"), "“reporting_day”应在 1 至 31 之间。"),
        ("reporting_day = 10\n", "", ("limits",), "[limits] 缺少“reporting_day”。"),
        (
            'summed = ["甲信", "乙讯"]',
            'summed = [\n  "甲信",\n  "丁"\n]',
            ("elements", 0, "summed", 1),
            "“summed”所写“丁”不在单位表中；请改正，或在表中补上。",
        ),
        ('short_name = "东桥镇"\n', "", ("units", 2), "[[units]] 缺少“short_name”。"),
        (
            'code = "beta"',
            'code = "alpha"',
            ("units", 4),
            "“alpha”已是另一单位或单位组的代码或名称，不能重复。",
        ),
        (
            'name = "各通信企业"',
            'name = "甲信"\nwordings = ["各通信企业"]',
            ("groups", 0),
            "“甲信”已是另一单位或单位组的代码或名称，不能重复。",
        ),
        (
            '[[report.sections]]\nkey = "next"\nheading = "五、下步打算"\n',
            "",
            ("report", "sections"),
            "[[report.sections]] 缺少章节：next。",
        ),
        ("# An invented", "zz = 1\n# An invented", ("zz",), "方案文件中没有“zz”这一项。"),
    ],
)
def test_one_slip_is_one_fault_on_its_own_line(right: str, wrong: str, path: TomlPath, said: str) -> None:
    text = SMALL.replace(right, wrong, 1)
    assert faults(text) == [f"第 {line_of(text, *path)} 行：{said}"]


def test_every_wrong_line_is_told_at_once() -> None:
    text = (
        SMALL.replace("reporting_day = 10", "reporting_day = 0")
        .replace('lead = ["教育局"]', 'lead = ["教育厅"]')
        .replace('goal = "4"', 'goal = "0"')
    )
    with pytest.raises(PlanError) as refused:
        read_plan(text, count(1))
    lines = [fault.line for fault in refused.value.faults]
    assert lines == [
        line_of(text, "limits", "reporting_day"),
        line_of(text, "tasks", 1, "lead", 0),
        line_of(text, "indicators", 1, "goal"),
    ]
    assert str(refused.value).startswith("方案文件有 3 处错误，请改正后重试：\n第 18 行：")


def test_units_that_cannot_be_read_do_not_make_right_references_wrong() -> None:
    text = SMALL.replace('short_name = "甲信"', "short_name = 1")
    assert faults(text) == [f"第 {line_of(text, 'units', 3, 'short_name')} 行：“short_name”应为文字。"]


def test_elements_and_tasks_that_cannot_be_read_do_not_make_right_references_wrong() -> None:
    text = SMALL.replace('code = "all_homes"', "code = 1")
    assert faults(text) == [f"第 {line_of(text, 'elements', 1, 'code')} 行：“code”应为文字。"]
    assert faults(SMALL.replace("[[tasks]]", "[[task]]")) == [
        "整个文件：缺少 [[tasks]]。",
        f"第 {SMALL[: SMALL.index('[[tasks]]')].count(chr(10)) + 1} 行：方案文件中没有“task”这一项，是否应为“tasks”。",
    ]


def test_a_ratio_that_sums_over_different_units_is_refused() -> None:
    text = SMALL.replace(
        'definition = "以县统计局数据为准。"\nmeasure = "户"\nsumming = "base"\nsources = ["县统计局"]',
        'definition = "本企业覆盖。"\nmeasure = "户"\nsumming = "sum"\nsummed = ["甲信"]',
    )
    said = "分子“光纤到户数”与分母“城区总户数”的报送单位不一致，不能相比。"
    assert faults(text) == [f"第 {line_of(text, 'indicators', 0, 'denominator')} 行：{said}"]
    switched_on = text.replace('summed = ["甲信"]', 'summed = ["甲信", "乙讯"]')
    assert faults(switched_on) == []
    switched_off = switched_on.replace('summed = ["甲信", "乙讯"]', 'summed = ["甲信", "乙讯"]\ninactive = ["乙讯"]', 1)
    assert faults(switched_off) == [f"第 {line_of(switched_off, 'indicators', 0, 'denominator')} 行：{said}"]


def test_two_quotas_of_one_unit_are_refused() -> None:
    quota = '[[quotas]]\nindicator = "lessons"\nunit = "乙讯"\ncount = 2\n'
    text = SMALL.replace(quota, quota + quota)
    assert faults(text) == [f"第 {line_of(text, 'quotas', 1, 'unit')} 行：“乙讯”的案例任务数重复。"]


def test_a_wrong_way_of_counting_does_not_make_its_elements_wrong() -> None:
    text = SMALL.replace('counting = "ratio"', 'counting = "rate"', 1)
    said = "“counting”应为 ratio、single、places、cases 之一，不能写成“rate”。"
    assert faults(text) == [f"第 {line_of(text, 'indicators', 0, 'counting')} 行：{said}"]


def test_templates_are_looked_at_by_whoever_may() -> None:
    asked: dict[str, str] = {}

    def check(key: str, template: str) -> tuple[int, str] | None:
        asked[key] = template
        return (2, "模板写法有误。") if key == "overview_data" else None

    with pytest.raises(PlanError) as refused:
        read_plan(SMALL.replace('area = "', 'area = "\\u0001', 1), count(1), check)
    assert list(asked) == [key for key in SENTENCES if key != "area"]
    written = SMALL.split("\n").index("  已报{{ reporting.reported }}家。") + 1
    assert Fault(written, "模板写法有误。") in refused.value.faults


def test_a_control_character_is_told_with_its_own_line_of_a_sentence() -> None:
    text = SMALL.replace("  已报", "\t已报\u200b")
    written = text[: text.index("\u200b")].count("\n") + 1
    assert faults(text) == [f"第 {written} 行：“overview_data”含有控制字符或不可见字符（U+200B）。"]


def test_a_long_or_unseen_text_is_told_briefly() -> None:
    text = SMALL.replace('roles = ["成员"]', f'roles = ["{"长" * 99}"]')
    assert f"不能写成“{'长' * 40}…”" in faults(text)[0]
    assert "“lag\uff1flimit”" in faults(SMALL.replace("lag_limit", '"lag\\u0000limit"'))[1]


def test_very_many_faults_are_all_told_and_soon() -> None:
    found = faults(SMALL + "\n[[corrections]]\nplaze = 1\n" * 400)
    assert len(found) == 400 * 5
    assert found[4].endswith("没有“plaze”这一项，是否应为“place”。")
    assert found[-1].endswith("没有“plaze”这一项。")

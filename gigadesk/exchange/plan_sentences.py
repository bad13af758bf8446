"""报告语句: which sentences a plan file must give for the assessment report, and what each may speak of.

A sentence is a jinja2 template. It is rendered by the services; here stand only the agreed names. Every template
sees the members of `ReportContext` by their names; those that `SENTENCES` repeats see one more, the item. An empty
result means that the paragraph is left out. Every text is as it is to be printed: figures with their unit of measure,
dates as 2023年10月31日, months as 2023年10月; "" where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypedDict


class PlanContext(TypedDict):
    """方案: the plan's basic facts."""

    title: str
    document_number: str
    issued_on: str
    adopted_by: str
    last_month: str
    baseline_month: str


class FormContext(TypedDict):
    """报告格式: `kind` is 报告 or 函."""

    kind: str
    title: str
    sender: str
    addressee: str


class DirectorContext(TypedDict):
    """办公室主任: one who holds that role on the as-of date."""

    name: str
    post: str


class RosterContext(TypedDict):
    """专班: how many seats are held on the as-of date, of how many units."""

    members: int
    units: int
    directors: list[DirectorContext]


class ReportingContext(TypedDict):
    """报送情况: the units that are to hand in figures for the period; `missing` are full names, in the plan's order."""

    expected: int
    reported: int
    missing: list[str]


class LineContext(TypedDict):
    """判定线: one indicator's standard or goal; `met` is None while there is no verdict.

    `shown` has its unit of measure (25%, 12个/万人, 5个); `gap` what the numerator lacks in whole units (1200个), ""
    when it is met or undecided. For the cases' goal `shown` and `gap` speak of 示范项目.
    """

    shown: str
    met: bool | None
    gap: str


class MissingContext(TypedDict):
    """缺报: a unit's full name, or the name of a base figure; `since` the first month without it, "" for a base figure."""

    name: str
    since: str


class CarriedContext(TypedDict):
    """沿用: a unit's full name, and the month whose figures stand in."""

    name: str
    month: str


class IndicatorContext(TypedDict):
    """指标: `ordinal` is 一, 二 … in the plan's order; `no` its printed number, None where it has none.

    Numbers in `numerator` and `denominator` are written for running text. Without a value these three are "". Those
    counted from a register have "" in the four texts of numerator and denominator: `cases` and `places` give them.
    """

    ordinal: str
    no: int | None
    name: str
    counting: Literal["ratio", "single", "places", "cases"]
    state: Literal["complete", "carried", "incomplete", "none"]
    value: str
    numerator_name: str
    numerator: str
    denominator_name: str
    denominator: str
    standard: LineContext | None
    goal: LineContext | None
    missing: list[MissingContext]
    carried: list[CarriedContext]


class TallyContext(TypedDict):
    """判定汇总: the indicators that have this line, and how they stand to it; the lists hold their names."""

    total: int
    met: int
    unmet: list[str]
    undecided: list[str]


class TalliesContext(TypedDict):
    """指标汇总: both lines, and the names of the indicators whose verdict is 暂估."""

    standard: TallyContext
    goal: TallyContext
    provisional: list[str]


class StateCountContext(TypedDict):
    """状态计数: a state's name and how many tasks are in it; states without any are left out."""

    name: str
    tally: int


class TaskContext(TypedDict):
    """任务: `leads` are short names or the printed group; `text` the lead units' own words for the period.

    `text` is one line that ends with 。 or is "".
    """

    number: int
    content: str
    state: str
    leads: list[str]
    text: str


class TasksContext(TypedDict):
    """任务汇总: `reported` counts the tasks on which anything is on file; `attention` those behind or overdue."""

    total: int
    reported: int
    states: list[StateCountContext]
    attention: list[TaskContext]


class AreaContext(TypedDict):
    """重点任务: `title` is the heading without its number, `ordinal` 一, 二 …"""

    ordinal: str
    title: str
    total: int
    reported: int
    states: list[StateCountContext]
    tasks: list[TaskContext]


class QuotaContext(TypedDict):
    """案例任务数: what the plan asks of one unit (short name), and what it has."""

    unit: str
    required: int
    typical: int
    met: bool


class CaseContext(TypedDict):
    """应用案例: a 典型案例 or 示范项目 that counts on the period's last day; `ordinal` counts from 1."""

    ordinal: int
    name: str
    owner: str
    industry: str
    typical: bool
    model: bool
    level: str


class CasesContext(TypedDict):
    """案例汇总: the counts on the period's last day; `industries` without repetition."""

    typical: int
    model: int
    industries: list[str]
    quotas: list[QuotaContext]
    listed: list[CaseContext]


class PlacesContext(TypedDict):
    """重点场所汇总: the counts on the period's last day."""

    counted: int
    reached: int


class RemarkContext(TypedDict):
    """单位所报: a problem or a next step that a unit (short name) reported on a task for the period.

    `text` is one line that ends with 。
    """

    ordinal: int
    unit: str
    task: int
    text: str


class ReportContext(TypedDict):
    """报告内容: everything that the report's sentences may speak of."""

    plan: PlanContext
    form: FormContext
    district: str
    workgroup: str
    office: str
    as_of: str
    period: str
    roster: RosterContext
    reporting: ReportingContext
    indicators: list[IndicatorContext]
    tally: TalliesContext
    tasks: TasksContext
    areas: list[AreaContext]
    cases: CasesContext
    places: PlacesContext
    problems: list[RemarkContext]
    next_steps: list[RemarkContext]


SECTIONS = ("overview", "indicators", "tasks", "cases", "next")
"""报告章节: the parts of the report, in the order they are printed."""

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "overview_basis": "",
        "overview_goal": "",
        "overview_organisation": "",
        "overview_data": "",
        "overview_result": "",
        "indicators_intro": "",
        "indicator_heading": "indicator",
        "indicator": "indicator",
        "tasks_intro": "",
        "area_heading": "area",
        "area": "area",
        "cases_intro": "",
        "cases_quotas": "",
        "case": "case",
        "next_problems": "",
        "problem": "problem",
        "next_indicators": "",
        "next_tasks": "",
        "next_missing": "",
        "next_steps": "",
        "next_step": "next_step",
        "closing": "",
        "annex_tasks": "",
        "annex_roster": "",
        "annex_roster_note": "",
        "annex_indicators": "",
        "annex_indicators_note": "",
        "annex_figures": "",
        "annex_figures_note": "",
    }
)
"""报告语句: every key in the order of the report, and the item it is repeated for, "" when it is rendered once."""

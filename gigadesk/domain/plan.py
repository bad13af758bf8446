"""方案: the district's plan, what it promises and the words it uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from gigadesk.domain.months import Month
from gigadesk.domain.papers.blocks import PaperKind
from gigadesk.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """方案: the basic facts and the limits that the rules use.

    `first_month` to `last_month` are the periods that figures are reported for; the baseline is the end of
    `baseline_month`. `reporting_day` is the day of the next month by which a period's forms are due.
    `warning_days` before a deadline a task is 临近到期. `lag_limit` is how many percentage points a task may be
    behind the elapsed time before it is 进度滞后; `jump_limit` the percent a figure may change against last month;
    a figure of at least `unit_limit` where 万 is asked was probably given in 个. `scope` is the 统计范围 printed on forms.
    """

    code: str
    title: str
    document_number: str
    issued_on: date
    adopted_by: str
    district: str
    workgroup: str
    office: str
    scope: str
    first_month: Month
    last_month: Month
    baseline_month: Month
    reporting_day: int
    warning_days: int
    lag_limit: int
    jump_limit: int
    unit_limit: int

    @property
    def months(self) -> tuple[Month, ...]:
        """期: the plan's periods in order."""
        return self.first_month.through(self.last_month)


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea(Record):
    """重点任务: one of the headings that tasks stand under, as printed (一、加快…)."""

    order: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """勘误: a slip of the printed plan, where it stands, and what the program uses instead."""

    place: str
    printed: str
    used: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm(Record):
    """工作节奏: what comes round every so many months; a meeting, or a paper with a due date and no meeting."""

    order: int
    name: str
    every_months: int
    held_by: str
    meeting: bool
    source: str


class TermList(Enum):
    """词表: the settable lists of kinds that the plan's registers choose from."""

    PLACE_KIND = "place_kind"
    PLACE_GRADE = "place_grade"
    CASE_INDUSTRY = "case_industry"
    CASE_LEVEL = "case_level"
    LEDGER_KIND = "ledger_kind"
    PROBLEM_KIND = "problem_kind"
    PROBLEM_SCENE = "problem_scene"
    PROBLEM_CAUSE = "problem_cause"
    PROBLEM_GRADE = "problem_grade"
    PROBLEM_STATE = "problem_state"
    SLIP_SENDER = "slip_sender"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """词条: one choice of such a list."""

    list: TermList
    order: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm(Record):
    """自评报告格式: how the assessment report is addressed and signed.

    `signed_on` is the 成文日期; while it is not set, the paper bears the 统计截止日期.
    """

    kind: PaperKind
    title: str
    addressee: str
    sender: str
    head_office: str
    document_number: str
    signer: str
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection(Record):
    """报告章节: a heading of the assessment report; `key` names the part of the report it is."""

    key: str
    order: int
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSentence(Record):
    """报告语句: the template of a sentence or table text of the report, filled from the data."""

    key: str
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkParagraph(Record):
    """经办人段落: a paragraph of the clerk's own, printed at the end of its section; never a template."""

    section: str
    order: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Record):
    """台账设置: what is set for this one workbook.

    `uid` tells workbooks apart (their backups lie under it). `clerk` is the 经办人 that the change log names.
    `as_of` is the 统计截止日期, today when None. An `example` workbook is marked 示例数据 wherever it is read.
    """

    uid: str
    clerk: str
    as_of: date | None
    example: bool

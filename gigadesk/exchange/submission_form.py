"""报送表: the form on which a unit hands in its figures for a month, as plain values.

It goes out as a `FormContent` and comes back as a `FilledForm`. Whether the plan, unit and month of a filled form are
those of the workbook, and whether its figures can be right, is judged by whoever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gigadesk.domain.months import Month

FORM_VERSION = 1
"""The newest layout of the form; a form says in its hidden sheet which one it has."""

FORM_SHEET = "报送表"
DETAILS_SHEET = "表单信息"
FORM_MARK = "gigadesk.submission-form"
EXAMPLE_MARK = "示例数据"

ELEMENT = "数据项"
DEFINITION = "指标口径"
MEASURE = "计量单位"
LAST_MONTH = "上月末累计"
THIS_MONTH = "本月末累计"
REMARK = "备注"
HEADINGS = (ELEMENT, DEFINITION, MEASURE, LAST_MONTH, THIS_MONTH, REMARK)

FILLED_BY = "填表人"
TELEPHONE = "联系电话"
REVIEWED_BY = "审核人"
LEADER = "单位负责人（盖章）"
FILLED_ON = "填报日期"
FOOT = (FILLED_BY, TELEPHONE, REVIEWED_BY, LEADER, FILLED_ON)

REPORTING_UNIT = "填报单位"
REPORTED_MONTH = "报送期"
SCOPE = "统计范围"
TAKEN_AT = "统计时点"

MARK_KEY = "表单标识"
VERSION_KEY = "表单版本"
PLAN_CODE_KEY = "方案代码"
PLAN_TITLE_KEY = "方案名称"
UNIT_CODE_KEY = "单位代码"
UNIT_NAME_KEY = "单位全称"
EXAMPLE_KEY = "示例数据"
CODE_HEADING = "数据项代码"
PLACES_HEADING = "小数位数"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """表行: a data element that the unit is asked for, with its figure at the end of the month before, if known."""

    code: str
    name: str
    definition: str
    measure: str
    places: int
    last_month: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContent:
    """报送表内容: everything that stands on a form before it is filled. `unit_name` is the unit's full name.

    `example` puts the mark 示例数据 on it.
    """

    plan_code: str
    plan_title: str
    unit_code: str
    unit_name: str
    month: Month
    scope: str
    rows: tuple[FormRow, ...]
    example: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError where two rows could not be told apart, or there are none."""
        if not self.rows:
            raise ValueError("a form without rows")
        for names in ([row.code for row in self.rows], [same_words(row.name) for row in self.rows]):
            if len(set(names)) != len(names) or "" in names:
                raise ValueError("two rows of one name")


@dataclass(frozen=True, slots=True)
class CellRemark:
    """单元格说明: what is wrong with a cell, or was left aside, and where it stands; the reason has no full stop."""

    sheet: str
    cell: str
    reason: str

    @property
    def text(self) -> str:
        """报送表!E7：“约一万”不是数字… ."""
        return f"{self.sheet}!{self.cell}：{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """已填表行: what was filled in for a data element.

    `figure` is None where nothing was typed, or nothing that is a figure (the form's problems say so). `cell` is the
    address of the figure, empty where the form no longer has a row for the element; `typed` is what stood in it.
    """

    code: str
    name: str
    measure: str
    places: int
    cell: str
    typed: str
    figure: Decimal | None
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """已填报送表: what came back from a unit, with every element that was asked, in the form's order.

    A form with `problems` cannot be taken; its `notes` say what stood on it and was left aside.
    """

    version: int
    plan_code: str
    plan_title: str
    unit_code: str
    unit_name: str
    month: Month
    example: bool
    sheet: str
    rows: tuple[FilledRow, ...]
    filled_by: str
    telephone: str
    reviewed_by: str
    leader: str
    filled_on: str
    problems: tuple[CellRemark, ...]
    notes: tuple[CellRemark, ...]


def same_words(label: str) -> str:
    """The label as it is compared: without blanks, width of letters and signs, or capitals making a difference."""
    narrow = label.translate(_NARROW)
    return "".join(letter for letter in narrow if not letter.isspace() and letter.isprintable()).casefold()


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

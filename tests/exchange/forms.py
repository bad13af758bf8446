"""Submission forms for tests: what goes out, and what a unit would send back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gigadesk.domain.months import Month
from gigadesk.exchange.submission_form import FORM_SHEET, FormContent, FormRow
from gigadesk.exchange.submission_form_writing import write_form

ROWS = (
    FormRow(
        code="pon10g",
        name="10G-PON 端口数",
        definition="截至统计时点，本单位在区内建成并可用的 10G-PON 端口总数。",
        measure="个",
        places=0,
        last_month=Decimal(11900),
    ),
    FormRow(code="pon", name="PON 端口总数", definition="各类 PON 端口总数。", measure="个", places=0),
    FormRow(
        code="people",
        name="常住人口",
        definition="年末常住人口。",
        measure="万人",
        places=2,
        last_month=Decimal("58.87"),
    ),
)


def a_content(**differences: object) -> FormContent:
    """A form for a small invented unit, different as told."""
    content: dict[str, object] = {
        "plan_code": "small-2023",
        "plan_title": "小城千兆城市建设工作方案",
        "unit_code": "telecom",
        "unit_name": "小城电信分公司",
        "month": Month(2023, 9),
        "scope": "小城全域",
        "rows": ROWS,
        "example": False,
    }
    return FormContent(**(content | differences))  # type: ignore[arg-type]


def opened(data: bytes) -> tuple[Workbook, Worksheet]:
    """A form's workbook and its visible sheet, as openpyxl sees them."""
    book = load_workbook(BytesIO(data))
    return book, book[FORM_SHEET]


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def filled(cells: Mapping[str, Any], content: FormContent | None = None) -> bytes:
    """A form with something written into its cells."""
    book, sheet = opened(write_form(content or a_content()))
    for place, value in cells.items():
        sheet[place] = value
    return saved(book)

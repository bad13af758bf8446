"""Writing a submission form: one A4 page to print, fill and stamp, whose inputs alone can be typed into."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gigadesk.exchange import submission_form as form
from gigadesk.exchange.submission_form import FormContent, FormRow

_TITLE = "千兆城市创建工作数据报送表"
_FONT = "宋体"
_HEAD_FONT = "黑体"
_SIZE = 10.5
_SMALL = 9
_WIDTHS = {"A": 21.0, "B": 57.0, "C": 9.5, "D": 14.5, "E": 16.5, "F": 20.0}
"""Column widths in digits of the default font: together as wide as an A4 page on its side within the margins."""

_POINTS_A_DIGIT = 5.25
_CELL_PADDING = 6.0
_INDENT = 8.0
_PAGE_HEIGHT = 490.0
_MOST_AIR = 18.0
_HEADING_ROW = 5

_LINE = Side(style="thin", color="FF000000")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_INPUT = PatternFill("solid", fgColor="FFFFF9E3")
_HEAD = PatternFill("solid", fgColor="FFEDF1F6")
_RED = "FFC8161D"
_NOT_PRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_form(content: FormContent) -> bytes:
    """制作报送表: the form as an .xlsx without any formula, ready to be printed on one page."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = form.FORM_SHEET
    _write_head(sheet, content)
    for offset, row in enumerate(content.rows, 1):
        _write_row(sheet, _HEADING_ROW + offset, row, content)
    last_row = _write_foot(sheet, _HEADING_ROW + len(content.rows) + 1)
    _let_air_in(sheet, len(content.rows), last_row)
    _set_page(sheet, last_row)
    _write_details(book.create_sheet(form.DETAILS_SHEET), content)
    book.properties.creator = "gigadesk"
    book.properties.title = f"{_TITLE} {content.unit_name} {content.month}"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_head(sheet: Worksheet, content: FormContent) -> None:
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _put(sheet, "A1", _TITLE, font=_HEAD_FONT, size=18, across="A1:F1", level="center")
    sheet.row_dimensions[1].height = 32
    _put(sheet, "B2", f"（{content.plan_title}）", size=_SIZE, across="B2:E2", level="center")
    if content.example:
        mark = _put(sheet, "F2", form.EXAMPLE_MARK, font=_HEAD_FONT, size=14, level="center")
        mark.font = Font(name=_HEAD_FONT, size=14, bold=True, color=_RED)
        edge = Side(style="medium", color=_RED)
        mark.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    sheet.row_dimensions[2].height = 24
    taken_at = content.month.last_day
    lines = (
        (3, f"{form.REPORTING_UNIT}：{content.unit_name}", f"{form.REPORTED_MONTH}：{content.month}"),
        (
            4,
            f"{form.SCOPE}：{content.scope}",
            f"{form.TAKEN_AT}：{taken_at.year}年{taken_at.month}月{taken_at.day}日（月末）",
        ),
    )
    for number, left, right in lines:
        _put(sheet, f"A{number}", left, across=f"A{number}:C{number}")
        _put(sheet, f"D{number}", right, across=f"D{number}:F{number}")
        sheet.row_dimensions[number].height = max(20, _height(left, "ABC", _SIZE) + 2, _height(right, "DEF", _SIZE) + 2)
    for column, heading in zip(_WIDTHS, form.HEADINGS, strict=True):
        cell = _put(sheet, f"{column}{_HEADING_ROW}", heading, font=_HEAD_FONT, level="center")
        cell.border, cell.fill = _BOX, _HEAD
    sheet.row_dimensions[_HEADING_ROW].height = 24


def _write_row(sheet: Worksheet, number: int, row: FormRow, content: FormContent) -> None:
    _put(sheet, f"A{number}", row.name, indent=1)
    _put(sheet, f"B{number}", row.definition, size=_SMALL, indent=1)
    _put(sheet, f"C{number}", row.measure, level="center")
    figures = "#,##0" + ("." + "0" * row.places if row.places else "")
    last = _put(sheet, f"D{number}", "—" if row.last_month is None else row.last_month, level="right", indent=1)
    last.number_format = figures
    this = _put(sheet, f"E{number}", None, level="right", indent=1, is_input=True)
    this.number_format = figures
    _put(sheet, f"F{number}", None, size=_SMALL, indent=1, is_input=True)
    for column in _WIDTHS:
        sheet[f"{column}{number}"].border = _BOX
    sheet.row_dimensions[number].height = max(
        27,
        _height(row.name, "A", _SIZE, indented=True),
        _height(row.definition, "B", _SMALL, indented=True),
        _height(row.measure, "C", _SIZE),
    )
    sheet.add_data_validation(_validation(f"E{number}", row, content))


def _validation(cell: str, row: FormRow, content: FormContent) -> DataValidation:
    wanted = f"不小于 0 的数字，最多 {row.places} 位小数" if row.places else "不小于 0 的整数"
    last_day = content.month.last_day
    until = f"{last_day.year}年{last_day.month}月{last_day.day}日"
    rule = DataValidation(
        type="decimal" if row.places else "whole",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="stop",
        errorTitle="填写有误",
        error=f"本格请填写{wanted}，计量单位：{row.measure}。没有数据的请留空。"[:225],
        showInputMessage=True,
        promptTitle=_printable(row.name)[:32],
        prompt=f"请填写截至{until}的累计数，计量单位：{row.measure}。没有数据的请留空，确实为零的填 0。"[:255],
    )
    rule.add(cell)
    return rule


def _write_foot(sheet: Worksheet, first: int) -> int:
    """The signatures and the short instruction below the table; gives the last row of the page."""
    second, third, advice = first + 1, first + 2, first + 3
    places = (
        (form.FILLED_BY, f"A{first}", f"B{first}", ""),
        (form.TELEPHONE, f"C{first}:D{first}", f"E{first}:F{first}", "@"),
        (form.REVIEWED_BY, f"A{second}", f"B{second}", ""),
        (form.LEADER, f"C{second}:D{third}", f"E{second}:F{third}", ""),
        (form.FILLED_ON, f"A{third}", f"B{third}", 'yyyy"年"m"月"d"日"'),
    )
    for label, label_area, input_area, number_format in places:
        _put(sheet, label_area.partition(":")[0], label, level="center", across=label_area)
        cell = _put(sheet, input_area.partition(":")[0], None, indent=1, is_input=True, across=input_area)
        cell.number_format = number_format or "General"
    for number in (first, second, third):
        for column in _WIDTHS:
            sheet[f"{column}{number}"].border = _BOX
        sheet.row_dimensions[number].height = 30
    text = (
        "填表说明：只填写浅黄色单元格。“本月末累计”填写截至统计时点的累计数，没有数据的留空，确实为零的填 0；"
        "与上月相比减少或变化较大的，请在备注中说明原因。请勿改动其他内容。"
    )
    _put(sheet, f"A{advice}", text, size=_SMALL, across=f"A{advice}:F{advice}")
    sheet.row_dimensions[advice].height = _height(text, "ABCDEF", _SMALL) + 4
    return advice


def _let_air_in(sheet: Worksheet, rows: int, last_row: int) -> None:
    """Make the table's rows equally high, and higher where the page has room; a full page is left as it is."""
    heights = [sheet.row_dimensions[number].height or 0.0 for number in range(1, last_row + 1)]
    needed = heights[_HEADING_ROW : _HEADING_ROW + rows]
    room = (_PAGE_HEIGHT - (sum(heights) - sum(needed))) / rows
    if max(needed) > room:
        return
    for number in range(_HEADING_ROW + 1, _HEADING_ROW + rows + 1):
        sheet.row_dimensions[number].height = min(room, max(needed) + _MOST_AIR)


def _set_page(sheet: Worksheet, last_row: int) -> None:
    sheet.print_area = f"A1:F{last_row}"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.59
    margins.top = margins.bottom = 0.67
    margins.header = margins.footer = 0.31
    sheet.sheet_view.showGridLines = False
    first_input = f"E{_HEADING_ROW + 1}"
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = first_input
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False


def _write_details(sheet: Worksheet, content: FormContent) -> None:
    """The hidden sheet by which the form is known again."""
    lines = [
        (form.MARK_KEY, form.FORM_MARK),
        (form.VERSION_KEY, str(form.FORM_VERSION)),
        (form.PLAN_CODE_KEY, content.plan_code),
        (form.PLAN_TITLE_KEY, content.plan_title),
        (form.UNIT_CODE_KEY, content.unit_code),
        (form.UNIT_NAME_KEY, content.unit_name),
        (form.REPORTED_MONTH, content.month.code),
        (form.EXAMPLE_KEY, "是" if content.example else "否"),
        (form.CODE_HEADING, form.ELEMENT, form.MEASURE, form.PLACES_HEADING),
        *((row.code, row.name, row.measure, str(row.places)) for row in content.rows),
    ]
    for number, line in enumerate(lines, 1):
        for column, text in zip("ABCD", line, strict=False):
            _put(sheet, f"{column}{number}", text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _put(
    sheet: Worksheet,
    cell_address: str,
    value: str | Decimal | None,
    *,
    font: str = _FONT,
    size: float = _SIZE,
    level: str = "left",
    indent: int = 0,
    across: str = "",
    is_input: bool = False,
) -> Cell:
    """Write a cell; a text stays text whatever it begins with."""
    cell: Cell = sheet[cell_address]
    if isinstance(value, str):
        cell.value = _printable(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    elif value is not None:
        cell.value = value
    cell.font = Font(name=font, size=size)
    cell.alignment = Alignment(horizontal=level, vertical="center", wrap_text=True, indent=indent)
    if across and ":" in across:
        sheet.merge_cells(across)
    if is_input:
        first, _, last = (across or cell_address).partition(":")
        for line in sheet[f"{first}:{last or first}"]:
            for part in line:
                part.protection = Protection(locked=False)
                part.fill = _INPUT
    return cell


def _printable(text: str) -> str:
    return _NOT_PRINTABLE.sub("", text)


def _height(text: str, columns: str, size: float, *, indented: bool = False) -> float:
    """The height in points that a text needs when it is wrapped in so many columns, with a little to spare."""
    padding = _CELL_PADDING + (_INDENT if indented else 0)
    width = sum(_WIDTHS[column] for column in columns) * _POINTS_A_DIGIT - padding
    a_line = max(width - size, size)
    lines = sum(max(1, -(-_length(part, size) // a_line)) for part in text.split("\n"))
    return min(lines * size * 1.32 + 7, 400)


def _length(text: str, size: float) -> float:
    """The length in points of a text on one line, letters and digits taken a little wide."""
    return sum(size if unicodedata.east_asian_width(letter) in "WFA" else size * 0.58 for letter in text)

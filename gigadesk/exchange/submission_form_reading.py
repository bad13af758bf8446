"""Reading a submission form that came back.

Only the hidden sheet and the words on the form are trusted: never the file's name, and no cell for where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.domain.numerals import FigureError, is_blank, read_figure
from gigadesk.exchange import submission_form as form
from gigadesk.exchange.sheet_cells import Area, Cell, CellKind, Sheet, address
from gigadesk.exchange.spreadsheet import Spreadsheet
from gigadesk.exchange.submission_form import CellRemark, FilledForm, FilledRow, same_words
from gigadesk.exchange.workbook_safety import load_bytes

_LONGEST_TEXT = 2000
_LONGEST_TYPED = 40
_MOST_MERGED = 20
_MOST_NOTES = 50
_MOST_ELEMENTS = 200
_BLANKS = re.compile(r"\s+")
_HEADINGS = {same_words(heading): heading for heading in form.HEADINGS}
_USE_OURS = "请使用本程序导出的报送表填报后重新导入。"


def read_form(source: Path | bytes) -> FilledForm:
    """读取报送表: what a unit filled in; raises `Trouble` where the file as a whole cannot be taken."""
    book = Spreadsheet(load_bytes(source) if isinstance(source, Path) else source)
    details = _find_details(book)
    sheet, heading_row, columns = _find_table(book)
    _check_printed(sheet, details)
    reading = _TableReading(sheet, heading_row, columns, details.elements)
    rows = reading.rows()
    if not reading.problems and all(row.figure is None for row in rows):
        raise Trouble(
            f"“{form.THIS_MONTH}”一列没有填写任何数字。"
            "请填写后重新导入；确实没有数据或没有变化的，请由经办人按零报告、无变化或不适用登记。"
        )
    foot = {label: _foot_value(sheet, label, heading_row) for label in form.FOOT}
    return FilledForm(
        version=details.version,
        plan_code=details.values[form.PLAN_CODE_KEY],
        plan_title=details.values[form.PLAN_TITLE_KEY],
        unit_code=details.values[form.UNIT_CODE_KEY],
        unit_name=details.values[form.UNIT_NAME_KEY],
        month=details.month,
        example=details.values[form.EXAMPLE_KEY] == "是",
        sheet=sheet.name,
        rows=rows,
        filled_by=foot[form.FILLED_BY],
        telephone=foot[form.TELEPHONE],
        reviewed_by=foot[form.REVIEWED_BY],
        leader=foot[form.LEADER],
        filled_on=foot[form.FILLED_ON],
        problems=tuple(reading.problems),
        notes=tuple(reading.notes),
    )


@dataclass(frozen=True, slots=True)
class _Element:
    code: str
    name: str
    measure: str
    places: int


@dataclass(frozen=True, slots=True)
class _Details:
    """What the hidden sheet says."""

    version: int
    month: Month
    values: Mapping[str, str]
    elements: Mapping[str, _Element]


def _find_details(book: Spreadsheet) -> _Details:
    """The hidden sheet's content, wherever the sheet stands and whatever it is called now."""
    entries = sorted(book.sheets, key=lambda entry: (entry.name != form.DETAILS_SHEET, not entry.hidden))
    for entry in entries:
        sheet = book.read(entry)
        if any(cell.value == form.FORM_MARK for line in sheet.rows.values() for cell in line.values()):
            return _details(sheet)
    raise Trouble(
        f"这不是本程序生成的报送表（缺少隐藏的“{form.DETAILS_SHEET}”工作表），无法辨认单位和报送期。{_USE_OURS}"
    )


def _details(sheet: Sheet) -> _Details:
    values: dict[str, str] = {}
    elements: dict[str, _Element] = {}
    in_elements = False
    for line in sheet.rows.values():
        texts = [text for text in (_clean(cell.text) for cell in line.values()) if text]
        if not texts:
            continue
        if in_elements:
            element = _element(texts)
            if same_words(element.name) in elements:
                raise _tampered()
            elements[same_words(element.name)] = element
        elif texts[0] == form.CODE_HEADING:
            in_elements = True
        else:
            values[texts[0]] = texts[1] if len(texts) > 1 else ""
    version = values.get(form.VERSION_KEY, "")
    if not (version.isascii() and version.isdigit() and len(version) < 6):
        raise _tampered()
    if int(version) > form.FORM_VERSION:
        raise Trouble(
            f"报送表由更新版本的程序生成（表单版本 {version}，本程序最高支持 {form.FORM_VERSION}），请升级本程序后再导入。"
        )
    needed = (form.PLAN_CODE_KEY, form.PLAN_TITLE_KEY, form.UNIT_CODE_KEY, form.UNIT_NAME_KEY, form.EXAMPLE_KEY)
    if not all(values.get(key) for key in needed) or not 0 < len(elements) <= _MOST_ELEMENTS:
        raise _tampered()
    try:
        month = Month.parse(values.get(form.REPORTED_MONTH, ""))
    except ValueError as error:
        raise _tampered() from error
    return _Details(int(version), month, values, elements)


def _element(texts: list[str]) -> _Element:
    if len(texts) != 4 or texts[3] not in set("0123456789"):
        raise _tampered()
    return _Element(texts[0], texts[1], texts[2], int(texts[3]))


def _tampered() -> Trouble:
    return Trouble(f"报送表隐藏的“{form.DETAILS_SHEET}”工作表不完整或被改动过，无法辨认。{_USE_OURS}")


def _find_table(book: Spreadsheet) -> tuple[Sheet, int, Mapping[str, int]]:
    """The sheet with the table, the row of its headings, and the column of each."""
    wanted = same_words(form.FORM_SHEET)
    entries = sorted(book.sheets, key=lambda entry: (same_words(entry.name) != wanted, entry.hidden))
    for entry in entries:
        if entry.name == form.DETAILS_SHEET:
            continue
        sheet = book.read(entry)
        for row, line in sheet.rows.items():
            columns = _columns(sheet.name, row, line)
            if columns is not None:
                return sheet, row, columns
        if same_words(entry.name) == wanted:
            break
    raise Trouble(
        f"找不到报送表的表头（“{form.ELEMENT}”和“{form.THIS_MONTH}”两列），表头可能被删除或改动过。"
        "请恢复表头，或使用本程序导出的报送表重新填报。"
    )


def _columns(sheet_name: str, row: int, line: Mapping[int, Cell]) -> dict[str, int] | None:
    """Where each heading stands, when the line is the table's head."""
    columns: dict[str, int] = {}
    for column, cell in line.items():
        heading = _HEADINGS.get(same_words(cell.text[:_LONGEST_TYPED]))
        if heading in columns:
            raise Trouble(
                f"{sheet_name}!{address(row, column)}：表头“{heading}”出现了两次，无法判断以哪一列为准。"
                "请删去多余的一列后重新导入。"
            )
        if heading is not None:
            columns[heading] = column
    return columns if form.ELEMENT in columns and form.THIS_MONTH in columns else None


def _check_printed(sheet: Sheet, details: _Details) -> None:
    """Refuse a form on which another unit or month is printed than its hidden sheet names."""
    unit_name = details.values[form.UNIT_NAME_KEY]
    unit, where = _printed(sheet, form.REPORTING_UNIT)
    if unit and same_words(unit) != same_words(unit_name):
        raise Trouble(
            f"{sheet.name}!{where}：表上印的填报单位“{unit[:_LONGEST_TYPED]}”与隐藏的表单信息（{unit_name}）不一致，"
            "可能套用了其他单位的报送表。请使用本单位的报送表重新填报。"
        )
    month, where = _printed(sheet, form.REPORTED_MONTH)
    if month and same_words(month) not in (str(details.month), details.month.code):
        raise Trouble(
            f"{sheet.name}!{where}：表上印的报送期“{month[:_LONGEST_TYPED]}”与隐藏的表单信息（{details.month}）不一致，"
            "可能套用了其他月份的报送表。请使用当月的报送表重新填报。"
        )


def _printed(sheet: Sheet, label: str) -> tuple[str, str]:
    """What stands behind a label, in its cell or in the next one that holds something, and where."""
    for row, line in sheet.rows.items():
        for column, cell in line.items():
            behind = _behind(cell, label)
            if behind:
                return behind, address(row, column)
            following = [at for at in line if at > column] if behind is not None else []
            if following:
                return _clean(line[following[0]].text), address(row, following[0])
    return "", ""


def _behind(cell: Cell, label: str) -> str | None:
    """The rest of a cell's text behind a label and its colon; None where it does not begin with the label."""
    text = _clean(cell.text) if cell.kind is CellKind.TEXT else ""
    if not text.startswith(label[0]):
        return None
    wanted = same_words(label)
    ends = range(len(label), min(len(text), 2 * len(label)) + 1)
    end = next((end for end in ends if same_words(text[:end]) == wanted), None)
    if end is None:
        return None
    rest = text[end:].lstrip()
    if rest[:1] in ("：", ":"):
        return rest[1:].strip()
    return None if rest else ""


def _foot_value(sheet: Sheet, label: str, heading_row: int) -> str:
    """What was written beside a label below the table."""
    for row, line in sheet.rows.items():
        for column, cell in line.items() if row > heading_row else ():
            behind = _behind(cell, label)
            if behind is not None:
                return behind or _beside(sheet, sheet.area(row, column))
    return ""


def _beside(sheet: Sheet, label: Area) -> str:
    """The first thing written to the right of a label, unless that is the next label."""
    found = [
        (column, row, cell)
        for row in range(label.top, min(label.bottom, label.top + _MOST_MERGED) + 1)
        for column, cell in sheet.rows.get(row, {}).items()
        if column > label.right and not is_blank(cell.value)
    ]
    for _, _, cell in sorted(found, key=lambda item: item[:2]):
        return "" if _is_foot_label(cell) else _clean(cell.text)
    return ""


def _is_foot_label(cell: Cell) -> bool:
    return any(_behind(cell, label) is not None for label in form.FOOT)


class _TableReading:
    """Reads the rows of the table by the words in their first column, and gathers what is wrong with them."""

    def __init__(
        self, sheet: Sheet, heading_row: int, columns: Mapping[str, int], elements: Mapping[str, _Element]
    ) -> None:
        self.problems: list[CellRemark] = []
        self.notes: list[CellRemark] = []
        self._sheet = sheet
        self._columns = columns
        self._elements = elements
        self._heading = sheet.area(heading_row, columns[form.THIS_MONTH])
        self._labels = self._find_labels(sheet.area(heading_row, columns[form.ELEMENT]).bottom)
        self._note_the_rest()

    def rows(self) -> tuple[FilledRow, ...]:
        """Every element that was asked, filled or not."""
        return tuple(self._row(key, element) for key, element in self._elements.items())

    def _find_labels(self, heading_bottom: int) -> dict[str, Area]:
        """The rows of each element; a label over several rows is one label."""
        column = self._columns[form.ELEMENT]
        labels: dict[str, Area] = {}
        for row, line in self._sheet.rows.items():
            key = same_words(line[column].text[:_LONGEST_TEXT]) if column in line and row > heading_bottom else ""
            if key not in self._elements:
                continue
            if key in labels:
                raise Trouble(
                    f"{self._sheet.name}!{address(row, column)}：数据项“{self._elements[key].name}”出现了两行"
                    f"（另一行在 {address(labels[key].top, column)}），无法判断以哪一行为准。请删去多余的一行后重新导入。"
                )
            labels[key] = self._sheet.area(row, column)
        if not labels:
            raise Trouble(f"“{form.ELEMENT}”一列中没有本表的任何数据项，数据项名称可能被删除或改动过。{_USE_OURS}")
        return labels

    def _row(self, key: str, element: _Element) -> FilledRow:
        label = self._labels.get(key)
        cell_address, typed, figure, remark = "", "", None, ""
        if label is not None:
            (row, column), cell = self._figure_cell(label)
            cell_address = address(row, column)
            remark = self._remark(label)
            if cell is not None:
                typed = cell.text[:_LONGEST_TYPED]
                figure = self._figure(row, column, cell, element)
        return FilledRow(
            code=element.code,
            name=element.name,
            measure=element.measure,
            places=element.places,
            cell=cell_address,
            typed=typed,
            figure=figure,
            remark=remark,
        )

    def _figure_cell(self, label: Area) -> tuple[tuple[int, int], Cell | None]:
        """The one filled cell of an element's rows; a cell merged with another element's belongs to neither."""
        found: list[tuple[tuple[int, int], Cell]] = []
        for row in range(label.top, min(label.bottom, label.top + _MOST_MERGED) + 1):
            for column in range(self._heading.left, min(self._heading.right, self._heading.left + _MOST_MERGED) + 1):
                area = self._sheet.area(row, column)
                anchor = self._sheet.cell(area.top, area.left)
                if anchor is None or (is_blank(anchor.value) and not anchor.formula):
                    continue
                if area.left < self._heading.left or not self._is_alone(area, label):
                    self._complain(row, column, "单元格与其他单元格合并，无法判断数字属于哪一项，请取消合并后重新填写")
                    return (row, column), None
                if (area.top, area.left) == (row, column):
                    found.append(((row, column), anchor))
        if len(found) > 1:
            self._complain(*found[1][0], "同一数据项填写了两个数字，无法判断以哪个为准，请只保留一个")
            return found[1][0], None
        return found[0] if found else ((label.top, self._heading.left), None)

    def _is_alone(self, area: Area, label: Area) -> bool:
        """Whether no other element's row reaches into a merged figure cell."""
        others = (other for other in self._labels.values() if other != label)
        return label.top <= area.top and not any(
            other.top <= area.bottom and area.top <= other.bottom for other in others
        )

    def _figure(self, row: int, column: int, cell: Cell, element: _Element) -> Decimal | None:
        try:
            return _figure_in(cell, element)
        except FigureError as error:
            self._complain(row, column, str(error))
            return None

    def _remark(self, label: Area) -> str:
        column = self._columns.get(form.REMARK, 0)
        texts = []
        for row in range(label.top, min(label.bottom, label.top + _MOST_MERGED) + 1):
            cell = self._sheet.cell(row, column)
            if cell is not None and cell.value is None:
                self._note(row, column, "备注是没有计算结果的公式，未导入，请改为文字")
            elif cell is not None:
                texts.append(_clean(cell.text))
        return "；".join(filter(None, texts))

    def _note_the_rest(self) -> None:
        """Say which figures stand in rows that are no element's, and are left aside."""
        bottom = max(area.bottom for area in self._labels.values())
        ours = {
            row
            for area in self._labels.values()
            for row in range(area.top, min(area.bottom, area.top + _MOST_MERGED) + 1)
        }
        for row, line in self._sheet.rows.items():
            if row <= self._heading.bottom or row in ours or any(_is_foot_label(cell) for cell in line.values()):
                continue
            column = next((at for at in line if self._heading.left <= at <= self._heading.right), None)
            if column is None or is_blank(line[column].value):
                continue
            label = line.get(self._columns[form.ELEMENT])
            name = _clean(label.text) if label is not None else ""
            if name:
                self._note(row, column, f"“{name[:_LONGEST_TYPED]}”不是本表要求的数据项，所填内容未导入")
            elif row < bottom:
                self._note(row, column, "该行没有数据项名称，所填内容未导入")

    def _complain(self, row: int, column: int, reason: str) -> None:
        self.problems.append(CellRemark(self._sheet.name, address(row, column), reason))

    def _note(self, row: int, column: int, reason: str) -> None:
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(CellRemark(self._sheet.name, address(row, column), reason))


def _figure_in(cell: Cell, element: _Element) -> Decimal:
    """The figure in a cell; raises `FigureError` for a formula, a date and the like."""
    if cell.formula:
        raise FigureError("单元格含有公式，请改为直接填写数字（可复制后“选择性粘贴—数值”）")
    if cell.kind is CellKind.ERROR:
        raise FigureError(f"单元格是错误值“{cell.text[:_LONGEST_TYPED]}”，请改为数字")
    if cell.kind is CellKind.DATE:
        raise FigureError(f"单元格是日期或时间（{cell.text}），不是数字，请把单元格改为数字格式后重新填写")
    if cell.kind is CellKind.PERCENT and element.measure not in ("%", "％"):
        raise FigureError("单元格是百分比格式，本项应填写数量，请把单元格改为数字格式后重新填写")
    return read_figure(cell.value, measure=element.measure, places=element.places)


def _clean(text: str) -> str:
    """A text on one line without blanks around it, or signs that no one can see."""
    line = _BLANKS.sub(" ", text[:_LONGEST_TEXT])
    return "".join(letter for letter in line if letter.isprintable()).strip()

"""Submission forms that go out: what stands on them, what can be typed, and that they fit one page."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gigadesk.domain.months import Month
from gigadesk.exchange.submission_form import FOOT, HEADINGS, FormRow, same_words
from gigadesk.exchange.submission_form_reading import read_form
from gigadesk.exchange.submission_form_writing import write_form
from tests.exchange import bad_forms
from tests.exchange.forms import ROWS, a_content, filled, opened, saved

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

LONG = (
    "统计本单位在本行政区域内建成并投入使用、具备对外提供服务能力的全部设备端口数量，包括自建、合建和租用的设备，"
    "不包括已经停用、拆除或者尚在测试阶段的端口；同一端口同时用于多种业务的只计算一次，以资源管理系统月末最后一日登记数为准。"
)
LONG_ROWS = tuple(
    FormRow(
        code=f"e{number}",
        name=f"具备千兆接入能力的家庭数之{number}",
        definition=LONG,
        measure="万人",
        places=2,
        last_month=Decimal("1234567.89"),
    )
    for number in range(8)
)


def the_sheet(data: bytes) -> Worksheet:
    return opened(data)[1]


def converted(data: bytes, folder: Path, kind: str) -> bytes:
    """What LibreOffice makes of a form."""
    source = folder / "form.xlsx"
    source.write_bytes(data)
    target = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (target / f"form.{kind.partition(':')[0]}").read_bytes()


def test_the_table_is_headed_as_printed_and_has_a_row_for_each_element() -> None:
    sheet = the_sheet(write_form(a_content()))
    assert tuple(sheet.cell(5, column).value for column in range(1, 7)) == HEADINGS
    assert [sheet.cell(6, column).value for column in range(1, 7)] == [
        "10G-PON 端口数",
        "截至统计时点，本单位在区内建成并可用的 10G-PON 端口总数。",
        "个",
        11900,
        None,
        None,
    ]
    assert sheet["D7"].value == "—"
    assert sheet["D8"].value == 58.87
    assert sheet["D8"].number_format == "#,##0.00"


def test_unit_period_scope_and_time_are_printed() -> None:
    sheet = the_sheet(write_form(a_content(month=Month(2024, 2))))
    texts = [cell.value for row in sheet.iter_rows(max_row=4) for cell in row if cell.value]
    assert texts == [
        "千兆城市创建工作数据报送表",
        "（小城千兆城市建设工作方案）",
        "填报单位：小城电信分公司",
        "报送期：2024年2月",
        "统计范围：小城全域",
        "统计时点：2024年2月29日（月末）",
    ]


def test_the_foot_asks_for_names_and_date() -> None:
    sheet = the_sheet(write_form(a_content()))
    labels = [str(cell.value) for row in sheet.iter_rows(min_row=9, max_row=11) for cell in row if cell.value]
    assert tuple(labels) == FOOT


def test_only_the_inputs_can_be_typed_into() -> None:
    book, sheet = opened(write_form(a_content()))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    open_cells = {
        cell.coordinate for row in sheet.iter_rows(max_row=30, max_col=10) for cell in row if not cell.protection.locked
    }
    assert open_cells == {
        "E6",
        "E7",
        "E8",
        "F6",
        "F7",
        "F8",
        "B9",
        "B10",
        "B11",
        "E9",
        "F9",
        "E10",
        "E11",
        "F10",
        "F11",
    }
    assert book["表单信息"].sheet_state == "hidden"
    assert book["表单信息"].protection.sheet


def test_numbers_are_validated_in_chinese() -> None:
    rules = {str(rule.sqref): rule for rule in the_sheet(write_form(a_content())).data_validations.dataValidation}
    assert list(rules) == ["E6", "E7", "E8"]
    whole, decimal = rules["E6"], rules["E8"]
    assert (whole.type, whole.operator, whole.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert (decimal.type, decimal.operator, decimal.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert whole.error == "本格请填写不小于 0 的整数，计量单位：个。没有数据的请留空。"
    assert decimal.error == "本格请填写不小于 0 的数字，最多 2 位小数，计量单位：万人。没有数据的请留空。"
    assert whole.prompt == "请填写截至2023年9月30日的累计数，计量单位：个。没有数据的请留空，确实为零的填 0。"
    assert whole.showErrorMessage
    assert whole.errorStyle == "stop"


def test_the_hidden_sheet_names_everything() -> None:
    book, _ = opened(write_form(a_content()))
    rows = [[cell.value for cell in row if cell.value is not None] for row in book["表单信息"].iter_rows()]
    assert rows == [
        ["表单标识", "gigadesk.submission-form"],
        ["表单版本", "1"],
        ["方案代码", "small-2023"],
        ["方案名称", "小城千兆城市建设工作方案"],
        ["单位代码", "telecom"],
        ["单位全称", "小城电信分公司"],
        ["报送期", "2023-09"],
        ["示例数据", "否"],
        ["数据项代码", "数据项", "计量单位", "小数位数"],
        ["pon10g", "10G-PON 端口数", "个", "0"],
        ["pon", "PON 端口总数", "个", "0"],
        ["people", "常住人口", "万人", "2"],
    ]


def test_an_example_is_marked_where_everyone_sees_it() -> None:
    assert the_sheet(write_form(a_content(example=True)))["F2"].value == "示例数据"
    assert the_sheet(write_form(a_content()))["F2"].value is None


def test_there_is_no_formula_in_it_whatever_the_names() -> None:
    rows = tuple(
        FormRow(code=f"{sign}1", name=f"{sign}SUM(A1)", definition=f"{sign}1", measure=f"{sign}个", places=0)
        for sign in "=+-@"
    )
    data = write_form(a_content(rows=rows, unit_name="=1+1", scope="@x", plan_title="-x"))
    with ZipFile(BytesIO(data)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist() if "sheet" in name)
    sheet = the_sheet(data)
    assert [sheet[f"A{row}"].value for row in range(6, 10)] == ["=SUM(A1)", "+SUM(A1)", "-SUM(A1)", "@SUM(A1)"]
    assert all(sheet[f"A{row}"].data_type == "s" or sheet[f"A{row}"].quotePrefix for row in range(6, 10))


def test_signs_that_a_spreadsheet_cannot_hold_are_left_out() -> None:
    assert the_sheet(write_form(a_content(scope="小\x00城\x0b全域")))["A4"].value == "统计范围：小城全域"


def test_it_is_one_page_of_a4() -> None:
    sheet = the_sheet(write_form(a_content(rows=LONG_ROWS)))
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "landscape")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area == "'报送表'!$A$1:$F$17"


def test_rows_grow_with_their_text() -> None:
    tall = the_sheet(write_form(a_content(rows=LONG_ROWS))).row_dimensions[6].height
    short = the_sheet(write_form(a_content(rows=ROWS * 1))).row_dimensions[6].height
    endless = FormRow(code="x", name="x", definition="口径\n" * 500, measure="个", places=0)
    assert tall is not None
    assert short is not None
    assert 48 <= tall <= 70
    assert 40 <= short <= 48
    assert the_sheet(write_form(a_content(rows=(endless,)))).row_dimensions[6].height == 400


def test_rows_are_equally_high_where_the_page_has_room() -> None:
    rows = (*ROWS, FormRow(code="long", name="长", definition=LONG, measure="个", places=0))
    few = the_sheet(write_form(a_content(rows=rows)))
    assert len({few.row_dimensions[row].height for row in range(6, 10)}) == 1
    many = the_sheet(write_form(a_content(rows=(*LONG_ROWS, *ROWS))))
    assert len({many.row_dimensions[row].height for row in range(6, 17)}) > 1


def test_rows_that_could_not_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="without rows"):
        a_content(rows=())
    twin = FormRow(code="other", name="10G-PON端口数", definition="", measure="个", places=0)
    with pytest.raises(ValueError, match="one name"):
        a_content(rows=(*ROWS, twin))


def test_words_are_compared_without_blanks_width_and_capitals() -> None:
    assert same_words(" １0Ｇ-pon\u3000端口数\u200b") == same_words("10g-PON 端口数")
    assert same_words("甲") != same_words("乙")


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_form_that_libreoffice_saved_is_read_alike(tmp_path: Path) -> None:
    data = filled(
        {
            "E6": 12400,
            "E7": "３．５６万",
            "E8": 58.87,
            "F6": "=备注",
            "B9": "张三",
            "E9": "023-63765432",
            "B11": "2023年10月5日",
        },
        a_content(example=True, unit_name="=1+1"),
    )
    book, sheet = opened(data)
    sheet["F6"].data_type = "s"
    sheet["E1048576"] = 1
    again = converted(saved(book), tmp_path, "xlsx")
    before, after = read_form(saved(book)), read_form(again)
    assert after == before
    assert after.unit_name == "=1+1"
    assert after.rows[0].remark == "=备注"
    assert [row.figure for row in after.rows] == [12400, 35600, Decimal("58.87")]
    _, sheet = opened(again)
    assert sheet.protection.sheet
    assert not sheet["E6"].protection.locked
    assert sheet["A6"].protection.locked
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"whole", "decimal"}


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_bad_cell_is_still_named_after_libreoffice_saved_it(tmp_path: Path) -> None:
    formula = converted(filled({"E6": "=6200*2", "E7": "=1/0"}), tmp_path, "xlsx")
    assert [problem.cell for problem in read_form(formula).problems] == ["E6", "E7"]
    date = converted(next(data for name, data, _ in bad_forms.bad_cells() if name == "date"), tmp_path, "xlsx")
    assert "2023年9月30日" in read_form(date).problems[0].text


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("example", [False, True])
def test_printed_it_is_one_page_with_nothing_cut(tmp_path: Path, example: bool) -> None:
    content = a_content(
        rows=LONG_ROWS, unit_name="中国电信股份有限公司小城西部新区第一分公司", scope="小城" * 60, example=example
    )
    with pdfplumber.open(BytesIO(converted(write_form(content), tmp_path, "pdf"))) as pdf:
        assert len(pdf.pages) == 1
        page = pdf.pages[0]
        assert (round(page.width), round(page.height)) == (842, 595)
        text = same_words(page.extract_text())
        printed = "".join(char["text"] for char in page.chars if not char["text"].isspace())
    assert printed.count("不包括已经停用、拆除或者尚在测试阶段") == 8
    assert printed.count("以资源管理系统月末最后一日登记数为准。") == 8
    assert printed.count("1,234,567.89") == 8
    assert ("示例数据" in text) is example
    for label in (*HEADINGS, *FOOT, "小城" * 20, "中国电信股份有限公司小城西部新区第一分公司", "请勿改动其他内容"):
        assert same_words(label) in same_words(printed)

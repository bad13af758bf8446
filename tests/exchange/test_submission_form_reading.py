"""Submission forms that come back, as units really send them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.exchange.submission_form import FilledForm, FormContent
from gigadesk.exchange.submission_form_reading import read_form
from gigadesk.exchange.submission_form_writing import write_form
from tests.exchange import bad_forms
from tests.exchange.forms import a_content, filled, opened, saved

FIGURES = {"pon10g": Decimal(12400), "pon": Decimal(35600), "people": Decimal("58.87")}


def figures(form: FilledForm) -> dict[str, Decimal | None]:
    return {row.code: row.figure for row in form.rows}


def a_filled_book() -> Workbook:
    book, _ = opened(bad_forms.a_good_form())
    return book


def test_reads_what_was_filled_in() -> None:
    form = read_form(
        filled(
            {
                "E6": 12400,
                "E7": "３５，６００ 个",
                "E8": "58.87万人",
                "F7": " 新建小区\n接入 ",
                "B9": "张三",
                "E9": 63765432,
                "B10": "李四",
                "E10": "王五",
                "B11": date(2023, 10, 5),
            }
        )
    )
    assert (form.plan_code, form.plan_title) == ("small-2023", "小城千兆城市建设工作方案")
    assert (form.unit_code, form.unit_name, form.month) == ("telecom", "小城电信分公司", Month(2023, 9))
    assert (form.version, form.example, form.sheet) == (1, False, "报送表")
    assert figures(form) == FIGURES
    assert [row.cell for row in form.rows] == ["E6", "E7", "E8"]
    assert [row.typed for row in form.rows] == ["12400", "３５，６００ 个", "58.87万人"]
    assert [row.remark for row in form.rows] == ["", "新建小区 接入", ""]
    assert [(row.name, row.measure, row.places) for row in form.rows][2] == ("常住人口", "万人", 2)
    assert (form.filled_by, form.telephone, form.reviewed_by) == ("张三", "63765432", "李四")
    assert (form.leader, form.filled_on) == ("王五", "2023年10月5日")
    assert (form.problems, form.notes) == ((), ())


def test_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "随便什么名字.dat"
    path.write_bytes(bad_forms.a_good_form())
    assert figures(read_form(path)) == FIGURES


def test_an_example_says_so() -> None:
    assert read_form(filled({"E6": 1}, a_content(example=True))).example


def test_empty_cells_are_left_open_and_the_rest_is_taken() -> None:
    form = read_form(filled({"E6": "\u3000 ", "E7": 0}))
    assert figures(form) == {"pon10g": None, "pon": Decimal(0), "people": None}
    assert form.rows[0].cell == "E6"
    assert not form.problems


def test_a_negative_figure_is_read_for_the_checks_to_judge() -> None:
    assert figures(read_form(filled({"E6": -5})))["pon10g"] == Decimal(-5)


def test_a_float_is_read_as_it_was_typed() -> None:
    form = read_form(bad_forms.raw_cell("E6", b"><v>12400.000000000002</v>"))
    assert str(form.rows[0].figure) == "12400"


def test_inserted_rows_and_columns_do_no_harm() -> None:
    book = a_filled_book()
    sheet = book["报送表"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_cols(2, 2)
    sheet.insert_rows(7, 3)
    sheet.insert_rows(1, 4)
    sheet.insert_cols(1)
    form = read_form(saved(book))
    assert figures(form) == FIGURES
    assert [row.cell for row in form.rows] == ["H10", "H14", "H15"]
    assert form.filled_by == "张三"


def test_rows_may_be_sorted_anew_and_columns_too() -> None:
    book = a_filled_book()
    sheet = book["报送表"]
    for column in "ABCDEF":
        sheet[f"{column}6"].value, sheet[f"{column}8"].value = sheet[f"{column}8"].value, sheet[f"{column}6"].value
    for row in range(5, 9):
        sheet[f"D{row}"].value, sheet[f"E{row}"].value = sheet[f"E{row}"].value, sheet[f"D{row}"].value
    form = read_form(saved(book))
    assert figures(form) == FIGURES
    assert [row.cell for row in form.rows] == ["D8", "D7", "D6"]


def test_sheets_may_be_added_renamed_and_moved() -> None:
    book = a_filled_book()
    book["报送表"].title = "9月"
    book["表单信息"].title = "Sheet2"
    extra = book.create_sheet("说明", 0)
    extra["A1"] = "数据项"
    book["Sheet2"].insert_rows(5)
    book["Sheet2"]["B5"] = " "
    form = read_form(saved(book))
    assert figures(form) == FIGURES
    assert form.sheet == "9月"


def test_hidden_rows_are_read() -> None:
    book = a_filled_book()
    book["报送表"].row_dimensions[7].hidden = True
    assert figures(read_form(saved(book))) == FIGURES


def test_labels_may_be_typed_anew() -> None:
    form = read_form(filled({"A6": "１０G-ＰＯＮ端口数 ", "E5": " 本月末\n累计", "E6": 7}))
    assert figures(form)["pon10g"] == Decimal(7)


def test_a_row_that_is_gone_is_left_open() -> None:
    book = a_filled_book()
    book["报送表"].delete_rows(7)
    form = read_form(saved(book))
    assert figures(form) == FIGURES | {"pon": None}
    assert form.rows[1].cell == ""


def test_rows_of_others_are_left_aside_and_named() -> None:
    book = a_filled_book()
    sheet = book["报送表"]
    for area in list(sheet.merged_cells.ranges):
        if area.min_row > 5:
            sheet.unmerge_cells(str(area))
    sheet.insert_rows(7, 3)
    sheet["A7"], sheet["E7"] = "光猫数", 77
    sheet["E8"] = 88
    sheet["A9"] = "小计"
    sheet["E12"] = 5
    form = read_form(saved(book))
    assert figures(form) == FIGURES
    assert [note.text for note in form.notes] == [
        "报送表!E7：“光猫数”不是本表要求的数据项，所填内容未导入",
        "报送表!E8：该行没有数据项名称，所填内容未导入",
    ]


def test_notes_come_to_an_end() -> None:
    form = read_form(filled({f"{column}{row}": "9" for row in range(20, 120) for column in "AE"} | {"E6": 1}))
    assert len(form.notes) == 50


def test_merged_cells_are_understood_where_they_leave_no_doubt() -> None:
    book = a_filled_book()
    sheet = book["报送表"]
    sheet.merge_cells("E8:F8")
    sheet.merge_cells("B6:B7")
    assert figures(read_form(saved(book))) == FIGURES
    for area in list(sheet.merged_cells.ranges):
        if area.min_row > 8:
            sheet.unmerge_cells(str(area))
    sheet.insert_rows(8)
    sheet["E8"] = sheet["E7"].value
    sheet["E7"] = None
    sheet["F8"] = "并行"
    sheet.merge_cells("A7:A8")
    form = read_form(saved(book))
    assert figures(form)["pon"] == Decimal(35600)
    assert (form.rows[1].cell, form.rows[1].remark) == ("E8", "并行")
    sheet["E7"] = 1
    assert [problem.text for problem in read_form(saved(book)).problems] == [
        "报送表!E8：同一数据项填写了两个数字，无法判断以哪个为准，请只保留一个"
    ]


def test_a_heading_over_two_columns_covers_both() -> None:
    book = a_filled_book()
    sheet = book["报送表"]
    sheet.delete_cols(6)
    sheet["F6"], sheet["E6"] = sheet["E6"].value, None
    sheet.merge_cells("E5:F5")
    sheet.merge_cells("E7:F7")
    assert figures(read_form(saved(book))) == FIGURES


def test_empty_merged_figures_are_empty() -> None:
    book, sheet = opened(filled({"E8": 1}))
    sheet.merge_cells("E6:E7")
    assert figures(read_form(saved(book))) == {"pon10g": None, "pon": None, "people": Decimal(1)}


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x"])
def test_texts_that_look_like_formulas_stay_texts(text: str) -> None:
    content = a_content(unit_name=text, scope=text, plan_title=text)
    form = read_form(filled({"E6": 1}, content))
    assert (form.unit_name, form.plan_title) == (text, text)


def test_the_remark_is_a_text_or_is_named() -> None:
    form = read_form(bad_forms.raw_cell("F6", b' t="str"><f>A1</f><v>abc</v>'))
    assert form.rows[0].remark == "abc"
    form = read_form(filled({"E6": 1, "F6": "=A1"}))
    assert form.rows[0].remark == ""
    assert [note.text for note in form.notes] == ["报送表!F6：备注是没有计算结果的公式，未导入，请改为文字"]


def test_a_form_without_remarks_is_read() -> None:
    form = read_form(filled({"F5": None, "E6": 1, "F6": "无"}))
    assert form.rows[0].remark == ""


def test_the_foot_is_read_however_it_was_filled() -> None:
    form = read_form(filled({"E6": 1, "A9": "填表人：张三", "C9": "联系 电话:", "E9": "023-6376", "B10": "  "}))
    assert (form.filled_by, form.telephone, form.reviewed_by) == ("张三", "023-6376", "")
    form = read_form(filled({"E6": 1, "A9": "填表人员名单", "A10": None, "A11": "填报日期"}))
    assert (form.filled_by, form.reviewed_by, form.filled_on) == ("", "", "")


def test_printed_facts_may_stand_beside_their_labels_or_be_gone() -> None:
    book = a_filled_book()
    sheet = book["报送表"]
    sheet.unmerge_cells("A3:C3")
    sheet["A3"], sheet["B3"] = "填报单位：", "小城电信 分公司"
    sheet["D3"] = "报送期"
    assert figures(read_form(saved(book))) == FIGURES
    sheet["B3"] = "小城移动分公司"
    with pytest.raises(Trouble, match="报送表!B3：表上印的填报单位"):
        read_form(saved(book))


def test_texts_from_other_programs_are_read() -> None:
    data = bad_forms.with_shared_strings(
        "<r><t>12 </t></r><r><t>400</t></r><rPh sb='0' eb='1'><t>99</t></rPh>", "<t>x</t>"
    )
    assert figures(read_form(data)) == FIGURES


def test_signs_that_no_one_sees_do_not_come_in() -> None:
    remark = b' t="inlineStr"><is><t>_xD800_a_x000D_\xe2\x80\xaeb\xc2\xa0</t></is>'
    assert read_form(bad_forms.raw_cell("F6", remark)).rows[0].remark == "_xD800_a b"


def test_a_cell_in_the_last_row_costs_nothing() -> None:
    book = a_filled_book()
    book["报送表"]["XFD1048576"] = "x"
    assert figures(read_form(saved(book))) == FIGURES


BAD_FILES = list(bad_forms.bad_files())
BAD_CELLS = list(bad_forms.bad_cells())


@pytest.mark.parametrize(("data", "words"), [pytest.param(d, w, id=name) for name, d, w in BAD_FILES])
def test_a_bad_file_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Trouble) as refused:
        read_form(data)
    assert words in str(refused.value)
    assert str(refused.value).endswith("。")


@pytest.mark.parametrize(("data", "words"), [pytest.param(d, w, id=name) for name, d, w in BAD_CELLS])
def test_a_bad_cell_is_named(data: bytes, words: str) -> None:
    form = read_form(data)
    first = form.problems[0]
    assert (first.sheet, first.cell) == ("报送表", "E6")
    assert words in first.text
    assert first.text.startswith("报送表!E6：")
    assert not first.reason.endswith("。")
    assert form.rows[0].figure is None
    assert len(form.rows[0].typed) <= 40


def test_a_percentage_is_taken_where_percent_is_asked() -> None:
    content = a_content()
    row = content.rows[0]
    percent = FormContent(**{name: getattr(content, name) for name in FormContent.__slots__} | {"rows": (row,)})
    assert read_form(filled({"E6": 1}, percent)).rows[0].figure == 1


def test_no_bad_file_takes_much_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux tells a process's own peak of memory this way")
    for number, (_, data, _) in enumerate(BAD_FILES + BAD_CELLS):
        (tmp_path / f"{number:03d}.xlsx").write_bytes(data)
    script = (
        "import sys; from pathlib import Path\n"
        "from gigadesk.domain.errors import Trouble\n"
        "from gigadesk.exchange.submission_form_reading import read_form\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()):\n"
        "    try: read_form(path)\n"
        "    except Trouble: pass\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120
    )
    peak = int(done.stdout) * 1024
    assert peak < 300 * 1024 * 1024


def test_changed_at_random_it_is_read_or_refused() -> None:
    read = 0
    for data in bad_forms.mutants(seed=20230602, count=600):
        try:
            read_form(data)
        except Trouble as refused:
            assert str(refused).endswith("。")  # noqa: PT017 - most of them are refused, some are not
        else:
            read += 1
    assert 0 < read < 600


def test_what_is_written_is_read_by_openpyxl_as_well() -> None:
    book = load_workbook(BytesIO(write_form(a_content())))
    assert book.sheetnames == ["报送表", "表单信息"]

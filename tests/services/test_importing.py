"""导入报送表: each form stands alone, those taken are one Change, and what was refused changed nothing."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from gigadesk.domain.indicators import DataElement, Reporter
from gigadesk.domain.months import Month
from gigadesk.domain.plan import Desk
from gigadesk.domain.submissions import SubmissionState
from gigadesk.domain.units import Unit
from gigadesk.domain.work import Stopped
from gigadesk.services.importing import FormResult, Outcome, import_forms
from gigadesk.services.locking import lock_period, unlock_period
from gigadesk.services.workbook import Workbook
from gigadesk.storage.change_log import ChangeLog
from tests.builders import a_baseline_figure
from tests.services.offices import (
    APRIL,
    FEBRUARY,
    JULY,
    JUNE,
    MARCH,
    MAY,
    PLAN,
    TODAY,
    a_form,
    a_workbook,
    alter,
    figures_of,
    named,
    put,
    set_base,
)

TAKEN, WARNED, KNOWN, REFUSED = Outcome.TAKEN, Outcome.TAKEN_WITH_WARNINGS, Outcome.KNOWN, Outcome.REFUSED
Save = Callable[..., Path]


@pytest.fixture
def save(workbook: Workbook, tmp_path: Path) -> Save:
    """Save a unit's filled form under a name of its own; figures are given by the elements' codes."""

    def save(name: str, unit: str, month: Month, details: dict[str, str] | None = None, **typed: object) -> Path:
        path = tmp_path / name
        path.write_bytes(a_form(workbook, unit, month, typed, **(details or {})))
        return path

    return save


def take(workbook: Workbook, *paths: Path, accept: bool = False, note: str = "") -> list[FormResult]:
    return import_forms(workbook, paths, warnings_accepted=accept, note=note, today=TODAY)


def outcomes(results: list[FormResult]) -> list[Outcome]:
    return [result.outcome for result in results]


def everything(workbook: Workbook) -> tuple[object, ...]:
    """What an import may change."""
    store = workbook.store
    return (store.submissions(), store.figures(counted_only=False), ChangeLog(workbook.database).length())


def test_a_form_is_taken_with_its_source(workbook: Workbook, save: Save) -> None:
    path = save("甲信三月.xlsx", "alpha", MARCH, fibre_homes="１２,４００", speed_complaints=7)
    (result,) = take(workbook, path, note="用不着的说明")
    assert result.line == "已导入：甲信三月.xlsx：甲信 2024年3月"
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12400, "speed_complaints": 7}
    (submission,) = workbook.store.submissions()
    content = path.read_bytes()
    assert submission.source == sha256(content).hexdigest()
    assert workbook.contents.get(submission.source) == content
    assert (submission.state, submission.revision, submission.received_on) == (SubmissionState.ACCEPTED, 1, TODAY)
    assert (submission.source_name, submission.filled_by, submission.telephone, submission.note) == (
        "甲信三月.xlsx",
        "孙七",
        "0991-1234567",
        "",
    )
    assert [figure.cell for figure in workbook.store.figures()] == ["报送表!E6", "报送表!E7"]
    assert workbook.history.undo_label == "导入报送表"


def test_empty_cells_stay_unreported(workbook: Workbook, save: Save) -> None:
    assert outcomes(take(workbook, save("a.xlsx", "alpha", MARCH, fibre_homes=12400))) == [TAKEN]
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12400}


def test_a_batch_of_several_months_is_one_change(workbook: Workbook, save: Save) -> None:
    before = everything(workbook)[:2]
    paths = [
        save("五月.xlsx", "alpha", MAY, fibre_homes=14000),
        save("三月.xlsx", "alpha", MARCH, fibre_homes=12000),
        save("四月.xlsx", "alpha", APRIL, fibre_homes=13000),
        save("乙讯.xlsx", "beta", MARCH, fibre_homes=9000),
    ]
    results = take(workbook, *paths)
    assert [(result.path, result.outcome) for result in results] == [(path, TAKEN) for path in paths]
    assert workbook.history.undo_label == "导入报送表 4 份"
    taken = everything(workbook)[:2]
    workbook.history.undo()
    assert everything(workbook)[:2] == before
    workbook.history.redo()
    assert everything(workbook)[:2] == taken


def test_later_months_are_held_against_earlier_ones_of_the_batch(workbook: Workbook, save: Save) -> None:
    paths = [
        save("五月.xlsx", "alpha", MAY, fibre_homes=11000),
        save("三月.xlsx", "alpha", MARCH, fibre_homes=12000),
        save("四月.xlsx", "alpha", APRIL, speed_complaints=3),
        save("乙讯.xlsx", "beta", MARCH, fibre_homes=10000),
    ]
    results = take(workbook, *paths)
    assert outcomes(results) == [REFUSED, TAKEN, TAKEN, TAKEN]
    assert results[0].remarks[0] == ("请确认：报送表!E6：光纤到户数 11,000 小于2024年3月的 12,000，累计数减少。")


def test_a_revision_in_the_batch_counts_before_the_one_it_replaces(workbook: Workbook, save: Save) -> None:
    take(workbook, save("三月.xlsx", "alpha", MARCH, fibre_homes=10000))
    paths = [
        save("三月更正.xlsx", "alpha", MARCH, fibre_homes=12000),
        save("四月.xlsx", "alpha", APRIL, fibre_homes=11000),
    ]
    results = take(workbook, *paths)
    assert outcomes(results) == [TAKEN, REFUSED]
    assert "小于2024年3月的 12,000" in results[1].line


def test_figures_on_file_count_before_older_ones_of_the_batch(workbook: Workbook, save: Save) -> None:
    take(workbook, save("四月.xlsx", "alpha", APRIL, fibre_homes=13000))
    paths = [
        save("三月.xlsx", "alpha", MARCH, fibre_homes=10000),
        save("五月.xlsx", "alpha", MAY, fibre_homes=12000),
    ]
    results = take(workbook, *paths)
    assert outcomes(results) == [TAKEN, REFUSED]
    assert "小于2024年4月的 13,000" in results[1].line


def test_the_first_figures_are_held_against_the_baseline(workbook: Workbook, save: Save) -> None:
    unit, element = named(workbook, Unit, "alpha"), named(workbook, DataElement, "fibre_homes")
    put(
        workbook,
        a_baseline_figure(unit_id=unit.id, element_id=element.id, value=12000),
        a_baseline_figure(unit_id=None, element_id=element.id, value=99000),
    )
    (result,) = take(workbook, save("三月.xlsx", "alpha", MARCH, fibre_homes=11000))
    assert f"小于{FEBRUARY}的 12,000" in result.line


def test_two_forms_of_one_unit_and_month(workbook: Workbook, save: Save) -> None:
    first = save("甲信.xlsx", "alpha", MARCH, fibre_homes=12000)
    second = save("甲信改.xlsx", "alpha", MARCH, fibre_homes=12100)
    results = take(workbook, first, second)
    assert outcomes(results) == [TAKEN, REFUSED]
    assert results[1].line == (
        "未导入：甲信改.xlsx：甲信 2024年3月："
        "本次已导入甲信 2024年3月的另一份报送表“甲信.xlsx”。应以这一份为准的，请单独重新导入。"
    )
    assert outcomes(take(workbook, second)) == [TAKEN], "as the remark says"
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12100}


def test_the_second_of_two_forms_is_taken_where_the_first_is_not(workbook: Workbook, save: Save) -> None:
    first = save("甲信.xlsx", "alpha", MARCH, fibre_homes=-1)
    second = save("甲信改.xlsx", "alpha", MARCH, fibre_homes=12100)
    assert outcomes(take(workbook, first, second)) == [REFUSED, TAKEN]


def test_the_same_bytes_twice(workbook: Workbook, save: Save) -> None:
    path = save("甲信.xlsx", "alpha", MARCH, fibre_homes=12000)
    copy = path.with_name("甲信（2）.xlsx")
    copy.write_bytes(path.read_bytes())
    results = take(workbook, path, copy)
    assert [result.line for result in results] == ["已导入：甲信.xlsx：甲信 2024年3月", "已导入过：甲信（2）.xlsx"]
    before = everything(workbook)
    assert outcomes(take(workbook, copy)) == [KNOWN]
    assert everything(workbook) == before


def test_a_copy_of_a_refused_form_is_refused_too(workbook: Workbook, save: Save) -> None:
    path = save("甲信.xlsx", "alpha", MARCH, fibre_homes=0)
    copy = path.with_name("甲信（2）.xlsx")
    copy.write_bytes(path.read_bytes())
    assert outcomes(take(workbook, path, copy)) == [REFUSED, REFUSED]
    assert outcomes(take(workbook, path, copy, accept=True)) == [WARNED, KNOWN]


def test_a_form_taken_back_can_be_taken_again(workbook: Workbook, save: Save) -> None:
    path = save("甲信.xlsx", "alpha", MARCH, fibre_homes=12000)
    take(workbook, path)
    workbook.history.undo()
    assert outcomes(take(workbook, path)) == [TAKEN]


def test_a_replaced_revision_stays_readable(workbook: Workbook, save: Save) -> None:
    first = save("一.xlsx", "alpha", MARCH, fibre_homes=12000, speed_complaints=7)
    take(workbook, first)
    (result,) = take(workbook, save("二.xlsx", "alpha", MARCH, fibre_homes=12500, speed_complaints=7))
    assert result.line == "已导入：二.xlsx：甲信 2024年3月"
    one, two = workbook.store.submissions()
    assert (one.revision, two.revision) == (1, 2)
    assert [(each.value, each.counted) for each in workbook.store.figures_of(one.id)] == [(12000, False), (7, False)]
    assert [(each.value, each.counted) for each in workbook.store.figures_of(two.id)] == [(12500, True), (7, True)]
    assert workbook.contents.get(one.source) == first.read_bytes()
    assert outcomes(take(workbook, first)) == [KNOWN], "the older one was imported before"
    workbook.history.undo()
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12000, "speed_complaints": 7}


def test_a_revision_that_lacks_a_figure_asks_first(workbook: Workbook, save: Save) -> None:
    take(workbook, save("一.xlsx", "alpha", MARCH, fibre_homes=12000, speed_complaints=7))
    second = save("二.xlsx", "alpha", MARCH, fibre_homes=12000)
    (result,) = take(workbook, second)
    assert result.remarks == (
        "请确认：网速投诉数在已导入的上一版中有数字，本次没有填写，接受后该项变为未报。",
        "核实无误的，请接受提示并写明情况后重新导入。",
    )
    assert outcomes(take(workbook, second, accept=True, note="投诉数待核")) == [WARNED]
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12000}


def test_warnings_are_refused_until_they_are_accepted(workbook: Workbook, save: Save) -> None:
    take(workbook, save("三月.xlsx", "alpha", MARCH, fibre_homes=12000))
    path = save("四月.xlsx", "alpha", APRIL, fibre_homes=11900)
    before = everything(workbook)
    assert outcomes(take(workbook, path)) == [REFUSED]
    assert outcomes(take(workbook, path, note="核减")) == [REFUSED]
    assert everything(workbook) == before
    (result,) = take(workbook, path, accept=True, note=" 拆迁核减 ")
    assert result.line == (
        "已导入（有提示）：四月.xlsx：甲信 2024年4月："
        "请确认：报送表!E6：光纤到户数 11,900 小于2024年3月的 12,000，累计数减少。"
    )
    assert [each.note for each in workbook.store.submissions()] == ["", "拆迁核减"]


def test_the_note_is_kept_with_the_warned_ones_alone(workbook: Workbook, save: Save) -> None:
    paths = [save("甲.xlsx", "alpha", MARCH, fibre_homes=0), save("乙.xlsx", "beta", MARCH, fibre_homes=900)]
    assert outcomes(take(workbook, *paths, accept=True, note="尚未开通")) == [WARNED, TAKEN]
    assert [each.note for each in workbook.store.submissions()] == ["尚未开通", ""]


def test_hints_are_said_and_taken(workbook: Workbook, save: Save) -> None:
    take(workbook, save("三月.xlsx", "alpha", MARCH, fibre_homes=12000))
    (result,) = take(workbook, save("四月.xlsx", "alpha", APRIL, fibre_homes=12000))
    assert result.outcome is TAKEN
    assert result.remarks == ("提示：报送表!E6：光纤到户数 12,000 与2024年3月的 12,000 相同。",)


def test_what_must_be_mended_is_refused_even_when_warnings_are_accepted(workbook: Workbook, save: Save) -> None:
    set_base(workbook, "all_homes", 20000)
    before = everything(workbook)
    path = save("三月.xlsx", "alpha", MARCH, fibre_homes=-5, speed_complaints=0)
    (result,) = take(workbook, path, accept=True, note="无")
    assert result.line.startswith(
        "未导入：三月.xlsx：甲信 2024年3月：必须改正：报送表!E6：光纤到户数 -5 为负数。 "
        "请确认：报送表!E7：网速投诉数为 0，此前没有报送过数据"
    )
    assert everything(workbook) == before


def test_a_source_cannot_give_more_than_the_whole(tmp_path: Path) -> None:
    plan = PLAN.replace(
        'summing = "sum"\ncumulative = true\nsummed = ["甲信", "乙讯"]',
        'summing = "one_source"\ncumulative = true\nsources = ["甲信"]',
    )
    with a_workbook(tmp_path / "单一来源.gigadesk", plan) as workbook:
        set_base(workbook, "all_homes", 20000)
        path = tmp_path / "三月.xlsx"
        path.write_bytes(a_form(workbook, "alpha", MARCH, {"fibre_homes": 20001}))
        (result,) = take(workbook, path, accept=True)
        assert result.remarks == ("必须改正：报送表!E6：光纤到户数 20,001 大于 城区总户数 20,000。",)


def test_cells_that_are_no_figures_are_all_named(workbook: Workbook, save: Save) -> None:
    path = save("三月.xlsx", "alpha", MARCH, fibre_homes="约一万", speed_complaints="=1+1")
    (result,) = take(workbook, path, accept=True)
    assert result.line == (
        "未导入：三月.xlsx：甲信 2024年3月：报送表!E6：“约一万”不是数字，请只填写阿拉伯数字。 "
        "报送表!E7：单元格含有公式，请改为直接填写数字（可复制后“选择性粘贴—数值”）。"
    )


def test_what_was_left_aside_is_said(workbook: Workbook, save: Save) -> None:
    path = save("三月.xlsx", "alpha", MARCH, fibre_homes=12000)
    from openpyxl import load_workbook

    book = load_workbook(path)
    book["报送表"].insert_rows(7)
    book["报送表"]["A7"], book["报送表"]["E7"] = "合计", 5
    book.save(path)
    (result,) = take(workbook, path)
    assert (result.outcome, result.remarks) == (TAKEN, ("报送表!E7：“合计”不是本表要求的数据项，所填内容未导入。",))


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (
            {"B3": "linjiang-2023", "B4": "临江区方案"},
            "这份报送表属于另一个方案“临江区方案”，不能导入“海麓县光网提速行动方案”的台账。",
        ),
        ({"B5": "gamma"}, "台账中没有“甲信通信海麓分公司”这个单位。请核对报送表是否发错，或先在台账中登记该单位。"),
        ({"B8": "是"}, "这份报送表由示例台账生成，带有示例数据标识，不能导入正式台账。请用本台账生成的报送表填报。"),
        ({"A10": "nothing"}, "报送表!E6：甲信不报送“光纤到户数”。请删去这个数字后重新导入。"),
        (
            {"D10": "2"},
            "报送表!E6：“光纤到户数”的计量单位或小数位数与台账不一致（台账为户，0 位小数）。请用本台账重新生成报送表后填报。",
        ),
        (
            {"C10": "万户"},
            "报送表!E6：“光纤到户数”的计量单位或小数位数与台账不一致（台账为户，0 位小数）。请用本台账重新生成报送表后填报。",
        ),
    ],
)
def test_a_form_that_is_not_of_this_workbook(
    workbook: Workbook, save: Save, details: dict[str, str], said: str
) -> None:
    before = everything(workbook)
    (result,) = take(workbook, save("来表.xlsx", "alpha", MARCH, details, fibre_homes=12), accept=True, note="试")
    assert result.line == f"未导入：来表.xlsx：{said}"
    assert everything(workbook) == before


def test_an_example_workbook_takes_example_forms(workbook: Workbook, save: Save) -> None:
    alter(workbook, workbook.store.one(Desk), example=True)
    path = save("示例.xlsx", "alpha", MARCH, fibre_homes=12000)
    assert outcomes(take(workbook, path)) == [TAKEN]


def test_a_month_outside_the_plan(workbook: Workbook, save: Save) -> None:
    (result,) = take(workbook, save("七月.xlsx", "alpha", JULY, fibre_homes=12000))
    assert result.line == "未导入：七月.xlsx：2024年7月不在方案的报送期（2024年3月至2024年6月）内。请核对报送期。"


def test_an_element_that_the_unit_no_longer_reports_must_be_empty(workbook: Workbook, save: Save) -> None:
    full = save("全.xlsx", "alpha", MARCH, fibre_homes=12000, speed_complaints=7)
    part = save("半.xlsx", "alpha", MARCH, fibre_homes=12000)
    unit, element = named(workbook, Unit, "alpha"), named(workbook, DataElement, "speed_complaints")
    (reporter,) = (
        each for each in workbook.store.records(Reporter) if (each.unit_id, each.element_id) == (unit.id, element.id)
    )
    alter(workbook, reporter, active=False)
    results = take(workbook, full, part)
    assert outcomes(results) == [REFUSED, TAKEN]
    assert "甲信不报送“网速投诉数”" in results[0].line


def test_files_that_are_no_forms_are_refused_beside_the_good_ones(
    workbook: Workbook, save: Save, tmp_path: Path
) -> None:
    text = tmp_path / "说明.xlsx"
    text.write_text("甲信 12400", "utf-8")
    folder = tmp_path / "文件夹"
    folder.mkdir()
    good, bad = save("好.xlsx", "alpha", MARCH, fibre_homes=12000), save("差.xlsx", "beta", MARCH, fibre_homes="多")
    results = take(workbook, text, folder, tmp_path / "没有.xlsx", good, bad)
    assert outcomes(results) == [REFUSED, REFUSED, REFUSED, TAKEN, REFUSED]
    assert ["不是 .xlsx 表格" in results[0].line, "是文件夹" in results[1].line, "找不到文件" in results[2].line]
    assert [(each.unit_id, each.month) for each in workbook.store.submissions()] == [
        (named(workbook, Unit, "alpha").id, MARCH)
    ]
    assert workbook.contents.all() == [sha256(good.read_bytes()).hexdigest()]


def test_nothing_taken_is_no_change(workbook: Workbook, tmp_path: Path) -> None:
    before = everything(workbook)
    assert outcomes(take(workbook, tmp_path / "没有.xlsx")) == [REFUSED]
    assert take(workbook) == []
    assert (everything(workbook), workbook.history.undo_label) == (before, None)


def test_a_locked_period_wants_a_note(workbook: Workbook, save: Save) -> None:
    take(workbook, save("一.xlsx", "alpha", MARCH, fibre_homes=12000))
    lock_period(workbook.store, workbook.history, MARCH, "已上报", TODAY)
    second = save("二.xlsx", "alpha", MARCH, fibre_homes=12100)
    before = everything(workbook)
    (result,) = take(workbook, second, accept=True, note="  ")
    assert result.line == ("未导入：二.xlsx：甲信 2024年3月：2024年3月已锁定。确需更正的，请写明更正原因后重新导入。")
    assert everything(workbook) == before
    other = save("四月.xlsx", "alpha", APRIL, fibre_homes=12200)
    assert outcomes(take(workbook, second, other, note="甲信来函更正")) == [TAKEN, TAKEN]
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12100}
    assert [each.note for each in workbook.store.submissions(MARCH)] == ["", "甲信来函更正"]
    assert ChangeLog(workbook.database).entries(limit=1)[0].reason == "甲信来函更正"
    workbook.history.undo()
    assert figures_of(workbook, "alpha", MARCH) == {"fibre_homes": 12000}


def test_an_unlocked_period_wants_none(workbook: Workbook, save: Save) -> None:
    lock_period(workbook.store, workbook.history, MARCH, "已上报", TODAY)
    unlock_period(workbook.store, workbook.history, MARCH, "补报")
    assert outcomes(take(workbook, save("一.xlsx", "alpha", MARCH, fibre_homes=12000), note="补报")) == [TAKEN]
    assert ChangeLog(workbook.database).entries(limit=1)[0].reason == ""


def test_a_watched_import_says_how_far_it_is_and_can_be_stopped(workbook: Workbook, save: Save) -> None:
    paths = [save("一.xlsx", "alpha", MARCH, fibre_homes=12000), save("二.xlsx", "beta", JUNE, fibre_homes=900)]
    said: list[tuple[int, int, str]] = []

    def report(done: int, total: int, doing: str) -> None:
        said.append((done, total, doing))
        if done == 1:
            raise Stopped

    before = everything(workbook)
    with pytest.raises(Stopped):
        import_forms(workbook, paths, warnings_accepted=False, note="", today=TODAY, report=report)
    assert said == [(0, 2, "读取 一.xlsx"), (1, 2, "读取 二.xlsx")]
    assert everything(workbook) == before

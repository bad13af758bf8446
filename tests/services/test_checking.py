"""全面核对: a workbook's file and every counted figure in it, held against the rules again."""

from __future__ import annotations

from gigadesk.domain.indicators import DataElement
from gigadesk.domain.submissions import Figure
from gigadesk.domain.units import Unit
from gigadesk.services.basis import Basis
from gigadesk.services.checking import FigureChecks, check_workbook
from gigadesk.services.workbook import Workbook
from tests.builders import a_baseline_figure
from tests.services.offices import APRIL, MARCH, MAY, alter, named, put, report


def test_an_empty_workbook_is_sound(workbook: Workbook) -> None:
    checked = check_workbook(workbook)
    assert checked.sound
    assert checked.lines == ["台账文件完好。", "数据核对：必须改正 0 条，请确认 0 条，提示 0 条。"]


def test_findings_name_unit_and_period_in_the_plans_order(workbook: Workbook) -> None:
    report(workbook, "beta", MARCH, {"fibre_homes": 900})
    report(workbook, "beta", MAY, {"fibre_homes": 800})
    report(workbook, "alpha", MARCH, {"fibre_homes": 500})
    report(workbook, "alpha", APRIL, {"fibre_homes": 500})
    report(workbook, "alpha", MAY, {"fibre_homes": 501})
    checked = check_workbook(workbook)
    assert checked.sound
    assert checked.lines == [
        "台账文件完好。",
        "提示：甲信 2024年4月 光纤到户数 500 与2024年3月的 500 相同。",
        "请确认：乙讯 2024年5月 光纤到户数 800 小于2024年3月的 900，累计数减少。",
        "数据核对：必须改正 0 条，请确认 1 条，提示 1 条。",
    ]


def test_the_first_figures_are_held_against_the_baseline(workbook: Workbook) -> None:
    alpha, homes = named(workbook, Unit, "alpha"), named(workbook, DataElement, "fibre_homes")
    put(workbook, a_baseline_figure(unit_id=alpha.id, element_id=homes.id, value=600))
    report(workbook, "alpha", APRIL, {"fibre_homes": 500})
    assert "甲信 2024年4月 光纤到户数 500 小于2024年2月的 600，累计数减少。" in check_workbook(workbook).lines[1]


def test_a_figure_that_should_never_have_been_accepted(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": -1})
    checked = check_workbook(workbook)
    assert not checked.sound
    assert checked.lines[1:] == [
        "必须改正：甲信 2024年3月 光纤到户数 -1 为负数。",
        "数据核对：必须改正 1 条，请确认 0 条，提示 0 条。",
    ]


def test_replaced_figures_are_not_looked_at(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": -1})
    (figure,) = workbook.store.figures()
    after = alter(workbook, figure, counted=False)
    assert isinstance(after, Figure)
    assert check_workbook(workbook).sound


def test_the_same_is_found_as_on_import(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": 500, "speed_complaints": 0})
    basis = Basis.read(workbook.store)
    (placed,) = FigureChecks(workbook.store, basis).of_workbook()
    assert (placed.unit.code, placed.month) == ("alpha", MARCH)
    assert placed.finding.message.startswith("网速投诉数为 0，此前没有报送过数据")


def test_a_damaged_file_is_said_and_its_figures_are_left_alone(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": -1})
    workbook.database.driver.execute("UPDATE change_log SET label = '别的' WHERE id = 1")
    checked = check_workbook(workbook)
    assert not checked.sound
    assert checked.findings == ()
    assert checked.lines[0].startswith("文件损坏：")
    assert checked.lines[-1] == "文件已损坏，没有核对数据。请用最近的备份恢复。"

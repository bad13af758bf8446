"""发放报送表: a form for each unit that reports, with last month's figures, over nothing that is there."""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import DataElement, Reporter
from gigadesk.domain.months import Month
from gigadesk.domain.plan import Desk
from gigadesk.domain.units import Unit
from gigadesk.services.basis import Basis
from gigadesk.services.forms_out import form_content, units_to_send, write_forms
from gigadesk.services.workbook import Workbook
from tests import builders
from tests.services.offices import APRIL, MARCH, MAY, alter, named, put, report


def forms(workbook: Workbook, folder: Path, month: Month = MARCH, name: str | None = None) -> list[Path]:
    return write_forms(workbook.store, Basis.read(workbook.store), month, folder, name)


def last_months(workbook: Workbook, unit: str, month: Month) -> dict[str, Decimal | None]:
    content = form_content(workbook.store, Basis.read(workbook.store), named(workbook, Unit, unit), month)
    return {row.code: row.last_month for row in content.rows}


def test_every_unit_that_reports_gets_one(workbook: Workbook, tmp_path: Path) -> None:
    folder = tmp_path / "三月" / "报送表"
    paths = forms(workbook, folder)
    assert paths == [folder / "报送表_2024年3月_甲信.xlsx", folder / "报送表_2024年3月_乙讯.xlsx"]
    sheet = load_workbook(paths[0])["报送表"]
    assert [sheet[f"A{row}"].value for row in (6, 7)] == ["光纤到户数", "网速投诉数"]
    assert "甲信通信海麓分公司" in sheet["A3"].value
    assert "2024年3月" in sheet["D3"].value


def test_nothing_is_overwritten(workbook: Workbook, tmp_path: Path) -> None:
    first = forms(workbook, tmp_path, name="甲信")[0]
    first.write_bytes(b"filled")
    assert forms(workbook, tmp_path, name="甲信") == [tmp_path / "报送表_2024年3月_甲信（2）.xlsx"]
    assert forms(workbook, tmp_path, name="甲信") == [tmp_path / "报送表_2024年3月_甲信（3）.xlsx"]
    assert first.read_bytes() == b"filled"


@pytest.mark.parametrize("name", ["乙讯", "乙讯通信海麓分公司"])
def test_a_unit_is_meant_by_any_of_its_names(workbook: Workbook, name: str) -> None:
    assert [unit.code for unit in units_to_send(Basis.read(workbook.store), name)] == ["beta"]


@pytest.mark.parametrize("name", ["丙通", "县统计局", ""])
def test_a_name_of_no_reporting_unit_is_refused(workbook: Workbook, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "不会建"
    with pytest.raises(Trouble, match=f"没有名为“{name}”的报送单位。报送数据的单位有：甲信、乙讯。"):
        forms(workbook, folder, name=name)
    assert not folder.exists()


def test_last_months_figures_are_those_of_the_month_before(workbook: Workbook) -> None:
    assert last_months(workbook, "alpha", MARCH) == {"fibre_homes": None, "speed_complaints": None}
    homes = named(workbook, DataElement, "fibre_homes").id
    put(workbook, builders.a_baseline_figure(element_id=homes, unit_id=named(workbook, Unit, "alpha").id, value=900))
    assert last_months(workbook, "alpha", MARCH)["fibre_homes"] == 900
    assert last_months(workbook, "alpha", APRIL)["fibre_homes"] is None
    report(workbook, "alpha", MARCH, {"fibre_homes": 1000, "speed_complaints": 4})
    assert last_months(workbook, "alpha", APRIL) == {"fibre_homes": 1000, "speed_complaints": 4}
    assert last_months(workbook, "alpha", MAY) == {"fibre_homes": None, "speed_complaints": None}
    assert last_months(workbook, "beta", APRIL)["fibre_homes"] is None


def test_an_inactive_reporter_is_not_asked(workbook: Workbook) -> None:
    beta = named(workbook, Unit, "beta").id
    for reporter in [each for each in workbook.store.records(Reporter) if each.unit_id == beta]:
        alter(workbook, reporter, active=False)
    assert [unit.code for unit in units_to_send(Basis.read(workbook.store), None)] == ["alpha"]


def test_the_forms_of_an_example_are_marked(workbook: Workbook, tmp_path: Path) -> None:
    alter(workbook, workbook.store.one(Desk), example=True)
    (path,) = forms(workbook, tmp_path, name="甲信")
    assert load_workbook(path)["报送表"]["F2"].value == "示例数据"


def test_a_folder_that_cannot_be_made_is_named(workbook: Workbook, tmp_path: Path) -> None:
    taken = tmp_path / "文件"
    taken.write_text("已有内容", "utf-8")
    for folder in (taken, taken / "里面"):
        with pytest.raises(Trouble, match="无法建立文件夹") as refused:
            forms(workbook, folder)
        assert not any(letter.isascii() and letter.isalpha() for letter in str(refused.value).replace(str(folder), ""))
    assert taken.read_text("utf-8") == "已有内容"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other longest paths")
def test_when_one_cannot_be_written_none_is_left(workbook: Workbook, tmp_path: Path) -> None:
    alter(workbook, named(workbook, Unit, "beta"), short_name="乙" * 60)
    folder = tmp_path
    while (left := 4095 - len(os.fsencode(folder)) - 100) > 2:  # room for the first name and not for the second
        folder /= "x" * min(left, 200)
    with pytest.raises(Trouble, match="无法保存"):
        forms(workbook, folder)
    assert list(folder.iterdir()) == []
    assert len(forms(workbook, folder, name="甲信")) == 1

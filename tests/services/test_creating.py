"""新建台账: made whole from a plan, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import Desk, Plan
from gigadesk.domain.tasks import Task
from gigadesk.exchange.plan_file import PlanError
from gigadesk.services.creating import new_workbook
from gigadesk.services.workbook import Workbook
from gigadesk.storage.change_log import ChangeLog
from tests.services.offices import NOON, PLAN, a_workbook, at_noon


def test_a_new_workbook_holds_the_plan_and_nothing_else(path: Path) -> None:
    with a_workbook(path) as workbook:
        assert workbook.store.one(Plan).title == "海麓县光网提速行动方案"
        assert len(workbook.store.records(Task)) == 3
        desk = workbook.store.one(Desk)
        assert (desk.clerk, desk.as_of, desk.example) == ("", None, False)
        assert workbook.store.latest_month() is None
        assert workbook.history.remembered == ()
        entries = ChangeLog(workbook.database).entries(limit=1)
        assert [(entry.label, entry.at) for entry in entries] == [("新建台账", NOON)]
    assert list(path.parent.iterdir()) == [path]


def test_two_workbooks_are_told_apart(tmp_path: Path) -> None:
    found = set()
    for name in ("甲.gigadesk", "乙.gigadesk"):
        with a_workbook(tmp_path / name) as workbook:
            found.add(workbook.store.one(Desk).uid)
    assert len(found) == 2


@pytest.mark.parametrize(
    "plan",
    [
        PLAN.replace('code = "hailu-2024"', 'code = "海麓"'),
        PLAN.replace("特此函告。", "{{ nothing }}"),
        PLAN.replace("特此函告。", "{% if %}"),
        PLAN[: len(PLAN) // 2],
        "",
    ],
)
def test_a_bad_plan_leaves_no_file(path: Path, plan: str) -> None:
    with pytest.raises(PlanError, match="方案文件有"), new_workbook(path, plan, at_noon):
        pass
    assert list(path.parent.iterdir()) == []


def test_the_line_of_a_bad_sentence_is_named(path: Path) -> None:
    plan = PLAN.replace("特此函告。", "{{ nothing }}")
    line = plan[: plan.index("{{ nothing }}")].count("\n") + 1
    with pytest.raises(PlanError, match=rf"第 ?{line} ?行.*“closing”.*“nothing”"), new_workbook(path, plan, at_noon):
        pass


def test_an_existing_file_is_left_as_it_is(path: Path) -> None:
    path.write_text("别的东西", "utf-8")
    with pytest.raises(Trouble, match="已经存在，没有覆盖"), a_workbook(path):
        pass
    assert path.read_text("utf-8") == "别的东西"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(Trouble, match="没有的文件夹”不存在"),
        a_workbook(tmp_path / "没有的文件夹" / "台账.gigadesk"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def fail(_workbook: Workbook) -> None:
    raise Trouble("填不进去。")


def test_a_workbook_that_could_not_be_filled_is_not_left_behind(path: Path) -> None:
    with pytest.raises(Trouble, match="填不进去"), a_workbook(path) as workbook:
        fail(workbook)
    assert list(path.parent.iterdir()) == []

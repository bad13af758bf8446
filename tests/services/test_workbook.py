"""台账: opened by one at a time, and closed so that it is one file without anything stray in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import Plan
from gigadesk.domain.units import Unit
from gigadesk.services.workbook import open_workbook
from tests.builders import a_submission
from tests.services.offices import MARCH, a_workbook, at_noon, named, put


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    with a_workbook(path):
        pass
    with open_workbook(path, at_noon) as workbook:
        put(workbook, a_submission(unit_id=named(workbook, Unit, "alpha").id, month=MARCH))
    with open_workbook(path, at_noon) as workbook:
        assert [each.month for each in workbook.store.submissions()] == [MARCH]
        assert workbook.history.undo_label is None


def test_an_error_while_working_leaves_the_workbook(path: Path) -> None:
    with a_workbook(path):
        pass
    with pytest.raises(Trouble, match="做不下去"), open_workbook(path, at_noon):
        raise Trouble("做不下去。")
    with open_workbook(path, at_noon) as workbook:
        assert workbook.store.one(Plan).code == "hailu-2024"


def test_a_workbook_is_open_once_at_a_time(path: Path) -> None:
    with a_workbook(path), pytest.raises(Trouble, match="正在另一个窗口或程序中使用"), open_workbook(path, at_noon):
        pass


def test_contents_that_nothing_names_are_gone_after_closing(path: Path) -> None:
    with a_workbook(path) as workbook:
        unit = named(workbook, Unit, "alpha").id
    with open_workbook(path, at_noon) as workbook:
        kept, stray = workbook.contents.put(BytesIO(b"kept")), workbook.contents.put(BytesIO(b"stray"))
    with open_workbook(path, at_noon) as workbook:
        assert sorted(workbook.contents.all()) == sorted([kept, stray]), "nothing was changed: nothing to sweep"
        put(workbook, a_submission(unit_id=unit, month=MARCH, source=kept))
    with open_workbook(path, at_noon) as workbook:
        assert workbook.contents.all() == [kept]

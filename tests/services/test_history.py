"""撤销与重做: what was done is taken back and done again, within limits, and never past a barrier."""

from __future__ import annotations

import pytest

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import ClerkParagraph, Desk
from gigadesk.services import history
from gigadesk.services.history import UndoHistory
from gigadesk.services.workbook import Workbook
from gigadesk.storage.change_log import ChangeLog
from tests.builders import a_clerk_paragraph
from tests.services.offices import NOON, alter, at_noon


def paragraph(number: int, text: str = "一") -> ClerkParagraph:
    return a_clerk_paragraph(id=10_000 + number, text=text)


def texts(workbook: Workbook) -> list[str]:
    return [each.text for each in workbook.store.records(ClerkParagraph)]


def labels(workbook: Workbook) -> list[str]:
    return [change.label for change in workbook.history.remembered]


def write(workbook: Workbook, *texts: str, barrier: bool = False) -> None:
    first = 10_000 + len(workbook.store.records(ClerkParagraph))
    records = [a_clerk_paragraph(id=first + place, text=text) for place, text in enumerate(texts)]
    workbook.history.do(Change(f"写“{texts[0]}”", adding(records), barrier=barrier))


def test_a_new_workbook_has_nothing_to_undo(workbook: Workbook) -> None:
    assert (workbook.history.undo_label, workbook.history.redo_label, workbook.history.remembered) == (None, None, ())


def test_undo_and_redo_name_what_they_would_do(workbook: Workbook) -> None:
    kept = workbook.history
    write(workbook, "一")
    write(workbook, "二")
    assert (kept.undo_label, kept.redo_label) == ("写“二”", None)
    kept.undo()
    assert (texts(workbook), kept.undo_label, kept.redo_label) == (["一"], "写“一”", "写“二”")
    kept.undo()
    assert (texts(workbook), kept.undo_label) == ([], None)
    kept.redo()
    kept.redo()
    assert (texts(workbook), kept.undo_label, kept.redo_label) == (["一", "二"], "写“二”", None)


def test_something_new_ends_redoing(workbook: Workbook) -> None:
    write(workbook, "一")
    workbook.history.undo()
    write(workbook, "二")
    assert (workbook.history.redo_label, texts(workbook)) == (None, ["二"])


def test_nothing_is_taken_back_past_a_barrier(workbook: Workbook) -> None:
    write(workbook, "一")
    write(workbook, "二")
    workbook.history.undo()
    write(workbook, "三", barrier=True)
    assert workbook.history.remembered == ()
    assert texts(workbook) == ["一", "三"]


def test_the_last_changes_are_remembered(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "CHANGE_LIMIT", 20)
    for number in range(23):
        write(workbook, str(number))
    assert len(workbook.history.remembered) == 20
    for _ in range(20):
        workbook.history.undo()
    assert (texts(workbook), workbook.history.undo_label) == (["0", "1", "2"], None)


def test_fewer_are_remembered_when_they_are_large(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "STEP_LIMIT", 20)
    write(workbook, "小")
    write(workbook, *(["大一"] * 10))
    write(workbook, *(["大二"] * 10))
    assert labels(workbook) == ["写“大一”", "写“大二”"]
    write(workbook, "小二")
    assert labels(workbook) == ["写“大二”", "写“小二”"]


def test_the_last_change_can_be_undone_however_large(workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "STEP_LIMIT", 20)
    write(workbook, "小")
    write(workbook, *(["极大"] * 21))
    assert labels(workbook) == ["写“极大”"]
    workbook.history.undo()
    assert texts(workbook) == ["小"]


def test_the_limits_are_those_that_were_agreed() -> None:
    assert (history.CHANGE_LIMIT, history.STEP_LIMIT) == (200, 50_000)


def test_a_refused_change_alters_nothing_and_forgets_nothing(workbook: Workbook) -> None:
    write(workbook, "一")
    write(workbook, "二")
    workbook.history.undo()
    stale = Step(paragraph(0, "别的"), paragraph(0, "新的"))
    with pytest.raises(Trouble):
        workbook.history.do(Change("过时的修改", (stale, *adding([paragraph(9)]))))
    assert (texts(workbook), workbook.history.undo_label, workbook.history.redo_label) == (["一"], "写“一”", "写“二”")
    workbook.history.redo()
    workbook.history.undo()
    workbook.history.undo()
    assert texts(workbook) == []


def test_a_refused_undo_stays_to_be_undone(workbook: Workbook) -> None:
    write(workbook, "一")
    (kept,) = workbook.store.records(ClerkParagraph)
    around = Change("绕过撤销记录", (Step(kept, paragraph(0, "改")),))
    workbook.store.apply(around, who="李四", at=at_noon())
    with pytest.raises(Trouble):
        workbook.history.undo()
    assert (texts(workbook), workbook.history.undo_label, workbook.history.redo_label) == (["改"], "写“一”", None)
    workbook.store.apply(around.reversed(), who="李四", at=at_noon())
    workbook.history.undo()
    assert texts(workbook) == []


def test_a_page_is_told_of_everything_that_was_written(workbook: Workbook) -> None:
    told: list[Change] = []
    kept = UndoHistory(workbook.store, at_noon, told.append)
    change = Change("写", adding([paragraph(1)]))
    kept.do(change)
    kept.undo()
    kept.redo()
    assert told == [change, change.reversed(), change]
    with pytest.raises(Trouble):
        kept.do(change)
    assert len(told) == 3


def test_the_change_log_names_the_clerk_and_the_time(workbook: Workbook) -> None:
    write(workbook, "一")
    alter(workbook, workbook.store.one(Desk), clerk="李四")
    write(workbook, "二")
    workbook.history.undo()
    entries = ChangeLog(workbook.database).entries(limit=4)
    assert [(entry.label, entry.who) for entry in reversed(entries)] == [
        ("写“一”", ""),
        ("修改", "李四"),
        ("写“二”", "李四"),
        ("写“二”", "李四"),
    ]
    assert {entry.at for entry in entries} == {NOON}

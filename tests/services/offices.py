"""An office at work, for tests: a workbook of the small plan, the forms its units send back, what it has on file.

The small plan runs from March to June 2024. 甲信 (alpha) and 乙讯 (beta) report 光纤到户数 (fibre_homes), which is
summed; 甲信 is the one source of 网速投诉数 (speed_complaints), 乙讯 gives its own for reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.indicators import DataElement
from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Answer, Figure, Submission
from gigadesk.domain.units import Unit
from gigadesk.exchange.submission_form import DETAILS_SHEET, FORM_SHEET
from gigadesk.exchange.submission_form_writing import write_form
from gigadesk.services.basis import Basis
from gigadesk.services.creating import new_workbook
from gigadesk.services.forms_out import form_content
from gigadesk.services.workbook import Workbook
from tests import builders

R = TypeVar("R", bound=Record)

PLAN = (Path(__file__).parents[1] / "plans" / "small.toml").read_text("utf-8")
FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY = (Month(2024, number) for number in range(2, 8))
TODAY = date(2024, 4, 12)
NOON = datetime(2024, 4, 12, 12, 0, 0)


def at_noon() -> datetime:
    """A clock that stands still."""
    return NOON


@contextmanager
def a_workbook(path: Path, plan: str = PLAN) -> Iterator[Workbook]:
    """A new workbook, open."""
    with new_workbook(path, plan, at_noon) as workbook:
        yield workbook


def named(workbook: Workbook, kind: type[R], code: str) -> R:
    """The record of a kind with that code."""
    return next(each for each in workbook.store.records(kind) if getattr(each, "code", None) == code)


def put(workbook: Workbook, *records: R) -> list[R]:
    """Put records on file under ids of their own."""
    ids = workbook.store.next_ids(len(records))
    numbered = [replace(record, id=each) for each, record in zip(ids, records, strict=True)]
    workbook.history.do(Change("登记", adding(numbered)))
    return numbered


def alter(workbook: Workbook, record: R, **differences: Any) -> R:
    """Alter a record on file."""
    after = replace(record, **differences)
    workbook.history.do(Change("修改", (Step(record, after),)))
    return after


def report(
    workbook: Workbook, unit: str, month: Month, figures: Mapping[str, int], answer: Answer = Answer.FIGURES
) -> Submission:
    """Put an accepted submission on file, its figures as stored integers by the elements' codes."""
    unit_id = named(workbook, Unit, unit).id
    (submission,) = put(
        workbook, builders.a_submission(unit_id=unit_id, month=month, answer=answer, received_on=TODAY, source=unit)
    )
    put(
        workbook,
        *(
            builders.a_figure(
                submission_id=submission.id,
                unit_id=unit_id,
                month=month,
                element_id=named(workbook, DataElement, code).id,
                value=value,
            )
            for code, value in figures.items()
        ),
    )
    return submission


def set_base(workbook: Workbook, code: str, value: int, valid_from: Month = MARCH) -> None:
    """Put a base figure on file, as a stored integer."""
    element = named(workbook, DataElement, code)
    put(workbook, builders.a_base_figure(element_id=element.id, value=value, valid_from=valid_from))


def a_form(workbook: Workbook, unit: str, month: Month, typed: Mapping[str, Any], **details: Any) -> bytes:
    """The form of a unit as it comes back, with what was typed by the elements' codes.

    `details` are cells of its hidden sheet that somebody changed (B5="gamma").
    """
    basis = Basis.read(workbook.store)
    content = form_content(workbook.store, basis, named(workbook, Unit, unit), month)
    book = load_workbook(BytesIO(write_form(content)))
    sheet = book[FORM_SHEET]
    for number, row in enumerate(content.rows, 6):
        if row.code in typed:
            sheet[f"E{number}"] = typed[row.code]
    foot = 6 + len(content.rows)
    sheet[f"B{foot}"], sheet[f"E{foot}"] = "孙七", "0991-1234567"
    for place, value in details.items():
        book[DETAILS_SHEET][place] = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def figures_of(workbook: Workbook, unit: str, month: Month) -> dict[str, int]:
    """The counted figures of a unit's period by the elements' codes."""
    basis = Basis.read(workbook.store)
    found: list[Figure] = workbook.store.figures([month], unit_id=named(workbook, Unit, unit).id)
    return {basis.elements[figure.element_id].code: figure.value for figure in found}

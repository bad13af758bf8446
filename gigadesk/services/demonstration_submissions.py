"""示例报送: reads the submissions of an example file, and which of their figures count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.domain.reporting_duty import form_elements
from gigadesk.domain.submissions import Answer, Figure, Submission, SubmissionState
from gigadesk.exchange.plan_table import Table
from gigadesk.services.demonstration_records import read_figures
from gigadesk.services.demonstration_references import References


def submission_records(root: Table, references: References) -> Iterator[Record]:
    """报送和数据 of all units, period by period.

    Figures count in the newest accepted revision. 零报告 is written as zeros, 无变化 as the unit's last counted
    figures, 不适用 as no figures.
    """
    tables = root.tables("submissions", optional=True)
    read = {submission: table for table in tables for submission in [_submission(table, references)]}
    newest = _newest_accepted(read)
    last: dict[int, dict[int, int]] = {}
    for submission in sorted(read, key=attrgetter("month", "revision")):
        table = read[submission]
        values = _values(submission, table, references, last.get(submission.unit_id, {}))
        remarks = table.table("remarks") if "remarks" in table else None
        counted = submission.id in newest
        yield submission
        for element_id, value in values.items():
            code = references.basis.elements[element_id].code
            yield Figure(
                id=next(references.ids),
                submission_id=submission.id,
                unit_id=submission.unit_id,
                month=submission.month,
                element_id=element_id,
                value=value,
                counted=counted,
                cell="",
                remark="" if remarks is None else remarks.text(code, optional=True),
            )
        if counted:
            last.setdefault(submission.unit_id, {}).update(values)
        table.close()


def _submission(table: Table, references: References) -> Submission:
    return Submission(
        id=next(references.ids),
        unit_id=references.unit(table).id,
        month=references.month(table),
        revision=table.integer("revision", 1, 99),
        state=table.choice("state", SubmissionState),
        answer=table.choice("answer", Answer),
        received_on=references.day(table, "received_on"),
        source="",
        source_name="",
        filled_by=table.text("filled_by"),
        telephone=table.text("telephone"),
        note=table.text("note", optional=True),
        reason=table.text("reason", optional=True),
    )


def _newest_accepted(submissions: Iterable[Submission]) -> set[int]:
    """The id of each unit's and period's newest accepted submission."""
    newest: dict[tuple[int, Month], Submission] = {}
    for each in sorted(submissions, key=attrgetter("revision")):
        if each.state is SubmissionState.ACCEPTED:
            newest[each.unit_id, each.month] = each
    return {each.id for each in newest.values()}


def _values(submission: Submission, table: Table, references: References, last: dict[int, int]) -> dict[int, int]:
    """数据 of a submission by element id, in stored integers."""
    basis = references.basis
    if submission.answer is Answer.FIGURES:
        return dict(read_figures(table.table("figures"), references))
    if submission.answer is Answer.ZERO:
        own = form_elements(submission.unit_id, basis.elements.values(), basis.reporters)
        return {element.id: 0 for element in own}
    return dict(last) if submission.answer is Answer.UNCHANGED else {}

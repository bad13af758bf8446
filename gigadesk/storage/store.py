"""Store: answers questions about what is on file, and applies Changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, tuple_

from gigadesk.domain.changes import Change
from gigadesk.domain.indicators import Reporter, ReporterRole
from gigadesk.domain.months import Month
from gigadesk.domain.records import Record
from gigadesk.domain.submissions import Answer, Figure, Submission, SubmissionState
from gigadesk.domain.tasks import Progress
from gigadesk.storage import applying, change_log, counters
from gigadesk.storage.converter import month_number, month_of
from gigadesk.storage.database import Database
from gigadesk.storage.tables import table_of

R = TypeVar("R", bound=Record)

_LARGE = (Figure, Submission, Progress)


@dataclass(frozen=True, slots=True)
class FigureSum:
    """合计: the sum of the stored integers, and how many figures are in it."""

    total: int
    count: int


class Store:
    """What is on file: questions, and Changes applied whole or not at all.

    It belongs to the thread that opened the workbook and raises RuntimeError in any other.
    """

    def __init__(self, database: Database) -> None:
        """Ask and change an open workbook."""
        self._database = database
        self._figure = table_of(Figure).table
        self._submission = table_of(Submission).table

    def records(self, kind: type[R]) -> list[R]:
        """All records of a small kind, by `order` where they have one, then by id.

        Figures, submissions and progress are refused: they can be many and have questions of their own.
        """
        if issubclass(kind, _LARGE):
            raise TypeError(f"{kind.__name__} is a large kind: ask for a part of it")
        table = table_of(kind).table
        order = [table.c[name] for name in ("order", "id") if name in table.c]
        return self._records(kind, select(table).order_by(*order))

    def record(self, kind: type[R], record_id: int) -> R | None:
        """The record with that id, or None."""
        table = table_of(kind).table
        found = self._records(kind, select(table).where(table.c.id == record_id))
        return found[0] if found else None

    def one(self, kind: type[R]) -> R:
        """The only record of a kind that a workbook holds once, such as Plan, Desk and ReportForm.

        Raises LookupError where there is none yet, or more than one.
        """
        found = self.records(kind)
        if len(found) != 1:
            raise LookupError(f"{len(found)} records of {kind.__name__}")
        return found[0]

    def figures(
        self, months: Iterable[Month] | None = None, *, unit_id: int | None = None, counted_only: bool = True
    ) -> list[Figure]:
        """数据 of some periods or all, of one unit or all, by id; with the replaced ones unless `counted_only`."""
        figure = self._figure.c
        where: list[ColumnElement[bool]] = []
        if months is not None:
            where.append(figure.month.in_([month_number(month) for month in months]))
        if unit_id is not None:
            where.append(figure.unit_id == unit_id)
        if counted_only:
            whole = months is None and unit_id is None
            where.append(figure.counted != 0 if whole else figure.counted == 1)  # != keeps to the order by id
        return self._records(Figure, select(self._figure).where(*where).order_by(figure.id))

    def figures_of(self, submission_id: int) -> list[Figure]:
        """数据 of one revision, by id."""
        figure = self._figure.c
        query = select(self._figure).where(figure.submission_id == submission_id)
        return self._records(Figure, query.order_by(figure.id))

    def sums(self) -> dict[tuple[Month, int], FigureSum]:
        """合计 of every period and data element: the counted figures of its active summed reporters."""
        figure = self._figure.c
        query = (
            select(figure.month, figure.element_id, func.sum(figure.value), func.count())
            .where(figure.counted == 1, self._reported_as(ReporterRole.SUMMED))
            .group_by(figure.month, figure.element_id)
        )
        return {
            (month_of(month), element_id): FigureSum(int(total), count)
            for month, element_id, total, count in self._rows(query)
        }

    def source_figures(self) -> list[Figure]:
        """统一口径数据: the counted figures of active source reporters, by id."""
        figure = self._figure.c
        query = select(self._figure).where(figure.counted == 1, self._reported_as(ReporterRole.SOURCE))
        return self._records(Figure, query.order_by(figure.id))

    def excused(self) -> set[tuple[Month, int]]:
        """不适用: the periods and units whose newest accepted submission says so."""
        submission, later = self._submission.c, self._submission.alias("later")
        replaced = exists().where(
            later.c.unit_id == submission.unit_id,
            later.c.month == submission.month,
            later.c.revision > submission.revision,
            later.c.state == SubmissionState.ACCEPTED.value,
        )
        query = select(submission.month, submission.unit_id).where(
            submission.answer == Answer.NOT_APPLICABLE.value,
            submission.state == SubmissionState.ACCEPTED.value,
            ~replaced,
        )
        return {(month_of(month), unit_id) for month, unit_id in self._rows(query)}

    def latest_month(self) -> Month | None:
        """最新一期: the newest month with a counted figure."""
        figure = self._figure.c
        ((newest,),) = self._rows(select(func.max(figure.month)).where(figure.counted == 1))
        return None if newest is None else month_of(newest)

    def last_figures(self, unit_id: int, before: Month) -> dict[int, Figure]:
        """前次数据 of a unit: for each data element the newest counted figure of an earlier month."""
        figure = self._figure.c
        query = select(self._figure).where(figure.unit_id == unit_id, figure.counted == 1)
        found = self._records(Figure, query.order_by(figure.month, figure.id))
        return {each.element_id: each for each in found if each.month < before}

    def last_counted_months(self, before_or_in: Month) -> dict[tuple[int, int], Month]:
        """最近报送月: for each unit and data element the newest month, up to that one, with a counted figure."""
        figure = self._figure.c
        until = case((figure.month <= month_number(before_or_in), figure.month))  # in `where` it would cost a sort
        query = (
            select(figure.unit_id, figure.element_id, func.max(until))
            .where(figure.counted == 1)
            .group_by(figure.unit_id, figure.element_id)
        )
        return {
            (unit_id, element_id): month_of(month)
            for unit_id, element_id, month in self._rows(query)
            if month is not None
        }

    def submissions(self, month: Month | None = None, unit_id: int | None = None) -> list[Submission]:
        """报送 of a period or all, of one unit or all; by period, unit and revision."""
        submission = self._submission.c
        query = select(self._submission)
        if month is not None:
            query = query.where(submission.month == month_number(month))
        if unit_id is not None:
            query = query.where(submission.unit_id == unit_id)
        order = (submission.month, submission.unit_id, submission.revision, submission.id)
        return self._records(Submission, query.order_by(*order))

    def submission_of_source(self, sha256: str) -> Submission | None:
        """已导入: the newest submission that came as this very file."""
        submission = self._submission.c
        query = select(self._submission).where(submission.source == sha256).order_by(submission.id.desc()).limit(1)
        found = self._records(Submission, query)
        return found[0] if found else None

    def progress(self, until: Month | None = None, task_id: int | None = None) -> list[Progress]:
        """进展 up to a period or all, of one task or all; by period and id."""
        table = table_of(Progress).table
        query = select(table)
        if until is not None:
            query = query.where(table.c.month <= month_number(until))
        if task_id is not None:
            query = query.where(table.c.task_id == task_id)
        return self._records(Progress, query.order_by(table.c.month, table.c.id))

    def next_ids(self, count: int) -> range:
        """新编号: ids for so many new records, never given again, whatever becomes of them."""
        with self._database.begin() as connection:
            return counters.take(connection, "record", count)

    def apply(self, change: Change, *, who: str, at: datetime) -> None:
        """写入 a Change with its lines in the change log, or nothing of it.

        `who` is the 经办人, `at` the civil time. Several steps for one record are taken in their order: each must
        begin with what the one before it left. Raises Trouble where a record is not on file as the Change found it,
        where figures of a locked period would change without a reason, where something would point to nothing, and
        where the file cannot be written.
        """
        with self._database.begin() as connection:
            applying.write(connection, change)
            change_log.append(connection, change, who=who, at=at)

    def _records(self, kind: type[R], query: Select[Any]) -> list[R]:
        with self._database.begin() as connection:
            return table_of(kind).read(connection, query)

    def _rows(self, query: Select[Any]) -> Sequence[Any]:
        with self._database.begin() as connection:
            return connection.execute(query).all()

    def _reported_as(self, role: ReporterRole) -> ColumnElement[bool]:
        """Whether a figure comes from an active reporter in that role."""
        reporter, figure = table_of(Reporter).table.c, self._figure.c
        reporting = select(reporter.element_id, reporter.unit_id).where(
            and_(reporter.role == role.value, reporter.active == 1)
        )
        return tuple_(figure.element_id, figure.unit_id).in_(reporting)

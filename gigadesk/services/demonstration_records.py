"""示例数据的各类记录: reads all of an example file but the submissions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gigadesk.domain.indicators import BaseFigure, BaselineFigure
from gigadesk.domain.months import Month
from gigadesk.domain.numerals import FigureError, read_figure
from gigadesk.domain.periods import Period
from gigadesk.domain.plan import ClerkParagraph
from gigadesk.domain.records import Record
from gigadesk.domain.registers import Case, Coverage, Place
from gigadesk.domain.submissions import Carry
from gigadesk.domain.tasks import Completion, Progress, ProgressState
from gigadesk.domain.units import ContactRole, GroupUnit, UnitContact
from gigadesk.exchange.plan_table import Table
from gigadesk.services.demonstration_references import References


@dataclass(frozen=True, slots=True)
class Lock:
    """锁定: a period that is to be locked once everything is on file."""

    month: Month
    locked_on: date
    reason: str


class ExampleRecords:
    """示例记录: the tables of an example file as records. `locks` is filled as `records` goes over the periods."""

    def __init__(self, root: Table, references: References) -> None:
        self._root = root
        self._know = references
        self.locks: list[Lock] = []

    def records(self) -> Iterator[Record]:
        """全部记录 but the units, the submissions and the locks."""
        yield from self._group_units()
        yield from self._contacts()
        yield from self._base_figures()
        yield from self._baseline()
        yield from self._periods()
        yield from self._carries()
        yield from self._places()
        yield from self._cases()
        yield from self._progress()
        yield from self._completions()
        yield from self._paragraphs()

    def _id(self) -> int:
        return next(self._know.ids)

    def _tables(self, key: str) -> Iterator[Table]:
        """The tables under a key, each closed when its record is made."""
        for table in self._root.tables(key, optional=True):
            yield table
            table.close()

    def _group_units(self) -> Iterator[Record]:
        for table in self._tables("group_units"):
            group, task = self._know.group(table), self._know.task(table)
            for unit in self._know.units(table):
                yield GroupUnit(id=self._id(), group_id=group.id, unit_id=unit.id, task_id=task.id)

    def _contacts(self) -> Iterator[Record]:
        for table in self._tables("contacts"):
            yield UnitContact(
                id=self._id(),
                unit_id=self._know.unit(table).id,
                role=table.choice("role", ContactRole),
                name=table.text("name"),
                telephone=table.text("telephone"),
                since=table.day("since", optional=True),
                until=table.day("until", optional=True),
            )

    def _base_figures(self) -> Iterator[Record]:
        for table in self._tables("base_figures"):
            element = self._know.element(table)
            try:
                value = element.stored(read_figure(table.text("value"), measure=element.measure, places=element.places))
            except FigureError as error:
                table.fault(f"“value”{error}。", "value")
                value = 0
            yield BaseFigure(
                id=self._id(),
                element_id=element.id,
                value=value,
                source=table.text("source"),
                document=table.text("document"),
                valid_from=self._know.month(table, "valid_from"),
            )

    def _baseline(self) -> Iterator[Record]:
        for table in self._tables("baseline"):
            unit_id = self._know.unit(table).id if "unit" in table else None
            figures = table.table("figures")
            for element_id, value in read_figures(figures, self._know):
                yield BaselineFigure(id=self._id(), element_id=element_id, unit_id=unit_id, value=value)

    def _periods(self) -> Iterator[Record]:
        for table in self._tables("periods"):
            month = self._know.month(table)
            if "locked_on" in table:
                self.locks.append(Lock(month, self._know.day(table, "locked_on"), table.text("reason")))
            if "due_on" in table:
                due_on = table.day("due_on")
                yield Period(id=self._id(), month=month, locked=False, locked_on=None, reason="", due_on=due_on)

    def _carries(self) -> Iterator[Record]:
        for table in self._tables("carries"):
            yield Carry(
                id=self._id(),
                unit_id=self._know.unit(table).id,
                month=self._know.month(table),
                reason=table.text("reason"),
                decided_on=self._know.day(table, "decided_on"),
                decided_by=table.text("decided_by"),
            )

    def _places(self) -> Iterator[Record]:
        for order, table in enumerate(self._tables("places"), 1):
            place = Place(
                id=self._id(),
                order=order,
                name=table.text("name"),
                kind=table.text("kind"),
                grade=table.text("grade"),
                address=table.text("address"),
                counts_since=table.day("counts_since", optional=True),
                counts_until=table.day("counts_until", optional=True),
            )
            yield place
            for coverage in table.tables("coverages", optional=True):
                yield Coverage(
                    id=self._id(),
                    place_id=place.id,
                    unit_id=self._know.unit(coverage).id,
                    since=self._know.day(coverage, "since"),
                    until=coverage.day("until", optional=True),
                    tested_on=coverage.day("tested_on", optional=True),
                )
                coverage.close()

    def _cases(self) -> Iterator[Record]:
        for order, table in enumerate(self._tables("cases"), 1):
            yield Case(
                id=self._id(),
                order=order,
                name=table.text("name"),
                industry=table.text("industry"),
                unit_id=self._know.unit(table).id if "unit" in table else None,
                owner=table.text("owner"),
                summary=table.text("summary"),
                typical_since=table.day("typical_since", optional=True),
                typical_until=table.day("typical_until", optional=True),
                model_since=table.day("model_since", optional=True),
                model_until=table.day("model_until", optional=True),
                level=table.text("level", optional=True),
                named_by=table.text("named_by", optional=True),
                document=table.text("document", optional=True),
            )

    def _progress(self) -> Iterator[Record]:
        for table in self._tables("progress"):
            task, unit = self._know.task(table), self._know.unit(table)
            for report in table.tables("reports"):
                stated = "state" in report
                yield Progress(
                    id=self._id(),
                    task_id=task.id,
                    unit_id=unit.id,
                    month=self._know.month(report),
                    state=report.choice("state", ProgressState) if stated else ProgressState.UNDER_WAY,
                    percent=report.integer("percent", 0, 100) if "percent" in report else None,
                    text=report.text("text"),
                    problems=report.text("problems", optional=True),
                    next_steps=report.text("next_steps", optional=True),
                )
                report.close()

    def _completions(self) -> Iterator[Record]:
        for table in self._tables("completions"):
            yield Completion(
                id=self._id(),
                task_id=self._know.task(table).id,
                day=self._know.day(table, "day"),
                confirmed_by=table.text("confirmed_by"),
                note=table.text("note"),
            )

    def _paragraphs(self) -> Iterator[Record]:
        for order, table in enumerate(self._tables("paragraphs"), 1):
            yield ClerkParagraph(id=self._id(), section=table.text("section"), order=order, text=table.text("text"))


def read_figures(figures: Table, references: References) -> Iterator[tuple[int, int]]:
    """数据 of a table of figures by the codes of their data elements: element ids and stored integers."""
    for element in references.basis.elements.values():
        if element.code in figures:
            yield element.id, figures.integer(element.code, 0, 10**12) * 10**element.places
    figures.close()

"""表: where each kind of record lies.

The columns come from the records; what the records cannot say stands here: which ids point to which kind, and
which columns the questions look up. Every record table carries a twin: an index over all its columns, with which
a check of the file compares each value, so that no flipped bit gives another figure unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
)

from gigadesk.domain.errors import Trouble
from gigadesk.domain.indicators import BaseFigure, BaselineFigure, CaseQuota, DataElement, Indicator, Reporter
from gigadesk.domain.members import Member
from gigadesk.domain.periods import FrozenFigure, Period
from gigadesk.domain.plan import (
    ClerkParagraph,
    Correction,
    Desk,
    FocusArea,
    Plan,
    ReportForm,
    ReportSection,
    ReportSentence,
    Rhythm,
    Term,
)
from gigadesk.domain.records import Record
from gigadesk.domain.registers import Case, Coverage, Place
from gigadesk.domain.submissions import Carry, Figure, Submission
from gigadesk.domain.tasks import Completion, Progress, Task, TaskParty
from gigadesk.domain.units import GroupUnit, Unit, UnitContact, UnitGroup
from gigadesk.storage.converter import Converter

R = TypeVar("R", bound=Record)

SCHEMA = 1
"""版本: the number of the newest migration; what it changed is told in docs/workbook.md."""


def revision(schema: int) -> str:
    """The migration's name for a version: 0001 for 1."""
    return f"{schema:04d}"


metadata = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_ROWS_AT_ONCE = 500
_INTEGER = BigInteger().with_variant(Integer(), "sqlite")  # 64 bits everywhere; in SQLite that is any INTEGER


@dataclass(frozen=True, slots=True)
class RecordTable(Generic[R]):
    """记录表: a kind of record, its table and its converter. `contents` are the fields that name a content."""

    kind: type[R]
    table: Table
    converter: Converter[R]
    contents: tuple[str, ...]

    def read(self, connection: Connection, query: Select[Any]) -> list[R]:
        """The records that a question about this table finds; raises Trouble where a value means nothing."""
        batches = connection.execute(query).partitions(_ROWS_AT_ONCE)
        try:
            return self.converter.records(batches)
        except (LookupError, ValueError, TypeError, ArithmeticError) as error:
            raise Trouble(f"“{self.table.name}”表中有无法识别的内容，文件可能已损坏。请用最近的备份恢复。") from error


def table_name(kind: type[Record]) -> str:
    """The name of a kind's table: base_figure for BaseFigure."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _table(
    kind: type[R],
    points_to: Mapping[str, type[Record]] | None = None,
    *indexes: tuple[str, ...],
    contents: tuple[str, ...] = (),
) -> RecordTable[R]:
    converter = Converter(kind)
    name = table_name(kind)
    columns: list[Any] = []
    for field in converter.fields:
        column_type = _INTEGER if field.kept_as is int else Text()
        if field.name == "id":
            columns.append(Column("id", column_type, primary_key=True, autoincrement=False))
            continue
        target = (points_to or {}).get(field.name)
        links = [] if target is None else [ForeignKey(f"{table_name(target)}.id")]
        columns.append(Column(field.name, column_type, *links, nullable=field.optional))
    twin = Index(f"twin_{name}", *(column for column in columns if not column.primary_key))
    lookups = [Index(f"ix_{name}_{'_'.join(index)}", *index) for index in indexes]
    return RecordTable(kind, Table(name, metadata, *columns, twin, *lookups, sqlite_strict=True), converter, contents)


_TABLES = (
    # The plan
    _table(Plan),
    _table(FocusArea),
    _table(Correction),
    _table(Rhythm),
    _table(Term),
    _table(ReportForm),
    _table(ReportSection),
    _table(ReportSentence),
    _table(ClerkParagraph),
    _table(Desk),
    # Units and tasks
    _table(Unit),
    _table(UnitContact, {"unit_id": Unit}),
    _table(UnitGroup),
    _table(Task, {"focus_area_id": FocusArea}),
    _table(GroupUnit, {"group_id": UnitGroup, "unit_id": Unit, "task_id": Task}),
    _table(TaskParty, {"task_id": Task, "unit_id": Unit, "group_id": UnitGroup}),
    _table(Progress, {"task_id": Task, "unit_id": Unit}, ("task_id", "month"), ("month",)),
    _table(Completion, {"task_id": Task}),
    _table(Member, {"unit_id": Unit}),
    # Indicators
    _table(DataElement),
    _table(Reporter, {"element_id": DataElement, "unit_id": Unit}, ("role", "active", "element_id", "unit_id")),
    _table(Indicator, {"numerator_id": DataElement, "denominator_id": DataElement, "task_id": Task}),
    _table(CaseQuota, {"indicator_id": Indicator, "unit_id": Unit}),
    _table(BaseFigure, {"element_id": DataElement}),
    _table(BaselineFigure, {"element_id": DataElement, "unit_id": Unit}),
    # Figures
    _table(Submission, {"unit_id": Unit}, ("unit_id", "month"), ("month",), ("source",), contents=("source",)),
    _table(
        Figure,
        {"submission_id": Submission, "unit_id": Unit, "element_id": DataElement},
        ("counted", "month", "element_id", "unit_id", "value"),  # the sums read this alone
        ("counted", "unit_id", "element_id", "month"),
    ),
    _table(Carry, {"unit_id": Unit}),
    _table(Period),
    _table(FrozenFigure),
    # Registers
    _table(Place),
    _table(Coverage, {"place_id": Place, "unit_id": Unit}),
    _table(Case, {"unit_id": Unit}),
)

TABLES: Mapping[type[Record], RecordTable[Any]] = MappingProxyType({each.kind: each for each in _TABLES})
"""记录表 of every kind, parents before the kinds that point to them."""


def table_of(kind: type[R]) -> RecordTable[R]:
    """The 记录表 of a kind."""
    return TABLES[kind]


counter = Table(
    "counter",
    metadata,
    Column("name", Text(), primary_key=True),
    Column("next", _INTEGER, nullable=False),
    Index("twin_counter", "name", "next"),
    sqlite_strict=True,
)
"""计数器: the next number of each series. Numbers are never given twice."""

SERIES = ("record", "change", "line")
"""The series: ids of records (one for all kinds), Changes applied, lines of the change log."""

change_log = Table(
    "change_log",
    metadata,
    Column("id", _INTEGER, primary_key=True, autoincrement=False),
    Column("change", _INTEGER, nullable=False),
    Column("at", Text(), nullable=False),
    Column("who", Text(), nullable=False),
    Column("label", Text(), nullable=False),
    Column("reason", Text(), nullable=False),
    Column("kind", Text(), nullable=False),
    Column("record_id", _INTEGER, nullable=False),
    Column("before", Text()),
    Column("after", Text()),
    Column("schema", _INTEGER, nullable=False),
    Column("hash", Text(), nullable=False),
    Index("ix_change_log_record_id", "record_id"),
    Index("ix_change_log_at", "at"),
    sqlite_strict=True,
)
"""变更记录: a line a step; `change_log.py` says what stands in it."""

content = Table(
    "content",
    metadata,
    Column("sha256", Text(), primary_key=True),
    Column("n", _INTEGER, primary_key=True, autoincrement=False),
    Column("data", LargeBinary(), nullable=False),
    sqlite_strict=True,
)
"""内容: files in pieces of at most 1 MiB."""

alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
"""The migrations' own note of the version; the file's header alone decides."""
alembic_version.primary_key.name = "alembic_version_pkc"

"""示例台账: fills a new workbook with the example figures of a file under resources/examples."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain, count

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.exchange.plan_faults import Fault, Faults, PlanError, syntax_fault
from gigadesk.exchange.plan_lines import Lines, lines_of
from gigadesk.exchange.plan_table import Table, short
from gigadesk.services.basis import Basis
from gigadesk.services.demonstration_records import ExampleRecords
from gigadesk.services.demonstration_references import References
from gigadesk.services.demonstration_submissions import submission_records
from gigadesk.services.history import UndoHistory
from gigadesk.services.locking import lock_period
from gigadesk.storage.store import Store

_TABLES = (
    *("units", "group_units", "contacts", "base_figures", "baseline", "periods", "submissions", "carries"),
    *("places", "cases", "progress", "completions", "paragraphs"),
)
_KEYS = ("plan", "as_of", "clerk", *_TABLES)
_IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Example:
    """示例数据 as written in a file, for the plan with that code."""

    plan: str
    document: Mapping[str, object]
    lines: Lines


def read_example(text: str) -> Example:
    """读取示例数据; raises Trouble where the text is not TOML, names no plan, or has a table that nothing reads."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _trouble([syntax_fault(error, text)]) from error
    lines = lines_of(text)
    faults = Faults(lines)
    root = Table(document, (), faults)
    example = Example(root.code("plan", "[a-z0-9][a-z0-9-]*"), document, lines)
    for key in document:
        if key not in _KEYS:
            root.fault(f"示例数据中没有“{short(key)}”这一项{root.nearest(key, _KEYS)}。", key)
    try:
        faults.stop()
    except PlanError as error:
        raise _trouble(error.faults) from error
    return example


def fill_demonstration(store: Store, history: UndoHistory, example: Example) -> None:
    """填入示例数据: into a workbook just made from the example's plan, as one Change, and one for each locked period.

    Raises Trouble where the plan is another one, or where the example speaks of what the workbook does not know.
    """
    basis = Basis.read(store)
    if basis.plan.code != example.plan:
        raise Trouble(f"示例数据属于方案“{example.plan}”，台账的方案是“{basis.plan.code}”。请用同一方案新建台账。")
    faults = Faults(example.lines)
    root = Table(example.document, (), faults)
    ids = chain.from_iterable(store.next_ids(_IDS_AT_ONCE) for _ in count())
    try:
        references = References(store, basis, root, faults, ids)
        kept = ExampleRecords(root, references)
        desk = replace(basis.desk, as_of=root.day("as_of"), clerk=root.text("clerk"), example=True)
        records = [*references.new_units, *kept.records(), *submission_records(root, references)]
        faults.stop()
    except PlanError as error:
        raise _trouble(error.faults) from error
    history.do(Change("填入示例数据", (Step(basis.desk, desk), *adding(records)), barrier=True))
    for lock in kept.locks:
        lock_period(store, history, lock.month, lock.reason, lock.locked_on)


def _trouble(faults: tuple[Fault, ...] | list[Fault]) -> Trouble:
    listed = "\n".join(str(fault) for fault in faults)
    return Trouble(f"示例数据有 {len(faults)} 处错误，请改正后重试：\n{listed}")

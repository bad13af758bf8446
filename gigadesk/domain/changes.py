"""变更: everything that happens in a workbook is a Change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from gigadesk.domain.records import Record


@dataclass(frozen=True, slots=True)
class Step:
    """变更项: one record before and after; None on one side means that it is not there."""

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        """变更项有误: raise ValueError unless both sides are one record of one kind."""
        if self.before is None and self.after is None:
            raise ValueError("a step without a record")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("a step between two records")

    @property
    def record(self) -> Record:
        """记录 as it is after the step, or as it was where the step removes it."""
        return cast("Record", self.after or self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """变更: steps that succeed or fail together.

    It is the transaction, the undo step, the message that refreshes pages and the line in the change log.
    `label` names it in the menu (撤销“导入报送表”). `reason` is asked for where a rule wants one, such as a
    correction in a locked period. A barrier is logged and cannot be undone.
    """

    label: str
    steps: tuple[Step, ...]
    reason: str = ""
    barrier: bool = False

    def reversed(self) -> Change:
        """撤销: the Change that takes this one back."""
        steps = tuple(Step(step.after, step.before) for step in reversed(self.steps))
        return Change(self.label, steps, self.reason, self.barrier)


def adding(records: Iterable[Record]) -> tuple[Step, ...]:
    """新增: the steps that put new records on file."""
    return tuple(Step(None, record) for record in records)

"""撤销与重做: the only way anything on file is changed, and what of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gigadesk.domain.changes import Change
from gigadesk.domain.plan import Desk
from gigadesk.storage.store import Store

CHANGE_LIMIT = 200
STEP_LIMIT = 50_000


class UndoHistory:
    """撤销记录: writes Changes in the clerk's name and remembers the last 200 of them, or 50,000 steps.

    A Change that the store refuses left the file as it was, and so it leaves what is remembered.
    `on_change` is told of every Change that was written, undone and redone ones included.
    """

    def __init__(
        self, store: Store, clock: Callable[[], datetime], on_change: Callable[[Change], None] | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_change = on_change
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def undo_label(self) -> str | None:
        """What 撤销 would take back."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What 重做 would do again."""
        return self._undone[-1].label if self._undone else None

    @property
    def remembered(self) -> tuple[Change, ...]:
        """Every Change that may yet be undone or redone; the contents they name are kept."""
        return (*self._done, *self._undone)

    def do(self, change: Change) -> None:
        """Write a Change, or nothing of it; raises Trouble where the store refuses it."""
        self._write(change)
        self._undone.clear()
        if change.barrier:
            self._done.clear()
        else:
            self._done.append(change)
            self._forget_the_oldest()
        self._tell(change)

    def undo(self) -> None:
        """Take the last Change back; there must be one."""
        change = self._done[-1].reversed()
        self._write(change)
        self._undone.append(self._done.pop())
        self._tell(change)

    def redo(self) -> None:
        """Do the last undone Change again; there must be one."""
        change = self._undone[-1]
        self._write(change)
        self._done.append(self._undone.pop())
        self._tell(change)

    def _tell(self, change: Change) -> None:
        if self._on_change is not None:
            self._on_change(change)

    def _write(self, change: Change) -> None:
        desks = [step.after for step in change.steps if isinstance(step.after, Desk)]
        who = (desks[0] if desks else self._store.one(Desk)).clerk
        self._store.apply(change, who=who, at=self._clock())

    def _forget_the_oldest(self) -> None:
        steps = 0
        for kept, change in enumerate(reversed(self._done)):
            steps += len(change.steps)
            if kept and (kept >= CHANGE_LIMIT or steps > STEP_LIMIT):
                del self._done[: len(self._done) - kept]
                return

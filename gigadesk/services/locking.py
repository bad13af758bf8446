"""锁定和解锁: a period's figures are frozen, with a reason, and released again, with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.errors import Trouble
from gigadesk.domain.locking import freeze
from gigadesk.domain.months import Month
from gigadesk.domain.periods import FrozenFigure, Period
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import circumstances_of
from gigadesk.services.history import UndoHistory
from gigadesk.storage.store import Store


def lock_period(store: Store, history: UndoHistory, month: Month, reason: str, today: date) -> None:
    """锁定 a period with its base figures and register counts as they are on file.

    Raises Trouble for a month outside the plan, a period that is locked already, or a missing reason.
    """
    basis = Basis.read(store)
    basis.month(month, None)
    if basis.is_locked(month):
        raise Trouble(f"{month}已经锁定，不需要再次锁定。")
    _want_reason(reason, f"锁定{month}")
    kept = freeze(circumstances_of(basis, month))
    before = basis.periods.get(month)
    period_id, *ids = store.next_ids(len(kept) + 1)
    open_period = before or Period(id=period_id, month=month, locked=False, locked_on=None, reason="", due_on=None)
    locked = replace(open_period, locked=True, locked_on=today, reason=reason.strip())
    figures = [
        FrozenFigure(id=each, month=month, key=key, value=value)
        for each, (key, value) in zip(ids, kept.items(), strict=True)
    ]
    steps = (Step(before, locked), *adding(figures))
    history.do(Change(f"锁定{month}", steps, reason.strip(), barrier=True))


def unlock_period(store: Store, history: UndoHistory, month: Month, reason: str) -> None:
    """解锁 a period: it follows the base figures and registers on file again.

    Raises Trouble for a period that is not locked, or a missing reason.
    """
    basis = Basis.read(store)
    if not basis.is_locked(month):
        raise Trouble(f"{month}没有锁定，不需要解锁。")
    _want_reason(reason, f"解锁{month}")
    before = basis.periods[month]
    after = replace(before, locked=False, locked_on=None, reason="")
    frozen = (Step(figure, None) for figure in basis.frozen if figure.month == month)
    history.do(Change(f"解锁{month}", (Step(before, after), *frozen), reason.strip(), barrier=True))


def _want_reason(reason: str, doing: str) -> None:
    if not reason.strip():
        raise Trouble(f"{doing}必须写明理由。请填写理由后再做一次。")

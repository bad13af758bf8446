"""新建台账: a workbook made from a plan file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from gigadesk.domain.changes import Change, adding
from gigadesk.domain.plan import Desk
from gigadesk.exchange.plan_file import read_plan
from gigadesk.services.history import UndoHistory
from gigadesk.services.sentences import template_fault
from gigadesk.services.workbook import Clock, Workbook
from gigadesk.storage.content import Contents
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store


@contextmanager
def new_workbook(path: Path, plan: str, clock: Clock) -> Iterator[Workbook]:
    """新建台账 from a plan file's text; after an error, the caller's included, no file is left.

    Raises Trouble where the plan is wrong, or `path` exists or cannot be written.
    """
    records = read_plan(plan, count(1), template_fault)
    database = Database.create(path)
    try:
        store = Store(database)
        ids = store.next_ids(len(records) + 1)
        desk = Desk(id=ids[-1], uid=uuid4().hex, clerk="", as_of=None, example=False)
        history = UndoHistory(store, clock)
        history.do(Change("新建台账", adding([*records, desk]), barrier=True))
        yield Workbook(database, store, Contents(database), history)
    except BaseException:
        database.discard()
        raise
    database.close()

"""台账: a workbook that is open, and how one is made from a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from gigadesk.domain.changes import Change, adding
from gigadesk.domain.plan import Desk
from gigadesk.exchange.plan_file import read_plan
from gigadesk.services.history import UndoHistory
from gigadesk.services.sentences import template_fault
from gigadesk.storage.content import Contents
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Workbook:
    """台账: the open file, the questions it answers, and the way it is changed."""

    database: Database
    store: Store
    contents: Contents
    history: UndoHistory


@contextmanager
def open_workbook(path: Path, clock: Clock) -> Iterator[Workbook]:
    """打开台账 and close it afterwards; raises Trouble where it cannot be opened.

    Contents that nothing names any more are swept out on closing.
    """
    database = Database.open(path)
    try:
        store, contents = Store(database), Contents(database)
        history = UndoHistory(store, clock)
        yield Workbook(database, store, contents, history)
        if history.remembered:
            contents.sweep()
    finally:
        database.close()


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

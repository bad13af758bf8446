"""台账: a workbook that is open, from its opening to its closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gigadesk.services.history import UndoHistory
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

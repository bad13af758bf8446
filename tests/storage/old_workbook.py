"""Writes the workbook that is kept of the current version, with a record of every kind and a content.

    python -m tests.storage.old_workbook

Once a version is released its file is never written again: it is what the offices have.
"""

from __future__ import annotations

import io
from pathlib import Path

from gigadesk.domain.changes import Change, Step
from gigadesk.storage.content import Contents
from gigadesk.storage.database import Database
from gigadesk.storage.store import Store
from gigadesk.storage.tables import SCHEMA, revision
from tests.builders import a_submission
from tests.storage.samples import NOON, WHO, filling


def write(path: Path) -> None:
    """Make the workbook anew."""
    path.unlink(missing_ok=True)
    database = Database.create(path)
    store = Store(database)
    sha256 = Contents(database).put(io.BytesIO(b"a submission form"))
    store.apply(filling(), who=WHO, at=NOON)
    store.apply(Change("补充报送表", (Step(a_submission(), a_submission(source=sha256)),)), who=WHO, at=NOON)
    database.close()


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "workbooks" / f"{revision(SCHEMA)}.gigadesk")

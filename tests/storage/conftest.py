"""An open workbook for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gigadesk.storage.database import Database
from gigadesk.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "台账.gigadesk"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database.create(path)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)

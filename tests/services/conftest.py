"""An open workbook of the small plan for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gigadesk.services.workbook import Workbook
from tests.services.offices import a_workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "海麓县台账.gigadesk"


@pytest.fixture
def workbook(path: Path) -> Iterator[Workbook]:
    with a_workbook(path) as workbook:
        yield workbook

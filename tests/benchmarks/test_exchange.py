"""Reading a submission form, against openpyxl's bare read of the same cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from statistics import median
from time import perf_counter

import pytest
from openpyxl import load_workbook

from gigadesk.exchange.submission_form import FormRow
from gigadesk.exchange.submission_form_reading import read_form
from tests.exchange.forms import a_content, filled

MOST = 2.5
PAIRS = 31


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def test_a_form_is_read_nearly_as_fast_as_its_bare_cells(capsys: pytest.CaptureFixture[str]) -> None:
    rows = tuple(
        FormRow(
            code=f"e{number}",
            name=f"数据项之{number}",
            definition="截至统计时点，本单位在区内建成并可用的端口总数，以资源管理系统登记数为准。" * 2,
            measure="个",
            places=0,
            last_month=Decimal(11900),
        )
        for number in range(8)
    )
    data = filled({f"E{row}": 12400 + row for row in range(6, 14)} | {"B14": "张三"}, a_content(rows=rows))

    def bare() -> int:
        book = load_workbook(BytesIO(data))
        return sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)

    def ours() -> int:
        return sum(row.figure is not None for row in read_form(data).rows)

    assert (ours(), bare() > 100) == (8, True)
    pairs = [(seconds(ours), seconds(bare)) for _ in range(PAIRS)]
    ratio = median(figure / floor for figure, floor in pairs)
    with capsys.disabled():
        figure, floor = (median(side) * 1000 for side in zip(*pairs, strict=True))
        print(f"\nreading a form: {figure:.1f} ms; bare cells: {floor:.1f} ms; ratio {ratio:.2f} (at most {MOST})")
    assert ratio < MOST

"""Importing a form whole, from the file to the Change on disk, beside openpyxl's bare read; and refusing bad files."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

from gigadesk.cli import main
from gigadesk.domain.errors import Trouble
from gigadesk.exchange.submission_form_reading import read_form
from gigadesk.services.basis import Basis
from gigadesk.services.forms_out import write_forms
from gigadesk.services.importing import Outcome, import_forms
from gigadesk.services.workbook import open_workbook
from tests.exchange import bad_forms

ROOT = Path(__file__).parents[2]
HIGHEST_RATIO = 2.5
SLOWEST_REFUSAL = 250
"""Times a bare read of a good form; with 20 ms for that read it is the 5 seconds that a clerk may wait."""
MOST_MEMORY = 300 * 1024 * 1024


def test_forms_are_imported_nearly_as_fast_as_their_bare_cells_are_read(tmp_path: Path) -> None:
    """The filled forms of a period, as the clerk imports them: one batch, period after period."""
    workbook = tmp_path / "台账.gigadesk"
    main(["new", str(workbook), "--plan", "yuzhong-2023"])
    pairs: list[tuple[float, float]] = []
    forms: list[Path] = []
    with open_workbook(workbook, datetime.now) as desk:
        basis = Basis.read(desk.store)
        for month in basis.plan.months:
            forms = write_forms(desk.store, basis, month, tmp_path / month.code, None)
            for path in forms:
                _fill(path)
            start = time.perf_counter()
            results = import_forms(desk, forms, warnings_accepted=True, note="", today=date(2023, 11, 5))
            middle = time.perf_counter()
            for path in forms:
                _bare(path.read_bytes())
            pairs.append((middle - start, time.perf_counter() - middle))
            assert all(result.outcome is not Outcome.REFUSED for result in results)
    figure, floor = (median(side) / len(forms) for side in zip(*pairs, strict=True))
    print(f"importing a form {figure * 1000:.0f} ms, bare cells {floor * 1000:.0f} ms, ratio {figure / floor:.2f}")
    assert figure / floor < HIGHEST_RATIO


def test_bad_files_are_refused_quickly_and_in_little_memory() -> None:
    """Every kind of bad file, read in one process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.test_importing"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    slowest, floor, memory = float(answer[0]), float(answer[1]), int(answer[2])
    print(f"slowest refusal {slowest * 1000:.0f} ms, {slowest / floor:.0f} bare reads; memory {memory >> 20} MiB")
    assert slowest / floor < SLOWEST_REFUSAL
    assert memory < MOST_MEMORY


def _fill(path: Path) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(6, 14):
        if sheet.cell(row, 3).value in ("个", "户"):
            sheet.cell(row, 5).value = 12000 + 100 * row
    book.save(path)


def _bare(data: bytes) -> int:
    return sum(
        cell.value is not None for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row
    )


def _peak() -> int:
    """The most memory this process has had, in bytes."""
    return int(Path("/proc/self/status").read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) * 1024


def _refuse_all() -> None:
    files = [data for _name, data, _words in bad_forms.bad_files()]
    good = next(data for _name, data, _words in bad_forms.bad_cells())
    start = time.perf_counter()
    _bare(good)
    floor = time.perf_counter() - start
    slowest = 0.0
    for data in files:
        start = time.perf_counter()
        try:
            read_form(data)
        except Trouble:
            slowest = max(slowest, time.perf_counter() - start)
    print(slowest, floor, _peak())


if __name__ == "__main__":
    _refuse_all()

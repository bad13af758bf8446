"""How long the whole report command takes from a cold start, beside typst setting the same text from a cold start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from gigadesk.cli import main
from tests.benchmarks.demonstration import paper_of
from tests.benchmarks.typst_twin import typst_source
from tests.reports.papers import FONTS

PAIRS = 9
HIGHEST_RATIO = 6.5
"""The aim is 4. More than half of the command's time is the import of SQLAlchemy and of the records."""


def test_the_report_command_from_a_cold_start(tmp_path: Path) -> None:
    """`gigadesk report` of the demonstration workbook against typst; the least of several runs of each."""
    workbook, source = tmp_path / "示例台账.gigadesk", tmp_path / "report.typ"
    main(["demo", str(workbook)])
    source.write_text(typst_source(paper_of(workbook)), encoding="utf-8")
    ours = [sys.executable, "-m", "gigadesk", "report", str(workbook), "assessment", "--out", str(tmp_path / "a.pdf")]
    compiling = (
        f"import typst; typst.compile({str(source)!r}, output={str(tmp_path / 'b.pdf')!r}, font_paths=[{str(FONTS)!r}])"
    )
    theirs = [sys.executable, "-c", compiling]
    _seconds(ours)  # leaves the compiled modules of a program that has been started once
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(PAIRS)]
    command, floor = (min(figures) for figures in zip(*pairs, strict=True))
    print(f"report command {command * 1000:.0f} ms, typst {floor * 1000:.0f} ms, ratio {command / floor:.2f}")
    assert command / floor < HIGHEST_RATIO


def _seconds(command: list[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start

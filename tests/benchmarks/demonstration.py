"""The demonstration workbook and its assessment report, made as the commands make them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from gigadesk.cli import main
from gigadesk.domain.papers.blocks import Paper
from gigadesk.domain.plan import ReportSentence
from gigadesk.services.assessment import write_assessment
from gigadesk.services.basis import Basis
from gigadesk.services.gathering import gather_assessment
from gigadesk.services.sentences import Sentences
from gigadesk.services.workbook import open_workbook

TODAY = date(2023, 11, 6)


def demonstration_paper() -> Paper:
    """The assessment report of the demonstration workbook, as content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "示例台账.gigadesk"
        main(["demo", str(path)])
        return paper_of(path)


def paper_of(workbook_file: Path) -> Paper:
    """The assessment report of a workbook for its newest period."""
    with open_workbook(workbook_file, datetime.now) as workbook:
        basis = Basis.read(workbook.store)
        viewpoint = basis.viewpoint(basis.month(None, workbook.store.latest_month()), None, TODAY)
        material = gather_assessment(workbook.store, basis, viewpoint)
        return write_assessment(material, Sentences(workbook.store.records(ReportSentence)))

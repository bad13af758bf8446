"""自检: whether this copy of the program can do its work: a new workbook, every form, and a sample report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from gigadesk.domain.errors import Trouble
from gigadesk.exchange.plan_file import list_plans, plan_text
from gigadesk.exchange.spreadsheet import Spreadsheet
from gigadesk.exchange.submission_form import DETAILS_SHEET, FORM_SHEET
from gigadesk.exchange.workbook_safety import load_bytes
from gigadesk.paths import Resources
from gigadesk.services.basis import Basis
from gigadesk.services.checking import check_workbook
from gigadesk.services.creating import new_workbook
from gigadesk.services.forms_out import write_forms
from gigadesk.services.paper_press import PaperPress
from gigadesk.services.reporting import export_assessment
from gigadesk.services.workbook import Clock, open_workbook


def self_check(resources: Resources, clock: Clock) -> Iterator[str]:
    """自检 in a folder that is removed afterwards; yields a line for each thing that works, raises at the first that does not."""
    with tempfile.TemporaryDirectory(prefix="gigadesk-") as name:
        folder = Path(name)
        for plan in list_plans(resources.plans):
            path = folder / f"{plan.code}.gigadesk"
            with new_workbook(path, plan_text(plan.path), clock):
                yield f"正常：新建台账（{plan.title}）"
            with open_workbook(path, clock) as workbook:
                basis = Basis.read(workbook.store)
                forms = write_forms(workbook.store, basis, basis.plan.last_month, folder, None)
                for form in forms:
                    _read_back(form)
                yield f"正常：报送表 {len(forms)} 份"
                out = folder / "report.pdf"
                with PaperPress(resources.fonts) as press:
                    export_assessment(workbook, press, out, month=None, as_of=None, today=clock().date())
                yield f"正常：自评报告 {out.stat().st_size // 1024} KB"
                checked = check_workbook(workbook)
                if not checked.sound:
                    raise Trouble("\n".join(checked.lines))
                yield "正常：台账文件检查"
    yield "自检完成，程序可以正常使用。"


def _read_back(form: Path) -> None:
    """Open a form as an import would. An empty one is refused as such, so only its sheets are looked at."""
    book = Spreadsheet(load_bytes(form))
    sheets = [book.read(entry).name for entry in book.sheets]
    if sheets != [FORM_SHEET, DETAILS_SHEET]:
        raise Trouble(f"报送表“{form.name}”写出后读不回来。请重新安装本程序。")

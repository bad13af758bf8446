"""导出公文: from the workbook to a PDF file that appears only when it is whole."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.domain.plan import ReportSentence
from gigadesk.services.basis import Basis
from gigadesk.services.gathering import gather_assessment
from gigadesk.services.paper_press import PaperPress
from gigadesk.services.workbook import Workbook


def export_assessment(
    workbook: Workbook,
    press: PaperPress,
    out: Path,
    *,
    month: Month | None,
    as_of: date | None,
    today: date,
) -> None:
    """导出自评报告; raises Trouble, and leaves a former file as it was, where it cannot be written whole."""
    store = workbook.store
    press.sentences(store.records(ReportSentence))
    basis = Basis.read(store)
    viewpoint = basis.viewpoint(basis.month(month, store.latest_month()), as_of, today)
    replace_file(out, press.assessment(gather_assessment(store, basis, viewpoint)))


def replace_file(path: Path, content: bytes) -> None:
    """写入文件: in full beside its place, then put in its place; raises Trouble where that cannot be done."""
    partial = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}", suffix=".part", delete=False) as file:
            partial = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.chmod(0o666 & ~_umask())
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise Trouble(f"无法写入“{path}”：{error.strerror}。请检查文件夹是否存在、可写，文件是否正被打开。") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""导出公文: from the workbook to a PDF file that appears only when it is whole."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

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
    partial = path.with_name(f".gigadesk-{uuid4().hex}.part")
    try:
        with partial.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        with suppress(OSError):  # it is gone, or was never there
            partial.unlink()


def _unwritten(path: Path, error: OSError) -> Trouble:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            why = "文件夹不存在。请检查路径，或先建立这个文件夹"
        case IsADirectoryError():
            why = "同名的文件夹已经存在。请换一个文件名"
        case PermissionError():
            why = "没有写入的权限，或文件正在其他程序中打开。请关闭那个程序，或换一个文件夹"
        case _:
            why = "磁盘可能已满或不可写，或文件名太长。请检查后重试"
    return Trouble(f"无法写入“{path}”：{why}。原有文件没有改动。")

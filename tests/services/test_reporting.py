"""导出公文: the file appears only when it is whole; the press writes the same paper in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import ReportSentence
from gigadesk.services.paper_press import PaperPress
from gigadesk.services.reporting import export_assessment, replace_file
from gigadesk.services.workbook import Workbook
from tests import builders
from tests.services.assessments import fill
from tests.services.offices import APRIL, JULY, alter, put

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
DAY = date(2024, 5, 2)
NOBODY = 65534


@pytest.fixture(scope="module")
def press() -> Iterator[PaperPress]:
    """A warm press for all tests of this file."""
    with PaperPress(FONTS) as press:
        yield press


def export(workbook: Workbook, press: PaperPress, out: Path) -> None:
    export_assessment(workbook, press, out, month=None, as_of=None, today=DAY)


def test_the_report_is_a_pdf_and_nothing_else_is_left(workbook: Workbook, press: PaperPress, tmp_path: Path) -> None:
    fill(workbook)
    folder = tmp_path / "导出"
    folder.mkdir()
    out = folder / "自评报告.pdf"
    export(workbook, press, out)
    assert out.read_bytes().startswith(b"%PDF-")
    assert list(folder.iterdir()) == [out]


def test_the_same_report_has_the_same_bytes_and_replaces_a_former_one(
    workbook: Workbook, press: PaperPress, tmp_path: Path
) -> None:
    fill(workbook)
    first, second = tmp_path / "一.pdf", tmp_path / "二.pdf"
    second.write_bytes(b"former")
    export(workbook, press, first)
    export(workbook, press, second)
    assert first.read_bytes() == second.read_bytes()
    export_assessment(workbook, press, second, month=APRIL, as_of=date(2024, 6, 30), today=DAY)
    assert first.read_bytes() != second.read_bytes()


def test_what_cannot_be_written_leaves_the_former_file(workbook: Workbook, press: PaperPress, tmp_path: Path) -> None:
    out = tmp_path / "自评报告.pdf"
    out.write_bytes(b"former")
    with pytest.raises(Trouble, match="不在方案的报送期内"):
        export_assessment(workbook, press, out, month=JULY, as_of=None, today=DAY)
    (paragraph,) = put(workbook, builders.a_clerk_paragraph(text="一个没有字体的字：\U000abcde"))
    with pytest.raises(Trouble, match="字体中没有"):
        export(workbook, press, out)
    alter(workbook, paragraph, text="好。")
    (closing,) = (each for each in workbook.store.records(ReportSentence) if each.key == "closing")
    closing = alter(workbook, closing, template="{{ nothing }}")
    with pytest.raises(Trouble, match="“closing”无法生成"):
        export(workbook, press, out)
    assert out.read_bytes() == b"former"
    alter(workbook, closing, template="完。")
    export(workbook, press, out)
    assert out.read_bytes().startswith(b"%PDF-")
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []


# Putting a file in its place


def test_a_long_name_leaves_room_for_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / f"{'长' * 83}.pdf"
    replace_file(out, b"content")
    assert out.read_bytes() == b"content"


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    ordinary = tmp_path / "普通"
    ordinary.write_bytes(b"")
    replace_file(tmp_path / "公文", b"content")
    assert (tmp_path / "公文").stat().st_mode == ordinary.stat().st_mode


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, which no folder refuses."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def refusal(path: Path) -> str:
    with pytest.raises(Trouble) as refused:
        replace_file(path, b"content")
    return str(refused.value)


def test_every_reason_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    (tmp_path / "夹.pdf").mkdir()
    assert "文件夹不存在" in refusal(tmp_path / "没有" / "公文.pdf")
    assert "文件夹不存在" in refusal(tmp_path / "文件" / "公文.pdf")
    assert "同名的文件夹已经存在" in refusal(tmp_path / "夹.pdf")
    assert "文件名太长" in refusal(tmp_path / f"{'长' * 100}.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["夹.pdf", "文件"]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders are guarded otherwise")
def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir()
    out = folder / "公文.pdf"
    out.write_bytes(b"former")
    folder.chmod(0o555)
    with as_nobody():
        said = refusal(out)
    assert "没有写入的权限" in said
    assert "Permission" not in said
    assert out.read_bytes() == b"former"

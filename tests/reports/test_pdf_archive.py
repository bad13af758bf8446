"""Archive PDFs: what they must carry, the same bytes each time, and a validator's word."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from gigadesk.reports.fonts import Fonts
from gigadesk.reports.official_paper import render
from gigadesk.reports.pdf_archive import ArchiveCanvas, ArchiveLevel, Description
from tests.reports import papers
from tests.reports.reading import outline, said_of_itself

JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
JAVA_FOLDER = Path("/usr/share/java")
MISSING = [jar for jar in JARS if not (JAVA_FOLDER / f"{jar}.jar").exists()]


@pytest.fixture
def canvas(fonts: Fonts) -> ArchiveCanvas:
    description = Description("标题<&>", "作者", date(2023, 6, 2), ("甲", "乙"))
    return ArchiveCanvas(description, fonts.first_font())


@pytest.mark.preflight
@pytest.mark.skipif(bool(MISSING) or not shutil.which("java"), reason="needs Java and PDFBox's preflight")
@pytest.mark.parametrize(
    "make", [papers.demo_paper, papers.rare_paper, papers.dense_paper, papers.letter, papers.empty_paper]
)
def test_the_a_1b_twin_of_each_paper_is_valid(fonts: Fonts, tmp_path: Path, make: type[object]) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(make(), fonts, level=ArchiveLevel.A1B))  # type: ignore[arg-type]
    jars = os.pathsep.join(str(JAVA_FOLDER / f"{jar}.jar") for jar in JARS)
    command = ["java", "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "is a valid PDF/A-1b file" in said.stdout, said.stdout + said.stderr


def test_the_file_says_what_it_is(canvas: ArchiveCanvas) -> None:
    canvas.showPage()
    pdf = canvas.finished()
    assert pdf.startswith(b"%PDF-1.7\n")
    packet = pdf[pdf.index(b"<?xpacket begin") : pdf.index(b"<?xpacket end")].decode()
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
    assert "标题&lt;&amp;&gt;" in packet
    assert "2023-06-02T00:00:00+08:00" in packet
    assert b"/GTS_PDFA1" in pdf
    assert b"(zh-CN)" in pdf
    assert b"/Helvetica" not in pdf
    said = said_of_itself(pdf)
    assert (said["Title"], said["Author"], said["Keywords"]) == ("标题<&>", "作者", "甲，乙")
    assert said["CreationDate"] == "D:20230602000000+08'00'"


def test_every_stream_ends_with_a_line_end_of_its_own(canvas: ArchiveCanvas) -> None:
    canvas.showPage()
    pdf = canvas.finished()
    assert pdf.count(b"\nendstream") == pdf.count(b"endstream") > 2


def test_bookmarks_lie_at_most_one_level_deeper(canvas: ArchiveCanvas) -> None:
    for title, level in (("甲", 1), ("乙", 3), ("丙", 0)):
        canvas.add_bookmark(title, level, 700)
    canvas.showPage()
    assert outline(canvas.finished()) == [(0, "甲"), (1, "乙"), (0, "丙")]


def test_other_content_has_another_id(fonts: Fonts) -> None:
    ends = set()
    for content in ("甲", "乙"):
        canvas = ArchiveCanvas(Description("", "", date(2023, 6, 2), content=content), fonts.first_font())
        canvas.showPage()
        ends.add(canvas.finished()[-200:].split(b"/ID")[1])
    assert len(ends) == 2

"""How fast papers are set, against what reportlab needs for the same strings without any layout; and no leak.

Each figure is taken in a process of its own, so that fonts are read anew: `python -m tests.benchmarks.test_reports
engine` and `… floor` print the seconds of one run.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

from gigadesk.reports.fonts import Face, Fonts
from gigadesk.reports.official_paper import lay_out, render
from gigadesk.reports.page_parts import Words
from tests.benchmarks.demonstration import demonstration_paper
from tests.reports.papers import FONTS, a_paper, a_table

ROOT = Path(__file__).parents[2]
PAIRS = 5
HIGHEST_RATIO = 1.3
RENDERS = 200
BUNDLED = {
    Face.TITLE: "NotoSerifSC_700Bold",
    Face.BODY: "LXGWZhuqueFangsong-Regular",
    Face.KAI: "LXGWWenKaiGBLite-Regular",
    Face.HEI: "NotoSansSC_500Medium",
    Face.LATIN: "LiberationSerif-Regular",
}


def test_a_paper_takes_no_longer_than_drawing_its_strings() -> None:
    """The demonstration's report of twenty pages, from content to PDF/A, under 1.3 times reportlab's bare strings."""
    pairs = [(_seconds("engine"), _seconds("floor")) for _ in range(PAIRS)]
    engine, floor = (statistics.median(figures) for figures in zip(*pairs, strict=True))
    ratio = engine / floor
    print(f"paper {engine * 1000:.0f} ms, bare strings {floor * 1000:.0f} ms, ratio {ratio:.2f}")
    assert ratio < HIGHEST_RATIO


def test_two_hundred_papers_leave_no_memory_behind() -> None:
    """After the first papers have filled the tables of fonts and letters, memory stays where it is."""
    fonts = Fonts(FONTS)
    paper = a_paper(blocks=(*a_paper().blocks, a_table(8)), mark="示例数据")
    tracemalloc.start()
    try:
        for _ in range(10):
            render(paper, fonts)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(RENDERS):
            render(paper, fonts)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    print(f"{RENDERS} papers: {grown / 1024:.0f} KiB more")
    assert grown < 100 * 1024


def _seconds(what: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.test_reports", what]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()[-1])


def _engine() -> float:
    paper = demonstration_paper()
    start = time.perf_counter()
    render(paper, Fonts(FONTS))
    return time.perf_counter() - start


def _floor() -> float:
    """reportlab registering the same fonts and drawing the same lines at the same places."""
    from io import BytesIO

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    names = BUNDLED | {Face.PAGE_NUMBER: BUNDLED[Face.LATIN]}
    pages = [
        [(names[m.face], m.size, m.left, m.top, m.line.text) for m in page.marks if isinstance(m, Words)]
        for page in lay_out(demonstration_paper(), Fonts(FONTS))
    ]
    start = time.perf_counter()
    for name in BUNDLED.values():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    canvas = Canvas(BytesIO(), pageCompression=1, initialFontName=BUNDLED[Face.BODY])  # type: ignore[arg-type]
    for page in pages:
        for name, size, left, top, text in page:
            canvas.setFont(name, size)
            canvas.drawString(left, 842 - top, text)
        canvas.showPage()
    canvas.getpdfdata()  # type: ignore[no-untyped-call]
    return time.perf_counter() - start


if __name__ == "__main__":
    print({"engine": _engine, "floor": _floor}[sys.argv[1]]())

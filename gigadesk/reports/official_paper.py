"""公文: a whole paper from its content to the bytes of its PDF."""

from __future__ import annotations

from gigadesk.domain.papers.blocks import Annex, Paper, PaperKind
from gigadesk.domain.work import Report, silent
from gigadesk.reports.closing import annex_label, with_closing
from gigadesk.reports.flow import block_strips
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import LANDSCAPE, UPRIGHT
from gigadesk.reports.missing_characters import refuse_missing_characters
from gigadesk.reports.official_page import page_number, with_letter_foot, with_mark
from gigadesk.reports.opening import annex_opening, paper_opening
from gigadesk.reports.page_parts import Page
from gigadesk.reports.paging import paginate
from gigadesk.reports.pdf_archive import ArchiveCanvas, ArchiveLevel, Description
from gigadesk.reports.sheet import draw_marks, draw_page
from gigadesk.reports.typesetter import Typesetter


def render(paper: Paper, fonts: Fonts, report: Report = silent, level: ArchiveLevel = ArchiveLevel.A2B) -> bytes:
    """The paper as the bytes of a PDF/A; the same paper and fonts always give the same bytes.

    Raises `Trouble` naming the characters that no font has, before anything is drawn, and passes on `Stopped` from
    `report`.
    """
    refuse_missing_characters(paper, fonts)
    pages = lay_out(paper, fonts, report)
    canvas = ArchiveCanvas(_description(paper), fonts.first_font(), level)
    for number, page in enumerate(pages, 1):
        report(number - 1, len(pages), f"绘制第{number}页")
        _draw(canvas, fonts, page, number, paper)
    report(len(pages), len(pages), "写入文件")
    return canvas.finished()


def lay_out(paper: Paper, fonts: Fonts, report: Report = silent) -> list[Page]:
    """The paper on its pages, without page numbers and mark."""
    sections = 1 + len(paper.annexes)
    report(0, sections, "排版正文")
    pages = _body(paper, fonts)
    for number, annex in enumerate(paper.annexes, 1):
        label = annex_label(number, len(paper.annexes))
        report(number, sections, f"排版{label}")
        pages += _annex(annex, label, fonts)
    return pages


def _body(paper: Paper, fonts: Fonts) -> list[Page]:
    typesetter = Typesetter(fonts, UPRIGHT)
    body = with_closing(typesetter, block_strips(typesetter, paper.blocks), paper.annexes, paper.signature)
    return paginate([*paper_opening(typesetter, paper), *body], UPRIGHT)


def _annex(annex: Annex, label: str, fonts: Fonts) -> list[Page]:
    area = LANDSCAPE if annex.landscape else UPRIGHT
    typesetter = Typesetter(fonts, area)
    return paginate([*annex_opening(typesetter, annex, label), *block_strips(typesetter, annex.blocks, 1)], area)


def _draw(canvas: ArchiveCanvas, fonts: Fonts, page: Page, number: int, paper: Paper) -> None:
    """Draws a page with its furniture; the page number stands upright on the sheet, even on a turned page (8)."""
    page = with_mark(fonts, page, paper.mark)
    if paper.kind is PaperKind.LETTER and number == 1:
        page = with_letter_foot(page)
    canvas.setPageSize((page.area.page_width, page.area.page_height))
    marks = tuple(page_number(fonts, number, paper.kind))
    if page.area.landscape:
        canvas.saveState()
        canvas.transform(0, -1, 1, 0, 0, page.area.page_height)
        draw_marks(canvas, fonts, marks, UPRIGHT.page_height)
        canvas.restoreState()
    else:
        draw_marks(canvas, fonts, marks, UPRIGHT.page_height)
    draw_page(canvas, fonts, page)


def _description(paper: Paper) -> Description:
    return Description(
        title=paper.title.replace("\n", ""),
        author=paper.author or paper.signature.office,
        day=paper.signature.day,
        keywords=paper.keywords,
        content=repr(paper),
    )

"""A font as reportlab's canvas draws it, and its way back to text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from reportlab.pdfbase import pdfmetrics

from gigadesk.reports.embedded_font import Cell, EmbeddedFont, to_unicode
from gigadesk.reports.fonts import Face, Fonts
from gigadesk.reports.pdf_archive import ArchiveCanvas, Description
from tests.reports.papers import RARE
from tests.reports.reading import copied, read


def drawn(fonts: Fonts, text: str) -> bytes:
    """The text drawn by reportlab's own means."""
    canvas = ArchiveCanvas(Description("", "", date(2023, 11, 6)), fonts.first_font())
    font = fonts.letters(Face.KAI, full=True)["中"]
    assert font
    canvas.setFont(font.font.fontName, 16)
    canvas.drawString(100, 700, text)
    canvas.showPage()
    return canvas.finished()


def test_reportlab_draws_with_it_and_text_comes_back(fonts: Fonts) -> None:
    text = f"中文{RARE}abc"
    pdf = drawn(fonts, text)
    assert copied(pdf) == [text]
    (line,) = read(pdf)[0].lines()
    assert line.text == text
    assert {glyph.font for glyph in line.glyphs} == {"LXGWWenKaiGBLite-Regular"}


def test_reportlab_measures_with_it(fonts: Fonts) -> None:
    assert pdfmetrics.stringWidth("中文", fonts.first_font(), 16) == pytest.approx(32)


def test_more_than_256_characters_are_one_font(fonts: Fonts) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(300))
    pdf = drawn(fonts, text)
    assert copied(pdf) == [text]
    assert pdf.count(b"/FontFile2") == 1


def test_papers_drawn_at_the_same_time_keep_their_own_codes(fonts: Fonts) -> None:
    font = fonts.letters(Face.BODY, full=True)["中"]
    assert font
    assert isinstance(font.font, EmbeddedFont)
    description = Description("", "", date(2023, 11, 6))
    one, other = (ArchiveCanvas(description, fonts.first_font()) for _ in range(2))
    for canvas, text in ((one, "甲乙"), (other, "丙"), (one, "丁"), (other, "甲")):
        code = canvas.new_code()
        code.put(font.font, 16, 100, 700 - 20 * canvas.getPageNumber(), 0, [Cell(character) for character in text])
        canvas.draw_code(code)
        canvas.showPage()
    assert copied(one.finished()) == ["甲乙", "丁"]
    assert copied(other.finished()) == ["丙", "甲"]


def test_the_way_back_to_text_is_utf_16_in_blocks_of_a_hundred() -> None:
    table = to_unicode([*"𬀩中", *(chr(0x4E00 + n) for n in range(150))])
    assert "<0001> <D870DC29>" in table
    assert "<0002> <4E2D>" in table
    assert re.findall(r"(\d+) beginbfchar", table) == ["100", "52"]

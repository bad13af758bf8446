"""Letters on the page: runs of one font, marks with just their room, text as it is copied."""

from __future__ import annotations

from datetime import date

import pytest

from gigadesk.reports.fonts import Face, Fonts
from gigadesk.reports.grid import UPRIGHT
from gigadesk.reports.page_parts import Bookmark, Colour, Page, Rule, Words
from gigadesk.reports.pdf_archive import ArchiveCanvas, Description
from gigadesk.reports.sheet import draw_page
from gigadesk.reports.typesetter import Typesetter
from tests.reports.reading import ReadPage, copied, read


def drawn(fonts: Fonts, *marks: Words | Rule) -> bytes:
    """A page of these marks."""
    canvas = ArchiveCanvas(Description("", "", date(2023, 6, 2)), fonts.first_font())
    draw_page(canvas, fonts, Page(UPRIGHT, marks, (Bookmark("书签", 0, 100.0),)))
    return canvas.finished()


def paragraph(typesetter: Typesetter, text: str) -> list[Words]:
    """The text set in the body's size from the page's left edge."""
    lines = typesetter.lines(text, Face.BODY, 16, UPRIGHT.width)
    return [
        typesetter.placed(line, Face.BODY, 16, top=100.0 + 30 * n, justified=line.full) for n, line in enumerate(lines)
    ]


def first_page(pdf: bytes) -> ReadPage:
    """The only page."""
    (page,) = read(pdf)
    return page


def test_characters_stand_at_their_pitch(fonts: Fonts, typesetter: Typesetter) -> None:
    (line,) = first_page(drawn(fonts, *paragraph(typesetter, "中" * 28))).lines()
    assert [glyph.left for glyph in line.glyphs] == [pytest.approx(n * UPRIGHT.pitch, abs=0.02) for n in range(28)]
    assert line.right == pytest.approx(UPRIGHT.width, abs=0.02)


def test_squeezed_marks_take_no_more_than_their_room(fonts: Fonts, typesetter: Typesetter) -> None:
    text = "发展《关于〈“双千兆”网络〉（试行）》，“建”、“用”：——完……。" * 3
    page = first_page(drawn(fonts, *paragraph(typesetter, text)))
    for line in page.lines():
        for glyph, following in zip(line.glyphs, line.glyphs[1:], strict=False):
            assert glyph.right <= following.left + 0.25  # a cell is 0.215 pt narrower than its character
        assert line.right <= UPRIGHT.width + 0.25


def test_narrow_quotes_are_widened_to_a_cell(fonts: Fonts, typesetter: Typesetter) -> None:
    (line,) = first_page(drawn(fonts, *paragraph(typesetter, "中“中”中"))).lines()
    assert [round(glyph.right - glyph.left, 2) for glyph in line.glyphs] == [16, 16, 16, 16, 16]


@pytest.mark.parametrize("text", ["推动“双千兆”网络协同发展，" * 9, "中文abc文中10G-PON" * 8, "占比≥80%，×·※①" * 9])
def test_copied_text_is_the_text_put_in(fonts: Fonts, typesetter: Typesetter, text: str) -> None:
    assert copied(drawn(fonts, *paragraph(typesetter, text)))[0].replace("\n", "") == text


def test_a_loose_line_is_copied_without_blanks(fonts: Fonts, typesetter: Typesetter) -> None:
    text = "中文" * 12 + "abcdefghijkl"
    words = paragraph(typesetter, text)
    assert words[0].line.gap > 2
    pdf = drawn(fonts, *words)
    assert copied(pdf)[0].replace("\n", "") == text
    (loose, _) = first_page(pdf).lines()
    assert loose.right == pytest.approx(UPRIGHT.width, abs=0.25)


def test_colours_and_rules(fonts: Fonts, typesetter: Typesetter) -> None:
    rules = (Rule(10, 20, 110, 20, 0.5), Rule(10, 30, 110, 30, 0.5), Rule(10, 40, 110, 40, 1.5, Colour.RED))
    red = typesetter.words("红", Face.TITLE, 22, 0, 100, Colour.RED)
    page = first_page(drawn(fonts, *rules, red, typesetter.words("黑", Face.TITLE, 22, 0, 150)))
    for rule, top in zip(page.rules, (20, 30, 40), strict=True):
        assert rule == pytest.approx((10, top, 110, top), abs=0.01)
    assert page.rule_colours[2] == pytest.approx(Colour.RED.value)


def test_a_character_without_font_is_a_fault_of_ours(fonts: Fonts, typesetter: Typesetter) -> None:
    with pytest.raises(LookupError, match=r"U\+10FFFD"):
        drawn(fonts, typesetter.words("\U0010fffd", Face.BODY, 16))

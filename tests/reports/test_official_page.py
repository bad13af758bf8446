"""Page numbers and the mark, on upright and turned pages."""

from __future__ import annotations

import pytest

from gigadesk.domain.papers.blocks import Annex
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import LANDSCAPE, MM, UPRIGHT
from gigadesk.reports.official_paper import render
from tests.reports.papers import a_paper, demo_paper, letter
from tests.reports.reading import ReadPage, read

GREY = (0.45, 0.45, 0.45)


def number_line(page: ReadPage) -> str:
    """The page number of an upright page."""
    return next(line.text for line in page.lines(14) if line.text.startswith("—"))


def test_numbers_stand_right_on_odd_pages_and_left_on_even_ones(fonts: Fonts) -> None:
    pages = read(render(demo_paper(), fonts))
    for number, page in enumerate(pages[:2], 1):
        line = page.line("— ")
        assert line.text == f"— {number} —"
        assert {glyph.font for glyph in line.glyphs} == {"LiberationSerif-Regular"}
        assert line.glyphs[0].size == 14
        dash = line.glyphs[0].baseline - 0.233 * 14
        assert dash == pytest.approx(UPRIGHT.top + UPRIGHT.height + 7 * MM, abs=0.5)
        if number % 2:
            assert line.right == pytest.approx(UPRIGHT.left + UPRIGHT.width - 14, abs=0.01)
        else:
            assert line.left == pytest.approx(UPRIGHT.left + 14, abs=0.01)


def test_numbers_of_turned_pages_stand_where_they_would_upright(fonts: Fonts) -> None:
    annexes = (Annex("甲", (), landscape=True), Annex("乙", (), landscape=True))
    even, odd = read(render(a_paper(annexes=annexes), fonts))[1:]
    for page in (even, odd):
        turned = [glyph for glyph in page.glyphs if not glyph.size]
        assert "".join(glyph.text for glyph in turned).strip() in {"— 2 —", "— 3 —"}
        assert {round(glyph.font == "LiberationSerif-Regular") for glyph in turned} == {1}
        across = [297 * MM - page.width + glyph.left for glyph in turned]
        assert all(20 * MM < x < 35 * MM for x in across)
    downwards = [next(glyph.baseline for glyph in page.glyphs if not glyph.size) for page in (even, odd)]
    assert downwards[0] == pytest.approx(LANDSCAPE.top + 14, abs=0.1)
    assert downwards[1] > LANDSCAPE.top + LANDSCAPE.height / 2


def test_a_letters_first_page_has_no_number(fonts: Fonts) -> None:
    first, second = read(render(letter(), fonts))
    assert not first.lines(14)
    assert number_line(second) == "— 2 —"


def test_the_mark_is_framed_in_the_upper_margin_of_every_page(fonts: Fonts) -> None:
    for page in read(render(demo_paper(), fonts)):
        line = page.line("示例数据")
        assert line.text == "示例数据"
        assert {glyph.font for glyph in line.glyphs} == {"NotoSansSC_500Medium"}
        assert (line.left + line.right) / 2 == pytest.approx(page.width / 2, abs=0.1)
        area_top = (LANDSCAPE if page.width > page.height else UPRIGHT).top
        frame = [r for r, c in zip(page.rules, page.rule_colours, strict=True) if c == pytest.approx(GREY)]
        assert len(frame) == 4
        assert max(rule[3] for rule in frame) < area_top - 10
        assert min(rule[0] for rule in frame) < line.left
        assert max(rule[2] for rule in frame) > line.right


def test_a_long_mark_is_set_smaller(fonts: Fonts) -> None:
    page = read(render(a_paper(mark="示例数据，仅供演示" * 5), fonts))[0]
    line = page.line("示例数据")
    assert line.glyphs[0].size == 9
    assert line.left > 0
    assert line.right < page.width


def test_no_mark_no_frame(fonts: Fonts) -> None:
    assert not read(render(a_paper(), fonts))[0].rules

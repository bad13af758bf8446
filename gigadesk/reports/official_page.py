"""页面要素: what every page of a paper bears besides its text: page number, mark, a letter's foot rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gigadesk.domain.papers.blocks import PaperKind
from gigadesk.reports.fonts import Face, Fonts
from gigadesk.reports.grid import BASELINE, MM, PAGE_HEIGHT, PAGE_WIDTH, SIZE_PAGE_NUMBER, UPRIGHT
from gigadesk.reports.opening import BETWEEN, LETTER_RULE_WIDTH, double_rule
from gigadesk.reports.page_parts import Colour, Mark, Page, Rule
from gigadesk.reports.typesetter import Typesetter

_NUMBER_BELOW = 7 * MM
_DASH_HEIGHT = 0.25
_LETTER_FOOT = 20 * MM
_MARK_MIDDLE = 17 * MM
_MARK_SIZES = (14.0, 12.0, 10.5, 9.0)
_FRAME = 0.75


def with_mark(fonts: Fonts, page: Page, mark: str) -> Page:
    """The page with a mark such as 示例数据, framed in grey in the middle of its upper margin."""
    if not mark:
        return page
    typesetter = Typesetter(fonts, page.area)
    room = page.area.width
    size = next((s for s in _MARK_SIZES if typesetter.width(mark, Face.HEI, s) <= room), _MARK_SIZES[-1])
    width = typesetter.width(mark, Face.HEI, size)
    middle = _MARK_MIDDLE if not page.area.landscape else page.area.top / 2
    left, top = (page.area.page_width - width) / 2, middle - size / 2
    words = typesetter.words(mark, Face.HEI, size, left, top, Colour.GREY)
    frame = _frame(left - 0.6 * size, top - 0.35 * size, left + width + 0.6 * size, top + 1.35 * size)
    return replace(page, marks=(*page.marks, *frame, words))


def with_letter_foot(page: Page) -> Page:
    """函: its first page with the red double rule 20 mm above the lower edge, thin above thick (10.1)."""
    left = (PAGE_WIDTH - LETTER_RULE_WIDTH) / 2
    rules = double_rule(left, PAGE_HEIGHT - _LETTER_FOOT - BETWEEN, thick_first=False)
    return replace(page, marks=(*page.marks, *rules))


def page_number(fonts: Fonts, number: int, kind: PaperKind) -> Sequence[Mark]:
    """页码: “— 1 —” in 四号, its dashes 7 mm below the text area, odd pages one character from the right and even
    ones from the left (7.5); a letter's first page has none (10.1). Places are those of an upright page, also for a
    turned one (8)."""
    if kind is PaperKind.LETTER and number == 1:
        return ()
    typesetter = Typesetter(fonts, UPRIGHT)
    text = f"— {number} —"
    width = typesetter.width(text, Face.PAGE_NUMBER, SIZE_PAGE_NUMBER)
    inset = SIZE_PAGE_NUMBER
    left = UPRIGHT.left + (UPRIGHT.width - inset - width if number % 2 else inset)
    dash_from_top = (BASELINE - _DASH_HEIGHT) * SIZE_PAGE_NUMBER
    top = UPRIGHT.top + UPRIGHT.height + _NUMBER_BELOW - dash_from_top
    return (typesetter.words(text, Face.PAGE_NUMBER, SIZE_PAGE_NUMBER, left, top),)


def _frame(left: float, top: float, right: float, bottom: float) -> list[Mark]:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return [Rule(*start, *end, _FRAME, Colour.GREY) for start, end in pairwise(corners)]

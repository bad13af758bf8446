"""画页: draws pages of words and rules on the canvas, with the font that each character needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from gigadesk.reports.chinese_marks import CLOSING, OPENING
from gigadesk.reports.embedded_font import Cell, EmbeddedFont
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import BASELINE
from gigadesk.reports.page_parts import Mark, Page, Words
from gigadesk.reports.pdf_archive import ArchiveCanvas, PageCode

_SAME = 0.004
_EM = 1000.0
_STEP = 50.0
_SPAN_FROM = 0.08
"""From this gap on, in type sizes, readers take even spacing for blanks between words when text is copied."""


@dataclass(slots=True)
class _Run:
    """Letters of one font that follow each other in equal steps."""

    font: EmbeddedFont
    left: float
    cells: list[Cell]
    end: float
    spacing: float | None = None


def draw_page(canvas: ArchiveCanvas, fonts: Fonts, page: Page) -> None:
    """Draws the page and begins the next one; `page` has its furniture already."""
    area = page.area
    canvas.setPageSize((area.page_width, area.page_height))
    draw_marks(canvas, fonts, page.marks, area.page_height)
    for bookmark in page.bookmarks:
        canvas.add_bookmark(bookmark.title, bookmark.level, area.page_height - bookmark.top)
    canvas.showPage()


def draw_marks(canvas: ArchiveCanvas, fonts: Fonts, marks: tuple[Mark, ...], height: float) -> None:
    """Draws rules and words whose places are counted from the upper edge at `height`."""
    code = canvas.new_code()
    for mark in marks:
        if isinstance(mark, Words):
            _draw_words(code, fonts, mark, height)
        else:
            ends = (mark.left, height - mark.top, mark.right, height - mark.bottom)
            code.rule(ends, mark.thickness, mark.colour.value)
    canvas.draw_code(code)


def _draw_words(code: PageCode, fonts: Fonts, words: Words, height: float) -> None:
    baseline = height - words.top - BASELINE * words.size
    # A reader would see blanks in a loosely spaced line; pdfium loses characters above U+FFFF that it is told of.
    told = words.justified and words.line.gap > _SPAN_FROM * words.size and max(words.line.text) <= "\uffff"
    code.set_colour(words.colour.value)
    if told:
        code.begin_span(words.line.text)
    for run in _runs(fonts, words):
        code.put(run.font, words.size, run.left, baseline, run.spacing or 0.0, run.cells)
    if told:
        code.end_span()


def _runs(fonts: Fonts, words: Words) -> Iterator[_Run]:
    """The letters of the line in runs of one font and one spacing."""
    run: _Run | None = None
    for font, left, width, cell in _letters(fonts, words):
        if run and run.font is font:
            spacing = left - run.end
            if run.spacing is None:
                run.spacing = spacing
            if abs(spacing - run.spacing) < _SAME:
                run.cells.append(cell)
                run.end += run.spacing + width
                continue
        if run:
            yield run
        run = _Run(font, left, [cell], left + width)
    if run:
        yield run


def _letters(fonts: Fonts, words: Words) -> Iterator[tuple[EmbeddedFont, float, float, Cell]]:
    """Font, left edge, advance and shape of each letter of the line."""
    size, pitch = words.size, words.pitch
    narrow_letters, full_letters = (fonts.letters(words.face, full) for full in (False, True))
    for atom, place in zip(words.line.atoms, words.line.places(words.justified), strict=True):
        x = words.left + place.x
        for n, character in enumerate(atom.text):
            full = n >= atom.narrow
            letter = full_letters[character] if full else narrow_letters[character]
            if letter is None:  # found and refused before anything is drawn
                raise LookupError(f"no font has U+{ord(character):04X}")
            width = letter.width * size / 1000
            if not full:
                yield letter.font, x, width, Cell(character)
                x += width
            elif letter.width == _EM and place.width > pitch - _SAME:
                yield letter.font, x, width, Cell(character)
                x += pitch
            else:
                cell, inset = _in_cell(character, letter.width, place.cut / size, (pitch - place.width) / size)
                yield letter.font, x + inset * size, (cell.width or 0.0) * size / 1000, cell
                x += pitch


def _in_cell(character: str, natural: float, cut: float, lost: float) -> tuple[Cell, float]:
    """A mark that fills no cell or lost some of its own, given just its room, and how far right of `x` that begins.

    `cut` and `lost` are what its left side and both sides lost, in type sizes. Room is given in steps, so that a
    paper needs few forms of a mark.
    """
    blank = _EM - natural
    before = blank if character in OPENING else 0.0 if character in CLOSING else blank / 2
    left = _steps(cut)
    right = _steps(max(lost - cut, 0.0))
    return Cell(character, _EM - left - right, before - left), left / _EM - cut


def _steps(share: float) -> float:
    """A part of the type size in thousandths, rounded up to whole steps."""
    return _STEP * ceil(share * _EM / _STEP - _SAME) if share > _SAME else 0.0
